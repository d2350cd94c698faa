//! Generated documents in the stacked form: sound ones, and errors of known kinds planted in them.

use std::fmt::Write;

/// Small deterministic random numbers, so that the figures of the tests stay the same.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// A row: its label and its amounts in euros as printed.
#[derive(Clone)]
pub struct Row {
    label: &'static str,
    pub cells: Vec<String>,
    /// Whether it is a row of a unit, and not a sum or an account.
    pub of_unit: bool,
    lost: bool,
}

/// A generated document: rows, with headings between them.
#[derive(Clone)]
pub struct Document {
    rows: Vec<(Option<&'static str>, Row)>,
}

/// An error put into a document: the cells that then print something wrong, with their true
/// amounts.
pub struct Planted {
    /// Row number, column from 1, true amount in euros.
    pub cells: Vec<(usize, usize, i64)>,
    /// Whether a row was lost, and whether a sum needs it: zeros it does not need, nor a margin
    /// whose parts are there.
    pub lost_row: Option<bool>,
}

/// The kinds of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    MissingMinus,
    GluedDigits,
    ChangedDigit,
    SwappedCells,
    MissingRow,
}

pub const KINDS: [Kind; 5] = [
    Kind::MissingMinus,
    Kind::GluedDigits,
    Kind::ChangedDigit,
    Kind::SwappedCells,
    Kind::MissingRow,
];

const UNITS: [&str; 12] = [
    "Keskusvaalilautakunta",
    "Tarkastuslautakunta",
    "Kaupunginvaltuusto",
    "Kaupunginhallitus",
    "Kaupungin johtaminen",
    "Kuntaliitto",
    "Lapin liitto",
    "Henkilöstöpalvelut",
    "Talouspalvelut",
    "Työterveyshuolto",
    "Joukkoliikenne",
    "Kotouttaminen",
];
const REVENUE: [&str; 4] =
    ["Myyntituotot", "Maksutuotot", "Tuet ja avustukset", "Muut toimintatuotot"];
const EXPENSES: [&str; 5] = [
    "Henkilöstökulut",
    "Palvelujen ostot",
    "Aineet, tarvikkeet ja tavarat",
    "Avustukset",
    "Muut toimintakulut",
];
/// Two columns of actuals, which round, and two of budgets, in tens of euros.
const COLUMNS: usize = 4;

pub const MANIFEST: &str = r#"
id = "generated"
title = "Generated"
municipality = "320"
unit = "kemijarvi.hallintopalvelut"
kind = "performance_report"
fiscal_year = 2064
as_of_date = "2064-12-31"
language = "fi"
publisher = "Generated"
licence = "CC-BY-4.0"

[text]
layout = "stacked"
columns = "tabs"
optical = false
"#;

/// Euros with their thousands parted, from cents.
fn print(cents: i64) -> String {
    let euros = (cents + cents.signum() * 50) / 100;
    group(euros)
}

pub fn group(euros: i64) -> String {
    let digits = euros.abs().to_string();
    let mut out = if euros < 0 { "-".to_owned() } else { String::new() };
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

fn row(label: &'static str, cents: &[i64], of_unit: bool) -> Row {
    Row { label, cells: cents.iter().map(|c| print(*c)).collect(), of_unit, lost: false }
}

/// Amounts of a row: cents for actuals, tens of euros for budgets.
fn amounts(chance: &mut Chance, sign: i64) -> Vec<i64> {
    let amount = |c: usize, chance: &mut Chance| {
        let size = [2_000, 40_000, 900_000][chance.below(3)];
        let euros = i64::try_from(50 + chance.below(size)).unwrap();
        let cents = i64::try_from(chance.below(100)).unwrap();
        sign * if c.is_multiple_of(2) { euros * 100 + cents } else { euros * 1000 }
    };
    (0..COLUMNS).map(|c| amount(c, chance)).collect()
}

fn sum(rows: &[Vec<i64>]) -> Vec<i64> {
    (0..COLUMNS).map(|c| rows.iter().map(|r| r[c]).sum()).collect()
}

/// Accounts that make a total.
fn accounts(chance: &mut Chance, total: &[i64], count: usize) -> Vec<Vec<i64>> {
    let mut parts: Vec<Vec<i64>> = (1..count)
        .map(|_| {
            let share = |t: &i64| {
                let part = t / 10_000 * i64::try_from(chance.below(8_000)).unwrap()
                    / i64::try_from(count).unwrap();
                part / 1000 * 1000
            };
            total.iter().map(share).collect()
        })
        .collect();
    let given = sum(&parts);
    parts.push(total.iter().zip(given).map(|(t, g)| t - g).collect());
    parts
}

impl Document {
    /// A sound document.
    pub fn sound(chance: &mut Chance) -> Self {
        Self::of(&UNITS, chance)
    }

    /// A sound document of some 2 000 cells.
    pub fn large(chance: &mut Chance) -> Self {
        let first = ["Kallio", "Niemi", "Ranta", "Suvanto", "Vaara", "Harju", "Koski", "Lampi"];
        let second = [
            "koulu", "halli", "talo", "puisto", "satama", "kirjasto", "asema", "kenttä", "museo",
            "areena",
        ];
        let third = ["hoito", "palvelut"];
        let names = first.iter().flat_map(|a| second.iter().map(move |b| format!("{a}{b}")));
        let names = names.flat_map(|n| third.map(|c| format!("{n}n {c}")));
        let names: Vec<&'static str> =
            UNITS.into_iter().chain(names.map(|n| -> &'static str { n.leak() })).collect();
        Self::of(&names, chance)
    }

    fn of(units: &[&'static str], chance: &mut Chance) -> Self {
        let expenses: Vec<Vec<i64>> = units.iter().map(|_| amounts(chance, -1)).collect();
        let revenue: Vec<Vec<i64>> = units
            .iter()
            .map(|_| if chance.below(3) == 0 { vec![0; COLUMNS] } else { amounts(chance, 1) })
            .collect();
        let (out, inn) = (sum(&expenses), sum(&revenue));
        let net = |e: &[i64], r: &[i64]| e.iter().zip(r).map(|(e, r)| e + r).collect::<Vec<i64>>();
        let mut rows: Vec<(Option<&'static str>, Row)> = Vec::new();
        let mut push = |heading: Option<&'static str>, label, cents: &[i64], of_unit| {
            rows.push((heading, row(label, cents, of_unit)));
        };
        for (label, part) in REVENUE.iter().zip(accounts(chance, &inn, REVENUE.len())) {
            push(None, label, &part, false);
        }
        push(None, "TOIMINTATUOTOT", &inn, false);
        for (label, part) in EXPENSES.iter().zip(accounts(chance, &out, EXPENSES.len())) {
            push(None, label, &part, false);
        }
        push(None, "TOIMINTAKULUT", &out, false);
        push(None, "TOIMINTAKATE/JÄÄMÄ", &net(&out, &inn), false);
        for ((unit, e), r) in units.iter().zip(&expenses).zip(&revenue) {
            push(Some(unit), "MENOT", e, true);
            push(None, "TULOT", r, true);
            push(None, "NETTOMENO", &net(e, r), true);
        }
        push(Some("Toimiala yhteensä"), "MENOT", &out, false);
        push(None, "TULOT", &inn, false);
        push(None, "NETTOMENO", &net(&out, &inn), false);
        Self { rows }
    }

    /// The text, and the line of each row.
    pub fn text(&self) -> (String, Vec<usize>) {
        let header = "\tTP\tTA\tTP\tTA\n\t2061\t2062\t2063\t2064\n";
        let mut out =
            format!("## 9. Toimialan käyttötalous\n\n{header}<b>KÄYTTÖTALOUS</b>\t\t\t\t\n");
        let mut lines = Vec::new();
        let mut first_unit = true;
        for (heading, row) in &self.rows {
            if let Some(heading) = heading {
                if std::mem::take(&mut first_unit) {
                    write!(out, "\n{header}").unwrap();
                }
                writeln!(out, "<b>{heading}</b>\t\t\t\t").unwrap();
            }
            lines.push(out.lines().count() + 1);
            if !row.lost {
                writeln!(out, "{}\t{}", row.label, row.cells.join("\t")).unwrap();
            }
        }
        (out, lines)
    }

    /// Plants an error in a row of a unit that was not spoilt before; none where the kind does
    /// not fit the cell.
    pub fn plant(
        &mut self,
        kind: Kind,
        chance: &mut Chance,
        spoilt: &mut Vec<usize>,
    ) -> Option<Planted> {
        let r = chance.below(self.rows.len());
        let c = chance.below(COLUMNS);
        let row = &mut self.rows[r].1;
        if !row.of_unit || spoilt.contains(&r) {
            return None;
        }
        let value = |text: &str| text.replace(' ', "").parse::<i64>().unwrap();
        let (own, other) = (value(&row.cells[c]), value(&row.cells[(c + 1) % COLUMNS]));
        let mut planted = Planted { cells: vec![(r, c + 1, own)], lost_row: None };
        match kind {
            Kind::MissingMinus if own < -9 => row.cells[c] = group(-own),
            Kind::GluedDigits if own.abs() > 999 => row.cells[c].push_str("38"),
            Kind::ChangedDigit if own.abs() > 99 => {
                let mut digits: Vec<char> = own.abs().to_string().chars().collect();
                let at = chance.below(digits.len() - 1);
                let digit = digits[at].to_digit(10).unwrap();
                digits[at] = char::from_digit(if digit == 9 { 4 } else { digit + 1 }, 10).unwrap();
                let changed: i64 = digits.iter().collect::<String>().parse().unwrap();
                row.cells[c] = group(changed * own.signum());
            }
            Kind::SwappedCells if (own - other).abs() > 99 => {
                row.cells.swap(c, (c + 1) % COLUMNS);
                planted.cells.push((r, (c + 1) % COLUMNS + 1, other));
            }
            Kind::MissingRow => {
                row.lost = true;
                planted.cells.clear();
                planted.lost_row =
                    Some(row.label != "NETTOMENO" && row.cells.iter().any(|c| c != "0"));
            }
            _ => return None,
        }
        spoilt.push(r);
        Some(planted)
    }
}
