//! How a call answers with items: page by page or as a cube. How it answers with a file stands in
//! `files`, and what the formats are in `export`.

use actix_web::http::header::{self, ContentType};
use actix_web::{HttpResponse, HttpResponseBuilder};
use serde::Serialize;
use serde_json::Value;

use crate::api::export::{Format, Layout};
use crate::api::problem::Problem;
use crate::api::rest::call::{Answer, Call, not_set_up, release, written};
use crate::api::view::{List, PageInfo};
use crate::query::{self, Error, Page, PageRequest, Session};

impl Call {
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
            Format::Ndjson | Format::Csv | Format::Parquet => self.export(asked, question).await,
            Format::Xlsx => self.workbook(asked, question).await,
            Format::JsonStat => self.cube(move |session| all(session, &asked, &mut question)).await,
        }
    }

    /// Answers with a page, the way to the next one included.
    async fn page<T, Q>(&self, asked: PageRequest, mut question: Q) -> Answer
    where
        T: Serialize + Send + 'static,
        Q: FnMut(&mut Session, &PageRequest) -> Result<Page<T>, Error> + Send + 'static,
    {
        let after = self.addresses();
        let asked = self.ask(move |session| {
            let page = question(session, &asked)?;
            let next = page.end_cursor().filter(|_| page.has_next_page);
            let next = next.map(|cursor| after(&cursor));
            let written = written(&List {
                total_count: page.total_count,
                page_info: PageInfo::of(&page),
                items: page.items.into_iter().map(|item| item.item).collect(),
                next: next.clone(),
                release: release(session)?,
            });
            Ok((written, next))
        });
        let (body, next) = asked.await?;
        let mut response = HttpResponse::Ok();
        link(&mut response, next.as_deref());
        Ok(response.content_type(ContentType::json()).body(body?))
    }

    /// Asks for what is no list but has items, and answers with it in the format chosen.
    pub(crate) async fn whole<T, Q>(&self, question: Q) -> Answer
    where
        T: Serialize + Send + 'static,
        Q: FnOnce(&mut Session) -> Result<T, Error> + Send + 'static,
    {
        if self.chosen.format == Format::Json {
            return self.one(question).await;
        }
        let layout = self.layout()?;
        let items = move |session: &mut Session| {
            let answer = serde_json::to_value(question(session)?).unwrap_or_default();
            Ok(layout.items_of(answer))
        };
        if self.chosen.format == Format::JsonStat {
            self.cube(items).await
        } else {
            self.items_file(items).await
        }
    }

    /// Answers with the cube of items and of the rest of an answer.
    async fn cube<Q>(&self, question: Q) -> Answer
    where
        Q: FnOnce(&mut Session) -> Result<(Vec<Value>, Value), Error> + Send + 'static,
    {
        let asked = self.ask(|session| {
            let (items, rest) = question(session)?;
            Ok((items, rest, query::edition(session)?))
        });
        let (items, rest, about) = asked.await?;
        let cube = self.layout()?.cube.ok_or_else(not_set_up)?;
        Ok(HttpResponse::Ok().json(cube.of(
            self.operation.summary,
            &items,
            &rest,
            &about,
            self.given.language()?,
        )?))
    }

    /// How the answer is laid out as rows.
    pub(super) fn layout(&self) -> Result<&'static Layout, Problem> {
        self.operation.layout().ok_or_else(not_set_up)
    }

    /// The address of the page after a cursor.
    pub(super) fn address_after(&self, cursor: &str) -> String {
        self.addresses()(cursor)
    }

    /// The addresses of the pages after cursors, wherever they are written.
    fn addresses(&self) -> impl Fn(&str) -> String + Send + use<> {
        let (base, given, path) = (self.base(), self.given.clone(), self.path().to_owned());
        move |cursor| format!("{base}{}", given.path_after(&path, cursor))
    }
}

/// Names the page after the answer, where there is one.
pub(super) fn link(response: &mut HttpResponseBuilder, next: Option<&str>) {
    if let Some(next) = next {
        response.insert_header((header::LINK, format!("<{next}>; rel=\"next\"")));
    }
}

/// Hands on a list page by page to its end, or the one page whose size is given; gives the cursor
/// of the page after that one.
pub(super) fn pages<T, E: From<Error>>(
    session: &mut Session,
    asked: &PageRequest,
    question: &mut impl FnMut(&mut Session, &PageRequest) -> Result<Page<T>, Error>,
    mut take: impl FnMut(Page<T>) -> Result<(), E>,
) -> Result<Option<String>, E> {
    let mut page = asked.clone();
    page.first = page.first.or(Some(query::MAX_FIRST));
    loop {
        let found = question(session, &page)?;
        let next = found.end_cursor().filter(|_| found.has_next_page);
        take(found)?;
        if next.is_none() || asked.first.is_some() {
            return Ok(next);
        }
        page.after = next;
    }
}

/// All items of a list; of a list nothing else is told.
fn all<T: Serialize>(
    session: &mut Session,
    asked: &PageRequest,
    question: &mut impl FnMut(&mut Session, &PageRequest) -> Result<Page<T>, Error>,
) -> Result<(Vec<Value>, Value), Error> {
    let mut items = Vec::new();
    pages(session, asked, question, |page| {
        let values = page.items.iter().map(|i| serde_json::to_value(&i.item).unwrap_or_default());
        items.extend(values);
        Ok::<_, Error>(())
    })?;
    Ok((items, Value::Null))
}
