//! Pages: how much is asked for and what comes back.

use crate::query::{Cursor, Error};

/// The page size where none is asked for.
pub const DEFAULT_FIRST: i64 = 50;
/// The largest page.
pub const MAX_FIRST: i64 = 500;

/// Which page is asked for, as the client put it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageRequest {
    /// How many items, 1 to [`MAX_FIRST`]; [`DEFAULT_FIRST`] where none is given.
    pub first: Option<i64>,
    /// The cursor of the item to go on after.
    pub after: Option<String>,
    /// What of the page is looked at.
    pub wanted: Wanted,
}

/// What of a page is looked at; what is not needs not be found out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Wanted {
    /// Items and how many there are.
    #[default]
    All,
    /// The items alone: `total_count` is zero then.
    Items,
    /// How many there are alone: no item is given then.
    Total,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in order, each with its cursor.
    pub items: Vec<PageItem<T>>,
    /// How many items the whole list has, where that was wanted.
    pub total_count: i64,
    /// Whether items follow after this page.
    pub has_next_page: bool,
    /// Whether the page was asked for by `after`, so that items lie before it.
    pub has_previous_page: bool,
}

/// An item of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageItem<T> {
    /// Leads to the item after this one.
    pub cursor: Cursor,
    /// The item.
    pub item: T,
}

impl<T> Page<T> {
    /// A page of a list that has no items.
    #[must_use]
    pub fn empty() -> Self {
        Self { items: Vec::new(), total_count: 0, has_next_page: false, has_previous_page: false }
    }

    /// The same page of something else.
    #[must_use]
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Page<U> {
        let item = |i: PageItem<T>| PageItem { cursor: i.cursor, item: change(i.item) };
        Page {
            items: self.items.into_iter().map(item).collect(),
            total_count: self.total_count,
            has_next_page: self.has_next_page,
            has_previous_page: self.has_previous_page,
        }
    }

    /// The same page of something else, where each item of it can be had.
    ///
    /// # Errors
    /// The first one that `change` gives.
    pub fn try_map<U>(
        self,
        mut change: impl FnMut(T) -> Result<U, Error>,
    ) -> Result<Page<U>, Error> {
        let item = |i: PageItem<T>| Ok(PageItem { cursor: i.cursor, item: change(i.item)? });
        Ok(Page {
            items: self.items.into_iter().map(item).collect::<Result<_, Error>>()?,
            total_count: self.total_count,
            has_next_page: self.has_next_page,
            has_previous_page: self.has_previous_page,
        })
    }

    /// The cursor of the first item.
    #[must_use]
    pub fn start_cursor(&self) -> Option<String> {
        self.items.first().map(|i| i.cursor.to_string())
    }

    /// The cursor of the last item.
    #[must_use]
    pub fn end_cursor(&self) -> Option<String> {
        self.items.last().map(|i| i.cursor.to_string())
    }
}

impl PageRequest {
    /// The page size.
    ///
    /// # Errors
    /// [`Error::PageSize`] where it is out of bounds.
    pub fn size(&self) -> Result<i64, Error> {
        let first = self.first.unwrap_or(DEFAULT_FIRST);
        if (1..=MAX_FIRST).contains(&first) {
            Ok(first)
        } else {
            Err(Error::PageSize { first, max: MAX_FIRST })
        }
    }
}
