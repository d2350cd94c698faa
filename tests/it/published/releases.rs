//! The files of a release as their validators and readers see them.

use std::fs;
use std::path::Path;

use crate::readme::bundled;
use crate::releases::{package_of, parts};
use crate::support::tools::well_ended;
use crate::support::{TestDb, Tools};

/// The package of the bundle, unpacked; its other files stand beside the folder `package`.
fn unpacked(folder: &Path) {
    let client = bundled(&TestDb::sqlite());
    let package = package_of(&client.store, folder);
    for (name, bytes) in parts(&package) {
        let path = folder.join("package").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn a_package_is_a_valid_data_package_with_valid_csvw() {
    let Some(tools) = Tools::here() else { return };
    let folder = tempfile::tempdir().unwrap();
    unpacked(folder.path());
    let package = folder.path().join("package");
    let frictionless = || {
        let mut command = tools.python_program("frictionless");
        command.current_dir(&package).args(["validate", "datapackage.json"]);
        command
    };
    well_ended(&mut frictionless());
    let csvw = |table: &str| {
        let mut command = tools.python_program("csvwvalidate");
        command.arg(package.join("tables").join(format!("{table}.csv-metadata.json")));
        command
    };
    for entry in fs::read_dir(package.join("tables")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(table) = name.strip_suffix(".csv") {
            well_ended(&mut csvw(table));
        }
    }
    // What is wrong is found: otherwise the validators tell nothing.
    let accounts = package.join("tables/account.csv");
    let text = fs::read_to_string(&accounts).unwrap();
    fs::write(&accounts, text.replacen(",1\r\n", ",one\r\n", 1)).unwrap();
    assert!(!frictionless().output().unwrap().status.success());
    assert!(!csvw("account").output().unwrap().status.success());
}

#[test]
fn datasette_and_duckdb_read_what_the_service_answers() {
    let Some(tools) = Tools::here() else { return };
    let folder = tempfile::tempdir().unwrap();
    unpacked(folder.path());
    let told = tools.python("read_release.py", &[&folder.path().display().to_string()]);
    let client = bundled(&TestDb::sqlite());
    let dataset = client.rest("/v1/dataset");
    let mut counts = dataset["counts"].as_array().unwrap().iter();
    let count = counts.find(|count| count["table"] == "budget_line").unwrap();
    assert_eq!(told.trim(), count["rows"].to_string());
}
