//! A list read window by window to its end, in one session and so from one release, whatever is
//! imported meanwhile. No more than a few windows are in memory.

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::web::Bytes;
use serde::Serialize;
use tokio::sync::mpsc::{self, Sender};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::api::ask::{blocking, unless_lost};
use crate::api::export::Writer;
use crate::api::export::transfer::{Piece, Transfer};
use crate::api::observe;
use crate::api::problem::{Code, Problem};
use crate::query::{Error, MAX_FIRST, Page, PageRequest, Session};

/// How many lists may be on their way to their end at a time. Each holds a connection, and a
/// server has four at the least: one always stays for short questions.
pub(crate) const AT_ONCE: usize = 3;
/// How long a client may keep a window waiting before the transfer is broken off: a connection
/// to the database waits with it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// How long a transfer may take in all: a client that takes a little again and again would keep its
/// connection to the database for ever.
pub(crate) const LONGEST: Duration = Duration::from_mins(10);

/// Bytes of a list that are kept to tell its length or to give a part of it by its place. One that
/// is longer is sent from its beginning, and its length is not told.
const MAX_GATHERED: usize = 16 << 20;

/// The room for lists on their way to their end.
#[derive(Debug, Clone)]
pub(crate) struct Exports(Arc<Semaphore>);

impl Default for Exports {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Exports {
    /// Lists that are on their way.
    pub(crate) fn taken(&self) -> usize {
        AT_ONCE.saturating_sub(self.0.available_permits())
    }

    /// Room for one more list, kept until it is dropped.
    pub(crate) fn room(&self) -> Result<OwnedSemaphorePermit, Problem> {
        Arc::clone(&self.0).try_acquire_owned().map_err(|_| {
            let detail = "Too many lists are being read to their end; try again in a moment, or \
                read page by page with `first`.";
            Problem::new(Code::DatabaseUnavailable, detail)
        })
    }
}

/// A window, written.
#[derive(Debug)]
pub(crate) struct Window {
    pub(crate) bytes: Bytes,
    /// The cursor that the next window begins after, where there is one.
    pub(crate) next: Option<String>,
}

/// What is left of a list.
pub(crate) struct Windows<Q> {
    session: Session,
    question: Q,
    page: PageRequest,
    is_whole: bool,
    writer: Writer,
}

impl<Q> Windows<Q> {
    /// A list from its beginning, or from after the cursor; with the page size asked for, one page
    /// of it.
    pub(crate) fn new(session: Session, question: Q, page: &PageRequest, writer: Writer) -> Self {
        let first = page.first.or(Some(MAX_FIRST));
        let is_whole = page.first.is_none();
        let page = PageRequest { first, after: page.after.clone(), ..PageRequest::default() };
        Self { session, question, page, is_whole, writer }
    }

    /// Reads the next window; gives it with what is left after it, which is nothing after the last.
    pub(crate) fn read<T>(mut self) -> Result<(Window, Option<Self>), Problem>
    where
        T: Serialize,
        Q: FnMut(&mut Session, &PageRequest) -> Result<Page<T>, Error>,
    {
        let page = (self.question)(&mut self.session, &self.page)?;
        let next = page.end_cursor().filter(|_| page.has_next_page);
        self.page.after.clone_from(&next);
        let items: Vec<T> = page.items.into_iter().map(|item| item.item).collect();
        let mut bytes = self.writer.write(&items)?;
        if next.is_some() && self.is_whole {
            return Ok((Window { bytes: bytes.into(), next }, Some(self)));
        }
        bytes.extend(self.writer.end()?);
        Ok((Window { bytes: bytes.into(), next }, None))
    }

    /// Reads on after a window until all is read, or so much that no memory should hold more.
    pub(crate) fn gather<T>(self, read: Window) -> Result<(Window, Option<Self>), Problem>
    where
        T: Serialize,
        Q: FnMut(&mut Session, &PageRequest) -> Result<Page<T>, Error>,
    {
        let (mut bytes, mut next, mut rest) = (Vec::from(read.bytes), read.next, Some(self));
        while let Some(windows) = rest.take_if(|_| bytes.len() < MAX_GATHERED) {
            let (window, left) = windows.read()?;
            bytes.extend_from_slice(&window.bytes);
            (next, rest) = (window.next, left);
        }
        Ok((Window { bytes: bytes.into(), next }, rest))
    }

    /// Sends the rest after what was read already.
    pub(crate) fn send<T>(self, exports: &Exports, read: Bytes) -> Result<Transfer, Problem>
    where
        T: Serialize + 'static,
        Q: FnMut(&mut Session, &PageRequest) -> Result<Page<T>, Error> + Send + 'static,
    {
        let room = exports.room()?;
        let (sender, receiver) = mpsc::channel(1);
        actix_web::rt::spawn(observe::carried(feed::<T, Q>(self, sender, room)));
        Ok(Transfer::new(read, receiver))
    }
}

/// Reads windows as fast as the client takes them. Whatever ends it early drops the sender before
/// it has said that this was all, which breaks the transfer.
async fn feed<T, Q>(mut windows: Windows<Q>, sender: Sender<Piece>, _room: OwnedSemaphorePermit)
where
    T: Serialize + 'static,
    Q: FnMut(&mut Session, &PageRequest) -> Result<Page<T>, Error> + Send + 'static,
{
    let asking = windows.session.asking();
    let begun = Instant::now();
    loop {
        if begun.elapsed() > LONGEST {
            tracing::warn!(minutes = LONGEST.as_secs() / 60, "a list took too long on its way");
            return;
        }
        let reading = blocking(move || windows.read::<T>());
        let read = match &asking {
            Some(asking) => unless_lost(asking, reading).await,
            None => reading.await,
        };
        let (window, rest) = match read {
            Ok(read) => read,
            Err(problem) => {
                tracing::warn!(%problem, "a list broke off on its way");
                return;
            }
        };
        // A piece without bytes would end the body: rows of Parquet wait until they are many.
        let is_ready = !window.bytes.is_empty();
        if is_ready && sender.send_timeout(Piece::Bytes(window.bytes), PATIENCE).await.is_err() {
            return;
        }
        let Some(rest) = rest else {
            let _gone = sender.send_timeout(Piece::End, PATIENCE).await;
            return;
        };
        windows = rest;
    }
}
