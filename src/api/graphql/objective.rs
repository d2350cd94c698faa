//! Objectives: what leads to them, and what they lead to.

use async_graphql::{ComplexObject, Context, Error, ID, Object, OutputType, Result};

use crate::api::ask::ask;
use crate::api::graphql::connection::{Connection, list_cost};
use crate::api::graphql::query::years;
use crate::api::graphql::{Ask, NESTED_FIRST, Origin, ROOT_FIRST, codes, ids, page};
use crate::api::view::{BindingLevel, FiscalYears, Objective, ObjectiveKind, Printed};
use crate::query::{self, Below, ContentFilter, ObjectiveFilter};

#[ComplexObject]
impl Objective {
    /// Id: the document and the line on which it begins.
    pub(crate) async fn id(&self) -> ID {
        ID(self.id.clone())
    }

    #[graphql(flatten)]
    fn origin(&self) -> Origin {
        let (municipality, unit) = (self.municipality.code.clone(), self.unit.id.clone());
        Origin { municipality, unit, place: self.place() }
    }
}

/// The questions at the root.
pub(crate) struct ObjectiveQuestions;

/// The questions at the root.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl ObjectiveQuestions {
    /// What units set out to do, and what came of it, by municipality, document and place in the document.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn objectives(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Municipalities: code, slug or name.")] municipality: Option<Vec<String>>,
        #[graphql(desc = "Documents: ids.")] document: Option<Vec<ID>>,
        #[graphql(desc = "Units: ids.")] unit: Option<Vec<ID>>,
        #[graphql(desc = "Also every unit below the units named.", default)]
        include_descendants: bool,
        #[graphql(desc = "Fiscal years, or ranges of them.")] fiscal_year: Option<Vec<FiscalYears>>,
        #[graphql(desc = "Kinds of objective.")] kind: Option<Vec<ObjectiveKind>>,
        #[graphql(desc = "Whom the objective binds.")] binding_level: Option<Vec<BindingLevel>>,
        #[graphql(desc = "A part of the strategic goal or theme, in any case of letters.")]
        theme: Option<String>,
        #[graphql(desc = "Goals of sustainable development that the objective names: numbers.")]
        sdg: Option<Vec<i32>>,
        #[graphql(desc = "Only objectives with an outcome, or only those without.")]
        has_outcome: Option<bool>,
        #[graphql(desc = "Only objectives with a target in figures, or only those without.")]
        has_target: Option<bool>,
        #[graphql(
            desc = "Words, all of which must stand in the text in any of their forms: `koulutus` finds `koulutuksen`."
        )]
        q: Option<String>,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Objective>> {
        let content = ContentFilter {
            municipality: municipality.unwrap_or_default(),
            document: ids(document),
            unit: ids(unit),
            include_descendants,
            q,
        };
        let filter = ObjectiveFilter {
            content,
            fiscal_year: years(fiscal_year),
            kind: codes(kind, ObjectiveKind::as_str),
            binding_level: codes(binding_level, BindingLevel::as_str),
            theme,
            sdg: sdg.unwrap_or_default().iter().map(ToString::to_string).collect(),
            has_outcome,
            has_target,
        };
        let (page, language) = (page(first, after), ctx.language(None));
        let asked = ask(ctx.store(), move |s| query::objectives(s, &filter, &page)).await?;
        Ok(Connection::new(asked, |stated| Objective::new(stated, language)))
    }

    /// An objective.
    async fn objective(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the objective.")] id: ID,
    ) -> Option<Result<Objective>> {
        let asked = ask(ctx.store(), move |s| query::objective(s, &id)).await;
        Some(asked.map(|stated| Objective::new(stated, ctx.language(None))).map_err(Error::from))
    }
}

/// The same question below a municipality, a document or a unit.
pub(crate) struct ObjectiveBelow {
    pub(crate) of: Below,
    pub(crate) parent: String,
}

/// The same question below a municipality, a document or a unit.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl ObjectiveBelow {
    /// Its objectives, by municipality, document and place in the document.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn objectives(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Documents: ids.")] document: Option<Vec<ID>>,
        #[graphql(desc = "Units: ids.")] unit: Option<Vec<ID>>,
        #[graphql(
            desc = "Also every unit below the units named, or below the unit that is asked.",
            default
        )]
        include_descendants: bool,
        #[graphql(desc = "Fiscal years, or ranges of them.")] fiscal_year: Option<Vec<FiscalYears>>,
        #[graphql(desc = "Kinds of objective.")] kind: Option<Vec<ObjectiveKind>>,
        #[graphql(desc = "Whom the objective binds.")] binding_level: Option<Vec<BindingLevel>>,
        #[graphql(desc = "A part of the strategic goal or theme, in any case of letters.")]
        theme: Option<String>,
        #[graphql(desc = "Goals of sustainable development that the objective names: numbers.")]
        sdg: Option<Vec<i32>>,
        #[graphql(desc = "Only objectives with an outcome, or only those without.")]
        has_outcome: Option<bool>,
        #[graphql(desc = "Only objectives with a target in figures, or only those without.")]
        has_target: Option<bool>,
        #[graphql(
            desc = "Words, all of which must stand in the text in any of their forms: `koulutus` finds `koulutuksen`."
        )]
        q: Option<String>,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "NESTED_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Objective>> {
        let content = ContentFilter {
            document: ids(document),
            unit: ids(unit),
            include_descendants,
            q,
            ..ContentFilter::default()
        };
        let filter = ObjectiveFilter {
            content,
            fiscal_year: years(fiscal_year),
            kind: codes(kind, ObjectiveKind::as_str),
            binding_level: codes(binding_level, BindingLevel::as_str),
            theme,
            sdg: sdg.unwrap_or_default().iter().map(ToString::to_string).collect(),
            has_outcome,
            has_target,
        };
        let language = ctx.language(None);
        let loader = ctx.loading().objectives_below.with((self.of, filter, page(first, after)));
        let page = loader.require(self.parent.clone()).await?;
        Ok(Connection::new(page, |stated| Objective::new(stated, language)))
    }
}
