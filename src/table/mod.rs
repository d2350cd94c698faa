//! Lines to cells by geometry and number grammar alone; knows no words.

mod number;
mod split;

pub use number::{Number, looks_numeric, parse};
pub use split::{ColumnForm, MOST_COLUMNS, Split, Token, splits, tail};
