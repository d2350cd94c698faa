//! What a query may cost before it is run, and what it did cost after: values that an answer may
//! hold, and points for what must be asked to find them. What each field costs stands in `price`;
//! which list is too long, and what would fit, in `advice`.
//!
//! Measured by a schema of its own that runs nothing: an extension of the one that answers would
//! be asked for every single field.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use async_graphql::async_trait::async_trait;
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextValidation};
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Request, ServerError, ValidationMode, ValidationResult, Value, Variables};
use serde_json::json;

use crate::api::graphql::advice::LongList;
use crate::api::graphql::price::{self, MAX_POINTS};
use crate::api::graphql::{MAX_COST, Schema, builder};

/// The name of the costs among the extensions of an answer.
pub(super) const NAME: &str = "cost";

/// What a query may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Requested {
    /// Values that the answer may hold.
    pub(super) values: usize,
    /// Points of the questions.
    pub(super) points: usize,
}

/// What a query costs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cost {
    /// What it may cost; none where the query does not fit the schema.
    pub(super) requested: Option<Requested>,
    /// Values that the answer holds; none where the query was not run.
    pub(super) actual: Option<usize>,
    /// The lists that make it dear, where it is over the limit.
    pub(super) long_lists: Vec<LongList>,
}

impl Cost {
    /// As it is sent, in the names that Shopify gave these figures.
    pub(super) fn told(&self) -> serde_json::Value {
        let mut told = json!({
            "requestedQueryCost": self.requested.map(|requested| requested.values),
            "actualQueryCost": self.actual,
            "maximumAvailable": MAX_COST,
            "requestedPoints": self.requested.map(|requested| requested.points),
            "maximumPoints": MAX_POINTS,
        });
        if let Some(told) = told.as_object_mut().filter(|_| !self.long_lists.is_empty()) {
            let lists: Vec<_> = self.long_lists.iter().map(LongList::told).collect();
            told.insert("longLists".to_owned(), lists.into());
        }
        told
    }
}

/// What a query may cost; none where it does not fit the schema, which is told in full when it is
/// run.
pub(super) async fn measure(
    document: ExecutableDocument,
    variables: &Variables,
    operation: Option<&str>,
) -> Option<Requested> {
    static MEASURE: LazyLock<Schema> = LazyLock::new(|| {
        builder().validation_mode(ValidationMode::Fast).extension(Measuring).finish()
    });
    let measured = Measured::default();
    let mut request = Request::new("").variables(variables.clone()).data(measured.clone());
    request.operation_name = operation.map(str::to_owned);
    request.set_parsed_query(document);
    MEASURE.execute(request).await;
    let price = measured.0.load(Ordering::Relaxed);
    let (values, points) = price::parted(price);
    (price > 0).then_some(Requested { values, points })
}

/// The values that an answer holds: every field of every object.
pub(super) fn counted(answer: &Value) -> usize {
    match answer {
        Value::Object(fields) => fields.values().map(|value| 1 + counted(value)).sum(),
        Value::List(items) => items.iter().map(counted).sum(),
        _ => 0,
    }
}

/// What was measured; 0 where nothing was.
#[derive(Debug, Clone, Default)]
struct Measured(Arc<AtomicUsize>);

/// Takes note of what validation reckons, and ends there.
struct Measuring;

impl ExtensionFactory for Measuring {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for Measuring {
    async fn validation(
        &self,
        context: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let reckoned = next.run(context).await?;
        if let Some(Measured(measured)) = context.data_opt() {
            measured.store(reckoned.complexity, Ordering::Relaxed);
        }
        Err(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::value;

    #[test]
    fn every_field_of_every_object_is_a_value() {
        let answer = value!({"units": {"totalCount": 2, "nodes": [{"id": "a"}, {"id": "b"}]}});
        assert_eq!((counted(&answer), counted(&value!({}))), (5, 0));
    }
}
