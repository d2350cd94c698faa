//! `/v1/functions`.

use crate::api::export::Layout;
use crate::api::language::Language;
use crate::api::problem::Code;
use crate::api::rest::call::{Answer, Call, municipalities};
use crate::api::rest::included::Asked;
use crate::api::rest::operation::{Body, LIST_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{
    AFTER, AS_OF, COVERED, FIRST, FIRST_OF_INCLUDED, FUNCTION_NAMED, INCLUDE,
    INCLUDE_DESCENDANTS_OF_FUNCTION, INCLUDE_OF_DESCENDANTS, LANGUAGE, LEVEL_OF_FUNCTION,
    MUNICIPALITY, PARENT_OF_FUNCTION,
};
use crate::api::view::{Function, List, WithIncluded};
use crate::query::{self, Error, FunctionFilter, FunctionRecord, Page, Session};

pub(super) const LIST: Operation = Operation {
    path: "/v1/functions",
    id: "listFunctions",
    tag: "functions",
    summary: "Functions of government",
    description: "The classification of the functions of government (COFOG), one before those \
        below it, with the municipalities that have units under each.",
    key: None,
    parameters: &[
        &FUNCTION_NAMED,
        &INCLUDE_DESCENDANTS_OF_FUNCTION,
        &LEVEL_OF_FUNCTION,
        &PARENT_OF_FUNCTION,
        &COVERED,
        &AS_OF,
        &FIRST,
        &AFTER,
        &LANGUAGE,
    ],
    answer: Body::Items(Layout::list(schema_of::<List<Function>>)),
    problems: LIST_PROBLEMS,
};

pub(super) async fn list(call: Call) -> Answer {
    let given = &call.given;
    let filter = FunctionFilter {
        function: given.many(&FUNCTION_NAMED),
        include_descendants: given.boolean(&INCLUDE_DESCENDANTS_OF_FUNCTION)?.unwrap_or_default(),
        level: given.many(&LEVEL_OF_FUNCTION),
        parent: given.many(&PARENT_OF_FUNCTION),
        covered: given.boolean(&COVERED)?,
        as_of: given.one(&AS_OF),
    };
    let language = given.language()?;
    call.list(move |session, page| {
        let page = query::functions(session, &filter, page)?;
        shaped(session, page, language)
    })
    .await
}

fn shaped(
    session: &mut Session,
    page: Page<FunctionRecord>,
    language: Language,
) -> Result<Page<Function>, Error> {
    let coverage = page.items.iter().flat_map(|i| &i.item.coverage);
    let codes = coverage.map(|c| c.municipality_code.clone());
    let names = municipalities(session, codes, language)?;
    let reference = |code: &str| names.get(code).cloned().unwrap_or_default();
    Ok(page.map(|function| Function::new(function, language, reference)))
}

pub(super) const ONE: Operation = Operation {
    path: "/v1/functions/{id}",
    id: "getFunction",
    tag: "functions",
    summary: "A function of government",
    description: "A function by its code, and where asked for what the units that serve it lead \
        to, of all municipalities or of those named: their figures, objectives with outcomes, \
        risks, tasks of internal control, indicators, narratives and findings.",
    key: Some(("Code of the function.", "01.3.1")),
    parameters: &[&MUNICIPALITY, &INCLUDE, &INCLUDE_OF_DESCENDANTS, &FIRST_OF_INCLUDED, &LANGUAGE],
    answer: Body::Json(schema_of::<WithIncluded<Function>>),
    problems: &[
        Code::InvalidParameter,
        Code::NotFound,
        Code::UnknownValue,
        Code::PageSize,
        Code::DatabaseUnavailable,
    ],
};

pub(super) async fn one(call: Call) -> Answer {
    let (key, language) = (call.key(), call.given.language()?);
    let municipality = call.given.many(&MUNICIPALITY);
    let asked = Asked::of(&call)?;
    call.one(move |session| {
        let function = query::function_of_municipalities(session, &key, &municipality)?;
        let units: Vec<String> =
            function.coverage.iter().flat_map(|c| c.unit_ids.clone()).collect();
        let included = asked.included(session, &units)?;
        let codes = function.coverage.iter().map(|c| c.municipality_code.clone());
        let names = municipalities(session, codes, language)?;
        let reference = |code: &str| names.get(code).cloned().unwrap_or_default();
        Ok(WithIncluded { item: Function::new(function, language, reference), included })
    })
    .await
}
