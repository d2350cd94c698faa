//! Files as their readers read them.

use crate::support::{Server, Tools};

fn read(script: &str) {
    let Some(tools) = Tools::here() else { return };
    tools.python(script, &[&Server::of_bundle().url("/v1")]);
}

#[test]
fn pandas_polars_and_duckdb_read_every_row_and_each_cent_of_it() {
    read("formats_read.py");
}

#[test]
fn a_workbook_has_types_and_notes_and_each_row_leads_to_its_line() {
    read("workbooks_read.py");
}

#[test]
fn pyjstat_reads_the_cubes() {
    read("cubes_read.py");
}
