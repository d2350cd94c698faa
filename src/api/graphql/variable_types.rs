//! The types of variables, looked at before the validator does: it panics at a list of a type that
//! is not in the schema, where the variable has a default value.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use async_graphql::parser::types::{
    BaseType, ExecutableDocument, Type, TypeSystemDefinition, VariableDefinition,
};
use async_graphql::{Positioned, parser};

use crate::api::graphql::description;
use crate::api::problem::{Code, Problem};

/// Scalars that every schema has, and no description names.
const BUILT_IN: [&str; 5] = ["Boolean", "Float", "ID", "Int", "String"];

/// The types of the schema.
static TYPES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    // What the schema describes itself with can be read; a test asks with every kind of type.
    let described = parser::parse_schema(description()).map(|d| d.definitions).unwrap_or_default();
    let name = |definition| match definition {
        TypeSystemDefinition::Type(of) => Some(of.node.name.node.to_string()),
        _ => None,
    };
    let described = described.into_iter().filter_map(name);
    described.chain(BUILT_IN.map(str::to_owned)).collect()
});

/// Refuses a document with a variable of a type that is not in the schema.
pub(super) fn check(document: &ExecutableDocument) -> Result<(), Problem> {
    let variables = document.operations.iter().flat_map(|(_, o)| &o.node.variable_definitions);
    match variables.map(type_name).find(|name| !TYPES.contains(*name)) {
        None => Ok(()),
        Some(unknown) => {
            let shown: String = unknown.chars().take(60).collect();
            Err(Problem::new(Code::GraphqlInvalid, format!("Unknown type \"{shown}\"")))
        }
    }
}

/// The name inside all lists of the type of a variable.
fn type_name(variable: &Positioned<VariableDefinition>) -> &str {
    let mut of: &Type = &variable.node.var_type.node;
    loop {
        match &of.base {
            BaseType::Named(name) => return name,
            BaseType::List(inner) => of = inner,
        }
    }
}
