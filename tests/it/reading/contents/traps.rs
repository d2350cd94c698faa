//! The places that are known to be hard.

use kuntavaaka::domain::{Assignment, Comparator, Indicator, MissingReason, OutcomeStatus};

use super::super::{read_changed, source};
use super::{ELV, H24, H25, HEI, KEMI, contents, objective};

fn indicator(id: &str, line: usize) -> &'static Indicator {
    contents(id).indicators.iter().find(|i| i.line == line).unwrap()
}

#[test]
fn a_row_that_means_nothing_alone_names_its_parent() {
    let part = indicator(KEMI, 389);
    assert_eq!(part.name, "hoitopäivät, alle 75 v.");
    assert_eq!(part.parent_id.as_deref(), Some(indicator(KEMI, 388).id.as_str()));
    assert_eq!(indicator(H24, 83).parent_id.as_deref(), Some(indicator(H24, 82).id.as_str()));
}

#[test]
fn a_group_in_capitals_that_has_a_value_is_an_indicator_too() {
    assert_eq!(indicator(KEMI, 327).values.len(), 1);
    let part = indicator(KEMI, 328);
    assert_eq!(part.group.as_deref(), Some("KUNTOUTUS asiakkaat"));
    assert_eq!(part.parent_id.as_deref(), Some(indicator(KEMI, 327).id.as_str()));
    assert_eq!(indicator(KEMI, 333).parent_id, None);
}

#[test]
fn what_counts_in_a_unit_of_its_own_is_not_counted_by_the_heading_above_it() {
    let visitors = indicator(KEMI, 217);
    assert_eq!(visitors.group.as_deref(), Some("Kävijöiden lukumäärä"));
    let surveys = indicator(KEMI, 218);
    assert_eq!((surveys.group.as_deref(), surveys.unit_of_measure.as_deref()), (None, Some("kpl")));
    // A capital letter does not matter to what is counted.
    assert_eq!(indicator(KEMI, 333).unit_of_measure.as_deref(), Some("asiakkaat"));
}

#[test]
fn headings_are_names_of_units_too() {
    let units = &super::super::FACTS.units;
    let names = |id: &str| -> Vec<&str> {
        let unit = units.iter().find(|u| u.id == id).unwrap();
        unit.printed_names.iter().map(|(_, name)| name.as_str()).collect()
    };
    assert!(names("kemi.ymparistotoimiala.kiinteistonpito").contains(&"Kiinteistöjen ylläpito"));
    let whole = "Yhteiset palvelut / Kaupunginhallituksen toimiala";
    assert!(names("heinola.yhteiset-palvelut").contains(&whole));
}

#[test]
fn a_number_is_given_only_where_it_is_certain() {
    let pieces = &indicator(KEMI, 128).values[0];
    assert_eq!((pieces.value.unwrap().to_string(), pieces.printed.as_str()), ("4".into(), "4 kpl"));
    let mixed = &indicator(KEMI, 124).values[0];
    assert_eq!((mixed.value, mixed.missing_reason), (None, Some(MissingReason::Illegible)));
    assert_eq!(mixed.printed, "27,7 Elinkeinopalv. 2 htv");
    let dash = &indicator(KEMI, 359).values[1];
    assert_eq!(dash.missing_reason, Some(MissingReason::NotStated));
    assert_eq!(indicator(KEMI, 200).values.len(), 1, "a blank cell gives no value");
}

#[test]
fn targets_in_figures_are_data_and_years_are_none() {
    let target = |line: usize, measure: usize| {
        let t = &objective(ELV, line).measures[measure].targets[0];
        (t.comparator, t.value.to_string(), t.unit.clone())
    };
    assert_eq!(target(41, 7), (Comparator::Equal, "3".into(), "/6".into()));
    assert_eq!(target(361, 0), (Comparator::AtLeast, "10".into(), "%".into()));
    let scale = &objective(H24, 34).measures[0].targets[0];
    assert_eq!((scale.value.to_string().as_str(), scale.unit.as_str()), ("4", "asteikolla 1-5"));
    assert!(objective(ELV, 51).measures[0].targets.is_empty(), "a spring of 2024 is no target");
    let times = &objective(KEMI, 1001).measures[0].targets;
    assert_eq!(times.len(), 3);
}

#[test]
fn number_words_are_targets_where_they_count_something() {
    let target = |id, line: usize, measure: usize| {
        let t = &objective(id, line).measures[measure].targets[0];
        (t.comparator, t.value.to_string(), t.unit.clone())
    };
    let at_least = |value: &str, unit: &str| (Comparator::AtLeast, value.into(), unit.into());
    assert_eq!(target(KEMI, 691, 0), at_least("1", "/2"));
    assert_eq!(target(KEMI, 1075, 0), at_least("1", "uusi palvelu"));
    assert_eq!(target(KEMI, 1089, 0), at_least("3", "eri palvelussa"));
    let turbines = (Comparator::Equal, "9".into(), "uutta tuulivoimalaa".into());
    assert_eq!(target(ELV, 61, 0), turbines);
    assert!(objective(HEI, 1429).measures[0].targets.is_empty(), "at least as in a year");
}

#[test]
fn figures_without_anything_they_count_are_no_targets() {
    for (measure, expected) in [
        ("Kokous kaksi kertaa vuodessa", &["2 kertaa vuodessa"][..]),
        ("Katselmus kerran vuodessa.", &["1 kertaa vuodessa"]),
        ("Enintään 5 vrk, 12 kpl", &["5 vrk", "12 kpl"]),
        ("Kerran päätetty, kaksi vaihtoehtoa ja yksi suunnitelma", &[]),
        ("Vähintään vuoden 2023 taso, 12.3. mennessä, 1.1.2024 alkaen", &[]),
        ("2024 tilinpäätös", &[]),
        ("Lain 410/2015 § 5, 5/2022, s. 12", &[]),
    ] {
        let read = read_changed(KEMI, |lines| {
            lines[838 - 1] = lines[838 - 1].replace("Tilaisuuksien määrä.", measure);
        });
        let of = |o: &&kuntavaaka::domain::Objective| o.id == format!("{KEMI}.o838");
        let o = read.contents.objectives.iter().find(of).unwrap();
        let found = o.measures[0].targets.iter().map(|t| format!("{} {}", t.value, t.unit));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{measure}");
    }
}

#[test]
fn a_sentence_that_a_blank_line_or_a_table_breaks_is_one_paragraph() {
    let narrative = |line: usize| {
        let id = format!("{HEI}.n{line}");
        contents(HEI).narratives.iter().find(|n| n.id == id).unwrap()
    };
    assert!(narrative(281).text.text.ends_with("tarjonnut myös kaivattua laadukasta palvelua."));
    let audit = narrative(496);
    assert!(audit.text.text.contains("etupainotteisesti tilinpäätöstarkastuksesta"));
    assert_eq!(audit.text.lines, [(496, 496), (584, 584), (586, 586)]);
    assert_eq!(narrative(223).text.text.split("\n\n").count(), 3);
}

#[test]
fn a_cell_that_may_belong_to_another_objective_says_so() {
    let outcome = objective(KEMI, 607).outcomes[0].text.as_ref().unwrap();
    assert!(outcome.text.starts_with("ÄRM-hankkeissa"));
    let doubts = super::super::findings(KEMI, 668);
    assert_eq!(doubts[0].rule, "cells_fit_their_rows");
    assert!(doubts[0].message.contains("line 668: read with the objective on line 607"));
}

#[test]
fn words_broken_at_line_ends_are_made_whole_and_real_hyphens_stay() {
    let text = &objective(H25, 333).text.text;
    assert!(text.starts_with("Valmiussuunnitelmien ajantasaisuuden"), "{text}");
    let outcome = objective(H25, 202).outcomes[0].text.as_ref().unwrap();
    assert!(outcome.text.contains("turvallisuusympäristön ja geotalouden"));
    assert!(objective(H25, 288).measures[0].text.text.contains("koulutus- ja"));
    assert!(objective(H25, 148).actions[0].text.contains("yritystapaamiset ja -vierailut"));
    let meetings = objective(H25, 465).outcomes[0].text.as_ref().unwrap();
    assert!(meetings.text.contains("Itä-Lapin"));
}

#[test]
fn a_row_broken_by_a_page_is_one_objective() {
    let o = objective(H25, 202);
    assert!(o.text.text.ends_with("toimintaympäristön muutoksiin mahdollisimman hyvin."));
    assert_eq!(o.text.lines, [(202, 204), (216, 217)]);
    assert_eq!(o.text.assignment, Assignment::Annotated);
}

#[test]
fn columns_with_a_cell_for_each_objective_go_together_by_layout() {
    let o = objective(KEMI, 513);
    assert_eq!(o.actions[0].assignment, Assignment::ByLayout);
    assert_eq!(o.actions[0].text, "CO2 kasvihuonepäästöjen vähentäminen.");
    assert_eq!(o.responsible[0].assignment, Assignment::Annotated);
    assert_eq!(
        (o.responsible[0].text.as_str(), o.schedule[0].text.as_str()),
        ("Ympäristöpäällikkö", "jatkuva")
    );
    assert_eq!(objective(KEMI, 1007).measures[0].text.text, "Yhteisten tapahtumien lkm");
}

#[test]
fn goals_of_sustainable_development_go_on_in_rows_of_their_own() {
    assert_eq!(objective(KEMI, 696).sdgs, [11, 12, 13, 14, 15]);
    assert_eq!(objective(KEMI, 1062).sdgs, [1, 2]);
}

#[test]
fn a_status_is_given_only_where_the_document_states_one() {
    let stated = |id, line| -> Vec<_> {
        let outcomes = objective(id, line).outcomes.iter();
        outcomes.map(|o| (o.text.clone().unwrap(), o.status)).collect()
    };
    // Printed once for the goal, it is said of none of the outcomes beside it.
    let of_goal = stated(HEI, 26);
    assert_eq!(of_goal[0].1, None);
    assert_eq!(of_goal[1].1, Some(OutcomeStatus::OnTrack));
    assert_eq!(
        (of_goal[1].0.text.as_str(), &of_goal[1].0.lines[..]),
        ("Toteutuu", &[(57, 58)][..])
    );
    assert_eq!(stated(HEI, 1506).len(), 1, "no outcome of its own is printed");
    // What says nothing else than a status states one; what only holds such a word does not.
    assert_eq!(stated(KEMI, 712)[0].1, Some(OutcomeStatus::NotAchieved));
    assert!(stated(KEMI, 1159).iter().all(|(_, status)| status.is_none()));
}

#[test]
fn goals_that_run_on_from_row_to_row_are_said_to_be_uncertain() {
    let findings = super::super::FACTS.documents.iter().flat_map(|d| &d.findings);
    let listed: Vec<usize> = findings
        .filter(|f| f.rule == "cells_fit_their_rows" && f.message.contains("run on in their order"))
        .map(|f| f.line)
        .collect();
    assert_eq!(listed, [691, 1062, 1073]);
}

#[test]
fn a_bullet_is_a_bullet_however_it_was_read() {
    let theme = |line| objective(HEI, line).theme.as_ref().unwrap();
    assert_eq!(theme(26).text, theme(1104).text);
    assert_ne!(theme(26).as_read, theme(1104).as_read);
}

#[test]
fn a_letter_that_stands_on_the_next_line_ends_its_word() {
    let text = &objective(HEI, 1238).text.text;
    assert!(text.starts_with("Viestinnän saavutettavuuden ja vaikuttavuuden"), "{text}");
}

#[test]
fn a_risk_whose_columns_share_lines_is_read_cell_by_cell() {
    let risk = contents(HEI).risks.iter().find(|r| r.description.first_line() == 1600).unwrap();
    assert_eq!((risk.likelihood, risk.impact, risk.score), (Some(2), Some(1), Some(2)));
    assert_eq!(risk.description.text, "Omaisuus- ja rahoitusriskit");
    assert!(risk.control.as_ref().unwrap().text.ends_with("koroilla, vakuuttaminen."));
    let ratings = risk.ratings.as_ref().unwrap();
    assert_eq!(ratings.text, "Todennäköisyys: 2 Merkittävyys: 1");
    assert_eq!(ratings.lines, [(1600, 1602)]);
}

#[test]
fn the_parts_of_a_cell_are_actions_of_their_own() {
    assert_eq!(objective(ELV, 232).actions.len(), 2);
    assert_eq!(objective(ELV, 355).measures.len(), 2);
}

#[test]
fn broken_copies_do_no_harm_to_contents() {
    for id in [ELV, H25, KEMI, HEI] {
        let lines = source(id).lines.len();
        for cut in (0..lines).step_by(lines / 3 + 1) {
            let _ = read_changed(id, |lines| {
                lines.drain(..cut);
            });
            let _ =
                read_changed(id, |lines| lines.iter_mut().for_each(|l| *l = l.replace('\t', " ")));
        }
    }
}

#[test]
fn finnish_is_restored_where_it_is_certain_and_the_text_as_read_is_kept() {
    let o = objective(HEI, 149);
    assert_eq!(o.text.text, "henkilöstön työkykyjohtamisen ja osaamisen kehittämisen edistäminen");
    let read = "henkildston tydkykyjohtamisen ja osaamisen kehittdmisen edistdminen";
    assert_eq!(o.text.as_read.as_deref(), Some(read));
    let person = &objective(HEI, 1238).responsible[0].text;
    assert_eq!(person, "Kaupunginlakimies, Hallinto- ja kehitysjohtaja");
    assert!(objective(H25, 49).text.as_read.is_none(), "other documents are as they were read");
}

/// Every misread word that is left in the contents, found by reading them line by line.
#[test]
fn misread_words_that_are_not_certain_stay_and_are_named() {
    for (line, word) in [
        (50, "Brandikoulutukset"),
        (98, "m&irad"),
        (243, "brandikirkastuksessa"),
        (257, "kdyttbomaosuuden"),
        (264, "akukesasta"),
        (760, "te"),
        (1114, "tarveperusteisest"),
        (1172, "pn"),
        (1198, "brandikasikirja"),
        (1212, "brandin"),
        (1215, "brandikoulutukset"),
        (1249, "EPressid"),
        (1346, "maardan"),
        (1350, "Brandikoulutukset"),
    ] {
        let named = super::super::findings(HEI, line);
        let named = named.iter().find(|f| f.rule == "text_is_restored").unwrap();
        assert!(named.message.ends_with(&format!(": {word}")), "{}", named.message);
    }
    let rule = |f: &&kuntavaaka::domain::Finding| f.rule == "text_is_restored";
    assert_eq!(super::super::document(HEI).findings.iter().filter(rule).count(), 14);
}
