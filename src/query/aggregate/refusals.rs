//! Which sums are refused because a group would count money twice, each with how to ask instead.
//!
//! Most are refused by the question alone, whatever the data holds, so that an answer does not
//! become a refusal with the next document. Only periods, levels within levels and units that
//! share a moved service are looked up.

use crate::domain::Account;
use crate::query::figures::is_below;
use crate::query::{Error, Session};
use crate::store::GroupBy;
use crate::store::read;
use crate::store::read::aggregate::{AggregateSelection, Nesting};
use crate::store::read::budget_lines::{BudgetLineSelection, PeriodChoice, Vintage};

/// What is summed, where no group counts anything twice.
pub(super) fn require_single_counting(
    session: &mut Session,
    keys: Vec<GroupBy>,
    lines: BudgetLineSelection,
) -> Result<AggregateSelection, Error> {
    require_one_scenario(&keys, &lines)?;
    require_one_year(&keys, &lines)?;
    require_accounts_apart(session, &keys, &lines)?;
    require_one_vintage(&lines)?;
    let nesting = nesting(session, &keys, &lines)?;
    let has_twins = read::aggregate::has_twins(session)?;
    let selection = AggregateSelection::new(lines, keys, nesting, has_twins);
    require_one_period(session, &selection)?;
    require_nothing_shared(session, &selection)?;
    Ok(selection)
}

fn refused(parameter: &'static str, reason: impl Into<String>, instead: &str) -> Error {
    Error::DoubleCount { parameter, reason: reason.into(), instead: instead.to_owned() }
}

fn require_one_scenario(keys: &[GroupBy], lines: &BudgetLineSelection) -> Result<(), Error> {
    if keys.contains(&GroupBy::Scenario) || lines.scenarios.len() == 1 {
        return Ok(());
    }
    let reason = "a plan and its outturn are the same money and are not added";
    Err(refused("scenario", reason, "name one scenario or group by `scenario`"))
}

fn require_one_year(keys: &[GroupBy], lines: &BudgetLineSelection) -> Result<(), Error> {
    let one = matches!(lines.fiscal_years.as_slice(), [(first, last)] if first == last);
    if keys.contains(&GroupBy::FiscalYear) || one {
        return Ok(());
    }
    let reason = "amounts of several fiscal years are not added";
    Err(refused("fiscalYear", reason, "name one year or group by `fiscalYear`"))
}

fn require_accounts_apart(
    session: &mut Session,
    keys: &[GroupBy],
    lines: &BudgetLineSelection,
) -> Result<(), Error> {
    if keys.contains(&GroupBy::Account) {
        return Ok(());
    }
    let instead = "name accounts of which none is summed into another, without \
                   `includeChildren`, or group by `account`";
    if lines.accounts.is_empty() {
        let reason = "an account and those summed into it are the same money";
        return Err(refused("account", reason, instead));
    }
    let all = read::accounts::all(session)?;
    for account in &lines.accounts {
        if let Some(above) = above(&all, account).find(|code| lines.accounts.contains(code)) {
            let reason = format!("\"{account}\" is summed into \"{above}\"");
            return Err(refused("account", reason, instead));
        }
    }
    Ok(())
}

/// The accounts that an account is summed into, the nearest first.
fn above<'a>(all: &'a [Account], code: &str) -> impl Iterator<Item = &'a String> + use<'a> {
    let parent = move |code: &str| {
        all.iter().find(|a| a.code == code).and_then(|account| account.parent_code.as_ref())
    };
    std::iter::successors(parent(code), move |code| parent(code))
}

fn require_one_vintage(lines: &BudgetLineSelection) -> Result<(), Error> {
    if lines.vintage != Vintage::Any || lines.document_ids.len() == 1 {
        return Ok(());
    }
    let reason = "several documents may state the same quantity";
    let instead = "name one document, or none for what was published last, or a day by `asOf`";
    Err(refused("document", reason, instead))
}

/// How units below each other are kept from being added.
fn nesting(
    session: &mut Session,
    keys: &[GroupBy],
    lines: &BudgetLineSelection,
) -> Result<Nesting, Error> {
    if keys.contains(&GroupBy::Unit) {
        return Ok(Nesting::Apart);
    }
    if keys.contains(&GroupBy::Function) {
        return Ok(Nesting::TopmostOfFunction);
    }
    if !lines.functions.is_empty() {
        return Ok(Nesting::Topmost);
    }
    if keys.contains(&GroupBy::UnitKind) || lines.unit_kinds.len() == 1 {
        let nested = read::aggregate::nested_in_its_kind(session, &lines.unit_kinds)?;
        return nested.map_or(Ok(Nesting::Apart), |(unit, above)| Err(below(&unit, &above)));
    }
    if lines.unit_ids.is_empty() || lines.include_descendants {
        let reason = "a unit and the units it is made of hold the same money";
        let instead = "name one level by `unitKind`, or units apart from each other without \
                       `includeDescendants`, or group by `unit` or `unitKind`";
        return Err(refused("unit", reason, instead));
    }
    for unit in &lines.unit_ids {
        if let Some(above) = lines.unit_ids.iter().find(|other| is_below(unit, other)) {
            return Err(below(unit, above));
        }
    }
    Ok(Nesting::Apart)
}

fn below(unit: &str, above: &str) -> Error {
    let reason = format!("\"{unit}\" lies below \"{above}\" and holds a part of its money");
    refused("unit", reason, "name one of the two or group by `unit`")
}

/// A scenario of a part of the year may have several parts.
fn require_one_period(session: &mut Session, selection: &AggregateSelection) -> Result<(), Error> {
    if let [PeriodChoice::Year | PeriodChoice::Exactly(_)] = selection.lines.periods.as_slice() {
        return Ok(());
    }
    match read::aggregate::mixed_periods(session, selection)? {
        None => Ok(()),
        Some((start, end)) => {
            let reason = format!("amounts of several periods within {start}..{end} are not added");
            let instead = "name one by `period`: `year`, or a stretch such as \
                           2025-01-01..2025-06-30";
            Err(refused("period", reason, instead))
        }
    }
}

/// Where a service moved, the unit it left and the unit it came to may both hold its past.
fn require_nothing_shared(
    session: &mut Session,
    selection: &AggregateSelection,
) -> Result<(), Error> {
    match read::aggregate::overlap(session, selection)? {
        None => Ok(()),
        Some((one, other)) => {
            let reason = format!("\"{one}\" and \"{other}\" both hold the money of a moved unit");
            Err(refused("unit", reason, "name one of the two or group by `unit`"))
        }
    }
}
