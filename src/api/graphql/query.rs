//! The root of GraphQL: the questions that REST answers too.

use async_graphql::{Context, Error, ID, Object, Result};

use crate::api::ask::ask;
use crate::api::graphql::account::AccountQuestions;
use crate::api::graphql::aggregate::AggregateQuestions;
use crate::api::graphql::budget_execution::BudgetExecutionQuestions;
use crate::api::graphql::budget_line::BudgetLineQuestions;
use crate::api::graphql::change::ChangeQuestions;
use crate::api::graphql::comparison::ComparisonQuestions;
use crate::api::graphql::connection::Connection;
use crate::api::graphql::contents::ContentQuestions;
use crate::api::graphql::dataset::DatasetQuestions;
use crate::api::graphql::finding::FindingQuestions;
use crate::api::graphql::function::FunctionQuestions;
use crate::api::graphql::node::{self, Node};
use crate::api::graphql::shape::{document_of, unit_of, years};
use crate::api::graphql::{Ask, NESTED_FIRST, ROOT_FIRST, codes, ids, page, price};
use crate::api::view::{Document, DocumentKind, FiscalYears, Municipality, Unit, UnitKind};
use crate::query::{self, DocumentFilter, MunicipalityFilter, UnitFilter};

/// The root of the schema.
pub struct Query;

/// Open municipal finance data for Finland: budgets and results of municipalities, every figure
/// traceable to the line of the document that printed it. The same questions can be asked over
/// REST under `/v1`.
///
/// Lists are Relay connections: `first` items (at most 500) after the cursor `after`. A list
/// argument means "any of". An error carries its code in `extensions.code`.
///
/// Limits: 16 KiB of query text, 64 KiB of body, brackets nested 64 deep, objects nested 20 deep,
/// selections nested 24 deep with fragments written out, 5,000 fields, 50 aliases and 50
/// directives with fragments written out, 500,000 values in an answer (every list counted as
/// `first` times what is asked of an item), 100 points for questions (a list costs 4, inside objects
/// 33 of budget lines and 11 with descendants, what is computed from many lines 15), 10 seconds. Batches and uploads are not taken.
///
/// By GET a query may be kept by caches. It may be named by its SHA-256 alone once it was sent with
/// it (automatic persisted queries); worked questions with addresses of their own are listed at
/// `/graphql/documents`.
///
/// A field that leads to one object is null, beside an error, where there is no such object.
#[Object]
#[expect(
    clippy::too_many_arguments,
    reason = "the arguments of a field are the arguments of its function"
)]
#[expect(clippy::unused_self, reason = "the root has nothing of its own to hand on")]
impl Query {
    /// The municipalities whose documents were read, by code.
    #[graphql(complexity = "price::list(first, child_complexity)")]
    async fn municipalities(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Municipalities: code, slug or name.")] municipality: Option<Vec<String>>,
        #[graphql(desc = "Also municipalities whose documents are not read.", default)]
        include_uncovered: bool,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Municipality>> {
        let filter = MunicipalityFilter {
            municipality: municipality.unwrap_or_default(),
            include_uncovered,
        };
        let (page, language) = (page(ctx, first, after), ctx.language(None));
        let asked = ask(ctx.store(), move |s| query::municipalities(s, &filter, &page)).await?;
        Ok(Connection::new(asked, |m| Municipality::new(&m, language)))
    }

    /// A municipality.
    async fn municipality(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code, slug or name of the municipality.")] code: String,
    ) -> Option<Result<Municipality>> {
        let asked = ask(ctx.store(), move |s| query::municipality(s, &code)).await;
        Some(asked.map(|asked| Municipality::new(&asked, ctx.language(None))).map_err(Error::from))
    }

    /// The documents that were read, by municipality, fiscal year and id.
    #[graphql(complexity = "price::list(first, child_complexity)")]
    async fn documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Municipalities: code, slug or name.")] municipality: Option<Vec<String>>,
        #[graphql(desc = "Documents: ids.")] document: Option<Vec<ID>>,
        #[graphql(desc = "Kinds of document.")] kind: Option<Vec<DocumentKind>>,
        #[graphql(desc = "Fiscal years, or ranges of them.")] fiscal_year: Option<Vec<FiscalYears>>,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Document>> {
        let filter = DocumentFilter {
            municipality: municipality.unwrap_or_default(),
            document: ids(document),
            kind: codes(kind, DocumentKind::as_str),
            fiscal_year: years(fiscal_year),
        };
        let page = page(ctx, first, after);
        let asked = ask(ctx.store(), move |s| query::documents(s, &filter, &page)).await?;
        Ok(Connection::new(asked, document_of))
    }

    /// A document.
    async fn document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the document.")] id: ID,
    ) -> Option<Result<Document>> {
        let asked = ask(ctx.store(), move |s| query::document(s, &id)).await;
        Some(asked.map(document_of).map_err(Error::from))
    }

    /// The parts of municipalities that money belongs to, a unit before its descendants.
    #[graphql(complexity = "price::list(first, child_complexity)")]
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Municipalities: code, slug or name.")] municipality: Option<Vec<String>>,
        #[graphql(desc = "Units: ids.")] unit: Option<Vec<ID>>,
        #[graphql(desc = "Also every unit below the units named.", default)]
        include_descendants: bool,
        #[graphql(
            desc = "Functions of government (COFOG) that the unit serves: codes; also those below them."
        )]
        function: Option<Vec<String>>,
        #[graphql(
            desc = "Units right above: ids; with `includeDescendants` every unit below them."
        )]
        parent: Option<Vec<ID>>,
        #[graphql(desc = "Levels.")] kind: Option<Vec<UnitKind>>,
        #[graphql(desc = "Units that these documents state amounts of or are about: ids.")]
        document: Option<Vec<ID>>,
        #[graphql(desc = "A part of the name or of the code, in any case of letters.")] q: Option<
            String,
        >,
        #[graphql(desc = "How many items to give, 1 to 500.", default_with = "ROOT_FIRST")]
        first: i32,
        #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
    ) -> Result<Connection<Unit>> {
        let filter = UnitFilter {
            municipality: municipality.unwrap_or_default(),
            unit: ids(unit),
            include_descendants,
            parent: ids(parent),
            kind: codes(kind, UnitKind::as_str),
            document: ids(document),
            function: function.unwrap_or_default(),
            q,
        };
        let page = page(ctx, first, after);
        let asked = ask(ctx.store(), move |s| query::units(s, &filter, &page)).await?;
        Ok(Connection::new(asked, unit_of))
    }

    /// A unit.
    async fn unit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the unit.")] id: ID,
    ) -> Option<Result<Unit>> {
        let asked = ask(ctx.store(), move |s| query::unit(s, &id)).await;
        Some(asked.map(unit_of).map_err(Error::from))
    }

    #[graphql(flatten)]
    fn account_questions(&self) -> AccountQuestions {
        AccountQuestions
    }

    #[graphql(flatten)]
    fn budget_line_questions(&self) -> BudgetLineQuestions {
        BudgetLineQuestions
    }

    #[graphql(flatten)]
    fn budget_execution_questions(&self) -> BudgetExecutionQuestions {
        BudgetExecutionQuestions
    }

    #[graphql(flatten)]
    fn function_questions(&self) -> FunctionQuestions {
        FunctionQuestions
    }

    #[graphql(flatten)]
    fn comparison_questions(&self) -> ComparisonQuestions {
        ComparisonQuestions
    }

    #[graphql(flatten)]
    fn aggregate_questions(&self) -> AggregateQuestions {
        AggregateQuestions
    }

    #[graphql(flatten)]
    fn change_questions(&self) -> ChangeQuestions {
        ChangeQuestions
    }

    #[graphql(flatten)]
    fn content_questions(&self) -> ContentQuestions {
        ContentQuestions::default()
    }

    #[graphql(flatten)]
    fn finding_questions(&self) -> FindingQuestions {
        FindingQuestions
    }

    #[graphql(flatten)]
    fn dataset_questions(&self) -> DatasetQuestions {
        DatasetQuestions
    }

    /// The object with this id, of whatever type; null where there is none.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the object.")] id: ID,
    ) -> Result<Option<Node>> {
        node::find(ctx, &id).await
    }

    /// The objects with these ids, in the order of the ids; null where there is none.
    #[graphql(complexity = "price::list(NESTED_FIRST, child_complexity)")]
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Ids of the objects, at most 100.", validator(max_items = 100))] ids: Vec<
            ID,
        >,
    ) -> Result<Vec<Option<Node>>> {
        node::find_all(ctx, &ids).await
    }
}
