//! A statement in the making: text and the values bound to it, put together piece by piece.
//!
//! The statements of this crate are written as SQL, once for both databases: pages need row
//! comparisons and windows over derived tables that diesel's expression language does not have. No
//! value that is asked for ever stands in the text; how many rows are wanted does.

/// A value: bound to a statement, or of a row of content.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Bind {
    /// Text, also a day, a decimal number or JSON.
    Text(String),
    /// A whole number, also hundredths.
    Int(i64),
    /// No value.
    Null,
}

impl From<&str> for Bind {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<i64> for Bind {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

/// A statement, or a piece of one. Only the store can make or read one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Sql {
    /// The text between the values: always one more than there are values.
    text: Vec<String>,
    binds: Vec<Bind>,
}

impl Sql {
    pub(super) fn new(text: &str) -> Self {
        Self { text: vec![text.to_owned()], binds: Vec::new() }
    }

    /// Adds text.
    pub(super) fn text(mut self, text: &str) -> Self {
        match self.text.last_mut() {
            Some(last) => last.push_str(text),
            None => self.text.push(text.to_owned()),
        }
        self
    }

    /// Adds a value. `NULL` is written out: it has no type that could be bound.
    pub(super) fn bind(mut self, value: impl Into<Bind>) -> Self {
        let value = value.into();
        if value == Bind::Null {
            return self.text("NULL");
        }
        if self.text.is_empty() {
            self.text.push(String::new());
        }
        self.binds.push(value);
        self.text.push(String::new());
        self
    }

    /// Adds another piece.
    pub(super) fn append(mut self, other: Self) -> Self {
        let mut pieces = other.text.into_iter();
        if let Some(first) = pieces.next() {
            self = self.text(&first);
        }
        self.text.extend(pieces);
        self.binds.extend(other.binds);
        self
    }

    /// Adds pieces with a separator between them.
    pub(super) fn join(mut self, pieces: impl IntoIterator<Item = Self>, separator: &str) -> Self {
        for (n, piece) in pieces.into_iter().enumerate() {
            if n > 0 {
                self = self.text(separator);
            }
            self = self.append(piece);
        }
        self
    }

    /// `expression IN (...)`; false for no values at all. PostgreSQL refuses NUL in a text, and
    /// nothing stored has one: a character that stands nowhere either takes its place.
    pub(super) fn any_of<S: AsRef<str>>(expression: &str, values: &[S]) -> Self {
        if values.is_empty() {
            return Self::new("1 = 0");
        }
        let values = values
            .iter()
            .map(|v| Self::default().bind(v.as_ref().replace('\0', "\u{fffe}").as_str()));
        Self::new(expression).text(" IN (").join(values, ", ").text(")")
    }

    /// `WHERE` with all the conditions; nothing without conditions.
    pub(super) fn all(conditions: impl IntoIterator<Item = Self>) -> Self {
        let mut conditions = conditions.into_iter().peekable();
        if conditions.peek().is_none() {
            return Self::default();
        }
        Self::new(" WHERE ").join(conditions, " AND ")
    }

    /// Any of the conditions, in brackets; false for no conditions at all.
    pub(super) fn either(conditions: Vec<Self>) -> Self {
        if conditions.is_empty() {
            return Self::new("1 = 0");
        }
        Self::new("(").join(conditions, " OR ").text(")")
    }

    /// The text between the values, always one more than there are values; and the values.
    pub(super) fn parts(mut self) -> (Vec<String>, Vec<Bind>) {
        self.text.resize(self.binds.len().saturating_add(1), String::new());
        (self.text, self.binds)
    }
}
