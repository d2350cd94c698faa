//! The release of one database as another database, in one file of SQLite: the same bytes
//! whenever it is made. It is a database of this program, and one for people to open too.

use std::path::Path;

use crate::store::exchange::{Gate, Replacement, Rows, tables};
use crate::store::{Access, Session, Store, StoreError, read};

/// Names beside codes, for whoever opens the file without this program.
const VIEWS: &str = include_str!("views.sql");

/// Takes away what depends on the moment: when the tables were made, and how the file grew.
const SETTLE: &str = "\
    UPDATE __diesel_schema_migrations SET run_on = '1970-01-01 00:00:00'; \
    PRAGMA journal_mode = DELETE; \
    VACUUM;";

/// Writes the release that a session reads into a file, which must not exist.
///
/// # Errors
/// [`StoreError`].
pub fn copy_to_sqlite(session: &mut Session, path: &Path) -> Result<(), StoreError> {
    let store = Store::open(&format!("sqlite:{}", path.display()), Access::ReadWrite)?;
    store.migrate()?;
    let mut copy: Replacement = store.replace()?;
    let mut gate = Gate::default();
    for table in tables() {
        gate.begin(table);
        let mut rows = Rows::of(table);
        while let Some(batch) = rows.next_batch(session)? {
            if let Some((_, reason)) = copy.insert(&batch)?.first() {
                return Err(StoreError::Inconsistent(format!("{}: {reason}", table.name)));
            }
            for row in 0..batch.len() {
                gate.pass(&batch, row).map_err(|refusal| {
                    StoreError::Inconsistent(format!("{}: {}", table.name, refusal.reason))
                })?;
            }
        }
    }
    let release = read::release::id(session)?.unwrap_or_default();
    copy.finish(Some(&release), gate.finish(), None)?;
    store.run(VIEWS)?;
    store.run(SETTLE)
}
