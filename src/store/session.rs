//! A session: one connection inside one transaction, so that everything read in it is of one
//! release. Every statement goes through here and is counted.

/// A connection inside one transaction; the transaction ends with the session.
pub struct Session {}

impl Session {
    /// How many statements this session has run.
    #[must_use]
    pub fn statements(&self) -> u64 {
        0
    }
}
