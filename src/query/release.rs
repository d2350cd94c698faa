//! Questions about the data as a whole: the release that is stored, and those before it.

use crate::query::cursor::Paging;
use crate::query::{Edition, Error, Page, PageRequest, Release, Session};
use crate::store::{ReleaseDocument, read};

/// A release and what it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseInHistory {
    /// The release.
    pub release: Release,
    /// Whether it is the one that is stored now.
    pub is_current: bool,
    /// The one before it, where there is one.
    pub previous: Option<Release>,
}

/// What became of the documents of one release in the next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentChanges {
    /// Ids of documents that came.
    pub added: Vec<String>,
    /// Ids of documents that are read otherwise, or whose text is another.
    pub changed: Vec<String>,
    /// Ids of documents that went.
    pub removed: Vec<String>,
}

impl ReleaseInHistory {
    /// What became of the documents of the release before.
    #[must_use]
    pub fn document_changes(&self) -> DocumentChanges {
        let before = self.previous.as_ref().map_or(&[][..], |p| &p.documents);
        let now = &self.release.documents;
        let of = |all: &[ReleaseDocument], id: &str| all.iter().find(|d| d.id == id).cloned();
        let mut changes = DocumentChanges::default();
        for document in now {
            match of(before, &document.id) {
                None => changes.added.push(document.id.clone()),
                Some(old) if old != *document => changes.changed.push(document.id.clone()),
                Some(_) => {}
            }
        }
        let gone = before.iter().filter(|d| of(now, &d.id).is_none());
        changes.removed = gone.map(|d| d.id.clone()).collect();
        changes
    }
}

/// The release that is stored now; none before the first import.
///
/// # Errors
/// See [`Error`].
pub fn release(session: &mut Session) -> Result<Option<Release>, Error> {
    Ok(read::release::release(session)?)
}

/// Which release is stored now, to be named in the file of an answer.
///
/// # Errors
/// See [`Error`].
pub fn edition(session: &mut Session) -> Result<Edition, Error> {
    Ok(read::release::edition(session)?)
}

/// The id of the release that is stored now; read once per session.
///
/// # Errors
/// See [`Error`].
pub fn release_id(session: &mut Session) -> Result<Option<String>, Error> {
    Ok(read::release::id(session)?)
}

/// The releases that this database has held, the newest first.
///
/// # Errors
/// See [`Error`].
pub fn releases(
    session: &mut Session,
    page: &PageRequest,
) -> Result<Page<ReleaseInHistory>, Error> {
    let paging = Paging::of("releases".to_owned());
    let window = paging.window(page)?;
    let found = read::release::page(session, &window)?;
    paging.page(found, &window, read::release::keys).try_map(|release| in_history(session, release))
}

/// Stands for the release that is stored now.
const CURRENT: &str = "current";

/// One release; `current` is the one that is stored now.
///
/// # Errors
/// [`Error::NotFound`] where this database never held it, or another [`Error`].
pub fn release_by_id(session: &mut Session, id: &str) -> Result<ReleaseInHistory, Error> {
    let found = match id {
        CURRENT => read::release::release(session)?,
        id => read::release::by_id(session, id)?,
    };
    let release = found.ok_or_else(|| Error::NotFound { noun: "release", id: id.to_owned() })?;
    in_history(session, release)
}

/// Refuses a question about another release than the one that is stored.
///
/// # Errors
/// [`Error::ReleaseGone`] for one that was stored before, [`Error::UnknownValue`] for one that
/// never was, or another [`Error`].
pub fn require_release(session: &mut Session, id: &str) -> Result<(), Error> {
    if release_id(session)?.as_deref() == Some(id) {
        return Ok(());
    }
    match read::release::by_id(session, id)? {
        Some(_) => Err(Error::ReleaseGone { id: id.to_owned() }),
        None => Err(Error::UnknownValue {
            parameter: "release",
            value: id.to_owned(),
            noun: "release",
            known: None,
        }),
    }
}

fn in_history(session: &mut Session, release: Release) -> Result<ReleaseInHistory, Error> {
    let is_current = release_id(session)?.as_deref() == Some(release.id.as_str());
    let previous = read::release::before(session, release.number)?;
    Ok(ReleaseInHistory { release, is_current, previous })
}
