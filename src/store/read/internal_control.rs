//! Tasks of internal control.

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::InternalControlTask;
use crate::store::read::contents::{Content, ContentSelection, Place, of_years, passage, select};
use crate::store::read::narrow;
use crate::store::sql::Sql;
use crate::store::{Session, StoreError, passages};

/// Which tasks; an empty list asks for nothing in particular.
#[derive(Debug, Clone, Default)]
pub(crate) struct InternalControlSelection {
    pub(crate) content: ContentSelection,
    /// First and last year of each range.
    pub(crate) fiscal_years: Vec<(i32, i32)>,
    pub(crate) has_outcome: Option<bool>,
}

#[derive(QueryableByName)]
pub(crate) struct InternalControlRow {
    #[diesel(sql_type = BigInt)]
    fiscal_year: i64,
    #[diesel(sql_type = Text)]
    task: String,
    #[diesel(sql_type = Nullable<Text>)]
    action: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    measure: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    outcome: Option<String>,
}

impl Content for InternalControlTask {
    type Selection = InternalControlSelection;
    type Row = InternalControlRow;
    type Parts = ();

    const TABLE: &'static str = "internal_control_task";
    const COLUMNS: &'static str = select!("c.fiscal_year, c.task, c.action, c.measure, c.outcome");

    fn conditions(selection: &InternalControlSelection) -> Vec<Sql> {
        let mut all = selection.content.conditions();
        of_years(&mut all, "c.fiscal_year", &selection.fiscal_years);
        all.extend(
            selection.has_outcome.map(|has| {
                Sql::new(if has { "c.outcome IS NOT NULL" } else { "c.outcome IS NULL" })
            }),
        );
        all
    }

    fn parts(_: &mut Session, _: &[&str]) -> Result<(), StoreError> {
        Ok(())
    }

    fn assemble(place: &Place, row: InternalControlRow, (): &mut ()) -> Result<Self, StoreError> {
        Ok(Self {
            id: place.id.clone(),
            unit_id: place.unit_id.clone(),
            fiscal_year: narrow(row.fiscal_year)?,
            task: passages::from_json(&row.task)?,
            action: passage(row.action.as_ref())?,
            measure: passage(row.measure.as_ref())?,
            outcome: passage(row.outcome.as_ref())?,
        })
    }

    fn id(&self) -> &str {
        &self.id
    }
}
