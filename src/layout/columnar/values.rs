//! Runs of values below one another to the rows of their block.

use crate::domain::Severity;
use crate::layout::columnar::Walk;
use crate::layout::columnar::form::Block;
use crate::layout::draft::Choice;
use crate::layout::runs::{self, Value};
use crate::table::{Token, parse};

impl Walk<'_> {
    /// Places the values of the block.
    pub(super) fn end_block(&mut self) {
        let Some(block) = self.block.take() else {
            return;
        };
        let mut free = block.free();
        for (columns, lines) in &block.runs {
            let placed = if columns.is_empty() {
                let all = std::mem::take(&mut free);
                self.place_unnamed(&block.rows, &all, lines)
            } else {
                self.place(&block.rows, columns, lines)
            };
            match placed {
                Some(choices) => {
                    if let Some((open, _)) = &mut self.table {
                        let last = lines.iter().max().copied().unwrap_or_default();
                        open.table.last_line = open.table.last_line.max(last);
                        open.choices.extend(choices);
                    }
                    self.draft.taken.extend(lines);
                }
                None => self.refuse(&block, lines),
            }
        }
    }

    fn refuse(&mut self, block: &Block, lines: &[usize]) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return;
        };
        let message = format!(
            "lines {first} to {last} hold {} values that cannot be placed in {} rows; an annotation can say where they belong",
            lines.len(),
            block.rows.len()
        );
        self.draft.remark("values_fit_their_rows", Severity::Error, *first, message);
    }

    /// A run without a header: as many columns as it fills exactly, or else all that are free,
    /// with gaps.
    fn place_unnamed(
        &self,
        rows: &[usize],
        free: &[usize],
        lines: &[usize],
    ) -> Option<Vec<Choice>> {
        let count = lines.len().checked_div(rows.len())?;
        let whole = count * rows.len() == lines.len();
        let columns = free.get(..if whole { count } else { free.len() })?;
        Some(vec![runs::of_values(&self.values(lines), &places(rows, columns))?])
    }

    /// A run under its header: one value a line, or one for each of several columns.
    fn place(&self, rows: &[usize], columns: &[usize], lines: &[usize]) -> Option<Vec<Choice>> {
        if let [column] = columns {
            return Some(vec![runs::of_values(&self.values(lines), &places(rows, &[*column]))?]);
        }
        let (open, _) = self.table.as_ref()?;
        if lines.len() != rows.len() {
            return None;
        }
        let pair = |(row, line): (&usize, &usize)| {
            let tokens: Vec<Token> = self.text.tokens(self.text.raw(*line));
            let mut choice = runs::of_tokens_in(*row, *line, &tokens, &open.table.columns, columns);
            choice.readings.truncate(1);
            choice
        };
        Some(rows.iter().zip(lines).map(pair).collect())
    }

    fn values(&self, lines: &[usize]) -> Vec<Value> {
        let value = |line: &usize| {
            let printed = self.text.raw(*line).trim().to_owned();
            let legible = parse(&printed).is_some() || self.lexicon.mend_digit(&printed).is_some();
            Value {
                line: *line,
                zeros: !legible && self.lexicon.is_run_of_zeros(&printed),
                printed: printed.into(),
            }
        };
        lines.iter().map(value).collect()
    }
}

/// The places of some columns, one column after the other.
fn places(rows: &[usize], columns: &[usize]) -> Vec<(usize, usize)> {
    columns.iter().flat_map(|column| rows.iter().map(|row| (*row, *column))).collect()
}
