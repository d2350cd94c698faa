//! How the program ends: one table of exit codes, and one clear line per error.

use std::process::ExitCode;

macro_rules! table {
    ($($(#[doc = $doc:literal])+ $name:ident => $code:literal, $meaning:literal;)+) => {
        /// Why the program ends other than well.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Reason { $($(#[doc = $doc])+ $name,)+ }

        impl Reason {
            /// Every reason, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The exit code.
            #[must_use]
            pub const fn code(self) -> u8 {
                match self { $(Self::$name => $code),+ }
            }

            /// What it means, for the help text.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning),+ }
            }
        }
    };
}

table! {
    /// Anything without a code of its own.
    Other => 1, "something else failed";
    /// Wrong arguments.
    Usage => 2, "wrong arguments";
    /// A file or folder cannot be read or written.
    File => 3, "a file cannot be read or written";
    /// A manifest or another file of a document's folder is wrong.
    Manifest => 4, "a manifest or another file of a document's folder is wrong";
    /// Another process holds the database.
    Locked => 5, "the database is locked by another process, or cannot be reached";
    /// The database is damaged, or is not one of this program.
    Unusable => 6, "the database is damaged, or of another program or version";
    /// A release package is wrong, altered or cut short.
    Package => 8, "a release package is wrong, altered or cut short";
    /// The address cannot be served on.
    Address => 7, "the port is in use, or the address is not of this machine";
}

/// An error with the line to print and the code to end with.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Exit {
    reason: Reason,
    message: String,
}

impl Exit {
    /// An end with this reason; the message says what, where, and what to do.
    #[must_use]
    pub fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into() }
    }

    /// Wrong arguments.
    #[must_use]
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Reason::Usage, message)
    }

    /// A file that cannot be read or written.
    #[must_use]
    pub fn file(doing: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new(Reason::File, format!("cannot {doing} {}: {error}", path.display()))
    }

    /// The exit code.
    #[must_use]
    pub fn code(&self) -> ExitCode {
        ExitCode::from(self.reason.code())
    }

    /// The table of exit codes, for the help text.
    #[must_use]
    pub fn table() -> String {
        let line = |reason: &Reason| format!("  {}  {}", reason.code(), reason.meaning());
        let lines: Vec<String> = Reason::ALL.iter().map(line).collect();
        format!("Exit codes:\n  0  done\n{}", lines.join("\n"))
    }
}
