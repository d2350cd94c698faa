//! The figures of a municipality in a year: accounts of its smallest units by chance, everything
//! above them as sums.

use super::units::Unit;

/// Accounts, in the order in which a statement prints them: what they are called, the sum that they
/// belong to by its place here, and for those that are no sums the euros per inhabitant.
pub(super) const ACCOUNTS: [(&str, &str, Option<usize>, i64); 15] = [
    ("operating_revenue", "Toimintatuotot", Some(14), 0),
    ("sales_revenue", "Myyntituotot", Some(0), 300),
    ("fees_and_charges", "Maksutuotot", Some(0), 250),
    ("grants_received", "Tuet ja avustukset", Some(0), 90),
    ("rental_revenue", "Vuokratuotot", Some(0), 180),
    ("other_operating_revenue", "Muut toimintatuotot", Some(0), 60),
    ("production_for_own_use", "Valmistus omaan käyttöön", Some(14), 30),
    ("operating_expenses", "Toimintakulut", Some(14), 0),
    ("personnel_costs", "Henkilöstökulut", Some(7), -2_100),
    ("purchased_services", "Palvelujen ostot", Some(7), -1_500),
    ("materials_supplies_and_goods", "Aineet, tarvikkeet ja tavarat", Some(7), -450),
    ("grants_paid", "Avustukset", Some(7), -300),
    ("rents", "Vuokrat", Some(7), -200),
    ("other_operating_expenses", "Muut toimintakulut", Some(7), -80),
    ("operating_margin", "Toimintakate", None, 0),
];
/// Scenarios: the code, and what their column is called.
pub(super) const SCENARIOS: [(&str, &str); 3] =
    [("budget", "TA"), ("amended_budget", "TA+muutos"), ("actual", "TP")];

/// Whole euros by unit, account and scenario.
pub(super) type Figures = Vec<[[i64; SCENARIOS.len()]; ACCOUNTS.len()]>;

/// Numbers that look like chance and follow from a seed (`SplitMix64`).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn of(seed: u64, salt: &str) -> Self {
        let mixed = salt.bytes().fold(seed ^ 0x9e37_79b9_7f4a_7c15, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(mixed)
    }

    /// A number from 0 up to `below`.
    pub(super) fn below(&mut self, below: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        i64::try_from((mixed ^ (mixed >> 31)) % u64::try_from(below).unwrap()).unwrap()
    }
}

pub(super) fn figures(units: &[Unit], persons: i64, chance: &mut Chance) -> Figures {
    let leaves = i64::try_from(units.iter().filter(|u| u.is_leaf).count()).unwrap();
    let mut all: Figures = vec![Default::default(); units.len()];
    for (n, unit) in units.iter().enumerate().rev() {
        if unit.is_leaf {
            all[n] = leaf(persons, leaves, chance);
        }
        if let Some(parent) = unit.parent {
            let own = all[n];
            let pairs = all[parent].iter_mut().flatten().zip(own.iter().flatten());
            pairs.for_each(|(sum, part)| *sum += part);
        }
    }
    all
}

fn leaf(
    persons: i64,
    leaves: i64,
    chance: &mut Chance,
) -> [[i64; SCENARIOS.len()]; ACCOUNTS.len()] {
    let mut own = [[0; SCENARIOS.len()]; ACCOUNTS.len()];
    for (account, (_, _, _, rate)) in ACCOUNTS.iter().enumerate().filter(|(_, a)| a.3 != 0) {
        let usual = persons * rate * (50 + chance.below(100)) / 100 / leaves;
        for scenario in &mut own[account] {
            *scenario = usual * (95 + chance.below(11)) / 100;
        }
    }
    // Sums of sums come last.
    for part in (0..ACCOUNTS.len()).filter(|n| ACCOUNTS[*n].3 != 0).chain([0, 7]) {
        let sum = ACCOUNTS[part].2.unwrap();
        let amounts = own[part];
        own[sum].iter_mut().zip(amounts).for_each(|(sum, part)| *sum += part);
    }
    own
}
