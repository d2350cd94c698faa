//! The parts of the form: its five columns, the header words and the blocks of labels and values
//! they come in.

use crate::domain::{Column, ColumnRole, Scenario};
use crate::layout::header;
use crate::lexicon::{HeaderPhrase, Meaning, Qualifier};
use crate::source::Manifest;

/// The columns of the form, in their order.
pub(super) const COLUMNS: usize = 5;

/// Header words gathered since the last row or value.
#[derive(Default)]
pub(super) struct Heads {
    pub(super) phrases: Vec<HeaderPhrase>,
    pub(super) lines: Vec<usize>,
    pub(super) title: Option<String>,
}

impl Heads {
    /// The columns the words name, in the form's order.
    pub(super) fn columns(&self) -> Vec<usize> {
        let percent = self.phrases.iter().any(|p| p.meaning == Meaning::Percent);
        let outturns = self.phrases.iter().filter(|p| p.meaning == Meaning::Outturn).count();
        let has =
            |wanted: &dyn Fn(&Meaning) -> bool| self.phrases.iter().any(|p| wanted(&p.meaning));
        let scenario = |s: Scenario| move |m: &Meaning| *m == Meaning::Amounts(vec![s]);
        let named = [
            has(&scenario(Scenario::Actual)),
            has(&scenario(Scenario::Budget)),
            outturns > usize::from(percent),
            has(&|m| *m == Meaning::Variance),
            percent || has(&|m| *m == Meaning::ExecutionPercent),
        ];
        (1..=COLUMNS).zip(named).filter(|(_, n)| *n).map(|(o, _)| o).collect()
    }
}

/// Labels below one another and the runs of values that follow them.
pub(super) struct Block {
    /// Indices of its rows in the table.
    pub(super) rows: Vec<usize>,
    /// The columns that stand on the label lines.
    pub(super) inline: Vec<usize>,
    /// Runs of values: the columns their header names, the lines.
    pub(super) runs: Vec<(Vec<usize>, Vec<usize>)>,
}

impl Block {
    /// The columns no run and no label line has filled yet.
    pub(super) fn free(&self) -> Vec<usize> {
        let taken =
            |c: &usize| self.inline.contains(c) || self.runs.iter().any(|(cs, _)| cs.contains(c));
        (1..=COLUMNS).filter(|c| !taken(c)).collect()
    }

    /// Whether the run that is being read can take one more line.
    pub(super) fn has_room(&self) -> bool {
        self.runs.last().is_some_and(|(columns, lines)| {
            let width = if columns.is_empty() { self.free().len() } else { 1 };
            lines.len() < self.rows.len() * width
        })
    }
}

/// The five columns of the form for the document's fiscal year.
pub(super) fn columns(manifest: &Manifest) -> Vec<Column> {
    let year = manifest.fiscal_year;
    let amount = |scenario, year| header::amount(vec![scenario], Some(year), None, manifest);
    let outturn = if manifest.as_of_date.month() == 12 {
        amount(Scenario::Actual, year)
    } else {
        let q = Qualifier { last_month: manifest.as_of_date.month() };
        header::amount(vec![Scenario::ActualToDate], Some(year), Some(q), manifest)
    };
    [
        (format!("Tilinpäätös {}", year - 1), amount(Scenario::Actual, year - 1)),
        (format!("Talousarvio {year}"), amount(Scenario::Budget, year)),
        (format!("Toteuma {year}"), outturn),
        ("Poikkeama".to_owned(), ColumnRole::Variance { minuend: 2, subtrahend: 3 }),
        ("Toteuma %".to_owned(), ColumnRole::ExecutionPercent { part: 3, whole: 2 }),
    ]
    .map(|(label, role)| Column { label, role })
    .into()
}
