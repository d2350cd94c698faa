//! What the command makes of a file that is given to it as a package: which bytes stand under the
//! release's name afterwards, and what is refused.

use std::path::{Path, PathBuf};

use kuntavaaka::domain::Facts;
use kuntavaaka::store::Access;

use super::{package_of, packed, parts};
use crate::cli::{fail, run};
use crate::support::{TestDb, facts};

/// The package of a release that followed another one, so that its changelog tells of both.
fn second_release(folder: &Path) -> PathBuf {
    let db = TestDb::sqlite();
    for facts in [another(), facts::small()] {
        db.writer().import(&facts, facts::NOW).unwrap();
    }
    package_of(&db.open(Access::ReadOnly), folder)
}

/// What stands on the shelf of a package after another release took its place.
fn shelved(home: &Path, package: &Path, next: &Path) -> Vec<u8> {
    let import = |package: &Path| {
        let output = run(home, &["import", package.to_str().unwrap()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let told = String::from_utf8(output.stdout).unwrap();
        told.split_whitespace().nth(1).unwrap().to_owned()
    };
    let id = import(package);
    import(next);
    let shelf = home.join(".local/share/kuntavaaka/kuntavaaka.releases");
    std::fs::read(shelf.join(format!("kuntavaaka-{id}.zip"))).unwrap()
}

/// The package of the release before that.
fn first_release(folder: &Path) -> PathBuf {
    let db = TestDb::sqlite();
    db.writer().import(&another(), facts::NOW).unwrap();
    package_of(&db.open(Access::ReadOnly), folder)
}

fn another() -> Facts {
    let mut other = facts::small();
    other.documents[0].document.title.push_str(", another");
    other
}

#[test]
fn what_stands_beside_the_tables_of_a_package_is_never_given_out_under_the_name_of_the_release() {
    let folder = tempfile::tempdir().unwrap();
    let package = second_release(folder.path());
    let next = first_release(&folder.path().join("next"));
    let sound = parts(&package);
    let mut smuggled = sound.clone();
    smuggled.push(("../../../etc/cron.d/evil".to_owned(), b"evil".to_vec()));
    let mut licence = sound.clone();
    licence.iter_mut().find(|(name, _)| name == "LICENCE.md").unwrap().1 = b"Pay me.".to_vec();
    let mut parquet = sound.clone();
    let budget_lines = parquet.iter_mut().find(|(n, _)| n == "parquet/budget_line.parquet");
    budget_lines.unwrap().1 = b"PAR1PAR1".to_vec();
    for (name, parts_given) in [("smuggled", smuggled), ("licence", licence), ("parquet", parquet)]
    {
        let given = folder.path().join(format!("{name}.zip"));
        packed(&given, &parts_given);
        let home = tempfile::tempdir().unwrap();
        let bytes = shelved(home.path(), &given, &next);
        assert!(bytes != std::fs::read(&given).unwrap(), "{name}");
        let stands = home.path().join("stands.zip");
        std::fs::write(&stands, bytes).unwrap();
        // All of it is as it is made here; the changelog is that of a first release.
        for ((part, bytes), (_, expected)) in parts(&stands).into_iter().zip(&sound) {
            assert!(part == "CHANGELOG.md" || bytes == *expected, "{name}: {part}");
        }
        assert_eq!(parts(&stands).len(), sound.len(), "{name}");
    }
}

#[test]
fn a_file_that_is_no_package_and_a_package_of_another_release_are_told_by_the_same_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let given = |name: &str, bytes: &[u8]| {
        let path = home.join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    for (name, bytes) in [("empty.zip", &b""[..]), ("text.csv", b"a,b\n"), ("begun.zip", b"PK")] {
        let line = fail(home, &["import", &given(name, bytes)], 8);
        assert!(line.contains(name) && line.contains("is no release package"), "{line}");
    }
    let package = second_release(&home.join("shelf"));
    let mut another = parts(&package);
    let about = another.iter_mut().find(|(name, _)| name == "datapackage.json").unwrap();
    let id = package.file_stem().unwrap().to_str().unwrap().strip_prefix("kuntavaaka-").unwrap();
    about.1 = String::from_utf8(about.1.clone()).unwrap().replace(id, "000000000000").into_bytes();
    packed(&home.join("another.zip"), &another);
    let line = fail(home, &["import", home.join("another.zip").to_str().unwrap()], 8);
    assert!(
        line.contains("and not 000000000000") && line.contains("nothing was imported"),
        "{line}"
    );
}
