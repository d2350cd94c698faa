//! What the documents of the small facts say besides their budget lines.

use kuntavaaka::domain::{
    Assignment, BindingLevel, Comparator, Contents, Indicator, IndicatorValue, InternalControlTask,
    Measure, MissingReason, Narrative, NarrativeKind, Objective, ObjectiveKind, Outcome,
    OutcomeStatus, Passage, Period, ResponsiblePerson, Risk, Scenario, Target,
};

use super::facts::date;

const SECTOR: &str = "kemijarvi.hallintopalvelut";
const COST_UNIT: &str = "kemijarvi.hallintopalvelut.sortteeri";

fn passage(line: usize, text: &str) -> Passage {
    Passage {
        text: text.to_owned(),
        as_read: None,
        lines: vec![(line, line)],
        assignment: Assignment::ByLayout,
    }
}

fn objective(document: &str, line: usize, unit: &str, year: i32, text: &str) -> Objective {
    Objective {
        id: format!("{document}.o{line}"),
        unit_id: unit.to_owned(),
        fiscal_year: year,
        kind: ObjectiveKind::Operational,
        binding_level: None,
        theme: None,
        text: passage(line, text),
        actions: Vec::new(),
        measures: Vec::new(),
        responsible: Vec::new(),
        schedule: Vec::new(),
        outcomes: Vec::new(),
        sdgs: Vec::new(),
    }
}

fn value(id: &str, scenario: Scenario, year: i32, printed: &str) -> IndicatorValue {
    let number = printed.parse().ok();
    IndicatorValue {
        id: id.to_owned(),
        scenario,
        fiscal_year: year,
        period: Period::year(year).unwrap(),
        printed: printed.to_owned(),
        value: number,
        missing_reason: number.is_none().then_some(MissingReason::NotStated),
        line: 27,
        column: 1,
        column_label: format!("TP {year}"),
        superseded_on: None,
    }
}

fn indicator(document: &str, line: usize, name: &str, values: Vec<IndicatorValue>) -> Indicator {
    Indicator {
        id: format!("{document}.i{line}"),
        unit_id: SECTOR.to_owned(),
        name: name.to_owned(),
        parent_id: None,
        group: Some("Tunnusluvut".to_owned()),
        unit_of_measure: Some("kpl".to_owned()),
        line,
        values,
    }
}

fn narrative(document: &str, line: usize, unit: &str, text: &str) -> Narrative {
    Narrative {
        id: format!("{document}.n{line}"),
        unit_id: unit.to_owned(),
        kind: NarrativeKind::Purpose,
        heading: Some("Toiminta-ajatus".to_owned()),
        text: passage(line, text),
    }
}

/// Two objectives, a task, two indicators, a narrative and a person.
pub fn first(document: &str) -> Contents {
    let mut full =
        objective(document, 21, SECTOR, 2024, "Henkilöstön osaaminen 100 % ajan tasalla");
    full.kind = ObjectiveKind::Strategic;
    full.binding_level = Some(BindingLevel::Council);
    full.theme = Some(passage(20, "Elinvoimainen Älykäs kaupunki"));
    full.text.as_read = Some("Henkiloston osaaminen 100 % ajan tasalla".to_owned());
    full.text.lines = vec![(21, 22), (24, 24)];
    full.actions = vec![passage(22, "Koulutuksen järjestäminen"), passage(23, "Tiedotteiden teko")];
    full.measures = vec![
        Measure { text: passage(22, "Kyselyt"), targets: Vec::new() },
        Measure {
            text: passage(23, "Koulutettujen osuus vähintään 75,50 %, 2 krt/v"),
            targets: vec![
                Target {
                    comparator: Comparator::AtLeast,
                    value: "75.50".parse().unwrap(),
                    unit: "%".to_owned(),
                    printed: "vähintään 75,50 %".to_owned(),
                },
                Target {
                    comparator: Comparator::Equal,
                    value: "2".parse().unwrap(),
                    unit: "krt/v".to_owned(),
                    printed: "2 krt/v".to_owned(),
                },
            ],
        },
    ];
    full.responsible = vec![passage(21, "Hallintojohtaja")];
    full.schedule = vec![passage(21, "31.12.2024")];
    full.outcomes = vec![
        Outcome {
            text: Some(passage(25, "Palveluja parannettu")),
            as_of_date: date("2024-12-31"),
            status: None,
        },
        Outcome {
            text: None,
            as_of_date: date("2024-12-31"),
            status: Some(OutcomeStatus::Achieved),
        },
    ];
    full.sdgs = vec![8, 4];
    let below = objective(document, 26, COST_UNIT, 2024, "Lajittelun tehostaminen");
    let mut part = indicator(
        document,
        28,
        "joista verkossa",
        vec![value(&format!("{document}.28.1"), Scenario::Actual, 2024, "x")],
    );
    part.parent_id = Some(format!("{document}.i27"));
    let whole = indicator(
        document,
        27,
        "Asiakkaiden käynnit",
        vec![
            value(&format!("{document}.27.1"), Scenario::Actual, 2023, "12.5"),
            value(&format!("{document}.27.2"), Scenario::Budget, 2024, "13"),
        ],
    );
    Contents {
        objectives: vec![full, below],
        risks: Vec::new(),
        internal_control: vec![InternalControlTask {
            id: format!("{document}.c30"),
            unit_id: SECTOR.to_owned(),
            fiscal_year: 2024,
            task: passage(30, "Sopimusten hallinta"),
            action: Some(passage(31, "Sopimusrekisteri")),
            measure: None,
            outcome: Some(passage(31, "Tarkastuksen havainnot korjattu")),
        }],
        unread_lines: vec![(35, "35. rivi, 50 % ääkkösiä".to_owned())],
        indicators: vec![whole, part],
        narratives: vec![narrative(
            document,
            33,
            SECTOR,
            "Kaupungin päätöksenteon tuki.\n\nTalouden seuranta.",
        )],
        responsible_persons: vec![ResponsiblePerson {
            unit_id: SECTOR.to_owned(),
            name: "hallintojohtaja Ö. Esimerkki".to_owned(),
            line: 34,
        }],
    }
}

/// An objective of another year and a narrative.
pub fn second(document: &str) -> Contents {
    Contents {
        objectives: vec![objective(document, 21, SECTOR, 2025, "Tavoitteet julki")],
        narratives: vec![narrative(document, 33, "kemijarvi.hallinto", "Käyttötalous kunnossa")],
        ..Contents::default()
    }
}

/// A risk.
pub fn third(document: &str) -> Contents {
    Contents {
        risks: vec![Risk {
            id: format!("{document}.r5"),
            unit_id: "aanekoski.sivistys".to_owned(),
            fiscal_year: 2024,
            category: Some(passage(5, "Taloudelliset riskit")),
            description: passage(6, "Investointien kustannukset ylittyvät"),
            likelihood: Some(3),
            impact: Some(4),
            score: Some(12),
            ratings: Some(passage(8, "Todennäköisyys 3, merkittävyys 4")),
            control: Some(passage(7, "Seuranta kuukausittain")),
            control_status: None,
        }],
        ..Contents::default()
    }
}
