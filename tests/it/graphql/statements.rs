//! A nested query costs as many statements for many rows as for few.

use crate::support::{Client, TestDb, on_both};

/// Every way that one object leads to others.
fn nested(first: i32) -> String {
    format!(
        "{{ municipalities(first: {first}) {{ nodes {{ id
             units(first: {first}) {{ nodes {{ id municipality {{ code }} parent {{ id }} children(first: {first}) {{ nodes {{ id }} }}
               budgetLines(first: {first}) {{ nodes {{ id municipality {{ code }} unit {{ id }} account {{ code parent {{ code }} }}
                 document {{ id unit {{ id }} }} table {{ id }} excerpt {{ line lines {{ text }} }}
                 findings {{ id document {{ id }} municipality {{ code }} budgetLines {{ id }} }} }} }} }} }}
             documents(first: {first}) {{ nodes {{ id municipality {{ code }} lines(to: 5) {{ lineCount lines {{ text }} }} tables {{ id document {{ id }} }}
               findings(first: {first}) {{ nodes {{ id }} }} budgetLines(first: {first}) {{ nodes {{ id }} }} }} }}
             budgetLines(first: {first}) {{ nodes {{ id }} }} }} }} }}"
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
        let client = Client::of(database);
        let (few, many) = (
            statements(&client, &nested(2)),
            statements(&client, &nested(6)),
        );
        assert_eq!(few, many);
        assert!(many < 90, "{many} statements");
    });
}

#[test]
fn nor_with_hundreds_of_rows_of_the_bundled_documents() {
    let database = TestDb::sqlite();
    let facts = kuntavaaka::ingest::bundled(&mut |_| {}).unwrap();
    database
        .writer()
        .import(&facts, crate::support::facts::NOW)
        .unwrap();
    let client = Client::over(database.open(kuntavaaka::store::Access::ReadOnly));
    let query = |first: i32| {
        format!(
            "{{ budgetLines(first: {first}, hasFinding: true) {{ nodes {{ id unit {{ id }} account {{ code }} findings {{ id }} document {{ id }} excerpt {{ line }} }} }}
               all: budgetLines(first: {first}) {{ nodes {{ id unit {{ id }} account {{ code }} document {{ id }} excerpt {{ line }} table {{ id }} }} }} }}"
        )
    };
    let (few, many) = (
        statements(&client, &query(5)),
        statements(&client, &query(450)),
    );
    assert_eq!(few, many);
}

#[test]
fn no_two_objects_of_the_bundled_documents_share_an_id() {
    let facts = kuntavaaka::ingest::bundled(&mut |_| {}).unwrap();
    let mut ids: Vec<String> = facts
        .municipalities
        .iter()
        .map(|m| m.code.clone())
        .collect();
    ids.extend(facts.accounts.iter().map(|a| a.code.clone()));
    ids.extend(facts.units.iter().map(|u| u.id.clone()));
    for document in &facts.documents {
        ids.push(document.document.id.clone());
        ids.extend(document.tables.iter().map(|t| t.id.clone()));
        ids.extend(document.budget_lines.iter().map(|l| l.id.clone()));
        ids.extend(document.findings.iter().map(|f| f.id.clone()));
    }
    ids.sort();
    let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}
