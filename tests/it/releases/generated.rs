//! Made-up releases, small ones of those that trials of speed are made with.

use std::collections::BTreeMap;

use kuntavaaka::domain::Scenario;
use kuntavaaka::query::{
    self, AccountFilter, BudgetExecutionFilter, BudgetLineFilter, PageRequest, Session,
};
use kuntavaaka::release::Package;
use kuntavaaka::store::Access;

use crate::support::{Client, facts, on_both};

#[path = "../../../examples/generate/made/mod.rs"]
pub mod made;

#[test]
fn a_made_up_release_is_what_it_says_and_its_sums_are_right() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.zip");
    let (release, lines) = made::write(&path, 12_000, 1);
    on_both(|db| {
        let package = Package::open(&path).unwrap();
        let imported = package.import(&db.writer(), facts::NOW, &mut |_| ()).unwrap();
        assert_eq!(imported.release, release);
        let client = Client::over(db.open(Access::ReadOnly));
        assert_eq!(client.rest("/v1/budget-lines?first=1")["totalCount"], lines);
        let sum = |filter: &str| {
            let address = format!(
                "/v1/aggregate?groupBy=municipality&groupBy=fiscalYear&scenario=actual&{filter}"
            );
            let answer = client.rest(&address);
            let groups = answer["items"].as_array().unwrap();
            groups.iter().map(|group| group["amount"].as_str().unwrap().to_owned()).collect()
        };
        let whole: Vec<String> = sum("account=operating_margin&unitKind=municipality");
        let parts: Vec<String> = sum("account=operating_margin&unitKind=sector");
        assert!(whole.len() >= 10, "{whole:?}");
        assert_eq!(parts, whole);
        // Many lines are read in their order, fewer are sorted.
        let all = ids_of(&client, "");
        let places = client.rest("/v1/municipalities");
        let places = places["items"].as_array().unwrap().iter();
        let each = places.flat_map(|m| {
            ids_of(&client, &format!("&municipality={}", m["code"].as_str().unwrap()))
        });
        assert!(each.eq(all.iter().cloned()));
        assert_eq!(u64::try_from(all.len()).unwrap(), lines);
        all
    });
}

/// The ids of all lines of a filter, page by page.
fn ids_of(client: &Client, filter: &str) -> Vec<String> {
    let (mut ids, mut after) = (Vec::new(), String::new());
    loop {
        let page = client.rest(&format!("/v1/budget-lines?first=500{filter}{after}"));
        let items = page["items"].as_array().unwrap().iter();
        ids.extend(items.map(|line| line["id"].as_str().unwrap().to_owned()));
        if page["pageInfo"]["hasNextPage"] == false {
            return ids;
        }
        after = format!("&after={}", page["pageInfo"]["endCursor"].as_str().unwrap());
    }
}

#[test]
fn equal_arguments_make_equal_packages() {
    let folder = tempfile::tempdir().unwrap();
    let of = |name: &str, seed| {
        let path = folder.path().join(name);
        let (release, _) = made::write(&path, 2_000, seed);
        (release, std::fs::read(path).unwrap())
    };
    let first = of("first.zip", 1);
    assert!(of("again.zip", 1) == first);
    assert!(of("other.zip", 2).0 != first.0);
}

/// Unit, account and fiscal year.
type RowOf = (String, String, i32);

#[test]
fn budget_against_actual_of_many_municipalities_is_that_of_their_lines() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.zip");
    made::write(&path, 12_000, 3);
    on_both(|db| {
        let package = Package::open(&path).unwrap();
        package.import(&db.writer(), facts::NOW, &mut |_| ()).unwrap();
        let mut session = db.open(Access::ReadOnly).session().unwrap();
        // So many that they are not read at once.
        let accounts = query::accounts(&mut session, &AccountFilter::default(), &page(500, None));
        let accounts = accounts.unwrap().items.into_iter().map(|i| i.item.code);
        let account: Vec<String> = accounts.collect();
        let all_years = vec!["1990..2100".to_owned()];
        let mut seen = 0;
        for (fiscal_year, sort, only_over) in [
            (Vec::new(), "variance", false),
            (all_years.clone(), "-variance", false),
            (all_years, "unit", true),
        ] {
            let filter = BudgetExecutionFilter {
                account: account.clone(),
                sort: Some(sort.to_owned()),
                only_over,
                ..BudgetExecutionFilter::default()
            };
            let filter = BudgetExecutionFilter { fiscal_year, ..filter };
            let rows = walked(&mut session, &filter);
            let expected = reckoned(&mut session, &filter);
            let found: BTreeMap<RowOf, i64> = rows.iter().cloned().collect();
            assert_eq!((found.len(), &found), (rows.len(), &expected), "{sort}");
            let mut ordered = rows.clone();
            match sort {
                "variance" => ordered.sort_by_key(|(_, variance)| *variance),
                "-variance" => ordered.sort_by_key(|(_, variance)| -variance),
                _ => ordered.sort_by(|(one, _), (other, _)| one.0.cmp(&other.0)),
            }
            assert_eq!(ordered, rows, "{sort}");
            seen += rows.len();
        }
        assert!(seen > 2_000, "{seen}");
        seen
    });
}

fn page(first: i64, after: Option<String>) -> PageRequest {
    PageRequest { first: Some(first), after, ..PageRequest::default() }
}

/// The rows with their variances in cents, page by page.
fn walked(session: &mut Session, filter: &BudgetExecutionFilter) -> Vec<(RowOf, i64)> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let page = query::budget_execution(session, filter, &page(499, after)).unwrap();
        after = page.end_cursor();
        rows.extend(page.items.iter().map(|row| {
            let line = &row.item.named.line;
            let of = (line.unit_id.clone(), line.account.clone(), line.fiscal_year);
            (of, row.item.variance.unwrap().0)
        }));
        if !page.has_next_page {
            assert_eq!(page.total_count, i64::try_from(rows.len()).unwrap());
            return rows;
        }
    }
}

/// The same from the lines themselves: every row of made-up figures has a budget and an outturn.
fn reckoned(session: &mut Session, filter: &BudgetExecutionFilter) -> BTreeMap<RowOf, i64> {
    let lines = BudgetLineFilter { account: filter.account.clone(), ..Default::default() };
    let mut amounts: BTreeMap<RowOf, BTreeMap<Scenario, i64>> = BTreeMap::new();
    let mut municipalities: BTreeMap<RowOf, String> = BTreeMap::new();
    let mut after = None;
    loop {
        let found = query::budget_lines(session, &lines, &page(500, after)).unwrap();
        after = found.end_cursor();
        for record in found.items.iter().map(|item| &item.item) {
            let line = &record.line;
            let of = (line.unit_id.clone(), line.account.clone(), line.fiscal_year);
            municipalities.insert(of.clone(), record.municipality.code.clone());
            let amount = line.corrected_amount.or(line.amount).unwrap();
            amounts.entry(of).or_default().insert(line.scenario, amount.0);
        }
        if !found.has_next_page {
            break;
        }
    }
    let variance = |of: &BTreeMap<Scenario, i64>| {
        let stages = [Scenario::AmendedBudget, Scenario::OperatingPlan, Scenario::Budget];
        let budget = stages.iter().find_map(|stage| of.get(stage))?;
        Some(of.get(&Scenario::Actual)? - budget)
    };
    let rows: BTreeMap<RowOf, i64> =
        amounts.into_iter().filter_map(|(row, of)| Some((row, variance(&of)?))).collect();
    let mut latest: BTreeMap<&String, i32> = BTreeMap::new();
    for row in rows.keys() {
        let year = latest.entry(&municipalities[row]).or_default();
        *year = row.2.max(*year);
    }
    let is_asked = |row: &RowOf, variance: i64| {
        let is_latest = row.2 == latest[&municipalities[row]];
        (is_latest || !filter.fiscal_year.is_empty()) && (!filter.only_over || variance < 0)
    };
    rows.clone().into_iter().filter(|(row, variance)| is_asked(row, *variance)).collect()
}
