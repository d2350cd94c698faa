//! Diagnosis: errors put into real tables are told or not, and never told wrong.

use kuntavaaka::domain::{Cell, CellKind, Cents, DocumentFacts, Finding, Severity, Table, Verdict};
use kuntavaaka::source::SourceDocument;

use super::document::{BUNDLED, reads_once};
use super::number::printed;

/// Tables with the headings above them: place of the document in the bundle, first and last line.
const STRETCHES: [(usize, usize, usize); 16] = [
    (0, 290, 324),
    (0, 325, 400),
    (0, 475, 560),
    (0, 1055, 1100),
    (1, 5, 52),
    (1, 48, 110),
    (1, 180, 222),
    (1, 218, 280),
    (2, 70, 127),
    (2, 94, 160),
    (2, 371, 425),
    (3, 76, 126),
    (3, 96, 160),
    (4, 528, 582),
    (4, 540, 584),
    (4, 576, 640),
];
/// The most changes that are made to a stretch.
const CHANGES: usize = 40;

/// The first byte chooses a stretch; every four bytes then change a number in it.
pub fn hold(data: &[u8]) {
    let Some((choice, changes)) = data.split_first() else { return };
    let (document, first, last) = STRETCHES[usize::from(*choice) % STRETCHES.len()];
    let bundled = &BUNDLED[document];
    let end = last.min(bundled.lines.len());
    let mut document = SourceDocument {
        lines: bundled.lines[first - 1..end].to_vec(),
        annotations: Vec::new(),
        ..bundled.clone()
    };
    for change in changes.as_chunks().0.iter().take(CHANGES) {
        make(*change, &mut document.lines);
    }
    let facts = reads_once(&document);
    is_mended_by_what_is_proven(document, &facts);
}

/// A change: the line, the number in it, what is done and with what.
fn make([line, number, kind, with]: [u8; 4], lines: &mut Vec<String>) {
    let at = usize::from(line) % lines.len().max(1);
    let Some(text) = lines.get(at).cloned() else { return };
    match kind % 12 {
        0 => {
            lines.remove(at);
        }
        1 => lines.insert(at, text),
        2 => {
            let other = usize::from(with) % lines.len();
            lines.swap(at, other);
        }
        3 => lines[at] = text.replace('-', ""),
        4 => lines[at] = text.replacen('\t', " ", usize::from(with)),
        _ => {
            let digits: Vec<usize> =
                text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(i, _)| i).collect();
            let Some(place) = digits.get(usize::from(number) % digits.len().max(1)) else {
                return;
            };
            let (before, after) = text.split_at(*place);
            let digit = char::from(b'0' + with % 10);
            lines[at] = match kind % 12 {
                5 => format!("{before}{digit}{after}"),
                6 => format!("{before}{}", &after[1..]),
                7 => format!("{before} {after}"),
                8 => format!("{before}-{after}"),
                9 => format!("{}{after}", before.trim_end()),
                10 => format!("{}{after}", before.trim_end_matches(['-', ' '])),
                _ => format!("{before}{digit}{}", &after[1..]),
            };
        }
    }
}

/// With the value that is proven printed in the place of the wrong one, the same cell is not
/// proven wrong again.
fn is_mended_by_what_is_proven(mut document: SourceDocument, facts: &DocumentFacts) {
    let Some((finding, text)) = facts.findings.iter().find_map(|f| mend(&document, facts, f))
    else {
        return;
    };
    document.lines[finding.line - 1] = text;
    let mended = reads_once(&document);
    let again = |f: &&Finding| f.id == finding.id && f.verdict == Verdict::Proven;
    let again = mended.findings.iter().find(again);
    assert_eq!(again, None, "after what is proven was printed: {finding:?}");
}

/// A finding that proves the value of one plainly printed cell, and its line with that value.
fn mend<'a>(
    document: &SourceDocument,
    facts: &DocumentFacts,
    finding: &'a Finding,
) -> Option<(&'a Finding, String)> {
    let implied = finding.implied_value?.0;
    let is_error = finding.verdict == Verdict::Proven && finding.severity == Severity::Error;
    let (table, cell) = cell_of(facts, finding.cell_ids.first()?).filter(|_| is_error)?;
    let line = document.lines.get(cell.line - 1)?;
    let plain = cell.kind == CellKind::Number && line.matches(&cell.printed).count() == 1;
    let parted = line.contains('\t') && implied % (table.scale * 100) == 0;
    let value = printed(Cents(implied / table.scale), false);
    (plain && parted).then(|| (finding, line.replace(&cell.printed, &value)))
}

fn cell_of<'a>(facts: &'a DocumentFacts, id: &str) -> Option<(&'a Table, &'a Cell)> {
    let rows = facts.tables.iter().flat_map(|t| t.rows.iter().map(move |r| (t, r)));
    let mut cells = rows.flat_map(|(t, r)| r.cells.iter().map(move |c| (t, r.line, c)));
    let found =
        cells.find(|(_, line, c)| Table::cell_id(&facts.document.id, *line, c.column) == id);
    found.map(|(table, _, cell)| (table, cell))
}
