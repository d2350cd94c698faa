//! Packages that are not what they should be.

use std::path::Path;

use kuntavaaka::query;
use kuntavaaka::release::{Package, ReleaseError};
use kuntavaaka::store::Access;

use super::{package_of, packed, parts, sha256};
use crate::cli::{fail, run};
use crate::support::{TestDb, facts, on_both};

type Parts = Vec<(String, Vec<u8>)>;

fn part<'a>(parts: &'a mut Parts, name: &str) -> &'a mut Vec<u8> {
    &mut parts.iter_mut().find(|(n, _)| n == name).unwrap().1
}

/// Replaces a text in a part.
fn change(parts: &mut Parts, name: &str, from: &str, to: &str) {
    let bytes = part(parts, name);
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains(from), "{name} has no {from}");
    *bytes = text.replacen(from, to, 1).into_bytes();
}

/// Makes the checksums fit what the tables are.
fn sum_again(parts: &mut Parts) {
    let sum = |(name, bytes): &(String, Vec<u8>)| {
        (Path::new(name).extension()? == "csv").then(|| format!("{}  {name}\n", sha256(bytes)))
    };
    let sums: String = parts.iter().filter_map(sum).collect();
    *part(parts, "SHA256SUMS") = sums.into_bytes();
}

/// What comes of importing a package of these parts into a database that holds another release,
/// which must be as it was.
fn refused(db: &TestDb, parts: &Parts) -> ReleaseError {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("package.zip");
    packed(&path, parts);
    let store = db.open(Access::ReadWrite);
    let before = query::release(&mut store.session().unwrap()).unwrap();
    let opened = Package::open(&path);
    let error = opened.and_then(|p| p.import(&store, facts::NOW, &mut |_| ())).unwrap_err();
    assert_eq!(query::release(&mut store.session().unwrap()).unwrap(), before);
    let lines = query::budget_lines(
        &mut store.session().unwrap(),
        &query::BudgetLineFilter::default(),
        &query::PageRequest::default(),
    );
    assert!(lines.unwrap().total_count > 0);
    error
}

fn sound(db: &TestDb) -> Parts {
    db.writer().import(&facts::small(), facts::NOW).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let sound = parts(&package_of(&db.open(Access::ReadOnly), folder.path()));
    let mut other = facts::small();
    other.documents[0].document.title.push_str(", another");
    db.open(Access::ReadWrite).import(&other, facts::NOW).unwrap();
    sound
}

#[test]
fn an_altered_package_is_refused_and_the_store_stays_as_it_was() {
    on_both(|db| {
        let sound = sound(db);
        let mut altered = sound.clone();
        change(&mut altered, "tables/municipality.csv", "Lappi", "Lapi");
        let error = refused(db, &altered);
        assert!(
            matches!(&error, ReleaseError::Altered { part, .. } if part == "tables/municipality.csv"),
            "{error}"
        );

        // The same with checksums that fit: what it holds is not the release it says.
        sum_again(&mut altered);
        let error = refused(db, &altered);
        assert!(error.to_string().contains("what it holds is release "), "{error}");

        let mut missing = sound.clone();
        missing.retain(|(name, _)| name != "tables/budget_line.csv");
        assert!(refused(db, &missing).to_string().contains("tables/budget_line.csv"));

        let mut columns = sound.clone();
        change(&mut columns, "tables/account.csv", "code,parent_code", "parent_code,code");
        sum_again(&mut columns);
        assert!(
            refused(db, &columns).to_string().contains("its columns are not code, parent_code")
        );

        let mut format = sound.clone();
        change(&mut format, "datapackage.json", "\"format\": 1", "\"format\": 2");
        assert!(refused(db, &format).to_string().contains("format"));

        // A line that points to a unit that is not there.
        let mut dangling = sound.clone();
        let unit = "kemijarvi.hallintopalvelut,";
        change(&mut dangling, "tables/unit_printed_name.csv", unit, "nowhere,");
        sum_again(&mut dangling);
        assert!(refused(db, &dangling).to_string().contains("cannot be stored"));
    });
}

#[test]
fn bad_rows_are_refused_all_together_each_with_its_place_and_reason() {
    let db = TestDb::sqlite();
    let mut broken = sound(&db);
    change(&mut broken, "tables/population.csv", "2023-12-31,6900", "2023-02-30,6900");
    change(&mut broken, "tables/population.csv", ",6800,", ",many,");
    change(&mut broken, "tables/account.csv", "suomeksi", "suomeksi,one cell more");
    change(&mut broken, "tables/budget_line.csv", ".00,", ".001,");
    part(&mut broken, "tables/reform.csv").extend(b"x,2020-01-01,01,\xff\xfe,y\r\n");
    sum_again(&mut broken);
    let ReleaseError::BadRows { first, count } = refused(&db, &broken) else { panic!() };
    assert_eq!((first.len(), count), (5, 5));
    let told: Vec<String> = first.iter().map(ToString::to_string).collect();
    for (place, reason) in [
        ("tables/population.csv line 2, column date: ", "\"2023-02-30\" is no day"),
        ("tables/population.csv line 3, column persons: ", "\"many\" is no whole number"),
        ("tables/account.csv line 2: ", "it has 8 cells and not 7"),
        ("tables/reform.csv line 2: ", "it is not UTF-8"),
        ("tables/budget_line.csv line ", "is no amount"),
    ] {
        let found = |line: &&String| line.starts_with(place) && line.contains(reason);
        assert!(told.iter().any(|line| found(&line)), "{place}{reason}: {told:#?}");
    }
}

#[test]
fn the_command_tells_what_is_no_package_and_takes_one_that_is() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let db = TestDb::sqlite();
    db.writer().import(&facts::small(), facts::NOW).unwrap();
    let package = package_of(&db.open(Access::ReadOnly), home);
    let bytes = std::fs::read(&package).unwrap();
    let given = |name: &str, bytes: &[u8]| {
        let path = home.join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let cut = given("cut.zip", &bytes[..bytes.len() / 2]);
    let line = fail(home, &["import", &cut], 8);
    assert!(
        line.contains("is no release package") && line.contains("nothing was imported"),
        "{line}"
    );
    let sound = given("sound.zip", &bytes);
    fail(home, &["import", "--dry-run", &sound], 2);
    fail(home, &["import", &sound, &sound], 2);
    for expected in ["stored", "unchanged"] {
        let output = run(home, &["import", &sound]);
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && told.contains(expected), "{told}");
    }
    let shelf = home.join(".local/share/kuntavaaka/kuntavaaka.releases");
    let taken = shelf.join(Path::new(&package).file_name().unwrap());
    assert_eq!(std::fs::read(taken).unwrap(), bytes, "the package is kept as it came");
}
