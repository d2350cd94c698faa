//! Colours that readers with any kind of colour vision tell apart (after Okabe and Ito, its light
//! ones darkened until each has a contrast of 4.5 to white), and the dashes and marks that tell
//! lines apart without any colour.

/// Behind everything.
pub(super) const GROUND: &str = "#ffffff";
/// Text.
pub(super) const INK: &str = "#1c2733";
/// Text beside the main text.
pub(super) const MUTED: &str = "#4d5b69";
/// Lines of an axis.
pub(super) const GRID: &str = "#d5dce3";
/// The line of zero.
pub(super) const ZERO: &str = "#6b7885";
/// What was decided, beside what came of it.
pub(super) const PLANNED: &str = "#77838f";
/// Colours of what is compared, in order.
pub(super) const COLOURS: &[&str] =
    &["#0072b2", "#b34e00", "#00735c", "#8a3c78", "#7d5a00", "#33475b"];
/// Dashes of lines, in order: with the colours they make thirty pairs.
pub(super) const DASHES: &[&str] = &["", "7 4", "2 4", "10 4 2 4", "4 2"];

/// The colour of what stands at a place in the order.
pub(super) fn colour(place: usize) -> &'static str {
    COLOURS.get(place % COLOURS.len()).copied().unwrap_or(INK)
}

/// The dash of the line at a place in the order.
pub(super) fn dash(place: usize) -> &'static str {
    DASHES.get(place % DASHES.len()).copied().unwrap_or_default()
}

/// The class by which a page colours it for the dark.
pub(super) fn class(place: usize) -> String {
    format!("kv-c{}", place % COLOURS.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = u8::from_str_radix(colour.get(at..at + 2).unwrap(), 16).unwrap();
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn what_is_drawn_stands_out_from_the_ground() {
        for colour in COLOURS {
            assert!(contrast(colour, GROUND) >= 4.5, "{colour}: {}", contrast(colour, GROUND));
        }
        for (colour, least) in [(INK, 7.0), (MUTED, 4.5), (PLANNED, 3.0), (ZERO, 3.0)] {
            assert!(contrast(colour, GROUND) >= least, "{colour}");
        }
        assert!(contrast("#e69f00", GROUND) < 3.0, "the light orange of Okabe and Ito would fail");
    }
}
