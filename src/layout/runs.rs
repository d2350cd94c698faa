//! Values to choices: the cells of a row, the tokens of a row, the values of a column.

use std::rc::Rc;

use crate::domain::{Column, ColumnRole, Severity};
use crate::layout::draft::{Choice, Draft, Placed, Reading};
use crate::table::{ColumnForm, MOST_COLUMNS, Token, splits};

/// The most ways to place a run of values that are tried.
const PLACEMENTS: usize = 20_000;
/// The most cells that all these ways may have together: each way holds all of the run.
const PLACED: usize = 500_000;

/// A row whose cells are parted: each stands in its column, blanks are left out.
pub(super) fn of_cells(row: usize, line: usize, cells: &[String]) -> Choice {
    let cells = cells.iter().enumerate().filter(|(_, text)| !text.is_empty());
    Choice::certain(
        cells
            .map(|(i, text)| Placed { row, column: i + 1, line, printed: text.as_str().into() })
            .collect(),
    )
}

/// A row whose columns are parted by spaces: every way to split it. Tokens that fit in no way
/// are kept as one illegible cell.
pub(super) fn of_tokens(row: usize, line: usize, tokens: &[Token], columns: &[Column]) -> Choice {
    let all: Vec<usize> = (1..=columns.len()).collect();
    of_tokens_in(row, line, tokens, columns, &all)
}

/// As [`of_tokens`], for a row of key figures, whose columns hold anything.
pub(super) fn of_figures(row: usize, line: usize, tokens: &[Token], columns: &[Column]) -> Choice {
    let anything = |c: &Column| Column { label: c.label.clone(), role: ColumnRole::Unknown };
    of_tokens(row, line, tokens, &columns.iter().map(anything).collect::<Vec<_>>())
}

/// As [`of_tokens`], for a line that fills some of the columns only.
pub(super) fn of_tokens_in(
    row: usize,
    line: usize,
    tokens: &[Token],
    columns: &[Column],
    ordinals: &[usize],
) -> Choice {
    let forms: Vec<ColumnForm> =
        ordinals.iter().filter_map(|o| columns.get(o - 1)).map(|c| form(&c.role)).collect();
    let readings: Vec<Reading> = splits(tokens, &forms)
        .into_iter()
        .map(|split| Reading {
            cost: split.cost,
            cells: ordinals
                .iter()
                .zip(split.cells)
                .filter_map(|(column, text)| {
                    Some(Placed { row, column: *column, line, printed: text?.into() })
                })
                .collect(),
        })
        .collect();
    if readings.is_empty() {
        let printed = tokens.iter().map(|t| t.printed.as_str()).collect::<Vec<_>>().join(" ");
        let column = ordinals.first().copied().unwrap_or(1);
        return Choice::certain(vec![Placed { row, column, line, printed: printed.into() }]);
    }
    Choice { readings, may_be_dropped: Vec::new() }
}

/// What a column of this role may hold.
fn form(role: &ColumnRole) -> ColumnForm {
    match role {
        ColumnRole::Amount { .. } | ColumnRole::Account { .. } | ColumnRole::Variance { .. } => {
            ColumnForm::Whole
        }
        ColumnRole::ExecutionPercent { .. } | ColumnRole::ChangePercent { .. } => {
            ColumnForm::Decimal
        }
        ColumnRole::Unknown => ColumnForm::Any,
    }
}

/// Gives a table columns for cells that stand beyond its header, as far as tables are wide.
pub(super) fn fit_columns(
    columns: &mut Vec<Column>,
    choice: &mut Choice,
    line: usize,
    draft: &mut Draft,
) {
    let cells = choice.readings.iter().flat_map(|r| &r.cells);
    let widest = cells.map(|c| c.column).max().unwrap_or_default();
    if widest > columns.len() {
        let kept = if widest > MOST_COLUMNS {
            format!("those beyond the first {MOST_COLUMNS} are not read")
        } else {
            "the cells beyond are kept as text".to_owned()
        };
        let message = format!(
            "the row has {widest} cells where its table has {} columns; {kept}",
            columns.len()
        );
        draft.remark("row_fits_its_columns", Severity::Warning, line, message);
        let wide = widest.min(MOST_COLUMNS).max(columns.len());
        columns.resize(wide, Column { label: String::new(), role: ColumnRole::Unknown });
        for reading in &mut choice.readings {
            reading.cells.retain(|cell| cell.column <= wide);
        }
    }
}

/// A value of a column printed by itself, or a line of zeros that stands for several.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) line: usize,
    pub(super) printed: Rc<str>,
    /// A run of zeros whose count is not legible.
    pub(super) zeros: bool,
}

/// Values printed below one another to the places they fill, each a row and a column: in order,
/// with gaps where the text lost values. None where they cannot be placed.
pub(super) fn of_values(values: &[Value], places: &[(usize, usize)]) -> Option<Choice> {
    let missing = places.len().checked_sub(values.len())?;
    let zeros = values.iter().filter(|v| v.zeros).count();
    if zeros == 1 || missing == 0 {
        // One line of zeros fills whatever is missing.
        let expanded: Vec<&Value> = values
            .iter()
            .flat_map(|v| std::iter::repeat_n(v, if v.zeros { missing + 1 } else { 1 }))
            .collect();
        return Some(Choice::certain(placed(&expanded, places)));
    }
    let all: Vec<&Value> = values.iter().collect();
    let readings: Vec<Reading> = combinations(places.len(), values.len())?
        .into_iter()
        .map(|chosen| {
            let taken: Vec<(usize, usize)> =
                chosen.iter().filter_map(|i| places.get(*i).copied()).collect();
            Reading { cells: placed(&all, &taken), cost: 0 }
        })
        .collect();
    Some(Choice { readings, may_be_dropped: places.to_vec() })
}

fn placed(values: &[&Value], places: &[(usize, usize)]) -> Vec<Placed> {
    let cell = |(value, (row, column)): (&&Value, &(usize, usize))| Placed {
        row: *row,
        column: *column,
        line: value.line,
        printed: Rc::clone(&value.printed),
    };
    values.iter().zip(places).map(cell).collect()
}

/// Every ordered choice of `k` indices below `n`; none where there are too many to try.
fn combinations(n: usize, k: usize) -> Option<Vec<Vec<usize>>> {
    let count = count_of_combinations(n, k)?;
    if count.checked_mul(k)? > PLACED {
        return None;
    }
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for chosen in 0..k {
        let mut longer = Vec::new();
        for start in &all {
            let from = start.last().map_or(0, |l| l + 1);
            for next in from..=n - (k - chosen) {
                let mut grown = start.clone();
                grown.push(next);
                longer.push(grown);
            }
        }
        all = longer;
    }
    Some(all)
}

/// How many choices there are, told before any of them is made: a run of two values that thousands
/// of places are free for would take all memory. None where they are too many.
fn count_of_combinations(n: usize, k: usize) -> Option<usize> {
    let few = k.min(n.checked_sub(k)?);
    let mut count = 1_usize;
    for i in 1..=few {
        count = count.checked_mul(n - few + i)? / i;
        if count > PLACEMENTS {
            return None;
        }
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_that_are_too_many_are_refused_before_one_of_them_is_made() {
        // Two values for the places of a document of some thousand rows: 200 million ways.
        assert_eq!(combinations(20_000, 2), None);
        assert_eq!(combinations(20_000, 19_999), None);
        assert_eq!(combinations(usize::MAX, 3), None);
        assert_eq!(combinations(2, 3), None);
    }

    #[test]
    fn ways_that_are_few_are_all_made() {
        let pairs = combinations(4, 2).unwrap();
        assert_eq!(pairs, [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]);
        assert_eq!(combinations(3, 3).unwrap(), [[0, 1, 2]]);
    }
}
