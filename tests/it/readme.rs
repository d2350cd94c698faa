//! The README's questions, asked as it says; `KUNTAVAAKA_BLESS=1 cargo test readme` writes the
//! answers anew.

use std::path::PathBuf;

use kuntavaaka::store::Access;
use serde_json::Value;

use crate::reading::FACTS;
use crate::support::{Client, TestDb, facts};

/// Where the README says the service answers.
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

fn ask(client: &Client, command: &str) -> Value {
    let answer = if let Some((body, _)) = between(command, "-d '", "'") {
        let headers = [("content-type", "application/json")];
        client.send("POST", "/graphql", &headers, body.as_bytes())
    } else {
        let (url, _) = between(command, "'", "'").unwrap();
        client.get(url.strip_prefix(BASE).unwrap())
    };
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

#[test]
fn the_questions_of_the_readme_get_the_answers_it_gives() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let client = bundled(&TestDb::sqlite());
    let (mut written, mut rest, mut questions) = (String::new(), readme.as_str(), 0);
    while let Some((command, after)) = between(rest, "```sh\ncurl", "```\n") {
        let (given, behind) = between(after, "```json\n", "```\n").unwrap();
        let answer = ask(&client, command);
        let pretty = laid_out(&answer, 0);
        let before = rest.len() - after.len();
        written.push_str(&rest[..before]);
        written.push_str("\n```json\n");
        written.push_str(&pretty);
        written.push_str("\n```\n");
        if std::env::var_os("KUNTAVAAKA_BLESS").is_none() {
            let given: Value = serde_json::from_str(given).unwrap();
            assert_eq!(given, answer, "{command}");
        }
        rest = behind;
        questions += 1;
    }
    assert_eq!(questions, 5);
    written.push_str(rest);
    if std::env::var_os("KUNTAVAAKA_BLESS").is_some() {
        std::fs::write(&path, written).unwrap();
    }
}
