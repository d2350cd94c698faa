//! GraphQL: what the guard lets pass is within its limits when counted without its short cuts, and
//! whatever is sent gets an answer with a code.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use kuntavaaka::api::graphql::guard::{
    MAX_ALIASES, MAX_DIRECTIVES, MAX_EXPANDED_FIELDS, MAX_NESTING, MAX_QUERY_BYTES, parse,
};
use kuntavaaka::api::problem::Code;
use serde_json::{Value, json};

use super::service::{Answer, ask};

/// What parts a query from the JSON of its variables.
const VARIABLES: &str = "\n%%\n";
/// What no query may end in: they are for a service that fails.
const NEVER: [Code; 3] = [Code::Internal, Code::DatabaseUnavailable, Code::QueryTimeout];

/// A query, and the JSON of its variables behind a line with two percent signs.
pub fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (query, variables) = text.split_once(VARIABLES).unwrap_or((text, "{}"));
    let refused = match parse(query) {
        Ok(document) => {
            is_within_limits(query, &document);
            None
        }
        Err(problem) => {
            assert!(!problem.detail().is_empty());
            Some(problem.code())
        }
    };
    let variables: Value = serde_json::from_str(variables).unwrap_or_else(|_| json!({}));
    let body = json!({ "query": query, "variables": variables });
    let question = || TestRequest::with_uri("/graphql").method(Method::POST).set_json(&body);
    let answer = ask(question());
    is_an_answer(&answer, refused);
    if answer.json()["errors"].is_null() {
        assert_eq!(ask(question()).body, answer.body, "the same query has two answers");
    }
}

fn is_within_limits(query: &str, document: &ExecutableDocument) {
    assert!(query.len() <= MAX_QUERY_BYTES);
    let mut counted = Counted { document, fields: 0, aliases: 0, directives: 0 };
    for (_, operation) in document.operations.iter() {
        counted.directives += operation.node.directives.len();
        counted.written_out(&operation.node.selection_set.node, 1);
    }
}

/// Counts with every fragment written out wherever it is spread.
struct Counted<'a> {
    document: &'a ExecutableDocument,
    fields: usize,
    aliases: usize,
    directives: usize,
}

impl Counted<'_> {
    /// Fragments may stand in each other, so that what is written out may be deeper than brackets
    /// are; but never endless.
    fn written_out(&mut self, set: &SelectionSet, depth: usize) {
        assert!(depth <= MAX_EXPANDED_FIELDS + MAX_NESTING, "nested without an end");
        for item in &set.items {
            self.fields += 1;
            self.directives += item.node.directives().len();
            let inner = match &item.node {
                Selection::Field(field) => {
                    self.aliases += usize::from(field.node.alias.is_some());
                    Some(&field.node.selection_set)
                }
                Selection::InlineFragment(inline) => Some(&inline.node.selection_set),
                Selection::FragmentSpread(spread) => {
                    let fragments = &self.document.fragments;
                    fragments.get(&spread.node.fragment_name.node).map(|f| &f.node.selection_set)
                }
            };
            assert!(self.fields <= MAX_EXPANDED_FIELDS, "too many fields were let pass");
            assert!(self.aliases <= MAX_ALIASES, "too many aliases were let pass");
            assert!(self.directives <= MAX_DIRECTIVES, "too many directives were let pass");
            if let Some(inner) = inner {
                let inner: &SelectionSet = &inner.node;
                self.written_out(inner, depth + 1);
            }
        }
    }
}

/// Checks that an answer is one of GraphQL, and that it has the code of the guard's refusal.
fn is_an_answer(answer: &Answer, refused: Option<Code>) {
    assert!((200..500).contains(&answer.status), "{}", answer.status);
    let body = answer.json();
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    assert!(body["data"].is_object() || !errors.is_empty(), "neither data nor errors: {body}");
    for error in &errors {
        let code = error["extensions"]["code"].as_str().expect("a code");
        let known = Code::ALL.iter().find(|known| known.as_str() == code).expect("a known code");
        assert!(!NEVER.contains(known), "{body}");
        assert!(!error["message"].as_str().expect("a message").is_empty());
    }
    if let Some(refused) = refused {
        assert_eq!(errors[0]["extensions"]["code"], refused.as_str());
        assert!(body["data"].is_null());
    }
}
