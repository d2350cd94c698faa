//! The edges between the rooms of `src`: which may name which, and which libraries belong where.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What each room may name of the others. Everything may name `domain`.
const ROOMS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("lexicon", &[]),
    ("source", &["lexicon"]),
    ("table", &["lexicon"]),
    ("layout", &["table", "lexicon", "source"]),
    ("ingest", &["layout", "table", "lexicon", "source"]),
    ("store", &[]),
    ("query", &["store"]),
    ("tabular", &[]),
    ("release", &["query", "store", "tabular"]),
    ("api", &["query", "release", "tabular"]),
    ("app", &["api", "query", "ingest", "release", "store"]),
];

/// Names that belong to some rooms alone.
const OWNERS: &[(&str, &[&str])] = &[
    ("diesel", &["store"]),
    ("diesel_migrations", &["store"]),
    ("async_graphql", &["api"]),
    ("utoipa", &["api"]),
    ("actix_web", &["api", "app"]),
    ("actix_cors", &["api"]),
    ("governor", &["api"]),
    ("tokio", &["api", "app"]),
    ("parquet", &["tabular"]),
    ("rust_xlsxwriter", &["tabular"]),
    ("opentelemetry", &["api", "app"]),
    ("opentelemetry_http", &["app"]),
    ("opentelemetry_otlp", &["app"]),
    ("opentelemetry_sdk", &["app"]),
    ("clap", &["app"]),
    ("indicatif", &["app"]),
    ("std::env", &["app"]),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The code of a file without its comments.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether the code names a path, as a whole.
fn names(code: &str, path: &str) -> bool {
    code.match_indices(&format!("{path}::")).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
    })
}

/// The rooms that code names by `crate::room` or in `use crate::{room, ...}`.
fn rooms_named(code: &str) -> BTreeSet<&'static str> {
    let mut named = BTreeSet::new();
    for (at, mark) in code.match_indices("crate::") {
        let rest = &code[at + mark.len()..];
        let group = rest.strip_prefix('{').and_then(|r| r.split("};").next());
        for (room, _) in ROOMS {
            let whole = |text: &str| {
                let next = text.strip_prefix(room).and_then(|t| t.chars().next());
                next.is_some_and(|c| !c.is_alphanumeric() && c != '_')
            };
            let in_group =
                |group: &str| group.split(',').any(|part| whole(&format!("{} ", part.trim())));
            if whole(rest) || group.is_some_and(in_group) {
                named.insert(*room);
            }
        }
    }
    named
}

#[test]
fn rooms_name_only_the_rooms_below_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (room, allowed) in ROOMS {
        for file in files(&source.join(room)) {
            for named in rooms_named(&code(&file)) {
                if named != *room && named != "domain" && !allowed.contains(&named) {
                    wrong.push(format!("{} names {named}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn libraries_stay_in_the_rooms_they_belong_to() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (room, _) in ROOMS {
        for file in files(&source.join(room)) {
            let code = code(&file);
            for (library, owners) in OWNERS {
                if names(&code, library) && !owners.contains(room) {
                    wrong.push(format!("{} names {library}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_room_is_known_here() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let found: BTreeSet<String> = std::fs::read_dir(source)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let known: BTreeSet<String> = ROOMS.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(found, known);
}

#[test]
fn every_file_says_what_it_is() {
    for file in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//! "), "{}", file.display());
    }
}
