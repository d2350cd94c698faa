//! What a handler is called with, and how it answers with one thing. How it answers with items,
//! in the format chosen, stands in `items`.

use std::collections::BTreeMap;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{self, ContentType};
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use serde::Serialize;

use crate::api::ask::ask;
use crate::api::export::{Asked, Chosen, choose, unwritten};
use crate::api::language::Language;
use crate::api::problem::{Code, Problem};
use crate::api::rest::operation::{Body, Operation};
use crate::api::rest::parameter::{
    DIALECT, FORMAT, Given, HEADER, NEIGHBOURS, RELEASE, neighbours,
};
use crate::api::view::{Beside, Excerpt, MunicipalityReference, PageInfo, Printed, WithExcerpt};
use crate::api::{Faces, accept};
use crate::query::{self, Error, Page, Session, Store};

/// The part of a path that names a format.
pub(crate) const SUFFIX: &str = "format";
/// That part in the pattern of an address.
pub(crate) const SUFFIX_PATTERN: &str = ".{format}";

/// What every handler answers with.
pub(crate) type Answer = Result<HttpResponse, Problem>;

/// A request to one operation, its parameters read and its media type agreed.
pub(crate) struct Call {
    pub(crate) faces: web::Data<Faces>,
    pub(crate) given: Given,
    pub(super) operation: &'static Operation,
    pub(super) chosen: Chosen,
    pub(super) request: HttpRequest,
}

impl FromRequest for Call {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::new(request))
    }
}

impl Call {
    fn new(request: &HttpRequest) -> Result<Self, Problem> {
        let operation =
            request.app_data::<web::Data<&'static Operation>>().ok_or_else(not_set_up)?;
        let faces = request.app_data::<web::Data<Faces>>().ok_or_else(not_set_up)?;
        let operation: &'static Operation = operation.get_ref();
        // The parameters first: one of them may name the format.
        let given = match operation.answer {
            Body::Ckan(_) => Given::of_any(request)?,
            _ => Given::read(request, &operation.parameters())?,
        };
        Ok(Self {
            faces: faces.clone(),
            chosen: chosen(operation, &given, request)?,
            given,
            operation,
            request: request.clone(),
        })
    }

    /// The part of the path that names the resource.
    pub(crate) fn key(&self) -> String {
        self.request.match_info().query("id").to_owned()
    }

    /// Another part of the path.
    pub(crate) fn part(&self, name: &str) -> String {
        self.request.match_info().query(name).to_owned()
    }

    /// Asks a question of the release that the request names, or of the one that is stored.
    pub(crate) async fn ask<T, Q>(&self, question: Q) -> Result<T, Problem>
    where
        T: Send + 'static,
        Q: FnOnce(&mut Session) -> Result<T, Error> + Send + 'static,
    {
        let named = self.named_release();
        ask(&self.store(), move |session| {
            require(session, named.as_deref())?;
            question(session)
        })
        .await
    }

    /// The release that the request names.
    pub(super) fn named_release(&self) -> Option<String> {
        self.given.one(&RELEASE)
    }

    /// The store, at the release that the request names.
    pub(super) fn store(&self) -> Store {
        self.faces.store.of_release(self.named_release().as_deref())
    }

    /// The path that was asked for.
    pub(crate) fn path(&self) -> &str {
        self.request.path()
    }

    /// Of the media types of the answer the one that the client wants most, the first of equals.
    pub(crate) fn media_type(&self) -> &'static str {
        let mut best = (self.operation.answer.media_type(), 0.0);
        for media_type in self.operation.answer.media_types() {
            let weight = accept::weight(self.request.headers(), media_type);
            if weight > best.1 {
                best = (media_type, weight);
            }
        }
        best.0
    }

    /// Asks one question and answers with what comes back.
    pub(crate) async fn one<T, Q>(&self, question: Q) -> Answer
    where
        T: Serialize + Send + 'static,
        Q: FnOnce(&mut Session) -> Result<T, Error> + Send + 'static,
    {
        let body = self.ask(move |session| Ok(written(&question(session)?))).await?;
        Ok(HttpResponse::Ok().content_type(ContentType::json()).body(body?))
    }

    /// Asks for one thing and answers with it and the lines that print it.
    pub(crate) async fn one_with_excerpt<T, Q>(&self, question: Q) -> Answer
    where
        T: Printed + Serialize + Send + 'static,
        Q: FnOnce(&mut Session) -> Result<T, Error> + Send + 'static,
    {
        let neighbours = neighbours(self.given.integer(&NEIGHBOURS)?)?;
        self.one(move |session| {
            let item = question(session)?;
            let place = item.place();
            let mut excerpts = query::excerpts(session, std::slice::from_ref(&place), neighbours)?;
            let lines = excerpts.remove(&place).unwrap_or_default();
            let excerpt = Excerpt::new(place.1, lines);
            Ok(WithExcerpt { item, beside: Beside { excerpt, release: release(session)? } })
        })
        .await
    }

    /// Scheme and host of the service, as the client sees them.
    pub(crate) fn base(&self) -> String {
        base(&self.faces, &self.request)
    }
}

/// Scheme and host of the service, as the client of a request sees them.
pub(crate) fn base(faces: &Faces, request: &HttpRequest) -> String {
    if let Some(url) = &faces.service.public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|h| h.to_str().ok()).unwrap_or("localhost");
    format!("http://{host}")
}

/// An address whose operation is not what its handler takes it for.
pub(super) fn not_set_up() -> Problem {
    Problem::new(Code::Internal, "The address is not set up.")
}

/// The format to answer in.
fn chosen(operation: &Operation, given: &Given, request: &HttpRequest) -> Result<Chosen, Problem> {
    let Some(layout) = operation.layout() else {
        let media_types = operation.answer.media_types();
        // A file is what it is, whatever a client thinks of its media type.
        let is_file = matches!(operation.answer, Body::File);
        if is_file || media_types.iter().any(|of| accept::weight(request.headers(), of) > 0.0) {
            return Ok(Chosen::default());
        }
        let detail = format!("This address answers in {} alone.", media_types.join(" and "));
        return Err(Problem::new(Code::NotAcceptable, detail));
    };
    let asked = Asked {
        format: given.one(&FORMAT),
        dialect: given.one(&DIALECT),
        header: given.one(&HEADER),
    };
    let suffix = request.match_info().get(SUFFIX);
    choose(layout.formats(), &asked, suffix, request.headers())
}

impl PageInfo {
    /// Where a page stands.
    pub(crate) fn of<T>(page: &Page<T>) -> Self {
        Self {
            has_next_page: page.has_next_page,
            has_previous_page: page.has_previous_page,
            start_cursor: page.start_cursor(),
            end_cursor: page.end_cursor(),
        }
    }
}

/// An answer as JSON. It is written where it was made, on a thread that may block: what waits to be
/// sent is no more than its bytes, and no other request waits for the writing.
pub(super) fn written(answer: &impl Serialize) -> Result<Vec<u8>, Problem> {
    let mut bytes = serde_json::to_vec(answer).map_err(unwritten)?;
    bytes.shrink_to_fit();
    Ok(bytes)
}

/// Refuses to answer from another release than the one that is named, where one is.
pub(super) fn require(session: &mut Session, named: Option<&str>) -> Result<(), Error> {
    named.map_or(Ok(()), |release| query::require_release(session, release))
}

/// The release that a session answers from.
pub(crate) fn release(session: &mut Session) -> Result<String, Error> {
    Ok(query::release_id(session)?.unwrap_or_default())
}

/// Names for the municipalities of a page.
pub(crate) fn municipalities(
    session: &mut Session,
    codes: impl Iterator<Item = String>,
    language: Language,
) -> Result<BTreeMap<String, MunicipalityReference>, Error> {
    let mut codes: Vec<String> = codes.collect();
    codes.sort();
    codes.dedup();
    let found = query::municipalities_by_code(session, &codes)?;
    let reference = |m| MunicipalityReference::new(m, language);
    Ok(found.iter().map(|(code, m)| (code.clone(), reference(m))).collect())
}
