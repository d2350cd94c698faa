//! The changes in percent below key figures, each against its base: the column a footnote names,
//! the column with which the change fits, or the one with which its neighbour fits.

use crate::ingest::relations::{Law, Relation, Share, half_step};
use crate::ingest::sheet::{Sheet, Slot};
use crate::lexicon::{Lexicon, Meaning};

/// Declares the changes in the row below a key figure. A change whose base nothing tells is not
/// declared: it may be a column that is not printed.
pub(super) fn changes(sheet: &Sheet, (t, r): (usize, usize), out: &mut Vec<Relation>) {
    let columns = sheet.tables.get(t).map_or(0, |t| t.columns.len());
    if !is_change_row(sheet, t, r + 1) {
        return;
    }
    for c in 1..columns {
        let stated = || stated_base(sheet, t, c);
        let neighbours = || neighbours_base(sheet, (t, r, c));
        if let Some(base) = stated().or_else(|| own_base(sheet, (t, r, c))).or_else(neighbours) {
            let law = Law::Percent {
                shown: (t, r + 1, c),
                new: (t, r, c),
                base: (t, r, base),
                change: true,
            };
            out.push(Relation { rule: "change_follows_its_row", law });
        }
    }
}

/// The nearest column before this one with which the change below a key figure fits, or would
/// with the other sign of its amounts: a lost sign is what that shows.
fn own_base(sheet: &Sheet, (t, r, c): Slot) -> Option<usize> {
    let value = |row: usize, c: usize| sheet.content((t, row, c)).and_then(|c| c.value);
    let (shown, new) = (value(r + 1, c)?, value(r, c)?);
    let share = Share { half_step: half_step(sheet, (t, r + 1, c)), change: true };
    let fits = |base: usize| {
        let of = |sign: i64| {
            let error = |b: i64| share.error(shown.0, sign * new.0, b);
            value(r, base).is_some_and(|b| b.0 != 0 && error(b.0) == 0)
        };
        of(1) || of(-1)
    };
    (0..c).rev().find(|b| fits(*b))
}

/// The base of the other changes in the same column of a table, where they have one in common.
fn neighbours_base(sheet: &Sheet, (t, r, c): Slot) -> Option<usize> {
    let rows = sheet.tables.get(t).map_or(0, |t| t.rows.len());
    let others = (0..rows).filter(|o| *o != r && is_change_row(sheet, t, o + 1));
    let mut bases: Vec<usize> = others.filter_map(|o| own_base(sheet, (t, o, c))).collect();
    bases.dedup();
    match bases.as_slice() {
        [base] => Some(*base),
        _ => None,
    }
}

/// The base that a footnote below the table states: `* TA 2024 vrt. TA 2023`.
fn stated_base(sheet: &Sheet, t: usize, c: usize) -> Option<usize> {
    let table = sheet.tables.get(t)?;
    let mut below = sheet.document.lines.iter().skip(table.last_line);
    let note = below.find(|l| !l.trim().is_empty())?.trim_start_matches(['\\', ' ']);
    let note = note.strip_prefix('*')?;
    let (column, base) = Lexicon::get().comparison(note)?;
    let role = |c: usize| table.columns.get(c).map(|c| &c.label);
    let named = |c: usize, as_printed: &str| {
        let lexicon = Lexicon::get();
        role(c)
            .is_some_and(|label| lexicon.fold(&label.replace('*', "")) == lexicon.fold(as_printed))
    };
    let base = (0..c).find(|b| named(*b, base))?;
    named(c, column).then_some(base)
}

fn is_change_row(sheet: &Sheet, t: usize, r: usize) -> bool {
    let row = sheet.tables.get(t).and_then(|t| t.rows.get(r));
    row.is_some_and(|row| is_change(&row.label))
}

/// Whether a label is made of the words for a difference and for percent.
fn is_change(label: &str) -> bool {
    let lexicon = Lexicon::get();
    let meanings: Option<Vec<Meaning>> =
        label.split_whitespace().map(|word| lexicon.header(word).map(|h| h.meaning)).collect();
    meanings.is_some_and(|m| m == [Meaning::Variance, Meaning::Percent])
}
