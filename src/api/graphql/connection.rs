//! Pages as Relay connections.

use async_graphql::{Object, OutputType, SimpleObject};

use crate::api::view::{
    Account, AggregateGroup, BudgetExecution, BudgetLine, Change, Document, Finding, Function,
    Indicator, InternalControlTask, Municipality, Narrative, Objective, PageInfo, Release, Risk,
    Sdg, Unit, count,
};
use crate::query::Page;

/// A page of a list.
pub(crate) struct Connection<T: OutputType> {
    edges: Vec<Edge<T>>,
    page_info: PageInfo,
    total_count: i32,
}

/// An item of a page with its cursor.
#[derive(SimpleObject)]
#[graphql(
    concrete(name = "MunicipalityEdge", params(Municipality)),
    concrete(name = "DocumentEdge", params(Document)),
    concrete(name = "UnitEdge", params(Unit)),
    concrete(name = "AccountEdge", params(Account)),
    concrete(name = "FunctionEdge", params(Function)),
    concrete(name = "SdgEdge", params(Sdg)),
    concrete(name = "ReleaseEdge", params(Release)),
    concrete(name = "BudgetExecutionEdge", params(BudgetExecution)),
    concrete(name = "BudgetLineEdge", params(BudgetLine)),
    concrete(name = "AggregateGroupEdge", params(AggregateGroup)),
    concrete(name = "ChangeEdge", params(Change)),
    concrete(name = "FindingEdge", params(Finding)),
    concrete(name = "ObjectiveEdge", params(Objective)),
    concrete(name = "RiskEdge", params(Risk)),
    concrete(name = "InternalControlTaskEdge", params(InternalControlTask)),
    concrete(name = "IndicatorEdge", params(Indicator)),
    concrete(name = "NarrativeEdge", params(Narrative))
)]
pub(crate) struct Edge<T: OutputType> {
    /// Leads to the items after this one, as `after`.
    cursor: String,
    /// The item.
    node: T,
}

impl<T: OutputType> Connection<T> {
    /// A page, item by item.
    pub(crate) fn new<R>(page: Page<R>, shape: impl Fn(R) -> T) -> Self {
        Self {
            page_info: PageInfo::of(&page),
            total_count: count(page.total_count),
            edges: page
                .items
                .into_iter()
                .map(|item| Edge { cursor: item.cursor, node: shape(item.item) })
                .collect(),
        }
    }
}

/// A page of a list.
#[Object(
    concrete(name = "MunicipalityConnection", params(Municipality)),
    concrete(name = "DocumentConnection", params(Document)),
    concrete(name = "UnitConnection", params(Unit)),
    concrete(name = "AccountConnection", params(Account)),
    concrete(name = "FunctionConnection", params(Function)),
    concrete(name = "SdgConnection", params(Sdg)),
    concrete(name = "ReleaseConnection", params(Release)),
    concrete(name = "BudgetExecutionConnection", params(BudgetExecution)),
    concrete(name = "BudgetLineConnection", params(BudgetLine)),
    concrete(name = "AggregateGroupConnection", params(AggregateGroup)),
    concrete(name = "ChangeConnection", params(Change)),
    concrete(name = "FindingConnection", params(Finding)),
    concrete(name = "ObjectiveConnection", params(Objective)),
    concrete(name = "RiskConnection", params(Risk)),
    concrete(name = "InternalControlTaskConnection", params(InternalControlTask)),
    concrete(name = "IndicatorConnection", params(Indicator)),
    concrete(name = "NarrativeConnection", params(Narrative))
)]
impl<T: OutputType> Connection<T>
where
    Edge<T>: OutputType,
{
    /// The items of this page, in order, each with its cursor.
    async fn edges(&self) -> &[Edge<T>] {
        &self.edges
    }

    /// The items of this page, in order.
    async fn nodes(&self) -> Vec<&T> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// Where the page stands in the list.
    async fn page_info(&self) -> &PageInfo {
        &self.page_info
    }

    /// How many items the whole list has.
    async fn total_count(&self) -> i32 {
        self.total_count
    }
}
