//! What lines are summed and grouped by, as the tables that every statement of sums is made over.

use crate::domain::codes;
use crate::store::read::budget_lines::{BudgetLineSelection, EFFECTIVE};
use crate::store::read::listing::Level;
use crate::store::read::units::IS_COMPARED;
use crate::store::sql::Sql;

/// What lines are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupBy {
    /// The municipality.
    Municipality,
    /// The unit.
    Unit,
    /// The level of the unit.
    UnitKind,
    /// The function that the unit itself serves.
    Function,
    /// The account.
    Account,
    /// What the amount is.
    Scenario,
    /// The fiscal year.
    FiscalYear,
}

codes!(GroupBy {
    Municipality => "municipality",
    Unit => "unit",
    UnitKind => "unitKind",
    Function => "function",
    Account => "account",
    Scenario => "scenario",
    FiscalYear => "fiscalYear",
});

/// What is done where a unit and one above it have the same quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nesting {
    /// It does not happen within a group.
    Apart,
    /// The unit above counts.
    Topmost,
    /// The unit above counts where both serve the same function.
    TopmostOfFunction,
}

/// What is summed.
#[derive(Debug, Clone)]
pub(crate) struct AggregateSelection {
    pub(crate) lines: BudgetLineSelection,
    pub(crate) keys: Vec<GroupBy>,
    pub(crate) nesting: Nesting,
    /// Whether any unit states the same money as another.
    pub(super) has_twins: bool,
    /// The tables that statements are made over, written once.
    tables: Sql,
}

/// Every unit with every unit above it.
const ABOVE: &str = "\
    WITH RECURSIVE above (unit_id, above_id) AS (
        SELECT id, parent_id FROM unit WHERE parent_id IS NOT NULL
        UNION ALL
        SELECT b.unit_id, u.parent_id FROM above b JOIN unit u ON u.id = b.above_id
        WHERE u.parent_id IS NOT NULL
    )";

/// The tables that lines are chosen and grouped by.
const FROM: &str = "budget_line l JOIN document d ON d.id = l.document_id \
    JOIN unit u ON u.id = l.unit_id JOIN account a ON a.code = l.account";

/// That two lines state the same quantity, but for the unit.
const SAME_QUANTITY: &str = "o.account = c.account AND o.scenario = c.scenario \
    AND o.fiscal_year = c.fiscal_year AND o.period_start = c.period_start \
    AND o.period_end = c.period_end";

impl GroupBy {
    /// Its column, and the type of that.
    const fn column(self) -> (&'static str, &'static str) {
        match self {
            Self::Municipality => ("municipality_code", "TEXT"),
            Self::Unit => ("unit_id", "TEXT"),
            Self::UnitKind => ("unit_kind", "TEXT"),
            Self::Function => ("function_code", "TEXT"),
            Self::Account => ("account", "TEXT"),
            Self::Scenario => ("scenario", "TEXT"),
            Self::FiscalYear => ("fiscal_year", "BIGINT"),
        }
    }

    /// What groups are ordered by; never null, since only keys that were asked for are.
    const fn levels(self) -> &'static [&'static str] {
        match self {
            Self::Municipality => &["g.municipality_code"],
            Self::Unit => &["g.unit_id"],
            Self::UnitKind => &["g.unit_kind"],
            Self::Function => &["g.function_code"],
            Self::Account => &["g.account_position", "g.account"],
            Self::Scenario => &["g.scenario"],
            Self::FiscalYear => &["g.fiscal_year"],
        }
    }
}

impl AggregateSelection {
    /// These lines, grouped by these keys; `has_twins` as [`has_twins`](super::has_twins) tells.
    pub(crate) fn new(
        lines: BudgetLineSelection,
        keys: Vec<GroupBy>,
        nesting: Nesting,
        has_twins: bool,
    ) -> Self {
        let selection = Self { lines, keys, nesting, has_twins, tables: Sql::default() };
        Self { tables: selection.tables(), ..selection }
    }

    pub(super) fn has(&self, key: GroupBy) -> bool {
        self.keys.contains(&key)
    }

    /// The select list of [`KeysRow`]: null where lines are not grouped by it.
    pub(super) fn columns(&self, of: &str) -> String {
        let column = |key: &GroupBy| {
            let (name, kind) = key.column();
            let value = if self.has(*key) { format!("{of}.{name}") } else { "NULL".to_owned() };
            format!("CAST({value} AS {kind}) AS {name}")
        };
        GroupBy::ALL.iter().map(column).collect::<Vec<_>>().join(", ")
    }

    /// That two lines of the same quantity lie in one group.
    pub(super) fn same_group(&self) -> String {
        let keys = self.keys.iter().map(|key| key.column().0);
        let equal = keys.map(|name| format!(" AND o.{name} = c.{name}"));
        format!("{SAME_QUANTITY}{}", equal.collect::<String>())
    }

    /// That another line of the group holds the money of `c`, which has a twin elsewhere in the
    /// tree. A twin that is zero says that the money stands with `c`.
    pub(super) fn counted_elsewhere(&self) -> String {
        if self.has(GroupBy::Unit) || !self.has_twins {
            return "1 = 0".to_owned();
        }
        format!(
            "(c.same_as IS NOT NULL AND EXISTS (SELECT 1 FROM chosen o WHERE {} AND o.value <> 0 \
             AND (o.unit_id = c.same_as OR o.unit_id IN \
             (SELECT b.above_id FROM above b WHERE b.unit_id = c.same_as))))",
            self.same_group()
        )
    }

    /// That a unit above that of `c` counts in its place.
    fn inside(&self) -> String {
        let function = match self.nesting {
            Nesting::Apart => return "1 = 0".to_owned(),
            Nesting::Topmost => "",
            Nesting::TopmostOfFunction => " AND o.function_code = c.function_code",
        };
        format!(
            "EXISTS (SELECT 1 FROM above b JOIN chosen o ON o.unit_id = b.above_id \
             WHERE b.unit_id = c.unit_id AND {SAME_QUANTITY} AND o.value IS NOT NULL{function})"
        )
    }

    /// The tables that statements are made over: `above`, `chosen` (the lines of the filter),
    /// `counted` (those that count), `summed` (the groups).
    pub(super) fn with(&self) -> Sql {
        self.tables.clone()
    }

    fn tables(&self) -> Sql {
        let chosen = format!(
            ", chosen AS (SELECT l.unit_id, l.account, l.scenario, l.fiscal_year, \
             l.period_start, l.period_end, {EFFECTIVE} AS value, \
             CASE WHEN l.corrected_amount IS NULL THEN 0 ELSE 1 END AS corrected, \
             d.municipality_code, u.kind AS unit_kind, \
             CASE WHEN {IS_COMPARED} THEN COALESCE(u.function_code, '') ELSE '' END \
             AS function_code, u.same_as, \
             a.position AS account_position FROM {FROM}"
        );
        let counted = format!(
            "), counted AS (SELECT c.* FROM chosen c WHERE NOT {} AND NOT {})",
            self.inside(),
            self.counted_elsewhere()
        );
        let keys: Vec<String> = self.keys.iter().map(|k| format!("c.{}", k.column().0)).collect();
        let summed = format!(
            ", summed AS (SELECT {}, MIN(c.account_position) AS account_position, \
             MIN(c.period_start) AS period_start, MAX(c.period_end) AS period_end, \
             CASE WHEN MIN(c.period_start) = MAX(c.period_start) \
             AND MIN(c.period_end) = MAX(c.period_end) THEN 0 ELSE 1 END AS mixed, \
             CAST(SUM(c.value) AS BIGINT) AS amount, COUNT(c.value) AS line_count, \
             COUNT(*) - COUNT(c.value) AS missing_count, \
             CAST(SUM(c.corrected) AS BIGINT) AS corrected_count \
             FROM counted c GROUP BY {}) ",
            self.columns("c"),
            keys.join(", ")
        );
        Sql::new(ABOVE)
            .text(&chosen)
            .append(Sql::all(self.lines.conditions()))
            .text(&counted)
            .text(&summed)
    }

    pub(super) fn order(&self) -> Vec<Level> {
        let levels = self.keys.iter().flat_map(|key| key.levels());
        levels.map(|expression| Level { expression, descending: false }).collect()
    }
}
