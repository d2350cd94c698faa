//! What describes a package to people: its README and its changelog.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::query::{Release, ReleaseInHistory};
use crate::release::dictionary::Dictionary;
use crate::release::{ReleaseError, SUMS};

/// How to begin, and what everything is.
pub(super) fn readme(
    of: &ReleaseInHistory,
    dictionary: &Dictionary,
) -> Result<String, ReleaseError> {
    let id = &of.release.id;
    let mut tables = String::new();
    for table in &of.release.tables {
        let about = &dictionary.table(&table.name)?.about;
        let _written = writeln!(tables, "| `{}` | {} | {about} |", table.name, table.rows);
    }
    Ok(format!(
        "# Kuntavaaka, release {id}\n\n\
         Open municipal finance data for Finland: budget lines, objectives, indicators and risks, \
         each traceable to the line of the document that printed it.\n\n\
         `tables/` has every table as CSV (UTF-8, comma, decimal point), with a description as \
         CSVW beside it; `parquet/` has the same rows with exact decimals. `datapackage.json` \
         describes all of it as a Data Package. An empty cell is no value; why an amount is \
         missing stands in `missing_reason`. Texts are exactly as stored: some begin with a minus \
         or a plus, so open them as text.\n\n\
         ```sql\n\
         -- DuckDB\n\
         SELECT u.name, l.account, l.scenario, l.fiscal_year, l.amount, l.document_id, l.line\n\
         FROM 'parquet/budget_line.parquet' l JOIN 'parquet/unit.parquet' u ON u.id = l.unit_id;\n\
         ```\n\n\
         `sha256sum --check {SUMS}` checks the tables, and the first twelve digits of \
         `sha256sum {SUMS}` are the id of the release. `kuntavaaka import` puts the package into \
         a database.\n\n\
         | table | rows | what it holds |\n|---|---|---|\n{tables}\n\
         Licence: CC BY 4.0 (`LICENCE.md`). When you use a figure, name the municipality, its \
         document and the release: *Kuntavaaka, release {id}*.\n"
    ))
}

/// What the release changed of the one before.
pub(super) fn changelog(of: &ReleaseInHistory) -> String {
    let mut text = format!("# Changes in release {}\n\n", of.release.id);
    let Some(previous) = &of.previous else {
        text.push_str("The first release. Documents:\n\n");
        for document in &of.release.documents {
            let _written = writeln!(text, "- {} ({})", document.title, document.id);
        }
        return text;
    };
    let _written = writeln!(text, "Against release {}.\n", previous.id);
    let changes = of.document_changes();
    for (what, ids) in [
        ("Documents that came", &changes.added),
        ("Documents whose text is another, or that are read otherwise", &changes.changed),
        ("Documents that went", &changes.removed),
    ] {
        if !ids.is_empty() {
            let _written = writeln!(text, "{what}:\n");
            for id in ids {
                let _written = writeln!(text, "- {}", titled(id, [&of.release, previous]));
            }
            text.push('\n');
        }
    }
    text.push_str("| table | rows before | rows now | changed |\n|---|---|---|---|\n");
    let before: BTreeMap<&str, _> = previous.tables.iter().map(|t| (t.name.as_str(), t)).collect();
    for table in &of.release.tables {
        let old = before.get(table.name.as_str());
        let rows = old.map_or_else(|| "-".to_owned(), |old| old.rows.to_string());
        let is_other = old.is_none_or(|old| old.sha256 != table.sha256);
        let is_new = if is_other { "yes" } else { "no" };
        let _written = writeln!(text, "| `{}` | {rows} | {} | {is_new} |", table.name, table.rows);
    }
    text
}

fn titled(id: &str, releases: [&Release; 2]) -> String {
    let mut documents = releases.iter().flat_map(|release| &release.documents);
    let title = documents.find(|d| d.id == id).map_or(id, |d| d.title.as_str());
    format!("{title} ({id})")
}
