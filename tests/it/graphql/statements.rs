//! A nested query costs as many statements for many rows as for few.

use crate::support::{Client, TestDb, on_both};

/// From municipalities down to what their lines lead to; each way is gone once.
fn nested(first: i32) -> String {
    format!(
        "{{ municipalities(first: {first}) {{ nodes {{ units(first: {first}) {{ nodes {{
             budgetLines(first: {first}) {{ nodes {{ unit {{ id }} account {{ code }} document {{ id }}
               table {{ id }} excerpt {{ line lines {{ text }} }} findings {{ id }} }} }} }} }} }} }} }}"
    )
}

/// From municipalities down to what their documents say of their units.
fn contents(first: i32) -> String {
    let origin = "municipality { code } unit { id responsiblePersons { name } } document { id } excerpt { line }";
    format!(
        "{{ municipalities(first: {first}) {{ nodes {{ units(first: {first}) {{ nodes {{
             objectives(first: {first}) {{ nodes {{ measures {{ targets {{ value }} }} sdgs {origin} }} }} }} }}
             documents(first: {first}) {{ nodes {{ risks(first: {first}) {{ nodes {{ id }} }}
               internalControl(first: {first}) {{ nodes {{ id }} }} narratives(first: {first}) {{ nodes {{ id }} }}
               indicators(first: {first}) {{ nodes {{ values {{ value findings {{ id }} }} findings {{ id }} parent {{ id }} }} }} }} }} }} }} }}"
    )
}

#[test]
fn nor_do_those_of_what_documents_say_besides() {
    on_both(|database| {
        let client = Client::counted(database);
        // What is remembered of a release is found out by the first who asks.
        client.graphql(&contents(19));
        let (few, many) = (statements(&client, &contents(3)), statements(&client, &contents(20)));
        assert_eq!(few, many);
    });
}

/// Every way that one object leads to others, some of them several times.
fn everything(first: i32) -> String {
    format!(
        "{{ municipalities(first: {first}) {{ nodes {{ id
             units(first: {first}) {{ nodes {{ id municipality {{ code }} parent {{ id }} children(first: {first}) {{ nodes {{ id }} }}
               budgetLines(first: {first}, hasFinding: true) {{ nodes {{ id municipality {{ code }} unit {{ id }} account {{ code parent {{ code }} }}
                 document {{ id unit {{ id }} }} table {{ id }} excerpt {{ line lines {{ text }} }}
                 findings {{ id document {{ id }} municipality {{ code }} budgetLines {{ id }} }} }} }} }} }}
             documents(first: {first}) {{ nodes {{ id municipality {{ code }} lines(to: 5) {{ lineCount lines {{ text }} }} tables {{ id document {{ id }} }}
               findings(first: {first}) {{ nodes {{ id }} }} budgetLines(first: {first}) {{ nodes {{ id }} }} }} }} }} }} }}"
    )
}

fn statements(client: &Client, query: &str) -> u64 {
    let before = client.store.statements();
    client.graphql(query);
    client.store.statements() - before
}

#[test]
fn the_number_of_statements_does_not_grow_with_the_rows() {
    on_both(|database| {
        let client = Client::counted(database);
        // What is remembered of a release is found out by the first who asks.
        client.graphql(&nested(5));
        let (few, many) = (statements(&client, &nested(3)), statements(&client, &nested(6)));
        assert_eq!(few, many);
    });
}

#[test]
fn nor_with_hundreds_of_rows_of_the_bundled_documents() {
    let database = TestDb::sqlite();
    let facts = kuntavaaka::ingest::bundled(&mut |_| {}).unwrap();
    let now = crate::support::facts::NOW;
    database.writer().import(&facts, now).unwrap();
    let client = Client::counted_over(database.open(kuntavaaka::store::Access::ReadOnly));
    client.graphql(&nested(19));
    let (few, many) = (statements(&client, &nested(10)), statements(&client, &nested(20)));
    assert_eq!(few, many);
    let flat = |first: i32| {
        format!(
            "{{ budgetLines(first: {first}, hasFinding: true) {{ nodes {{ unit {{ id }} account {{ code }}
               document {{ id }} excerpt {{ line }} table {{ id }} findings {{ id }} }} }} }}"
        )
    };
    client.graphql(&flat(1));
    let (few, many) = (statements(&client, &flat(5)), statements(&client, &flat(500)));
    assert_eq!(few, many);
}

/// Where several ways lead to the same kind of object, how many of them meet in one question
/// depends on which is faster; there are never more questions than ways. A question takes up to
/// three statements: which release answers, the rows, and how many there are.
#[test]
fn a_query_that_goes_every_way_asks_no_more_than_there_are_ways() {
    let client = Client::counted(&TestDb::sqlite());
    for first in [1, 2, 6] {
        let query = everything(first);
        let ways = query.matches('{').count() - query.matches("nodes {").count() - 1;
        let count = statements(&client, &query);
        assert!(count <= 3 * ways as u64, "{count} statements for {ways} ways");
    }
}

#[test]
fn no_two_objects_of_the_bundled_documents_share_an_id() {
    let facts = kuntavaaka::ingest::bundled(&mut |_| {}).unwrap();
    let mut ids: Vec<String> = facts.municipalities.iter().map(|m| m.code.clone()).collect();
    ids.extend(facts.accounts.iter().map(|a| a.code.clone()));
    ids.extend(facts.units.iter().map(|u| u.id.clone()));
    for document in &facts.documents {
        ids.push(document.document.id.clone());
        ids.extend(document.tables.iter().map(|t| t.id.clone()));
        ids.extend(document.budget_lines.iter().map(|l| l.id.clone()));
        ids.extend(document.findings.iter().map(|f| f.id.clone()));
        let contents = &document.contents;
        ids.extend(contents.objectives.iter().map(|o| o.id.clone()));
        ids.extend(contents.risks.iter().map(|r| r.id.clone()));
        ids.extend(contents.internal_control.iter().map(|t| t.id.clone()));
        ids.extend(contents.indicators.iter().map(|i| i.id.clone()));
        ids.extend(contents.narratives.iter().map(|n| n.id.clone()));
    }
    ids.sort();
    let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}
