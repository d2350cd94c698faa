//! Columns parted by single spaces, in numbers grouped by spaces too: one line has several valid
//! splits. Here they are listed with a cost; which one is right, the sums of the table decide.

use crate::table::{looks_numeric, parse};

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnForm {
    /// Whole numbers.
    Whole,
    /// Numbers with decimals (or a plain zero).
    Decimal,
    /// Either.
    Any,
}

/// The forms, in the order of their declaration.
const FORMS: [ColumnForm; 3] = [ColumnForm::Whole, ColumnForm::Decimal, ColumnForm::Any];

/// A piece of a line without spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As printed.
    pub printed: String,
    /// As it is to be read, where optical reading spoilt it.
    pub read: String,
}

impl Token {
    /// A token that is read as printed.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self { printed: text.to_owned(), read: text.to_owned() }
    }
}

/// One way to part a line into cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The printed text per column; none where the column is blank.
    pub cells: Vec<Option<String>>,
    /// How much it strains the grouping rules; lower is better.
    pub cost: u32,
}

/// The most splits that are kept of one line.
const KEPT: usize = 400;
/// What it costs to start a cell at a group that could as well go on the one before it.
const STRAIN: u32 = 10;
/// The most splits that are tried of one line.
const TRIED: usize = 50_000;
/// The most tokens of one cell: a sign, the groups of the longest number that is read, a percent
/// sign, and some to spare for spoilt ones.
const LONGEST: usize = 8;
/// The most columns of a table. The widest that are printed have some thirty; each column costs
/// memory in every row.
pub const MOST_COLUMNS: usize = 200;

/// The longest end of a line that consists of numbers and marks alone: index of its first token.
#[must_use]
pub fn tail(tokens: &[Token]) -> usize {
    let numberlike = |t: &&Token| {
        let marks = t.read.chars().all(|c| c.is_ascii_digit() || "-−–+,%".contains(c));
        let cross = !t.read.is_empty() && t.read.chars().all(|c| c == 'x');
        let spoilt = t.read.chars().filter(|c| !c.is_ascii_digit() && *c != '-').count() <= 1
            && t.read.chars().filter(char::is_ascii_digit).count() >= 2
            && !t.read.ends_with('.')
            && !t.read.contains(['/', '(', ')']);
        marks || cross || spoilt
    };
    let start = tokens.len() - tokens.iter().rev().take_while(numberlike).count();
    let marks = tokens.iter().skip(start).take_while(|t| t.read == "%").count();
    start + marks
}

/// Every way to part `tokens` into the columns, cheapest first. Blank columns are considered
/// only where the tokens cannot fill them all without strain.
#[must_use]
pub fn splits(tokens: &[Token], forms: &[ColumnForm]) -> Vec<Split> {
    // More tokens than the columns can take have no split, and looking for one takes long.
    if forms.len() > MOST_COLUMNS || tokens.len() > forms.len() * LONGEST {
        return Vec::new();
    }
    let mut search = Search::new(tokens, forms);
    search.extend(0, 0, &mut Vec::new());
    if search.found.iter().all(|(cost, _)| *cost >= STRAIN) {
        search.found.clear();
        search.tried = 0;
        search.blanks = true;
        search.extend(0, 0, &mut Vec::new());
    }
    search.drop_dearest();
    let split = |(cost, pieces): &(u32, Vec<Piece>)| search.split(*cost, pieces);
    search.found.iter().map(split).collect()
}

/// A cell under trial: first token, one past the last, cost.
type Piece = Option<(usize, usize, u32)>;

struct Search<'a> {
    tokens: &'a [Token],
    forms: &'a [ColumnForm],
    /// Per token, what it costs to take so many tokens from it on as a cell of each form: told
    /// once, since every way to part the line asks for it again.
    costs: Vec<Vec<[Option<u32>; 3]>>,
    /// Per token, its digits as printed.
    digits: Vec<usize>,
    /// The cheapest splits so far, each with its cost, and some more.
    found: Vec<(u32, Vec<Piece>)>,
    tried: usize,
    blanks: bool,
}

impl<'a> Search<'a> {
    fn new(tokens: &'a [Token], forms: &'a [ColumnForm]) -> Self {
        let digits = |t: &Token| t.printed.bytes().filter(u8::is_ascii_digit).count();
        let costs = (0..tokens.len()).map(|at| {
            let ends = at + 1..=tokens.len().min(at + LONGEST);
            ends.map(|end| FORMS.map(|form| cost(tokens, at, end, form))).collect()
        });
        Self {
            tokens,
            forms,
            costs: costs.collect(),
            digits: tokens.iter().map(digits).collect(),
            found: Vec::new(),
            tried: 0,
            blanks: false,
        }
    }

    /// Goes on from token `at` in column `column` with the pieces chosen so far.
    fn extend(&mut self, at: usize, column: usize, pieces: &mut Vec<Piece>) {
        self.tried += 1;
        if self.tried > TRIED {
            return;
        }
        let Some(form) = self.forms.get(column).copied() else {
            if at == self.tokens.len() {
                self.keep(pieces);
            }
            return;
        };
        for end in at + 1..=self.tokens.len().min(at + LONGEST) {
            let costs = self.costs.get(at).and_then(|ends| ends.get(end - at - 1));
            if let Some(cost) = costs.and_then(|costs| *costs.get(form as usize)?) {
                pieces.push(Some((at, end, cost)));
                self.extend(end, column + 1, pieces);
                pieces.pop();
            } else if end > at + 4 {
                break;
            }
        }
        if self.blanks {
            pieces.push(None);
            self.extend(at, column + 1, pieces);
            pieces.pop();
        }
    }

    fn keep(&mut self, pieces: &[Piece]) {
        let strain: u32 = pieces.iter().flatten().map(|(_, _, cost)| cost).sum();
        let cost = strain + blanks(pieces) + self.unevenness(pieces);
        self.found.push((cost, pieces.to_vec()));
        if self.found.len() >= 4 * KEPT {
            self.drop_dearest();
        }
    }

    /// Keeps the cheapest splits; of equals those that were found first.
    fn drop_dearest(&mut self) {
        self.found.sort_by_key(|(cost, _)| *cost);
        self.found.truncate(KEPT);
    }

    fn split(&self, cost: u32, pieces: &[Piece]) -> Split {
        let cell = |(at, end, _)| Some(joined(self.tokens.get(at..end)?, |t| &t.printed));
        Split { cells: pieces.iter().map(|piece| piece.and_then(cell)).collect(), cost }
    }

    /// How far the cells of a row are from being of one size, in digits.
    fn unevenness(&self, pieces: &[Piece]) -> u32 {
        let digits = |(at, end, _): &(usize, usize, u32)| {
            self.digits.get(*at..*end).unwrap_or_default().iter().sum()
        };
        let mut sizes: Vec<usize> =
            pieces.iter().flatten().map(digits).filter(|digits| *digits > 1).collect();
        sizes.sort_unstable();
        let median = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
        let spread: usize = sizes.iter().map(|s| s.abs_diff(median)).sum();
        u32::try_from(spread).unwrap_or(u32::MAX)
    }
}

/// What it costs to take the tokens `at..end` as one cell; none where they cannot be one.
fn cost(tokens: &[Token], at: usize, end: usize, form: ColumnForm) -> Option<u32> {
    let text = joined(tokens.get(at..end)?, |t| &t.read);
    // A group of three digits that starts a cell could as well go on the one before it.
    let first = tokens.get(at).map(|t| t.read.as_str()).unwrap_or_default();
    let after_number = at > 0 && tokens.get(at - 1).is_some_and(|t| !t.read.contains(','));
    let could_continue = after_number && first.len() == 3 && is_digits(first);
    let strain = u32::from(could_continue) * STRAIN;
    if let Some(number) = parse(&text) {
        let fits = match form {
            ColumnForm::Whole => !number.decimals,
            ColumnForm::Decimal => number.decimals || number.value.0 == 0,
            ColumnForm::Any => true,
        };
        return fits.then_some(strain + u32::from(number.irregular) * 2);
    }
    let single = end == at + 1;
    if looks_numeric(&text) && !is_digits(&text.replace(' ', "")) && form != ColumnForm::Decimal {
        let mut rest = tokens.get(at + 1..end)?.iter();
        let rest_are_groups = rest.all(|t| t.read.len() == 3 && is_digits(&t.read));
        return (single || rest_are_groups).then_some(strain + 50);
    }
    (single && !text.chars().any(|c| c.is_ascii_digit())).then_some(strain + 5)
}

fn joined(tokens: &[Token], text: impl Fn(&Token) -> &str) -> String {
    tokens.iter().map(text).collect::<Vec<_>>().join(" ")
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// What the blank columns of a row cost: cells stand together, rather at the end of the row
/// (a plan has no outturn before it began) than at its beginning.
fn blanks(pieces: &[Piece]) -> u32 {
    let first = pieces.iter().position(Option::is_some).unwrap_or_default();
    let last = pieces.iter().rposition(Option::is_some).unwrap_or_default();
    let cost = |(i, _): (usize, &Piece)| match i {
        i if i < first => STRAIN,
        i if i > last => STRAIN + 1,
        _ => STRAIN + 3,
    };
    pieces.iter().enumerate().filter(|(_, piece)| piece.is_none()).map(cost).sum()
}
