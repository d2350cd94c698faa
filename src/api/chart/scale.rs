//! Where a value stands on an axis, and which values an axis names.

/// An axis that runs over values between two positions.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    from: f64,
    to: f64,
    low: f64,
    high: f64,
    /// The values that the axis names, in order.
    pub(super) ticks: Vec<f64>,
    /// The distance between them.
    pub(super) step: f64,
}

/// The share of the largest value below which the smallest one must lie for zero to be shown.
const NARROW: f64 = 0.5;

impl Scale {
    /// An axis from `low` to `high` (in pixels, either may be the larger) that has room for the
    /// values. Where none of them is above zero it is turned, so that what is larger reaches
    /// further; zero is on it, unless `may_leave_zero` and the values lie close together.
    pub(super) fn new(values: &[f64], low: f64, high: f64, may_leave_zero: bool) -> Self {
        let (mut from, mut to) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values {
            (from, to) = (from.min(*value), to.max(*value));
        }
        if !from.is_finite() {
            (from, to) = (0.0, 1.0);
        }
        let is_turned = to <= 0.0 && from < 0.0;
        let (nearest, furthest) = if is_turned { (-to, -from) } else { (from, to) };
        let is_narrow = nearest > furthest * NARROW && nearest < furthest;
        if !(may_leave_zero && is_narrow) {
            (from, to) = (from.min(0.0), to.max(0.0));
        }
        if (to - from).abs() < f64::EPSILON {
            to = from + 1.0;
        }
        let step = step(to - from);
        let (first, last) = ((from / step).floor(), (to / step).ceil());
        let mut ticks = Vec::new();
        let mut at = first;
        while at <= last {
            // A zero of its own, so that it is never written as minus zero.
            ticks.push(if at == 0.0 { 0.0 } else { at * step });
            at += 1.0;
        }
        let (from, to) = (first * step, last * step);
        let (low, high) = if is_turned { (high, low) } else { (low, high) };
        Self { from, to, low, high, ticks, step }
    }

    /// Where a value stands.
    pub(super) fn at(&self, value: f64) -> f64 {
        self.low + (value - self.from) / (self.to - self.from) * (self.high - self.low)
    }

    /// Whether zero is on the axis.
    pub(super) fn has_zero(&self) -> bool {
        self.from <= 0.0 && self.to >= 0.0
    }

    /// Decimals that the named values need.
    pub(super) fn places(&self) -> usize {
        let mut places = 0;
        let mut step = self.step;
        while places < 4 && (step - step.round()).abs() > 1e-6 {
            step *= 10.0;
            places += 1;
        }
        places
    }
}

/// A round distance that makes three to six steps of a span.
fn step(span: f64) -> f64 {
    let rough = span / 4.0;
    let power = 10_f64.powf(rough.log10().floor());
    let round = [1.0, 2.0, 2.5, 5.0, 10.0].map(|r| r * power);
    let fitting = round.into_iter().find(|r| *r >= rough * 0.999);
    fitting.unwrap_or(power * 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-6
    }

    #[test]
    fn values_below_zero_alone_turn_the_axis() {
        let scale = Scale::new(&[-61.04, -14.04], 0.0, 100.0, false);
        assert!(near(scale.at(0.0), 0.0));
        assert!(scale.at(-61.04) > scale.at(-14.04));
        assert_eq!(scale.ticks, [-80.0, -60.0, -40.0, -20.0, 0.0]);
    }

    #[test]
    fn values_on_both_sides_of_zero_keep_it_between_them() {
        let scale = Scale::new(&[-5.0, 20.0], 0.0, 100.0, false);
        assert!(scale.at(-5.0) < scale.at(0.0) && scale.at(0.0) < scale.at(20.0));
        assert!(scale.has_zero());
    }

    #[test]
    fn an_axis_without_values_or_of_one_value_stands() {
        for values in [&[][..], &[0.0], &[7.5], &[-3.0], &[1e12], &[-0.004]] {
            let scale = Scale::new(values, 0.0, 100.0, true);
            assert!(scale.ticks.len() >= 2 && scale.ticks.len() <= 9, "{values:?}: {scale:?}");
            for value in values {
                assert!((-0.01..=100.01).contains(&scale.at(*value)), "{values:?}");
            }
        }
    }

    #[test]
    fn zero_is_left_only_where_values_lie_close_together() {
        assert!(!Scale::new(&[90.0, 100.0], 0.0, 1.0, true).has_zero());
        assert!(Scale::new(&[10.0, 100.0], 0.0, 1.0, true).has_zero());
        assert!(Scale::new(&[90.0, 100.0], 0.0, 1.0, false).has_zero());
    }
}
