//! Phrases for the sentences of findings: cells, units and amounts as a reader knows them.

use crate::domain::{Cents, TableKind};
use crate::ingest::sheet::{Sheet, Slot};

/// `Tietohallinto/ict-palvelut, MENOT, TP 2022 (line 219)`.
pub(super) fn describe(sheet: &Sheet, (t, r, c): Slot) -> String {
    let table = sheet.tables.get(t);
    let row = table.and_then(|t| t.rows.get(r));
    let column = table.and_then(|t| t.columns.get(c)).map(|c| c.label.as_str());
    let unit = row.and_then(|r| r.unit_id.as_deref()).map(|id| unit_name(sheet, id));
    let label = row.map(|r| r.label.as_str());
    let mut parts: Vec<&str> = [unit, label, column].into_iter().flatten().collect();
    parts.retain(|p| !p.is_empty());
    parts.dedup();
    let line = sheet.content((t, r, c)).map(|c| c.line).or(row.map(|r| r.line)).unwrap_or_default();
    format!("{} (line {line})", parts.join(", "))
}

/// The name of a unit; its id where it has none.
pub(super) fn unit_name<'s>(sheet: &'s Sheet, id: &'s str) -> &'s str {
    sheet.names.get(id).map_or(id, String::as_str)
}

/// An amount in euros with its thousands parted, or a percentage: `-1 693 077 €`, `7,8 %`.
pub(super) fn euros(sheet: &Sheet, slot: Slot, value: Cents) -> String {
    let percent = sheet.is_percent(slot);
    let cents = value.0 * sheet.scale(slot);
    let digits = (cents.unsigned_abs() / 100).to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    let sign = if cents < 0 { "-" } else { "" };
    let rest = cents.unsigned_abs() % 100;
    let decimals = match rest {
        0 => String::new(),
        r if r % 10 == 0 => format!(",{}", r / 10),
        r => format!(",{r:02}"),
    };
    let unit = if percent { "%" } else { "€" };
    format!("{sign}{grouped}{decimals} {unit}")
}

/// `Henkilöstökulut (line 413)`, with the unit in tables of units.
pub(super) fn short(sheet: &Sheet, slot: Slot) -> String {
    let unit = sheet.tables.get(slot.0).filter(|t| t.kind == TableKind::Units);
    let unit = unit.and_then(|t| t.rows.get(slot.1)?.unit_id.as_ref());
    let unit = unit.and_then(|u| sheet.names.get(u)).map(|n| format!("{n}, ")).unwrap_or_default();
    format!("{unit}{} (line {})", row_label(sheet, slot), line(sheet, slot))
}

pub(super) fn row_label(sheet: &Sheet, (t, r, _): Slot) -> String {
    let row = sheet.tables.get(t).and_then(|t| t.rows.get(r));
    row.map(|r| r.label.clone()).unwrap_or_default()
}

pub(super) fn line(sheet: &Sheet, slot: Slot) -> usize {
    let row = sheet.tables.get(slot.0).and_then(|t| t.rows.get(slot.1));
    sheet.content(slot).map(|c| c.line).or(row.map(|r| r.line)).unwrap_or_default()
}

pub(super) fn printed(sheet: &Sheet, slot: Slot) -> String {
    sheet.content(slot).map(|c| c.printed.to_string()).unwrap_or_default()
}

pub(super) fn column_label(sheet: &Sheet, (t, _, c): Slot) -> String {
    let column = sheet.tables.get(t).and_then(|t| t.columns.get(c));
    column.map(|c| c.label.clone()).unwrap_or_default()
}
