//! Objects by what stands in them. A field that a loader, an argument or a fragment belongs to is
//! resolved by its resolver; where all that is asked of the items of a list stands in them, the list
//! is written down at once, which takes a fraction of the time.

use std::borrow::Cow;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{Field, Selection};
use async_graphql::registry::Registry;
use async_graphql::{ContextSelectionSet, InputType, OutputType, Positioned, ServerResult, Value};

use crate::api::view::{
    Account, AccountReference, AggregateGroup, BudgetExecution, BudgetLine, Change, Document,
    Finding, Function, Indicator, InternalControlTask, Municipality, MunicipalityReference,
    Narrative, Objective, Release, Risk, Sdg, Source, Unit, UnitReference,
};

/// An object that may have values at hand.
pub(crate) trait Plain {
    /// The value of a field without arguments and directives, where it stands in the object; what
    /// its resolver would give.
    fn plain(&self, _asked: &Field) -> Option<Value> {
        None
    }
}

/// Items of a list, written down at once where they can be.
pub(crate) struct Listed<'a, T>(pub(crate) Vec<&'a T>);

impl<T: OutputType + Plain> OutputType for Listed<'_, T> {
    fn type_name() -> Cow<'static, str> {
        Vec::<T>::type_name()
    }

    fn qualified_type_name() -> String {
        Vec::<T>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Vec::<T>::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        let written: Option<Vec<Value>> =
            self.0.iter().map(|item| object(*item, &field.node)).collect();
        match written {
            Some(written) => Ok(Value::List(written)),
            None => self.0.resolve(ctx, field).await,
        }
    }
}

/// An object with the fields that are asked of it; none where one of them does not stand in it.
fn object(of: &impl Plain, asked: &Field) -> Option<Value> {
    let selections = &asked.selection_set.node.items;
    let mut object = IndexMap::with_capacity(selections.len());
    for selection in selections {
        let Selection::Field(field) = &selection.node else { return None };
        let field = &field.node;
        if !field.arguments.is_empty() || !field.directives.is_empty() {
            return None;
        }
        let name = field.alias.as_ref().unwrap_or(&field.name).node.clone();
        if object.insert(name, of.plain(field)?).is_some() {
            return None;
        }
    }
    Some(Value::Object(object))
}

/// An object of which nothing is at hand but its id.
struct Named<'a> {
    id: &'a String,
    type_name: &'static str,
}

impl Plain for Named<'_> {
    fn plain(&self, asked: &Field) -> Option<Value> {
        match asked.name.node.as_str() {
            "__typename" => Some(self.type_name.into()),
            "id" => Some(self.id.to_value()),
            _ => None,
        }
    }
}

/// Objects by the fields that stand in them, those of them that are objects with fields of their own,
/// and those that are ids of objects which stand elsewhere.
macro_rules! plain {
    ($($of:ident as $type_name:literal {
        $($name:literal => $value:ident,)*
        $(objects { $($inner_name:literal => $inner:ident,)* })?
        $(ids { $($ids_name:literal => $ids:ident of $ids_type:literal,)* })?
    })*) => { $(
        impl Plain for $of {
            fn plain(&self, asked: &Field) -> Option<Value> {
                match asked.name.node.as_str() {
                    "__typename" => Some($type_name.into()),
                    $($name => Some(self.$value.to_value()),)*
                    $($($inner_name => object(&self.$inner, asked),)*)?
                    $($($ids_name => {
                        let of = |id| object(&Named { id, type_name: $ids_type }, asked);
                        self.$ids.iter().map(of).collect::<Option<_>>().map(Value::List)
                    })*)?
                    _ => None,
                }
            }
        }
    )* };
}

plain! {
    BudgetLine as "BudgetLine" {
        "id" => id,
        "scenario" => scenario,
        "fiscalYear" => fiscal_year,
        "periodStart" => period_start,
        "periodEnd" => period_end,
        "currency" => currency,
        "amount" => amount,
        "missingReason" => missing_reason,
        "correctedAmount" => corrected_amount,
        "printed" => printed,
        "repeatOf" => repeat_of,
        "knownFrom" => known_from,
        "supersededOn" => superseded_on,
        objects {
            "municipality" => municipality,
            "unit" => unit,
            "account" => account,
            "source" => source,
        }
        ids { "findings" => findings of "Finding", }
    }
    Source as "Source" {
        "document" => document,
        "line" => line,
        "column" => column,
        "rowLabel" => row_label,
        "columnLabel" => column_label,
        "tableId" => table_id,
        "cellId" => cell_id,
    }
    MunicipalityReference as "Municipality" {
        "id" => code,
        "code" => code,
        "name" => name,
    }
    UnitReference as "Unit" {
        "id" => id,
        "code" => code,
        "name" => name,
        "kind" => kind,
    }
    AccountReference as "Account" {
        "id" => code,
        "code" => code,
        "name" => name,
    }
    Unit as "Unit" {
        "id" => id,
        "parentId" => parent_id,
        "kind" => kind,
        "code" => code,
        "name" => name,
        "position" => position,
        "fit" => fit,
        "scope" => scope,
        "sameAs" => same_as,
    }
}

/// Objects that are left to their resolvers.
macro_rules! resolved {
    ($($of:ident)*) => { $(impl Plain for $of {})* };
}

resolved! {
    Account AggregateGroup BudgetExecution Change Document Finding Function Indicator
    InternalControlTask Municipality Narrative Objective Release Risk Sdg
}
