//! A small set of facts, made by hand: two municipalities, three documents.
//!
//! `kemijarvi-2025-h1` states the actual of 2024 again, with another amount than
//! `kemijarvi-2024` did. In `kemijarvi-2024` the sector's expenses are printed twice, one amount
//! is not stated and one is corrected by a finding.

use kuntavaaka::domain::{
    Account, Assignment, BudgetLine, Cell, CellKind, Cents, Column, ColumnRole, Contents, Date,
    Document, DocumentFacts, DocumentKind, Facts, Finding, Fit, Function, FunctionLevel,
    MissingReason, Municipality, Period, Population, PriceIndex, Row, Scenario, Sdg, Severity,
    Table, TableKind, Unit, UnitKind, Verdict,
};

use super::contents;

/// When the facts are imported.
pub const NOW: &str = "2026-11-23T02:00:00Z";

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn municipality(code: &str, slug: &str, name: &str) -> Municipality {
    let population = |date_text: &str, persons| Population {
        date: date(date_text),
        persons,
        status: "final".to_owned(),
        source: "Statistics Finland".to_owned(),
    };
    Municipality {
        code: code.to_owned(),
        slug: slug.to_owned(),
        name_fi: name.to_owned(),
        name_sv: name.to_owned(),
        name_en: name.to_owned(),
        region_code: "19".to_owned(),
        region_fi: "Lappi".to_owned(),
        region_sv: "Lappland".to_owned(),
        region_en: "Lapland".to_owned(),
        business_id: None,
        population: vec![
            population("2023-12-31", 6_900),
            population("2024-12-31", 6_800),
            population("2024-12-31", 6_795),
        ],
    }
}

fn account(position: i32, code: &str, parent: Option<&str>, sign: i8) -> Account {
    Account {
        code: code.to_owned(),
        parent_code: parent.map(str::to_owned),
        name_fi: format!("{code} suomeksi"),
        name_sv: format!("{code} på svenska"),
        name_en: code.replace('_', " "),
        position,
        sign,
    }
}

fn unit(id: &str, kind: UnitKind, code: Option<&str>, name: &str) -> Unit {
    let municipality = if id.starts_with("kemijarvi") { "320" } else { "992" };
    Unit {
        id: id.to_owned(),
        parent_id: id.rsplit_once('.').map(|(parent, _)| parent.to_owned()),
        municipality_code: municipality.to_owned(),
        kind,
        code: code.map(str::to_owned),
        name: name.to_owned(),
        position: 0,
        function: None,
        fit: None,
        scope: None,
        same_as: None,
        printed_names: Vec::new(),
    }
}

/// A unit that serves a function.
fn serving(unit: Unit, function: &str, fit: Fit) -> Unit {
    Unit { function: Some(function.to_owned()), fit: Some(fit), ..unit }
}

fn function(code: &str, level: FunctionLevel, parent: Option<&str>) -> Function {
    Function {
        code: code.to_owned(),
        level,
        parent_code: parent.map(str::to_owned),
        name_fi: Some(format!("{code} suomeksi")),
        name_sv: None,
        name_en: format!("{code} in English"),
        source: "United Nations".to_owned(),
        status: "project_translation".to_owned(),
    }
}

fn sdg(number: i32) -> Sdg {
    Sdg {
        number,
        name_fi: format!("Tavoite {number}"),
        name_sv: format!("Mål {number}"),
        name_en: format!("Goal {number}"),
        source: "United Nations".to_owned(),
        status: "official".to_owned(),
    }
}

fn price(year: i32, value: &str) -> PriceIndex {
    PriceIndex {
        year,
        value: value.parse().unwrap(),
        base: "2015=100".to_owned(),
        status: "final".to_owned(),
        source: "Statistics Finland".to_owned(),
    }
}

fn column(label: &str, scenario: Scenario, year: i32, last_month: i8) -> Column {
    Column {
        label: label.to_owned(),
        role: ColumnRole::Amount {
            scenarios: vec![scenario],
            fiscal_year: year,
            period: Period::months_of_year(year, last_month).unwrap(),
        },
    }
}

/// Line, label, unit, account and the printed values in euros; `x` is a text, a blank is absent.
type PrintedRow<'a> = (usize, &'a str, &'a str, &'a str, &'a [&'a str]);

fn cell(row_line: usize, column: usize, printed: &str) -> Cell {
    let value = printed.replace(' ', "").parse::<i64>().ok();
    Cell {
        column,
        line: row_line,
        printed: printed.to_owned(),
        kind: if value.is_some() { CellKind::Number } else { CellKind::Text },
        value: value.and_then(Cents::from_euros),
        assignment: Assignment::ByLayout,
    }
}

fn table(document: &str, first_line: usize, columns: Vec<Column>, rows: &[PrintedRow]) -> Table {
    let row = |(line, label, unit, account, values): &PrintedRow| Row {
        line: *line,
        label: (*label).to_owned(),
        unit_id: Some((*unit).to_owned()),
        account: Some((*account).to_owned()),
        cells: values
            .iter()
            .enumerate()
            .filter(|(_, printed)| !printed.is_empty())
            .map(|(n, printed)| cell(*line, n + 1, printed))
            .collect(),
    };
    let rows: Vec<Row> = rows.iter().map(row).collect();
    Table {
        id: format!("{document}.t{first_line}"),
        kind: TableKind::IncomeStatement,
        title: "Määrärahat".to_owned(),
        first_line,
        last_line: rows.last().unwrap().line,
        scale: 1,
        columns,
        rows,
    }
}

/// The budget lines of the amount columns of a table.
fn budget_lines(document: &str, table: &Table) -> Vec<BudgetLine> {
    let mut lines = Vec::new();
    for row in &table.rows {
        for cell in &row.cells {
            let column = &table.columns[cell.column - 1];
            let ColumnRole::Amount { scenarios, fiscal_year, period } = &column.role else {
                continue;
            };
            lines.push(BudgetLine {
                id: Table::cell_id(document, row.line, cell.column),
                unit_id: row.unit_id.clone().unwrap(),
                account: row.account.clone().unwrap(),
                scenario: scenarios[0],
                fiscal_year: *fiscal_year,
                period: *period,
                amount: cell.value,
                missing_reason: cell.value.is_none().then_some(MissingReason::NotStated),
                corrected_amount: None,
                printed: cell.printed.clone(),
                table_id: table.id.clone(),
                line: cell.line,
                column: cell.column,
                row_label: row.label.clone(),
                column_label: column.label.clone(),
                repeat_of: None,
            });
        }
    }
    lines
}

fn document(id: &str, unit: &str, year: i32, as_of: &str, tables: Vec<Table>) -> DocumentFacts {
    let budget_lines = tables.iter().flat_map(|t| budget_lines(id, t)).collect();
    let municipality = if unit.starts_with("kemijarvi") { "320" } else { "992" };
    DocumentFacts {
        document: Document {
            id: id.to_owned(),
            municipality_code: municipality.to_owned(),
            title: format!("Käyttösuunnitelma {year}"),
            kind: DocumentKind::PerformanceReport,
            fiscal_year: year,
            as_of_date: date(as_of),
            published_date: None,
            language: "fi".to_owned(),
            unit_id: unit.to_owned(),
            licence: "CC-BY-4.0".to_owned(),
            publisher: "Kunta".to_owned(),
            read_optically: false,
            sha256: "0".repeat(64),
            lines: (1..=40).map(|n| format!("{n}. rivi, 50 % ääkkösiä")).collect(),
        },
        tables,
        budget_lines,
        findings: Vec::new(),
        contents: Contents::default(),
        unread_lines: Vec::new(),
    }
}

const SECTOR: &str = "kemijarvi.hallintopalvelut";
const COST_UNIT: &str = "kemijarvi.hallintopalvelut.sortteeri";

fn first_document() -> DocumentFacts {
    let id = "kemijarvi-2024";
    let columns = vec![
        column("TP 2024", Scenario::Actual, 2024, 12),
        column("TA 2024", Scenario::Budget, 2024, 12),
        Column {
            label: "Ero".to_owned(),
            role: ColumnRole::Variance { minuend: 1, subtrahend: 2 },
        },
    ];
    let tables = vec![table(
        id,
        3,
        columns,
        &[
            (4, "TULOT", SECTOR, "operating_revenue", &["1 000", "1 200", "-200"]),
            (5, "Myyntituotot", SECTOR, "sales_revenue", &["600", "x", ""]),
            (6, "MENOT", SECTOR, "operating_expenses", &["-5 000", "-4 800", "-200"]),
            (7, "NETTOMENO", SECTOR, "operating_margin", &["-4 000", "-3 600", "-400"]),
            (9, "Sortteeri MENOT", COST_UNIT, "operating_expenses", &["-300", "-310", "10"]),
            (20, "MENOT", SECTOR, "operating_expenses", &["-5 000", "", ""]),
        ],
    )];
    let mut facts = document(id, SECTOR, 2024, "2024-12-31", tables);
    facts.contents = contents::first(id);
    facts.document.published_date = Some(date("2025-03-01"));
    let repeated = facts.budget_lines.iter_mut().find(|l| l.id == format!("{id}.20.1")).unwrap();
    repeated.repeat_of = Some(format!("{id}.6.1"));
    let wrong = facts.budget_lines.iter_mut().find(|l| l.id == format!("{id}.9.2")).unwrap();
    wrong.corrected_amount = Cents::from_euros(-301);
    facts.findings = vec![
        Finding {
            id: format!("{id}.f.parts_make_the_sum.9.2"),
            rule: "parts_make_the_sum".to_owned(),
            severity: Severity::Error,
            verdict: Verdict::Proven,
            message: "The parts make -301, -310 is printed.".to_owned(),
            line: 9,
            cell_ids: vec![format!("{id}.9.2"), format!("{id}.6.2")],
            printed_value: Cents::from_euros(-310),
            implied_value: Cents::from_euros(-301),
        },
        Finding {
            id: format!("{id}.f.not_a_number.5.2"),
            rule: "not_a_number".to_owned(),
            severity: Severity::Info,
            verdict: Verdict::Undecided,
            message: "A text stands in the place of a number.".to_owned(),
            line: 5,
            cell_ids: vec![format!("{id}.5.2"), format!("{id}.28.1")],
            printed_value: None,
            implied_value: None,
        },
    ];
    facts
}

fn second_document() -> DocumentFacts {
    let id = "kemijarvi-2025-h1";
    let columns = vec![
        column("TP 2024", Scenario::Actual, 2024, 12),
        column("TA 2025", Scenario::Budget, 2025, 12),
        column("1-6/2025", Scenario::ActualToDate, 2025, 6),
    ];
    let tables = vec![table(
        id,
        10,
        columns,
        &[
            (11, "TULOT", SECTOR, "operating_revenue", &["1 100", "1 300", "650"]),
            (12, "MENOT", SECTOR, "operating_expenses", &["x", "-5 200", "-2 600"]),
            (13, "Hallinto MENOT", "kemijarvi.hallinto", "operating_expenses", &["-1", "-2", "-3"]),
        ],
    )];
    let mut facts = document(id, SECTOR, 2025, "2025-06-30", tables);
    facts.contents = contents::second(id);
    facts.document.kind = DocumentKind::InterimReport;
    facts
}

fn third_document() -> DocumentFacts {
    let id = "aanekoski-2024";
    let columns = vec![column("TP 2024", Scenario::Actual, 2024, 12)];
    let rows: &[PrintedRow] = &[
        (2, "TULOT", "aanekoski.sivistys", "operating_revenue", &["9 000 000"]),
        (3, "MENOT", "aanekoski.sivistys", "operating_expenses", &["-9 500 000"]),
    ];
    let mut facts =
        document(id, "aanekoski", 2024, "2024-12-31", vec![table(id, 1, columns, rows)]);
    facts.contents = contents::third(id);
    facts
}

/// The whole set.
pub fn small() -> Facts {
    let mut sector = unit(SECTOR, UnitKind::Sector, Some("6411"), "Hallintopalvelut");
    sector.printed_names = vec![
        ("kemijarvi-2024".to_owned(), "HALLINTOPALVELUT".to_owned()),
        ("kemijarvi-2025-h1".to_owned(), "Hallintopalv.".to_owned()),
    ];
    Facts {
        municipalities: vec![
            municipality("992", "aanekoski", "Äänekoski"),
            municipality("320", "kemijarvi", "Kemijärvi"),
        ],
        accounts: vec![
            account(0, "sales_revenue", Some("operating_revenue"), 1),
            account(1, "operating_revenue", Some("operating_margin"), 1),
            account(2, "operating_expenses", Some("operating_margin"), -1),
            account(3, "operating_margin", None, 0),
        ],
        functions: vec![
            function("01", FunctionLevel::Division, None),
            function("01.3", FunctionLevel::Group, Some("01")),
            function("01.3.1", FunctionLevel::Class, Some("01.3")),
            function("09", FunctionLevel::Division, None),
        ],
        price_index: vec![price(2023, "116.4"), price(2024, "119.6")],
        reforms: Vec::new(),
        sdgs: vec![sdg(4), sdg(8)],
        units: vec![
            unit("kemijarvi", UnitKind::Municipality, None, "Kemijärvi"),
            sector,
            serving(unit(COST_UNIT, UnitKind::CostUnit, None, "Sortteeri"), "01.3.1", Fit::Broad),
            serving(
                unit("kemijarvi.hallinto", UnitKind::Sector, None, "Hallinto Ö"),
                "01.3",
                Fit::Mixed,
            ),
            unit("aanekoski", UnitKind::Municipality, None, "Äänekoski"),
            serving(
                unit("aanekoski.sivistys", UnitKind::Sector, None, "Sivistys"),
                "09",
                Fit::Exact,
            ),
        ],
        documents: vec![first_document(), second_document(), third_document()],
    }
}
