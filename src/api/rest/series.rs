//! `/v1/series`.

use crate::api::export::Layout;
use crate::api::rest::call::{Answer, Call, release};
use crate::api::rest::compare::{CUBE, PROBLEMS, SOURCES};
use crate::api::rest::operation::{Body, Operation, schema_of};
use crate::api::rest::parameter::{
    ACCOUNT_COMPARED, AS_OF, FISCAL_YEAR, FUNCTION_COMPARED, Given, LANGUAGE,
    MUNICIPALITY_COMPARED, PRICES_OF, SCENARIO_CHOICE, UNIT_COMPARED,
};
use crate::api::view::SeriesAnswer;
use crate::query::{self, SeriesFilter};

pub(super) const SERIES: Operation = Operation {
    path: "/v1/series",
    id: "series",
    tag: "comparison",
    summary: "Figures over the years",
    description: "One amount of one or more municipalities over the years and scenarios, each \
        point with the documents it comes from. Without `fiscalYear`, from the first to the last \
        year there is; a year without a figure says why.",
    key: None,
    parameters: &[
        &MUNICIPALITY_COMPARED,
        &FUNCTION_COMPARED,
        &UNIT_COMPARED,
        &ACCOUNT_COMPARED,
        &SCENARIO_CHOICE,
        &FISCAL_YEAR,
        &PRICES_OF,
        &AS_OF,
        &LANGUAGE,
    ],
    answer: Body::Items(Layout {
        answer: schema_of::<SeriesAnswer>,
        items: &["series", "points"],
        rest: Some("series"),
        rows: &[],
        cube: Some(&CUBE),
        sources: SOURCES,
    }),
    problems: PROBLEMS,
};

pub(super) async fn series(call: Call) -> Answer {
    let (filter, language) = (filter(&call.given), call.given.language()?);
    call.whole(move |session| {
        let series = query::series(session, &filter)?;
        Ok(SeriesAnswer::new(series, release(session)?, language))
    })
    .await
}

pub(crate) fn filter(given: &Given) -> SeriesFilter {
    SeriesFilter {
        municipality: given.many(&MUNICIPALITY_COMPARED),
        function: given.one(&FUNCTION_COMPARED),
        unit: given.many(&UNIT_COMPARED),
        account: given.one(&ACCOUNT_COMPARED),
        scenario: given.many(&SCENARIO_CHOICE),
        fiscal_year: given.many(&FISCAL_YEAR),
        prices_of: given.one(&PRICES_OF),
        as_of: given.one(&AS_OF),
    }
}
