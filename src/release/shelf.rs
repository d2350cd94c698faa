//! The shelf: the folder where the files of releases stand. A file is made once and stays as it
//! is; it comes to its place whole, by renaming.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::domain::FileKind;
use crate::query::{self, ReleaseFile, ReleaseInHistory};
use crate::release::hashing::Hashing;
use crate::release::{ReleaseError, package, texts};
use crate::store::{Session, Store, exchange};

/// A folder of release files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    folder: PathBuf,
}

/// A file that stands on a shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// Where it is.
    pub path: PathBuf,
    /// What it is.
    pub file: ReleaseFile,
}

impl Shelf {
    /// The shelf in a folder, which need not exist yet.
    #[must_use]
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The file of a release, where it stands here.
    #[must_use]
    pub fn find(&self, release: &str, kind: FileKind) -> Option<Shelved> {
        let name = kind.name_of(release);
        let path = self.folder.join(&name);
        let sha256 = fs::read_to_string(self.sum_of(&name)).ok()?;
        let sha256 = sha256.split_whitespace().next()?.to_owned();
        let byte_size = i64::try_from(fs::metadata(&path).ok()?.len()).ok()?;
        Some(Shelved { path, file: ReleaseFile { name, byte_size, sha256 } })
    }

    /// Makes the files of the release stored that are not here yet; gives all of them.
    ///
    /// # Errors
    /// [`ReleaseError`], also where a file would not be the one that the database knows of.
    pub fn fill(&self, store: &Store) -> Result<Vec<ReleaseFile>, ReleaseError> {
        fs::create_dir_all(&self.folder).map_err(|e| ReleaseError::file(&self.folder, e))?;
        let mut session = store.session()?;
        let Some(id) = query::release_id(&mut session)? else { return Ok(Vec::new()) };
        let of = query::release_by_id(&mut session, &id)?;
        let mut files = Vec::new();
        for kind in FileKind::ALL {
            if let Some(shelved) = self.find(&id, *kind) {
                files.push(shelved.file);
                continue;
            }
            let name = kind.name_of(&id);
            let known = of.release.files.iter().find(|file| file.name == name);
            let known = known.map(|file| file.sha256.as_str());
            let file = self.put(&name, known, |path| match kind {
                FileKind::Package => write_package(&mut session, &of, &texts::changelog(&of), path),
                FileKind::Sqlite => Ok(exchange::copy_to_sqlite(&mut session, path)?),
            })?;
            files.push(file);
        }
        Ok(files)
    }

    /// Makes a file beside its place, digests it, and moves it there with its checksum.
    fn put(
        &self,
        name: &str,
        known: Option<&str>,
        make: impl FnOnce(&Path) -> Result<(), ReleaseError>,
    ) -> Result<ReleaseFile, ReleaseError> {
        let making = self.folder.join(format!(".{name}.{}", std::process::id()));
        let done = make(&making).and_then(|()| self.shelve(&making, name, known));
        if done.is_err() {
            // What was begun is of no use; the error tells more than this one could.
            let _removed = fs::remove_file(&making);
        }
        done
    }

    fn shelve(
        &self,
        making: &Path,
        name: &str,
        known: Option<&str>,
    ) -> Result<ReleaseFile, ReleaseError> {
        let failed = |e| ReleaseError::file(making, e);
        let (sha256, bytes) = digest_of(making)?;
        if known.is_some_and(|known| known != sha256) {
            return Err(ReleaseError::OtherBytes { name: name.to_owned() });
        }
        File::open(making).and_then(|file| file.sync_all()).map_err(failed)?;
        let sum = self.sum_of(name);
        let mut sum_file = File::create(&sum).map_err(|e| ReleaseError::file(&sum, e))?;
        let line = format!("{sha256}  {name}\n");
        sum_file.write_all(line.as_bytes()).map_err(|e| ReleaseError::file(&sum, e))?;
        sum_file.sync_all().map_err(|e| ReleaseError::file(&sum, e))?;
        fs::rename(making, self.folder.join(name)).map_err(failed)?;
        let byte_size = i64::try_from(bytes).unwrap_or(i64::MAX);
        Ok(ReleaseFile { name: name.to_owned(), byte_size, sha256 })
    }

    fn sum_of(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.sha256"))
    }
}

fn write_package(
    session: &mut Session,
    of: &ReleaseInHistory,
    changelog: &str,
    path: &Path,
) -> Result<(), ReleaseError> {
    let file = File::create(path).map_err(|e| ReleaseError::file(path, e))?;
    package::write(session, of, changelog, file).map(|_| ())
}

/// The SHA-256 of a file, and its length.
fn digest_of(path: &Path) -> Result<(String, u64), ReleaseError> {
    let mut hashing = Hashing::new(io::sink());
    let read = File::open(path).and_then(|mut file| io::copy(&mut file, &mut hashing));
    read.map_err(|e| ReleaseError::file(path, e))?;
    Ok(hashing.finish())
}
