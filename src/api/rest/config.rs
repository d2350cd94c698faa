//! `/v1/config`.

use crate::api::export::{self, Format, MAX_PLACES};
use crate::api::finish::{MAX_ADDRESS_BYTES, MAX_BODY_BYTES};
use crate::api::graphql::{self, guard};
use crate::api::language::Language;
use crate::api::problem::Code;
use crate::api::protect::{self, Guards};
use crate::api::rest::call::{Answer, Call, release};
use crate::api::rest::operation::{Body, Operation, schema_of};
use crate::api::rest::parameter::MAX_CHARACTERS;
use crate::api::service::Service;
use crate::api::view::{
    Addresses, Config, Contact, GraphqlLimits, LICENCE, Limits, OfferedFormat, SOURCE_STATEMENT,
    Versions,
};
use crate::query;

/// The version of the interface, which stands in its addresses.
const VERSION: &str = "v1";

pub(super) const ONE: Operation = Operation {
    path: "/v1/config",
    id: "getConfig",
    tag: "service",
    summary: "Limits, versions, licence and addresses",
    description: "What a client needs to know before it asks. Every limit is the one that is \
        enforced.",
    key: None,
    parameters: &[],
    answer: Body::Json(schema_of::<Config>),
    problems: &[Code::DatabaseUnavailable],
};

pub(super) async fn one(call: Call) -> Answer {
    let (base, contact) = (call.base(), contact(&call.faces.service));
    let limits = limits(&call.faces.guards);
    call.one(move |session| Ok(config(release(session)?, &base, contact, limits))).await
}

fn config(release: String, base: &str, contact: Contact, limits: Limits) -> Config {
    let citation = format!("Kuntavaaka, release {release}. {base}/v1/dataset. {LICENCE}.");
    Config {
        versions: Versions { program: env!("CARGO_PKG_VERSION"), api: VERSION },
        release: Some(release).filter(|id| !id.is_empty()),
        licence: LICENCE.to_owned(),
        attribution: SOURCE_STATEMENT.to_owned(),
        citation,
        contact,
        languages: Language::ALL.iter().map(|language| language.as_str()).collect(),
        formats: formats(),
        limits,
        addresses: addresses(base),
    }
}

/// Who publishes, as configured.
fn contact(service: &Service) -> Contact {
    let page = service.contact.url.clone().or_else(|| service.publisher.url.clone());
    Contact {
        name: service.publisher.name.clone(),
        email: service.contact.email.clone(),
        url: page,
    }
}

fn formats() -> Vec<OfferedFormat> {
    let offered = |format: &Format| OfferedFormat {
        format: format.as_str(),
        media_type: format.media_type(),
        of_every_list: Format::OF_LISTS.contains(format),
    };
    Format::OF_CUBES.iter().map(offered).collect()
}

fn limits(guards: &Guards) -> Limits {
    let allowed = guards.rate.as_ref().map(|rate| rate.allowed());
    let (worked_on_at_once, waiting_at_once) = guards.admission.sizes();
    Limits {
        default_first: query::DEFAULT_FIRST,
        max_first: query::MAX_FIRST,
        address_bytes: MAX_ADDRESS_BYTES,
        body_bytes: MAX_BODY_BYTES,
        parameter_values: query::MAX_VALUES,
        parameter_characters: MAX_CHARACTERS,
        lines: query::MAX_LINES,
        requests_per_second: allowed.map(|(per_second, _)| per_second),
        requests_at_once: allowed.map(|(_, at_once)| at_once),
        request_seconds: guards.admission.time().as_secs(),
        worked_on_at_once,
        waiting_at_once,
        waiting_seconds: protect::PATIENCE.as_secs(),
        exports_at_once: export::AT_ONCE,
        export_seconds: export::LONGEST.as_secs(),
        export_unread_seconds: export::PATIENCE.as_secs(),
        cube_places: MAX_PLACES,
        graphql: GraphqlLimits {
            query_bytes: guard::MAX_QUERY_BYTES,
            nesting: guard::MAX_NESTING,
            depth: graphql::MAX_DEPTH,
            recursion: graphql::MAX_RECURSION,
            fields: guard::MAX_EXPANDED_FIELDS,
            aliases: guard::MAX_ALIASES,
            directives: guard::MAX_DIRECTIVES,
            cost: graphql::MAX_COST,
            points: graphql::price::MAX_POINTS,
            query_seconds: graphql::QUERY_TIMEOUT.as_secs(),
            body_seconds: graphql::BODY_TIMEOUT.as_secs(),
            persisted_queries: graphql::MAX_QUERIES,
            persisted_bytes: graphql::MAX_BYTES,
        },
    }
}

fn addresses(base: &str) -> Addresses {
    let at = |path: &str| format!("{base}{path}");
    Addresses {
        rest: at("/v1"),
        openapi: at("/openapi.json"),
        graphql: at(graphql::PATH),
        graphql_schema: at("/schema.graphql"),
        graphql_documents: at("/graphql/documents"),
    }
}
