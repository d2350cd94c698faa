//! Internal control: what leads to its tasks, and what they lead to.

use async_graphql::{ComplexObject, Context, Error, ID, Object, OutputType, Result};

use crate::api::ask::ask;
use crate::api::graphql::connection::{Connection, list_cost};
use crate::api::graphql::query::years;
use crate::api::graphql::{Ask, NESTED_FIRST, Origin, ROOT_FIRST, ids, page};
use crate::api::view::{FiscalYears, InternalControlTask, Printed};
use crate::query::{self, Below, ContentFilter, InternalControlFilter};

#[ComplexObject]
impl InternalControlTask {
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
pub(crate) struct InternalControlQuestions;

/// The questions at the root.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl InternalControlQuestions {
    /// The tasks of internal control and risk management, by municipality, document and place in the document.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn internal_control(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Municipalities: code, slug or name.")] municipality: Option<Vec<String>>,
        #[graphql(desc = "Documents: ids.")] document: Option<Vec<ID>>,
        #[graphql(desc = "Units: ids.")] unit: Option<Vec<ID>>,
        #[graphql(desc = "Also every unit below the units named.", default)]
        include_descendants: bool,
        #[graphql(desc = "Fiscal years, or ranges of them.")] fiscal_year: Option<Vec<FiscalYears>>,
        #[graphql(
            desc = "Words, all of which must stand in the text in any of their forms: `koulutus` finds `koulutuksen`."
        )]
        q: Option<String>,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<InternalControlTask>> {
        let content = ContentFilter {
            municipality: municipality.unwrap_or_default(),
            document: ids(document),
            unit: ids(unit),
            include_descendants,
            q,
        };
        let filter = InternalControlFilter { content, fiscal_year: years(fiscal_year) };
        let (page, language) = (page(first, after), ctx.language(None));
        let asked = ask(ctx.store(), move |s| query::internal_control(s, &filter, &page)).await?;
        Ok(Connection::new(asked, |stated| InternalControlTask::new(stated, language)))
    }

    /// A task of internal control.
    async fn internal_control_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the task.")] id: ID,
    ) -> Option<Result<InternalControlTask>> {
        let asked = ask(ctx.store(), move |s| query::internal_control_task(s, &id)).await;
        Some(
            asked
                .map(|stated| InternalControlTask::new(stated, ctx.language(None)))
                .map_err(Error::from),
        )
    }
}

/// The same question below a municipality, a document or a unit.
pub(crate) struct InternalControlBelow {
    pub(crate) of: Below,
    pub(crate) parent: String,
}

/// The same question below a municipality, a document or a unit.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
impl InternalControlBelow {
    /// Its tasks of internal control, by municipality, document and place in the document.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn internal_control(
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
        #[graphql(
            desc = "Words, all of which must stand in the text in any of their forms: `koulutus` finds `koulutuksen`."
        )]
        q: Option<String>,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "NESTED_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<InternalControlTask>> {
        let content = ContentFilter {
            document: ids(document),
            unit: ids(unit),
            include_descendants,
            q,
            ..ContentFilter::default()
        };
        let filter = InternalControlFilter { content, fiscal_year: years(fiscal_year) };
        let language = ctx.language(None);
        let loader =
            ctx.loading().internal_control_below.with((self.of, filter, page(first, after)));
        let page = loader.require(self.parent.clone()).await?;
        Ok(Connection::new(page, |stated| InternalControlTask::new(stated, language)))
    }
}
