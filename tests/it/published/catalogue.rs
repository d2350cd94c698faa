//! The catalogue as validators and portals see it.

use std::path::{Path, PathBuf};

use crate::support::{Server, Tools};

/// The folder of the shapes that DCAT-AP publishes; beside the repository where it is not named.
const SHAPES: &str = "KUNTAVAAKA_TEST_SHAPES";
/// The shapes of DCAT-AP 3.0.1, all that need no network.
const DCAT_AP: [&str; 5] = [
    "shapes.ttl",
    "range.ttl",
    "shapes_recommended.ttl",
    "mdr-vocabularies.shape.ttl",
    "deprecateduris.ttl",
];

fn ours() -> String {
    format!("{}/tests/shapes/catalogue.ttl", env!("CARGO_MANIFEST_DIR"))
}

/// The folder of DCAT-AP's shapes, where it is at hand.
fn dcat_ap() -> Option<PathBuf> {
    let named = std::env::var_os(SHAPES).map(PathBuf::from);
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/validators");
    let folder = named.unwrap_or_else(beside).join("dcat-ap");
    folder.is_dir().then_some(folder)
}

fn shapes_of(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

#[test]
fn the_catalogue_keeps_what_it_promises() {
    let Some(tools) = Tools::here() else { return };
    let base = Server::of_bundle().url("");
    tools.python("catalogue.py", &["valid", &base, &ours()]);
    tools.python("catalogue.py", &["alike", &base]);
}

#[test]
fn the_catalogue_is_dcat_ap() {
    let Some((tools, folder)) = Tools::here().zip(dcat_ap()) else { return };
    let base = Server::of_bundle().url("");
    let files = DCAT_AP.map(|name| shapes_of(&folder, name));
    let mut arguments = vec!["valid", base.as_str()];
    arguments.extend(files.iter().map(String::as_str));
    let told = tools.python("catalogue.py", &arguments);
    // The warnings are known and told in docs/CATALOGUE.md: places are in the national code set
    // and without a point on the map, publishers are no bodies of the Union.
    let expected = [
        ": shapes.ttl",
        ": range.ttl",
        ": shapes_recommended.ttl dcat:bbox dcat:centroid dct:format",
        ": mdr-vocabularies.shape.ttl dct:publisher dct:spatial",
        ": deprecateduris.ttl",
    ];
    assert_eq!(told.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn a_damaged_catalogue_is_found_out() {
    let Some(tools) = Tools::here() else { return };
    let base = Server::of_bundle().url("");
    tools.python("catalogue.py", &["damaged", &base, &ours()]);
    if let Some(folder) = dcat_ap() {
        tools.python("catalogue.py", &["damaged", &base, &shapes_of(&folder, "shapes.ttl")]);
    }
}

#[test]
fn every_distribution_is_there_in_the_media_type_it_states() {
    let Some(tools) = Tools::here() else { return };
    let base = Server::of_bundle().url("");
    tools.python("catalogue.py", &["there", &base]);
}

#[test]
fn the_european_portal_would_call_the_catalogue_excellent() {
    let Some((tools, folder)) = Tools::here().zip(dcat_ap()) else { return };
    let (base, shapes) = (Server::of_bundle().url(""), shapes_of(&folder, "shapes.ttl"));
    let arguments = [&base, "--shapes", &shapes, "--least", "380"];
    tools.python("mqa.py", &arguments);
    // Without shapes compliance counts nothing, and no more is left than would be noticed.
    let mut unchecked = tools.python_program("python3");
    unchecked.arg(format!("{}/tests/tools/mqa.py", env!("CARGO_MANIFEST_DIR")));
    unchecked.args([&base, "--least", "380"]);
    assert!(!unchecked.output().unwrap().status.success());
}
