//! Column splitting: every split is a split of the line, and the printed row is among them.

use kuntavaaka::domain::Cents;
use kuntavaaka::table::{ColumnForm, Split, Token, parse, splits, tail};

use super::number::printed;

/// The most splits that are kept of a line.
const KEPT: usize = 400;

/// The first line names the columns (`w`hole, `d`ecimal, anything); the rest are tokens. A token
/// with a bar is printed as what stands before it and read as what stands behind it.
pub fn hold(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (forms, line) = text.split_once('\n').unwrap_or(("www", &text));
    let forms: Vec<ColumnForm> = forms.chars().map(form).collect();
    let tokens: Vec<Token> = line.split_whitespace().map(token).collect();
    assert!(tail(&tokens) <= tokens.len());
    let found = splits(&tokens, &forms);
    assert_eq!(found, splits(&tokens, &forms), "the same line is split in another way");
    assert!(found.len() <= KEPT);
    assert!(found.is_sorted_by_key(|split| split.cost));
    for split in &found {
        is_of_the_line(split, &tokens, &forms);
    }
    is_found_again(data);
}

fn form(mark: char) -> ColumnForm {
    match mark {
        'w' => ColumnForm::Whole,
        'd' => ColumnForm::Decimal,
        _ => ColumnForm::Any,
    }
}

fn token(text: &str) -> Token {
    match text.split_once('|') {
        Some((printed, read)) if !printed.is_empty() && !read.is_empty() => {
            Token { printed: printed.to_owned(), read: read.to_owned() }
        }
        _ => Token::plain(text),
    }
}

fn is_of_the_line(split: &Split, tokens: &[Token], forms: &[ColumnForm]) {
    assert_eq!(split.cells.len(), forms.len());
    let mut rest = tokens.iter();
    for (cell, form) in split.cells.iter().zip(forms) {
        let Some(cell) = cell else { continue };
        let taken: Vec<&Token> = rest.by_ref().take(cell.split(' ').count()).collect();
        let join =
            |text: fn(&Token) -> &str| taken.iter().map(|t| text(t)).collect::<Vec<_>>().join(" ");
        assert_eq!(*cell, join(|t| &t.printed), "{split:?}");
        if let Some(number) = parse(&join(|t| &t.read)) {
            let fits = match form {
                ColumnForm::Whole => !number.decimals,
                ColumnForm::Decimal => number.decimals || number.value == Cents(0),
                ColumnForm::Any => true,
            };
            assert!(fits, "{form:?}: {cell}");
        }
    }
    assert_eq!(rest.next(), None, "the split leaves tokens out: {split:?}");
}

/// A row of up to three whole numbers, as printed, has the split that was printed.
fn is_found_again(data: &[u8]) {
    let (numbers, _) = data.as_chunks::<5>();
    let euros = |bytes: &[u8; 5]| {
        let [a, b, c, d, digits] = *bytes;
        i64::from(i32::from_le_bytes([a, b, c, d])) % 10_i64.pow(u32::from(digits % 9) + 1)
    };
    let row: Vec<String> =
        numbers.iter().take(3).map(|n| printed(Cents(euros(n) * 100), false)).collect();
    if row.is_empty() {
        return;
    }
    let line = row.join(" ");
    let tokens: Vec<Token> = line.split(' ').map(Token::plain).collect();
    let cells: Vec<Option<String>> = row.into_iter().map(Some).collect();
    let found = splits(&tokens, &vec![ColumnForm::Whole; cells.len()]);
    assert!(found.iter().any(|split| split.cells == cells), "{line}: {found:?}");
}
