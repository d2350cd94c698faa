//! One figure and the line that prints it: what the service is about, at a glance.

use maud::{Markup, html};

use crate::api::chart::{filled, word, wording};
use crate::api::language::Language;
use crate::api::numbers;
use crate::api::pages::texts::Texts;
use crate::api::problem::Problem;
use crate::api::view::{BudgetLine, Printed};
use crate::query::{self, Error, Session, SourceLine};

/// Lines shown on either side of the one that prints the figure.
const NEIGHBOURS: usize = 2;

/// A figure with the lines around it.
#[derive(Debug)]
pub(super) struct Traced {
    line: BudgetLine,
    text: Vec<SourceLine>,
}

impl Traced {
    /// The budget line with its text; none where the data does not have it.
    pub(super) fn of(
        session: &mut Session,
        id: &str,
        language: Language,
    ) -> Result<Option<Self>, Problem> {
        let line = match query::budget_line(session, id) {
            Ok(line) => BudgetLine::new(line, language),
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let place = line.place();
        let mut found = query::excerpts(session, std::slice::from_ref(&place), NEIGHBOURS)?;
        Ok(Some(Self { line, text: found.remove(&place).unwrap_or_default() }))
    }

    /// The figure, and below it the lines with the printed text marked.
    pub(super) fn draw(&self, words: &Texts, language: Language) -> Result<Markup, Problem> {
        let Self { line, text } = self;
        let year = line.fiscal_year.to_string();
        let said = filled(
            &words.hero.trace_said,
            &[
                ("municipality", &line.municipality.name),
                ("unit", &line.unit.name),
                ("account", &line.account.name.to_lowercase()),
                ("scenario", word(&wording(language)?.scenario, line.scenario.as_str())),
                ("year", &year),
            ],
        );
        let amount =
            line.amount.as_ref().map_or("–".to_owned(), |a| numbers::euros(&a.0, language));
        let at = line.source.line.to_string();
        let printed = filled(
            &words.hero.trace_printed,
            &[("document", &line.source.document), ("line", &at)],
        );
        Ok(html! {
            figure class="traced" aria-label=(words.hero.trace) {
                figcaption { (said) }
                p class="figure" { (amount) }
                p class="where" { (printed) }
                div class="paper" {
                    @for source in text.iter().filter(|source| !source.text.trim().is_empty()) {
                        @let here = i64::try_from(source.line).ok() == Some(line.source.line.into());
                        div class=(if here { "here" } else { "near" }) {
                            span class="at" { (source.line) }
                            code lang="fi" { (marked(&source.text, &line.printed, here)) }
                        }
                    }
                }
                p class="more" { a href={ "/v1/budget-lines/" (line.id) } { (words.hero.trace_more) } }
            }
        })
    }
}

/// A text with the printed number marked where it stands in it.
fn marked(text: &str, printed: &str, is_here: bool) -> Markup {
    let text = text.trim();
    let parts = text.split_once(printed).filter(|_| is_here && !printed.is_empty());
    html! {
        @if let Some((before, after)) = parts { (before) mark { (printed) } (after) } @else { (text) }
    }
}
