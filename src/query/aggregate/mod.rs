//! Sums and counts of budget lines by group. Which questions are refused because their answer
//! would count money twice is told in `refusals`.

mod refusals;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{
    Account, Cents, Function, Municipality, Period, Scenario, Unit, UnitKind, codes,
};
use crate::query::cursor::Paging;
use crate::query::{
    BudgetLineFilter, Error, Page, PageRequest, Session, accounts_by_code, ahead, budget_lines,
    municipalities_by_code, units_by_id, values,
};
use crate::store::read::aggregate::{AggregateSelection, Group, GroupKeys};
use crate::store::read::{self, ByCode};

pub use crate::store::GroupBy;

/// The most keys of one question.
pub const MAX_KEYS: usize = 3;

/// Which lines are summed, and by what they are grouped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AggregateFilter {
    /// `groupBy`: one to three codes of [`GroupBy`], which also order the groups; `municipality`
    /// where none is given.
    pub group_by: Vec<String>,
    /// Which lines; `sort` and `includeRepeats` have no meaning here.
    pub lines: BudgetLineFilter,
}

/// Why there is no sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoSum {
    /// No line of the group has an amount; each says why.
    NoAmounts,
}

codes!(NoSum { NoAmounts => "no_amounts" });

/// The sum of a group of budget lines. Of its keys those are present that were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AggregateGroup {
    /// The municipality.
    pub municipality: Option<Arc<Municipality>>,
    /// The unit.
    pub unit: Option<Arc<Unit>>,
    /// The level of the units.
    pub unit_kind: Option<UnitKind>,
    /// The function that the units themselves serve; also none for units without one.
    pub function: Option<Arc<Function>>,
    /// The account.
    pub account: Option<Arc<Account>>,
    /// What the amounts are.
    pub scenario: Option<Scenario>,
    /// The fiscal year.
    pub fiscal_year: Option<i32>,
    /// What each of the amounts covers.
    pub period: Period,
    /// The sum, the corrected amount of each line where there is one; none where no line has an
    /// amount.
    pub amount: Option<Cents>,
    /// Why there is no sum.
    pub missing_reason: Option<NoSum>,
    /// Lines with an amount.
    pub count: i64,
    /// Lines without one, which are not counted as zero.
    pub missing_count: i64,
    /// Lines whose corrected amount was summed.
    pub corrected_count: i64,
    /// Ids of units whose lines were left out, as another unit of the group holds the same money.
    pub counted_elsewhere: Vec<String>,
}

/// Sums of budget lines, by the keys in the order asked for.
///
/// # Errors
/// [`Error::DoubleCount`] where a group would count money twice; else see [`Error`].
pub fn aggregate(
    session: &mut Session,
    filter: &AggregateFilter,
    page: &PageRequest,
) -> Result<Page<AggregateGroup>, Error> {
    let selection = select(session, filter)?;
    let asked = (&selection.lines, &selection.keys, selection.nesting);
    let paging = Paging::of(format!("aggregate {asked:?}"));
    let window = paging.window(page)?;
    let place = |group: &Group| selection.place(group);
    let found = ahead::found(session, &paging, &window, place, |session, window| {
        Ok(read::aggregate::page(session, &selection, window)?)
    })?;
    let page = paging.page(found, &window, place);
    let keys: Vec<&GroupKeys> = page.items.iter().map(|i| &i.item.keys).collect();
    let names = Names::load(session, &keys)?;
    let mut twins: Vec<(GroupKeys, String)> =
        read::aggregate::counted_elsewhere(session, &selection)?;
    Ok(page.map(|group| {
        let (own, others) = twins.drain(..).partition(|(keys, _)| *keys == group.keys);
        twins = others;
        names.group(group, own)
    }))
}

fn select(session: &mut Session, filter: &AggregateFilter) -> Result<AggregateSelection, Error> {
    let mut keys: Vec<GroupBy> = values::codes("groupBy", &filter.group_by)?;
    if keys.is_empty() {
        keys.push(GroupBy::Municipality);
    }
    if keys.len() > MAX_KEYS {
        let given = filter.group_by.join(",");
        return Err(values::invalid("groupBy", &given, &format!("at most {MAX_KEYS} keys")));
    }
    let lines = budget_lines::selection(session, &filter.lines)?;
    refusals::require_single_counting(session, keys, lines)
}

/// What the keys of the groups of a page name.
struct Names {
    municipalities: BTreeMap<String, Arc<Municipality>>,
    units: BTreeMap<String, Arc<Unit>>,
    functions: Arc<ByCode<Function>>,
    accounts: BTreeMap<String, Arc<Account>>,
}

impl Names {
    fn load(session: &mut Session, groups: &[&GroupKeys]) -> Result<Self, Error> {
        let named = |key: fn(&GroupKeys) -> &Option<String>| {
            let codes: BTreeSet<&String> = groups.iter().filter_map(|g| key(g).as_ref()).collect();
            codes.into_iter().cloned().collect::<Vec<String>>()
        };
        Ok(Self {
            municipalities: municipalities_by_code(session, &named(|g| &g.municipality))?,
            units: units_by_id(session, &named(|g| &g.unit))?,
            functions: read::functions::by_code(session)?,
            accounts: accounts_by_code(session, &named(|g| &g.account))?,
        })
    }

    fn group(&self, of: Group, twins: Vec<(GroupKeys, String)>) -> AggregateGroup {
        let keys = of.keys;
        AggregateGroup {
            municipality: keys.municipality.and_then(|c| self.municipalities.get(&c).cloned()),
            unit: keys.unit.and_then(|id| self.units.get(&id).cloned()),
            unit_kind: keys.unit_kind,
            function: keys.function.and_then(|c| self.functions.get(&c).cloned()),
            account: keys.account.and_then(|c| self.accounts.get(&c).cloned()),
            scenario: keys.scenario,
            fiscal_year: keys.fiscal_year,
            period: of.period,
            amount: of.amount,
            missing_reason: of.amount.is_none().then_some(NoSum::NoAmounts),
            count: of.count,
            missing_count: of.missing_count,
            corrected_count: of.corrected_count,
            counted_elsewhere: twins.into_iter().map(|(_, unit)| unit).collect(),
        }
    }
}
