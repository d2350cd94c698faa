//! What a handler is called with, and the few ways in which it answers.

use std::collections::BTreeMap;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderMap};
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use serde::Serialize;

use crate::api::Faces;
use crate::api::ask::ask;
use crate::api::language::{Language, quality};
use crate::api::problem::{Code, Problem};
use crate::api::rest::operation::Operation;
use crate::api::rest::parameter::{Given, NEIGHBOURS, neighbours};
use crate::api::view::{
    Beside, Excerpt, List, MunicipalityReference, PageInfo, Printed, WithExcerpt,
};
use crate::query::{self, Error, Page, Session};

/// What every handler answers with.
pub(crate) type Answer = Result<HttpResponse, Problem>;

/// A request to one operation, its parameters read and its media type agreed.
pub(crate) struct Call {
    pub(crate) faces: web::Data<Faces>,
    pub(crate) given: Given,
    request: HttpRequest,
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
        let missing = || Problem::new(Code::Internal, "The address is not set up.");
        let operation = request.app_data::<web::Data<&'static Operation>>().ok_or_else(missing)?;
        let faces = request.app_data::<web::Data<Faces>>().ok_or_else(missing)?;
        let media_type = operation.answer.media_type();
        if !accepts(request.headers(), media_type) {
            let detail = format!("This address answers in {media_type} alone.");
            return Err(Problem::new(Code::NotAcceptable, detail));
        }
        Ok(Self {
            faces: faces.clone(),
            given: Given::read(request, operation.parameters)?,
            request: request.clone(),
        })
    }

    /// The part of the path that names the resource.
    pub(crate) fn key(&self) -> String {
        self.request.match_info().query("id").to_owned()
    }

    /// Asks one question and answers with what comes back.
    pub(crate) async fn one<T, Q>(&self, question: Q) -> Answer
    where
        T: Serialize + Send + 'static,
        Q: FnOnce(&mut Session) -> Result<T, Error> + Send + 'static,
    {
        let answer = ask(&self.faces.store, question).await?;
        Ok(HttpResponse::Ok().json(answer))
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

    /// Asks for a page and answers with it, the way to the next one included.
    pub(crate) async fn list<T, Q>(&self, question: Q) -> Answer
    where
        T: Serialize + Send + 'static,
        Q: FnOnce(&mut Session) -> Result<Page<T>, Error> + Send + 'static,
    {
        let asked = ask(&self.faces.store, move |session| {
            let page = question(session)?;
            Ok((page, release(session)?))
        });
        let (page, release) = asked.await?;
        let next = page.end_cursor().filter(|_| page.has_next_page);
        let next = next.map(|cursor| {
            let path = self.given.path_after(self.request.path(), cursor);
            format!("{}{path}", self.base())
        });
        let mut response = HttpResponse::Ok();
        if let Some(next) = &next {
            response.insert_header((header::LINK, format!("<{next}>; rel=\"next\"")));
        }
        Ok(response.json(List {
            total_count: page.total_count,
            page_info: PageInfo::of(&page),
            items: page.items.into_iter().map(|item| item.item).collect(),
            next,
            release,
        }))
    }

    /// Scheme and host of the service, as the client sees them.
    pub(crate) fn base(&self) -> String {
        if let Some(url) = &self.faces.public_url {
            return url.trim_end_matches('/').to_owned();
        }
        let host = self.request.headers().get(header::HOST);
        let host = host.and_then(|h| h.to_str().ok()).unwrap_or("localhost");
        format!("http://{host}")
    }
}

impl PageInfo {
    /// Where a page stands.
    pub(crate) fn of<T>(page: &Page<T>) -> Self {
        Self {
            has_next_page: page.has_next_page,
            has_previous_page: page.has_previous_page,
            start_cursor: page.start_cursor().map(str::to_owned),
            end_cursor: page.end_cursor().map(str::to_owned),
        }
    }
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

/// A page of something else, item by item.
pub(crate) fn map<T, V>(page: Page<T>, mut shape: impl FnMut(T) -> V) -> Page<V> {
    Page {
        items: page
            .items
            .into_iter()
            .map(|item| query::PageItem { cursor: item.cursor, item: shape(item.item) })
            .collect(),
        total_count: page.total_count,
        has_next_page: page.has_next_page,
        has_previous_page: page.has_previous_page,
    }
}

/// Whether the client takes this media type. A range that is more specific decides over one that
/// is less; no header takes everything.
fn accepts(headers: &HeaderMap, media_type: &str) -> bool {
    let family = media_type.split('/').next().unwrap_or_default();
    let mut best = None;
    let mut given = false;
    for range in headers.get_all(header::ACCEPT).filter_map(|h| h.to_str().ok()) {
        for part in range.split(',').filter(|part| !part.trim().is_empty()) {
            given = true;
            let (name, parameters) = part.split_once(';').unwrap_or((part, ""));
            let name = name.trim().to_ascii_lowercase();
            let rank = match name.as_str() {
                name if name == media_type => 3,
                name if name.strip_suffix("/*") == Some(family) => 2,
                "*/*" => 1,
                _ => continue,
            };
            let weight = quality(parameters);
            if best.is_none_or(|(known, _)| rank > known) {
                best = Some((rank, weight));
            }
        }
    }
    !given || best.is_some_and(|(_, weight)| weight > 0.0)
}
