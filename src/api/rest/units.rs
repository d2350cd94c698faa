//! `/v1/units`.

use crate::api::export::Layout;
use crate::api::language::Language;
use crate::api::problem::Code;
use crate::api::rest::call::{Answer, Call, municipalities};
use crate::api::rest::included::Asked;
use crate::api::rest::operation::{Body, LIST_PROBLEMS, Operation, schema_of};
use crate::api::rest::parameter::{
    AFTER, DOCUMENT, FIRST, FIRST_OF_INCLUDED, FUNCTION, INCLUDE, INCLUDE_DESCENDANTS,
    INCLUDE_OF_DESCENDANTS, KIND_OF_UNIT, LANGUAGE, MUNICIPALITY, PARENT_OF_UNIT, Q, UNIT,
};
use crate::api::view::{List, Unit, WithIncluded};
use crate::domain;
use crate::query::{self, Error, Page, Session, UnitFilter};

pub(super) const LIST: Operation = Operation {
    path: "/v1/units",
    id: "listUnits",
    tag: "units",
    summary: "Units",
    description: "The parts of municipalities that money belongs to: sectors, service areas and \
        cost units, a unit before its descendants.",
    key: None,
    parameters: &[
        &MUNICIPALITY,
        &UNIT,
        &FUNCTION,
        &INCLUDE_DESCENDANTS,
        &PARENT_OF_UNIT,
        &KIND_OF_UNIT,
        &DOCUMENT,
        &Q,
        &FIRST,
        &AFTER,
        &LANGUAGE,
    ],
    answer: Body::Items(Layout::list(schema_of::<List<Unit>>)),
    problems: LIST_PROBLEMS,
};

pub(super) async fn list(call: Call) -> Answer {
    let filter = UnitFilter {
        municipality: call.given.many(&MUNICIPALITY),
        unit: call.given.many(&UNIT),
        function: call.given.many(&FUNCTION),
        include_descendants: call.given.boolean(&INCLUDE_DESCENDANTS)?.unwrap_or_default(),
        parent: call.given.many(&PARENT_OF_UNIT),
        kind: call.given.many(&KIND_OF_UNIT),
        document: call.given.many(&DOCUMENT),
        q: call.given.one(&Q),
    };
    let language = call.given.language()?;
    call.list(move |session, page| {
        let page = query::units(session, &filter, page)?;
        shaped(session, page, language)
    })
    .await
}

pub(super) const ONE: Operation = Operation {
    path: "/v1/units/{id}",
    id: "getUnit",
    tag: "units",
    summary: "A unit",
    description: "A unit by its id, and where asked for what it leads to: its figures, \
        objectives with outcomes, risks, tasks of internal control, indicators, narratives, \
        findings and the units below it. With `includeDescendants` and `first=500` the unit that \
        is a whole municipality gives everything about it in one answer.",
    key: Some(("Id of the unit.", "kemijarvi.hallintopalvelut")),
    parameters: &[&INCLUDE, &INCLUDE_OF_DESCENDANTS, &FIRST_OF_INCLUDED, &LANGUAGE],
    answer: Body::Json(schema_of::<WithIncluded<Unit>>),
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
    let asked = Asked::of(&call)?;
    call.one(move |session| {
        let unit = query::unit(session, &key)?;
        let included = asked.included(session, std::slice::from_ref(&key))?;
        let code = unit.municipality_code.clone();
        let mut names = municipalities(session, std::iter::once(code.clone()), language)?;
        let ids = std::slice::from_ref(&unit.id);
        let mut persons = query::responsible_persons_of_units(session, ids)?;
        let persons = persons.remove(&unit.id).unwrap_or_default();
        let item = Unit::new(&unit, names.remove(&code).unwrap_or_default(), persons);
        Ok(WithIncluded { item, included })
    })
    .await
}

/// Units with their municipalities and who answers for them.
pub(super) fn shaped(
    session: &mut Session,
    page: Page<domain::Unit>,
    language: Language,
) -> Result<Page<Unit>, Error> {
    let codes = page.items.iter().map(|i| i.item.municipality_code.clone());
    let names = municipalities(session, codes, language)?;
    let ids: Vec<String> = page.items.iter().map(|i| i.item.id.clone()).collect();
    let mut persons = query::responsible_persons_of_units(session, &ids)?;
    Ok(page.map(|unit| {
        let municipality = names.get(&unit.municipality_code).cloned();
        let persons = persons.remove(&unit.id).unwrap_or_default();
        Unit::new(&unit, municipality.unwrap_or_default(), persons)
    }))
}
