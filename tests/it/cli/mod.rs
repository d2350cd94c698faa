//! The program as it is run: its commands, its exit codes, and serving over a network.

mod commands;
mod hostile;
mod killed;
mod seeing;
mod serving;
mod traces;

use std::path::Path;
use std::process::{Command, Output};

/// The program, with nothing of the surroundings but what a test sets.
pub fn program(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kuntavaaka"));
    command.env_clear().env("HOME", home).current_dir(home);
    command
}

/// Runs the program to its end.
pub fn run(home: &Path, arguments: &[&str]) -> Output {
    program(home).args(arguments).output().unwrap()
}

/// Runs the program to an end that is an error; gives its one line.
pub fn fail(home: &Path, arguments: &[&str], code: i32) -> String {
    let output = run(home, arguments);
    let line = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {line}");
    assert_eq!(line.trim_end().lines().count(), 1, "{arguments:?}: {line}");
    assert!(line.starts_with("kuntavaaka: "), "{line}");
    assert!(!line.contains("panicked") && !line.contains("Error {"), "{line}");
    line
}
