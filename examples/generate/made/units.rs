//! The tree of units that every municipality has: sectors, service areas, cost units, each with the
//! function that it serves.

/// What a sector is called, its function, and groups below it with a class of each.
type Sector = (&'static str, &'static str, [(&'static str, &'static str); 4]);

/// Sectors: what they are called, their function, and groups below it that are classes too.
const SECTORS: [Sector; 6] = [
    (
        "Keskushallinto",
        "01",
        [("01.1", "01.1.1"), ("01.3", "01.3.1"), ("01.6", "01.6.0"), ("01.8", "01.8.0")],
    ),
    (
        "Elinvoima",
        "04",
        [("04.1", "04.1.1"), ("04.2", "04.2.1"), ("04.5", "04.5.1"), ("04.7", "04.7.3")],
    ),
    (
        "Asuminen",
        "06",
        [("06.1", "06.1.0"), ("06.2", "06.2.0"), ("06.3", "06.3.0"), ("06.4", "06.4.0")],
    ),
    (
        "Vapaa-aika",
        "08",
        [("08.1", "08.1.0"), ("08.2", "08.2.0"), ("08.3", "08.3.0"), ("08.4", "08.4.0")],
    ),
    (
        "Sivistys",
        "09",
        [("09.1", "09.1.1"), ("09.2", "09.2.1"), ("09.5", "09.5.0"), ("09.6", "09.6.0")],
    ),
    (
        "Hyvinvointi",
        "10",
        [("10.1", "10.1.1"), ("10.2", "10.2.0"), ("10.4", "10.4.0"), ("10.7", "10.7.0")],
    ),
];
const AREAS: usize = SECTORS.len() * 4;

pub(super) struct Unit {
    /// What follows the id of the municipality.
    pub(super) path: String,
    /// Its place in the tree; the municipality itself is first and has none above it.
    pub(super) parent: Option<usize>,
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) function: Option<&'static str>,
    pub(super) is_leaf: bool,
}

/// A tree of so many units, parents before children.
pub(super) fn tree(count: usize) -> Vec<Unit> {
    let mut units = vec![Unit {
        path: String::new(),
        parent: None,
        kind: "municipality",
        name: String::new(),
        function: None,
        is_leaf: true,
    }];
    for n in 0..count.saturating_sub(1) {
        let unit = below(n, &units);
        let parent = unit.parent.unwrap();
        units[parent].is_leaf = false;
        units.push(unit);
    }
    units
}

/// The n-th unit below the municipality: first all sectors, then areas of each in turn, then cost
/// units of each area in turn.
fn below(n: usize, units: &[Unit]) -> Unit {
    let of = |parent: usize, step: String, kind, name: String, function| Unit {
        path: format!("{}.{step}", units[parent].path),
        parent: Some(parent),
        kind,
        name,
        function: Some(function),
        is_leaf: true,
    };
    if let Some((name, function, _)) = SECTORS.get(n) {
        return of(0, name.to_lowercase(), "sector", (*name).to_owned(), function);
    }
    let n = n - SECTORS.len();
    if n < AREAS {
        let sector = n % SECTORS.len();
        let (name, _, groups) = SECTORS[sector];
        let (group, _) = groups[n / SECTORS.len()];
        let name = format!("{name}, palvelualue {group}");
        return of(1 + sector, group.replace('.', "-"), "service_area", name, group);
    }
    let n = n - AREAS;
    let (area, number) = (n % AREAS, 1 + n / AREAS);
    let (_, class) = SECTORS[area % SECTORS.len()].2[area / SECTORS.len()];
    let name = format!("Kustannuspaikka {class} {number}");
    of(1 + SECTORS.len() + area, format!("{number:03}"), "cost_unit", name, class)
}
