//! Sections of text.

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{Nullable, Text};

use crate::domain::{Narrative, NarrativeKind};
use crate::store::read::contents::{Content, ContentSelection, Place, of_years, select};
use crate::store::read::listing::listed;
use crate::store::read::parsed;
use crate::store::sql::Sql;
use crate::store::{Session, StoreError, passages};

/// Which sections; an empty list asks for nothing in particular.
#[derive(Debug, Clone, Default)]
pub(crate) struct NarrativeSelection {
    pub(crate) content: ContentSelection,
    /// First and last year of each range, of the document: a section has no year of its own.
    pub(crate) fiscal_years: Vec<(i32, i32)>,
    pub(crate) kinds: Vec<NarrativeKind>,
}

#[derive(QueryableByName)]
pub(crate) struct NarrativeRow {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Nullable<Text>)]
    heading: Option<String>,
    #[diesel(sql_type = Text)]
    text: String,
}

impl Content for Narrative {
    type Selection = NarrativeSelection;
    type Row = NarrativeRow;
    type Parts = ();

    const TABLE: &'static str = "narrative";
    const COLUMNS: &'static str = select!("c.kind, c.heading, c.text");

    fn conditions(selection: &NarrativeSelection) -> Vec<Sql> {
        let mut all = selection.content.conditions();
        of_years(&mut all, "d.fiscal_year", &selection.fiscal_years);
        let kinds: Vec<&str> = selection.kinds.iter().map(|k| k.as_str()).collect();
        listed(&mut all, "c.kind", &kinds);
        all
    }

    fn parts(_: &mut Session, _: &[&str]) -> Result<(), StoreError> {
        Ok(())
    }

    fn assemble(place: &Place, row: NarrativeRow, (): &mut ()) -> Result<Self, StoreError> {
        Ok(Self {
            id: place.id.clone(),
            unit_id: place.unit_id.clone(),
            kind: parsed(&row.kind)?,
            heading: row.heading,
            text: passages::from_json(&row.text)?,
        })
    }

    fn id(&self) -> &str {
        &self.id
    }
}
