//! Any object by its id. Ids are the same in both faces and no two objects share one.

use async_graphql::{Context, ID, Interface, Result};

use crate::api::graphql::Ask;
use crate::api::graphql::function::function_of;
use crate::api::graphql::shape::{document_of, finding_of, unit_of};
use crate::api::problem::Problem;
use crate::api::view::{
    Account, BudgetLine, Document, Finding, Function, Indicator, InternalControlTask, Municipality,
    Narrative, Objective, Risk, Table, Unit,
};

/// An object with an id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Id of the object; stable, and the same in REST."))]
pub(crate) enum Node {
    /// A municipality; its id is its code.
    Municipality(Municipality),
    /// A document.
    Document(Document),
    /// A table of a document.
    Table(Table),
    /// A unit.
    Unit(Unit),
    /// An account; its id is its code.
    Account(Account),
    /// A function of government; its id is its code.
    Function(Function),
    /// A budget line.
    BudgetLine(BudgetLine),
    /// A finding.
    Finding(Finding),
    /// An objective.
    Objective(Objective),
    /// A risk.
    Risk(Risk),
    /// A task of internal control.
    InternalControlTask(InternalControlTask),
    /// An indicator.
    Indicator(Indicator),
    /// A section of text.
    Narrative(Narrative),
}

/// The object with this id. Every kind of object is asked, as an id does not say its kind; what
/// many ids ask of one kind is asked together.
pub(crate) async fn find(ctx: &Context<'_>, id: &ID) -> Result<Option<Node>> {
    let (loading, language) = (ctx.loading(), ctx.language(None));
    let id = id.as_str().to_owned();
    let (line, unit, finding, document, municipality, account, function, table) = tokio::join!(
        loading.budget_lines.load(id.clone()),
        loading.units.load(id.clone()),
        loading.findings.load(id.clone()),
        loading.documents.load(id.clone()),
        loading.municipalities.load(id.clone()),
        loading.accounts.load(id.clone()),
        loading.functions.load(id.clone()),
        find_table(ctx, &id),
    );
    let found = None
        .or(line?.map(|line| Node::BudgetLine(BudgetLine::new(line, language))))
        .or(unit?.map(|unit| Node::Unit(unit_of(unit))))
        .or(finding?.map(|finding| Node::Finding(finding_of(finding))))
        .or(document?.map(|document| Node::Document(document_of(document))))
        .or(municipality?.map(|m| Node::Municipality(Municipality::new(&m, language))))
        .or(account?.map(|account| Node::Account(Account::new(&account, language))))
        .or(function?.map(|f| Node::Function(function_of(f, language))))
        .or(table?.map(Node::Table));
    match found {
        Some(node) => Ok(Some(node)),
        None => find_content(ctx, id).await,
    }
}

/// The thing with this id that a document says besides its budget lines.
async fn find_content(ctx: &Context<'_>, id: String) -> Result<Option<Node>> {
    let (loading, language) = (ctx.loading(), ctx.language(None));
    let (objective, risk, task, indicator, narrative) = tokio::join!(
        loading.objectives.load(id.clone()),
        loading.risks.load(id.clone()),
        loading.internal_control.load(id.clone()),
        loading.indicators.load(id.clone()),
        loading.narratives.load(id),
    );
    let found = None
        .or(objective?.map(|of| Node::Objective(Objective::new(of, language))))
        .or(risk?.map(|of| Node::Risk(Risk::new(of, language))))
        .or(task?.map(|of| Node::InternalControlTask(InternalControlTask::new(of, language))))
        .or(indicator?.map(|of| Node::Indicator(Indicator::new(of, language))))
        .or(narrative?.map(|of| Node::Narrative(Narrative::new(of, language))));
    Ok(found)
}

/// The objects with these ids, in order.
pub(crate) async fn find_all(ctx: &Context<'_>, ids: &[ID]) -> Result<Vec<Option<Node>>> {
    let mut found = Vec::with_capacity(ids.len());
    for node in
        async_graphql::futures_util::future::join_all(ids.iter().map(|id| find(ctx, id))).await
    {
        found.push(node?);
    }
    Ok(found)
}

/// The table with this id, which begins with the id of its document.
pub(crate) async fn find_table(ctx: &Context<'_>, id: &str) -> Result<Option<Table>, Problem> {
    let Some((document_id, _)) = id.rsplit_once(".t") else {
        return Ok(None);
    };
    let loader = &ctx.loading().tables_of_documents;
    let tables = loader.load(document_id.to_owned()).await?.unwrap_or_default();
    let table = tables.into_iter().find(|table| table.id == id);
    Ok(table.map(|table| Table::new(document_id, table)))
}
