//! Questions about changes: what later documents state otherwise, and what is corrected.

use crate::query::cursor::Paging;
use crate::query::{
    Error, Page, PageRequest, Session, accounts, documents, municipalities, units, values,
};
use crate::store::read;
use crate::store::read::changes::ChangeSelection;

pub use crate::store::{ChangeKind, ChangeRecord};

/// Which changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeFilter {
    /// `municipality`: code, slug or name.
    pub municipality: Vec<String>,
    /// `document`: ids; of the old or of the new amount.
    pub document: Vec<String>,
    /// `unit`: ids; of the old or of the new amount.
    pub unit: Vec<String>,
    /// `includeDescendants`: also every unit below the ones named.
    pub include_descendants: bool,
    /// `account`: codes.
    pub account: Vec<String>,
    /// `includeChildren`: also every account below the ones named.
    pub include_children: bool,
    /// `scenario`.
    pub scenario: Vec<String>,
    /// `fiscalYear`: years or ranges of years.
    pub fiscal_year: Vec<String>,
    /// `kind`: codes of [`ChangeKind`].
    pub kind: Vec<String>,
    /// `since`: the first day on which the new amount was known.
    pub since: Option<String>,
    /// `until`: the last day on which the new amount was known.
    pub until: Option<String>,
    /// `asOf`: what was known on this day.
    pub as_of: Option<String>,
}

/// Changes, the newest first, then by id.
///
/// # Errors
/// See [`Error`].
pub fn changes(
    session: &mut Session,
    filter: &ChangeFilter,
    page: &PageRequest,
) -> Result<Page<ChangeRecord>, Error> {
    let selection = select(session, filter)?;
    let paging = Paging::of(format!("changes {selection:?}"));
    let window = paging.window(page)?;
    let found = read::changes::page(session, &selection, &window)?;
    Ok(paging.page(found, &window, read::changes::keys))
}

fn select(session: &mut Session, filter: &ChangeFilter) -> Result<ChangeSelection, Error> {
    let accounts = accounts::resolve(session, "account", &filter.account, filter.include_children)?;
    let day = |parameter, given: &Option<String>| {
        given.as_ref().map(|day| values::date(parameter, day)).transpose()
    };
    let (since, until) = (day("since", &filter.since)?, day("until", &filter.until)?);
    if let (Some(since), Some(until)) = (since, until)
        && until < since
    {
        return Err(values::invalid("until", &until.to_string(), "no day before `since`"));
    }
    Ok(ChangeSelection {
        municipality_codes: municipalities::resolve(session, &filter.municipality)?
            .unwrap_or_default(),
        document_ids: documents::resolve(session, &filter.document)?,
        unit_ids: units::resolve(session, &filter.unit)?,
        include_descendants: filter.include_descendants,
        accounts: accounts.unwrap_or_default(),
        scenarios: values::codes("scenario", &filter.scenario)?,
        fiscal_years: values::years("fiscalYear", &filter.fiscal_year)?,
        kinds: values::codes("kind", &filter.kind)?,
        since,
        until,
        as_of: day("asOf", &filter.as_of)?,
    })
}
