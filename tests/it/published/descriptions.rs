//! The descriptions as their linters see them, and the clients that are made from them.

use std::path::Path;

use crate::support::Tools;
use crate::support::tools::well_ended;

fn repository(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_description_of_rest_passes_redocly() {
    let Some(tools) = Tools::here() else { return };
    let mut lint = tools.node_program("redocly");
    well_ended(lint.arg("lint").arg(repository("openapi/openapi.json")));
}

#[test]
fn breaking_changes_of_graphql_are_named() {
    let Some(tools) = Tools::here() else { return };
    tools.node("packages.mjs", &[]);
    let _later = tools.python_program("python3");
}
