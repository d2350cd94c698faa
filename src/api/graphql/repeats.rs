//! How often a query asks for the same thing in the same place: answered once, but run every time,
//! so that 16 KB of `{units{totalCount}}` over and over would keep the database busy for seconds.
//! What is limited besides stands in `guard`.

use std::collections::BTreeSet;

use async_graphql::Name;
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

use crate::api::problem::{Code, Problem};

/// Objects that may be asked for where they are asked for already, fragments written out.
const MAX_REPEATS: usize = 50;

/// Refuses a query that repeats itself too often. It must be known to be small when its fragments
/// are written out.
pub(super) fn check(document: &ExecutableDocument) -> Result<(), Problem> {
    let mut repeats = Repeats { document, found: 0 };
    for (_, operation) in document.operations.iter() {
        repeats.find(&operation.node.selection_set.node, &mut BTreeSet::new());
    }
    if repeats.found > MAX_REPEATS {
        let detail = format!(
            "The query asks more than {MAX_REPEATS} times for an object that it asks for in the \
             same place already; ask for all its fields at once."
        );
        return Err(Problem::new(Code::QueryTooLarge, detail));
    }
    Ok(())
}

struct Repeats<'a> {
    document: &'a ExecutableDocument,
    found: usize,
}

impl<'a> Repeats<'a> {
    /// Looks through a selection; `known` has the names of what its place was asked for before.
    fn find(&mut self, set: &'a SelectionSet, known: &mut BTreeSet<&'a Name>) {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) if !field.node.selection_set.node.items.is_empty() => {
                    self.found += usize::from(!known.insert(&field.node.response_key().node));
                    self.find(&field.node.selection_set.node, &mut BTreeSet::new());
                }
                Selection::Field(_) => {}
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

    fn repeats(query: &str) -> usize {
        let document = async_graphql::parser::parse_query(query).unwrap();
        let mut repeats = Repeats { document: &document, found: 0 };
        for (_, operation) in document.operations.iter() {
            repeats.find(&operation.node.selection_set.node, &mut BTreeSet::new());
        }
        repeats.found
    }

    #[test]
    fn objects_asked_for_again_in_the_same_place_are_counted() {
        for (query, count) in [
            ("{a a b{c} d{c}}", 0),
            ("{b{c} b{d}}", 1),
            ("{x:b{c} y:b{c} x:b{c}}", 1),
            ("{b{c} ...{b{c}} ...f ...f} fragment f on Query{b{c}}", 3),
            ("{a{b{c} b{c}} d{b{c} ...on X{b{c}}}}", 2),
            ("query a{b{c}} query b{b{c}}", 0),
        ] {
            assert_eq!(repeats(query), count, "{query}");
        }
    }

    #[test]
    fn a_query_that_repeats_itself_too_often_is_refused() {
        let asked = |times| {
            let query = format!("{{{}}}", "b{c} ".repeat(times));
            check(&async_graphql::parser::parse_query(query).unwrap())
        };
        assert!(asked(MAX_REPEATS + 1).is_ok());
        assert_eq!(asked(MAX_REPEATS + 2).map_err(|p| p.code()), Err(Code::QueryTooLarge));
    }
}
