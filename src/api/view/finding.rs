//! A finding as both faces show it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::view::{Decimal, MunicipalityReference, Severity, Verdict, count};
use crate::query::FindingRecord;

/// What reading a document found to be wrong or doubtful, tied to the lines and cells it is about.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Finding {
    /// Id; stable as long as the finding stands.
    #[graphql(skip)]
    #[schema(example = "kemijarvi-hallintopalvelut-2024.f.accounts_make_their_sum.129.1")]
    pub id: String,
    /// The municipality whose document it is about.
    #[graphql(skip)]
    pub municipality: MunicipalityReference,
    /// Code of the rule that is broken.
    #[schema(example = "accounts_make_their_sum")]
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// How certain the implied value is.
    pub verdict: Verdict,
    /// One sentence in English, with the figures.
    pub message: String,
    /// The value that the document prints, in euros; null where the finding is not about one.
    pub printed_value: Option<Decimal>,
    /// The value that the relations imply, in euros and with the signs of its table; null where they
    /// imply none. Where the verdict is undecided it is what the other cells make of the first one,
    /// which need not be the wrong one.
    pub implied_value: Option<Decimal>,
    /// Where in the document.
    pub source: FindingSource,
    /// Ids of the cells it is about: the suspected one first, and where the figures do not say which
    /// is wrong the one that the others contradict.
    #[schema(example = json!(["kemijarvi-hallintopalvelut-2024.129.1"]))]
    pub cells: Vec<String>,
    /// Ids of the budget lines whose cell it is about.
    #[graphql(skip)]
    #[schema(example = json!(["kemijarvi-hallintopalvelut-2024.129.1"]))]
    pub budget_lines: Vec<String>,
}

/// Where in a document a finding is.
#[derive(Debug, Clone, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct FindingSource {
    /// Id of the document.
    #[schema(example = "kemijarvi-hallintopalvelut-2024")]
    pub document: String,
    /// Number of the line, from 1.
    #[schema(example = 45, minimum = 1)]
    pub line: i32,
}

impl Finding {
    /// The public shape of a finding; `municipality` names the one whose document it is about.
    #[must_use]
    pub fn new(of: FindingRecord, municipality: MunicipalityReference) -> Self {
        let finding = of.finding;
        Self {
            id: finding.id,
            municipality,
            rule: finding.rule,
            severity: finding.severity.into(),
            verdict: finding.verdict.into(),
            message: finding.message,
            printed_value: finding.printed_value.map(Decimal::from),
            implied_value: finding.implied_value.map(Decimal::from),
            source: FindingSource { document: of.document_id, line: count(finding.line) },
            cells: finding.cell_ids,
            budget_lines: of.budget_line_ids,
        }
    }
}
