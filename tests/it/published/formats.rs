//! Files as their readers read them.

use crate::support::{Server, Tools};

#[test]
fn pandas_reads_every_line_of_csv_and_each_cent_of_it() {
    let Some(tools) = Tools::here() else { return };
    let server = Server::of_bundle();
    tools.python("csv_read.py", &[&server.url("/v1")]);
}
