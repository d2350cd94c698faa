//! Writes a release package of any size, for trials of speed: made-up figures of the municipalities
//! of Finland whose sums are right. Equal arguments give an equal package. What the figures are is
//! in `figures`, the units in `units`, the rows of the tables in `rows`.
//!
//! `cargo run --release --example generate -- --lines 1000000 --seed 1 package.zip`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a trial that meets what it does not expect shall stop"
)]

mod figures;
mod package;
mod rows;
mod units;

use std::path::PathBuf;

use clap::Parser;

use crate::package::Package;
use crate::rows::{Municipality, Plan};

/// Writes a release package with made-up figures.
#[derive(Parser)]
struct Asked {
    /// About how many budget lines.
    #[arg(long, default_value_t = 1_000_000)]
    lines: u64,
    /// What the figures grow from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The file to write.
    out: PathBuf,
}

fn main() {
    let asked = Asked::parse();
    let known = rows::reference();
    let plan = Plan::of(asked.lines, asked.seed);
    let municipalities: Vec<Municipality> = plan.municipalities(&known);
    let mut package = Package::create(&asked.out);
    for table in kuntavaaka::store::exchange::tables() {
        package.table(table, |row| match table.name {
            "account" | "function" | "price_index" | "reform" | "sdg" => {
                known[table.name].iter().for_each(|known| row(known));
            }
            "municipality" => municipalities.iter().for_each(|m| row(&m.row)),
            "population" => municipalities.iter().for_each(|m| plan.population(m, row)),
            "unit" => plan.units(&municipalities, row),
            "document" => plan.documents(&municipalities, row),
            "printed_table" => plan.tables(&municipalities, row),
            "budget_line" => plan.budget_lines(&municipalities, row),
            _ => {}
        });
    }
    let (release, lines) = package.finish();
    println!("{}: release {release}, {lines} budget lines", asked.out.display());
}
