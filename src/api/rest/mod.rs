//! REST: read-only resources under `/v1`, described by OpenAPI.

mod accounts;
mod aggregate;
mod budget_execution;
mod budget_lines;
pub(crate) mod call;
mod changes;
mod charts;
mod compare;
mod config;
mod contents;
mod dataset;
mod documents;
mod files;
mod findings;
mod formats;
mod functions;
mod graphql_documents;
mod health;
mod included;
mod index;
mod indicators;
mod internal_control;
mod items;
mod municipalities;
mod narratives;
mod objectives;
pub mod openapi;
pub(crate) mod operation;
pub(crate) mod parameter;
mod releases;
mod risks;
mod sdgs;
mod series;
mod units;

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::middleware::from_fn;
use actix_web::{Handler, Responder, web};

use crate::api::catalogue::{self, ckan};
use crate::api::conditional::conditional;
use crate::api::export::Columns;
use crate::api::finish::{only_reads, unknown_address};
use crate::api::ranges::ranges;
use call::Call;
pub(crate) use call::{SUFFIX_PATTERN, base};
use operation::Operation;

/// The filters of questions, from parameters.
pub(crate) mod asking {
    pub(crate) use super::budget_execution::filter as budget_execution;
    pub(crate) use super::compare::filter as comparison;
    pub(crate) use super::findings::filter as findings;
    pub(crate) use super::series::filter as series;
}

/// Every operation, in the order of the description.
pub(crate) const OPERATIONS: &[&Operation] = &[
    &index::INDEX,
    &municipalities::LIST,
    &municipalities::ONE,
    &documents::LIST,
    &documents::ONE,
    &documents::LINES,
    &documents::TABLES,
    &units::LIST,
    &units::ONE,
    &accounts::LIST,
    &accounts::ONE,
    &functions::LIST,
    &functions::ONE,
    &sdgs::LIST,
    &compare::COMPARE,
    &series::SERIES,
    &charts::COMPARE,
    &charts::SERIES,
    &charts::EXECUTION,
    &budget_lines::LIST,
    &budget_lines::ONE,
    &aggregate::LIST,
    &changes::LIST,
    &budget_execution::LIST,
    &objectives::LIST,
    &objectives::ONE,
    &risks::LIST,
    &risks::ONE,
    &internal_control::LIST,
    &internal_control::ONE,
    &indicators::LIST,
    &indicators::ONE,
    &narratives::LIST,
    &narratives::ONE,
    &findings::LIST,
    &findings::ONE,
    &dataset::ONE,
    &releases::LIST,
    &releases::ONE,
    &releases::FILE,
    &catalogue::IN_TURTLE,
    &catalogue::IN_JSON_LD,
    &catalogue::WHOLE,
    &catalogue::DATASET,
    &ckan::PACKAGE_LIST,
    &ckan::PACKAGE_SHOW,
    &ckan::PACKAGE_SEARCH,
    &ckan::ORGANIZATION_LIST,
    &ckan::ORGANIZATION_SHOW,
    &ckan::GROUP_LIST,
    &ckan::GROUP_SHOW,
    &ckan::STATUS_SHOW,
    &ckan::SITE_READ,
    &ckan::HELP_SHOW,
    &config::ONE,
    &graphql_documents::LIST,
    &graphql_documents::ONE,
    &index::OPENAPI,
    &index::SCHEMA,
    &health::LIVE,
    &health::READY,
];

/// The columns that operations have in CSV, by address.
pub(crate) fn columns() -> BTreeMap<&'static str, Arc<Columns>> {
    let laid_out = OPERATIONS.iter().filter_map(|o| Some((o.path, o.layout()?)));
    laid_out.map(|(path, layout)| (path, Arc::new(Columns::of(layout)))).collect()
}

/// Registers every address of REST.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config
        .service(plain(&health::LIVE, health::live))
        .service(plain(&health::READY, health::ready));
    for kept in [
        plain(&index::INDEX, index::index),
        plain(&index::OPENAPI, index::openapi),
        plain(&index::SCHEMA, index::schema),
        plain(&graphql_documents::LIST, graphql_documents::list),
        plain(&graphql_documents::ONE, graphql_documents::one),
    ] {
        config.service(kept.wrap(from_fn(conditional)));
    }
    let resources = web::scope("/v1")
        // Before the resources, whose suffixes would take these addresses.
        .service(resource(&charts::COMPARE, charts::compare))
        .service(resource(&charts::SERIES, charts::series))
        .service(resource(&charts::EXECUTION, charts::execution))
        .service(resource(&municipalities::LIST, municipalities::list))
        .service(resource(&municipalities::ONE, municipalities::one))
        .service(resource(&documents::LIST, documents::list))
        .service(resource(&documents::ONE, documents::one))
        .service(resource(&documents::LINES, documents::lines))
        .service(resource(&documents::TABLES, documents::tables))
        .service(resource(&units::LIST, units::list))
        .service(resource(&units::ONE, units::one))
        .service(resource(&accounts::LIST, accounts::list))
        .service(resource(&accounts::ONE, accounts::one))
        .service(resource(&functions::LIST, functions::list))
        .service(resource(&functions::ONE, functions::one))
        .service(resource(&sdgs::LIST, sdgs::list))
        .service(resource(&compare::COMPARE, compare::compare))
        .service(resource(&series::SERIES, series::series))
        .service(resource(&budget_lines::LIST, budget_lines::list))
        .service(resource(&budget_lines::ONE, budget_lines::one))
        .service(resource(&aggregate::LIST, aggregate::list))
        .service(resource(&changes::LIST, changes::list))
        .service(resource(&budget_execution::LIST, budget_execution::list))
        .service(resource(&objectives::LIST, objectives::list))
        .service(resource(&objectives::ONE, objectives::one))
        .service(resource(&risks::LIST, risks::list))
        .service(resource(&risks::ONE, risks::one))
        .service(resource(&internal_control::LIST, internal_control::list))
        .service(resource(&internal_control::ONE, internal_control::one))
        .service(resource(&indicators::LIST, indicators::list))
        .service(resource(&indicators::ONE, indicators::one))
        .service(resource(&narratives::LIST, narratives::list))
        .service(resource(&narratives::ONE, narratives::one))
        .service(resource(&findings::LIST, findings::list))
        .service(resource(&findings::ONE, findings::one))
        .service(resource(&dataset::ONE, dataset::one))
        .service(resource(&releases::LIST, releases::list))
        .service(resource(&releases::ONE, releases::one))
        .service(resource(&releases::FILE, releases::file))
        .service(resource(&config::ONE, config::one))
        .default_service(web::to(unknown_address))
        .wrap(from_fn(conditional))
        .wrap(from_fn(ranges));
    config.service(resources);
}

/// A resource under `/v1`.
fn resource<H>(operation: &'static Operation, handler: H) -> actix_web::Resource
where
    H: Handler<(Call,)>,
    H::Output: Responder + 'static,
{
    let path = operation.path.strip_prefix("/v1").unwrap_or(operation.path);
    let mut paths = vec![path.to_owned()];
    if operation.layout().is_some() {
        paths.push(format!("{path}{SUFFIX_PATTERN}"));
    }
    reading(web::resource(paths), operation, handler)
}

/// An address outside `/v1`.
pub(crate) fn plain<H>(operation: &'static Operation, handler: H) -> actix_web::Resource
where
    H: Handler<(Call,)>,
    H::Output: Responder + 'static,
{
    reading(web::resource(operation.path), operation, handler)
}

fn reading<H>(
    resource: actix_web::Resource,
    operation: &'static Operation,
    handler: H,
) -> actix_web::Resource
where
    H: Handler<(Call,)>,
    H::Output: Responder + 'static,
{
    resource
        .app_data(web::Data::new(operation))
        .route(web::get().to(handler.clone()))
        .route(web::head().to(handler))
        .default_service(web::to(only_reads))
}
