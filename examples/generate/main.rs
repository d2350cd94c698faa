//! Writes a release package of any size, for trials of speed; what it holds is made up in `made`.
//!
//! `cargo run --release --example generate -- --lines 1000000 --seed 1 package.zip`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a trial that meets what it does not expect shall stop"
)]

mod made;

use std::path::PathBuf;

use clap::Parser;

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
    let (release, lines) = made::write(&asked.out, asked.lines, asked.seed);
    println!("{}: release {release}, {lines} budget lines", asked.out.display());
}
