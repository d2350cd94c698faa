//! How a call answers with a file: written row by row as it is read, or made as a whole.

use actix_web::http::{Method, header};
use actix_web::{HttpResponse, HttpResponseBuilder};
use serde::Serialize;
use serde_json::Value;

use crate::api::answered;
use crate::api::ask::in_session;
use crate::api::export::workbook::{self, Place};
use crate::api::export::{Format, Sheet, Transfer, Windows, Workbook, Writer, name_of};
use crate::api::problem::Problem;
use crate::api::rest::call::{Answer, Call, not_set_up, require};
use crate::api::rest::items::{link, pages};
use crate::api::view::{LICENCE, SOURCE_STATEMENT};
use crate::query::{self, Edition, Error, Page, PageRequest, Session};

impl Call {
    /// Answers with a list in a format that is written row by row. What is wrong with the question
    /// shows in its first window, before anything is sent.
    pub(super) async fn export<T, Q>(&self, asked: PageRequest, question: Q) -> Answer
    where
        T: Serialize + Send + 'static,
        Q: FnMut(&mut Session, &PageRequest) -> Result<Page<T>, Error> + Send + 'static,
    {
        let (sheet, address, store) = (self.sheet()?, self.address(), self.store());
        let (is_page, needs_length) = (asked.first.is_some(), self.needs_length());
        let named = self.named_release();
        let exports = self.faces.exports.clone();
        let begun = in_session(&store, move |mut session| {
            require(&mut session, named.as_deref())?;
            let about = query::edition(&mut session)?;
            let writer = Writer::new(sheet, &metadata(&about, &address))?;
            let (mut window, mut rest) = Windows::new(session, question, &asked, writer).read()?;
            if let Some(left) = rest.take_if(|_| needs_length) {
                let _room = exports.room()?;
                (window, rest) = left.gather(window)?;
            }
            Ok((about.release.unwrap_or_default(), window, rest))
        });
        let (release, window, rest) = begun.await?;
        answered::tell(&release);
        let mut response = self.file(&release);
        if is_page {
            link(&mut response, window.next.map(|c| self.address_after(&c)).as_deref());
        }
        Ok(match rest {
            Some(_) if self.request.method() == Method::HEAD => response.body(Transfer::none()),
            Some(rest) => response.body(rest.send(&self.faces.exports, window.bytes)?),
            None => response.body(window.bytes),
        })
    }

    /// Whether the client asks how long the answer is, or for a part of it by its place.
    fn needs_length(&self) -> bool {
        self.request.method() == Method::HEAD || self.request.headers().contains_key(header::RANGE)
    }

    /// Answers with a list as a workbook, which is made as a whole: one that is too long is refused
    /// before it is begun.
    pub(super) async fn workbook<T, Q>(&self, asked: PageRequest, mut question: Q) -> Answer
    where
        T: Serialize + Send + 'static,
        Q: FnMut(&mut Session, &PageRequest) -> Result<Page<T>, Error> + Send + 'static,
    {
        let (sheet, place, store) = (self.sheet()?, self.place(), self.store());
        let exports = self.faces.exports.clone();
        let named = self.named_release();
        let made = in_session(&store, move |mut session| {
            require(&mut session, named.as_deref())?;
            let about = query::edition(&mut session)?;
            let mut book = Workbook::new(sheet, place)?;
            let mut room = None;
            let next = pages(&mut session, &asked, &mut question, |page| {
                if asked.first.is_none() {
                    workbook::check_count(page.total_count)?;
                }
                if asked.first.is_none() && page.has_next_page && room.is_none() {
                    room = Some(exports.room()?);
                }
                let items: Vec<T> = page.items.into_iter().map(|item| item.item).collect();
                book.write(&items)
            })?;
            let bytes = book.end(&Value::Null, &about)?;
            Ok((about.release.unwrap_or_default(), bytes, next))
        });
        let (release, bytes, next) = made.await?;
        answered::tell(&release);
        let mut response = self.file(&release);
        link(&mut response, next.map(|cursor| self.address_after(&cursor)).as_deref());
        Ok(response.body(bytes))
    }

    /// Answers with the items of what is no list as a file.
    pub(super) async fn items_file<Q>(&self, question: Q) -> Answer
    where
        Q: FnOnce(&mut Session) -> Result<(Vec<Value>, Value), Error> + Send + 'static,
    {
        let asked = self.ask(|session| Ok((question(session)?, query::edition(session)?)));
        let ((items, rest), about) = asked.await?;
        let body = self.written(&items, &rest, &about)?;
        Ok(self.file(&about.release.unwrap_or_default()).body(body))
    }

    /// All items of an answer as a file.
    fn written(&self, items: &[Value], rest: &Value, about: &Edition) -> Result<Vec<u8>, Problem> {
        let sheet = self.sheet()?;
        if self.chosen.format == Format::Xlsx {
            let mut book = Workbook::new(sheet, self.place())?;
            book.write(items)?;
            return book.end(rest, about);
        }
        let mut writer = Writer::new(sheet, &metadata(about, &self.address()))?;
        let bytes = writer.write(items)?;
        Ok([bytes, writer.end()?].concat())
    }

    fn sheet(&self) -> Result<Sheet, Problem> {
        let columns = self.faces.columns.get(self.operation.path).ok_or_else(not_set_up)?;
        Ok(Sheet {
            layout: self.layout()?,
            columns: columns.clone(),
            chosen: self.chosen,
            language: self.given.language()?,
        })
    }

    fn place(&self) -> Place {
        let name = self.operation.path.rsplit('/').next().unwrap_or_default().to_owned();
        Place { base: self.base(), address: self.address(), name }
    }

    /// The address that was asked, from its path on.
    fn address(&self) -> String {
        self.request.uri().path_and_query().map_or_else(String::new, ToString::to_string)
    }

    /// An answer that is a file of a release.
    fn file(&self, release: &str) -> HttpResponseBuilder {
        let format = self.chosen.format;
        let name = name_of(self.operation.path, &self.key(), release, format);
        let mut response = HttpResponse::Ok();
        response.insert_header((header::CONTENT_TYPE, format.content_type()));
        let disposition = format!("attachment; filename=\"{name}\"");
        response.insert_header((header::CONTENT_DISPOSITION, disposition));
        if format.is_compressed() {
            // Compressing it again would cost time and gain nothing.
            response.insert_header(header::ContentEncoding::Identity);
        }
        response
    }
}

/// What a file of Parquet says of itself.
fn metadata(about: &Edition, address: &str) -> Vec<(String, String)> {
    let release = about.release.clone().unwrap_or_default();
    [
        ("address", address.to_owned()),
        ("release", release),
        ("licence", LICENCE.to_owned()),
        ("source", SOURCE_STATEMENT.to_owned()),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into()
}
