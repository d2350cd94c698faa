//! The enums of both faces: snake case in REST, upper case in GraphQL, one list of values.

use async_graphql::Enum;
use serde::Serialize;
use utoipa::ToSchema;

/// Makes the public twin of an enum of codes.
macro_rules! public {
    ($(#[doc = $doc:literal])+ $name:ident of $remote:ty {
        $($(#[doc = $value:literal])+ $variant:ident,)+
    }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Enum, Serialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[doc = $value])+ $variant,)+ }

        impl From<$remote> for $name {
            fn from(code: $remote) -> Self {
                match code { $(<$remote>::$variant => Self::$variant,)+ }
            }
        }

        impl From<$name> for $remote {
            fn from(code: $name) -> Self {
                match code { $($name::$variant => Self::$variant,)+ }
            }
        }

        impl $name {
            /// The code as REST sends and takes it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                <$remote>::from(self).as_str()
            }
        }
    };
}

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
    /// What a figure is asked of: a scenario, or the budget in force.
    ScenarioChoice of crate::query::ScenarioChoice {
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
        /// The amended budget, else the operating plan, else the budget.
        BudgetInForce,
    }
}

public! {
    /// What the value of a compared figure is.
    Basis of crate::query::Basis {
        /// Euros.
        Total,
        /// Euros per inhabitant.
        PerInhabitant,
        /// Percent of operating expenses.
        ShareOfOperatingExpenses,
        /// Euros per inhabitant, the base being 100.
        Index,
    }
}

public! {
    /// Why there is no figure. It is never zero in silence, and never left out.
    NoFigure of crate::query::NoFigure {
        /// No document of the municipality is read.
        MunicipalityNotCovered,
        /// No unit of the municipality serves the function.
        NoUnit,
        /// No document states the amount for the scenario and the year.
        NoLine,
        /// Documents state amounts of parts of the municipality, none of the whole.
        OnlyParts,
        /// The document prints a mark or a remark instead of a number.
        NotStated,
        /// The printed text is damaged and cannot be read with certainty.
        Illegible,
        /// The text of the document lost the value.
        Dropped,
    }
}

public! {
    /// What a caveat is about.
    CaveatCode of crate::query::CaveatCode {
        /// The figures compared are of different fiscal years.
        FiscalYearsDiffer,
        /// The figures compared cover different parts of a year.
        PeriodsDiffer,
        /// Some municipalities have no figure.
        MunicipalitiesWithoutFigure,
        /// The figure covers a part of a year.
        PeriodNotFullYear,
        /// Another stage of the budget stands in for the amended budget.
        ScenarioSubstituted,
        /// Only parts of the municipality's documents are read: others may serve the function too.
        FunctionCoveredInPart,
        /// Units that serve the function have no figure.
        UnitsWithoutFigure,
        /// The figure is made of other units than the municipality's figures of other years.
        UnitsDiffer,
        /// A unit does more than the function.
        BroadUnit,
        /// A unit does things of several functions.
        MixedUnit,
        /// A unit was left out because another one holds the same money.
        CountedElsewhere,
        /// The population figure is not a final one of Statistics Finland.
        PopulationNotFinal,
        /// There is no population figure of the end of the year; an earlier one is used.
        PopulationOfOtherDate,
        /// There is no population figure at all.
        PopulationUnknown,
        /// The share is of a part of the municipality.
        ShareOfPart,
        /// No document states what the share would be of.
        ShareUnknown,
        /// There is no price level of the year.
        PriceIndexUnknown,
        /// The base of the index has no figure, is zero, or lies on the other side of zero.
        BaseUnknown,
        /// A later document restated a figure.
        Restated,
        /// A reform moved services between the figures compared.
        Reform,
        /// A finding that is not decided is about a cell of the figure.
        UndecidedFinding,
        /// A corrected amount is used in the place of the printed one.
        CorrectedAmount,
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

public! {
    /// What kind of objective.
    ObjectiveKind of crate::domain::ObjectiveKind {
        /// Derived from the strategy of the municipality.
        Strategic,
        /// Set for the work of the unit (toiminnallinen tavoite).
        Operational,
        /// A measure or project for productivity (tuottavuustoimenpide).
        Productivity,
    }
}

public! {
    /// Whom an objective binds (sitovuustaso).
    BindingLevel of crate::domain::BindingLevel {
        /// Adopted by the council.
        Council,
        /// Set below the council for a service area.
        ServiceArea,
    }
}

public! {
    /// What a document states about how far an objective has come; never derived.
    OutcomeStatus of crate::domain::OutcomeStatus {
        /// It is coming about ("toteutuu", a check mark).
        OnTrack,
        /// It has come about ("toteutunut").
        Achieved,
        /// It is coming about in part ("toteutuu osittain").
        Partly,
        /// It is not coming about ("ei toteudu").
        NotAchieved,
    }
}

public! {
    /// How a figure compares with its target.
    Comparator of crate::domain::Comparator {
        /// Exactly, or simply named.
        Equal,
        /// No less ("vähintään", "yli").
        AtLeast,
        /// No more ("enintään", "alle").
        AtMost,
    }
}

public! {
    /// What a section of text is about.
    NarrativeKind of crate::domain::NarrativeKind {
        /// Purpose and environment of a unit.
        Purpose,
        /// What the work centres on.
        Focus,
        /// How the budget came out and how overruns are prevented.
        BudgetExecution,
        /// What a service area does.
        Description,
        /// Words on the figures beside them.
        Comment,
        /// A note below a table.
        TableNote,
        /// Anything else.
        Other,
    }
}

public! {
    /// The order of budget lines. Lines without an amount come last in both orders of amount;
    /// ties are ordered by id.
    BudgetLineSort of crate::query::BudgetLineSort {
        /// By municipality, document and place in the document.
        Document,
        /// Smallest amount first.
        Amount,
        /// Largest amount first (`-amount` in REST).
        AmountDescending,
        /// Oldest fiscal year first.
        FiscalYear,
        /// Newest fiscal year first (`-fiscalYear` in REST).
        FiscalYearDescending,
        /// By unit id, account and fiscal year.
        Unit,
        /// By account in statement order, unit id and fiscal year.
        Account,
    }
}

public! {
    /// What sums of budget lines are grouped and ordered by.
    GroupBy of crate::query::GroupBy {
        /// The municipality.
        Municipality,
        /// The unit.
        Unit,
        /// The level of the unit (`unitKind` in REST).
        UnitKind,
        /// The function that the unit itself serves.
        Function,
        /// The account.
        Account,
        /// What the amount is.
        Scenario,
        /// The fiscal year (`fiscalYear` in REST).
        FiscalYear,
    }
}

public! {
    /// What kind of change.
    ChangeKind of crate::query::ChangeKind {
        /// A later document states another amount of the same quantity.
        Restatement,
        /// The relations of the document prove or restore another amount than it prints.
        Correction,
        /// Two documents print different amounts of the same money, and neither takes the place of
        /// the other: they are of one day, or name the money as different units.
        Disagreement,
    }
}

public! {
    /// What is held against the budget.
    Outturn of crate::query::Outturn {
        /// The outturn of the closed year (TP, toteuma 31.12.).
        Actual,
        /// What the year was expected to give (TPE, TP-ennuste).
        Forecast,
        /// The outturn of a part of the year (toteuma 30.6., 1-6).
        ActualToDate,
    }
}

public! {
    /// Why there is no variance, or no percentage.
    NoVariance of crate::query::NoVariance {
        /// No budget is stated, in any of its stages.
        NoBudget,
        /// What would be held against it is not stated.
        NoOutturn,
        /// The budget is zero: nothing is a percentage of it.
        BudgetIsZero,
    }
}

public! {
    /// The order of rows of budget against actual. Rows without the number that orders them come
    /// last; ties are ordered by unit id, account and fiscal year.
    BudgetExecutionSort of crate::query::BudgetExecutionSort {
        /// Most overspent in euros first.
        Variance,
        /// Most underspent in euros first (`-variance` in REST).
        VarianceDescending,
        /// Most overspent in percent first.
        VariancePercent,
        /// Most underspent in percent first (`-variancePercent` in REST).
        VariancePercentDescending,
        /// Smallest share of the budget first.
        ExecutionRate,
        /// Largest share of the budget first (`-executionRate` in REST).
        ExecutionRateDescending,
        /// By unit id, account in statement order and fiscal year.
        Unit,
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
