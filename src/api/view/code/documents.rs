//! The enums of what documents print: amounts, units, tables, findings, functions.

use async_graphql::Enum;
use serde::Serialize;
use utoipa::ToSchema;

public! {
    /// What an amount is: what happened, what was decided, what was expected.
    Scenario of crate::domain::Scenario {
        /// The outturn of a closed year (TP, toteuma 31.12.).
        Actual,
        /// The outturn of a part of the year (toteuma 30.6., 1-6).
        ActualToDate,
        /// The budget as the council adopted it (TA).
        Budget,
        /// The budget with the council's later changes (TA+muutos, MTA).
        AmendedBudget,
        /// The budget as the board divided it for use (KS, käyttösuunnitelma).
        OperatingPlan,
        /// What the year was expected to give (TPE, TP-ennuste).
        Forecast,
        /// A later year of the financial plan (TS).
        FinancialPlan,
        /// A change to the budget laid before the council, not yet decided (esitetty muutos).
        ProposedAmendment,
    }
}

public! {
    /// The level of a function of government (COFOG).
    FunctionLevel of crate::domain::FunctionLevel {
        /// Two digits, `01`.
        Division,
        /// Three digits, `01.3`.
        Group,
        /// Four digits, `01.3.1`.
        Class,
    }
}

public! {
    /// How well a function fits a unit.
    Fit of crate::domain::Fit {
        /// The unit does what the function names, and little else.
        Exact,
        /// The function names most of what the unit does; the rest lies near it.
        Broad,
        /// The unit does things of several functions.
        Mixed,
    }
}

public! {
    /// The level of a unit.
    UnitKind of crate::domain::UnitKind {
        /// The municipality as a whole.
        Municipality,
        /// A sector (toimiala).
        Sector,
        /// A service area (vastuualue, palvelualue, tulosalue).
        ServiceArea,
        /// The lowest level that a document prints.
        CostUnit,
    }
}

public! {
    /// What a document is.
    DocumentKind of crate::domain::DocumentKind {
        /// An operating plan (käyttösuunnitelma).
        OperatingPlan,
        /// The outturn of a closed year beside its plan.
        PerformanceReport,
        /// The outturn of a part of a year beside its plan (osavuosikatsaus).
        InterimReport,
    }
}

public! {
    /// Why a budget line has no amount, or a value of an indicator no number. A blank cell gives
    /// neither line nor value, and zero is an amount.
    MissingReason of crate::domain::MissingReason {
        /// The document prints a mark or a remark instead of a number.
        NotStated,
        /// The printed text is damaged and cannot be read with certainty.
        Illegible,
        /// The text of the document lost the value.
        Dropped,
    }
}

public! {
    /// How much a finding matters to who uses the figures.
    Severity of crate::domain::Severity {
        /// Says how something was read.
        Info,
        /// A value is doubtful.
        Warning,
        /// A value is wrong or could not be read.
        Error,
    }
}

public! {
    /// How certain the implied value of a finding is.
    Verdict of crate::domain::Verdict {
        /// Two or more independent relations agree on the implied value.
        Proven,
        /// One relation gives the implied value.
        SingleRelation,
        /// The relations do not say which cell is wrong, or the finding is not about a value.
        Undecided,
    }
}

public! {
    /// What a table is about.
    TableKind of crate::domain::TableKind {
        /// What the council appropriated (määrärahat, talousarvio).
        Appropriations,
        /// An income statement or operating economy by account.
        IncomeStatement,
        /// Revenue, expenses and margin of many units, one below the other.
        Units,
        /// Changes to the budget laid before the council.
        Amendments,
        /// Investments.
        Investments,
        /// Key figures (tunnusluvut).
        KeyFigures,
    }
}

public! {
    /// What the text of a cell was found to be.
    CellKind of crate::domain::CellKind {
        /// A well-formed number.
        Number,
        /// A number that is legible but not well formed.
        Irregular,
        /// A number that cannot be read with certainty.
        Damaged,
        /// Text in the place of a number: not stated.
        Text,
        /// Not in the text: the place of a value that the text lost, known by arithmetic alone.
        Dropped,
    }
}

public! {
    /// How a cell came to its row and column.
    Assignment of crate::domain::Assignment {
        /// By the layout of the text alone.
        ByLayout,
        /// By the one reading of the text in which the sums of the table balance.
        ByArithmetic,
        /// By an annotation that stands beside the document.
        Annotated,
    }
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Enum, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnRole {
    /// Amounts of money of one or more scenarios.
    Amount,
    /// Amounts of one account, as amendment tables print them.
    Account,
    /// A difference of two columns: the first operand less the second.
    Variance,
    /// The first operand as a percentage of the second.
    ExecutionPercent,
    /// The change from the second operand to the first, as a percentage of the second.
    ChangePercent,
    /// A header that was not understood; its cells are kept as text.
    Unknown,
}
