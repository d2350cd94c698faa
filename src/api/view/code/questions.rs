//! The enums of questions and of their answers: orders, groups, bases, caveats.

use async_graphql::Enum;
use serde::Serialize;
use utoipa::ToSchema;

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
        /// No document that is read states the amount of the whole municipality for the scenario and the
        /// year; those of its parts are not added up to it.
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
    /// Why there is no sum.
    NoSum of crate::query::NoSum {
        /// No line of the group has an amount; each line says why.
        NoAmounts,
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
