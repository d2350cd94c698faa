//! The questions, with the parameters that they are asked with, and what they are held against.

use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::Value;

use crate::load::{Connection, answered, ask, connect, get, post};

/// What a question is held against.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Against {
    /// The same by a server that does nothing else.
    Limit,
    /// The question before it.
    Before,
    /// Bytes in memory, as many as the answer has.
    Bytes,
    Nothing,
}

/// A question.
pub(crate) struct Question {
    pub(crate) name: &'static str,
    /// The same with different parameters.
    pub(crate) requests: Arc<Vec<String>>,
    /// The status of the answers.
    pub(crate) expected: &'static str,
    pub(crate) against: Against,
    /// What is asked of the limit.
    pub(crate) limit: Arc<Vec<String>>,
    /// Whether answers that were given before may be sent.
    pub(crate) is_repeated: bool,
    /// How many may ask it at once at the most.
    pub(crate) most: usize,
}

const ACCOUNTS: [&str; 4] =
    ["operating_expenses", "personnel_costs", "purchased_services", "operating_revenue"];
const FUNCTIONS: [&str; 6] = ["01", "04", "06", "08", "09", "10"];
/// Pages of 500 lines that a deep page may lie behind.
const DEPTH: usize = 100;
/// Whole lists that the program sends at once.
const EXPORTS: usize = 3;
/// Rankings of all municipalities that are asked for at once.
const RANKINGS: usize = 4;
/// Of the lines that are asked for by id, as many of one municipality.
const LINES_OF_ONE: usize = 50;
/// What REST tells of a budget line.
const LINE: &str = "id municipality { code name } unit { id code name kind } account { code name } \
    scenario fiscalYear periodStart periodEnd currency amount missingReason correctedAmount printed \
    source { document line column rowLabel columnLabel tableId cellId } repeatOf knownFrom \
    supersededOn findings { id }";

/// What there is to ask for.
struct Known {
    municipalities: Vec<String>,
    years: Vec<String>,
    lines: Vec<String>,
    /// Addresses of pages, and the documents and places that they begin behind.
    deep: Vec<(String, String)>,
}

impl Known {
    fn of(address: SocketAddr) -> Self {
        let mut connection = connect(address);
        let all = items(&mut connection, "/v1/municipalities?first=500");
        let municipalities: Vec<String> = all.iter().map(|m| text(&m["code"])).collect();
        let years = (2015..=2026).map(|year| year.to_string());
        let years = years.filter(|year| {
            let path = format!("/v1/budget-lines?first=1&fiscalYear={year}");
            !items(&mut connection, &path).is_empty()
        });
        let years = years.collect();
        let mut lines = Vec::new();
        for code in municipalities.iter().step_by(1 + municipalities.len() / 50) {
            let path = format!("/v1/budget-lines?first={LINES_OF_ONE}&municipality={code}");
            lines.extend(items(&mut connection, &path).iter().map(|line| text(&line["id"])));
        }
        let deep = deep(&mut connection);
        Self { municipalities, years, lines, deep }
    }

    fn municipality(&self, n: usize) -> &str {
        &self.municipalities[n % self.municipalities.len()]
    }

    fn year(&self, n: usize) -> &str {
        &self.years[n % self.years.len()]
    }

    fn every(count: usize, make: impl Fn(usize) -> String) -> Vec<String> {
        (0..count).map(|n| make(n * 7919)).collect()
    }
}

fn deep(connection: &mut Connection) -> Vec<(String, String)> {
    let (mut pages, mut after) = (Vec::new(), String::new());
    for _ in 0..DEPTH {
        let body = ask(connection, &get(&format!("/v1/budget-lines?first=500{after}")));
        let body: Value = serde_json::from_str(&body).unwrap();
        let Some(last) = body["items"].as_array().unwrap().last() else { break };
        let limit = format!(
            "/deep?document={}&after={}",
            text(&last["source"]["document"]),
            last["source"]["line"]
        );
        after = format!("&after={}", text(&body["pageInfo"]["endCursor"]));
        if body["pageInfo"]["hasNextPage"] == false {
            break;
        }
        pages.push((format!("/v1/budget-lines?first=50{after}"), limit));
    }
    pages
}

fn items(connection: &mut Connection, path: &str) -> Vec<Value> {
    let body: Value = serde_json::from_str(&ask(connection, &get(path))).unwrap();
    body["items"].as_array().unwrap().clone()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// The questions of a store: first each held against the limit, then what is asked again.
pub(crate) fn questions(address: SocketAddr) -> Vec<Question> {
    let known = Known::of(address);
    let mut all = vec![held("health", Against::Nothing, vec![get("/health/live")], Vec::new())];
    all.extend(lines(&known));
    all.extend(figures(&known));
    all.extend(again(address, &known));
    all
}

fn page(known: &Known, n: usize) -> String {
    let (code, year) = (known.municipality(n), known.year(n / 3));
    format!("/v1/budget-lines?municipality={code}&fiscalYear={year}")
}

fn lines(known: &Known) -> Vec<Question> {
    let of = |n| (known.municipality(n), known.year(n / 3));
    let bare = |n| format!("/page?municipality={}&year={}", of(n).0, of(n).1);
    let graphql = |n| {
        let (code, year) = of(n);
        post(&format!(
            "{{ budgetLines(first: 50, municipality: \"{code}\", fiscalYear: \"{year}\") {{ \
             totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {LINE} }} }} }}"
        ))
    };
    let nested = |n| {
        let some: Vec<String> =
            (0..10).map(|m| format!("\"{}\"", known.municipality(n * 10 + m))).collect();
        post(&format!(
            "{{ municipalities(municipality: [{}], first: 10) {{ nodes {{ name units(kind: \
             [SECTOR], first: 10) {{ nodes {{ name budgetLines(first: 20, fiscalYear: \"{}\") {{ \
             nodes {{ amount }} }} }} }} }} }} }}",
            some.join(", "),
            known.year(n)
        ))
    };
    let of_line = |path: &str| known.lines.iter().map(|id| get(&format!("{path}{id}"))).collect();
    let (deep, bare_deep): (Vec<_>, Vec<_>) = known.deep.iter().cloned().unzip();
    vec![
        held("one line by id", Against::Limit, of_line("/v1/budget-lines/"), of_line("/line?id=")),
        asked("page of 50 lines", 1000, |n| page(known, n), bare),
        held("the same by GraphQL", Against::Before, Known::every(1000, graphql), Vec::new()),
        held("deep page by cursor", Against::Limit, gets(deep), gets(bare_deep)),
        held("nested GraphQL", Against::Nothing, Known::every(40, nested), Vec::new()),
        Question {
            most: EXPORTS,
            ..asked(
                "CSV of one municipality",
                50,
                |n| format!("/v1/budget-lines?format=csv&municipality={}", of(n).0),
                |n| format!("/all?municipality={}", of(n).0),
            )
        },
    ]
}

fn figures(known: &Known) -> Vec<Question> {
    let account = |n: usize| ACCOUNTS[n % ACCOUNTS.len()];
    let function = |n: usize| FUNCTIONS[n % FUNCTIONS.len()];
    let three = |n| [0, 1, 2].map(|m| known.municipality(n + m));
    let year = |n: usize| known.year(n / 4);
    vec![
        asked(
            "totals by municipality",
            40,
            |n| {
                let (account, year) = (account(n), year(n));
                format!(
                    "/v1/aggregate?groupBy=municipality&account={account}&fiscalYear={year}\
                     &scenario=actual&unitKind=municipality&first=500"
                )
            },
            |n| format!("/totals?account={}&year={}", account(n), year(n)),
        ),
        asked(
            "series of three",
            200,
            |n| {
                let three = three(n).join(",");
                format!("/v1/series?function={}&municipality={three}", function(n))
            },
            |n| {
                let [one, two, other] = three(n);
                format!("/series?function={}&one={one}&two={two}&other={other}", function(n))
            },
        ),
        asked(
            "comparison of all",
            FUNCTIONS.len(),
            |n| format!("/v1/compare?function={}&fiscalYear=2024", function(n)),
            |n| format!("/compare?function={}", function(n)),
        ),
        // Of ten million lines one takes a fifth of a second: 32 at once are refused.
        Question {
            most: RANKINGS,
            ..asked(
                "budget against actual of all",
                40,
                |n| {
                    let (account, year) = (account(n), year(n));
                    format!("/v1/budget-execution?account={account}&fiscalYear={year}")
                },
                |n| format!("/totals?account={}&year={}", account(n), year(n)),
            )
        },
        held("changes", Against::Nothing, gets(vec!["/v1/changes".into()]), Vec::new()),
        held(
            "functions",
            Against::Nothing,
            gets(vec!["/v1/functions?first=500".into()]),
            Vec::new(),
        ),
    ]
}

/// What is asked again and again: from memory, and where the client has the answer.
fn again(address: SocketAddr, known: &Known) -> Vec<Question> {
    let mut connection = connect(address);
    let (headers, body) = answered(&mut connection, &get(&page(known, 0)), "200");
    let tag = headers.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    let had =
        format!("GET {} HTTP/1.1\r\nhost: bench\r\nif-none-match: {tag}\r\n\r\n", page(known, 0));
    let bytes = |count: usize| gets(vec![format!("/static/{count}")]);
    let repeated = |question: Question| Question { is_repeated: true, ..question };
    let pages = Known::every(20, |n| get(&page(known, n)));
    let nested = lines(known).swap_remove(2).requests;
    let nested = nested.iter().take(20).cloned().collect();
    vec![
        repeated(held("page, repeated", Against::Bytes, pages, bytes(body.len()))),
        repeated(held("GraphQL, repeated", Against::Bytes, nested, bytes(body.len()))),
        Question {
            expected: "304",
            ..repeated(held("page that the client has", Against::Bytes, vec![had], bytes(0)))
        },
    ]
}

fn asked(
    name: &'static str,
    count: usize,
    ours: impl Fn(usize) -> String,
    bare: impl Fn(usize) -> String,
) -> Question {
    let requests = |make: &dyn Fn(usize) -> String| gets(Known::every(count, make));
    held(name, Against::Limit, requests(&ours), requests(&bare))
}

fn gets(paths: Vec<String>) -> Vec<String> {
    paths.into_iter().map(|path| get(&path)).collect()
}

fn held(
    name: &'static str,
    against: Against,
    requests: Vec<String>,
    limit: Vec<String>,
) -> Question {
    Question {
        name,
        requests: Arc::new(requests),
        expected: "200",
        against,
        limit: Arc::new(limit),
        is_repeated: false,
        most: 32,
    }
}
