//! Registers of risks, and tasks of internal control.

use crate::domain::Passage;

/// A risk of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Risk {
    /// `<document>.r<first line>`.
    pub id: String,
    /// Id of the unit.
    pub unit_id: String,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// The class of risk as printed.
    pub category: Option<Passage>,
    /// The risk.
    pub description: Passage,
    /// Likelihood (todennäköisyys) on the document's scale.
    pub likelihood: Option<i32>,
    /// Impact (merkittävyys) on the document's scale.
    pub impact: Option<i32>,
    /// Likelihood times impact, or the score the document prints.
    pub score: Option<i32>,
    /// Likelihood and impact as printed.
    pub ratings: Option<Passage>,
    /// How it is controlled (hallintakeino).
    pub control: Option<Passage>,
    /// How far the control has come (toteutuminen).
    pub control_status: Option<Passage>,
}

/// A task of internal control and risk management.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InternalControlTask {
    /// `<document>.c<first line>`.
    pub id: String,
    /// Id of the unit.
    pub unit_id: String,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// The task or aim.
    pub task: Passage,
    /// What is done.
    pub action: Option<Passage>,
    /// How it is measured or judged.
    pub measure: Option<Passage>,
    /// What came of it.
    pub outcome: Option<Passage>,
}
