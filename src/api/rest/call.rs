//! What a handler is called with, and the few ways in which it answers.

use std::collections::BTreeMap;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, HttpResponseBuilder, web};
use serde::Serialize;
use serde_json::Value;

use crate::api::ask::{ask, blocking};
use crate::api::export::{Chosen, Format, Layout, Transfer, Windows, Writer, choose, name_of};
use crate::api::language::Language;
use crate::api::problem::{Code, Problem};
use crate::api::rest::operation::Operation;
use crate::api::rest::parameter::{DIALECT, FORMAT, Given, NEIGHBOURS, neighbours};
use crate::api::view::{
    Beside, Dataset, Excerpt, List, MunicipalityReference, PageInfo, Printed, WithExcerpt,
};
use crate::api::{Faces, accept};
use crate::query::{self, Error, Page, PageRequest, Session};

/// The part of a path that names a format.
pub(crate) const SUFFIX: &str = "format";

/// What every handler answers with.
pub(crate) type Answer = Result<HttpResponse, Problem>;

/// A request to one operation, its parameters read and its media type agreed.
pub(crate) struct Call {
    pub(crate) faces: web::Data<Faces>,
    pub(crate) given: Given,
    operation: &'static Operation,
    chosen: Chosen,
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
        let operation =
            request.app_data::<web::Data<&'static Operation>>().ok_or_else(not_set_up)?;
        let faces = request.app_data::<web::Data<Faces>>().ok_or_else(not_set_up)?;
        let operation: &'static Operation = operation.get_ref();
        // The parameters first: one of them may name the format.
        let given = Given::read(request, &operation.parameters())?;
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

    /// Asks for a list: for a page of it in JSON, and in other formats for all of it, unless a
    /// page size is given.
    pub(crate) async fn list<T, Q>(&self, mut question: Q) -> Answer
    where
        T: Serialize + Send + 'static,
        Q: FnMut(&mut Session, &PageRequest) -> Result<Page<T>, Error> + Send + 'static,
    {
        let asked = self.given.page()?;
        match self.chosen.format {
            Format::Json => self.page(asked, question).await,
            Format::Ndjson | Format::Csv => self.export(asked, question).await,
            Format::JsonStat => self.cube(move |session| all(session, &asked, &mut question)).await,
        }
    }

    /// Answers with a page, the way to the next one included.
    async fn page<T, Q>(&self, asked: PageRequest, mut question: Q) -> Answer
    where
        T: Serialize + Send + 'static,
        Q: FnMut(&mut Session, &PageRequest) -> Result<Page<T>, Error> + Send + 'static,
    {
        let asked = ask(&self.faces.store, move |session| {
            let page = question(session, &asked)?;
            Ok((page, release(session)?))
        });
        let (page, release) = asked.await?;
        let next = page.end_cursor().filter(|_| page.has_next_page);
        let next = next.map(|cursor| self.address_after(cursor));
        let mut response = HttpResponse::Ok();
        link(&mut response, next.as_deref());
        Ok(response.json(List {
            total_count: page.total_count,
            page_info: PageInfo::of(&page),
            items: page.items.into_iter().map(|item| item.item).collect(),
            next,
            release,
        }))
    }

    /// Answers with a list in a format that is written row by row. What is wrong with the question
    /// shows in its first window, before anything is sent.
    async fn export<T, Q>(&self, asked: PageRequest, question: Q) -> Answer
    where
        T: Serialize + Send + 'static,
        Q: FnMut(&mut Session, &PageRequest) -> Result<Page<T>, Error> + Send + 'static,
    {
        let (writer, store) = (self.writer()?, self.faces.store.clone());
        let is_whole = asked.first.is_none();
        let begun = blocking(move || {
            let mut session = store.session().map_err(Error::from)?;
            let release = release(&mut session)?;
            let header = writer.header()?;
            let mut windows = Windows::new(session, question, &asked, writer);
            let window = windows.read()?;
            Ok((release, windows, [header.as_slice(), &window.bytes].concat(), window.next))
        });
        let (release, windows, read, next) = begun.await?;
        let mut response = self.file(&release);
        match next {
            Some(_) if is_whole && self.request.method() == Method::HEAD => {
                Ok(response.body(Transfer::none()))
            }
            Some(_) if is_whole => {
                Ok(response.body(windows.send(&self.faces.exports, read.into())?))
            }
            next => {
                link(&mut response, next.map(|cursor| self.address_after(&cursor)).as_deref());
                Ok(response.body(read))
            }
        }
    }

    /// Asks for what is no list but has items, and answers with it in the format chosen.
    pub(crate) async fn whole<T, Q>(&self, question: Q) -> Answer
    where
        T: Serialize + Send + 'static,
        Q: FnOnce(&mut Session) -> Result<T, Error> + Send + 'static,
    {
        match self.chosen.format {
            Format::Json => self.one(question).await,
            Format::JsonStat => {
                let layout = self.layout()?;
                self.cube(move |session| {
                    let answer = serde_json::to_value(question(session)?).unwrap_or_default();
                    Ok(layout.items_of(answer))
                })
                .await
            }
            Format::Ndjson | Format::Csv => {
                let (layout, writer) = (self.layout()?, self.writer()?);
                let asked = ask(&self.faces.store, |session| {
                    let answer = serde_json::to_value(question(session)?).unwrap_or_default();
                    Ok((layout.items_of(answer).0, release(session)?))
                });
                let (items, release) = asked.await?;
                let body = [writer.header()?, writer.items(&items)?].concat();
                Ok(self.file(&release).body(body))
            }
        }
    }

    /// Answers with the cube of items and of the rest of an answer.
    async fn cube<Q>(&self, question: Q) -> Answer
    where
        Q: FnOnce(&mut Session) -> Result<(Vec<Value>, Value), Error> + Send + 'static,
    {
        let asked = ask(&self.faces.store, |session| {
            let (items, rest) = question(session)?;
            Ok((items, rest, Dataset::new(query::release(session)?)))
        });
        let (items, rest, about) = asked.await?;
        let cube = self.layout()?.cube.ok_or_else(not_set_up)?;
        Ok(HttpResponse::Ok().json(cube.of(self.operation.summary, &items, &rest, &about)?))
    }

    fn layout(&self) -> Result<&'static Layout, Problem> {
        self.operation.layout().ok_or_else(not_set_up)
    }

    fn writer(&self) -> Result<Writer, Problem> {
        let columns = self.faces.columns.get(self.operation.path).ok_or_else(not_set_up)?;
        let (layout, columns) = (self.layout()?, columns.clone());
        Ok(Writer { layout, columns, chosen: self.chosen })
    }

    /// An answer that is a file of a release.
    fn file(&self, release: &str) -> HttpResponseBuilder {
        let name = name_of(self.operation.path, &self.key(), release, self.chosen.format);
        let mut response = HttpResponse::Ok();
        response.insert_header((header::CONTENT_TYPE, self.chosen.format.content_type()));
        let disposition = format!("attachment; filename=\"{name}\"");
        response.insert_header((header::CONTENT_DISPOSITION, disposition));
        response
    }

    /// The address of the page after a cursor.
    fn address_after(&self, cursor: &str) -> String {
        format!("{}{}", self.base(), self.given.path_after(self.request.path(), cursor))
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

fn not_set_up() -> Problem {
    Problem::new(Code::Internal, "The address is not set up.")
}

/// The format to answer in.
fn chosen(operation: &Operation, given: &Given, request: &HttpRequest) -> Result<Chosen, Problem> {
    let Some(layout) = operation.layout() else {
        let media_type = operation.answer.media_type();
        if accept::weight(request.headers(), media_type) > 0.0 {
            return Ok(Chosen::default());
        }
        let detail = format!("This address answers in {media_type} alone.");
        return Err(Problem::new(Code::NotAcceptable, detail));
    };
    let (format, dialect) = (given.one(&FORMAT), given.one(&DIALECT));
    let suffix = request.match_info().get(SUFFIX);
    choose(layout.formats(), (format.as_deref(), dialect.as_deref()), suffix, request.headers())
}

fn link(response: &mut HttpResponseBuilder, next: Option<&str>) {
    if let Some(next) = next {
        response.insert_header((header::LINK, format!("<{next}>; rel=\"next\"")));
    }
}

/// All items of a list, or those of the page whose size is given; of a list nothing else is told.
fn all<T: Serialize>(
    session: &mut Session,
    asked: &PageRequest,
    question: &mut impl FnMut(&mut Session, &PageRequest) -> Result<Page<T>, Error>,
) -> Result<(Vec<Value>, Value), Error> {
    let mut page = asked.clone();
    page.first = page.first.or(Some(query::MAX_FIRST));
    let mut items = Vec::new();
    loop {
        let found = question(session, &page)?;
        page.after = found.end_cursor().map(str::to_owned);
        let has_more = found.has_next_page && asked.first.is_none();
        let values = found.items.iter().map(|i| serde_json::to_value(&i.item).unwrap_or_default());
        items.extend(values);
        if !has_more {
            return Ok((items, Value::Null));
        }
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
