//! What the fields of the schema cost: values, which an answer may hold, and points, for the work of
//! finding them. Where the two are added up and held against their limits stands in `cost`.
//!
//! The schema reckons one number for each field, so both stand in it: the points above the values.
//! Values are multiplied by the length of the lists they stand in. Points are not: however many
//! objects a list stands in, it is asked for all of them at once.

use crate::api::graphql::guard::MAX_EXPANDED_FIELDS;

/// Points that a query may cost; each is about half a millisecond of processor time.
pub const MAX_POINTS: usize = 100;
/// Points of a list, at the root or inside other objects, for all of them together.
pub const LIST_POINTS: usize = 4;
/// Points of a list inside other objects with what belongs to the units below, and of budget lines
/// inside other objects of which only the number is asked.
pub const DEEP_LIST_POINTS: usize = 11;
/// Points of budget lines inside other objects.
pub const LINES_POINTS: usize = 33;
/// Points of what is computed from many lines: a comparison, series, sums, budget against actual,
/// changes.
pub const COMPUTED_POINTS: usize = 15;

/// The number of one point.
const POINT: usize = 1 << 47;
/// The values of a list at the most: far above the limit.
const MAX_LIST_VALUES: usize = 1 << 34;

// As many fields as a query may have overflow neither the values nor the points.
const _: () = assert!(MAX_EXPANDED_FIELDS * MAX_LIST_VALUES < POINT);
// A list takes two of them: itself, and what is asked of it.
const _: () = assert!(MAX_EXPANDED_FIELDS / 2 * LINES_POINTS < usize::MAX / POINT);

/// Values and points apart.
pub(super) const fn parted(price: usize) -> (usize, usize) {
    (price % POINT, price / POINT)
}

/// A list: its length times what is asked of an item.
pub(crate) fn list(first: i32, child: usize) -> usize {
    of_items(LIST_POINTS, first, child)
}

/// A list inside other objects, which may take in the units below.
pub(crate) fn deep(is_deep: bool, first: i32, child: usize) -> usize {
    of_items(if is_deep { DEEP_LIST_POINTS } else { LIST_POINTS }, first, child)
}

/// Budget lines inside other objects.
pub(crate) fn lines(first: i32, child: usize) -> usize {
    // A single value is no item: that takes two, `nodes` and a value of it.
    let (values, _) = parted(child);
    of_items(if values <= 1 { DEEP_LIST_POINTS } else { LINES_POINTS }, first, child)
}

/// A list of what is computed.
pub(crate) fn computed(first: i32, child: usize) -> usize {
    of_items(COMPUTED_POINTS, first, child)
}

fn of_items(points: usize, first: i32, child: usize) -> usize {
    let items = usize::try_from(first).unwrap_or_default().max(1);
    let (values, below) = parted(child);
    let values = items.saturating_mul(values).saturating_add(1).min(MAX_LIST_VALUES);
    (points + below) * POINT + values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_multiplied_by_the_lists_around_them_and_points_are_not() {
        let inside = lines(20, 3);
        assert_eq!(parted(inside), (61, LINES_POINTS));
        assert_eq!(parted(list(10, inside + 2)), (631, LIST_POINTS + LINES_POINTS));
        assert_eq!(parted(computed(-1, inside)), (62, COMPUTED_POINTS + LINES_POINTS));
        assert_eq!(parted(deep(true, 1, 1)), (2, DEEP_LIST_POINTS));
        assert_eq!(parted(lines(1, 1)), (2, DEEP_LIST_POINTS));
        let longest = list(i32::MAX, list(i32::MAX, list(i32::MAX, 1)));
        assert_eq!(parted(longest), (MAX_LIST_VALUES, 3 * LIST_POINTS));
    }
}
