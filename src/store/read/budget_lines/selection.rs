//! Which budget lines: each filter as one small condition.

use crate::domain::{Cents, Date, Period, Scenario, UnitKind};
use crate::store::read::documents::in_years;
use crate::store::read::listing::listed;
use crate::store::read::units::{IS_COMPARED, within};
use crate::store::sql::Sql;

/// Which lines, by the time they were known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Vintage {
    /// What was published last.
    #[default]
    Latest,
    /// What was known on a day.
    AsOf(Date),
    /// Whatever was published since.
    Any,
}

/// What an amount covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PeriodChoice {
    /// A whole calendar year.
    Year,
    /// Less or more than that.
    Part,
    /// Exactly this.
    Exactly(Period),
}

/// Which lines; an empty list asks for nothing in particular.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct BudgetLineSelection {
    pub(crate) municipality_codes: Vec<String>,
    pub(crate) document_ids: Vec<String>,
    /// Unit, account and fiscal year together.
    pub(crate) rows: Vec<(String, String, i32)>,
    pub(crate) unit_ids: Vec<String>,
    pub(crate) include_descendants: bool,
    pub(crate) unit_kinds: Vec<UnitKind>,
    /// Functions of the unit, each with all below it.
    pub(crate) functions: Vec<String>,
    pub(crate) accounts: Vec<String>,
    pub(crate) scenarios: Vec<Scenario>,
    /// First and last year of each range.
    pub(crate) fiscal_years: Vec<(i32, i32)>,
    pub(crate) periods: Vec<PeriodChoice>,
    pub(crate) amount_min: Option<Cents>,
    pub(crate) amount_max: Option<Cents>,
    pub(crate) has_finding: Option<bool>,
    pub(crate) vintage: Vintage,
    pub(crate) include_repeats: bool,
}

/// The amount that comparisons use.
pub(in crate::store::read) const EFFECTIVE: &str = "COALESCE(l.corrected_amount, l.amount)";

const WHOLE_YEAR: &str = "(SUBSTR(l.period_start, 1, 4) = SUBSTR(l.period_end, 1, 4) \
     AND l.period_start LIKE '%-01-01' AND l.period_end LIKE '%-12-31')";

impl BudgetLineSelection {
    pub(in crate::store::read) fn conditions(&self) -> Vec<Sql> {
        let mut all = self.of_units("l.unit_id");
        listed(&mut all, "d.municipality_code", &self.municipality_codes);
        listed(&mut all, "l.document_id", &self.document_ids);
        if !self.rows.is_empty() {
            all.push(self.of_rows());
        }
        listed(&mut all, "l.account", &self.accounts);
        let scenarios: Vec<&str> = self.scenarios.iter().map(|s| s.as_str()).collect();
        listed(&mut all, "l.scenario", &scenarios);
        if !self.fiscal_years.is_empty() {
            all.push(in_years("l.fiscal_year", &self.fiscal_years));
        }
        if !self.periods.is_empty() {
            all.push(Sql::either(self.periods.iter().map(covers).collect()));
        }
        all.extend(self.amount_min.map(|a| Sql::new(EFFECTIVE).text(" >= ").bind(a.0)));
        all.extend(self.amount_max.map(|a| Sql::new(EFFECTIVE).text(" <= ").bind(a.0)));
        all.extend(self.has_finding.map(found));
        all.extend(known(self.vintage));
        if !self.include_repeats {
            all.push(Sql::new("l.repeat_of IS NULL"));
        }
        all
    }
}

impl BudgetLineSelection {
    /// Those that units alone meet or do not.
    pub(in crate::store::read) fn conditions_of_units(&self) -> Vec<Sql> {
        self.of_units("u.id")
    }

    fn of_units(&self, id: &str) -> Vec<Sql> {
        let mut all = Vec::new();
        if !self.unit_ids.is_empty() {
            all.push(within(id, &self.unit_ids, self.include_descendants));
        }
        let kinds: Vec<&str> = self.unit_kinds.iter().map(|k| k.as_str()).collect();
        listed(&mut all, "u.kind", &kinds);
        if !self.functions.is_empty() {
            all.push(within("u.function_code", &self.functions, true));
            all.push(Sql::new(IS_COMPARED));
        }
        all
    }

    fn of_rows(&self) -> Sql {
        let row = |(unit, account, year): &(String, String, i32)| {
            let row = Sql::new("(").bind(unit.as_str()).text(", ").bind(account.as_str());
            row.text(", ").bind(i64::from(*year)).text(")")
        };
        Sql::new("(l.unit_id, l.account, l.fiscal_year) IN (VALUES ")
            .join(self.rows.iter().map(row), ", ")
            .text(")")
    }

    /// Whether it takes more of a unit than its id.
    pub(super) fn is_of_kinds_of_units(&self) -> bool {
        !self.unit_kinds.is_empty() || !self.functions.is_empty()
    }

    /// Whether the lines are those of some documents alone.
    pub(super) fn is_of_documents(&self) -> bool {
        !self.municipality_codes.is_empty() || !self.document_ids.is_empty()
    }

    /// That a document holds lines of the accounts, scenarios and years at all, from what was
    /// counted at import: others need not be read through.
    pub(super) fn of_documents_that_hold_any(&self) -> Option<Sql> {
        let mut held = Vec::new();
        listed(&mut held, "c.account", &self.accounts);
        let scenarios: Vec<&str> = self.scenarios.iter().map(|s| s.as_str()).collect();
        listed(&mut held, "c.scenario", &scenarios);
        if !self.fiscal_years.is_empty() {
            held.push(in_years("c.fiscal_year", &self.fiscal_years));
        }
        if held.is_empty() {
            return None;
        }
        held.push(Sql::new("c.document_id = d.id"));
        if self.vintage == Vintage::Latest {
            held.push(Sql::new("c.standing_count > 0"));
        }
        // As `EXISTS` SQLite would make it a join, and sort what comes in order by itself.
        let any = Sql::new("(SELECT 1 FROM budget_line_count c");
        Some(any.append(Sql::all(held)).text(" LIMIT 1) IS NOT NULL"))
    }

    /// The statement that counts the lines from what was counted at import; none where that does
    /// not tell.
    pub(in crate::store::read) fn counted(&self) -> Option<Sql> {
        let count = match self.vintage {
            Vintage::Latest => "standing_count",
            Vintage::Any => "line_count",
            Vintage::AsOf(_) => return None,
        };
        let plain = Self {
            municipality_codes: self.municipality_codes.clone(),
            document_ids: self.document_ids.clone(),
            accounts: self.accounts.clone(),
            scenarios: self.scenarios.clone(),
            fiscal_years: self.fiscal_years.clone(),
            vintage: Vintage::Any,
            include_repeats: true,
            ..Self::default()
        };
        let same = Self { vintage: Vintage::Any, include_repeats: true, ..self.clone() };
        if self.include_repeats || plain != same {
            return None;
        }
        let head = format!(
            "SELECT CAST(COALESCE(SUM(l.{count}), 0) AS BIGINT) AS value FROM budget_line_count l \
             JOIN document d ON d.id = l.document_id"
        );
        Some(Sql::new(&head).append(Sql::all(plain.conditions())))
    }
}

fn covers(choice: &PeriodChoice) -> Sql {
    match choice {
        PeriodChoice::Year => Sql::new(WHOLE_YEAR),
        PeriodChoice::Part => Sql::new("NOT ").text(WHOLE_YEAR),
        PeriodChoice::Exactly(period) => Sql::new("(l.period_start = ")
            .bind(period.start.to_string().as_str())
            .text(" AND l.period_end = ")
            .bind(period.end.to_string().as_str())
            .text(")"),
    }
}

fn found(wanted: bool) -> Sql {
    let not = if wanted { "" } else { "NOT " };
    Sql::new(not).text("EXISTS (SELECT 1 FROM finding_cell fc WHERE fc.cell_id = l.cell_id)")
}

fn known(vintage: Vintage) -> Option<Sql> {
    match vintage {
        Vintage::Any => None,
        Vintage::Latest => Some(Sql::new("l.superseded_on IS NULL")),
        Vintage::AsOf(day) => {
            let day = day.to_string();
            let known = Sql::new("l.known_from <= ").bind(day.as_str());
            let stands = " AND (l.superseded_on IS NULL OR l.superseded_on > ";
            Some(known.text(stands).bind(day.as_str()).text(")"))
        }
    }
}
