//! Charts: what they say, to those who see them and to those who do not.

use std::path::Path;

use kuntavaaka::store::Access;

use crate::readme::bundled;
use crate::support::{Answer, Client, TestDb, facts};

const CHARTS: [&str; 3] = ["/v1/compare.svg", "/v1/series.svg", "/v1/budget-vs-actual.svg"];

/// What stands in the first element of this name.
fn inside<'a>(drawing: &'a str, name: &str) -> &'a str {
    let (_, rest) = drawing.split_once(&format!("<{name}>")).unwrap_or_default();
    rest.split_once(&format!("</{name}>")).unwrap_or_default().0
}

/// Whether every element that begins also ends, in order.
fn is_well_formed(drawing: &str) -> bool {
    let mut open = Vec::new();
    for part in drawing.split('<').skip(1) {
        let (tag, _) = part.split_once('>').unwrap_or((part, ""));
        match tag.strip_prefix('/') {
            Some(name) if open.pop() != Some(name) => return false,
            Some(_) => {}
            None => open.push(tag.split(' ').next().unwrap()),
        }
    }
    open.is_empty()
}

fn drawn(client: &Client, path: &str) -> String {
    let answer = client.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    assert!(is_well_formed(&answer.text()), "{path}: {}", answer.text());
    answer.text()
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn a_chart_says_every_number_of_the_answer_it_is_drawn_from() {
    let client = bundled(&TestDb::sqlite());
    let question = "function=01.1.2&pricesOf=2024";
    let cells = client.rest(&format!("/v1/compare?{question}"))["cells"].clone();
    for (language, point) in [("fi", ","), ("sv", ","), ("en", ".")] {
        let path = format!("/v1/compare.svg?{question}&language={language}&width=480");
        let drawing = plain(&drawn(&client, &path));
        assert!(drawing.contains(&format!("role=\"img\" lang=\"{language}\"")), "{drawing}");
        let described = inside(&drawing, "desc");
        for cell in cells.as_array().unwrap() {
            let number = cell["value"].as_str().unwrap().replace('-', "−").replace('.', point);
            assert!(described.contains(&number), "{number}: {described}");
            assert!(drawing.contains(&format!(">{number} €/")), "{number}: {drawing}");
        }
        assert!(described.contains("Tammi-kesäkuun osavuosikatsaus 2022"));
        assert!(described.contains("CC BY 4.0"));
        assert_eq!(drawing, plain(&drawn(&client, &path)), "the same bytes again");
    }
    let series = "/v1/series.svg?unit=kemijarvi.hallintopalvelut&account=operating_expenses\
        &scenario=actual,actual_to_date,budget_in_force&language=en";
    let drawing = plain(&drawn(&client, series));
    for told in ["2024 −6,306,094 €", "2025 the documents state no figure", "−3,584,333 €"]
    {
        assert!(inside(&drawing, "desc").contains(told), "{told}: {drawing}");
    }
    // One line of four years ends in a gap, one has no other point, one begins with a gap.
    assert_eq!(drawing.matches("<polyline").count(), 2);
    assert_eq!(drawing.matches("M-4-4 4 4M4-4-4 4").count(), 5);
    let execution = "/v1/budget-vs-actual.svg?unit=kemijarvi.hallintopalvelut\
        &includeDescendants=true&unitKind=cost_unit&fiscalYear=2024&onlyOver=true&first=5&language=fi";
    let drawing = plain(&drawn(&client, execution));
    assert!(drawing.contains("Poikkeama −59 397 € (−76,64 %), epäedullinen"), "{drawing}");
    assert!(drawing.contains("(talousarvio on nolla)"), "{drawing}");
    assert!(drawing.contains("Kuvassa on 5 riviä 8 rivistä."), "{drawing}");
    let described = inside(&drawing, "desc");
    let first = "Hallintopalvelut: voimassa oleva talousarvio −286 360 €; tilinpäätös −346 451 €; \
        Poikkeama −60 091 € (−20,98 %), epäedullinen. Työterveyshuolto: ";
    assert!(described.contains(first), "{described}");
    assert!(!described.contains(".."), "{described}");
    let nothing = drawn(&client, "/v1/compare.svg?function=09.1&language=en");
    assert_eq!(nothing.matches("no unit that was read serves the function").count(), 6);
    assert!(!nothing.contains("class=\"kv-c0\""), "a bar without a number");
    let none = drawn(&client, "/v1/budget-vs-actual.svg?fiscalYear=1999&language=en");
    assert!(none.contains("There is no figure for this question."), "{none}");
}

#[test]
fn a_chart_tells_a_unit_from_another_of_its_name() {
    let client = bundled(&TestDb::sqlite());
    let asked = "/v1/budget-vs-actual.svg?unit=kemijarvi.hallintopalvelut\
        &includeDescendants=true&fiscalYear=2024&threshold=60000&first=30";
    // The cost unit overspent; the sector, which bears its name, did not.
    for (language, unit, sector, subtitle) in [
        ("fi", "kustannuspaikka", "toimiala", "Toimintakate · kustannuspaikat · 2024"),
        ("sv", "kostnadsställe", "sektor", "Verksamhetsbidrag · kostnadsställen · 2024"),
        ("en", "cost unit", "sector", "Operating margin · cost units · 2024"),
    ] {
        let all = drawn(&client, &format!("{asked}&language={language}"));
        for kind in [unit, sector] {
            assert!(all.contains(&format!(">Hallintopalvelut, {kind}<")), "{kind}: {all}");
        }
        let over = drawn(&client, &format!("{asked}&onlyOver=true&language={language}"));
        assert!(over.contains(subtitle) && over.contains(">Hallintopalvelut<"), "{over}");
    }
}

#[test]
fn what_a_chart_says_of_municipalities_without_a_figure_is_true_of_some_and_of_all() {
    let client = bundled(&TestDb::sqlite());
    for (language, some, none) in [
        (
            "fi",
            "Osalla kunnista ei ole lukua.",
            "mikään luettu asiakirja ei kerro koko kunnan lukua",
        ),
        (
            "sv",
            "En del kommuner saknar siffra.",
            "inget inläst dokument anger hela kommunens siffra",
        ),
        ("en", "Some municipalities have no figure.", "no document that was read states the whole"),
    ] {
        // Kemi's own figure of 2021 is known, and no document at all is of 1999.
        for years in ["1999", "2021"] {
            let path = format!("/v1/compare.svg?fiscalYear={years}&language={language}");
            let drawing = drawn(&client, &path);
            assert!(drawing.contains(some) && drawing.contains(none), "{drawing}");
        }
    }
}

#[test]
fn the_charts_of_the_guide_to_embedding_are_given() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/EMBEDDING.md");
    let guide = std::fs::read_to_string(path).unwrap();
    let addresses = guide.split("http://127.0.0.1:8080").skip(1);
    let addresses = addresses.filter_map(|rest| rest.split(['"', '\'', '`', ')', '\n']).next());
    let charts: Vec<&str> = addresses.filter(|address| address.contains(".svg")).collect();
    assert!(charts.len() >= 3, "{charts:?}");
    let client = bundled(&TestDb::sqlite());
    for chart in charts {
        assert!(drawn(&client, &chart.replace("&amp;", "&")).contains("<rect"), "{chart}");
    }
}

#[test]
fn names_in_a_chart_cannot_become_a_part_of_it() {
    const HOSTILE: &str = "<script>alert('x')</script>&\"\u{1}\u{fffe}";
    let mut facts = facts::small();
    for unit in &mut facts.units {
        HOSTILE.clone_into(&mut unit.name);
    }
    for municipality in &mut facts.municipalities {
        HOSTILE.clone_into(&mut municipality.name_fi);
    }
    for document in &mut facts.documents {
        HOSTILE.clone_into(&mut document.document.title);
    }
    let database = TestDb::sqlite();
    database.writer().import(&facts, facts::NOW).unwrap();
    let client = Client::over(database.open(Access::ReadOnly));
    let mut told = 0;
    for path in CHARTS {
        let drawing = drawn(&client, &format!("{path}?language=fi"));
        told += drawing.matches("&lt;script&gt;").count();
        assert!(!drawing.contains("<script"), "{path}: {drawing}");
        assert!(!drawing.contains(['\u{1}', '\u{fffe}']), "{path}: {drawing}");
    }
    assert!(told > 0, "the names stand in the charts");
    assert!(client.get("/?language=fi").text().contains("&lt;script&gt;"));
    assert!(!client.get("/?language=fi").text().contains("<script>"));
}

#[test]
fn a_chart_may_stand_in_any_page_and_do_nothing_there() {
    let client = Client::of(&TestDb::sqlite());
    for path in CHARTS {
        let answer = client.get(path);
        for (name, value) in [
            ("content-type", "image/svg+xml; charset=utf-8"),
            ("content-disposition", "inline"),
            ("content-security-policy", "default-src 'none'; frame-ancestors *"),
            ("x-content-type-options", "nosniff"),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
        assert!(answer.header("cache-control").starts_with("public, max-age=300"), "{path}");
        for forbidden in [" style=", "<style", "<script", "href=", "url(", "@import", "font-face"] {
            assert!(!answer.text().contains(forbidden), "{path}: {forbidden}");
        }
        let tag = answer.header("etag").to_owned();
        assert_eq!(client.send("GET", path, &[("if-none-match", &tag)], b"").status, 304);
        assert_eq!(client.send("HEAD", path, &[], b"").header("etag"), tag);
    }
}

#[test]
fn what_is_wrong_with_a_question_for_a_chart_is_told_like_elsewhere() {
    let client = Client::of(&TestDb::sqlite());
    let problem = |answer: Answer| (answer.status, answer.problem(), answer.parameters());
    for path in CHARTS {
        for (asked, status, code, parameter) in [
            ("width=10", 400, "invalid_parameter", "width"),
            ("width=99999", 400, "invalid_parameter", "width"),
            ("width=wide", 400, "invalid_parameter", "width"),
            ("format=csv", 400, "unknown_parameter", "format"),
            ("language=de", 422, "unknown_value", "language"),
            ("municipality=atlantis", 422, "unknown_value", "municipality"),
        ] {
            let found = problem(client.get(&format!("{path}?{asked}")));
            assert_eq!(
                found,
                (status, code.to_owned(), vec![parameter.to_owned()]),
                "{path} {asked}"
            );
        }
        assert_eq!(problem(client.send("POST", path, &[], b"")).0, 405);
        assert_eq!(client.send("GET", path, &[("accept", "text/csv")], b"").status, 406);
        assert_eq!(client.send("GET", path, &[("accept", "image/*")], b"").status, 200);
    }
    assert_eq!(client.get("/v1/series.svg?height=5000").status, 400);
    assert_eq!(client.get("/v1/compare.svg?height=300").status, 400);
    assert_eq!(client.get("/v1/budget-vs-actual.svg?first=31").status, 400);
}
