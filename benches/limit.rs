//! What a server can do at most with these questions on this machine: bare actix-web, one prepared
//! statement of rusqlite for each question, and its rows as JSON.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::path::Path;

use actix_web::{App, HttpResponse, HttpServer, web};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Map, Value};

/// The argument that makes the benchmark be this server: before the file and the address.
pub(crate) const MODE: &str = "--be-the-limit";

/// The columns of a budget line with the names that belong to it.
const COLUMNS: &str = "SELECT l.id, l.document_id, l.unit_id, l.account, l.scenario, \
    l.fiscal_year, l.period_start, l.period_end, l.amount, l.missing_reason, l.corrected_amount, \
    l.printed, l.table_id, l.line, l.column_ordinal, l.row_label, l.column_label, l.repeat_of, \
    l.known_from, l.superseded_on, m.code AS municipality_code, m.name_fi AS municipality_name, \
    u.code AS unit_code, u.name AS unit_name, u.kind AS unit_kind, a.name_fi AS account_name, \
    t.kind AS table_kind, t.scale AS table_scale";
const NAMES: &str = "JOIN municipality m ON m.code = d.municipality_code \
    JOIN account a ON a.code = l.account JOIN printed_table t ON t.id = l.table_id WHERE ";
const OF_DOCUMENTS: &str = "FROM document d CROSS JOIN budget_line l ON l.document_id = d.id \
    JOIN unit u ON u.id = l.unit_id";
const OF_UNITS: &str = "FROM unit u CROSS JOIN budget_line l ON l.unit_id = u.id \
    JOIN document d ON d.id = l.document_id";
const STANDING: &str = "l.superseded_on IS NULL AND l.repeat_of IS NULL";

/// The lines that a figure is made of and those that it is measured by, which our answers show: of
/// the units of the function, and of the whole municipality.
fn lines_of_figures(also: &str) -> String {
    let lines = format!("{COLUMNS} {OF_UNITS} {NAMES}");
    format!(
        "{lines} (u.function_code = ?1 OR u.function_code LIKE ?1 || '.%') \
         AND l.account = 'operating_margin' AND l.scenario = 'actual' AND {STANDING} {also} \
         UNION ALL {lines} u.parent_id IS NULL AND l.account = 'operating_expenses' \
         AND l.scenario = 'actual' AND {STANDING} {also}"
    )
}

/// The rest of each statement, by the name in its address; what follows `?` is bound in order.
fn statement(name: &str) -> String {
    let lines = format!("{COLUMNS} {OF_DOCUMENTS} {NAMES}");
    match name {
        "page" => format!(
            "{lines} d.municipality_code = ?1 AND l.fiscal_year = ?2 AND {STANDING} \
             AND (SELECT 1 FROM budget_line_count c WHERE c.document_id = d.id \
             AND c.fiscal_year = ?2 LIMIT 1) IS NOT NULL ORDER BY d.municipality_code, d.id, l.position, l.id LIMIT 50"
        ),
        "line" => lines.replace("CROSS JOIN", "JOIN") + "l.id = ?1",
        "deep" => format!(
            "{lines} d.id = ?1 AND l.position > ?2 AND {STANDING} ORDER BY l.position LIMIT 50"
        ),
        "totals" => format!(
            "SELECT u.municipality_code, SUM(COALESCE(l.corrected_amount, l.amount)) AS amount, \
             COUNT(*) AS lines FROM unit u JOIN budget_line l ON l.unit_id = u.id \
             WHERE u.kind = 'municipality' AND l.account = ?1 AND l.fiscal_year = ?2 \
             AND l.scenario = 'actual' AND {STANDING} GROUP BY u.municipality_code ORDER BY 1"
        ),
        "series" => lines_of_figures("AND u.municipality_code IN (?2, ?3, ?4)"),
        "compare" => lines_of_figures("AND l.fiscal_year = 2024"),
        "all" => format!(
            "{lines} d.municipality_code = ?1 AND {STANDING} \
             ORDER BY d.municipality_code, d.id, l.position, l.id"
        ),
        other => panic!("there is no question {other}"),
    }
}

thread_local! {
    static CONNECTION: RefCell<Option<Connection>> = const { RefCell::new(None) };
}

/// Serves the file until it is killed.
pub(crate) fn serve(file: &Path, address: SocketAddr) {
    let file = file.to_owned();
    let answers = move |name: web::Path<String>, asked: web::Query<Vec<(String, String)>>| {
        let (file, name) = (file.clone(), name.into_inner());
        async move {
            let values = asked.into_inner().into_iter().map(|(_, value)| value).collect();
            web::block(move || rows(&file, &name, values))
                .await
                .map(|body| HttpResponse::Ok().content_type("application/json").body(body))
        }
    };
    let bytes = |bytes: web::Path<usize>| async move {
        HttpResponse::Ok().content_type("application/json").body(vec![b' '; *bytes])
    };
    let server = HttpServer::new(move || {
        App::new()
            .route("/static/{bytes}", web::get().to(bytes))
            .route("/{name}", web::get().to(answers.clone()))
    });
    actix_web::rt::System::new().block_on(server.workers(2).bind(address).unwrap().run()).unwrap();
}

/// The rows of a question as a JSON list.
fn rows(file: &Path, name: &str, values: Vec<String>) -> Vec<u8> {
    CONNECTION.with_borrow_mut(|connection| {
        let connection = connection.get_or_insert_with(|| {
            Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
        });
        let mut statement = connection.prepare_cached(&statement(name)).unwrap();
        let names: Vec<String> = statement.column_names().iter().map(|n| (*n).into()).collect();
        let mut rows = statement.query(rusqlite::params_from_iter(values)).unwrap();
        let mut list = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let value = |(n, name): (usize, &String)| {
                let value = match row.get_ref(n).unwrap() {
                    ValueRef::Integer(number) => Value::from(number),
                    ValueRef::Text(text) => Value::from(std::str::from_utf8(text).unwrap()),
                    _ => Value::Null,
                };
                (name.clone(), value)
            };
            list.push(Value::Object(names.iter().enumerate().map(value).collect::<Map<_, _>>()));
        }
        serde_json::to_vec(&list).unwrap()
    })
}
