//! Documents made to do harm: what fuzzing found in the reading of them.

use std::path::Path;
use std::time::Instant;

use kuntavaaka::source::SourceDocument;
use kuntavaaka::table::{ColumnForm, MOST_COLUMNS, Token, splits};

use super::{read_changed, read_text};

const MANIFEST: &str =
    include_str!("../../../data/documents/heinola-yhteiset-palvelut-2024/manifest.toml");

fn annotated(rows: &str) -> Result<SourceDocument, String> {
    let csv = format!("kind,item,field,first_line,last_line,words,or\n{rows}\n");
    let document = SourceDocument::new(MANIFEST, b"one\ntwo\nthree\n", Path::new("here")).unwrap();
    document.annotated(csv.as_bytes(), Path::new("here")).map_err(|e| e.to_string())
}

#[test]
fn an_annotation_of_lines_that_are_not_in_the_text_is_refused() {
    assert!(annotated("objective,1,text,2,3,,").is_ok());
    for (lines, told) in [("2,4", "lines 2 to 4"), ("0,1", "lines 0 to 1"), ("3,2", "3 to 2")] {
        let refused = annotated(&format!("objective,1,text,{lines},,")).unwrap_err();
        assert!(refused.contains(told) && refused.contains("here/annotations.csv"), "{refused}");
        assert!(refused.contains("not in the text, which has 3"), "{refused}");
    }
}

#[test]
fn a_line_of_thousands_of_groups_is_not_tried_in_all_ways() {
    // Each beginning of a spoilt number used to be tried with every end of the line.
    let tokens = vec![Token::plain("111"); 20_000];
    let spoilt: Vec<Token> = [Token::plain("1x")].into_iter().chain(tokens).collect();
    assert_eq!(splits(&spoilt, &[ColumnForm::Whole; 8]), []);
}

#[test]
fn a_header_of_a_hundred_thousand_columns_does_not_overflow_the_stack() {
    let forms = vec![ColumnForm::Any; 100_000];
    assert_eq!(splits(&[Token::plain("1")], &forms), []);
}

/// Every row of a table has room for every column: one row of many cells and many rows of few
/// used to take all memory.
#[test]
fn a_row_of_a_hundred_thousand_cells_does_not_widen_its_table_without_end() {
    let id = "kemijarvi-hallintopalvelut-2024";
    let changed = read_changed(id, |lines| lines[128].push_str(&"\t1".repeat(100_000)));
    let widest = changed.tables.iter().map(|t| t.columns.len()).max();
    assert_eq!(widest, Some(MOST_COLUMNS));
    let told = changed.findings.iter().find(|f| f.line == 129 && f.rule == "row_fits_its_columns");
    assert!(told.unwrap().message.ends_with("beyond the first 200 are not read"));
}

#[test]
fn a_header_of_a_hundred_thousand_columns_is_no_header() {
    let manifest =
        include_str!("../../../data/documents/kemijarvi-hallintopalvelut-2025-h1/manifest.toml");
    let text = format!("{}\nMENOT 1 2\n", "TA 2024 ".repeat(100_000));
    assert_eq!(read_text(manifest, &text).tables, []);
}

/// Each doubtful word used to be looked for in every line anew: eight times the lines took sixty
/// times as long.
#[test]
fn eight_times_the_lines_of_doubtful_words_take_about_eight_times_as_long() {
    let line =
        |n: usize| format!("Asiakastyytyvaisyys{n} paranee m1eluisasti{n} kehittam1sella-\n");
    let time = |lines: usize| {
        let text: String = (0..lines).map(line).collect();
        let started = Instant::now();
        let heads = "Toiminnalliset tavoitteet\nTavoite\nMittari";
        let read = read_text(MANIFEST, &format!("{heads}\n{text}"));
        assert!(read.findings.iter().any(|f| f.rule == "text_is_restored"));
        started.elapsed()
    };
    let (few, many) = (time(100), time(800));
    assert!(many < few * 30, "{few:?} and {many:?}");
}

#[test]
fn annotations_of_lines_that_say_nothing_make_no_cells() {
    let id = "kemijarvi-hallintopalvelut-2025-h1";
    let annotated: Vec<_> = super::source(id).annotations.iter().map(|a| a.stretch).collect();
    assert!(!annotated.is_empty());
    let changed = read_changed(id, |lines| {
        for stretch in &annotated {
            lines[stretch.first - 1..stretch.last].fill(String::new());
        }
    });
    let objectives = &changed.contents.objectives;
    let actions = objectives.iter().flat_map(|o| &o.actions);
    let passages = actions.chain(objectives.iter().map(|o| &o.text));
    assert_eq!(passages.filter(|p| p.text.is_empty() || p.lines.is_empty()).count(), 0);
}
