//! Broken copies of the five documents: reading gives findings, never a panic, and never in
//! silence a wrong number that arithmetic shows.

use kuntavaaka::domain::{DocumentFacts, Severity, TableKind, Verdict};
use kuntavaaka::source::bundled_documents;

use super::{document, read_changed, read_text};

const TABBED: [&str; 3] = [
    "kemijarvi-hallintopalvelut-2024",
    "kemijarvi-elinvoimapalvelut-2024",
    "kemi-osavuosikatsaus-2022-h1",
];
const SPACED: &str = "kemijarvi-hallintopalvelut-2025-h1";

/// Findings, by id, that the sound document does not have.
fn new_findings(id: &str, changed: &DocumentFacts) -> usize {
    let known: Vec<&str> = document(id).findings.iter().map(|f| f.message.as_str()).collect();
    changed.findings.iter().filter(|f| !known.contains(&f.message.as_str())).count()
}

/// Lines of the rows of the unit tables, every `step`th.
fn unit_rows(id: &str, step: usize) -> Vec<usize> {
    let tables = document(id).tables.iter().filter(|t| t.kind == TableKind::Units);
    tables.flat_map(|t| &t.rows).map(|r| r.line).step_by(step).collect()
}

#[test]
fn a_lost_row_of_a_unit_is_found() {
    for id in TABBED {
        for row in unit_rows(id, 5) {
            let changed = read_changed(id, |lines| {
                lines.remove(row - 1);
            });
            assert!(new_findings(id, &changed) > 0, "{id} without line {row}");
        }
    }
    for row in unit_rows(SPACED, 9) {
        let changed = read_changed(SPACED, |lines| {
            lines.remove(row - 1);
        });
        assert!(new_findings(SPACED, &changed) > 0, "{SPACED} without line {row}");
    }
}

/// Changes the first digit of the `nth` number of a line.
fn change_digit(line: &str, nth: usize) -> Option<String> {
    let starts: Vec<usize> = line
        .char_indices()
        .filter(|(i, c)| {
            let before = line[..*i].chars().next_back();
            ('1'..='9').contains(c) && before.is_some_and(|b| b == '\t' || b == '-' || b == '>')
        })
        .map(|(i, _)| i)
        .collect();
    let at = *starts.get(nth)?;
    let digit = line[at..].chars().next()?.to_digit(10)?;
    let other = if digit == 9 { 4 } else { digit + 1 };
    Some(format!("{}{other}{}", &line[..at], &line[at + 1..]))
}

#[test]
fn a_changed_digit_of_a_unit_is_found_and_the_true_value_proven_or_the_row_doubted() {
    for id in TABBED {
        for row in unit_rows(id, 7) {
            let mut changed_line = false;
            let changed = read_changed(id, |lines| {
                if let Some(line) = change_digit(&lines[row - 1], 0) {
                    lines[row - 1] = line;
                    changed_line = true;
                }
            });
            if changed_line {
                assert!(new_findings(id, &changed) > 0, "{id} line {row}");
            }
        }
    }
}

#[test]
fn a_changed_digit_where_the_rest_is_sound_is_proven_wrong() {
    // Line 583 of Kemi's sector table stands in its own sums and in its sector's.
    let id = "kemi-osavuosikatsaus-2022-h1";
    let changed = read_changed(id, |lines| {
        lines[54] = lines[54].replace("-5 956 073", "-5 956 973");
    });
    let found =
        changed.findings.iter().find(|f| f.line == 55 && f.severity == Severity::Error).unwrap();
    assert_eq!(found.verdict, Verdict::Proven);
    assert_eq!(found.implied_value.unwrap().to_string(), "-5956073.00");
    let line = changed.budget_lines.iter().find(|l| l.line == 55 && l.column == 1).unwrap();
    assert_eq!(line.amount.unwrap().to_string(), "-5956973.00");
    assert_eq!(line.corrected_amount.unwrap().to_string(), "-5956073.00");
}

#[test]
fn a_changed_margin_per_inhabitant_is_found_and_no_other_cell_accused() {
    let cases = [
        ("kemijarvi-elinvoimapalvelut-2024", 85, "-297", "-397", 1),
        ("kemijarvi-elinvoimapalvelut-2024", 259, "-22,6", "-26,2", 4),
        ("kemijarvi-elinvoimapalvelut-2024", 383, "-117", "117", 4),
        ("kemijarvi-hallintopalvelut-2024", 86, "-926", "-962", 1),
        ("kemijarvi-hallintopalvelut-2024", 86, "-659", "-669", 3),
        ("kemijarvi-hallintopalvelut-2024", 86, "-690", "-590", 5),
    ];
    for (id, line, printed, wrong, column) in cases {
        let changed = read_changed(id, |lines| {
            lines[line - 1] = lines[line - 1].replacen(printed, wrong, 1);
        });
        let known: Vec<&str> = document(id).findings.iter().map(|f| f.id.as_str()).collect();
        let fresh: Vec<_> =
            changed.findings.iter().filter(|f| !known.contains(&f.id.as_str())).collect();
        let cells: Vec<_> = fresh.iter().flat_map(|f| &f.cell_ids).collect();
        assert_eq!(cells, [&format!("{id}.{line}.{column}")], "{printed} -> {wrong}");
        // Within one printed step: the population that the others imply is a range.
        let implied: f64 = fresh[0].implied_value.unwrap().to_string().parse().unwrap();
        let (true_one, step) =
            (printed.replace(',', "."), if printed.contains(',') { 0.1 } else { 1.0 });
        let apart = (implied - true_one.parse::<f64>().unwrap()).abs();
        assert!(apart < step * 1.01, "{printed} -> {wrong}: {implied}");
    }
}

#[test]
fn a_changed_share_in_a_label_is_found() {
    let id = "kemijarvi-elinvoimapalvelut-2024";
    let changed = read_changed(id, |lines| {
        let line = lines.iter_mut().find(|l| l.contains("65,7 % v. 2024")).unwrap();
        *line = line.replace("65,7 %", "56,7 %");
    });
    let found = changed.findings.iter().filter(|f| f.rule == "stated_shares_imply_one_whole");
    assert!(found.count() > 1);
}

#[test]
fn one_euro_too_many_in_a_budget_made_in_tens_is_found() {
    let id = "kemijarvi-hallintopalvelut-2024";
    let changed = read_changed(id, |lines| {
        lines[128] = lines[128].replacen("-20 000", "-20 001", 1);
    });
    let at_line = |f: &&kuntavaaka::domain::Finding| f.line == 129;
    let known = document(id).findings.iter().filter(at_line).count();
    assert!(changed.findings.iter().filter(at_line).count() > known);
}

#[test]
fn a_page_break_inside_a_table_changes_nothing() {
    for id in TABBED.into_iter().chain([SPACED]) {
        let sound = document(id).report();
        for row in unit_rows(id, 11) {
            let changed = read_changed(id, |lines| {
                for text in ["", "\u{c}", "26.03.2025", ""] {
                    lines.insert(row - 1, text.to_owned());
                }
            });
            let report = changed.report();
            assert_eq!(report.money_cells, sound.money_cells, "{id} before line {row}");
            assert_eq!(report.budget_lines, sound.budget_lines, "{id} before line {row}");
        }
    }
}

#[test]
fn a_header_repeated_after_a_page_break_goes_on_with_the_same_table() {
    let id = "kemijarvi-hallintopalvelut-2024";
    let sound = document(id).report();
    let changed = read_changed(id, |lines| {
        let header = [lines[125].clone(), lines[126].clone()];
        lines.splice(150..150, header);
    });
    assert_eq!(changed.report().money_cells, sound.money_cells);
    assert_eq!(changed.report().tables, sound.tables);
}

#[test]
fn a_stray_line_inside_a_table_is_reported_and_takes_nothing_with_it() {
    for id in ["kemijarvi-hallintopalvelut-2024", SPACED] {
        let row = unit_rows(id, 40)[1];
        let sound = document(id).report();
        let changed = read_changed(id, |lines| {
            lines.insert(row, "Kemijärven kaupungin vaakuna".to_owned());
        });
        assert_eq!(changed.report().money_cells, sound.money_cells, "{id}");
        let noticed = changed.unread_lines.len() + new_findings(id, &changed);
        assert!(noticed > 0, "{id}");
    }
}

#[test]
fn an_added_column_is_kept_and_the_others_stay_what_they_were() {
    let id = "kemijarvi-hallintopalvelut-2024";
    let changed = read_changed(id, |lines| {
        for (i, line) in lines.iter_mut().enumerate().skip(125) {
            match i {
                125 => line.push_str("\tARVIO"),
                126 => line.push_str("\tkeväällä"),
                _ if line.contains('\t') => line.push_str("\t1 000"),
                _ => {}
            }
        }
    });
    assert!(changed.findings.iter().any(|f| f.rule == "header_is_known"));
    assert_eq!(changed.report().budget_lines, document(id).report().budget_lines);
    assert!(changed.report().money_cells > document(id).report().money_cells);
}

#[test]
fn a_cell_lost_from_a_row_is_found() {
    let id = "kemijarvi-hallintopalvelut-2024";
    let changed = read_changed(id, |lines| {
        lines[128] = lines[128].replacen("\t-20 000", "", 1);
    });
    assert!(changed.findings.iter().any(|f| f.line == 129 && f.rule == "row_fills_its_columns"));
}

#[test]
fn no_line_of_any_document_is_needed_for_reading_to_end_well() {
    for source in bundled_documents().unwrap() {
        let id = source.manifest.id.clone();
        for cut in (0..source.lines.len()).step_by(191) {
            let _ = read_changed(&id, |lines| lines.truncate(cut));
            let _ = read_changed(&id, |lines| {
                lines.drain(..cut);
            });
            let _ = read_changed(&id, |lines| {
                let to = (cut + 20).min(lines.len());
                lines[cut..to].reverse();
            });
        }
    }
}

#[test]
fn hostile_numbers_and_bytes_do_no_harm() {
    for id in ["kemijarvi-hallintopalvelut-2024", SPACED, "heinola-yhteiset-palvelut-2024"] {
        let _ = read_changed(id, |lines| {
            for (i, line) in lines.iter_mut().enumerate() {
                match i % 5 {
                    0 => line.push_str(" 99999999999999999999999999"),
                    1 => line.push_str("\t\u{0}\u{feff}\u{202e}<<b>"),
                    2 => *line = line.replace('-', "−−"),
                    3 => line.push_str(&" 1".repeat(300)),
                    _ => *line = line.replace(' ', "\u{a0}"),
                }
            }
        });
    }
}

#[test]
fn an_empty_document_gives_nothing_and_no_fault() {
    let manifest =
        include_str!("../../../data/documents/kemi-osavuosikatsaus-2022-h1/manifest.toml");
    let read = read_text(manifest, "");
    assert_eq!((read.tables.len(), read.findings.len()), (0, 0));
}

#[test]
fn a_column_added_where_spaces_part_the_columns_leaves_the_others_what_they_were() {
    let changed = read_changed(SPACED, |lines| {
        for (i, line) in lines.iter_mut().enumerate().skip(582) {
            let text = line.trim_end().to_owned();
            let row = ["MENOT", "TULOT", "NETTOMENO"].iter().any(|r| text.trim().starts_with(r));
            match i {
                582 => *line = format!("{text} TS"),
                584 => *line = format!("{text} 2026"),
                _ if row => *line = format!("{text} -1 500"),
                _ => {}
            }
        }
    });
    let sound = document(SPACED).budget_lines.iter().filter(|l| l.line > 585 && l.line < 700);
    for line in sound {
        let same = changed.budget_lines.iter().find(|l| l.id == line.id).unwrap();
        assert_eq!(same.amount, line.amount, "{}", line.id);
    }
    assert!(changed.findings.iter().any(|f| f.rule == "units_make_their_parent" && f.line > 700));
}

#[test]
fn a_value_lost_from_a_column_of_values_is_restored_or_doubted() {
    let id = "heinola-yhteiset-palvelut-2024";
    for value in [
        304, 312, 355, 366, 375, 429, 431, 505, 519, 529, 545, 624, 812, 834, 852, 944, 953, 970,
        1003,
    ] {
        let changed = read_changed(id, |lines| lines[value - 1].clear());
        assert!(new_findings(id, &changed) > 0, "without line {value}");
        for line in &changed.budget_lines {
            let sound = document(id).budget_lines.iter().find(|l| l.id == line.id);
            let (Some(sound), Some(amount)) = (sound, line.amount) else { continue };
            let doubted = changed.findings.iter().any(|f| f.cell_ids.contains(&line.id));
            let known = [sound.amount, sound.corrected_amount].contains(&Some(amount));
            assert!(known || doubted, "without line {value}: {}", line.id);
        }
    }
}
