//! Packages that are not what they should be.

use kuntavaaka::query;
use kuntavaaka::release::{BadRow, Package, ReleaseError};
use kuntavaaka::store::Access;

use super::{Parts, change, package_of, packed, part, parts, sum_again};
use crate::cli::{fail, run};
use crate::support::{TestDb, facts, on_both};

const LINES: &str = "tables/budget_line.csv";

/// What comes of importing a package of these parts into a database that holds another release,
/// which must be as it was.
pub(super) fn refused(db: &TestDb, parts: &Parts) -> ReleaseError {
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

pub(super) fn sound(db: &TestDb) -> Parts {
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

        // A row that points to a unit that is not there.
        let mut dangling = sound.clone();
        let unit = "kemijarvi.hallintopalvelut,";
        change(&mut dangling, "tables/unit_printed_name.csv", unit, "nowhere,");
        sum_again(&mut dangling);
        let told = refused(db, &dangling).to_string();
        let place = "tables/unit_printed_name.csv line 2, column unit_id: \"nowhere\" stands in no \
                     row of unit";
        assert!(told.contains(place), "{told}");
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
    fail(home, &["import", "--skip-bad-rows"], 2);
    let mut broken = parts(&package);
    change(&mut broken, LINES, ".00,", ".001,");
    sum_again(&mut broken);
    let path = home.join("broken.zip");
    packed(&path, &broken);
    let broken = path.display().to_string();
    let output = run(home, &["import", &broken]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("is no amount with two decimals") && told.contains("nothing was imported"),
        "{told}"
    );
    assert_eq!(output.status.code(), Some(8));
    let output = run(home, &["import", "--skip-bad-rows", &broken]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        told.starts_with("Left out: 1 row cannot be taken in:\ntables/budget_line.csv"),
        "{told}"
    );
    for expected in ["stored", "unchanged"] {
        let output = run(home, &["import", &sound]);
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && told.contains(expected), "{told}");
    }
}

#[test]
fn rows_that_contradict_each_other_are_told_with_their_place_too() {
    on_both(|db| {
        let sound = sound(db);
        let lines = String::from_utf8(part(&mut sound.clone(), LINES).clone()).unwrap();
        let second = lines.lines().nth(1).unwrap().to_owned();
        let id = second.split(',').next().unwrap().to_owned();
        let told = |from: &str, to: &str| {
            let mut broken = sound.clone();
            change(&mut broken, LINES, from, to);
            sum_again(&mut broken);
            let ReleaseError::BadRows { first, count } = refused(db, &broken) else { panic!() };
            assert_eq!(count, 1, "{first:#?}");
            first[0].to_string()
        };
        // The same row twice, next to each other and apart.
        let twice = told(&second, &format!("{second}\r\n{second}"));
        assert_eq!(twice, format!("{LINES} line 3: it has the id of the row before"));
        let last = lines.lines().last().unwrap();
        let apart = told(last, &format!("{last}\r\n{second}"));
        assert!(apart.starts_with(&format!("{LINES} line ")) && !apart.contains("before"));
        // An amount and a reason why there is none; a cell that is not that of the line.
        let both = told(".00,,,", ".00,not_stated,,");
        assert!(both.starts_with(&format!("{LINES} line ")), "{both}");
        let cell = told(&format!("{id},{id},"), &format!("{id},elsewhere,"));
        assert!(cell.starts_with(&format!("{LINES} line 2: ")), "{cell}");
    });
}

#[test]
fn rows_in_another_order_are_the_same_release() {
    on_both(|db| {
        let sound = sound(db);
        let mut turned = sound.clone();
        let bytes = part(&mut turned, LINES);
        let text = String::from_utf8(bytes.clone()).unwrap();
        let (header, rows) = text.split_once("\r\n").unwrap();
        let mut rows: Vec<&str> = rows.trim_end().split("\r\n").collect();
        rows.reverse();
        *bytes = format!("{header}\r\n{}\r\n", rows.join("\r\n")).into_bytes();
        sum_again(&mut turned);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("package.zip");
        packed(&path, &turned);
        let package = Package::open(&path).unwrap();
        let release = package.release().to_owned();
        let imported = package.import(&db.open(Access::ReadWrite), facts::NOW, &mut |_| ());
        assert_eq!(imported.unwrap().release, release);
    });
}

#[test]
fn the_good_rows_of_a_package_are_a_release_of_their_own_where_they_are_asked_for() {
    let told = on_both(|db| {
        let sound = sound(db);
        let mut broken = sound.clone();
        change(&mut broken, LINES, ".00,", ".001,");
        // All that names this unit goes with it.
        let unit = "aanekoski.sivistys,aanekoski,";
        change(&mut broken, "tables/unit.csv", &format!("{unit}992"), &format!("{unit}nowhere"));
        sum_again(&mut broken);
        let store = db.open(Access::ReadWrite);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("package.zip");
        packed(&path, &broken);
        let open = || Package::open(&path).unwrap();
        let whole = open().release().to_owned();
        let taken = open().import_good_rows(&store, facts::NOW, &mut |_| ()).unwrap();
        assert!(taken.imported.changed && taken.imported.release != whole);
        let mut session = store.session().unwrap();
        let release = query::release(&mut session).unwrap().unwrap();
        assert_eq!(release.id, taken.imported.release);
        let rows = |name: &str| release.tables.iter().find(|t| t.name == name).unwrap().rows;
        let (filter, page) = (query::BudgetLineFilter::default(), query::PageRequest::default());
        let lines = query::budget_lines(&mut session, &filter, &page).unwrap();
        assert!(
            lines.total_count > 0
                && lines.items.iter().all(|l| l.item.line.unit_id != "aanekoski.sivistys")
        );
        drop(session);
        let again = open().import_good_rows(&store, facts::NOW, &mut |_| ()).unwrap();
        assert!(!again.imported.changed);
        // The databases have words of their own for what they refuse.
        let places = |row: &BadRow| (row.part.clone(), row.line, row.column);
        let left_out: Vec<_> = taken.left_out.iter().map(places).collect();
        assert!(taken.told().unwrap().starts_with("8 rows cannot be taken in:\n"));
        (left_out, rows("budget_line"))
    });
    let told: Vec<&str> = told.0.iter().map(|(part, ..)| part.as_str()).collect();
    let parts =
        ["unit", "table_row", "table_row", "cell", "cell", "budget_line", "budget_line", "risk"];
    assert_eq!(told, parts.map(|part| format!("tables/{part}.csv")));
}
