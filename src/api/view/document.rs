//! A document as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::view::{Date, DocumentKind, MunicipalityReference, count};
use crate::query::DocumentRecord;

/// A published document of a municipality, from which figures were read.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Document {
    /// Id.
    #[graphql(skip)]
    #[schema(example = "kemijarvi-hallintopalvelut-2024")]
    pub id: String,
    /// The municipality it is of.
    #[graphql(skip)]
    pub municipality: MunicipalityReference,
    /// Title in the language of the document.
    pub title: String,
    /// What it is.
    pub kind: DocumentKind,
    /// The fiscal year it is about.
    #[schema(example = 2024)]
    pub fiscal_year: i32,
    /// The last day of what it knows.
    pub as_of_date: Date,
    /// The day it was published, where it is known.
    pub published_date: Option<Date>,
    /// Language of the document, ISO 639-1.
    #[schema(example = "fi")]
    pub language: String,
    /// Id of the unit it is about.
    #[schema(example = "kemijarvi.hallintopalvelut")]
    pub unit_id: String,
    /// Licence of the data, as an SPDX identifier.
    #[schema(example = "CC-BY-4.0")]
    pub licence: String,
    /// Name of the publisher.
    pub publisher: String,
    /// Whether its text was read from pictures of its pages, which loses and mistakes characters.
    pub read_optically: bool,
    /// SHA-256 of its text, in hexadecimal.
    pub sha256: String,
    /// How much was read from it.
    pub reading: Reading,
}

/// How much was read from a document.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// Lines of text.
    #[schema(minimum = 0)]
    pub lines: i32,
    /// Tables.
    #[schema(minimum = 0)]
    pub tables: i32,
    /// Printed cells of the money tables.
    #[schema(minimum = 0)]
    pub money_cells: i32,
    /// Cells that the text lost and whose place arithmetic knows.
    #[schema(minimum = 0)]
    pub dropped_cells: i32,
    /// Printed cells of the key-figure tables.
    #[schema(minimum = 0)]
    pub key_figure_cells: i32,
    /// Budget lines.
    #[schema(minimum = 0)]
    pub budget_lines: i32,
    /// Findings.
    #[schema(minimum = 0)]
    pub findings: i32,
    /// Lines inside table sections that no table took.
    #[schema(minimum = 0)]
    pub unread_lines: i32,
    /// Objectives.
    #[schema(minimum = 0)]
    pub objectives: i32,
    /// Risks.
    #[schema(minimum = 0)]
    pub risks: i32,
    /// Tasks of internal control.
    #[schema(minimum = 0)]
    pub internal_control: i32,
    /// Indicators.
    #[schema(minimum = 0)]
    pub indicators: i32,
    /// Values of indicators.
    #[schema(minimum = 0)]
    pub indicator_values: i32,
    /// Sections of text.
    #[schema(minimum = 0)]
    pub narratives: i32,
    /// Responsible persons.
    #[schema(minimum = 0)]
    pub responsible_persons: i32,
    /// Lines outside table sections that say something and that nothing took.
    #[schema(minimum = 0)]
    pub unread_content_lines: i32,
}

impl Document {
    /// The public shape of a document; `municipality` names the one it is of.
    #[must_use]
    pub fn new(of: DocumentRecord, municipality: MunicipalityReference) -> Self {
        Self {
            id: of.id,
            municipality,
            title: of.title,
            kind: of.kind.into(),
            fiscal_year: of.fiscal_year,
            as_of_date: of.as_of_date.into(),
            published_date: of.published_date.map(Date::from),
            language: of.language,
            unit_id: of.unit_id,
            licence: of.licence,
            publisher: of.publisher,
            read_optically: of.read_optically,
            sha256: of.sha256,
            reading: Reading {
                lines: count(of.report.lines),
                tables: count(of.report.tables),
                money_cells: count(of.report.money_cells),
                dropped_cells: count(of.report.dropped_cells),
                key_figure_cells: count(of.report.key_figure_cells),
                budget_lines: count(of.report.budget_lines),
                findings: count(of.report.findings),
                unread_lines: count(of.report.unread_lines),
                objectives: count(of.report.contents.objectives),
                risks: count(of.report.contents.risks),
                internal_control: count(of.report.contents.internal_control),
                indicators: count(of.report.contents.indicators),
                indicator_values: count(of.report.contents.indicator_values),
                narratives: count(of.report.contents.narratives),
                responsible_persons: count(of.report.contents.responsible_persons),
                unread_content_lines: count(of.report.contents.unread_lines),
            },
        }
    }
}
