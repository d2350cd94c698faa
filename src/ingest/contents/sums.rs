//! Indicators that others are parts of, against the sum of their parts.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::domain::{Finding, Indicator, IndicatorValue, Severity, Verdict};
use crate::source::SourceDocument;

const RULE: &str = "indicators_make_their_sum";

/// The findings for sums that differ from their parts. Parts may be no more than some of what is
/// counted: only where they make the sum in more columns than they do not is that a contradiction.
pub(super) fn findings(document: &SourceDocument, indicators: &[Indicator]) -> Vec<Finding> {
    let mut parts: BTreeMap<&str, Vec<&Indicator>> = BTreeMap::new();
    for part in indicators {
        if let Some(parent) = &part.parent_id {
            parts.entry(parent).or_default().push(part);
        }
    }
    let of = |whole: &Indicator| match parts.get(whole.id.as_str()) {
        Some(parts) if parts.len() > 1 => contradictions(document, whole, parts),
        _ => Vec::new(),
    };
    indicators.iter().flat_map(of).collect()
}

fn contradictions(
    document: &SourceDocument,
    whole: &Indicator,
    parts: &[&Indicator],
) -> Vec<Finding> {
    let sums = whole.values.iter().filter_map(|value| {
        let beside: Vec<&IndicatorValue> = parts
            .iter()
            .filter_map(|part| part.values.iter().find(|v| v.column == value.column))
            .collect();
        let all = beside.len() == parts.len();
        let sum: Decimal = beside.iter().map(|v| v.value).sum::<Option<_>>().filter(|_| all)?;
        Some((value, value.value?, sum, beside))
    });
    let (hold, fail): (Vec<_>, Vec<_>) = sums.partition(|(_, printed, sum, _)| printed == sum);
    if hold.len() <= fail.len() {
        return Vec::new();
    }
    let finding = |(value, printed, sum, beside): (&IndicatorValue, Decimal, Decimal, Vec<_>)| {
        let place = value.id.strip_prefix(&document.manifest.id).unwrap_or_default();
        let cells = std::iter::once(value).chain(beside).map(|v| v.id.clone());
        Finding {
            id: format!("{}.f.{RULE}{place}", document.manifest.id),
            rule: RULE.to_owned(),
            severity: Severity::Warning,
            verdict: Verdict::Undecided,
            message: format!(
                "{}, {} (line {}) prints {} and its {} parts add up to {sum} ({} apart); in the other columns they make the sum; which of them is wrong the figures do not say",
                whole.name,
                value.column_label,
                value.line,
                value.printed,
                parts.len(),
                (printed - sum).abs(),
            ),
            line: value.line,
            cell_ids: cells.collect(),
            printed_value: None,
            implied_value: None,
        }
    };
    fail.into_iter().map(finding).collect()
}
