//! Everything besides money: goldens beside each document, counts of an independent reading, and
//! the traps that are known.

mod counts;
mod goldens;
mod traps;

use kuntavaaka::domain::{Contents, Objective};

use super::document;

const H24: &str = "kemijarvi-hallintopalvelut-2024";
const H25: &str = "kemijarvi-hallintopalvelut-2025-h1";
const ELV: &str = "kemijarvi-elinvoimapalvelut-2024";
const KEMI: &str = "kemi-osavuosikatsaus-2022-h1";
const HEI: &str = "heinola-yhteiset-palvelut-2024";

fn contents(id: &str) -> &'static Contents {
    &document(id).contents
}

/// The objective that begins on a line.
fn objective(id: &str, line: usize) -> &'static Objective {
    let wanted = format!("{id}.o{line}");
    contents(id).objectives.iter().find(|o| o.id == wanted).unwrap_or_else(|| panic!("{wanted}"))
}
