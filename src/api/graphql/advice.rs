//! What is told of a query that is too dear: how to ask fewer questions, or which lists make it
//! dear and which page size would fit. Each list is measured with its `first` set to one and to two,
//! from which follows what any other page size costs.

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, Field, Selection, SelectionSet,
};
use async_graphql::{Name, Pos, Positioned, Variables};
use serde_json::{Value, json};

use crate::api::graphql::MAX_COST;
use crate::api::graphql::cost::{Cost, Requested, measure};
use crate::api::graphql::guard::expanded_fields;
use crate::api::graphql::price::{
    COMPUTED_POINTS, DEEP_LIST_POINTS, LINES_POINTS, LIST_POINTS, MAX_POINTS,
};
use crate::api::problem::{Code, Problem};
use crate::query::MAX_FIRST;

/// Lists of a query that are measured.
const MAX_MEASURED: usize = 16;
/// Fields that are gone through for it, each list of the query counted anew: a refusal must stay
/// cheaper than an answer.
const MAX_VISITED: usize = 4_000;
/// Lists that are named.
const MAX_NAMED: usize = 3;
const FIRST: &str = "first";

/// A list that makes a query dear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LongList {
    /// The names that lead to it, parted by dots.
    field: String,
    /// What the query would cost less with one item of it.
    saved: usize,
    /// The greatest `first` with which the query would be answered; none where even one item of
    /// this list is too much for the others.
    fitting: Option<usize>,
}

impl LongList {
    pub(super) fn told(&self) -> Value {
        json!({ "field": self.field, "fittingFirst": self.fitting })
    }
}

/// The refusal of a query that asks too many questions, and what is told beside it.
pub(super) fn too_many(requested: Requested) -> (Problem, Cost) {
    let detail = format!(
        "The questions of the query cost {} points, and {MAX_POINTS} are the most: {LIST_POINTS} for \
         a list, inside objects {LINES_POINTS} of budget lines and {DEEP_LIST_POINTS} with \
         descendants, {COMPUTED_POINTS} for what is computed. Name several municipalities, units or years in one question, or send several \
         queries.",
        requested.points
    );
    let cost = Cost { requested: Some(requested), ..Cost::default() };
    (Problem::new(Code::QueryTooLarge, detail), cost)
}

/// The refusal of a query whose answer may hold too much, and what is told beside it.
pub(super) async fn too_long(
    requested: Requested,
    document: &ExecutableDocument,
    variables: &Variables,
    operation: Option<&str>,
) -> (Problem, Cost) {
    let mut lists = Vec::new();
    for place in places(document) {
        let cost = async |first| {
            let cost = measure(place.with(document, first), variables, operation).await;
            cost.map(|cost| cost.values)
        };
        let Some(of_one) = cost(1).await.filter(|cost| *cost < requested.values) else { continue };
        let of_two = cost(2).await.unwrap_or(of_one);
        let fitting = fitting(of_one, of_two);
        lists.push(LongList { field: place.path, saved: requested.values - of_one, fitting });
    }
    lists.sort_by_key(|list| std::cmp::Reverse((list.fitting.is_some(), list.saved)));
    lists.truncate(MAX_NAMED);
    let problem = Problem::new(Code::QueryTooLarge, told(requested.values, &lists));
    (problem, Cost { requested: Some(requested), actual: None, long_lists: lists })
}

fn fitting(of_one: usize, of_two: usize) -> Option<usize> {
    let left = MAX_COST.checked_sub(of_one)?;
    let of_each = of_two.checked_sub(of_one).filter(|cost| *cost > 0)?;
    Some((1 + left / of_each).min(usize::try_from(MAX_FIRST).unwrap_or(usize::MAX)))
}

fn told(requested: usize, lists: &[LongList]) -> String {
    let told =
        format!("The answer may hold {requested} values, and {MAX_COST} are the most: ask for");
    let fitting =
        |list: &LongList| list.fitting.map(|first| format!("`first: {first}` of `{}`", list.field));
    let fits: Vec<String> = lists.iter().filter_map(fitting).collect();
    if !fits.is_empty() {
        return format!("{told} {}.", fits.join(", or "));
    }
    let named: Vec<String> = lists.iter().map(|list| format!("`{}`", list.field)).collect();
    if named.is_empty() {
        return format!("{told} fewer items with `first`.");
    }
    format!("{told} fewer items of {}, with `first`.", named.join(" and "))
}

/// A field that may be a list.
#[derive(Debug)]
struct Place {
    at: Pos,
    path: String,
    has_first: bool,
}

/// The fields that may be lists; those that name their page size come first.
fn places(document: &ExecutableDocument) -> Vec<Place> {
    let mut places = Vec::new();
    for (_, operation) in document.operations.iter() {
        find(&operation.node.selection_set.node, "", &mut places);
    }
    for (name, fragment) in &document.fragments {
        find(&fragment.node.selection_set.node, &format!("...{name}."), &mut places);
    }
    places.sort_by_key(|place| (!place.has_first, place.at));
    let affordable = MAX_VISITED / expanded_fields(document).max(1);
    places.truncate(affordable.min(MAX_MEASURED));
    places
}

fn find(set: &SelectionSet, above: &str, places: &mut Vec<Place>) {
    for item in &set.items {
        match &item.node {
            Selection::Field(field) if !field.node.selection_set.node.items.is_empty() => {
                let path = format!("{above}{}", field.node.name.node);
                find(&field.node.selection_set.node, &format!("{path}."), places);
                let has_first = field.node.get_argument(FIRST).is_some();
                places.push(Place { at: field.pos, path, has_first });
            }
            Selection::InlineFragment(inline) => {
                find(&inline.node.selection_set.node, above, places);
            }
            Selection::Field(_) | Selection::FragmentSpread(_) => {}
        }
    }
}

impl Place {
    /// The query with another page size here.
    fn with(&self, document: &ExecutableDocument, first: usize) -> ExecutableDocument {
        let mut document = document.clone();
        match &mut document.operations {
            DocumentOperations::Single(operation) => {
                self.set(&mut operation.node.selection_set.node, first);
            }
            DocumentOperations::Multiple(operations) => {
                for operation in operations.values_mut() {
                    self.set(&mut operation.node.selection_set.node, first);
                }
            }
        }
        for fragment in document.fragments.values_mut() {
            self.set(&mut fragment.node.selection_set.node, first);
        }
        document
    }

    fn set(&self, set: &mut SelectionSet, first: usize) {
        for item in &mut set.items {
            match &mut item.node {
                Selection::Field(field) if field.pos == self.at => {
                    set_first(&mut field.node, self.at, first);
                }
                Selection::Field(field) => self.set(&mut field.node.selection_set.node, first),
                Selection::InlineFragment(inline) => {
                    self.set(&mut inline.node.selection_set.node, first);
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }
}

fn set_first(field: &mut Field, at: Pos, first: usize) {
    field.arguments.retain(|(name, _)| name.node != FIRST);
    let value = async_graphql::Value::Number(first.into()).into_value();
    field.arguments.push((Positioned::new(Name::new(FIRST), at), Positioned::new(value, at)));
}
