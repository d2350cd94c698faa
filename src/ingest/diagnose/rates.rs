//! Rates that do not imply one number: the population behind margins per inhabitant, the cost
//! behind shares that labels state. Looked at when the amounts have been put right, so that no rate
//! is blamed for an amount.

use std::collections::BTreeSet;

use crate::domain::{
    Cents, Finding, Municipality, Period, Population, Scenario, Severity, Verdict,
};
use crate::ingest::diagnose::finding;
use crate::ingest::diagnose::phrases::{column_label, describe, euros, line, printed};
use crate::ingest::evidence::Evidence;
use crate::ingest::relations::{Figure, PRECISION, Rate, Rates};
use crate::ingest::sheet::{Measure, Sheet, Slot};

/// The least and the greatest number a rate implies.
type Range = (i128, i128);

/// Findings for rates that differ from the others of their group.
pub(in crate::ingest) fn rates(
    sheet: &Sheet,
    groups: &[Rates],
    municipalities: &[Municipality],
    evidence: &[Evidence],
    known: &[Finding],
) -> Vec<Finding> {
    let doubted: BTreeSet<&str> = known
        .iter()
        .filter(|f| f.verdict == Verdict::Undecided && f.severity > Severity::Info)
        .flat_map(|f| f.cell_ids.iter().map(String::as_str))
        .collect();
    let code = &sheet.document.manifest.municipality;
    let own = municipalities.iter().find(|m| m.code == *code);
    let population = own.map(|m| m.population.as_slice()).unwrap_or_default();
    let sound = |r: &&Rate| !doubted.contains(sheet.cell_id(r.amount).as_str());
    let mut findings = Vec::new();
    for group in groups {
        match group.members.first().map(|r| &r.figure) {
            Some(Figure::Cell(_)) => {
                let rates: Vec<&Rate> = group.members.iter().filter(sound).collect();
                let off = |rate: &Rate, range, number, source: &str| {
                    let older = version(sheet, group, rate, number, source, evidence);
                    older.or_else(|| off(sheet, group, rate, range, number, source))
                };
                findings.extend(figures(sheet, group, &rates, population, &off));
            }
            Some(Figure::Label { .. }) => findings.extend(shares(sheet, group)),
            None => {}
        }
    }
    findings
}

/// Margins per inhabitant: against one another, and a single one against the population that is
/// known of its year.
fn figures(
    sheet: &Sheet,
    group: &Rates,
    rates: &[&Rate],
    population: &[Population],
    off: &dyn Fn(&Rate, Range, i128, &str) -> Option<Finding>,
) -> Vec<Finding> {
    let (used, ranges) = ranges(sheet, rates);
    let register = register(group.measure, population);
    if let ([only], Some((range, persons, date))) = (used.as_slice(), &register) {
        // Figures may rest on a preliminary count: a step to either side is left to them.
        let implied = only.range(sheet, 1);
        let apart = implied.is_some_and(|implied| !overlap(implied, *range));
        let number = i128::from(*persons) * PRECISION;
        let source = format!("the population of {date}, {}", persons_of(number));
        let finding = off(only, (number, number), number, &source);
        return finding.filter(|_| apart).into_iter().collect();
    }
    if used.len() < 2 || ranges.iter().all(|a| ranges.iter().all(|b| overlap(*a, *b))) {
        return Vec::new();
    }
    let known = register.as_ref().map(|(range, ..)| *range);
    let Some((agreeing, range)) = agreement(&ranges, known) else {
        return vec![torn(sheet, group, &used, &ranges)];
    };
    let counted = register.map(|(_, persons, _)| i128::from(persons) * PRECISION);
    let counted = counted.filter(|number| overlap((*number, *number), range));
    let number = counted.unwrap_or(i128::midpoint(range.0, range.1));
    let places = |i: &usize| used.get(*i).map(|r| format!("line {}", line(sheet, shown(r))));
    let source = format!(
        "the population that {} {}, {} to {}",
        agreeing.iter().filter_map(places).collect::<Vec<_>>().join(" and "),
        if agreeing.len() == 1 { "implies" } else { "imply" },
        persons_of(range.0),
        persons_of(range.1),
    );
    let others = used.iter().enumerate().filter(|(i, _)| !agreeing.contains(i));
    others.filter_map(|(_, rate)| off(rate, range, number, &source)).collect()
}

/// The rates that say something, with their ranges.
fn ranges<'r>(sheet: &Sheet, rates: &[&'r Rate]) -> (Vec<&'r Rate>, Vec<Range>) {
    rates.iter().filter_map(|r| Some((*r, r.range(sheet, 0)?))).unzip()
}

fn overlap(a: Range, b: Range) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

/// The one largest set of ranges with a number in common, at least two (the register counting as
/// one), and what they have in common.
fn agreement(ranges: &[Range], register: Option<Range>) -> Option<(Vec<usize>, Range)> {
    let all: Vec<Range> = ranges.iter().copied().chain(register).collect();
    let holding = |number: i128| -> Vec<usize> {
        let holds = |r: &Range| r.0 <= number && number <= r.1;
        all.iter().enumerate().filter(|(_, r)| holds(r)).map(|(i, _)| i).collect()
    };
    let mut sets: Vec<Vec<usize>> = all.iter().map(|r| holding(r.0)).collect();
    sets.sort();
    sets.dedup();
    let most = sets.iter().map(Vec::len).max().filter(|most| *most > 1)?;
    sets.retain(|s| s.len() == most);
    let [set] = sets.as_slice() else {
        return None;
    };
    let held = set.iter().filter_map(|i| all.get(*i));
    let range = held.fold((i128::MIN, i128::MAX), |a, b| (a.0.max(b.0), a.1.min(b.1)));
    Some((set.iter().copied().filter(|i| *i < ranges.len()).collect(), range))
}

/// The population that is known of a closed year: the ends of it and of the year before, the count
/// at its end and the date of that.
fn register(measure: Measure, population: &[Population]) -> Option<(Range, i64, String)> {
    let Measure::Amount(Scenario::Actual, year, period) = measure else {
        return None;
    };
    if Some(period) != Period::year(year) {
        return None;
    }
    let at_end = |year: i32| {
        let of_year = population.iter().filter(|p| i32::from(p.date.year()) == year);
        of_year.max_by_key(|p| p.date)
    };
    let (before, end) = (at_end(year - 1)?, at_end(year)?);
    let range = (
        i128::from(before.persons.min(end.persons)) * PRECISION,
        i128::from(before.persons.max(end.persons)) * PRECISION,
    );
    Some((range, end.persons, end.date.to_string()))
}

fn shown(rate: &Rate) -> Slot {
    match rate.figure {
        Figure::Cell(slot) => slot,
        Figure::Label { .. } => rate.amount,
    }
}

/// `6 897`, from thousandths of a person.
fn persons_of(number: i128) -> String {
    let persons = (number + PRECISION / 2) / PRECISION;
    let (thousands, rest) = (persons / 1000, persons % 1000);
    if thousands == 0 { rest.to_string() } else { format!("{thousands} {rest:03}") }
}

/// A figure per inhabitant that differs from the population the others imply: `number`, and all of
/// `range` as well.
fn off(
    sheet: &Sheet,
    group: &Rates,
    rate: &Rate,
    range: Range,
    number: i128,
    source: &str,
) -> Option<Finding> {
    let slot = shown(rate);
    let value = Cents(rate.of(sheet, number)?);
    let about = if rate.of(sheet, range.0) == rate.of(sheet, range.1) { "" } else { "about " };
    let message = format!(
        "{} prints {}; it should be {about}{} according to {} (line {}) and {source}",
        describe(sheet, slot),
        printed(sheet, slot),
        euros(sheet, slot, value),
        printed(sheet, rate.amount),
        line(sheet, rate.amount),
    );
    let (severity, verdict) = (Severity::Warning, Verdict::SingleRelation);
    Some(finding(sheet, group.rule, severity, verdict, &[slot], message, Some(value)))
}

/// A figure per inhabitant that follows from the amount as another document prints it: one of the two
/// was brought up to date without the other.
fn version(
    sheet: &Sheet,
    group: &Rates,
    rate: &Rate,
    number: i128,
    source: &str,
    evidence: &[Evidence],
) -> Option<Finding> {
    let slot = shown(rate);
    let figure = sheet.content(slot)?.value?.0;
    let follows = |e: &&Evidence| {
        let of = rate.of_cents(sheet, i128::from(e.value.0), number);
        e.slot == rate.amount && of.is_some_and(|of| of == figure)
    };
    let older = evidence.iter().find(follows)?;
    let message = format!(
        "{} prints {}, which follows from {} in the document {} (line {}) and {source}; of {} on line {} it would be {}; these are two versions, and which one holds the document does not say",
        describe(sheet, slot),
        printed(sheet, slot),
        euros(sheet, rate.amount, Cents(older.value.0 / sheet.scale(rate.amount).max(1))),
        older.document,
        older.line,
        printed(sheet, rate.amount),
        line(sheet, rate.amount),
        euros(sheet, slot, Cents(rate.of(sheet, number)?)),
    );
    let slots = [slot, rate.amount];
    let (severity, verdict) = (Severity::Warning, Verdict::Undecided);
    Some(finding(sheet, group.rule, severity, verdict, &slots, message, None))
}

/// Figures per inhabitant of which no two imply the same population.
fn torn(sheet: &Sheet, group: &Rates, rates: &[&Rate], ranges: &[Range]) -> Finding {
    let slots: Vec<Slot> = rates.iter().map(|r| shown(r)).collect();
    let implied = slots.iter().zip(ranges).map(|(slot, range)| {
        let place = line(sheet, *slot);
        let (printed, least, most) =
            (printed(sheet, *slot), persons_of(range.0), persons_of(range.1));
        format!("{printed} on line {place} implies {least} to {most}")
    });
    let column = slots.first().map(|s| column_label(sheet, *s)).unwrap_or_default();
    let message = format!(
        "the figures per inhabitant of {column} imply different populations: {}; the figures do not say which of them are off",
        implied.collect::<Vec<_>>().join(", ")
    );
    finding(sheet, group.rule, Severity::Warning, Verdict::Undecided, &slots, message, None)
}

/// Shares that labels state: where more than half imply one whole, the others differ from it.
/// Whether the label or the amount is off the figures do not say.
fn shares(sheet: &Sheet, group: &Rates) -> Vec<Finding> {
    let rates: Vec<&Rate> = group.members.iter().collect();
    let (used, ranges) = ranges(sheet, &rates);
    let Some((agreeing, range)) =
        agreement(&ranges, None).filter(|(set, _)| set.len() * 2 > ranges.len())
    else {
        return Vec::new();
    };
    let whole = i128::midpoint(range.0, range.1);
    let mut findings = Vec::new();
    for (_, rate) in used.iter().enumerate().filter(|(i, _)| !agreeing.contains(i)) {
        let Figure::Label { value, .. } = rate.figure else {
            continue;
        };
        let amount = whole * i128::from(value) / PRECISION / i128::from(sheet.scale(rate.amount));
        let tens = Cents(i64::try_from(amount).unwrap_or_default() / 1000 * 1000);
        let share = rate.of(sheet, whole).unwrap_or_default();
        let message = format!(
            "{} prints {}; its label states a share of {} %, and of the whole that the other {} shares imply that is about {}, and the amount {} %; the figures do not say whether the label or the amount is off",
            describe(sheet, rate.amount),
            printed(sheet, rate.amount),
            percent(value),
            agreeing.len(),
            euros(sheet, rate.amount, tens),
            percent(share),
        );
        // The whole is not printed, so this is a remark.
        let (severity, verdict) = (Severity::Info, Verdict::Undecided);
        let slots = [rate.amount];
        findings.push(finding(sheet, group.rule, severity, verdict, &slots, message, None));
    }
    findings
}

/// `6,9`, from hundredths.
fn percent(hundredths: i64) -> String {
    let text = format!("{},{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches(',').to_owned()
}
