//! What is read comes from the text: lines, printed texts, amounts, findings.

use std::collections::{BTreeMap, BTreeSet};

use kuntavaaka::domain::{
    BudgetLine, Cell, CellKind, Cents, DocumentFacts, Finding, Table, TableKind, Unit, Verdict,
};
use kuntavaaka::source::SourceDocument;
use kuntavaaka::table::parse;

use super::passages;

/// The cells of a document by id, each with its table.
type Cells<'a> = BTreeMap<String, (&'a Table, &'a Cell)>;

/// Holds everything that was read of a document against its text.
pub fn come_from(document: &SourceDocument, facts: &DocumentFacts, units: &[Unit]) {
    let units: BTreeSet<&str> = units.iter().map(|u| u.id.as_str()).collect();
    let cells = cells(document, facts, &units);
    for line in &facts.budget_lines {
        budget_line(line, &cells, facts, &units);
    }
    let lines = &facts.budget_lines;
    unique("budget line", lines.iter().map(|l| &l.id));
    let first: BTreeSet<&String> =
        lines.iter().filter(|l| l.repeat_of.is_none()).map(|l| &l.id).collect();
    for repeat in lines.iter().filter_map(|l| l.repeat_of.as_ref()) {
        assert!(first.contains(repeat), "{repeat} is repeated and is no line of its own");
    }
    unique("finding", facts.findings.iter().map(|f| &f.id));
    for finding in &facts.findings {
        is_placed(document, finding, &cells);
    }
    for (number, text) in facts.unread_lines.iter().chain(&facts.contents.unread_lines) {
        assert!(holds(line(document, *number), text), "unread line {number}: {text:?}");
    }
    passages::come_from(document, &facts.contents, &units);
}

/// The text of a line, which must be there.
pub fn line(document: &SourceDocument, number: usize) -> &str {
    let line = number.checked_sub(1).and_then(|n| document.lines.get(n));
    line.unwrap_or_else(|| panic!("line {number} of {}", document.lines.len()))
}

/// Whether a line holds a text, spaces and markup apart.
pub fn holds(line: &str, text: &str) -> bool {
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    let (line, text) = (dense(line), dense(text));
    line.contains(&text) || line.contains('<') && is_in_order(&line, &text)
}

/// Whether all characters of a text stand in another in the same order.
pub fn is_in_order(whole: &str, text: &str) -> bool {
    let mut rest = whole.chars();
    text.chars().all(|wanted| rest.any(|c| c == wanted))
}

/// Panics where two things have one id.
pub fn unique<'a>(what: &str, ids: impl Iterator<Item = &'a String>) {
    let mut known = BTreeSet::new();
    for id in ids {
        assert!(known.insert(id), "two things are the {what} {id}");
    }
}

fn cells<'a>(
    document: &SourceDocument,
    facts: &'a DocumentFacts,
    units: &BTreeSet<&str>,
) -> Cells<'a> {
    let mut cells = Cells::new();
    unique("table", facts.tables.iter().map(|t| &t.id));
    for table in &facts.tables {
        assert!(table.first_line >= 1 && table.first_line <= table.last_line, "{}", table.id);
        line(document, table.last_line);
        for row in &table.rows {
            assert!((table.first_line..=table.last_line).contains(&row.line), "{}", table.id);
            for word in row.label.split_whitespace() {
                // A label may begin on the lines above.
                let found = (1..=row.line).rev().any(|n| holds(line(document, n), word));
                assert!(found, "{word:?} of {:?} is not above line {}", row.label, row.line);
            }
            if let Some(unit) = &row.unit_id {
                assert!(units.contains(unit.as_str()), "{unit} is no unit");
            }
            assert!(row.cells.is_sorted_by(|a, b| a.column < b.column), "line {}", row.line);
            for cell in &row.cells {
                assert!((1..=table.columns.len()).contains(&cell.column), "line {}", row.line);
                is_printed(document, cell);
                let id = Table::cell_id(&document.manifest.id, row.line, cell.column);
                let before = cells.insert(id, (table, cell));
                assert_eq!(before, None, "two cells at line {}", row.line);
            }
        }
    }
    cells
}

fn is_printed(document: &SourceDocument, cell: &Cell) {
    let text = line(document, cell.line);
    assert!(holds(text, &cell.printed), "{:?} is not in {text:?}", cell.printed);
    assert_eq!(cell.printed.is_empty(), cell.kind == CellKind::Dropped, "{cell:?}");
    match (cell.kind, parse(&cell.printed)) {
        (CellKind::Number, read) => assert_eq!(read.map(|n| n.value), cell.value, "{cell:?}"),
        (_, Some(read)) => assert_eq!(Some(read.value), cell.value, "{cell:?}"),
        (CellKind::Irregular, None) => assert!(document.manifest.text.optical, "{cell:?}"),
        (_, None) => assert_eq!(cell.value, None, "{cell:?}"),
    }
}

fn budget_line(line: &BudgetLine, cells: &Cells, facts: &DocumentFacts, units: &BTreeSet<&str>) {
    let second = format!("-{}", line.scenario);
    let id = line.id.strip_suffix(second.as_str()).unwrap_or(&line.id);
    let (table, cell) = cells.get(id).unwrap_or_else(|| panic!("{} has no cell", line.id));
    assert_ne!(table.kind, TableKind::KeyFigures, "{}", line.id);
    assert_eq!((line.line, line.column), (cell.line, cell.column), "{}", line.id);
    assert_eq!((&line.printed, &line.table_id), (&cell.printed, &table.id), "{}", line.id);
    let amount = cell.value.and_then(|v| v.0.checked_mul(table.scale)).map(Cents);
    assert_eq!(line.amount, amount, "{}", line.id);
    assert_eq!(line.amount.is_none(), line.missing_reason.is_some(), "{}", line.id);
    assert!(units.contains(line.unit_id.as_str()), "{} is no unit", line.unit_id);
    assert!(line.period.start <= line.period.end, "{}", line.id);
    if let Some(corrected) = line.corrected_amount.filter(|_| table.kind != TableKind::Amendments) {
        assert_ne!(line.corrected_amount, line.amount, "{}", line.id);
        // A printed amount is corrected where that is proven; one that the text lost or spoilt
        // where it is told how it was restored.
        let explains = |f: &Finding| match line.amount {
            Some(_) => f.verdict == Verdict::Proven,
            None => f.implied_value == Some(corrected),
        };
        let mut own = facts.findings.iter().filter(|f| f.cell_ids.iter().any(|cell| cell == id));
        assert!(own.any(explains), "{} is corrected to {corrected} and not proven", line.id);
    }
}

fn is_placed(document: &SourceDocument, finding: &Finding, cells: &Cells) {
    line(document, finding.line);
    assert!(!finding.message.is_empty(), "{}", finding.id);
    for cell in &finding.cell_ids {
        assert!(cells.contains_key(cell), "{} is about {cell}, which is not there", finding.id);
    }
    if finding.verdict == Verdict::Proven && finding.implied_value.is_some() {
        assert_ne!(finding.implied_value, finding.printed_value, "{}", finding.id);
    }
}
