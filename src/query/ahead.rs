//! Lists of which a page costs as much as the whole, since all of it is put in order or added up
//! before the first item is known. Who reads on in one session, as exports do, is given the next
//! pages from what was read ahead.

use std::any::Any;
use std::collections::VecDeque;

use crate::query::cursor::Paging;
use crate::query::{Error, MAX_FIRST, Session};
use crate::store::read::{Found, Key, Window};

/// Items that are read at once by who reads on: few enough for memory, and ten of the largest pages.
const AHEAD: i64 = 10 * MAX_FIRST;

/// What a session knows of the list that it reads.
struct Ahead<T> {
    list: [u8; 32],
    /// The place that the next page begins behind.
    behind: Vec<Key>,
    /// The next items, as far as they were read.
    items: VecDeque<T>,
    /// Whether items follow them.
    has_more: bool,
    total: i64,
    is_counted: bool,
}

/// The items of a window: those that were read ahead, where the window goes on after the last one
/// of this session, else those that are found.
pub(super) fn found<T: Any + Send>(
    session: &mut Session,
    paging: &Paging,
    window: &Window,
    keys: impl Fn(&T) -> Vec<Key>,
    find: impl FnOnce(&mut Session, &Window) -> Result<Found<T>, Error>,
) -> Result<Found<T>, Error> {
    let list = paging.digest();
    let known = session.ahead.take().and_then(|known| known.downcast::<Ahead<T>>().ok());
    let goes_on = |known: &Ahead<T>| {
        (known.list == list && known.is_counted == window.is_counted)
            && window.after.as_ref() == Some(&known.behind)
    };
    let wanted = usize::try_from(window.limit).unwrap_or_default();
    let mut ahead = match known.map(|known| *known).filter(goes_on) {
        Some(known) if known.items.len() >= wanted || !known.has_more => known,
        Some(_) => {
            let wide = Window { limit: AHEAD.max(window.limit), ..window.clone() };
            Ahead::of(list, find(session, &wide)?, window)
        }
        None => Ahead::of(list, find(session, window)?, window),
    };
    let items: Vec<T> = ahead.items.drain(..wanted.min(ahead.items.len())).collect();
    let found =
        Found { total: ahead.total, has_more: ahead.has_more || !ahead.items.is_empty(), items };
    if let Some(last) = found.items.last().filter(|_| found.has_more) {
        ahead.behind = keys(last);
        session.ahead = Some(Box::new(ahead));
    }
    Ok(found)
}

impl<T> Ahead<T> {
    fn of(list: [u8; 32], found: Found<T>, window: &Window) -> Self {
        let Found { items, total, has_more } = found;
        let behind = window.after.clone().unwrap_or_default();
        Self { list, behind, items: items.into(), has_more, total, is_counted: window.is_counted }
    }
}
