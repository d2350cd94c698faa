//! What questions about figures have in common: the account meant where none is named, and the
//! last year there is.

use crate::query::{Error, values};

/// The account meant where none is named: what services cost after their own revenue.
pub(in crate::query) const DEFAULT_ACCOUNT: &str = "operating_margin";
/// The word for the last year there is.
const LATEST: &str = "latest";

/// First and last year of each range; none for the last year there is.
pub(in crate::query) fn fiscal_years(given: &[String]) -> Result<Option<Vec<(i32, i32)>>, Error> {
    let wanted = values::list("fiscalYear", given)?;
    match wanted.as_slice() {
        [] => Ok(None),
        [one] if one == LATEST => Ok(None),
        _ => values::years("fiscalYear", &wanted).map(Some).map_err(|error| match error {
            Error::InvalidParameter { parameter, value, expected } => Error::InvalidParameter {
                parameter,
                value,
                expected: format!("{expected}, or `{LATEST}` alone"),
            },
            other => other,
        }),
    }
}
