//! The answers to the questions of the front page: a chart where the question has one, and a table
//! whose numbers lead to their printed lines.

use crate::api::chart::{self, Drawing, Setting, wording};
use crate::api::language::Language;
use crate::api::numbers;
use crate::api::pages::question::{Kind, Question};
use crate::api::pages::texts::{Texts, texts};
use crate::api::problem::{Code, Problem};
use crate::api::query_string;
use crate::api::rest::asking;
use crate::api::rest::parameter::Given;
use crate::api::view::{
    BudgetExecution, BudgetLine, Comparison, ComparisonCell, Decimal, ExecutionFigure, Finding,
    MunicipalityReference, SeriesAnswer,
};
use crate::query::{self, Session};

/// Width of the charts, for which there is room on the smallest screens.
const WIDTH: f64 = 360.0;

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) question: &'static Question,
    pub(super) chart: Option<Drawing>,
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) is_number: bool,
    /// Where it is printed, or the numbers that make it: each the address and the line in words.
    pub(super) printed: Vec<(String, String)>,
}

/// The answer to a question; none where the data does not know what it names, or has no figure.
pub(super) fn answer(
    session: &mut Session,
    question: &'static Question,
    language: Language,
) -> Result<Option<Answer>, Problem> {
    let asked = Asked {
        given: Given::of_question(query_string::pairs(&question.query)?, language),
        words: texts(language)?,
        chart_words: wording(language)?,
        language,
    };
    let found = match question.kind {
        Kind::Compare => asked.compare(session),
        Kind::Series => asked.series(session),
        Kind::BudgetExecution => asked.execution(session),
        Kind::Findings => asked.findings(session),
    };
    let told = |(chart, columns, rows): Found| Answer { question, chart, columns, rows };
    match found {
        Ok(found) if found.2.is_empty() => Ok(None),
        Ok(found) => Ok(Some(told(found))),
        Err(problem) if problem.code() == Code::UnknownValue => Ok(None),
        Err(problem) => Err(problem),
    }
}

type Found = (Option<Drawing>, Vec<&'static str>, Vec<Vec<Cell>>);

struct Asked {
    given: Given,
    words: &'static Texts,
    chart_words: &'static chart::Wording,
    language: Language,
}

impl Asked {
    fn compare(&self, session: &mut Session) -> Result<Found, Problem> {
        let of = query::compare(session, &asking::comparison(&self.given))?;
        let of = Comparison::new(of, String::new(), self.language);
        let with_figure = of.cells.iter().filter(|cell| cell.value.is_some());
        let row = |cell: &ComparisonCell| {
            vec![
                Cell::text(with_year(&cell.municipality.name, cell.fiscal_year)),
                self.number(cell.value.as_ref()),
                self.euros(cell.amount.as_ref()).printed(&cell.lines, self.words),
            ]
        };
        let rows = with_figure.map(row).collect();
        let words = &self.words.questions;
        let columns: Vec<&str> = vec![&words.place, &words.per_inhabitant, &words.amount];
        Ok((Some(chart::comparison(&of, self.chart_words, &self.setting())), columns, rows))
    }

    fn series(&self, session: &mut Session) -> Result<Found, Problem> {
        let of = query::series(session, &asking::series(&self.given))?;
        let of = SeriesAnswer::new(of, String::new(), self.language);
        let points = of.series.iter().flat_map(|s| &s.points).filter(|p| p.amount.is_some());
        let row = |point: &ComparisonCell| {
            vec![
                Cell::text(point.fiscal_year.map(|y| y.to_string()).unwrap_or_default()),
                self.euros(point.amount.as_ref()).printed(&point.lines, self.words),
            ]
        };
        let rows = points.map(row).collect();
        let columns: Vec<&str> = vec![&self.words.questions.year, &self.words.questions.amount];
        let setting = Setting { height: Some(220.0), ..self.setting() };
        Ok((Some(chart::series(&of, self.chart_words, &setting)), columns, rows))
    }

    fn execution(&self, session: &mut Session) -> Result<Found, Problem> {
        let filter = asking::budget_execution(&self.given)?;
        let page = query::budget_execution(session, &filter, &self.given.page()?)?;
        let page = page.map(|row| BudgetExecution::new(row, self.language));
        let all = page.total_count;
        let of: Vec<BudgetExecution> = page.items.into_iter().map(|item| item.item).collect();
        let row = |row: &BudgetExecution| {
            let budget = [&row.amended_budget, &row.operating_plan, &row.budget];
            let budget = budget.into_iter().find(|f| f.amount == row.budget_in_force);
            vec![
                Cell::text(row.unit.name.clone()),
                self.euros(row.budget_in_force.as_ref()).figure(budget, self.words),
                self.euros(row.outturn.as_ref()).figure(Some(&row.actual), self.words),
                self.euros(row.variance.as_ref()),
            ]
        };
        let words = &self.words.questions;
        let columns: Vec<&str> = vec![&words.unit, &words.budget, &words.outturn, &words.variance];
        let rows = of.iter().map(row).collect();
        Ok((Some(chart::execution(&of, all, self.chart_words, &self.setting())), columns, rows))
    }

    fn findings(&self, session: &mut Session) -> Result<Found, Problem> {
        let page = query::findings(session, &asking::findings(&self.given)?, &self.given.page()?)?;
        let codes: Vec<String> =
            page.items.iter().map(|item| item.item.municipality_code.clone()).collect();
        let places = query::municipalities_by_code(session, &codes)?;
        let row = |of: query::FindingRecord| {
            let place = places.get(&of.municipality_code);
            let place = place.map(|m| MunicipalityReference::new(m, self.language));
            let of = Finding::new(of, place.unwrap_or_default());
            let address = format!("/v1/findings/{}", of.id);
            let printed = vec![(address, line_told(of.source.line, self.words))];
            vec![
                Cell::text(of.municipality.name.clone()),
                Cell { printed, ..self.euros(of.printed_value.as_ref()) },
                self.euros(of.implied_value.as_ref()),
            ]
        };
        let words = &self.words.questions;
        let columns: Vec<&str> = vec![&words.place, &words.printed, &words.proven];
        Ok((None, columns, page.items.into_iter().map(|item| row(item.item)).collect()))
    }

    fn setting(&self) -> Setting {
        Setting {
            language: self.language,
            width: WIDTH,
            height: None,
            documents: Vec::new(),
            release: String::new(),
            in_page: true,
        }
    }

    fn euros(&self, amount: Option<&Decimal>) -> Cell {
        let text = amount.map_or("–".to_owned(), |a| numbers::euros(&a.0, self.language));
        Cell { text, is_number: true, ..Cell::default() }
    }

    fn number(&self, amount: Option<&Decimal>) -> Cell {
        let text = amount.map(|a| numbers::number(&a.0, Some(2), self.language));
        Cell { text: text.unwrap_or_default(), is_number: true, ..Cell::default() }
    }
}

impl Cell {
    fn text(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// Leads to the lines that print what it is made of.
    fn printed(self, lines: &[BudgetLine], words: &Texts) -> Self {
        let at = |line: &BudgetLine| at_line(&line.id, line.source.line, words);
        Self { printed: lines.iter().map(at).collect(), ..self }
    }

    fn figure(self, figure: Option<&ExecutionFigure>, words: &Texts) -> Self {
        let found = figure.and_then(|f| Some((f.budget_line.as_ref()?, f.source.as_ref()?)));
        let printed = found.map(|(id, source)| at_line(id, source.line, words));
        Self { printed: printed.into_iter().collect(), ..self }
    }
}

fn at_line(id: &str, line: i32, words: &Texts) -> (String, String) {
    (format!("/v1/budget-lines/{id}"), line_told(line, words))
}

fn line_told(line: i32, words: &Texts) -> String {
    words.line.replace("{line}", &line.to_string())
}

fn with_year(name: &str, year: Option<i32>) -> String {
    year.map_or_else(|| name.to_owned(), |year| format!("{name} {year}"))
}
