//! The files of `deploy/`, as far as they can be tried without what they are for: they are read by
//! parsers of their formats, and every option and variable in them is one that the program has.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cli::run;
use crate::support::Tools;
use crate::support::tools::has_program;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy")
}

fn texts(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(texts(&path));
        } else {
            all.push((path.clone(), fs::read_to_string(&path).unwrap()));
        }
    }
    all
}

/// The variables of the program that a text names.
fn variables(text: &str) -> BTreeSet<String> {
    let of_name = |c: char| c.is_ascii_uppercase() || c == '_';
    let names = text.split("KUNTAVAAKA_").skip(1);
    let names = names.map(|rest| rest.chars().take_while(|c| of_name(*c)).collect::<String>());
    names.map(|name| format!("KUNTAVAAKA_{name}")).collect()
}

#[test]
fn every_variable_and_command_of_the_deployment_files_is_one_of_the_program() {
    let home = std::env::temp_dir();
    let told = |arguments: &[&str]| String::from_utf8(run(&home, arguments).stdout).unwrap();
    let known = variables(&told(&["--help"]));
    assert!(known.contains("KUNTAVAAKA_DATABASE"), "{known:?}");
    let mut seen = BTreeSet::new();
    for (path, text) in texts(&folder()) {
        for name in variables(&text) {
            assert!(known.contains(&name), "{}: {name}", path.display());
            seen.insert(name);
        }
    }
    assert!(seen.len() >= 5, "{seen:?}");
    assert!(told(&["migrate", "--help"]).contains("--reader"));
    for command in ["serve", "import", "health"] {
        assert!(told(&[command, "--help"]).contains("Usage: kuntavaaka"), "{command}");
    }
}

#[test]
fn the_files_of_containers_are_what_their_formats_want() {
    let Some(tools) = Tools::here() else { return };
    let folder = folder();
    let printed = tools.python("deployment.py", &[folder.to_str().unwrap()]);
    assert!(printed.contains("5 services, 4 objects"), "{printed}");
}

#[test]
fn the_unit_is_one_that_systemd_takes_and_is_closed_in() {
    if !has_program("systemd-analyze", "The unit of systemd is") {
        return;
    }
    let unit = fs::read_to_string(folder().join("kuntavaaka.service")).unwrap();
    let unit = unit.replace("/usr/local/bin/kuntavaaka serve", env!("CARGO_BIN_EXE_kuntavaaka"));
    let place = tempfile::tempdir().unwrap();
    let analyze = |arguments: &[&str], unit: &str| {
        let path = place.path().join("kuntavaaka.service");
        fs::write(&path, unit).unwrap();
        let output = Command::new("systemd-analyze").args(arguments).arg(&path).output().unwrap();
        let told = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        (output.status.success(), told)
    };
    let (well, told) = analyze(&["verify"], &unit);
    assert!(well && !told.contains("kuntavaaka.service"), "{told}");
    let (_, told) = analyze(&["verify"], &unit.replace("ProtectHome=yes", "ProtectHouse=yes"));
    assert!(told.contains("ProtectHouse"), "{told}");
    // In tenths: 10 of 100 and less counts as closed in.
    let security = ["security", "--offline=true", "--threshold=20"];
    let (well, told) = analyze(&security, &unit);
    assert!(well, "{told}");
    assert!(
        !analyze(
            &security,
            &unit
                .replace("ProtectSystem=strict\n", "")
                .replace("PrivateUsers=yes\n", "")
                .replace("SystemCallFilter", "#")
        )
        .0
    );
}
