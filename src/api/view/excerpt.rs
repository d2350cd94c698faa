//! Lines of a document's text as both faces show them.

use std::borrow::Cow;

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::openapi::schema::{AllOfBuilder, Schema};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::api::view::{
    BudgetLine, Indicator, InternalControlTask, Narrative, Objective, Passage, Risk, count,
};
use crate::query::{self, Place, SourceLine};

/// A line of a document's text.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// Number of the line, from 1.
    #[schema(example = 45, minimum = 1)]
    pub line: i32,
    /// Its text, exactly as in the document.
    pub text: String,
}

/// The lines that print something, with the lines around them.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Excerpt {
    /// Number of the first line that prints it, from 1.
    #[schema(example = 45, minimum = 1)]
    pub line: i32,
    /// The lines that print it and their neighbours, in order.
    pub lines: Vec<Line>,
}

/// A thing with the lines of the document that print it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WithExcerpt<T> {
    /// The thing.
    #[serde(flatten)]
    pub item: T,
    /// The rest.
    #[serde(flatten)]
    pub beside: Beside,
}

/// What stands beside a thing that is asked for alone.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Beside {
    /// The lines that print it and their neighbours.
    pub excerpt: Excerpt,
    /// Id of the release that the answer was made from.
    #[schema(example = "5f0c2a9d71be")]
    pub release: String,
}

impl<T: ToSchema> ToSchema for WithExcerpt<T> {
    fn name() -> Cow<'static, str> {
        format!("{}WithExcerpt", T::name()).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
        schemas.push((T::name().into(), T::schema()));
        Beside::schemas(schemas);
    }
}

/// Written out, because the derived schema of a generic struct repeats its items in place.
impl<T: ToSchema> PartialSchema for WithExcerpt<T> {
    fn schema() -> RefOr<Schema> {
        AllOfBuilder::new()
            .description(Some("A thing with the lines of the document that print it."))
            .item(Ref::from_schema_name(T::name()))
            .item(Beside::schema())
            .into()
    }
}

/// A thing that stands in a document's text.
pub trait Printed {
    /// The stretch of lines that prints it, or where it begins.
    fn place(&self) -> Place;
}

impl Printed for BudgetLine {
    fn place(&self) -> Place {
        lines(&self.source.document, self.source.line, self.source.line)
    }
}

impl Printed for Indicator {
    fn place(&self) -> Place {
        lines(&self.source.document, self.line, self.line)
    }
}

macro_rules! printed {
    ($($thing:ident by $passage:ident,)+) => {
        $(impl Printed for $thing {
            fn place(&self) -> Place {
                beginning(&self.source.document, &self.$passage)
            }
        })+
    };
}

printed! {
    Objective by text,
    Risk by description,
    InternalControlTask by task,
    Narrative by text,
}

/// The first stretch of a piece of text.
fn beginning(document: &str, passage: &Passage) -> Place {
    let first = passage.lines.first();
    first.map_or_else(|| lines(document, 0, 0), |s| lines(document, s.first, s.last))
}

fn lines(document: &str, first: i32, last: i32) -> Place {
    let number = |line: i32| usize::try_from(line).unwrap_or_default();
    (document.to_owned(), number(first), number(last))
}

/// A stretch of a document's text.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct DocumentLines {
    /// Id of the document.
    #[schema(example = "kemijarvi-hallintopalvelut-2024")]
    pub document_id: String,
    /// How many lines the whole document has.
    #[schema(example = 812, minimum = 0)]
    pub line_count: i32,
    /// The lines asked for, in order.
    pub lines: Vec<Line>,
    /// Id of the release that the answer was made from.
    #[graphql(skip)]
    #[schema(example = "5f0c2a9d71be")]
    pub release: String,
}

impl From<SourceLine> for Line {
    fn from(of: SourceLine) -> Self {
        Self { line: count(of.line), text: of.text }
    }
}

impl Excerpt {
    /// The excerpt around a line.
    #[must_use]
    pub fn new(line: usize, lines: Vec<SourceLine>) -> Self {
        Self { line: count(line), lines: lines.into_iter().map(Line::from).collect() }
    }
}

impl DocumentLines {
    /// The public shape of a stretch of text.
    #[must_use]
    pub fn new(of: query::DocumentLines, release: String) -> Self {
        Self {
            document_id: of.document_id,
            line_count: count(of.line_count),
            lines: of.lines.into_iter().map(Line::from).collect(),
            release,
        }
    }
}
