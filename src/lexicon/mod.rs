//! The only room that reads Finnish: labels to codes, headings, column headers, and the
//! confusions of optical reading. Its tables are CSV under `data/lexicon/`; the code here
//! folds, looks up and tolerates, and knows no word itself.

mod contents;
mod fold;
mod headers;
mod labels;
mod restore;
mod tables;

pub use contents::{Field, HeadWord, Told, field};
pub use fold::distance;
pub use headers::{HeaderPhrase, Meaning, Qualifier};
pub use labels::{Corner, Section};
pub use tables::Lexicon;
