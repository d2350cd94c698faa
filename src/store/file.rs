//! A file that is served while it may be replaced: by `import`, which puts a new file in its place
//! by renaming, or by whoever renames a file of a release to its path. The new file is looked
//! through before it takes over, and sessions that were begun on the old one end on it.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::deserialize::QueryableByName;
use diesel::sql_types::Text;
use diesel::{RunQueryDsl, sql_query};

use crate::store::connection::{AnyConnection, ConnectionPool, Manager, Target};
use crate::store::place::{Mode, logs};
use crate::store::{Options, StoreError, migrations};

/// How often it is looked whether another file has come.
const LOOK: Duration = Duration::from_millis(500);

/// How long the first connection may take at the start, and to a file that has come: while others
/// come to its place, none can be made, and the next look finds the last of them.
const OPENING: Duration = Duration::from_secs(10);
const TAKING_OVER: Duration = Duration::from_secs(1);

/// Which file it is, and how far it has been written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
    length: u64,
    changed: (i64, i64),
}

impl Identity {
    /// The file that is at a path now.
    pub(super) fn of(path: &str) -> Option<Self> {
        let found = std::fs::metadata(path).ok()?;
        Some(Self {
            device: found.dev(),
            inode: found.ino(),
            length: found.len(),
            changed: (found.mtime(), found.mtime_nsec()),
        })
    }

    /// Whether it is the same file, whatever was written to it.
    pub(super) fn is_same_file(self, other: Self) -> bool {
        (self.device, self.inode) == (other.device, other.inode)
    }
}

/// A file that is served. As long as it is, a connection to it is open, so that its number cannot
/// become that of another file.
pub(super) struct ServedFile {
    path: String,
    options: Options,
    served: Mutex<Served>,
}

struct Served {
    pool: ConnectionPool,
    identity: Identity,
}

impl ServedFile {
    /// Serves a file that was opened well in this mode, and watches its place.
    pub(super) fn new(path: &str, mode: Mode, options: &Options) -> Result<Arc<Self>, StoreError> {
        let gone = || StoreError::NotFound(path.to_owned());
        let identity = Identity::of(path).ok_or_else(gone)?;
        let pool = pinned(path, mode, identity, options).whole_pool(OPENING)?;
        let served = Mutex::new(Served { pool, identity });
        let file = Arc::new(Self { path: path.to_owned(), options: options.clone(), served });
        let watched = Arc::downgrade(&file);
        std::thread::Builder::new()
            .name("watches the file".to_owned())
            .spawn(move || watch(&watched))
            .map_err(|e| StoreError::Other(format!("the file cannot be watched: {e}")))?;
        Ok(file)
    }

    /// The connections to the file that is served now.
    pub(super) fn pool(&self) -> ConnectionPool {
        self.served().pool.clone()
    }

    fn served(&self) -> MutexGuard<'_, Served> {
        self.served.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a file over, if all is well with it.
    fn take_over(&self, identity: Identity) -> Result<(), StoreError> {
        let mode = mode_beside_logs(&self.path)?;
        let manager = pinned(&self.path, mode, identity, &self.options);
        let release = look_through(&mut manager.open()?)?;
        let pool = manager.whole_pool(TAKING_OVER)?;
        *self.served() = Served { pool, identity };
        tracing::info!(path = self.path, release, "another release has come and is served");
        Ok(())
    }
}

fn pinned(path: &str, mode: Mode, identity: Identity, options: &Options) -> Manager {
    let target = Target::ReadFile { path: path.to_owned(), mode, pinned: Some(identity) };
    Manager::new(target, options)
}

/// Looks at the path again and again as long as the file is served. What was refused once is
/// looked at again when something has been written to it.
fn watch(file: &Weak<ServedFile>) {
    let mut refused: Option<Option<Identity>> = None;
    loop {
        std::thread::sleep(LOOK);
        let Some(file) = file.upgrade() else { return };
        let found = Identity::of(&file.path);
        let is_served = found.is_some_and(|found| found.is_same_file(file.served().identity));
        if is_served {
            refused = None;
        } else if refused != Some(found) {
            let taken = found.map_or_else(
                || Err(StoreError::NotFound(file.path.clone())),
                |found| file.take_over(found),
            );
            if Identity::of(&file.path) != found {
                // Another one has come meanwhile, or it was still being written.
                continue;
            }
            refused = taken.is_err().then_some(found);
            if let Err(error) = taken {
                tracing::warn!(
                    path = file.path, %error,
                    "what has come to the place of the database cannot be served; the release \
                     from before is served on"
                );
            }
        }
    }
}

/// How a file that has come to the place of another is opened. Logs that lie beside it are those
/// of the file before: one with something in it would be taken for a part of the new file by
/// whoever opens it next, which nobody may serve. Empty ones are passed by.
fn mode_beside_logs(path: &str) -> Result<Mode, StoreError> {
    let [log, index] = logs(path);
    if std::fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        return Err(StoreError::Corrupt(format!(
            "the log of another database lies beside it; remove {} and {}",
            log.display(),
            index.display()
        )));
    }
    let is_alone = !log.exists() && !index.exists();
    Ok(if is_alone { Mode::to_read(path) } else { Mode::ReadUnchanging })
}

#[derive(QueryableByName)]
struct Checked {
    #[diesel(sql_type = Text)]
    quick_check: String,
}

#[derive(QueryableByName)]
struct Newest {
    #[diesel(sql_type = Text)]
    id: String,
}

/// Makes sure that a file is whole, of this version and holds a release; gives its id.
fn look_through(connection: &mut AnyConnection) -> Result<String, StoreError> {
    migrations::check(connection)?;
    let found = sql_query("PRAGMA quick_check(1)").load::<Checked>(connection)?;
    let found = found.into_iter().next().map(|row| row.quick_check);
    if found.as_deref() != Some("ok") {
        return Err(StoreError::Corrupt(found.unwrap_or_default().trim().replace('\n', " ")));
    }
    let release = sql_query("SELECT id FROM dataset_release ORDER BY number DESC LIMIT 1");
    let release = release.load::<Newest>(connection)?.into_iter().next();
    connection.batch_execute("PRAGMA shrink_memory")?;
    release.map(|row| row.id).ok_or_else(|| {
        StoreError::Inconsistent("it holds no release; import documents first".to_owned())
    })
}

/// How often a file was changed, as its head counts it; none where it has no head.
pub(super) fn changes(path: &Path) -> Option<[u8; 4]> {
    let mut head = [0; 28];
    File::open(path).ok()?.read_exact(&mut head).ok()?;
    head.last_chunk().copied()
}
