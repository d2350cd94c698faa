//! `/v1/compare`.

use crate::api::export::jsonstat::{Cube, Key};
use crate::api::export::{Layout, Origin};
use crate::api::problem::Code;
use crate::api::rest::call::{Answer, Call, release};
use crate::api::rest::operation::{Body, Operation, schema_of};
use crate::api::rest::parameter::{
    ACCOUNT_COMPARED, AS_OF, BASE, BASIS, FUNCTION_COMPARED, Given, LANGUAGE,
    MUNICIPALITY_COMPARED, PRICES_OF, SCENARIO_CHOICE, UNIT_COMPARED, YEARS_COMPARED,
};
use crate::api::view::Comparison;
use crate::query::{self, ComparisonFilter};

/// What can go wrong with a comparison.
pub(super) const PROBLEMS: &[Code] =
    &[Code::InvalidParameter, Code::UnknownValue, Code::DoubleCount, Code::DatabaseUnavailable];

pub(super) const COMPARE: Operation = Operation {
    path: "/v1/compare",
    id: "compare",
    tag: "comparison",
    summary: "Municipalities side by side",
    description: "One amount of several municipalities: the amount of the topmost units that \
        serve a function, of units by name, or of whole municipalities. Every municipality has a \
        cell for every scenario and year asked for; where there is no figure it says why. Amounts \
        are sums of whole cents; what is divided is rounded to two decimals, half away from zero. \
        Read the caveats before you print a figure.",
    key: None,
    parameters: &[
        &MUNICIPALITY_COMPARED,
        &FUNCTION_COMPARED,
        &UNIT_COMPARED,
        &ACCOUNT_COMPARED,
        &SCENARIO_CHOICE,
        &YEARS_COMPARED,
        &BASIS,
        &BASE,
        &PRICES_OF,
        &AS_OF,
        &LANGUAGE,
    ],
    answer: Body::Items(Layout {
        answer: schema_of::<Comparison>,
        items: &["cells"],
        rest: Some("comparison"),
        rows: &[],
        cube: Some(&CUBE),
        sources: SOURCES,
    }),
    problems: PROBLEMS,
};

/// The lines that a figure is the sum of.
pub(super) const SOURCES: &[Origin] =
    &[(&["lines", "source", "document"], &["lines", "source", "line"])];

/// The cube of comparisons and of series.
pub(super) const CUBE: Cube = Cube {
    keys: &[
        Key::of("municipality", "code").role("geo"),
        Key::plain("scenario"),
        Key::plain("fiscalYear").role("time"),
    ],
    measures: &[
        ("value", "by_basis"),
        ("amount", "eur"),
        ("perInhabitant", "eur_per_inhabitant"),
        ("share", "percent"),
        ("index", "base"),
        ("realAmount", "real_eur"),
        ("realPerInhabitant", "real_eur_per_inhabitant"),
    ],
    beside: &[
        "usedScenario",
        "periodStart",
        "periodEnd",
        "documents",
        "knownFrom",
        "corrected",
        "caveats",
    ],
};

pub(super) async fn compare(call: Call) -> Answer {
    let (filter, language) = (filter(&call.given), call.given.language()?);
    call.whole(move |session| {
        let comparison = query::compare(session, &filter)?;
        Ok(Comparison::new(comparison, release(session)?, language))
    })
    .await
}

pub(crate) fn filter(given: &Given) -> ComparisonFilter {
    ComparisonFilter {
        municipality: given.many(&MUNICIPALITY_COMPARED),
        function: given.one(&FUNCTION_COMPARED),
        unit: given.many(&UNIT_COMPARED),
        account: given.one(&ACCOUNT_COMPARED),
        scenario: given.many(&SCENARIO_CHOICE),
        fiscal_year: given.many(&YEARS_COMPARED),
        basis: given.one(&BASIS),
        base: given.one(&BASE),
        prices_of: given.one(&PRICES_OF),
        as_of: given.one(&AS_OF),
    }
}
