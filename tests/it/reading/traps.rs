//! The places in the five documents that are known to be hard.

use std::collections::BTreeSet;

use kuntavaaka::domain::{BudgetLine, Cents, MissingReason, Scenario, Verdict};

use super::{FACTS, document, findings, line};

const H24: &str = "kemijarvi-hallintopalvelut-2024";
const H25: &str = "kemijarvi-hallintopalvelut-2025-h1";
const ELV: &str = "kemijarvi-elinvoimapalvelut-2024";
const KEMI: &str = "kemi-osavuosikatsaus-2022-h1";
const HEI: &str = "heinola-yhteiset-palvelut-2024";

fn euros(value: i64) -> Option<Cents> {
    Cents::from_euros(value)
}

fn at(l: &BudgetLine) -> (&str, &str, Scenario, i32) {
    (l.unit_id.as_str(), l.account.as_str(), l.scenario, l.fiscal_year)
}

#[test]
fn a_cost_unit_named_like_its_sector_is_a_unit_of_its_own() {
    assert_eq!(line(H24, 174, 5).unit_id, "kemijarvi.hallintopalvelut.hallintopalvelut");
    assert_eq!(line(H24, 262, 5).unit_id, "kemijarvi.hallintopalvelut");
}

#[test]
fn labels_that_hold_digits_are_labels() {
    assert_eq!(line(H25, 611, 1).unit_id, "kemijarvi.hallintopalvelut.kemijarvi-historia-3");
    assert_eq!(line(H24, 159, 1).unit_id, "kemijarvi.hallintopalvelut.kemijarvi-150");
    let leading = "kemijarvi.elinvoimapalvelut.asuminen-ja-ymparisto.johtaminen";
    assert_eq!(line(ELV, 134, 1).unit_id, leading);
}

#[test]
fn a_unit_spelt_differently_in_two_documents_is_one_unit() {
    assert_eq!(line(H24, 207, 2).unit_id, line(H25, 660, 2).unit_id);
}

#[test]
fn a_column_that_states_two_scenarios_gives_a_line_of_each() {
    let both: Vec<Scenario> = document(H24)
        .budget_lines
        .iter()
        .filter(|l| l.line == 129 && l.column == 4)
        .map(|l| l.scenario)
        .collect();
    assert_eq!(both, [Scenario::Budget, Scenario::OperatingPlan]);
}

#[test]
fn a_damaged_number_has_no_amount_and_the_value_two_relations_prove() {
    let damaged = line(H24, 193, 5);
    assert_eq!(damaged.amount, None);
    assert_eq!(damaged.missing_reason, Some(MissingReason::Illegible));
    assert_eq!(damaged.corrected_amount, euros(-136_897));
    assert_eq!(line(HEI, 799, 1).corrected_amount, euros(-29_111));
    assert_eq!(line(HEI, 799, 1).printed, "-29 1M");
}

#[test]
fn a_lost_sign_is_corrected_and_the_printed_amount_kept() {
    let lost = line(H24, 129, 1);
    assert_eq!((lost.amount, lost.corrected_amount), (euros(19_036), euros(-19_036)));
    let found = findings(H24, 129);
    assert_eq!(found[0].verdict, Verdict::Proven);
    assert_eq!(found[0].cell_ids, std::slice::from_ref(&lost.id));
}

#[test]
fn the_wrong_member_of_a_row_is_told_from_the_right_ones() {
    // Line 221 prints the right margin, line 219 wrong expenses; in line 148 the margin is wrong.
    assert!(findings(H24, 221).is_empty());
    assert_eq!(findings(H24, 219)[0].implied_value, euros(-1_693_077));
    assert_eq!(findings(H24, 148)[0].implied_value, euros(-365_200));
}

#[test]
fn the_split_that_balances_is_taken_where_printed_sums_are_wrong() {
    // Two splits balance three of five columns; only the margin below decides.
    let cells = |row| (1..=5).map(|c| line(H25, row, c).amount.unwrap()).collect::<Vec<_>>();
    let euros = |v: [i64; 5]| v.map(|v| Cents::from_euros(v).unwrap()).to_vec();
    assert_eq!(cells(564), euros([778_790, 767_980, 775_601, 744_670, 309_672]));
    assert_eq!(cells(565), euros([1_499_108, 1_204_150, 1_607_543, 1_297_670, 693_225]));
    assert_eq!(cells(552), euros([340_616, 167_500, 547_476, 485_900, 338_067]));
}

#[test]
fn a_table_printed_in_the_midst_of_another_does_not_break_it() {
    let table = document(H25).tables.iter().find(|t| t.first_line == 545).unwrap();
    assert_eq!(table.rows.len(), 14);
    assert_eq!(table.rows[4].line, 564);
}

#[test]
fn a_wrapped_label_is_one_label() {
    assert_eq!(line(H25, 570, 5).account, "materials_supplies_and_goods");
    assert_eq!(line(H25, 570, 5).row_label, "Aineet, tarvikkeet ja tavarat");
}

#[test]
fn a_short_row_goes_to_the_columns_where_it_balances() {
    assert_eq!(at(line(H25, 703, 5)).3, 2025);
    assert_eq!(line(H25, 703, 5).amount, euros(30_000));
    assert_eq!(line(H25, 703, 4).amount, euros(0));
}

#[test]
fn text_in_the_place_of_a_number_is_not_stated_and_not_zero() {
    let remark = line(ELV, 130, 2);
    assert_eq!((remark.amount, remark.missing_reason), (None, Some(MissingReason::NotStated)));
    assert_eq!(remark.printed, "sis. joht.");
    assert_eq!(line(ELV, 131, 1).amount, euros(0));
}

#[test]
fn a_number_without_its_spaces_is_read_and_noted() {
    assert_eq!(line(H25, 698, 3).amount, euros(-127_188));
    assert_eq!(findings(H25, 698)[0].rule, "number_is_well_formed");
}

#[test]
fn a_table_in_thousands_that_does_not_say_so_is_multiplied_out() {
    assert_eq!(line(KEMI, 14, 2).amount, euros(89_680_000));
    assert_eq!(findings(KEMI, 10)[0].rule, "table_states_its_unit");
}

#[test]
fn a_quantity_printed_again_is_a_repeat_of_its_most_exact_line() {
    assert_eq!(line(KEMI, 26, 1).repeat_of, None);
    assert_eq!(line(KEMI, 70, 1).repeat_of, Some(line(KEMI, 26, 1).id.clone()));
    assert_eq!(line(KEMI, 11, 2).repeat_of, Some(line(KEMI, 46, 2).id.clone()));
}

#[test]
fn of_prints_that_differ_the_one_that_sums_bear_out_is_the_line() {
    // Lines 535 and 537 print the budget before its last amendment, accounts and units that after it.
    let repeats = |n, column| line(H25, n, column).repeat_of.clone();
    let id = |n, column| Some(line(H25, n, column).id.clone());
    assert_eq!((repeats(575, 2), repeats(576, 2)), (None, None));
    assert_eq!((repeats(535, 1), repeats(706, 2)), (id(575, 2), id(575, 2)));
    assert_eq!((repeats(537, 1), repeats(708, 2)), (id(576, 2), id(576, 2)));
}

#[test]
fn amendment_tables_keep_their_signs_and_give_the_convention_beside_them() {
    let expenses = line(KEMI, 186, 2);
    assert_eq!(expenses.scenario, Scenario::ProposedAmendment);
    assert_eq!((expenses.amount, expenses.corrected_amount), (euros(1_421_212), euros(-1_421_212)));
    let net = line(KEMI, 269, 3);
    assert_eq!((net.amount, net.corrected_amount), (euros(419_000), euros(-419_000)));
    assert_eq!(findings(KEMI, 188)[0].implied_value, euros(906_298));
}

#[test]
fn values_the_text_lost_stand_where_arithmetic_puts_them() {
    let restored = |row, column| {
        let l = line(HEI, row, column);
        assert_eq!((l.amount, l.missing_reason), (None, Some(MissingReason::Dropped)));
        l.corrected_amount
    };
    assert_eq!(restored(783, 1), euros(17));
    assert_eq!(restored(785, 3), euros(52));
    assert_eq!(restored(596, 1), euros(0));
    assert_eq!(line(HEI, 597, 1).amount, euros(-580), "the printed value belongs to the other row");
}

#[test]
fn rows_without_a_header_take_the_columns_of_the_form() {
    assert_eq!(
        at(line(HEI, 1067, 3)),
        ("heinola.yhteiset-palvelut", "shares_and_holdings_revenue", Scenario::Actual, 2024)
    );
    assert_eq!(line(HEI, 1069, 2).amount, euros(-10_000));
    assert_eq!(findings(HEI, 1067)[0].implied_value, euros(-25_228));
}

#[test]
fn a_torn_page_is_one_statement() {
    let table = document(HEI).tables.iter().find(|t| t.rows.iter().any(|r| r.line == 392)).unwrap();
    assert_eq!(table.rows.len(), 17);
    assert_eq!(line(HEI, 402, 3).amount, euros(-6_204_982));
}

#[test]
fn the_bundled_documents_cover_three_municipalities() {
    let codes: BTreeSet<&str> = FACTS.units.iter().map(|u| u.municipality_code.as_str()).collect();
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), ["111", "240", "320"]);
    assert_eq!(FACTS.municipalities.len(), 308);
}
