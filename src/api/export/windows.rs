//! A list read window by window to its end, in one session and so from one release, whatever is
//! imported meanwhile. No more than a few windows are in memory.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Bytes;
use serde::Serialize;
use tokio::sync::mpsc::{self, Sender};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::api::export::Writer;
use crate::api::export::transfer::{Piece, Transfer};
use crate::api::problem::{Code, Problem};
use crate::query::{Error, MAX_FIRST, Page, PageRequest, Session};

/// How many lists may be on their way to their end at a time. Each holds a connection, and a
/// server has four at the least: one always stays for short questions.
pub(crate) const AT_ONCE: usize = 3;
/// How long a client may keep a window waiting before the transfer is broken off: a connection
/// to the database waits with it.
const PATIENCE: Duration = Duration::from_secs(30);

/// The room for lists on their way to their end.
#[derive(Debug, Clone)]
pub(crate) struct Exports(Arc<Semaphore>);

impl Default for Exports {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
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
    writer: Writer,
}

impl<Q> Windows<Q> {
    /// A list from its beginning, or from after the cursor; with the page size asked for, where
    /// one is.
    pub(crate) fn new(session: Session, question: Q, page: &PageRequest, writer: Writer) -> Self {
        let first = page.first.or(Some(MAX_FIRST));
        Self { session, question, page: PageRequest { first, after: page.after.clone() }, writer }
    }

    /// Reads the next window.
    pub(crate) fn read<T>(&mut self) -> Result<Window, Problem>
    where
        T: Serialize,
        Q: FnMut(&mut Session, &PageRequest) -> Result<Page<T>, Error>,
    {
        let page = (self.question)(&mut self.session, &self.page)?;
        let next = page.end_cursor().filter(|_| page.has_next_page).map(str::to_owned);
        self.page.after.clone_from(&next);
        let items: Vec<T> = page.items.into_iter().map(|item| item.item).collect();
        Ok(Window { bytes: self.writer.items(&items)?.into(), next })
    }

    /// Sends the rest after what was read already.
    pub(crate) fn send<T>(self, exports: &Exports, read: Bytes) -> Result<Transfer, Problem>
    where
        T: Serialize + 'static,
        Q: FnMut(&mut Session, &PageRequest) -> Result<Page<T>, Error> + Send + 'static,
    {
        let room = Arc::clone(&exports.0).try_acquire_owned().map_err(|_| {
            let detail = "Too many lists are being read to their end; try again in a moment, or \
                read page by page with `first`.";
            Problem::new(Code::DatabaseUnavailable, detail)
        })?;
        let (sender, receiver) = mpsc::channel(1);
        actix_web::rt::spawn(feed::<T, Q>(self, sender, room));
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
    loop {
        let read = tokio::task::spawn_blocking(move || {
            let read = windows.read::<T>();
            (read, windows)
        });
        let window = match read.await {
            Ok((Ok(window), back)) => {
                windows = back;
                window
            }
            Ok((Err(problem), _)) => {
                tracing::warn!(%problem, "a list broke off on its way");
                return;
            }
            Err(error) => {
                tracing::error!(%error, "a list broke off on its way");
                return;
            }
        };
        let is_last = window.next.is_none();
        if sender.send_timeout(Piece::Bytes(window.bytes), PATIENCE).await.is_err() {
            return;
        }
        if is_last {
            let _gone = sender.send_timeout(Piece::End, PATIENCE).await;
            return;
        }
    }
}
