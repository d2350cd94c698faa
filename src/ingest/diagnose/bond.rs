//! A relation between numbered cells, made ready for the search.

use crate::ingest::relations::Share;

/// What a bond says of its cells, which are numbered from 0.
#[derive(Debug, Clone)]
pub(super) enum Form {
    /// The weighted values add up to nothing, within `slack`.
    Sum { terms: Vec<(usize, i64)>, slack: i64 },
    /// `shown` follows from `new` and `base`.
    Percent { shown: usize, new: usize, base: usize, share: Share },
}

/// A relation that can be told to hold or fail.
#[derive(Debug)]
pub(super) struct Bond {
    /// Its place among the relations of the document.
    pub(super) relation: usize,
    pub(super) form: Form,
}

impl Bond {
    /// The cells it speaks of.
    pub(super) fn cells(&self) -> Vec<usize> {
        match &self.form {
            Form::Sum { terms, .. } => terms.iter().map(|(c, _)| *c).collect(),
            Form::Percent { shown, new, base, .. } => vec![*shown, *new, *base],
        }
    }

    /// By how much it fails for these values; zero where it holds.
    pub(super) fn error(&self, values: &[i64]) -> i64 {
        let value = |cell: usize| values.get(cell).copied().unwrap_or_default();
        match &self.form {
            Form::Sum { terms, slack } => {
                let sum = weighed(terms, values);
                if sum.abs() <= *slack { 0 } else { sum }
            }
            Form::Percent { shown, new, base, share } => {
                share.error(value(*shown), value(*new), value(*base))
            }
        }
    }

    /// The values of a cell with which it would hold, each with the rounding in it.
    pub(super) fn remedies(&self, cell: usize, values: &[i64]) -> Vec<(i64, i64)> {
        let value = |cell: usize| values.get(cell).copied().unwrap_or_default();
        match &self.form {
            Form::Sum { terms, slack } => {
                let weight = terms.iter().find(|(c, _)| *c == cell).map_or(0, |t| t.1);
                let by = weighed(terms, values).checked_div(weight);
                let remedy = by.map(|by| (value(cell).saturating_sub(by), *slack));
                remedy.into_iter().collect()
            }
            Form::Percent { shown, new, base, share } => {
                if cell == *shown {
                    let exact = share.of(value(*new), value(*base));
                    return exact.map(|v| (v, 1)).into_iter().collect();
                }
                // A percentage is too coarse to give an amount; it can only turn its sign.
                let turned = -value(cell);
                let with = |c: usize| if c == cell { turned } else { value(c) };
                let holds = share.error(with(*shown), with(*new), with(*base)) == 0;
                holds.then_some((turned, 0)).into_iter().collect()
            }
        }
    }
}

fn weighed(terms: &[(usize, i64)], values: &[i64]) -> i64 {
    let value = |cell: usize| values.get(cell).copied().unwrap_or_default();
    let weighed = terms.iter().map(|(c, w)| w.saturating_mul(value(*c)));
    weighed.fold(0, i64::saturating_add)
}
