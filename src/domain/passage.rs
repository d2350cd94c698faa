//! Text of a document with the lines it stands on.

use crate::domain::Assignment;

/// A piece of text put together from one or more stretches of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The text to read: lines joined, words broken at line ends made whole, and, in optically
    /// read documents, Finnish restored where that is certain.
    pub text: String,
    /// The text as it was read, joined in the same way and not restored; none where it is the
    /// same.
    pub as_read: Option<String>,
    /// The stretches of lines it stands on, first and last line of each, from 1, in order.
    pub lines: Vec<(usize, usize)>,
    /// How its lines were found.
    pub assignment: Assignment,
}

impl Passage {
    /// The first line, from 1.
    #[must_use]
    pub fn first_line(&self) -> usize {
        self.lines.first().map_or(0, |(first, _)| *first)
    }
}
