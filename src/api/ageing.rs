//! What of REST is on its way out: one table, from which the headers `Deprecation` (RFC 9745),
//! `Sunset` (RFC 8594) and `Link` and the flags in OpenAPI follow. What is promised is told in
//! docs/COMPATIBILITY.md. Fields of GraphQL state it themselves (`@deprecated`).

use std::time::{Duration, UNIX_EPOCH};

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue, HttpDate};

use crate::api::query_string;
use crate::domain::Date;

/// What is on its way out, by address.
pub(crate) const AGEING: &[Ageing] = &[];

/// Since when.
pub(crate) const DEPRECATION: HeaderName = HeaderName::from_static("deprecation");
/// Until when.
pub(crate) const SUNSET: HeaderName = HeaderName::from_static("sunset");

/// An operation of REST, or one of its parameters, on its way out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ageing {
    /// The address, as operations have it.
    pub(crate) path: &'static str,
    /// The parameter; none where the operation itself goes.
    pub(crate) parameter: Option<&'static str>,
    /// The day from which it should not be used any more.
    pub(crate) since: Date,
    /// The day on which it goes.
    pub(crate) until: Date,
    /// The address that tells what to use instead.
    pub(crate) instead: &'static str,
}

impl Ageing {
    /// The operation or the parameter, where it is on its way out.
    pub(crate) fn of(
        table: &'static [Self],
        path: &str,
        parameter: Option<&str>,
    ) -> Option<&'static Self> {
        table.iter().find(|ageing| ageing.path == path && ageing.parameter == parameter)
    }

    /// What a description says of it.
    pub(crate) fn told(&self) -> String {
        let Self { since, until, instead, .. } = self;
        format!("Deprecated since {since}, gone on {until}: see {instead}.")
    }
}

/// Tells in the headers of an answer what of its request is on its way out. Of several the one
/// that goes first is told.
pub(crate) fn tell(table: &'static [Ageing], path: &str, query: &str, headers: &mut HeaderMap) {
    let of_path = || table.iter().filter(|ageing| ageing.path == path);
    // Most answers need not have their address read again.
    if of_path().next().is_none() {
        return;
    }
    let given = query_string::pairs(query).unwrap_or_default();
    let concerns = |ageing: &&Ageing| {
        ageing.parameter.is_none_or(|parameter| given.iter().any(|(name, _)| name == parameter))
    };
    let Some(ageing) = of_path().filter(concerns).min_by_key(|ageing| ageing.until) else { return };
    let mut add = |name, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.append(name, value);
        }
    };
    add(DEPRECATION, format!("@{}", seconds(ageing.since)));
    add(
        SUNSET,
        HttpDate::from(UNIX_EPOCH + Duration::from_secs(seconds(ageing.until))).to_string(),
    );
    add(header::LINK, format!("<{}>; rel=\"deprecation\"", ageing.instead));
}

/// Seconds since 1970 at which a day begins in UTC.
fn seconds(day: Date) -> u64 {
    let begins = day.at(0, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
    let seconds = begins.map(|begins| begins.timestamp().as_second()).unwrap_or_default();
    u64::try_from(seconds).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TABLE: &[Ageing] = &[
        Ageing {
            path: "/v1/units",
            parameter: Some("q"),
            since: date(2027, 1, 1),
            until: date(2028, 1, 1),
            instead: "/docs#search",
        },
        Ageing {
            path: "/v1/old",
            parameter: None,
            since: date(2026, 12, 1),
            until: date(2027, 12, 1),
            instead: "/docs#old",
        },
    ];

    fn told(path: &str, query: &str) -> Vec<String> {
        let mut headers = HeaderMap::new();
        tell(TABLE, path, query, &mut headers);
        let value = |name| headers.get(name).map(|v| v.to_str().unwrap().to_owned());
        [DEPRECATION, SUNSET, header::LINK].into_iter().filter_map(value).collect()
    }

    #[test]
    fn an_operation_on_its_way_out_says_when_and_where_to_look() {
        let expected =
            ["@1796083200", "Wed, 01 Dec 2027 00:00:00 GMT", "</docs#old>; rel=\"deprecation\""];
        assert_eq!(told("/v1/old", "anything=1"), expected);
        assert!(told("/v1/new", "").is_empty());
    }

    #[test]
    fn a_parameter_on_its_way_out_is_told_to_those_who_use_it() {
        let expected =
            ["@1798761600", "Sat, 01 Jan 2028 00:00:00 GMT", "</docs#search>; rel=\"deprecation\""];
        assert_eq!(told("/v1/units", "first=1&q=hallinto"), expected);
        assert!(told("/v1/units", "first=1").is_empty());
    }

    #[test]
    fn what_goes_was_announced_a_year_before() {
        let announced =
            |a: &&Ageing| a.since.saturating_add(jiff::Span::new().months(12)) <= a.until;
        assert_eq!(
            AGEING.iter().chain(TABLE).filter(announced).count(),
            AGEING.len() + TABLE.len()
        );
    }
}
