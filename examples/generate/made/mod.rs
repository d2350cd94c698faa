//! A release that is made up: figures of the municipalities of Finland whose sums are right. Equal
//! arguments give an equal package. What the figures are is in `figures`, the units in `units`, the
//! rows of the tables in `rows`, the file in `package`. Tests make small ones.

mod figures;
mod package;
mod rows;
mod units;

use std::path::Path;

use package::Package;
use rows::{Municipality, Plan};

/// Writes a package with about so many budget lines; gives the id of its release and how many lines
/// it has.
pub(crate) fn write(out: &Path, lines: u64, seed: u64) -> (String, u64) {
    let known = rows::reference();
    let plan = Plan::of(lines, seed);
    let municipalities: Vec<Municipality> = plan.municipalities(&known);
    let mut package = Package::create(out);
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
    package.finish()
}
