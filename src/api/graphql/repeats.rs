//! How often a query asks for the same thing in the same place: answered once, but run every time,
//! so that 16 KB of `{units{totalCount}}` over and over would keep the database busy for seconds.
//! What is limited besides stands in `guard`.

use std::collections::BTreeSet;

use async_graphql::Name;
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

use crate::api::problem::{Code, Problem};

/// Objects that may be asked for where they are asked for already, fragments written out.
const MAX_REPEATS: usize = 50;
/// The same of single values, which cost less.
const MAX_VALUE_REPEATS: usize = 500;

/// Refuses a query that repeats itself too often. It must be known to be small when its fragments
/// are written out.
pub(super) fn check(document: &ExecutableDocument) -> Result<(), Problem> {
    let repeats = Repeats::of(document);
    let detail = if repeats.objects > MAX_REPEATS {
        format!(
            "The query asks more than {MAX_REPEATS} times for an object that it asks for in the \
             same place already; ask for all its fields at once."
        )
    } else if repeats.values > MAX_VALUE_REPEATS {
        format!(
            "The query asks more than {MAX_VALUE_REPEATS} times for a value that it asks for in the \
             same place already; ask for each once."
        )
    } else {
        return Ok(());
    };
    Err(Problem::new(Code::QueryTooLarge, detail))
}

struct Repeats<'a> {
    document: &'a ExecutableDocument,
    objects: usize,
    values: usize,
}

impl<'a> Repeats<'a> {
    fn of(document: &'a ExecutableDocument) -> Self {
        let mut repeats = Self { document, objects: 0, values: 0 };
        for (_, operation) in document.operations.iter() {
            repeats.find(&operation.node.selection_set.node, &mut BTreeSet::new());
        }
        repeats
    }

    /// Looks through a selection; `known` has the names of what its place was asked for before.
    fn find(&mut self, set: &'a SelectionSet, known: &mut BTreeSet<&'a Name>) {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => {
                    let set = &field.node.selection_set.node;
                    let is_value = set.items.is_empty();
                    let count = if is_value { &mut self.values } else { &mut self.objects };
                    *count += usize::from(!known.insert(&field.node.response_key().node));
                    self.find(set, &mut BTreeSet::new());
                }
                Selection::InlineFragment(inline) => {
                    self.find(&inline.node.selection_set.node, known);
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = self.document.fragments.get(name) {
                        self.find(&fragment.node.selection_set.node, known);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeats(query: &str) -> (usize, usize) {
        let document = async_graphql::parser::parse_query(query).unwrap();
        let repeats = Repeats::of(&document);
        (repeats.objects, repeats.values)
    }

    #[test]
    fn what_is_asked_for_again_in_the_same_place_is_counted() {
        for (query, count) in [
            ("{a a b{c} d{c}}", (0, 1)),
            ("{b{c} b{d}}", (1, 0)),
            ("{x:b{c} y:b{c} x:b{c}}", (1, 0)),
            ("{b{c c} ...{b{c}} ...f ...f} fragment f on Query{b{c} x}", (3, 2)),
            ("{a{b{c} b{c}} d{b{c} ...on X{b{c}}}}", (2, 0)),
            ("query a{b{c}} query b{b{c}}", (0, 0)),
        ] {
            assert_eq!(repeats(query), count, "{query}");
        }
    }

    #[test]
    fn a_query_that_repeats_itself_too_often_is_refused() {
        let asked = |part: &str, times| {
            let query = format!("{{{}}}", part.repeat(times));
            check(&async_graphql::parser::parse_query(query).unwrap()).map_err(|p| p.code())
        };
        for (part, most) in [("b{c} ", MAX_REPEATS), ("b ", MAX_VALUE_REPEATS)] {
            assert_eq!(asked(part, most + 1), Ok(()));
            assert_eq!(asked(part, most + 2), Err(Code::QueryTooLarge));
        }
    }
}
