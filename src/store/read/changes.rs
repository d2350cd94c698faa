//! Changes: amounts that a later document states otherwise, that twins in the unit tree disagree
//! about, or that relations correct.
//!
//! They are found when asked for: each is a join on the index of the quantity, over the lines that
//! a later document took the place of.

use std::collections::{BTreeMap, BTreeSet};

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::{Cents, Date, Scenario, Verdict, codes};
use crate::store::read::budget_lines;
use crate::store::read::documents::in_years;
use crate::store::read::listing::{Level, Listing, listed};
use crate::store::read::units::within;
use crate::store::read::{Found, Key, TextRow, Window, parsed};
use crate::store::sql::Sql;
use crate::store::{BudgetLineRecord, Session, StoreError};

/// What kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// A later document states another amount of the same quantity.
    Restatement,
    /// The relations of the document prove or restore another amount than it prints.
    Correction,
    /// Two documents print different amounts of the same money, and neither comes after the other:
    /// they are of one day, or name the money as different units.
    Disagreement,
}

codes!(ChangeKind {
    Restatement => "restatement",
    Correction => "correction",
    Disagreement => "disagreement",
});

/// Which changes; an empty list asks for nothing in particular.
#[derive(Debug, Clone, Default)]
pub(crate) struct ChangeSelection {
    pub(crate) municipality_codes: Vec<String>,
    /// Of either amount.
    pub(crate) document_ids: Vec<String>,
    /// Of either amount.
    pub(crate) unit_ids: Vec<String>,
    pub(crate) include_descendants: bool,
    pub(crate) accounts: Vec<String>,
    pub(crate) scenarios: Vec<Scenario>,
    /// First and last year of each range.
    pub(crate) fiscal_years: Vec<(i32, i32)>,
    pub(crate) kinds: Vec<ChangeKind>,
    pub(crate) since: Option<Date>,
    pub(crate) until: Option<Date>,
    pub(crate) as_of: Option<Date>,
}

/// A change of an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRecord {
    /// The id of the new line, the kind, and for a disagreement the id of the old line.
    pub id: String,
    /// What kind.
    pub kind: ChangeKind,
    /// The day on which the new amount was known.
    pub date: Date,
    /// The line of the old amount.
    pub old: BudgetLineRecord,
    /// The line of the new amount: of a correction the same line.
    pub new: BudgetLineRecord,
    /// The old amount: of a restatement the one that counted, of a correction the printed one, and
    /// none where the text lost it.
    pub old_value: Option<Cents>,
    /// The new amount.
    pub new_value: Cents,
    /// Ids of the findings: of a correction those that prove it, else those about either cell.
    pub finding_ids: Vec<String>,
}

#[derive(QueryableByName)]
struct ChangeRow {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    date: String,
    #[diesel(sql_type = Text)]
    old_line: String,
    #[diesel(sql_type = Text)]
    new_line: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    old_value: Option<i64>,
    #[diesel(sql_type = BigInt)]
    new_value: i64,
}

/// One step from an amount to the one that took its place and stood: of several documents of one
/// day the one that stands takes it. That the old one was superseded is said beside what follows from
/// it: PostgreSQL begins with the few that were, and not with all that may have taken their place.
const RESTATEMENTS: &str = "\
    SELECT n.id || '.restatement' AS id, 'restatement' AS kind, n.known_from AS date, \
           o.id AS old_line, n.id AS new_line, \
           COALESCE(o.corrected_amount, o.amount) AS old_value, \
           COALESCE(n.corrected_amount, n.amount) AS new_value \
    FROM budget_line o JOIN budget_line n ON n.unit_id = o.unit_id AND {same} \
         AND n.known_from = o.superseded_on \
    WHERE o.superseded_on IS NOT NULL AND o.known_from < o.superseded_on \
      AND (n.superseded_on IS NULL OR n.superseded_on > n.known_from)";

/// Amounts of two documents of one day.
const OF_ONE_DAY: &str = "\
    SELECT n.id || '.disagreement.' || o.id AS id, 'disagreement' AS kind, n.known_from AS date, \
           o.id AS old_line, n.id AS new_line, \
           COALESCE(o.corrected_amount, o.amount) AS old_value, \
           COALESCE(n.corrected_amount, n.amount) AS new_value \
    FROM budget_line o JOIN budget_line n ON n.unit_id = o.unit_id AND {same} \
         AND n.known_from = o.known_from AND n.document_id > o.document_id \
    WHERE o.superseded_on IS NOT NULL AND o.superseded_on = o.known_from";

/// What two documents print of the same money at two places of the unit tree, while both stood. A
/// zero says that the money stands at the other place.
const OF_TWINS: &str = "\
    SELECT n.id || '.disagreement.' || o.id AS id, 'disagreement' AS kind, n.known_from AS date, \
           o.id AS old_line, n.id AS new_line, o.amount AS old_value, n.amount AS new_value \
    FROM unit t JOIN budget_line {one} ON {one}.unit_id = t.id \
         JOIN budget_line {other} ON {other}.unit_id = t.same_as AND {same} \
         AND {order} \
    WHERE t.same_as IS NOT NULL \
      AND o.amount <> 0 AND n.amount <> 0 \
      AND (o.superseded_on IS NULL OR o.superseded_on > n.known_from) \
      AND (n.superseded_on IS NULL OR n.superseded_on > n.known_from)";

/// A line whose printed amount is wrong or lost. One that is printed with the other sign, as all of
/// its table, is neither: a finding of that table says so.
const CORRECTIONS: &str = "\
    SELECT l.id || '.correction' AS id, 'correction' AS kind, l.known_from AS date, \
           l.id AS old_line, l.id AS new_line, l.amount AS old_value, \
           l.corrected_amount AS new_value \
    FROM budget_line l \
    WHERE l.corrected_amount IS NOT NULL AND l.repeat_of IS NULL \
      AND (l.amount IS NULL OR l.amount <> l.corrected_amount) \
      AND NOT (l.amount IS NOT NULL AND l.amount = -l.corrected_amount AND EXISTS ( \
        SELECT 1 FROM finding_cell x JOIN finding f ON f.id = x.finding_id \
        WHERE x.cell_id = l.cell_id AND f.rule = 'expenses_are_negative'))";

const SAME_QUANTITY: &str = "n.account = o.account AND n.scenario = o.scenario \
    AND n.fiscal_year = o.fiscal_year AND n.period_start = o.period_start \
    AND n.period_end = o.period_end";

/// What rounding explains is no change: half of what each of the tables counts in, in cents. A
/// repeat is not compared.
const BEYOND_ROUNDING: &str = "\
    JOIN budget_line o ON o.id = x.old_line JOIN printed_table ot ON ot.id = o.table_id \
    JOIN budget_line n ON n.id = x.new_line JOIN printed_table nt ON nt.id = n.table_id \
    WHERE o.repeat_of IS NULL AND n.repeat_of IS NULL \
      AND ABS(x.new_value - x.old_value) > 50 * (ot.scale + nt.scale)";

/// All changes as one table `c`, beside the lines `o` and `l` that state the old and the new
/// amount.
fn from() -> String {
    let twins = |one: &str, other: &str, order: &str| {
        OF_TWINS.replace("{one}", one).replace("{other}", other).replace("{order}", order)
    };
    let compared = [
        RESTATEMENTS.to_owned(),
        OF_ONE_DAY.to_owned(),
        twins("o", "n", "o.known_from <= n.known_from"),
        twins("n", "o", "o.known_from < n.known_from"),
    ];
    let compared = compared.map(|part| {
        let part = part.replace("{same}", SAME_QUANTITY);
        format!("SELECT x.* FROM ({part}) x {BEYOND_ROUNDING}")
    });
    format!(
        "({} UNION ALL {CORRECTIONS}) c JOIN budget_line o ON o.id = c.old_line \
         JOIN budget_line l ON l.id = c.new_line JOIN document d ON d.id = l.document_id",
        compared.join(" UNION ALL ")
    )
}

impl ChangeSelection {
    fn conditions(&self) -> Vec<Sql> {
        let mut all = Vec::new();
        listed(&mut all, "d.municipality_code", &self.municipality_codes);
        if !self.document_ids.is_empty() {
            let of = |column| Sql::any_of(column, &self.document_ids);
            all.push(Sql::either(vec![of("l.document_id"), of("o.document_id")]));
        }
        if !self.unit_ids.is_empty() {
            let of = |column| within(column, &self.unit_ids, self.include_descendants);
            all.push(Sql::either(vec![of("l.unit_id"), of("o.unit_id")]));
        }
        listed(&mut all, "l.account", &self.accounts);
        let scenarios: Vec<&str> = self.scenarios.iter().map(|s| s.as_str()).collect();
        listed(&mut all, "l.scenario", &scenarios);
        if !self.fiscal_years.is_empty() {
            all.push(in_years("l.fiscal_year", &self.fiscal_years));
        }
        let kinds: Vec<&str> = self.kinds.iter().map(|k| k.as_str()).collect();
        listed(&mut all, "c.kind", &kinds);
        let mut bound = |operator: &str, day: Option<Date>| {
            let condition = |d: Date| Sql::new("c.date").text(operator).bind(&*d.to_string());
            all.extend(day.map(condition));
        };
        bound(" >= ", self.since);
        bound(" <= ", self.until);
        bound(" <= ", self.as_of);
        all
    }
}

/// The keys of a change's place.
pub(crate) fn keys(change: &ChangeRecord) -> Vec<Key> {
    vec![Key::Text(change.date.to_string()), Key::Text(change.id.clone())]
}

/// Changes, the newest first, then by id.
pub(crate) fn page(
    session: &mut Session,
    selection: &ChangeSelection,
    window: &Window,
) -> Result<Found<ChangeRecord>, StoreError> {
    let listing = Listing {
        columns: "c.id, c.kind, c.date, c.old_line, c.new_line, c.old_value, c.new_value",
        from: from(),
        narrow: None,
        conditions: selection.conditions(),
        order: vec![
            Level { expression: "c.date", descending: true },
            Level { expression: "c.id", descending: false },
        ],
    };
    let found = listing.window::<ChangeRow>(session, window)?;
    let ids: BTreeSet<&String> =
        found.items.iter().flat_map(|r| [&r.old_line, &r.new_line]).collect();
    let lines = budget_lines::by_id(session, &ids.into_iter().cloned().collect::<Vec<_>>())?;
    let proofs = proofs(session, &lines)?;
    let lines: Lines = lines.into_iter().map(|line| (line.line.id.clone(), line)).collect();
    found.try_map(|row| change(row, &lines, &proofs))
}

/// Budget lines by id.
type Lines = BTreeMap<String, BudgetLineRecord>;

/// Ids of the findings about the lines that prove their value.
fn proofs(
    session: &mut Session,
    lines: &[BudgetLineRecord],
) -> Result<BTreeSet<String>, StoreError> {
    let ids: Vec<&String> = lines.iter().flat_map(|line| &line.finding_ids).collect();
    let statement = Sql::new("SELECT id AS value FROM finding WHERE verdict = ")
        .bind(Verdict::Proven.as_str())
        .text(" AND ")
        .append(Sql::any_of("id", &ids));
    Ok(session.load::<TextRow>(statement)?.into_iter().map(|r| r.value).collect())
}

fn change(
    row: ChangeRow,
    lines: &Lines,
    proofs: &BTreeSet<String>,
) -> Result<ChangeRecord, StoreError> {
    let line = |id: &String| {
        let missing = || StoreError::Inconsistent(format!("no budget line \"{id}\""));
        lines.get(id).cloned().ok_or_else(missing)
    };
    let (kind, old, new) = (parsed(&row.kind)?, line(&row.old_line)?, line(&row.new_line)?);
    let about = old.finding_ids.iter().chain(&new.finding_ids);
    let told = about.filter(|id| kind != ChangeKind::Correction || proofs.contains(*id));
    let finding_ids: BTreeSet<String> = told.cloned().collect();
    Ok(ChangeRecord {
        id: row.id,
        kind,
        date: parsed(&row.date)?,
        old_value: row.old_value.map(Cents),
        new_value: Cents(row.new_value),
        finding_ids: finding_ids.into_iter().collect(),
        old,
        new,
    })
}
