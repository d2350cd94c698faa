//! Reading a package back into a database: all of it or nothing. One thread reads and checks the
//! rows (`part`), the other puts them in.

mod cell;
mod part;

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::mpsc::{self, SyncSender};
use std::thread;

use serde_json::Value as Json;
use zip::ZipArchive;

use crate::release::error::{BadRow, BadRows, told};
use crate::release::{DATA_PACKAGE, FORMAT, ReleaseError, SUMS};
use crate::store::exchange::{self, Digest, Gate, Replacement, csv_path};
use crate::store::{Imported, Store, TableOf};

use part::{Piece, Unreadable};

/// The most bytes of a part that is read as a whole.
const MAX_WHOLE: u64 = 8 << 20;
/// Pieces that may wait to be put in.
const WAITING: usize = 4;

/// How far an import has come.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// The table that is put in; none while all are made ready for questions at the end.
    pub table: Option<&'static str>,
    /// Rows put in so far, of all tables.
    pub rows: u64,
    /// Bytes read so far, of all tables.
    pub bytes: u64,
    /// Bytes of all tables.
    pub all_bytes: u64,
}

/// What became of a package.
#[derive(Debug)]
pub struct Taken {
    /// The release that is stored.
    pub imported: Imported,
    /// The first of the rows that were left out.
    pub left_out: Vec<BadRow>,
    /// How many rows were left out.
    pub left_out_count: usize,
}

impl Taken {
    /// A package of which nothing was left out.
    #[must_use]
    pub fn whole(imported: Imported) -> Self {
        Self { imported, left_out: Vec::new(), left_out_count: 0 }
    }

    /// The rows that were left out, as a person reads them; none where there are none.
    #[must_use]
    pub fn told(&self) -> Option<String> {
        (self.left_out_count > 0).then(|| told(&self.left_out, self.left_out_count))
    }
}

/// A package, opened.
#[derive(Debug)]
pub struct Package {
    path: String,
    archive: ZipArchive<File>,
    release: String,
    sums: Vec<(String, String)>,
}

impl Package {
    /// Whether a path is a file, and so a package and no document: those are folders.
    #[must_use]
    pub fn is_at(path: &Path) -> bool {
        path.is_file()
    }

    /// Opens a package and reads what it says of itself.
    ///
    /// # Errors
    /// [`ReleaseError::NotAPackage`] or [`ReleaseError::File`].
    pub fn open(path: &Path) -> Result<Self, ReleaseError> {
        let file = File::open(path).map_err(|e| ReleaseError::file(path, e))?;
        let path = path.display().to_string();
        let no_package = |reason: String| ReleaseError::NotAPackage { path: path.clone(), reason };
        let mut archive = ZipArchive::new(file).map_err(|e| no_package(e.to_string()))?;
        let about: Json = serde_json::from_str(&whole(&mut archive, DATA_PACKAGE, &no_package)?)
            .map_err(|e| no_package(format!("{DATA_PACKAGE}: {e}")))?;
        let ours = |name| about.get("kuntavaaka").and_then(|ours| ours.get(name));
        if ours("format").and_then(Json::as_u64) != Some(FORMAT) {
            let told = format!("{DATA_PACKAGE} says no format that is known here ({FORMAT})");
            return Err(no_package(told));
        }
        let release = ours("release").and_then(Json::as_str).unwrap_or_default().to_owned();
        let sums = whole(&mut archive, SUMS, &no_package)?;
        let sum = |line: &str| {
            let (sum, part) = line.split_once("  ")?;
            Some((part.to_owned(), sum.to_owned()))
        };
        let sums = sums.lines().filter_map(sum).collect();
        Ok(Self { path, archive, release, sums })
    }

    /// The id of the release that it says it holds.
    #[must_use]
    pub fn release(&self) -> &str {
        &self.release
    }

    /// Puts the release in the place of everything stored: all of it, or nothing.
    ///
    /// # Errors
    /// [`ReleaseError`]; the store is as it was.
    pub fn import(
        self,
        store: &Store,
        imported_at: &str,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<Imported, ReleaseError> {
        let (replacement, digest, bad, release) = self.put_in(store, false, on_progress)?;
        if !bad.is_empty() {
            return Err(bad.into_error());
        }
        Ok(replacement.finish(Some(&release), digest, Some(imported_at))?)
    }

    /// The same without the rows that cannot be taken in. Where there are any, what is stored is
    /// another release, named by what it holds.
    ///
    /// # Errors
    /// [`ReleaseError`]; the store is as it was.
    pub fn import_good_rows(
        self,
        store: &Store,
        imported_at: &str,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<Taken, ReleaseError> {
        let (replacement, digest, bad, release) = self.put_in(store, true, on_progress)?;
        let expected = Some(release.as_str()).filter(|_| bad.is_empty());
        let imported = replacement.finish(expected, digest, Some(imported_at))?;
        let (left_out, left_out_count) = bad.into_parts();
        Ok(Taken { imported, left_out, left_out_count })
    }

    /// Reads all tables in a thread of its own and puts their rows in.
    fn put_in(
        self,
        store: &Store,
        without_bad_rows: bool,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<(Replacement, Option<Digest>, BadRows, String), ReleaseError> {
        let mut writing = Writing {
            replacement: store.replace()?,
            bad: BadRows::default(),
            without_bad_rows,
            is_digest_whole: true,
            progress: Progress { table: None, rows: 0, bytes: 0, all_bytes: 0 },
        };
        let release = self.release.clone();
        let gate = if without_bad_rows { Gate::default() } else { Gate::lenient() };
        let mut reading = Reading { package: self, gate };
        writing.progress.all_bytes = reading.all_bytes();
        let (give, pieces) = mpsc::sync_channel(WAITING);
        let (read, written) = thread::scope(|scope| {
            let reader = scope.spawn(move || reading.run(&give));
            let written = pieces.iter().try_for_each(|(table, before, piece)| {
                writing.take(table, before, piece)?;
                on_progress(writing.progress);
                Ok::<_, ReleaseError>(())
            });
            drop(pieces);
            (reader.join(), written)
        });
        written?;
        let stopped = || ReleaseError::Unwritten("reading the package stopped".to_owned());
        let gate = read.map_err(|_| stopped())??.ok_or_else(stopped)?;
        on_progress(Progress { table: None, ..writing.progress });
        let digest = gate.finish().filter(|_| writing.is_digest_whole);
        Ok((writing.replacement, digest, writing.bad, release))
    }
}

/// A piece of a table, and the bytes of the tables before it.
type Given = (&'static TableOf, u64, Piece);

struct Reading {
    package: Package,
    gate: Gate,
}

impl Reading {
    fn all_bytes(&mut self) -> u64 {
        let archive = &mut self.package.archive;
        let size = |table: &TableOf| archive.by_name(&csv_path(table.name)).map_or(0, |e| e.size());
        exchange::tables().iter().map(size).sum()
    }

    /// Reads all tables; gives what they passed, or nothing where nobody took what was read.
    fn run(mut self, give: &SyncSender<Given>) -> Result<Option<Gate>, ReleaseError> {
        let mut before = 0;
        for table in exchange::tables() {
            match self.table(table, before, give) {
                Err(None) => return Ok(None),
                Err(Some(error)) => return Err(error),
                Ok(bytes) => before += bytes,
            }
        }
        Ok(Some(self.gate))
    }

    fn table(
        &mut self,
        table: &'static TableOf,
        before: u64,
        give: &SyncSender<Given>,
    ) -> Result<u64, Option<ReleaseError>> {
        let Package { path, archive, sums, .. } = &mut self.package;
        let part = csv_path(table.name);
        let no_package = |reason: String| {
            let reason = format!("{part}: {reason}");
            Some(ReleaseError::NotAPackage { path: path.clone(), reason })
        };
        let expected = sums.iter().find(|(name, _)| *name == part).map(|(_, sum)| sum.clone());
        let expected = expected.ok_or_else(|| no_package(format!("{SUMS} does not list it")))?;
        let entry = archive.by_name(&part).map_err(|e| no_package(e.to_string()))?;
        let bytes = entry.size();
        let mut give = |piece| give.send((table, before, piece)).map_err(|_| Unreadable::Unwanted);
        match part::read(&part, table, entry, &mut self.gate, &mut give) {
            Err(Unreadable::Unwanted) => Err(None),
            Err(Unreadable::Part(reason)) => Err(no_package(reason)),
            Ok(found) if found != expected => {
                Err(Some(ReleaseError::Altered { part, found, expected }))
            }
            Ok(_) => Ok(bytes),
        }
    }
}

struct Writing {
    replacement: Replacement,
    bad: BadRows,
    without_bad_rows: bool,
    /// Whether all rows that were digested are in.
    is_digest_whole: bool,
    progress: Progress,
}

impl Writing {
    /// Puts a piece in; once a row is bad, the others are only read, to tell all that is wrong.
    fn take(
        &mut self,
        table: &'static TableOf,
        before: u64,
        piece: Piece,
    ) -> Result<(), ReleaseError> {
        let (batch, bytes) = match piece {
            Piece::Rows(batch, bytes) => (batch, bytes),
            Piece::Bad(row) => {
                self.bad.add(row);
                return Ok(());
            }
        };
        if self.bad.is_empty() || self.without_bad_rows {
            for (line, reason) in self.replacement.insert(&batch)? {
                self.is_digest_whole = false;
                self.bad.add(BadRow { part: csv_path(table.name), line, column: None, reason });
            }
        }
        self.progress.table = Some(table.name);
        self.progress.bytes = before.saturating_add(bytes);
        self.progress.rows += u64::try_from(batch.len()).unwrap_or_default();
        Ok(())
    }
}

/// A small part of a package as text.
fn whole(
    archive: &mut ZipArchive<File>,
    part: &str,
    no_package: &impl Fn(String) -> ReleaseError,
) -> Result<String, ReleaseError> {
    let entry = archive.by_name(part).map_err(|e| no_package(format!("{part}: {e}")))?;
    let mut text = String::new();
    let read = entry.take(MAX_WHOLE).read_to_string(&mut text);
    read.map_err(|e| no_package(format!("{part}: {e}")))?;
    Ok(text)
}
