//! Objectives with their measures, targets and outcomes.

use std::collections::BTreeMap;

use diesel::deserialize::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::domain::{BindingLevel, Measure, Objective, ObjectiveKind, Passage, Target};
use crate::store::read::contents::{Content, ContentSelection, Place, of_years, passage, select};
use crate::store::read::listing::listed;
use crate::store::read::units::escaped;
use crate::store::read::{narrow, parsed};
use crate::store::sql::Sql;
use crate::store::{Session, StoreError, passages};

/// Which objectives; an empty list asks for nothing in particular.
#[derive(Debug, Clone, Default)]
pub(crate) struct ObjectiveSelection {
    pub(crate) content: ContentSelection,
    /// First and last year of each range.
    pub(crate) fiscal_years: Vec<(i32, i32)>,
    pub(crate) kinds: Vec<ObjectiveKind>,
    pub(crate) binding_levels: Vec<BindingLevel>,
    /// In lower case.
    pub(crate) theme_part: Option<String>,
    pub(crate) sdgs: Vec<i32>,
    pub(crate) has_outcome: Option<bool>,
    pub(crate) has_target: Option<bool>,
}

#[derive(QueryableByName)]
pub(crate) struct ObjectiveRow {
    #[diesel(sql_type = BigInt)]
    fiscal_year: i64,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Nullable<Text>)]
    binding_level: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    theme: Option<String>,
    #[diesel(sql_type = Text)]
    text: String,
    #[diesel(sql_type = Text)]
    actions: String,
    #[diesel(sql_type = Text)]
    measures: String,
    #[diesel(sql_type = Text)]
    responsible: String,
    #[diesel(sql_type = Text)]
    schedule: String,
    #[diesel(sql_type = Text)]
    outcomes: String,
}

#[derive(QueryableByName)]
struct TargetRow {
    #[diesel(sql_type = Text)]
    objective_id: String,
    #[diesel(sql_type = BigInt)]
    measure: i64,
    #[diesel(sql_type = Text)]
    comparator: String,
    #[diesel(sql_type = Text)]
    value: String,
    #[diesel(sql_type = Text)]
    unit: String,
    #[diesel(sql_type = Text)]
    printed: String,
}

#[derive(QueryableByName)]
struct SdgRow {
    #[diesel(sql_type = Text)]
    objective_id: String,
    #[diesel(sql_type = BigInt)]
    sdg: i64,
}

/// Targets by objective and place of the measure, and goals by objective.
#[derive(Default)]
pub(crate) struct ObjectiveParts {
    targets: BTreeMap<(String, usize), Vec<Target>>,
    sdgs: BTreeMap<String, Vec<i32>>,
}

impl Content for Objective {
    type Selection = ObjectiveSelection;
    type Row = ObjectiveRow;
    type Parts = ObjectiveParts;

    const TABLE: &'static str = "objective";
    const COLUMNS: &'static str = select!(
        "c.fiscal_year, c.kind, c.binding_level, c.theme, c.text, c.actions, c.measures, \
         c.responsible, c.schedule, c.outcomes"
    );

    fn conditions(selection: &ObjectiveSelection) -> Vec<Sql> {
        let mut all = selection.content.conditions();
        of_years(&mut all, "c.fiscal_year", &selection.fiscal_years);
        let kinds: Vec<&str> = selection.kinds.iter().map(|k| k.as_str()).collect();
        listed(&mut all, "c.kind", &kinds);
        let levels: Vec<&str> = selection.binding_levels.iter().map(|l| l.as_str()).collect();
        listed(&mut all, "c.binding_level", &levels);
        all.extend(selection.theme_part.as_deref().map(|part| {
            let pattern = format!("%{}%", escaped(part));
            Sql::new("c.theme_search LIKE ").bind(pattern.as_str()).text(" ESCAPE '!'")
        }));
        if !selection.sdgs.is_empty() {
            let goals = selection.sdgs.iter().map(|sdg| Sql::default().bind(i64::from(*sdg)));
            let head = "c.id IN (SELECT g.objective_id FROM objective_sdg g WHERE g.sdg IN (";
            all.push(Sql::new(head).join(goals, ", ").text("))"));
        }
        all.extend(
            selection.has_outcome.map(|has| {
                Sql::new(if has { "c.outcome_count > 0" } else { "c.outcome_count = 0" })
            }),
        );
        all.extend(selection.has_target.map(|has| {
            let not = if has { "" } else { "NOT " };
            Sql::new(not)
                .text("EXISTS (SELECT 1 FROM objective_target t WHERE t.objective_id = c.id)")
        }));
        all
    }

    fn parts(session: &mut Session, ids: &[&str]) -> Result<ObjectiveParts, StoreError> {
        let mut parts = ObjectiveParts::default();
        let targets = Sql::new(
            "SELECT objective_id, measure, comparator, value, unit, printed \
             FROM objective_target WHERE ",
        );
        let targets = targets
            .append(Sql::any_of("objective_id", ids))
            .text(" ORDER BY objective_id, measure, position");
        for row in session.load::<TargetRow>(targets)? {
            let target = Target {
                comparator: parsed(&row.comparator)?,
                value: parsed(&row.value)?,
                unit: row.unit,
                printed: row.printed,
            };
            let measure = (row.objective_id, narrow(row.measure)?);
            parts.targets.entry(measure).or_default().push(target);
        }
        let sdgs = Sql::new("SELECT objective_id, sdg FROM objective_sdg WHERE ")
            .append(Sql::any_of("objective_id", ids))
            .text(" ORDER BY objective_id, position");
        for row in session.load::<SdgRow>(sdgs)? {
            parts.sdgs.entry(row.objective_id).or_default().push(narrow(row.sdg)?);
        }
        Ok(parts)
    }

    fn assemble(
        place: &Place,
        row: ObjectiveRow,
        parts: &mut ObjectiveParts,
    ) -> Result<Self, StoreError> {
        let measure = |(n, text): (usize, Passage)| {
            let targets = parts.targets.get(&(place.id.clone(), n)).cloned();
            Measure { text, targets: targets.unwrap_or_default() }
        };
        let measures = passages::list_from_json(&row.measures)?.into_iter().enumerate();
        Ok(Self {
            id: place.id.clone(),
            unit_id: place.unit_id.clone(),
            fiscal_year: narrow(row.fiscal_year)?,
            kind: parsed(&row.kind)?,
            binding_level: row.binding_level.as_deref().map(parsed).transpose()?,
            theme: passage(row.theme.as_ref())?,
            text: passages::from_json(&row.text)?,
            actions: passages::list_from_json(&row.actions)?,
            measures: measures.map(measure).collect(),
            responsible: passages::list_from_json(&row.responsible)?,
            schedule: passages::list_from_json(&row.schedule)?,
            outcomes: passages::outcomes_from_json(&row.outcomes)?,
            sdgs: parts.sdgs.get(&place.id).cloned().unwrap_or_default(),
        })
    }

    fn id(&self) -> &str {
        &self.id
    }
}
