//! Risks of registers.

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::Risk;
use crate::store::read::contents::{Content, ContentSelection, Place, of_years, passage, select};
use crate::store::read::narrow;
use crate::store::sql::Sql;
use crate::store::{Session, StoreError, passages};

/// Which risks; an empty list asks for nothing in particular.
#[derive(Debug, Clone, Default)]
pub(crate) struct RiskSelection {
    pub(crate) content: ContentSelection,
    /// First and last year of each range.
    pub(crate) fiscal_years: Vec<(i32, i32)>,
}

#[derive(QueryableByName)]
pub(crate) struct RiskRow {
    #[diesel(sql_type = BigInt)]
    fiscal_year: i64,
    #[diesel(sql_type = Nullable<Text>)]
    category: Option<String>,
    #[diesel(sql_type = Text)]
    description: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    likelihood: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    impact: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    score: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    ratings: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    control: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    control_status: Option<String>,
}

impl Content for Risk {
    type Selection = RiskSelection;
    type Row = RiskRow;
    type Parts = ();

    const TABLE: &'static str = "risk";
    const COLUMNS: &'static str = select!(
        "c.fiscal_year, c.category, c.description, c.likelihood, c.impact, c.score, c.ratings, \
         c.control, c.control_status"
    );

    fn conditions(selection: &RiskSelection) -> Vec<Sql> {
        let mut all = selection.content.conditions();
        of_years(&mut all, "c.fiscal_year", &selection.fiscal_years);
        all
    }

    fn parts(_: &mut Session, _: &[&str]) -> Result<(), StoreError> {
        Ok(())
    }

    fn assemble(place: &Place, row: RiskRow, (): &mut ()) -> Result<Self, StoreError> {
        Ok(Self {
            id: place.id.clone(),
            unit_id: place.unit_id.clone(),
            fiscal_year: narrow(row.fiscal_year)?,
            category: passage(row.category.as_ref())?,
            description: passages::from_json(&row.description)?,
            likelihood: row.likelihood.map(narrow).transpose()?,
            impact: row.impact.map(narrow).transpose()?,
            score: row.score.map(narrow).transpose()?,
            ratings: passage(row.ratings.as_ref())?,
            control: passage(row.control.as_ref())?,
            control_status: passage(row.control_status.as_ref())?,
        })
    }

    fn id(&self) -> &str {
        &self.id
    }
}
