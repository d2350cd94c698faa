//! Free text: which forms of a word find which others.

use kuntavaaka::query::{self, ContentFilter, NarrativeFilter, PageRequest};

use crate::support::{TestDb, facts, on_both};

/// Words and forms of them, each of which a bundled document prints.
#[rustfmt::skip]
const PRINTED: &[(&str, &str)] = &[
    ("kunta", "kunnan"),
    ("kunta", "kuntien"),
    ("vuosi", "vuoden"),
    ("vuosi", "vuonna"),
    ("kauppa", "kauppojen"),
    ("kaupunki", "kaupungin"),
    ("kaupunki", "kaupungissa"),
    ("tulos", "tuloksiin"),
    ("tulos", "tulosten"),
    ("talous", "taloutta"),
    ("käyttötalous", "käyttötalouden"),
    ("investointi", "investoinnit"),
    ("investointi", "investoinneissa"),
    ("määräraha", "määrärahoina"),
    ("henkilöstö", "henkilöstön"),
    ("henkilö", "henkilöitä"),
    ("työtön", "työttömien"),
    ("koulutus", "koulutuksia"),
    ("koulutus", "koulutusten"),
    ("kuntalainen", "kuntalaisten"),
    ("kuntalainen", "kuntalaisille"),
    ("kehittäminen", "kehittämisen"),
    ("kehittäminen", "kehittämistä"),
    ("kaupunginhallitus", "kaupunginhallituksen"),
    ("hallitus", "hallituksen"),
    ("hanke", "hankkeiden"),
    ("hanke", "hankkeessa"),
    ("hankinta", "hankinnoista"),
    ("lautakunta", "lautakunnan"),
    ("lapsi", "lasten"),
    ("lapsi", "lapset"),
    ("nuori", "nuorten"),
    ("nuori", "nuorille"),
    ("uusi", "uuden"),
    ("uusi", "uutta"),
    ("tuki", "tuen"),
    ("asukas", "asukkaiden"),
    ("asiakas", "asiakkaille"),
    ("aika", "ajan"),
    ("työ", "töitä"),
    ("yhteistyö", "yhteistyössä"),
    ("tarve", "tarpeisiin"),
    ("tavoite", "tavoitteiden"),
    ("toimenpide", "toimenpiteistä"),
    ("päätös", "päätösten"),
    ("avustus", "avustusten"),
    ("turvallisuus", "turvallisuutta"),
    ("terveys", "terveyden"),
    ("palvelu", "palveluihin"),
    ("tieto", "tiedoksi"),
    ("hallinto", "hallinnon"),
    ("budjetti", "budjetin"),
    ("pankki", "pankin"),
    ("viestintä", "viestinnän"),
    ("alue", "alueiden"),
    ("menot", "menojen"),
    ("yksikkö", "yksiköiden"),
    ("avoin", "avoimet"),
    ("jäsen", "jäsenten"),
    ("apu", "avulla"),
    ("alku", "alussa"),
    ("katu", "katujen"),
    ("liikenne", "liikenteen"),
    ("verkko", "verkon"),
    ("luku", "luvut"),
    ("toimiala", "toimialojen"),
    ("rahoitus", "rahoitusta"),
    ("ennuste", "ennusteen"),
    ("vaali", "vaalien"),
    ("sähköinen", "sähköisten"),
    ("yritys", "yritysten"),
    ("kustannus", "kustannusten"),
    ("tilinpäätös", "tilinpäätöksen"),
    ("esihenkilö", "esihenkilöiden"),
];

#[test]
fn the_dictionary_form_finds_what_is_printed_and_what_is_printed_finds_it() {
    let forms: Vec<&str> = PRINTED.iter().map(|(_, form)| *form).collect();
    let words: Vec<&str> = PRINTED.iter().map(|(word, _)| *word).collect();
    for (questions, texts) in [(&words, &forms), (&forms, &words)] {
        let found = on_both(|db| found_in(db, questions, texts));
        for ((question, found), text) in found.iter().zip(texts) {
            assert!(found.iter().any(|f| f == text), "{question} finds {text}: {found:?}");
        }
    }
}

#[test]
fn the_forms_of_the_table_are_printed() {
    let texts = crate::reading::FACTS.documents.iter().map(|d| &d.contents);
    let texts = texts.map(|c| format!("{c:?}").to_lowercase()).collect::<String>();
    for (_, form) in PRINTED {
        let printed = texts.split(|c: char| !c.is_alphabetic()).any(|word| word == *form);
        assert!(printed, "{form}");
    }
}

#[test]
fn every_form_finds_every_other_and_no_other_word() {
    for (forms, others) in [
        (&["koulutus", "koulutuksen", "koulutusta", "koulutukset"][..], &["koulu", "kulutus"][..]),
        (&["tavoite", "tavoitteet", "tavoitteiden", "tavoitetta"], &["tavara", "taito"]),
        (&["kaupunki", "kaupungin", "kaupunkia", "kaupungissa"], &["kauppa", "kauppias"]),
        (&["palvelu", "palveluja", "palvelut", "palvelujen"], &["palkka", "palaveri"]),
        (&["tiedote", "tiedotteiden", "tiedotteet"], &["tiede", "tiekartta"]),
        (&["tulos", "tuloksen", "tulokset"], &["tulot", "tulo", "tuli"]),
        (&["käyttötalous", "käyttötalouden", "käyttötaloutta"], &["käyttöaste"]),
        (&["investointi", "investoinnit", "investointien"], &["inventaario"]),
        (&["toiminta", "toiminnan", "toimintaa"], &["toimiala", "toimisto"]),
        (&["turvallisuus", "turvallisuuden", "turvallisuutta"], &["turve"]),
        (&["asiakas", "asiakkaat", "asiakkaiden"], &["asia", "asiakirja"]),
        (&["riski", "riskit", "riskien", "riskejä"], &["risti"]),
        (&["laatu", "laadun", "laatua"], &["laaja"]),
        (&["ylläpito", "ylläpidon"], &["ylläpitäjä"]),
        (&["kunta", "kunnan", "kuntien", "kuntia"], &["kun", "kunto", "kunnon", "kuntoja"]),
        (&["vuosi", "vuoden", "vuonna", "vuotta"], &["vuokra", "vuorot"]),
        (&["tulo", "tulot", "tulojen"], &["tulos", "tuloksen", "tulokset"]),
        (&["laina", "lainan", "lainoja"], &["laaja", "laite"]),
        (&["kauppa", "kaupan", "kaupat"], &["kaupunki", "kappale"]),
        (&["velka", "velan", "velkojen"], &["velvoite", "vela"]),
        (&["asukas", "asukkaan", "asukkaita"], &["asunto", "asuminen"]),
        (&["työ", "työn", "töiden"], &["tyyppi", "tyhjä"]),
    ] {
        let texts: Vec<&str> = forms.iter().chain(others).copied().collect();
        let found = on_both(|db| found_in(db, forms, &texts));
        for (question, texts) in found {
            assert_eq!(texts, forms, "{question}");
        }
    }
}

/// Which of the texts each question finds.
fn found_in(db: &TestDb, questions: &[&str], texts: &[&str]) -> Vec<(String, Vec<String>)> {
    let mut all = facts::small();
    let of = &mut all.documents[0].contents.narratives;
    let narrative = |(n, text): (usize, &&str)| {
        let mut narrative = of[0].clone();
        narrative.id = format!("kemijarvi-2024.n{n}");
        narrative.heading = None;
        narrative.text.text = String::from(*text);
        narrative
    };
    let narratives = texts.iter().enumerate().map(narrative).collect();
    all.documents[0].contents.narratives = narratives;
    let store = db.writer();
    store.import(&all, facts::NOW).unwrap();
    let mut session = store.session().unwrap();
    let mut ask = |question: &&str| {
        let q = Some((*question).to_owned());
        let document = vec!["kemijarvi-2024".to_owned()];
        let content = ContentFilter { q, document, ..ContentFilter::default() };
        let filter = NarrativeFilter { content, ..NarrativeFilter::default() };
        let all = PageRequest { first: Some(100), after: None, ..PageRequest::default() };
        let page = query::narratives(&mut session, &filter, &all).unwrap();
        let found = page.items.into_iter().map(|i| i.item.item.text.text).collect();
        ((*question).to_owned(), found)
    };
    questions.iter().map(&mut ask).collect()
}
