//! A draft: the copy of a database file to which everything is written, and which then takes the
//! place of the file by renaming. Readers see the old file or the new one, and whatever ends the
//! work before its time, a full disk or a cut of power, leaves the old one as it was.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use diesel::connection::SimpleConnection;

use crate::store::connection::{AnyConnection, Manager, Target};
use crate::store::file::{Identity, changes};
use crate::store::place::{Mode, logs};
use crate::store::{Options, StoreError};

/// A draft; removed when it is dropped before it took its place.
pub(super) struct Draft {
    /// The file to be replaced.
    place: PathBuf,
    /// The draft itself.
    making: PathBuf,
    /// How often the draft was changed before the work began.
    before: Option<[u8; 4]>,
    /// A connection to the file to be replaced, in a transaction that keeps other writers off.
    held: Mutex<Option<AnyConnection>>,
}

impl Draft {
    /// Copies a file; where there is none yet, the draft is empty.
    pub(super) fn of(path: &str, options: &Options) -> Result<Self, StoreError> {
        let exists = fs::metadata(path).is_ok_and(|found| found.len() > 0);
        // A symbolic link stays one, and what it leads to is replaced.
        let place = if exists {
            fs::canonicalize(path).map_err(|e| StoreError::of_file(Path::new(path), &e))?
        } else {
            PathBuf::from(path)
        };
        let held = if exists { Some(hold(&place, options)?) } else { None };
        if held.is_some() {
            remove_left_behind(&place);
        }
        let making = beside(&place, &std::process::id().to_string());
        let mut draft = Self { place, making, before: None, held: Mutex::new(held) };
        if exists {
            draft.copy(options)?;
            draft.before = changes(&draft.making);
        }
        Ok(draft)
    }

    /// The path of the draft.
    pub(super) fn path(&self) -> String {
        self.making.to_string_lossy().into_owned()
    }

    fn copy(&self, options: &Options) -> Result<(), StoreError> {
        let path = self.place.to_string_lossy().into_owned();
        let mode = Mode::to_read(&path);
        let target = Target::ReadFile { path, mode, pinned: None };
        let quoted = self.path().replace('\'', "''");
        let mut reader = Manager::new(target, options).open()?;
        Ok(reader.batch_execute(&format!("PRAGMA query_only = 0; VACUUM INTO '{quoted}'"))?)
    }

    /// Puts the draft in the place of the file, if anything was changed in it. All connections to
    /// it must be closed.
    pub(super) fn put_in_place(&self) -> Result<(), StoreError> {
        if changes(&self.making) == self.before {
            return Ok(());
        }
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |e| StoreError::of_file(&path, &e)
        };
        self.close_log()?;
        let draft = File::open(&self.making).map_err(failed(&self.making))?;
        if let Ok(found) = fs::metadata(&self.place) {
            draft.set_permissions(found.permissions()).map_err(failed(&self.making))?;
        }
        draft.sync_all().map_err(failed(&self.making))?;
        fs::rename(&self.making, &self.place).map_err(failed(&self.place))?;
        for log in logs(&self.place.to_string_lossy()) {
            // What is left of a log is empty, and of a file that is gone.
            let _gone = fs::remove_file(log);
        }
        let folder = self.place.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        File::open(folder).and_then(|f| f.sync_all()).map_err(failed(folder))
    }

    /// Brings what stands in a write-ahead log into the file that is to be replaced: a log that
    /// outlived its file would be taken for a part of the new one.
    fn close_log(&self) -> Result<(), StoreError> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let [log, _] = logs(&self.place.to_string_lossy());
        if let Some(held) = held.as_mut().filter(|_| log.exists()) {
            held.batch_execute("ROLLBACK; PRAGMA wal_checkpoint(TRUNCATE)")?;
        }
        match fs::metadata(&log) {
            Ok(log) if log.len() > 0 => Err(StoreError::Locked),
            _ => Ok(()),
        }
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Where it took its place, it is not there any more.
        remove(&self.making);
    }
}

/// Keeps other writers off a file. One who was waiting for another import finds a new file.
fn hold(place: &Path, options: &Options) -> Result<AnyConnection, StoreError> {
    let path = place.to_string_lossy().into_owned();
    for _ in 0..3 {
        let found = Identity::of(&path);
        let target = Target::HoldFile { path: path.clone() };
        let held = Manager::new(target, options).open()?;
        let is_same = |now: Identity| found.is_some_and(|found| found.is_same_file(now));
        if Identity::of(&path).is_some_and(is_same) {
            return Ok(held);
        }
    }
    Err(StoreError::Locked)
}

/// The path of a draft of a file.
fn beside(place: &Path, end: &str) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}.{end}"))
}

/// Removes drafts of imports that were ended before their time. Nobody else is writing.
fn remove_left_behind(place: &Path) {
    let start = beside(place, "").to_string_lossy().into_owned();
    let Some(Ok(folder)) = place.parent().map(fs::read_dir) else { return };
    for entry in folder.flatten() {
        let path = entry.path();
        let end = path.to_string_lossy().strip_prefix(&start).map(str::to_owned);
        if end.is_some_and(|end| end.bytes().all(|b| b.is_ascii_digit())) {
            remove(&path);
        }
    }
}

fn remove(draft: &Path) {
    let _gone = fs::remove_file(draft);
    let mut journal = draft.as_os_str().to_owned();
    journal.push("-journal");
    let _gone = fs::remove_file(journal);
}
