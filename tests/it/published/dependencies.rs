//! What the program is made of: the bill of materials, and the licences and sources allowed.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::tools::has_program;

/// Runs `scripts/sbom` over a copy of the project in which `deny.toml` is another.
fn with_rules(change: impl Fn(&str) -> String, arguments: &[&str]) -> Output {
    let (root, folder) = (Path::new(env!("CARGO_MANIFEST_DIR")), tempfile::tempdir().unwrap());
    let here = |path: &str| folder.path().join(path);
    for name in ["Cargo.toml", "Cargo.lock", "src", "tests", "benches", "build.rs"] {
        if root.join(name).exists() {
            std::os::unix::fs::symlink(root.join(name), here(name)).unwrap();
        }
    }
    std::fs::create_dir(here("scripts")).unwrap();
    std::fs::copy(root.join("scripts/sbom"), here("scripts/sbom")).unwrap();
    let rules = std::fs::read_to_string(root.join("deny.toml")).unwrap();
    std::fs::write(here("deny.toml"), change(&rules)).unwrap();
    Command::new(here("scripts/sbom")).args(arguments).output().unwrap()
}

#[test]
fn every_part_of_the_program_stands_in_the_bill_of_materials() {
    if !has_program("python3", "The bill of materials is") {
        return;
    }
    let made = with_rules(str::to_owned, &[]);
    let bill: Value = serde_json::from_slice(&made.stdout).unwrap();
    assert_eq!((&bill["bomFormat"], &bill["specVersion"]), (&"CycloneDX".into(), &"1.5".into()));
    let parts = bill["components"].as_array().unwrap();
    let named = |name: &str| parts.iter().find(|part| part["name"] == name);
    assert_eq!(named("actix-web").unwrap()["hashes"][0]["content"].as_str().unwrap().len(), 64);
    // What only the tests need is no part of the program.
    assert!(named("diesel").is_some() && named("proptest").is_none());
    assert_eq!(bill["dependencies"].as_array().unwrap().len(), parts.len() + 1);
    // Nor is what is built in only where it is asked for.
    let whole: Value =
        serde_json::from_slice(&with_rules(str::to_owned, &["--all-features"]).stdout).unwrap();
    let is_in = |bill: &Value| bill["components"].to_string().contains("\"opentelemetry\"");
    assert_eq!((is_in(&bill), is_in(&whole)), (false, true));
}

#[test]
fn licences_sources_and_bans_are_held() {
    if !has_program("python3", "Licences are") {
        return;
    }
    let checked = |change: &dyn Fn(&str) -> String| {
        let output = with_rules(change, &["--check"]);
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(checked(&str::to_owned), (true, String::new()));
    let (is_good, told) = checked(&|rules| rules.replace("\"PostgreSQL\",", ""));
    assert!(!is_good && told.contains("pq-src") && told.contains("PostgreSQL"), "{told}");
    let (is_good, told) = checked(&|rules| rules.replace("actix-governor", "governor"));
    assert!(!is_good && told.contains("governor") && told.contains("banned"), "{told}");
    let (is_good, told) = checked(&|rules| rules.replace("actix-governor", "opentelemetry"));
    assert!(!is_good && told.contains("opentelemetry"), "what may be built in: {told}");
}
