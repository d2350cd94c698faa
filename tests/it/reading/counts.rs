//! The counts of an independent reading of the five documents.

use super::document;

fn counts(id: &str) -> (usize, usize, usize) {
    let report = document(id).report();
    (report.money_cells, report.dropped_cells, report.key_figure_cells)
}

#[test]
fn every_printed_money_cell_is_in_the_raw_layer() {
    assert_eq!(counts("kemijarvi-hallintopalvelut-2024"), (577, 0, 30));
    assert_eq!(counts("kemijarvi-hallintopalvelut-2025-h1"), (523, 0, 30));
    assert_eq!(counts("kemijarvi-elinvoimapalvelut-2024"), (711, 0, 108));
    assert_eq!(counts("kemi-osavuosikatsaus-2022-h1"), (511, 0, 0));
    assert_eq!(counts("heinola-yhteiset-palvelut-2024"), (540, 20, 0));
}

#[test]
fn only_prose_between_the_parts_of_a_torn_table_is_left_unread() {
    let unread: Vec<usize> = super::FACTS
        .documents
        .iter()
        .flat_map(|d| d.unread_lines.iter().map(|(n, _)| *n))
        .collect();
    assert_eq!(
        unread,
        [496],
        "Heinola prints a sentence about the next unit inside the table of Vaalit"
    );
}

#[test]
fn every_cell_text_stands_on_the_line_it_names() {
    for read in &super::FACTS.documents {
        for cell in read.tables.iter().flat_map(|t| &t.rows).flat_map(|r| &r.cells) {
            let line = &read.document.lines[cell.line - 1];
            let squeezed = line.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(squeezed.contains(&cell.printed), "{} line {}", read.document.id, cell.line);
        }
    }
}

#[test]
fn ids_are_unique() {
    for read in &super::FACTS.documents {
        let mut ids: Vec<&str> = read.budget_lines.iter().map(|l| l.id.as_str()).collect();
        ids.extend(read.findings.iter().map(|f| f.id.as_str()));
        ids.extend(read.tables.iter().map(|t| t.id.as_str()));
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{}", read.document.id);
    }
}
