//! How a call answers with items: page by page, as a file that goes to its end, or as a cube. What
//! the formats are stands in `export`.

use actix_web::http::{Method, header};
use actix_web::{HttpResponse, HttpResponseBuilder};
use serde::Serialize;
use serde_json::Value;

use crate::api::answered;
use crate::api::ask::{ask, blocking};
use crate::api::export::{Format, Layout, Transfer, Windows, Writer, name_of};
use crate::api::problem::Problem;
use crate::api::rest::call::{Answer, Call, not_set_up, release};
use crate::api::view::{Dataset, List, PageInfo};
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
        answered::tell(&release);
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
