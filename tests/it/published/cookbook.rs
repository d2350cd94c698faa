//! Every way of asking that `docs/COOKBOOK.md` shows, run as it stands: all ways to ask one question
//! give the table below it. `KUNTAVAAKA_BLESS=1 cargo test cookbook` writes the tables anew, from the
//! addresses; the other ways are then held against them.

use std::path::PathBuf;
use std::process::Command;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::readme::{at, bundled, items, root};
use crate::support::tools::{has_program, well_ended};
use crate::support::{Answer, Client, Server, TestDb, Tools};

const PAGE: &str = "docs/COOKBOOK.md";
/// Where the service answers there.
const BASE: &str = "127.0.0.1:8080";
/// The questions, some of which are two.
const RECIPES: usize = 11;
/// The columns that hold codes.
const CODES: &[&str] = &["scenario", "missingReason"];

/// What a page shows between two tables: ways to ask, in their languages, and the answer.
#[derive(Debug, Clone, Default)]
struct Recipe {
    title: String,
    ways: Vec<(String, String)>,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn page() -> String {
    std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(PAGE)).unwrap()
}

/// The recipes of a page; a table ends each.
fn recipes(page: &str) -> Vec<Recipe> {
    let (mut recipes, mut recipe) = (Vec::new(), Recipe::default());
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ").or_else(|| line.strip_prefix("### ")) {
            title.clone_into(&mut recipe.title);
        } else if let Some(address) = line.strip_prefix("<http") {
            let address = format!("http{}", address.trim_end_matches('>'));
            recipe.ways.push(("url".to_owned(), address));
        } else if let Some(language) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            recipe.ways.push((language.to_owned(), block.join("\n")));
        } else if line.starts_with('|') {
            recipe.columns = cells(line).iter().map(|c| c.trim_matches('`').to_owned()).collect();
            lines.next();
            while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
                recipe.rows.push(cells(row));
            }
            recipes.push(std::mem::take(&mut recipe));
        }
    }
    recipes
}

/// The cells of a row; a bar in a text stands behind a backslash.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim_start_matches("| ").trim_end_matches(" |");
    row.split(" | ").map(|cell| cell.replace("\\|", "|")).collect()
}

/// The recipes and each of their ways in a language.
fn ways(language: &str) -> Vec<(Recipe, String)> {
    let recipes = recipes(&page());
    assert_eq!(recipes.len(), RECIPES);
    let of = |recipe: Recipe| {
        let ways = recipe.ways.iter().filter(|(of, _)| of == language);
        let ways: Vec<String> = ways.map(|(_, way)| way.clone()).collect();
        assert!(!ways.is_empty(), "{}: no {language}", recipe.title);
        ways.into_iter().map(move |way| (recipe.clone(), way))
    };
    recipes.into_iter().flat_map(of).collect()
}

/// A cell as it is compared: texts by their words, numbers by their value, what is missing alike.
fn normal(cell: &str) -> String {
    let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    match cell.as_str() {
        "" | "NA" | "NaN" | "None" => return "–".to_owned(),
        "TRUE" | "True" => return "true".to_owned(),
        "FALSE" | "False" => return "false".to_owned(),
        _ => {}
    }
    cell.parse::<Decimal>().map_or(cell, |number| number.normalize().to_string())
}

fn agree(rows: &[Vec<String>], others: &[Vec<String>]) -> bool {
    let normal = |rows: &[Vec<String>]| -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| normal(cell)).collect()).collect()
    };
    normal(rows) == normal(others)
}

/// Holds what a way gave against the table.
fn hold(recipe: &Recipe, way: &str, rows: &[Vec<String>]) {
    assert!(!recipe.rows.is_empty(), "{}", recipe.title);
    let given = &recipe.rows;
    assert!(agree(given, rows), "{}\n{way}\ngave {rows:#?}\nand not {given:#?}", recipe.title);
}

/// What JSON holds for the columns. Those of what was asked stand beside the items.
fn of_json(recipe: &Recipe, answer: &Value) -> Vec<Vec<String>> {
    let cell = |item: &Value, column: &str| {
        let cell = match column.strip_prefix("comparison_") {
            Some(column) => at(root(answer), &column.replace('_', ".")),
            None => at(item, &column.replace('_', ".")),
        };
        // The codes of GraphQL are those of REST in capitals.
        if CODES.contains(&column) { cell.to_lowercase() } else { cell }
    };
    let row = |item: Value| recipe.columns.iter().map(|column| cell(&item, column)).collect();
    items(answer).into_iter().map(row).collect()
}

/// What CSV holds for the columns; with `alone` it has no others.
fn of_csv(recipe: &Recipe, csv: &str, alone: bool) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    if alone {
        assert_eq!(header, recipe.columns, "{}", recipe.title);
    }
    let place = |column: &String| header.iter().position(|name| name == column);
    let places: Vec<usize> = recipe.columns.iter().map(|c| place(c).unwrap()).collect();
    let row = |row: csv::StringRecord| places.iter().map(|at| row[*at].to_owned()).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn good(recipe: &Recipe, answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{}: {}", recipe.title, answer.text());
    let answer = answer.json();
    assert!(answer["errors"].is_null(), "{}: {answer}", recipe.title);
    answer
}

fn at_address(client: &Client, recipe: &Recipe, url: &str) -> Vec<Vec<String>> {
    let path = url.strip_prefix(&format!("http://{BASE}")).unwrap();
    of_json(recipe, &good(recipe, &client.get(path)))
}

/// The page with its tables made anew from the addresses.
fn blessed(client: &Client, page: &str) -> String {
    let mut recipes = recipes(page).into_iter();
    let (mut lines, mut page) = (Vec::new(), page.lines().peekable());
    while let Some(line) = page.next() {
        lines.push(line.to_owned());
        if line.starts_with('|') {
            while page.next_if(|line| line.starts_with('|')).is_some() {}
            let recipe = recipes.next().unwrap();
            let (_, url) = recipe.ways.iter().find(|(of, _)| of == "url").unwrap();
            lines.push(format!("|{}", "---|".repeat(recipe.columns.len())));
            let row = |row: Vec<String>| {
                let row: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
                format!("| {} |", row.join(" | "))
            };
            lines.extend(at_address(client, &recipe, url).into_iter().map(row));
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn the_addresses_of_the_cookbook_and_their_twins_in_graphql_give_its_tables() {
    let client = bundled(&TestDb::sqlite());
    if std::env::var_os("KUNTAVAAKA_BLESS").is_some() {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(PAGE);
        std::fs::write(path, blessed(&client, &page())).unwrap();
    }
    for (recipe, url) in ways("url") {
        hold(&recipe, &url, &at_address(&client, &recipe, &url));
    }
    for (recipe, query) in ways("graphql") {
        let headers = [("content-type", "application/json")];
        let body = json!({ "query": query }).to_string();
        let answer = client.send("POST", "/graphql", &headers, body.as_bytes());
        hold(&recipe, &query, &of_json(&recipe, &good(&recipe, &answer)));
    }
}

/// A way with the address of the server of this test.
fn here(way: &str) -> String {
    way.replace(BASE, &Server::of_bundle().address)
}

#[test]
fn the_curl_commands_of_the_cookbook_give_its_tables() {
    if !has_program("curl", "The curl commands of the cookbook are") {
        return;
    }
    for (recipe, command) in ways("sh") {
        let folder = tempfile::tempdir().unwrap();
        let mut shell = Command::new("sh");
        let told = well_ended(shell.args(["-ec", &here(&command)]).current_dir(&folder));
        let rows = match serde_json::from_str(&told) {
            Ok(answer) => of_json(&recipe, &answer),
            Err(_) => of_csv(&recipe, &told, false),
        };
        hold(&recipe, &command, &rows);
    }
}

#[test]
fn the_python_of_the_cookbook_gives_its_tables() {
    let Some(tools) = Tools::here() else { return };
    for (recipe, code) in ways("python") {
        let told = tools.python("cookbook.py", &[&here(&code)]);
        hold(&recipe, &code, &of_csv(&recipe, &told, true));
    }
}

#[test]
fn the_r_of_the_cookbook_gives_its_tables() {
    if !has_program("Rscript", "The R of the cookbook is") {
        return;
    }
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/tools/cookbook.R");
    for (recipe, code) in ways("r") {
        let mut r = Command::new("Rscript");
        let told = well_ended(r.arg(&script).arg(here(&code)).env("LC_ALL", "C.UTF-8"));
        hold(&recipe, &code, &of_csv(&recipe, &told, true));
    }
}

#[test]
fn the_charts_of_the_cookbook_are_drawn_and_say_their_release() {
    let client = bundled(&TestDb::sqlite());
    let release = client.rest("/v1/dataset")["release"].as_str().unwrap().to_owned();
    let charts = ways_of_html(&page());
    assert!(!charts.is_empty());
    for chart in charts {
        let answer = client.get(&chart);
        assert_eq!(answer.status, 200, "{chart}: {}", answer.text());
        assert!(answer.text().starts_with("<svg") && answer.text().contains(&release), "{chart}");
    }
}

/// The addresses of the pictures and frames that a page shows.
fn ways_of_html(page: &str) -> Vec<String> {
    let mark = format!("src=\"http://{BASE}");
    let sources = page.split(&mark).skip(1);
    sources.map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&")).collect()
}

#[test]
fn a_table_with_one_digit_or_one_row_altered_does_not_pass() {
    for recipe in recipes(&page()) {
        assert!(agree(&recipe.rows, &recipe.rows));
        assert!(!agree(&recipe.rows, &recipe.rows[1..]), "{}", recipe.title);
        for column in 0..recipe.columns.len() {
            let mut damaged = recipe.rows.clone();
            damaged[0][column].push('1');
            assert!(!agree(&recipe.rows, &damaged), "{}, {column}", recipe.title);
        }
    }
}
