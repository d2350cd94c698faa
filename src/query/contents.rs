//! What the questions about everything documents say besides their budget lines have in common.

use std::collections::BTreeMap;

use crate::query::cursor::Paging;
use crate::query::{
    Error, Page, PageRequest, Session, Stated, documents, municipalities, units, values,
};
use crate::store::read;
use crate::store::read::Parent;
use crate::store::read::contents::{Content, ContentSelection};
use crate::store::search::Search;

/// The most words of one free text: each is looked for in every text that is stored.
const MAX_WORDS: usize = 20;

/// What the contents of a document are asked below of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Below {
    /// Municipalities, by code.
    Municipality,
    /// Documents, by id.
    Document,
    /// Units, by id; where the filter says so also of the units below them.
    Unit,
}

/// What can be asked of all contents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContentFilter {
    /// `municipality`: code, slug or name.
    pub municipality: Vec<String>,
    /// `document`: ids.
    pub document: Vec<String>,
    /// `unit`: ids.
    pub unit: Vec<String>,
    /// `includeDescendants`: also every unit below the ones named, and, where the contents of
    /// units are asked for, below those.
    pub include_descendants: bool,
    /// `q`: words, in any of their forms, all of which must be found.
    pub q: Option<String>,
}

/// What a filter of one kind is made of.
pub(super) trait Question {
    /// The kind it asks for.
    type Of: Content;

    /// The filter of all kinds.
    fn content(&self) -> &ContentFilter;
    /// What it means, given what the filter of all kinds means.
    fn select(
        &self,
        session: &mut Session,
        content: ContentSelection,
    ) -> Result<<Self::Of as Content>::Selection, Error>;
}

/// Things of a kind by municipality, document and place in the document.
pub(super) fn list<Q: Question>(
    session: &mut Session,
    filter: &Q,
    page: &PageRequest,
) -> Result<Page<Stated<Q::Of>>, Error> {
    let selection = select(session, filter)?;
    let paging = Paging::of(format!("{selection:?}"));
    let window = paging.window(page)?;
    let found = read::contents::page::<Q::Of>(session, &selection, &window)?;
    Ok(paging.page(found, &window, read::contents::keys))
}

/// A thing by its id.
pub(super) fn one<C: Content>(
    session: &mut Session,
    noun: &'static str,
    id: &str,
) -> Result<Stated<C>, Error> {
    let found = read::contents::by_id::<C>(session, &[id.to_owned()])?;
    found.into_iter().next().ok_or_else(|| Error::NotFound { noun, id: id.to_owned() })
}

/// Things by id; ids that do not exist are absent.
pub(super) fn by_id<C: Content>(
    session: &mut Session,
    ids: &[String],
) -> Result<BTreeMap<String, Stated<C>>, Error> {
    let found = read::contents::by_id::<C>(session, ids)?;
    Ok(found.into_iter().map(|stated| (stated.item.id().to_owned(), stated)).collect())
}

/// A page of things of a kind for each parent, by the id or code of the parent.
pub(super) type PagesBelow<C> = BTreeMap<String, Page<Stated<C>>>;

/// A page of things of a kind for each parent.
pub(super) fn below<Q: Question>(
    session: &mut Session,
    of: Below,
    parents: &[String],
    filter: &Q,
    page: &PageRequest,
) -> Result<PagesBelow<Q::Of>, Error> {
    let selection = select(session, filter)?;
    let of = match of {
        Below::Municipality => Parent::Municipality,
        Below::Document => Parent::Document,
        Below::Unit if filter.content().include_descendants => Parent::UnitWithDescendants,
        Below::Unit => Parent::Unit,
    };
    let paging = Paging::of(format!("{of:?} {selection:?}"));
    let window = paging.window_below(parents, page)?;
    let found = read::contents::pages::<Q::Of>(session, of, parents, &selection, &window)?;
    Ok(paging.pages(found, &window, read::contents::keys))
}

fn select<Q: Question>(
    session: &mut Session,
    filter: &Q,
) -> Result<<Q::Of as Content>::Selection, Error> {
    let content = filter.content();
    let selection = ContentSelection {
        municipality_codes: municipalities::resolve(session, &content.municipality)?
            .unwrap_or_default(),
        document_ids: documents::resolve(session, &content.document)?,
        unit_ids: units::resolve(session, &content.unit)?,
        include_descendants: content.include_descendants,
        search: content.q.as_deref().map(search).transpose()?,
    };
    filter.select(session, selection)
}

fn search(q: &str) -> Result<Search, Error> {
    let words = Search::of(q).filter(|_| !q.chars().any(char::is_control));
    let words = words.ok_or_else(|| values::invalid("q", q, "one or more words"))?;
    if words.len() > MAX_WORDS {
        return Err(values::invalid("q", q, &format!("at most {MAX_WORDS} words")));
    }
    Ok(words)
}

/// What can be asked of one kind: a list, one by its id, many by id, and pages below parents.
macro_rules! doors {
    (
        $of:ident, $noun:literal, $filter:ident;
        $(#[$list_doc:meta])+
        $list:ident
        $(#[$one_doc:meta])+
        $one:ident
        $(#[$by_id_doc:meta])+
        $by_id:ident
        $(#[$below_doc:meta])+
        $below:ident
    ) => {
        $(#[$list_doc])+
        ///
        /// # Errors
        /// See [`Error`](crate::query::Error).
        pub fn $list(
            session: &mut $crate::query::Session,
            filter: &$filter,
            page: &$crate::query::PageRequest,
        ) -> Result<$crate::query::Page<$crate::query::Stated<$of>>, $crate::query::Error> {
            $crate::query::contents::list(session, filter, page)
        }

        $(#[$one_doc])+
        ///
        /// # Errors
        /// See [`Error`](crate::query::Error).
        pub fn $one(
            session: &mut $crate::query::Session,
            id: &str,
        ) -> Result<$crate::query::Stated<$of>, $crate::query::Error> {
            $crate::query::contents::one(session, $noun, id)
        }

        $(#[$by_id_doc])+
        ///
        /// # Errors
        /// See [`Error`](crate::query::Error).
        pub fn $by_id(
            session: &mut $crate::query::Session,
            ids: &[String],
        ) -> Result<
            std::collections::BTreeMap<String, $crate::query::Stated<$of>>,
            $crate::query::Error,
        > {
            $crate::query::contents::by_id(session, ids)
        }

        $(#[$below_doc])+
        ///
        /// # Errors
        /// See [`Error`](crate::query::Error).
        pub fn $below(
            session: &mut $crate::query::Session,
            of: $crate::query::Below,
            parents: &[String],
            filter: &$filter,
            page: &$crate::query::PageRequest,
        ) -> Result<
            std::collections::BTreeMap<String, $crate::query::Page<$crate::query::Stated<$of>>>,
            $crate::query::Error,
        > {
            $crate::query::contents::below(session, of, parents, filter, page)
        }
    };
}
pub(super) use doors;
