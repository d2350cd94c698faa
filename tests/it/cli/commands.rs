//! Commands that end, and what they end with.

use std::path::Path;

use kuntavaaka::api::{graphql, rest};
use kuntavaaka::store::Access;

use super::{fail, run};
use crate::releases::made;
use crate::support::{TestDb, facts, on_both};

/// A folder with one document, whose manifest is changed on the way.
fn document(into: &Path, change: impl Fn(String) -> String) {
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data/documents/kemijarvi-hallintopalvelut-2024");
    std::fs::create_dir_all(into).unwrap();
    for entry in std::fs::read_dir(bundled).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, into.join(path.file_name().unwrap())).unwrap();
        }
    }
    let manifest = into.join("manifest.toml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(manifest, change(text)).unwrap();
}

#[test]
fn help_tells_the_commands_and_the_exit_codes() {
    let home = tempfile::tempdir().unwrap();
    let help = String::from_utf8(run(home.path(), &["--help"]).stdout).unwrap();
    for word in [
        "serve",
        "import",
        "publish",
        "migrate",
        "completions",
        "--database",
        "KUNTAVAAKA_PORT",
        "Exit codes:",
    ] {
        assert!(help.contains(word), "{word}: {help}");
    }
    for (code, meaning) in [(2, "wrong arguments"), (4, "manifest"), (7, "port")] {
        let told = help
            .lines()
            .any(|l| l.trim_start().starts_with(&format!("{code}  ")) && l.contains(meaning));
        assert!(told, "{code}: {help}");
    }
    assert_eq!(run(home.path(), &["--nonsense"]).status.code(), Some(2));
    assert_eq!(run(home.path(), &["--port", "99999"]).status.code(), Some(2));
    let completions = run(home.path(), &["completions", "bash"]);
    assert!(String::from_utf8(completions.stdout).unwrap().contains("kuntavaaka"));
}

#[test]
fn publish_writes_both_descriptions() {
    let home = tempfile::tempdir().unwrap();
    let into = home.path().join("a/b");
    assert!(run(home.path(), &["publish", "--into", into.to_str().unwrap()]).status.success());
    assert_eq!(
        std::fs::read_to_string(into.join("schema.graphql")).unwrap(),
        graphql::description()
    );
    assert_eq!(
        std::fs::read_to_string(into.join("openapi/openapi.json")).unwrap(),
        rest::openapi::description()
    );
    std::fs::write(home.path().join("file"), "").unwrap();
    fail(home.path(), &["publish", "--into", "file"], 3);
}

#[test]
fn a_dry_run_reports_and_writes_nothing() {
    let home = tempfile::tempdir().unwrap();
    document(&home.path().join("one"), |text| text);
    let output = run(home.path(), &["import", "--dry-run", "one"]);
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success() && report.contains("kemijarvi-hallintopalvelut-2024"),
        "{report}"
    );
    let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn import_stores_once_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    document(&home.path().join("documents/one"), |text| text);
    let first = String::from_utf8(run(home.path(), &["import", "documents"]).stdout).unwrap();
    assert!(first.contains("stored."), "{first}");
    let again = String::from_utf8(run(home.path(), &["import", "documents"]).stdout).unwrap();
    assert!(again.contains("unchanged."), "{again}");
    assert!(home.path().join(".local/share/kuntavaaka/kuntavaaka.sqlite3").is_file());
}

/// A release that comes back has the files of its first time, which tell what came before it then.
#[test]
fn files_that_were_lost_keep_no_import_from_going_on() {
    let home = tempfile::tempdir().unwrap();
    let packages = [1, 2].map(|seed| {
        let path = home.path().join(format!("{seed}.zip"));
        made::write(&path, 2_000, seed);
        path.to_str().unwrap().to_owned()
    });
    on_both(|database| {
        let releases = tempfile::tempdir_in(home.path()).unwrap();
        let importing = |package: &str| {
            let folder = releases.path().to_str().unwrap();
            let options = ["import", "--database", &database.url, "--releases", folder];
            let output = run(home.path(), &[&options[..], &[package]].concat());
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        };
        for package in [&packages[0], &packages[1], &packages[0]] {
            assert!(!importing(package).contains("cannot be downloaded"));
        }
        std::fs::remove_dir_all(releases.path()).unwrap();
        let told = importing(&packages[1]);
        assert!(told.contains("cannot be downloaded any more: kuntavaaka-"), "{told}");
        assert!(told.contains("stored."), "{told}");
    });
}

#[test]
fn what_cannot_be_read_is_named_and_nothing_is_imported() {
    let home = tempfile::tempdir().unwrap();
    let line = fail(home.path(), &["import", "nowhere"], 3);
    assert!(line.contains("nowhere"), "{line}");
    std::fs::create_dir(home.path().join("empty")).unwrap();
    fail(home.path(), &["import", "empty"], 3);
    document(&home.path().join("latin"), |text| text);
    std::fs::write(home.path().join("latin/source.txt"), b"abc\n\xe4\n").unwrap();
    let line = fail(home.path(), &["import", "latin"], 3);
    assert!(line.contains("UTF-8"), "{line}");
    document(&home.path().join("wrong"), |text| text.replace("fiscal_year", "physical_year"));
    let line = fail(home.path(), &["import", "wrong"], 4);
    assert!(line.contains("manifest.toml"), "{line}");
    document(&home.path().join("broken"), |text| format!("{text}\n[["));
    fail(home.path(), &["import", "broken"], 4);
    assert!(!home.path().join(".local").exists());
}

#[test]
fn a_database_that_cannot_be_used_is_left_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("notes.txt");
    let text = "these are notes and no database, long enough to look like a page\n".repeat(100);
    std::fs::write(&file, &text).unwrap();
    for command in ["migrate", "serve", "import"] {
        let line = fail(home.path(), &[command, "--database", "notes.txt"], 6);
        assert!(line.contains("notes.txt"), "{line}");
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    fail(home.path(), &["migrate", "--database", "postgres://me:secret@127.0.0.1:1/none"], 5);
    let line =
        fail(home.path(), &["serve", "--database", "postgres://me:secret@127.0.0.1:1/none"], 5);
    assert!(!line.contains("secret"), "{line}");
}

#[test]
fn a_locked_database_is_told_apart() {
    let database = TestDb::sqlite();
    database.writer().import(&facts::small(), facts::NOW).unwrap();
    document(&database.folder().join("one"), |text| text);
    let lock = database.run("BEGIN EXCLUSIVE");
    let line = fail(database.folder(), &["import", "one", "--database", &database.url], 5);
    assert!(line.contains("locked"), "{line}");
    drop(lock);
    let store = database.open(Access::ReadOnly);
    let release = kuntavaaka::query::release(&mut store.session().unwrap()).unwrap().unwrap();
    assert_eq!(release.documents.len(), 3);
}

#[test]
fn migrate_makes_the_database_and_says_what_it_did() {
    let home = tempfile::tempdir().unwrap();
    let first = run(home.path(), &["migrate", "--database", "new/kv.db"]);
    assert!(String::from_utf8(first.stdout).unwrap().starts_with("Migrations applied: "));
    let again = run(home.path(), &["migrate", "--database", "new/kv.db"]);
    assert_eq!(String::from_utf8(again.stdout).unwrap(), "The database is up to date.\n");
}
