//! The reading half of CKAN's action API, as far as harvesters call it: its addresses and its
//! envelope. Packages stand in `package`, searching in `search` and `terms`, organizations and
//! groups in `groups`.
//!
//! CKAN's clients send parameters of all kinds, and CKAN ignores what it does not know; so do
//! these addresses, and only these.

mod groups;
mod package;
mod search;
mod terms;

use actix_web::http::{StatusCode, header};
use actix_web::middleware::from_fn;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::api::ask::ask;
use crate::api::catalogue::model::Catalogue;
use crate::api::conditional::conditional;
use crate::api::problem::Code;
use crate::api::rest::call::{Answer, Call};
use crate::api::rest::operation::{Body, Operation, Schemas, schema_of};
use crate::api::rest::parameter::Parameter;
use crate::api::rest::parameter::{
    ALL_FIELDS, CKAN_ID, CKAN_LIMIT, CKAN_NAME, CKAN_OFFSET, CKAN_Q, CKAN_SORT, FQ, ROWS, START,
};
use crate::api::rest::plain;
use crate::query;

/// An answer in CKAN's envelope.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CkanAnswer {
    /// Where CKAN would explain the action.
    #[schema(example = "http://127.0.0.1:8080/api/3/action/help_show?name=package_list")]
    help: String,
    /// `true`.
    success: bool,
    /// What the action gives.
    result: Value,
}

/// An error in CKAN's envelope.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CkanError {
    /// Where CKAN would explain the action.
    #[schema(example = "http://127.0.0.1:8080/api/3/action/help_show?name=package_show")]
    help: String,
    /// `false`.
    success: bool,
    /// The kind of error in `__type`, with a `message` or with what is wrong by parameter.
    error: Value,
}

/// Why an action has no result.
#[derive(Debug)]
enum Refusal {
    /// Nothing bears the name.
    NotFound,
    /// A parameter and what is wrong with it.
    Invalid(&'static str, &'static str),
    /// A question that is not understood.
    Search(String),
}

type Outcome = Result<Value, Refusal>;
type Action = fn(&Catalogue<'_>, &Call) -> Outcome;

const fn action(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    parameters: &'static [&'static Parameter],
) -> Operation {
    Operation {
        path,
        id,
        tag: "catalogue",
        summary,
        description: "As in CKAN's action API, in CKAN's envelope; parameters that are not \
            listed are ignored. Errors of the action come in CKAN's envelope too.",
        key: None,
        parameters,
        answer: Body::Ckan(schemas),
        problems: &[Code::DatabaseUnavailable],
    }
}

/// The names of the schemas of an answer and of an error.
fn schemas(schemas: &mut Schemas) -> (String, String) {
    (schema_of::<CkanAnswer>(schemas), schema_of::<CkanError>(schemas))
}

pub(crate) const PACKAGE_LIST: Operation = action(
    "/api/3/action/package_list",
    "ckanPackageList",
    "The names of the datasets",
    &[&CKAN_LIMIT, &CKAN_OFFSET],
);
pub(crate) const PACKAGE_SHOW: Operation = action(
    "/api/3/action/package_show",
    "ckanPackageShow",
    "A dataset by its name or id",
    &[&CKAN_ID],
);
pub(crate) const PACKAGE_SEARCH: Operation = action(
    "/api/3/action/package_search",
    "ckanPackageSearch",
    "Datasets that fit",
    &[&CKAN_Q, &FQ, &CKAN_SORT, &ROWS, &START],
);
pub(crate) const ORGANIZATION_LIST: Operation = action(
    "/api/3/action/organization_list",
    "ckanOrganizationList",
    "The publisher",
    &[&ALL_FIELDS],
);
pub(crate) const ORGANIZATION_SHOW: Operation = action(
    "/api/3/action/organization_show",
    "ckanOrganizationShow",
    "The publisher by its name or id",
    &[&CKAN_ID],
);
pub(crate) const GROUP_LIST: Operation =
    action("/api/3/action/group_list", "ckanGroupList", "The themes", &[&ALL_FIELDS]);
pub(crate) const GROUP_SHOW: Operation =
    action("/api/3/action/group_show", "ckanGroupShow", "A theme by its name or id", &[&CKAN_ID]);
pub(crate) const STATUS_SHOW: Operation =
    action("/api/3/action/status_show", "ckanStatusShow", "What answers here", &[]);
pub(crate) const SITE_READ: Operation =
    action("/api/3/action/site_read", "ckanSiteRead", "Whether anyone may read", &[]);

pub(crate) const HELP_SHOW: Operation =
    action("/api/3/action/help_show", "ckanHelpShow", "What an action is", &[&CKAN_NAME]);

/// Each action of CKAN's with what it does.
const ACTIONS: &[(&Operation, Action)] = &[
    (&PACKAGE_LIST, search::package_list),
    (&PACKAGE_SHOW, search::package_show),
    (&PACKAGE_SEARCH, search::package_search),
    (&ORGANIZATION_LIST, |catalogue, call| Ok(groups::organization_list(catalogue, call))),
    (&ORGANIZATION_SHOW, groups::organization_show),
    (&GROUP_LIST, |catalogue, call| Ok(groups::group_list(catalogue, call))),
    (&GROUP_SHOW, groups::group_show),
    (&STATUS_SHOW, |catalogue, _| Ok(status(catalogue))),
    (&SITE_READ, |_, _| Ok(json!(true))),
    (&HELP_SHOW, |_, call| help_show(call)),
];

/// Registers the actions.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    for (operation, action) in ACTIONS {
        let handler = move |call: Call| answer(call, *action);
        config.service(plain(operation, handler).wrap(from_fn(conditional)));
    }
}

async fn answer(call: Call, action: Action) -> Answer {
    let holdings = ask(&call.faces.store, query::holdings).await?;
    let base = call.base();
    let catalogue = Catalogue::new(&call.faces.service, &base, &holdings)?;
    let name = call.path().rsplit('/').next().unwrap_or_default();
    let help = catalogue.at(&format!("/api/3/action/help_show?name={name}"));
    let (status, error) = match action(&catalogue, &call) {
        Ok(result) => {
            return Ok(HttpResponse::Ok().json(CkanAnswer { help, success: true, result }));
        }
        Err(Refusal::NotFound) => {
            (StatusCode::NOT_FOUND, json!({ "__type": "Not Found Error", "message": "Not found" }))
        }
        Err(Refusal::Invalid(parameter, reason)) => {
            (StatusCode::CONFLICT, json!({ "__type": "Validation Error", parameter: [reason] }))
        }
        Err(Refusal::Search(message)) => {
            (StatusCode::CONFLICT, json!({ "__type": "Search Error", "message": message }))
        }
    };
    let mut refusal = HttpResponse::build(status);
    refusal.insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(refusal.json(CkanError { help, success: false, error }))
}

/// The value of `id`.
fn id(call: &Call) -> Result<String, Refusal> {
    let given = call.given.one(&CKAN_ID).filter(|id| !id.is_empty());
    given.ok_or(Refusal::Invalid(CKAN_ID.name, "Missing value"))
}

/// A number that is not below zero.
fn number(call: &Call, parameter: &'static Parameter) -> Result<Option<usize>, Refusal> {
    let invalid = |reason| Refusal::Invalid(parameter.name, reason);
    let Some(text) = call.given.one(parameter).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let number: i64 = text.parse().map_err(|_| invalid("Invalid integer"))?;
    usize::try_from(number).map(Some).map_err(|_| invalid("Must be a natural number"))
}

/// Whether something is asked for in any of the ways that CKAN takes for a yes.
fn yes(call: &Call, parameter: &Parameter) -> bool {
    let given = call.given.one(parameter).unwrap_or_default().to_lowercase();
    ["true", "yes", "t", "y", "1"].contains(&given.as_str())
}

/// The words of the description of REST.
fn help_show(call: &Call) -> Outcome {
    let name = call.given.one(&CKAN_NAME).filter(|name| !name.is_empty());
    let name = name.ok_or(Refusal::Invalid(CKAN_NAME.name, "Missing value"))?;
    let mut operations = ACTIONS.iter().map(|(operation, _)| operation);
    let found = operations.find(|operation| operation.path.rsplit('/').next() == Some(&name));
    let operation = found.ok_or(Refusal::NotFound)?;
    let parameters = operation.parameters.iter();
    let told = parameters.map(|of| format!(":param {}: {}", of.name, of.description));
    let about = format!("{}. {}\n", operation.summary, operation.description);
    Ok(json!(std::iter::once(about).chain(told).collect::<Vec<_>>().join("\n")))
}

fn status(catalogue: &Catalogue<'_>) -> Value {
    let whole = &catalogue.knowledge.about.catalogue;
    json!({
        "site_title": catalogue.service.name,
        "site_description": whole.description.fi,
        "site_url": catalogue.base,
        "locale_default": "fi",
        "extensions": [],
    })
}
