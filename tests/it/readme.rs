//! The questions of the README and of the pages of worked examples, asked as they say;
//! `KUNTAVAAKA_BLESS=1 cargo test readme` writes the answers anew.

use std::path::PathBuf;

use kuntavaaka::store::Access;
use serde_json::Value;

use crate::reading::FACTS;
use crate::support::{Answer, Client, TestDb, facts};

/// The pages, and how many questions each has.
const PAGES: &[(&str, usize)] = &[("README.md", 5), ("docs/COMPARING.md", 18)];
/// Where the service answers there.
const BASE: &str = "http://127.0.0.1:8080";

/// A client over the bundled documents.
pub fn bundled(database: &TestDb) -> Client {
    database.writer().import(&FACTS, facts::NOW).unwrap();
    Client::over(database.open(Access::ReadOnly))
}

/// The text between two marks, and what follows it.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<(&'a str, &'a str)> {
    let (_, rest) = text.split_once(from)?;
    rest.split_once(to)
}

/// A question that a client is asked.
pub type Question = Box<dyn Fn(&Client) -> Answer>;

/// Every question of the pages, and which face it is asked of.
pub fn questions() -> Vec<(&'static str, Question)> {
    let mut questions: Vec<(&'static str, Question)> = Vec::new();
    for (page, _) in PAGES {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(page);
        let text = std::fs::read_to_string(&path).unwrap();
        let mut rest = text.as_str();
        while let Some((command, after)) = between(rest, "```sh\ncurl", "```\n") {
            let kind = if command.contains("-d '") { "graphql" } else { "rest" };
            let command = command.to_owned();
            questions.push((kind, Box::new(move |client| answer(client, &command))));
            rest = after;
        }
    }
    questions
}

fn answer(client: &Client, command: &str) -> Answer {
    if let Some((body, _)) = between(command, "-d '", "'") {
        let headers = [("content-type", "application/json")];
        client.send("POST", "/graphql", &headers, body.as_bytes())
    } else {
        let (url, _) = between(command, "'", "'").unwrap();
        client.get(url.strip_prefix(BASE).unwrap())
    }
}

fn ask(client: &Client, command: &str) -> Value {
    let answer = answer(client, command);
    assert_eq!(answer.status, 200, "{command}: {}", answer.text());
    let answer = answer.json();
    assert!(answer["errors"].is_null(), "{command}: {answer}");
    answer
}

/// JSON in few lines: what fits on one stands on one.
fn laid_out(value: &Value, indent: usize) -> String {
    let short = value.to_string();
    let inner = " ".repeat(indent + 2);
    let items: Vec<String> = match value {
        _ if short.chars().count() + indent <= 110 => return short,
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| format!("{inner}\"{name}\": {}", laid_out(value, indent + 2)))
            .collect(),
        Value::Array(items) => {
            items.iter().map(|v| format!("{inner}{}", laid_out(v, indent + 2))).collect()
        }
        _ => return short,
    };
    let (open, close) = if value.is_array() { ('[', ']') } else { ('{', '}') };
    format!("{open}\n{}\n{}{close}", items.join(",\n"), " ".repeat(indent))
}

/// What an answer is about, from either face.
pub fn root(answer: &Value) -> &Value {
    answer["data"].as_object().and_then(|data| data.values().next()).unwrap_or(answer)
}

/// The items of a list, the cells of a comparison or the points of series, from either face; a
/// thing alone is its own only item.
pub fn items(answer: &Value) -> Vec<Value> {
    let list = root(answer);
    if let Some(series) = list["series"].as_array() {
        let points = series.iter().flat_map(|s| s["points"].as_array().unwrap());
        return points.cloned().collect();
    }
    let items = ["items", "nodes", "cells"].iter().find_map(|name| list[name].as_array());
    items.cloned().unwrap_or_else(|| vec![list.clone()])
}

/// What stands at a path of an item, in one line; of several things all, parted as in CSV.
pub fn at(item: &Value, path: &str) -> String {
    let leaves = path.split('.').fold(vec![item], |values, name| {
        values.into_iter().flat_map(|value| step(value, name)).collect()
    });
    let texts: Vec<String> = leaves.into_iter().flat_map(each).map(told).collect();
    if texts.is_empty() { "–".to_owned() } else { texts.join(";") }
}

/// One step of a path: the place of a list, or the field of each of its elements.
fn step<'a>(value: &'a Value, name: &str) -> Vec<&'a Value> {
    match (name.parse::<usize>(), value) {
        (Ok(place), _) => vec![&value[place]],
        (Err(_), Value::Array(values)) => values.iter().map(|value| &value[name]).collect(),
        (Err(_), _) => vec![&value[name]],
    }
}

/// The elements of a list, and what an object of one field has.
fn each(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(values) => values.iter().flat_map(each).collect(),
        Value::Object(fields) if fields.len() == 1 => fields.values().flat_map(each).collect(),
        _ => vec![value],
    }
}

fn told(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// A list as a table: the header names what stands in each column by its path in an item.
fn table(header: &str, answer: &Value) -> String {
    let paths: Vec<&str> = header.trim_matches('|').split('|').map(str::trim).collect();
    let row = |item: Value| {
        let cells: Vec<String> = paths
            .iter()
            .map(|path| at(&item, path.trim_matches('`')).replace('|', "\\|"))
            .collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rows: String = items(answer).into_iter().map(row).collect();
    format!("{header}\n|{}\n{rows}", "---|".repeat(paths.len()))
}

/// The answer as it stands behind a question, up to its end: as JSON, or as a table.
fn shown<'a>(after: &'a str, answer: &Value) -> (String, &'a str) {
    if let Some(block) = after.strip_prefix("\n|") {
        let (block, behind) = block.split_once("\n\n").unwrap();
        let header = format!("|{}", block.lines().next().unwrap());
        return (format!("\n{}\n", table(&header, answer)), behind);
    }
    let (_, behind) = between(after, "\n```json\n", "```\n").unwrap();
    (format!("\n```json\n{}\n```\n", laid_out(answer, 0)), behind)
}

/// Asks every question of a page and holds its answers against those given.
fn hold((page, expected): (&str, usize)) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let client = bundled(&TestDb::sqlite());
    let bless = std::env::var_os("KUNTAVAAKA_BLESS").is_some();
    let (mut written, mut rest, mut questions) = (String::new(), text.as_str(), 0);
    while let Some((command, after)) = between(rest, "```sh\ncurl", "```\n") {
        let answer = ask(&client, command);
        let (answer, behind) = shown(after, &answer);
        let given = &after[..after.len() - behind.len()];
        assert!(bless || given == answer, "{page}: {command}\n{answer}");
        written.push_str(&rest[..rest.len() - after.len()]);
        written.push_str(&answer);
        rest = behind;
        questions += 1;
    }
    assert_eq!(questions, expected, "{page}");
    written.push_str(rest);
    if bless {
        std::fs::write(&path, written).unwrap();
    }
}

#[test]
fn the_questions_of_the_readme_get_the_answers_it_gives() {
    hold(PAGES[0]);
}

#[test]
fn the_worked_examples_of_the_readme_pages_get_the_answers_they_give() {
    hold(PAGES[1]);
}
