//! What stands between the network and the GraphQL parser.
//!
//! The parser and the validator recurse without a limit of their own: 1 KB of nested brackets
//! aborts the process and 1 KB of fragments that spread each other twice burns half a minute.
//! So brackets are counted on the bytes before the parser sees them, and the fields a document
//! expands to are counted, one memo entry per fragment, before the validator does.

use std::collections::BTreeMap;

use async_graphql::Name;
use async_graphql::parser::types::{
    Directive, ExecutableDocument, FragmentDefinition, Selection, SelectionSet,
};
use async_graphql::{Positioned, parser};

use crate::api::graphql::repeats;
use crate::api::graphql::variable_types;
use crate::api::problem::{Code, Problem};

/// Bytes of query text.
pub const MAX_QUERY_BYTES: usize = 16 * 1024;
/// Brackets of any kind, one inside the other.
pub const MAX_NESTING: usize = 64;
/// Fields of a document, fragments written out.
pub const MAX_EXPANDED_FIELDS: usize = 5_000;
/// Directives of a document, fragments written out.
pub const MAX_DIRECTIVES: usize = 50;
/// Aliases of a document, fragments written out.
pub const MAX_ALIASES: usize = 50;

/// Parses a query text that is safe to execute.
///
/// # Errors
///
/// The problem to answer with when the text is too long, nested too deeply, not GraphQL, expands to
/// too much, or has variables of unknown types.
pub fn parse(query: &str) -> Result<ExecutableDocument, Problem> {
    if query.len() > MAX_QUERY_BYTES {
        let detail = format!("The query text is longer than {MAX_QUERY_BYTES} bytes.");
        return Err(Problem::new(Code::QueryTooLarge, detail));
    }
    if nesting(query.as_bytes()) > MAX_NESTING {
        let detail = format!("Brackets are nested more than {MAX_NESTING} deep.");
        return Err(Problem::new(Code::QueryTooLarge, detail));
    }
    let document = parser::parse_query(query)
        .map_err(|error| Problem::new(Code::GraphqlSyntax, error.to_string()))?;
    check_expansion(&document)?;
    repeats::check(&document)?;
    variable_types::check(&document)?;
    Ok(document)
}

/// How deeply brackets are nested, outside strings and comments.
fn nesting(mut text: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    while let Some((&byte, rest)) = text.split_first() {
        text = rest;
        match byte {
            b'{' | b'[' | b'(' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            b'#' => text = after_comment(rest),
            b'"' => text = after_string(rest),
            _ => {}
        }
    }
    deepest
}

fn after_comment(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|b| matches!(b, b'\n' | b'\r'));
    end.and_then(|end| text.get(end..)).unwrap_or_default()
}

/// What follows a string whose first quote was just read. Like the parser's grammar, a block
/// string that never ends is an empty string and the start of another: skipping to the end of
/// the text instead would hide brackets from the count.
fn after_string(text: &[u8]) -> &[u8] {
    if let Some(block) = text.strip_prefix(b"\"\"") {
        return after_block_string(block).or(text.get(1..)).unwrap_or_default();
    }
    let mut rest = text;
    loop {
        rest = match rest {
            [b'"' | b'\n' | b'\r', tail @ ..] => return tail,
            [b'\\', _, tail @ ..] | [_, tail @ ..] => tail,
            [] => return rest,
        }
    }
}

fn after_block_string(mut text: &[u8]) -> Option<&[u8]> {
    loop {
        text = match text {
            [b'"', b'"', b'"', tail @ ..] => return Some(tail),
            [b'\\', b'"', b'"', b'"', tail @ ..] | [_, tail @ ..] => tail,
            [] => return None,
        }
    }
}

/// What a selection comes to with its fragments written out.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    fields: usize,
    aliases: usize,
    directives: usize,
}

impl Weight {
    fn add(&mut self, other: Self) {
        self.fields = self.fields.saturating_add(other.fields);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
    }
}

/// Fields of a document, fragments written out.
pub(super) fn expanded_fields(document: &ExecutableDocument) -> usize {
    weigh(document).map_or(usize::MAX, |total| total.fields)
}

fn weigh(document: &ExecutableDocument) -> Result<Weight, Problem> {
    let mut scale = Scale { document, known: BTreeMap::new() };
    let mut total = Weight::default();
    for (_, operation) in document.operations.iter() {
        total.directives = total.directives.saturating_add(operation.node.directives.len());
        total.add(scale.selection(&operation.node.selection_set.node)?);
    }
    // Fragments that no operation uses are still walked by the validator, once each.
    for (name, fragment) in &document.fragments {
        if !scale.known.contains_key(name) {
            total.add(scale.fragment(name, fragment)?);
        }
    }
    Ok(total)
}

fn check_expansion(document: &ExecutableDocument) -> Result<(), Problem> {
    let total = weigh(document)?;
    for (count, limit, what) in [
        (total.fields, MAX_EXPANDED_FIELDS, "fields"),
        (total.aliases, MAX_ALIASES, "aliases"),
        (total.directives, MAX_DIRECTIVES, "directives"),
    ] {
        if count > limit {
            let detail = format!(
                "The query has more than {limit} {what} when its fragments are written out."
            );
            return Err(Problem::new(Code::QueryTooLarge, detail));
        }
    }
    Ok(())
}

/// Weighs selections; a fragment is weighed once. `None` marks one that is being weighed.
struct Scale<'a> {
    document: &'a ExecutableDocument,
    known: BTreeMap<&'a Name, Option<Weight>>,
}

impl<'a> Scale<'a> {
    fn selection(&mut self, set: &'a SelectionSet) -> Result<Weight, Problem> {
        let mut total = Weight::default();
        for item in &set.items {
            total.fields = total.fields.saturating_add(1);
            let directives: &[Positioned<Directive>] = item.node.directives();
            total.directives = total.directives.saturating_add(directives.len());
            match &item.node {
                Selection::Field(field) => {
                    total.aliases =
                        total.aliases.saturating_add(usize::from(field.node.alias.is_some()));
                    total.add(self.selection(&field.node.selection_set.node)?);
                }
                Selection::InlineFragment(inline) => {
                    total.add(self.selection(&inline.node.selection_set.node)?);
                }
                Selection::FragmentSpread(spread) => {
                    let found =
                        self.document.fragments.get_key_value(&spread.node.fragment_name.node);
                    if let Some((name, fragment)) = found {
                        total.add(self.fragment(name, fragment)?);
                    }
                }
            }
        }
        Ok(total)
    }

    fn fragment(
        &mut self,
        name: &'a Name,
        fragment: &'a Positioned<FragmentDefinition>,
    ) -> Result<Weight, Problem> {
        match self.known.get(name) {
            Some(Some(weight)) => return Ok(*weight),
            Some(None) => {
                let detail = format!("The fragment \"{name}\" spreads itself.");
                return Err(Problem::new(Code::GraphqlInvalid, detail));
            }
            None => {}
        }
        self.known.insert(name, None);
        let weight = self.selection(&fragment.node.selection_set.node)?;
        self.known.insert(name, Some(weight));
        Ok(weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(query: &str) -> Option<Code> {
        parse(query).err().map(|problem| problem.code())
    }

    #[test]
    fn brackets_are_counted_outside_strings_and_comments() {
        assert_eq!(nesting(b"{a(b:[{c:1}]){d}}"), 4);
        assert_eq!(nesting(b"{a(b:\"{{{{\") # [[[[\n {d}}"), 2);
        assert_eq!(nesting(b"{a(b:\"\\\"{{{{\")}"), 2);
        assert_eq!(nesting(b"{a(b:\"\"\" {{ \\\"\"\" {{ \"\"\")}"), 2);
        assert_eq!(nesting(b"{a(b:\"\")}"), 2);
    }

    #[test]
    fn a_string_that_never_ends_hides_no_brackets() {
        assert_eq!(nesting(b"{a(b:[\"\"\" \" [[[["), 7);
        assert_eq!(nesting(b"{a(b:[\"x\n[[[["), 7);
    }

    #[test]
    fn nested_brackets_of_every_kind_are_refused_before_the_parser() {
        for (open, close) in [("{a(b:{a:", ""), ("{a(b:[", "]"), ("{a", "}"), ("query($x:[", "]")] {
            let query = format!("{}{}", open.repeat(1_000), close.repeat(1_000));
            assert_eq!(refusal(&query), Some(Code::QueryTooLarge), "{open}");
        }
    }

    #[test]
    fn a_fragment_bomb_is_refused_without_being_expanded() {
        let mut query = "{...f0}".to_owned();
        query.extend((0..60).map(|i| format!("fragment f{i} on Query{{...f{0} ...f{0}}}", i + 1)));
        query.push_str("fragment f60 on Query{__typename}");
        assert_eq!(refusal(&query), Some(Code::QueryTooLarge));
    }

    #[test]
    fn fragments_in_a_circle_are_refused() {
        let circle = "{...a} fragment a on Query{...b} fragment b on Query{...a}";
        assert_eq!(refusal(circle), Some(Code::GraphqlInvalid));
        let unused = "{a} fragment a on Query{...a}";
        assert_eq!(refusal(unused), Some(Code::GraphqlInvalid));
    }

    #[test]
    fn too_many_aliases_fields_and_directives_are_refused() {
        let aliases: Vec<String> = (0..51).map(|i| format!("a{i}:b")).collect();
        let aliases = format!("{{{}}}", aliases.join(" "));
        assert_eq!(refusal(&aliases), Some(Code::QueryTooLarge));
        assert_eq!(refusal(&format!("{{{}}}", "a ".repeat(5_001))), Some(Code::QueryTooLarge));
        assert_eq!(refusal(&format!("{{a {}}}", "@b ".repeat(51))), Some(Code::QueryTooLarge));
        assert_eq!(refusal(&format!("{{a #{}\n}}", "x".repeat(17_000))), Some(Code::QueryTooLarge));
        assert_eq!(refusal("{a(b:1){c d}}"), None);
        assert_eq!(refusal("{"), Some(Code::GraphqlSyntax));
    }

    #[test]
    fn a_long_chain_of_fragments_is_weighed_without_trouble() {
        let mut query = "{...f0}".to_owned();
        query.extend((0..500).map(|i| format!("fragment f{i} on Q{{...f{}}}", i + 1)));
        query.push_str("fragment f500 on Q{a}");
        assert_eq!(refusal(&query), None);
    }
}
