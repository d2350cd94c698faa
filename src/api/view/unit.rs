//! A unit as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::view::{Fit, MunicipalityReference, UnitKind, count};
use crate::domain;
use crate::query::ResponsiblePersonRecord;

/// A part of a municipality that money belongs to: the municipality itself, a sector, a service
/// area or a cost unit. Two units may bear the same name at different levels; their ids differ.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Unit {
    /// Path of names from the municipality down.
    #[graphql(skip)]
    #[schema(example = "kemijarvi.hallintopalvelut")]
    pub id: String,
    /// The municipality it is a part of.
    #[graphql(skip)]
    pub municipality: MunicipalityReference,
    /// Id of the unit it belongs to; null for the municipality itself.
    #[schema(example = "kemijarvi")]
    pub parent_id: Option<String>,
    /// Level.
    pub kind: UnitKind,
    /// The code that the municipality prints, where it prints one.
    #[schema(example = "64110000")]
    pub code: Option<String>,
    /// Canonical name in Finnish.
    #[schema(example = "Hallintopalvelut")]
    pub name: String,
    /// Place among its siblings, from 0.
    #[schema(example = 0, minimum = 0)]
    pub position: i32,
    /// Code of the function of government (COFOG) it serves; null where it serves several.
    #[graphql(skip)]
    #[schema(example = "01.3.1")]
    pub function: Option<String>,
    /// How well the function fits.
    pub fit: Option<Fit>,
    /// What the unit does besides, or what it leaves to others.
    pub scope: Option<String>,
    /// Id of the unit that states the same money at another place of the tree; sums count the two
    /// once.
    pub same_as: Option<String>,
    /// The names under which documents print it.
    pub printed_names: Vec<PrintedName>,
    /// Who answers for it, as documents name them in their public function.
    #[graphql(skip)]
    pub responsible_persons: Vec<ResponsiblePerson>,
}

/// Who answers for a unit, as a document names them in their public function.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct ResponsiblePerson {
    /// Id of the document.
    #[schema(example = "kemijarvi-hallintopalvelut-2024")]
    pub document_id: String,
    /// Name or office as printed.
    #[schema(example = "hallintojohtaja")]
    pub name: String,
    /// Number of the line, from 1.
    #[schema(example = 12, minimum = 1)]
    pub line: i32,
}

/// A name of a unit as a document prints it.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct PrintedName {
    /// Id of the document.
    #[schema(example = "kemijarvi-hallintopalvelut-2024")]
    pub document_id: String,
    /// The name as printed.
    #[schema(example = "HALLINTOPALVELUT")]
    pub name: String,
}

impl Unit {
    /// The public shape of a unit; `municipality` names the one it is a part of and `persons` who
    /// answers for it.
    #[must_use]
    pub fn new(
        of: &domain::Unit,
        municipality: MunicipalityReference,
        persons: Vec<ResponsiblePersonRecord>,
    ) -> Self {
        let printed = |(document_id, name): &(String, String)| PrintedName {
            document_id: document_id.clone(),
            name: name.clone(),
        };
        Self {
            id: of.id.clone(),
            municipality,
            parent_id: of.parent_id.clone(),
            kind: of.kind.into(),
            code: of.code.clone(),
            name: of.name.clone(),
            position: of.position,
            function: of.function.clone(),
            fit: of.fit.map(Fit::from),
            scope: of.scope.clone(),
            same_as: of.same_as.clone(),
            printed_names: of.printed_names.iter().map(printed).collect(),
            responsible_persons: persons.into_iter().map(ResponsiblePerson::from).collect(),
        }
    }
}

impl From<ResponsiblePersonRecord> for ResponsiblePerson {
    fn from(of: ResponsiblePersonRecord) -> Self {
        Self { document_id: of.document_id, name: of.person.name, line: count(of.person.line) }
    }
}
