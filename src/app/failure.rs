//! What fails below, as a line that a person can act on and an exit code.

use crate::app::exit::{Exit, Reason};
use crate::ingest::SourceError;
use crate::release::ReleaseError;
use crate::store::StoreError;

/// The end for a failure of the database.
pub(crate) fn of_store(database: &str, error: &StoreError) -> Exit {
    let shown = shown(database);
    let (reason, advice) = match error {
        StoreError::NotFound(_) => (Reason::File, "run `kuntavaaka migrate` to create it"),
        StoreError::Locked => (Reason::Locked, "wait for the other process to end and try again"),
        StoreError::Unreachable(_) => {
            (Reason::Locked, "check that it exists, is running and may be opened")
        }
        StoreError::Corrupt(_) | StoreError::Inconsistent(_) | StoreError::Other(_) => (
            Reason::Unusable,
            "name another with --database, or move this one away and import again",
        ),
        StoreError::WrongSchema { .. } => (Reason::Unusable, "or name another with --database"),
        StoreError::DiskFull => (Reason::File, "make room and try again"),
        StoreError::ReadOnly => (Reason::File, "make it writable or name another with --database"),
        StoreError::Replica(_) => (Reason::File, "name the primary among the hosts of --database"),
        StoreError::NotAllowed(_) => {
            (Reason::File, "use the role that `migrate` was run with; readers may only read")
        }
        StoreError::Rejected(_) => (Reason::Other, "nothing was changed"),
    };
    Exit::new(reason, format!("database {shown}: {error}; {advice}"))
}

/// The end for a failure with the files of a release.
pub(crate) fn of_release(database: &str, error: &ReleaseError) -> Exit {
    let reason = match error {
        // Rows that do not belong together, or content of another release than it says.
        ReleaseError::Store(error @ StoreError::Rejected(_)) => {
            return Exit::new(Reason::Package, format!("{error}; nothing was imported"));
        }
        ReleaseError::Store(error) => return of_store(database, error),
        ReleaseError::File { .. }
        | ReleaseError::Unwritten(_)
        | ReleaseError::OtherBytes { .. }
        | ReleaseError::OtherContent { .. } => Reason::File,
        ReleaseError::NotAPackage { .. }
        | ReleaseError::Altered { .. }
        | ReleaseError::BadRows { .. } => {
            return Exit::new(Reason::Package, format!("{error}; nothing was imported"));
        }
    };
    Exit::new(reason, error.to_string())
}

/// The end for a failure to read documents.
pub(crate) fn of_reading(error: &SourceError) -> Exit {
    let reason = match error {
        SourceError::Unreadable { .. }
        | SourceError::NotUtf8 { .. }
        | SourceError::NoDocument { .. } => Reason::File,
        SourceError::Manifest { .. } | SourceError::Reference { .. } => Reason::Manifest,
    };
    Exit::new(reason, format!("{error}; nothing was imported"))
}

/// The name of a database as it may be shown: without a user's name and password.
fn shown(database: &str) -> String {
    match database.split_once("://") {
        Some((scheme, rest)) => {
            let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
            let place = place.split('?').next().unwrap_or_default();
            format!("{scheme}://{place}")
        }
        None => database.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        assert_eq!(shown("postgres://me:se@cret@db:5432/kv?password=x"), "postgres://db:5432/kv");
        assert_eq!(shown("/srv/a@b/kv.sqlite3"), "/srv/a@b/kv.sqlite3");
    }
}
