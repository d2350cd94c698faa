//! Header lines to columns: phrases in one line, their years, `€` and `%` in it or in the next.

use crate::domain::{Column, ColumnRole, Period, Scenario};
use crate::layout::text::{Tail, Text};
use crate::lexicon::{Corner, HeaderPhrase, Lexicon, Meaning, Qualifier};
use crate::source::{ColumnSeparator, Manifest};
use crate::table::MOST_COLUMNS;

/// A recognised header.
pub(super) struct Header {
    /// What stands in the corner, or the words before the first phrase.
    pub(super) title: String,
    /// What the corner says of the table.
    pub(super) corner: Option<Corner>,
    /// The columns.
    pub(super) columns: Vec<Column>,
    /// The last line of the header.
    pub(super) last_line: usize,
}

/// One column of a header: its printed words and what was understood of them.
type Piece = (String, Option<HeaderPhrase>);

/// The header that starts at a line, if one does: two phrases or more that mean columns, and not
/// more than any table has.
pub(super) fn at(
    text: &Text,
    lexicon: &Lexicon,
    manifest: &Manifest,
    number: usize,
) -> Option<Header> {
    let (title, mut pieces) = pieces(text, lexicon, number);
    let columns = pieces.iter().flat_map(|(_, p)| p).filter(|p| names_column(&p.meaning)).count();
    let strange = pieces.iter().filter(|(words, p)| p.is_none() && !words.is_empty()).count();
    if columns < 2 || strange * 2 >= columns || pieces.len() > MOST_COLUMNS {
        return None;
    }
    let mut last_line = number;
    if let Some(second) =
        text.next(number).filter(|_| pieces.iter().all(|(_, p)| year(p.as_ref()).is_none()))
    {
        let (label, years) = self::pieces(text, lexicon, second);
        if label.is_empty()
            && !years.is_empty()
            && years.iter().all(|(_, p)| is_second_line(p.as_ref()))
        {
            attach(&mut pieces, &years);
            last_line = second;
        }
    }
    let columns = build(&pieces, manifest);
    Some(Header { corner: lexicon.corner(&title), title, columns, last_line })
}

fn names_column(meaning: &Meaning) -> bool {
    !matches!(meaning, Meaning::Euros | Meaning::Percent | Meaning::Year)
}

fn year(piece: Option<&HeaderPhrase>) -> Option<i32> {
    piece.and_then(|p| p.year)
}

fn is_second_line(piece: Option<&HeaderPhrase>) -> bool {
    piece.is_some_and(|p| !names_column(&p.meaning))
}

/// The title of a header line and its pieces.
fn pieces(text: &Text, lexicon: &Lexicon, number: usize) -> (String, Vec<Piece>) {
    if text.form.columns == ColumnSeparator::Tabs {
        let line = text.line(number);
        let Tail::Cells(cells) = line.tail else {
            return (line.label, Vec::new());
        };
        let cells = cells.into_iter().map(|c| (c.clone(), lexicon.header(&c))).collect();
        return (line.label, cells);
    }
    let tokens: Vec<&str> = text.raw(number).split_whitespace().collect();
    let (mut title, mut pieces, mut at) = (Vec::new(), Vec::new(), 0);
    while at < tokens.len() {
        let longest = (1..=4).rev().find_map(|n| {
            let words = tokens.get(at..at + n)?.join(" ");
            let phrase = lexicon.header(&words).filter(|p| n == 1 || names_column(&p.meaning))?;
            Some((n, words, phrase))
        });
        if let Some((n, words, phrase)) = longest {
            pieces.push((words, Some(phrase)));
            at += n;
            continue;
        }
        let word = tokens.get(at).copied().unwrap_or_default().to_owned();
        if pieces.is_empty() {
            title.push(word);
        } else {
            pieces.push((word, None));
        }
        at += 1;
    }
    (title.join(" "), pieces)
}

/// Puts the years and marks of a second header line to the phrases above them.
fn attach(pieces: &mut [Piece], below: &[Piece]) {
    for ((words, phrase), (under, second)) in pieces.iter_mut().zip(below) {
        let (Some(phrase), Some(second)) = (phrase.as_mut(), second) else {
            continue;
        };
        *words = format!("{words} {under}");
        phrase.year = second.year.or(phrase.year);
        if second.meaning == Meaning::Percent && phrase.meaning == Meaning::Variance {
            phrase.meaning = Meaning::Percent;
        }
    }
}

/// Columns from pieces; variances and percentages refer to the first and the last amounts.
fn build(pieces: &[Piece], manifest: &Manifest) -> Vec<Column> {
    let mut columns: Vec<Column> = pieces
        .iter()
        .map(|(label, phrase)| Column {
            label: label.clone(),
            role: amount_role(phrase.as_ref(), manifest),
        })
        .collect();
    let amounts: Vec<usize> = ordinals(&columns, |r| matches!(r, ColumnRole::Amount { .. }));
    let outturn =
        ordinals(&columns, |r| has_scenario(r, &[Scenario::ActualToDate])).first().copied();
    let budget =
        ordinals(&columns, |r| has_scenario(r, &[Scenario::Budget, Scenario::AmendedBudget]));
    for (column, (_, phrase)) in columns.iter_mut().zip(pieces) {
        let role = match phrase.as_ref().map(|p| &p.meaning) {
            Some(Meaning::Variance) => variance(&amounts)
                .map(|(new, base)| ColumnRole::Variance { minuend: new, subtrahend: base }),
            Some(Meaning::Percent) => {
                variance(&amounts).map(|(new, base)| ColumnRole::ChangePercent { new, base })
            }
            Some(Meaning::ExecutionPercent) => outturn
                .zip(budget.last().copied())
                .map(|(part, whole)| ColumnRole::ExecutionPercent { part, whole }),
            _ => None,
        };
        if let Some(role) = role {
            column.role = role;
        }
    }
    columns
}

/// Newer and base column of a two-column comparison.
fn variance(amounts: &[usize]) -> Option<(usize, usize)> {
    Some((*amounts.last()?, *amounts.first()?)).filter(|(new, base)| new != base)
}

fn ordinals(columns: &[Column], wanted: impl Fn(&ColumnRole) -> bool) -> Vec<usize> {
    columns.iter().enumerate().filter(|(_, c)| wanted(&c.role)).map(|(i, _)| i + 1).collect()
}

fn has_scenario(role: &ColumnRole, any: &[Scenario]) -> bool {
    matches!(role, ColumnRole::Amount { scenarios, .. } if scenarios.iter().any(|s| any.contains(s)))
}

fn amount_role(phrase: Option<&HeaderPhrase>, manifest: &Manifest) -> ColumnRole {
    let Some(phrase) = phrase else {
        return ColumnRole::Unknown;
    };
    match &phrase.meaning {
        Meaning::Amounts(scenarios) => amount(scenarios.clone(), phrase.year, None, manifest),
        Meaning::Outturn => {
            let q =
                phrase.qualifier.unwrap_or(Qualifier { last_month: manifest.as_of_date.month() });
            let scenario =
                if q.last_month == 12 { Scenario::Actual } else { Scenario::ActualToDate };
            amount(vec![scenario], phrase.year, Some(q), manifest)
        }
        Meaning::Account(account) => ColumnRole::Account { account: account.clone() },
        _ => ColumnRole::Unknown,
    }
}

/// The role of a column of amounts; without a year of its own it speaks of the document's.
pub(super) fn amount(
    scenarios: Vec<Scenario>,
    year: Option<i32>,
    qualifier: Option<Qualifier>,
    manifest: &Manifest,
) -> ColumnRole {
    let fiscal_year = year.unwrap_or(manifest.fiscal_year);
    match Period::months_of_year(fiscal_year, qualifier.map_or(12, |q| q.last_month)) {
        Some(period) if !scenarios.is_empty() => {
            ColumnRole::Amount { scenarios, fiscal_year, period }
        }
        _ => ColumnRole::Unknown,
    }
}
