//! Comparisons: identities that hold whatever is asked, and what is said where there is no figure.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use kuntavaaka::domain::{BudgetLine, Cents, Scenario};
use kuntavaaka::query::{
    self, Basis, CaveatCode, Comparison, ComparisonCell, ComparisonFilter, Error, NoFigure,
    SeriesFilter, Session,
};
use rust_decimal::Decimal;

use crate::reading::FACTS;
use crate::support::{TestDb, facts, on_both};

fn list(values: &[&str]) -> Vec<String> {
    values.iter().map(|v| (*v).to_owned()).collect()
}

/// A session over the bundled documents.
fn bundled(database: &TestDb) -> Session {
    database.writer().import(&FACTS, facts::NOW).unwrap();
    database.open(kuntavaaka::store::Access::ReadOnly).session().unwrap()
}

/// Many ways of asking, so that what must always hold is seen to hold often.
static QUESTIONS: LazyLock<Vec<ComparisonFilter>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for function in [None, Some("01"), Some("01.3.1"), Some("01.1.2"), Some("04"), Some("06.2")] {
        for account in ["operating_margin", "operating_expenses", "personnel_costs"] {
            for (scenario, years) in [
                (list(&["actual"]), list(&[])),
                (list(&["actual", "budget_in_force"]), list(&["2021..2025"])),
                (list(&["actual_to_date", "forecast", "budget"]), list(&["2022", "2025"])),
            ] {
                all.push(ComparisonFilter {
                    function: function.map(str::to_owned),
                    account: Some(account.to_owned()),
                    scenario,
                    fiscal_year: years,
                    prices_of: Some("2024".to_owned()),
                    ..ComparisonFilter::default()
                });
            }
        }
    }
    all
});

fn each_cell(check: impl Fn(&Comparison, &ComparisonCell)) {
    let database = TestDb::sqlite();
    let mut session = bundled(&database);
    let mut figures = 0;
    for filter in QUESTIONS.iter() {
        let comparison = query::compare(&mut session, filter).unwrap();
        for cell in &comparison.cells {
            figures += usize::from(cell.figure.amount.is_some());
            check(&comparison, cell);
        }
    }
    assert!(figures > 100, "{figures}");
}

#[test]
fn a_figure_is_the_sum_of_the_lines_it_names_one_for_each_unit() {
    each_cell(|_, cell| {
        let figure = &cell.figure;
        let amounts = figure.lines.iter().map(|l| l.line.corrected_amount.or(l.line.amount));
        let sum: Cents = amounts.map(Option::unwrap).sum();
        assert_eq!(figure.amount.unwrap_or_default(), sum);
        let units: Vec<&str> = figure.units.iter().map(|u| u.id.as_str()).collect();
        assert_eq!(units, figure.lines.iter().map(|l| &l.line.unit_id).collect::<Vec<_>>());
        assert_eq!(figure.amount.is_none(), figure.missing_reason.is_some());
        assert_eq!(figure.amount.is_none(), figure.lines.is_empty());
    });
}

#[test]
fn no_figure_mixes_levels_scenarios_or_periods() {
    each_cell(|_, cell| {
        let lines = &cell.figure.lines;
        for line in lines {
            assert_eq!(Some(line.line.scenario), cell.figure.scenario);
            assert_eq!(Some(line.line.period), cell.figure.period);
            assert!(line.line.repeat_of.is_none() && line.superseded_on.is_none());
            let below = format!("{}.", line.line.unit_id);
            assert!(lines.iter().all(|other| !other.line.unit_id.starts_with(&below)));
        }
        for twin in cell.figure.units.iter().filter_map(|u| u.same_as.as_ref()) {
            assert!(cell.figure.units.iter().all(|u| u.id != *twin));
        }
    });
}

#[test]
fn euros_per_inhabitant_times_the_population_is_the_amount_within_rounding() {
    each_cell(|_, cell| {
        let (Some(per), Some(population)) = (cell.per_inhabitant, &cell.population) else {
            return;
        };
        let persons = Decimal::from(population.persons);
        let amount = cell.figure.amount.unwrap().to_decimal();
        assert!((per * persons - amount).abs() <= persons * Decimal::new(5, 3), "{per}");
        assert_eq!(per.scale(), 2);
    });
}

#[test]
fn real_amounts_of_the_year_of_the_prices_are_the_amounts() {
    each_cell(|_, cell| {
        if cell.figure.fiscal_year == Some(2024) {
            assert_eq!(cell.real_amount, cell.figure.amount);
        }
        let known = cell.prices.is_some() && cell.figure.amount.is_some();
        assert_eq!(cell.real_amount.is_some(), known);
    });
}

#[test]
fn every_municipality_has_a_cell_and_one_without_a_figure_says_why() {
    each_cell(|comparison, _| {
        for code in ["111", "240", "320"] {
            assert!(comparison.cells.iter().any(|c| c.municipality.code == code));
        }
    });
    let reasons = on_both(|database| {
        let filter = ComparisonFilter {
            municipality: list(&["kemi", "heinola", "Rovaniemi"]),
            account: Some("operating_expenses".to_owned()),
            ..ComparisonFilter::default()
        };
        let cells = query::compare(&mut bundled(database), &filter).unwrap().cells;
        let reason = |c: ComparisonCell| (c.municipality.slug.clone(), c.figure.missing_reason);
        cells.into_iter().map(reason).collect::<Vec<_>>()
    });
    let expected = [
        ("heinola".to_owned(), Some(NoFigure::OnlyParts)),
        ("kemi".to_owned(), None),
        ("rovaniemi".to_owned(), Some(NoFigure::MunicipalityNotCovered)),
    ];
    assert_eq!(reasons, expected);
}

#[test]
fn the_base_of_an_index_is_100_and_so_is_the_mean_of_all() {
    on_both(|database| {
        let mut session = bundled(database);
        let mut filter = ComparisonFilter {
            function: Some("01.3.1".to_owned()),
            basis: Some("index".to_owned()),
            base: Some("kemi".to_owned()),
            ..ComparisonFilter::default()
        };
        let of_kemi = query::compare(&mut session, &filter).unwrap();
        let base = of_kemi.cells.iter().find(|c| c.municipality.slug == "kemi").unwrap();
        assert_eq!(base.value, Some(Decimal::new(10_000, 2)));
        filter.base = Some("mean".to_owned());
        let of_mean = query::compare(&mut session, &filter).unwrap();
        let sum: Decimal = of_mean.cells.iter().map(|c| c.index.unwrap()).sum();
        assert!((sum - Decimal::from(300)).abs() < Decimal::new(3, 2), "{sum}");
        assert_eq!(of_mean.basis, Basis::Index);
    });
}

#[test]
fn human_resources_services_of_three_cities_compare_with_all_there_is_to_say() {
    let unit = |municipality: &str| match municipality {
        "111" => "heinola.yhteiset-palvelut.henkilostopalvelut",
        "240" => "kemi.keskusvirasto.henkilostopalvelut",
        _ => "kemijarvi.hallintopalvelut.henkilostopalvelut",
    };
    on_both(|database| {
        let filter = ComparisonFilter {
            unit: ["111", "240", "320"].map(|m| unit(m).to_owned()).to_vec(),
            ..ComparisonFilter::default()
        };
        let comparison = query::compare(&mut bundled(database), &filter).unwrap();
        let cells: Vec<_> = comparison
            .cells
            .iter()
            .map(|c| {
                let line = &c.figure.lines[0];
                (line.document_id.as_str(), line.line.line, c.per_inhabitant.unwrap().to_string())
            })
            .collect();
        let expected = [
            ("heinola-yhteiset-palvelut-2024", 1005, "-60.29".to_owned()),
            ("kemi-osavuosikatsaus-2022-h1", 68, "-53.06".to_owned()),
            ("kemijarvi-hallintopalvelut-2025-h1", 634, "-26.29".to_owned()),
        ];
        assert_eq!(cells, expected);
        let codes: Vec<CaveatCode> = comparison.caveats.iter().map(|c| c.code).collect();
        assert_eq!(codes, [CaveatCode::FiscalYearsDiffer]);
        let kemijarvi = comparison.cells.last().unwrap();
        assert!(kemijarvi.caveats.iter().any(|c| c.code == CaveatCode::PopulationNotFinal));
    });
}

#[test]
fn units_that_stand_in_two_sectors_are_counted_once() {
    on_both(|database| {
        let filter = ComparisonFilter {
            municipality: list(&["kemijarvi"]),
            function: Some("04.1.2".to_owned()),
            fiscal_year: list(&["2022"]),
            ..ComparisonFilter::default()
        };
        let comparison = query::compare(&mut bundled(database), &filter).unwrap();
        let figure = &comparison.cells[0].figure;
        assert_eq!(figure.amount, Some(Cents(-27_819_900)));
        let left_out: Vec<&str> = figure.counted_elsewhere.iter().map(|u| u.id.as_str()).collect();
        let twins = [
            "kemijarvi.hallintopalvelut.opiskelijoiden-kesatyo",
            "kemijarvi.hallintopalvelut.tyollisyyspalvelut",
        ];
        assert_eq!(left_out, twins);
    });
}

#[test]
fn what_was_published_later_is_not_seen_before_its_day() {
    on_both(|database| {
        let mut session = bundled(database);
        let mut amounts = Vec::new();
        for day in ["2023-12-31", "2025-01-01", "2025-12-31"] {
            let filter = ComparisonFilter {
                unit: list(&["kemijarvi.hallintopalvelut"]),
                fiscal_year: list(&["2023", "2024"]),
                account: Some("operating_expenses".to_owned()),
                as_of: Some(day.to_owned()),
                ..ComparisonFilter::default()
            };
            let comparison = query::compare(&mut session, &filter).unwrap();
            let day: kuntavaaka::domain::Date = day.parse().unwrap();
            let lines = comparison.cells.iter().flat_map(|c| &c.figure.lines);
            assert!(lines.clone().all(|l| l.known_from <= day));
            amounts.push(lines.count());
        }
        assert_eq!(amounts, [0, 2, 2]);
    });
}

#[test]
fn a_series_has_a_point_for_every_year_and_says_which_document_each_comes_from() {
    on_both(|database| {
        let filter = SeriesFilter {
            unit: list(&["kemijarvi.hallintopalvelut"]),
            scenario: list(&["actual", "budget_in_force"]),
            ..SeriesFilter::default()
        };
        let answer = query::series(&mut bundled(database), &filter).unwrap();
        let actual = &answer.series[0].points;
        let points: Vec<_> = actual
            .iter()
            .map(|p| {
                let document = p.figure.lines.first().map(|l| l.document_id.as_str());
                (p.figure.fiscal_year.unwrap(), document)
            })
            .collect();
        let expected = [
            (2022, Some("kemijarvi-hallintopalvelut-2024")),
            (2023, Some("kemijarvi-hallintopalvelut-2025-h1")),
            (2024, Some("kemijarvi-hallintopalvelut-2025-h1")),
            (2025, None),
        ];
        assert_eq!(points, expected);
        let in_force = &answer.series[1].points;
        let stages: Vec<Option<Scenario>> = in_force.iter().map(|p| p.figure.scenario).collect();
        let amended = Some(Scenario::AmendedBudget);
        assert_eq!(stages, [None, amended, amended, amended]);
    });
}

#[test]
fn a_reform_between_the_figures_is_said() {
    on_both(|database| {
        let filter = ComparisonFilter {
            function: Some("04".to_owned()),
            scenario: list(&["actual", "budget"]),
            fiscal_year: list(&["2021..2025"]),
            ..ComparisonFilter::default()
        };
        let comparison = query::compare(&mut bundled(database), &filter).unwrap();
        let said = |code| comparison.caveats.iter().any(|c| c.code == code);
        assert!(said(CaveatCode::Reform));
        let filter = ComparisonFilter { fiscal_year: list(&["2021"]), ..filter };
        let comparison = query::compare(&mut bundled(database), &filter).unwrap();
        assert!(comparison.caveats.iter().all(|c| c.code != CaveatCode::Reform));
    });
}

#[test]
fn what_would_count_money_twice_or_names_nothing_is_refused() {
    on_both(|database| {
        let mut session = database.filled();
        let none = ComparisonFilter::default;
        let refused = |session: &mut Session, filter: &ComparisonFilter| {
            let error = query::compare(session, filter).unwrap_err();
            (error.code(), error.parameter())
        };
        let nested = list(&["kemijarvi.hallintopalvelut", "kemijarvi.hallintopalvelut.sortteeri"]);
        let filter = ComparisonFilter { unit: nested, ..none() };
        assert_eq!(refused(&mut session, &filter), ("double_count", Some("unit")));
        for (filter, parameter, code) in [
            (
                ComparisonFilter { function: Some("99".into()), ..none() },
                "function",
                "unknown_value",
            ),
            (ComparisonFilter { account: Some("x".into()), ..none() }, "account", "unknown_value"),
            (ComparisonFilter { scenario: list(&["x"]), ..none() }, "scenario", "unknown_value"),
            (ComparisonFilter { basis: Some("x".into()), ..none() }, "basis", "unknown_value"),
            (ComparisonFilter { base: Some("x".into()), ..none() }, "base", "unknown_value"),
            (
                ComparisonFilter {
                    base: Some("992".into()),
                    municipality: list(&["320"]),
                    ..none()
                },
                "base",
                "invalid_parameter",
            ),
            (
                ComparisonFilter { prices_of: Some("1999".into()), ..none() },
                "pricesOf",
                "invalid_parameter",
            ),
            (
                ComparisonFilter { fiscal_year: list(&["latest", "2024"]), ..none() },
                "fiscalYear",
                "invalid_parameter",
            ),
            (
                ComparisonFilter { fiscal_year: list(&["0001..9999"]), ..none() },
                "fiscalYear",
                "invalid_parameter",
            ),
            (
                ComparisonFilter {
                    unit: list(&["kemijarvi"]),
                    municipality: list(&["992"]),
                    ..none()
                },
                "unit",
                "invalid_parameter",
            ),
        ] {
            assert_eq!(refused(&mut session, &filter), (code, Some(parameter)));
        }
        let both =
            ComparisonFilter { function: Some("01".into()), unit: list(&["kemijarvi"]), ..none() };
        let error = query::compare(&mut session, &both).unwrap_err();
        assert!(matches!(error, Error::InvalidParameter { parameter: "unit", .. }));
    });
}

/// Rounding of `n` parts and their sum, in cents: half a euro each, or what the table counts in.
fn rounding(parts: usize, scale: i64) -> i64 {
    i64::try_from(parts + 1).unwrap() * 50 * scale
}

#[test]
fn a_unit_is_the_sum_of_the_units_below_it_or_a_finding_says_otherwise() {
    let mut sums = 0;
    for document in &FACTS.documents {
        let doubted: BTreeSet<&str> =
            document.findings.iter().flat_map(|f| &f.cell_ids).map(String::as_str).collect();
        // Lines below the margin are not printed of every unit.
        let every = ["operating_margin", "operating_expenses"];
        let counted =
            |l: &&BudgetLine| l.repeat_of.is_none() && every.contains(&l.account.as_str());
        let lines: Vec<_> = document.budget_lines.iter().filter(counted).collect();
        let quantity = |l: &BudgetLine| (l.account.clone(), l.scenario, l.fiscal_year, l.period);
        let amount = |l: &BudgetLine| l.corrected_amount.or(l.amount);
        for whole in &lines {
            let parent = |l: &BudgetLine| l.unit_id.rsplit_once('.').map(|(p, _)| p.to_owned());
            let parts: Vec<_> = lines
                .iter()
                .filter(|l| {
                    parent(l).as_ref() == Some(&whole.unit_id) && quantity(l) == quantity(whole)
                })
                .collect();
            let named = |l: &BudgetLine| {
                let cell = l.id.strip_suffix("-operating_plan").unwrap_or(&l.id);
                doubted.contains(cell)
            };
            let unsure = named(whole) || parts.iter().any(|l| named(l) || amount(l).is_none());
            let (Some(total), false) = (amount(whole), parts.len() < 3 || unsure) else {
                continue;
            };
            let sum: i64 = parts.iter().filter_map(|l| amount(l)).map(|c| c.0).sum();
            let scale = document.tables.iter().map(|t| t.scale).max().unwrap_or(1);
            assert!((sum - total.0).abs() <= rounding(parts.len(), scale), "{}: {sum}", whole.id);
            sums += 1;
        }
    }
    assert!(sums > 60, "{sums}");
}

#[test]
fn a_series_as_of_a_day_shows_no_later_document() {
    on_both(|database| {
        let mut session = bundled(database);
        let of = |session: &mut Session, day: &str| {
            let filter = SeriesFilter {
                unit: list(&["kemijarvi.hallintopalvelut"]),
                as_of: Some(day.to_owned()),
                ..SeriesFilter::default()
            };
            let answer = query::series(session, &filter).unwrap();
            let points = answer.series.into_iter().flat_map(|s| s.points);
            let lines = points.flat_map(|p| p.figure.lines);
            lines.map(|l| l.document_id.clone()).collect::<BTreeSet<String>>()
        };
        assert!(of(&mut session, "2023-12-31").is_empty());
        let first = "kemijarvi-hallintopalvelut-2024".to_owned();
        assert_eq!(of(&mut session, "2025-01-01"), BTreeSet::from([first]));
        assert_eq!(of(&mut session, "2025-12-31").len(), 2);
    });
}
