//! The grammar of printed numbers and the splitting of lines, as properties.

use kuntavaaka::table::{ColumnForm, Token, looks_numeric, parse, splits};
use proptest::prelude::*;

/// As a Finnish document prints it: `-1 234 567`.
fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(c);
    }
    if value < 0 { format!("-{out}") } else { out }
}

proptest! {
    #[test]
    fn a_grouped_number_is_read_back(value in -99_999_999_999_i64..99_999_999_999) {
        let number = parse(&grouped(value)).unwrap();
        prop_assert_eq!(number.value.0, value * 100);
        prop_assert!(!number.irregular);
    }

    #[test]
    fn a_number_without_its_spaces_or_with_its_sign_apart_is_irregular_and_means_the_same(value in 1_000_i64..99_999_999) {
        for text in [value.to_string(), format!("- {}", grouped(value))] {
            let number = parse(&text).unwrap();
            prop_assert_eq!(number.value.0.abs(), value * 100);
            prop_assert!(number.irregular);
        }
    }

    #[test]
    fn reading_never_panics(text in "[-−+ 0-9,.%xXMO()\\]]{0,40}") {
        let _ = parse(&text);
        let _ = looks_numeric(&text);
        let tokens: Vec<Token> = text.split_whitespace().map(Token::plain).collect();
        for split in splits(&tokens, &[ColumnForm::Whole; 5]) {
            let joined: Vec<&str> = split.cells.iter().flatten().map(String::as_str).collect();
            let squeezed = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(joined.join(" "), squeezed, "a split loses nothing");
        }
    }

    #[test]
    fn the_true_split_of_a_row_is_among_those_found(values in prop::collection::vec(-9_999_999_i64..9_999_999, 5)) {
        let cells: Vec<String> = values.iter().map(|v| grouped(*v)).collect();
        let line = cells.join(" ");
        let tokens: Vec<Token> = line.split_whitespace().map(Token::plain).collect();
        let found = splits(&tokens, &[ColumnForm::Whole; 5]);
        let wanted: Vec<Option<String>> = cells.into_iter().map(Some).collect();
        prop_assert!(found.iter().any(|s| s.cells == wanted), "{} in {}", line, found.len());
    }
}

#[test]
fn a_group_cut_otherwise_is_not_a_number() {
    for text in ["-136 89738", "-29 1M", "1 23", "1 2345", "007", "12 345,678", "", "-", "1,", ",5"]
    {
        assert!(parse(text).is_none(), "{text}");
    }
}

#[test]
fn percentages_and_decimals_are_numbers() {
    assert_eq!(parse("56 %").unwrap().value.0, 5_600);
    assert_eq!(parse("-3,7").unwrap().value.0, -370);
    assert_eq!(parse("7 155,51").unwrap().value.0, 715_551);
    assert_eq!(parse("+1 421 212").unwrap().value.0, 142_121_200);
    assert_eq!(parse("+ 1 310 855").unwrap().value.0, 131_085_500);
}
