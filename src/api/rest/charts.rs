//! `/v1/compare.svg`, `/v1/series.svg` and `/v1/budget-vs-actual.svg`: operations of their own and no
//! formats of the questions they ask, since a chart has a size and no pages. How charts are drawn
//! stands in `chart`.

use actix_web::HttpResponse;
use actix_web::http::header;

use crate::api::chart::{self, HEIGHTS, Setting, WIDTHS, wording};
use crate::api::problem::{Code, Problem};
use crate::api::rest::call::{Answer, Call, release};
use crate::api::rest::operation::{Body, LIST_PROBLEMS, Operation};
use crate::api::rest::parameter::{FIRST_OF_CHART, HEIGHT, Parameter, WIDTH};
use crate::api::rest::{budget_execution, compare as comparing, series as serial};
use crate::api::view::{BudgetExecution, Comparison, SeriesAnswer};
use crate::query::{self, Error, PageRequest, Session};

/// A drawing asks for nothing and runs nothing; any page may hold it.
const POLICY: &str = "default-src 'none'; frame-ancestors *";

pub(super) const COMPARE: Operation = Operation {
    path: "/v1/compare.svg",
    id: "drawComparison",
    tag: "charts",
    summary: "Municipalities side by side, drawn",
    description: "The answer of `/v1/compare` as a chart in SVG: a bar for every municipality, \
        scenario and year, with its number; what has no figure says why. Title, caveats, documents \
        and release are part of the drawing, which can be read aloud. Where all figures are below \
        zero the axis runs towards greater expenses.",
    key: None,
    parameters: &[],
    answer: Body::Chart { of: &comparing::COMPARE, beside: &[&WIDTH] },
    problems: comparing::PROBLEMS,
};

pub(super) const SERIES: Operation = Operation {
    path: "/v1/series.svg",
    id: "drawSeries",
    tag: "charts",
    summary: "Figures over the years, drawn",
    description: "The answer of `/v1/series` as a chart in SVG: a line for every municipality and \
        scenario, in euros or, with `pricesOf`, in euros of that year. A year without a figure \
        breaks the line and has a cross that says why.",
    key: None,
    parameters: &[],
    answer: Body::Chart { of: &serial::SERIES, beside: &[&WIDTH, &HEIGHT] },
    problems: comparing::PROBLEMS,
};

pub(super) const EXECUTION: Operation = Operation {
    path: "/v1/budget-vs-actual.svg",
    id: "drawBudgetExecution",
    tag: "charts",
    summary: "Budget against actual, drawn",
    description: "The first rows of `/v1/budget-execution` as a chart in SVG: the budget in force \
        and what came of it as bars, the variance in words.",
    key: None,
    parameters: &[],
    answer: Body::Chart { of: &budget_execution::LIST, beside: &[&FIRST_OF_CHART, &WIDTH] },
    problems: LIST_PROBLEMS,
};

pub(super) async fn compare(call: Call) -> Answer {
    let (filter, mut setting) = (comparing::filter(&call.given), setting(&call)?);
    let words = wording(setting.language)?;
    drawn(&call, move |session| {
        let comparison = query::compare(session, &filter)?;
        let of = Comparison::new(comparison, release(session)?, setting.language);
        let documents = of.cells.iter().flat_map(|cell| cell.documents.clone());
        name_origin(&mut setting, session, documents)?;
        Ok(chart::comparison(&of, words, &setting).svg)
    })
    .await
}

pub(super) async fn series(call: Call) -> Answer {
    let (filter, mut setting) = (serial::filter(&call.given), setting(&call)?);
    setting.height = Some(size(&call, &HEIGHT, HEIGHTS)?);
    let words = wording(setting.language)?;
    drawn(&call, move |session| {
        let series = query::series(session, &filter)?;
        let of = SeriesAnswer::new(series, release(session)?, setting.language);
        let points = of.series.iter().flat_map(|series| &series.points);
        name_origin(&mut setting, session, points.flat_map(|point| point.documents.clone()))?;
        Ok(chart::series(&of, words, &setting).svg)
    })
    .await
}

pub(super) async fn execution(call: Call) -> Answer {
    let (filter, mut setting) = (budget_execution::filter(&call.given)?, setting(&call)?);
    let first = whole(&call, &FIRST_OF_CHART, (1, 30, 10))?;
    let words = wording(setting.language)?;
    drawn(&call, move |session| {
        let page = PageRequest { first: Some(first), after: None, ..PageRequest::default() };
        let page = query::budget_execution(session, &filter, &page)?;
        let page = page.map(|row| BudgetExecution::new(row, setting.language));
        let rows: Vec<BudgetExecution> = page.items.into_iter().map(|item| item.item).collect();
        name_origin(&mut setting, session, rows.iter().flat_map(documents))?;
        Ok(chart::execution(&rows, page.total_count, words, &setting).svg)
    })
    .await
}

/// The documents of the figures that a row is drawn from.
fn documents(row: &BudgetExecution) -> Vec<String> {
    let drawn = [
        &row.budget,
        &row.amended_budget,
        &row.operating_plan,
        &row.actual,
        &row.actual_to_date,
        &row.forecast,
    ];
    let scenarios =
        ["budget", "amended_budget", "operating_plan", "actual", "actual_to_date", "forecast"];
    let is_drawn = |code: &str| {
        row.against.as_str() == code
            || row.budget_in_force_scenario.is_some_and(|s| s.as_str() == code)
    };
    let drawn = drawn.into_iter().zip(scenarios).filter(|(_, code)| is_drawn(code));
    drawn.filter_map(|(figure, _)| figure.source.as_ref()).map(|s| s.document.clone()).collect()
}

/// Says which documents and which release the figures are of.
fn name_origin(
    setting: &mut Setting,
    session: &mut Session,
    documents: impl Iterator<Item = String>,
) -> Result<(), Error> {
    let mut ids: Vec<String> = documents.collect();
    ids.sort();
    ids.dedup();
    let found = query::documents_by_id(session, &ids)?;
    setting.documents = found.into_iter().map(|(id, document)| (id, document.title)).collect();
    setting.release = release(session)?;
    Ok(())
}

fn setting(call: &Call) -> Result<Setting, Problem> {
    Ok(Setting {
        language: call.given.language()?,
        width: size(call, &WIDTH, WIDTHS)?,
        height: None,
        documents: Vec::new(),
        release: String::new(),
        in_page: false,
    })
}

/// A length within its bounds.
fn size(call: &Call, parameter: &Parameter, bounds: (i64, i64, i64)) -> Result<f64, Problem> {
    let given = whole(call, parameter, bounds)?;
    Ok(u32::try_from(given).map_or(0.0, f64::from))
}

fn whole(call: &Call, parameter: &Parameter, bounds: (i64, i64, i64)) -> Result<i64, Problem> {
    let (least, most, usual) = bounds;
    let given = call.given.integer(parameter)?.unwrap_or(usual);
    if (least..=most).contains(&given) {
        return Ok(given);
    }
    let detail = format!("\"{given}\" is not valid; expected {least} to {most}");
    Err(Problem::parameter(Code::InvalidParameter, parameter.name, detail))
}

async fn drawn<Q>(call: &Call, question: Q) -> Answer
where
    Q: FnOnce(&mut Session) -> Result<String, Error> + Send + 'static,
{
    let drawing = call.ask(question).await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "image/svg+xml; charset=utf-8"))
        .insert_header((header::CONTENT_DISPOSITION, "inline"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .body(drawing))
}
