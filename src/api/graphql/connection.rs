//! Pages as Relay connections.

use async_graphql::{Object, OutputType};

use crate::api::graphql::plain::{Listed, Plain};
use crate::api::view::{
    Account, AggregateGroup, BudgetExecution, BudgetLine, Change, Document, Finding, Function,
    Indicator, InternalControlTask, Municipality, Narrative, Objective, PageInfo, Release, Risk,
    Sdg, Unit, count,
};
use crate::query::{Cursor, Page};

/// A page of a list.
pub(crate) struct Connection<T: OutputType> {
    edges: Vec<Edge<T>>,
    page_info: PageInfo,
    total_count: i32,
}

/// An item of a page with its cursor.
pub(crate) struct Edge<T: OutputType> {
    cursor: Cursor,
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
impl<T: OutputType + Plain> Connection<T>
where
    Edge<T>: OutputType,
{
    /// The items of this page, in order, each with its cursor.
    async fn edges(&self) -> &[Edge<T>] {
        &self.edges
    }

    /// The items of this page, in order.
    async fn nodes(&self) -> Listed<'_, T> {
        Listed(self.edges.iter().map(|edge| &edge.node).collect())
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

/// An item of a page with its cursor.
#[Object(
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
impl<T: OutputType> Edge<T> {
    /// Leads to the items after this one, as `after`.
    async fn cursor(&self) -> String {
        self.cursor.to_string()
    }

    /// The item.
    async fn node(&self) -> &T {
        &self.node
    }
}
