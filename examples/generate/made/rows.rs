//! The rows of the tables: what the bundled release knows of Finland, and the made-up rest.

use std::collections::BTreeMap;

use kuntavaaka::store::exchange::{Rows, tables};
use kuntavaaka::store::{Access, Store, Value};

use super::figures::{ACCOUNTS, Chance, Figures, SCENARIOS, figures};
use super::units::{Unit, tree};

const MUNICIPALITIES: u64 = 300;
const YEARS: std::ops::Range<i64> = 2015..2025;
const PER_UNIT: u64 = (ACCOUNTS.len() * SCENARIOS.len()) as u64;

type Put<'a> = &'a mut dyn FnMut(&[Value]);
type Known = BTreeMap<&'static str, Vec<Vec<Value>>>;

/// The rows of the bundled release that are the same whatever documents there are.
pub(super) fn reference() -> Known {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("known.sqlite3");
    let store = Store::open(path.to_str().unwrap(), Access::ReadWrite).unwrap();
    store.migrate().unwrap();
    let facts = kuntavaaka::ingest::bundled(&mut |_| ()).unwrap();
    store.import(&facts, "1970-01-01T00:00:00Z").unwrap();
    let mut session = store.session().unwrap();
    let mut all = |table| {
        let mut rows = Rows::of(table);
        let windows = std::iter::from_fn(|| {
            Some(rows.next(&mut session).unwrap()).filter(|window| !window.is_empty())
        });
        windows.flatten().collect()
    };
    let wanted = ["municipality", "account", "function", "price_index", "reform", "sdg"];
    let wanted = tables().iter().filter(|t| wanted.contains(&t.name));
    wanted.map(|table| (table.name, all(table))).collect()
}

pub(super) struct Municipality {
    pub(super) row: Vec<Value>,
    code: String,
    slug: String,
    name: String,
    persons: i64,
}

/// How much there is of everything.
pub(super) struct Plan {
    seed: u64,
    municipalities: u64,
    units: Vec<Unit>,
}

fn text(value: impl Into<String>) -> Value {
    Value::Text(value.into())
}

fn int(value: usize) -> Value {
    Value::Int(i64::try_from(value).unwrap())
}

impl Plan {
    /// Of few lines there are fewer municipalities, of many more units in each.
    pub(super) fn of(lines: u64, seed: u64) -> Self {
        let documents = u64::try_from(YEARS.count()).unwrap();
        let municipalities = (lines / (documents * PER_UNIT * 7)).clamp(1, MUNICIPALITIES);
        let each = documents * PER_UNIT * municipalities;
        let units = tree(usize::try_from(((lines + each / 2) / each).max(1)).unwrap());
        Self { seed, municipalities, units }
    }

    pub(super) fn municipalities(&self, known: &Known) -> Vec<Municipality> {
        let of = |row: &Vec<Value>| {
            let word = |n: usize| match &row[n] {
                Value::Text(text) => text.clone(),
                _ => String::new(),
            };
            let mut chance = Chance::of(self.seed, &word(0));
            let size = 1 + chance.below(30);
            let persons = 900 + size * size * size * (10 + chance.below(10));
            Municipality { row: row.clone(), code: word(0), slug: word(1), name: word(2), persons }
        };
        let count = usize::try_from(self.municipalities).unwrap();
        known["municipality"].iter().take(count).map(of).collect()
    }

    pub(super) fn population(&self, m: &Municipality, put: Put<'_>) {
        let mut chance = Chance::of(self.seed, &m.slug);
        for (n, year) in YEARS.enumerate() {
            let persons = m.persons * (98 + chance.below(5)) / 100;
            let (day, status) = (format!("{year}-12-31"), "final");
            let source = "made up for trials";
            put(&[
                text(&m.code),
                int(n),
                text(day),
                Value::Int(persons),
                text(status),
                text(source),
            ]);
        }
    }

    pub(super) fn units(&self, all: &[Municipality], put: Put<'_>) {
        let of = |m| (0..self.units.len()).map(move |n| (m, n));
        let mut places: Vec<_> = all.iter().flat_map(of).collect();
        places.sort_by_cached_key(|(m, n)| self.id(m, *n));
        for (m, n) in places {
            let unit = &self.units[n];
            let name = if unit.name.is_empty() { &m.name } else { &unit.name };
            let parent = unit.parent.map_or(Value::Null, |p| text(self.id(m, p)));
            let fit = unit.function.map_or(Value::Null, |_| text("broad"));
            put(&[
                text(self.id(m, n)),
                parent,
                text(&m.code),
                text(unit.kind),
                Value::Null,
                text(name),
                int(n),
                unit.function.map_or(Value::Null, text),
                fit,
                Value::Null,
                Value::Null,
            ]);
        }
    }

    fn id(&self, m: &Municipality, unit: usize) -> String {
        format!("{}{}", m.slug, self.units[unit].path)
    }

    /// Documents in the order of their ids: a name may be the beginning of another.
    fn papers(all: &[Municipality]) -> Vec<(String, i64, &Municipality)> {
        let id = |m: &Municipality, year| format!("{}-{year}", m.slug);
        let mut papers: Vec<_> =
            all.iter().flat_map(|m| YEARS.map(move |year| (id(m, year), year, m))).collect();
        papers.sort_by(|a, b| format!("{}.", a.0).cmp(&format!("{}.", b.0)));
        papers
    }

    pub(super) fn documents(&self, all: &[Municipality], put: Put<'_>) {
        let rows = self.units.len() * ACCOUNTS.len();
        let cells = rows * SCENARIOS.len();
        let mut papers = Self::papers(all);
        papers.sort_by(|a, b| a.0.cmp(&b.0));
        for (id, year, m) in papers {
            let published = text(format!("{}-06-15", year + 1));
            let mut row = vec![
                text(&id),
                text(&m.code),
                text(format!("{}, made-up figures {year}", m.name)),
                text("performance_report"),
                Value::Int(year),
                text(format!("{year}-12-31")),
                published.clone(),
                published,
                text("fi"),
                text(self.id(m, 0)),
                text("CC-BY-4.0"),
                text("Made up for trials"),
                Value::Int(0),
                text(format!("{:064x}", self.seed)),
            ];
            row.extend([rows, 1, cells, 0, 0, cells].map(int));
            row.extend([0; 10].map(int));
            put(&row);
        }
    }

    pub(super) fn tables(&self, all: &[Municipality], put: Put<'_>) {
        let last = self.units.len() * ACCOUNTS.len();
        for (id, year, _) in Self::papers(all) {
            let column = |(code, label): &(&str, &str)| {
                serde_json::json!({
                    "label": label, "role": "amount", "scenarios": [code], "fiscal_year": year,
                    "start": format!("{year}-01-01"), "end": format!("{year}-12-31"),
                })
            };
            let columns: Vec<_> = SCENARIOS.iter().map(column).collect();
            put(&[
                text(format!("{id}.t1")),
                text(&id),
                int(0),
                text("units"),
                text("Made-up figures"),
                int(1),
                int(last),
                int(1),
                text(serde_json::to_string(&columns).unwrap()),
            ]);
        }
    }

    /// Lines in the order of their ids, which is not that of their places.
    pub(super) fn budget_lines(&self, all: &[Municipality], put: Put<'_>) {
        let mut places: Vec<usize> = (0..self.units.len() * ACCOUNTS.len()).collect();
        places.sort_by_key(|place| format!("{}.", place + 1));
        for (id, year, m) in Self::papers(all) {
            let figures = figures(&self.units, m.persons, &mut Chance::of(self.seed, &id));
            for place in &places {
                for scenario in 0..SCENARIOS.len() {
                    put(&self.budget_line(&id, year, m, &figures, (*place, scenario)));
                }
            }
        }
    }

    fn budget_line(
        &self,
        document: &str,
        year: i64,
        m: &Municipality,
        figures: &Figures,
        (place, scenario): (usize, usize),
    ) -> Vec<Value> {
        let (unit, account) = (place / ACCOUNTS.len(), place % ACCOUNTS.len());
        let (code, label, ..) = ACCOUNTS[account];
        let euros = figures[unit][account][scenario];
        let id = format!("{document}.{}.{}", place + 1, scenario + 1);
        vec![
            text(&id),
            text(&id),
            text(document),
            int(place * SCENARIOS.len() + scenario),
            text(self.id(m, unit)),
            text(code),
            text(SCENARIOS[scenario].0),
            Value::Int(year),
            text(format!("{year}-01-01")),
            text(format!("{year}-12-31")),
            Value::Int(euros * 100),
            Value::Null,
            Value::Null,
            text(printed(euros)),
            text(format!("{document}.t1")),
            int(place + 1),
            int(scenario + 1),
            text(label),
            text(format!("{} {year}", SCENARIOS[scenario].1)),
            Value::Null,
            text(format!("{}-06-15", year + 1)),
            Value::Null,
        ]
    }
}

/// As documents print amounts, thousands parted by spaces.
fn printed(euros: i64) -> String {
    let digits = euros.unsigned_abs().to_string();
    let mut out = if euros < 0 { "-".to_owned() } else { String::new() };
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}
