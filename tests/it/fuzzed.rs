//! What the fuzz targets found worth keeping (`fuzz/corpus`), held here with every run: the same
//! functions, without cargo-fuzz.

use std::path::{Path, PathBuf};

#[path = "../../fuzz/src/lib.rs"]
mod holds;

/// Tells at which input a panic came.
struct At(PathBuf);

impl Drop for At {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("does not hold: {}", self.0.display());
        }
    }
}

fn replay(target: &str, hold: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut kept: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    kept.sort();
    assert!(!kept.is_empty(), "nothing is kept for {target}");
    for path in kept {
        let input = At(path);
        hold(&std::fs::read(&input.0).unwrap());
    }
}

#[test]
fn numbers_are_what_they_are_read_as() {
    replay("number", holds::number::hold);
}

#[test]
fn splits_are_splits_of_their_line() {
    replay("columns", holds::columns::hold);
}

#[test]
fn what_is_read_of_hostile_documents_stands_in_their_text() {
    replay("document", holds::document::hold);
}

#[test]
fn errors_put_into_tables_are_never_told_wrong() {
    replay("diagnosis", holds::diagnosis::hold);
}

#[test]
fn every_address_gets_an_answer_and_the_same_one_again() {
    replay("parameters", holds::parameters::hold);
}

#[test]
fn whatever_is_sent_to_graphql_gets_an_answer_with_a_code() {
    replay("graphql", holds::graphql::hold);
}

#[test]
fn packages_are_taken_in_as_what_they_say_or_not_at_all() {
    replay("package", holds::package::hold);
}
