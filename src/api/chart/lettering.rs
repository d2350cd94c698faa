//! How wide texts are, so that lines can be broken and room be left without a font at hand: the
//! widths are those of a wide sans serif, so that no font of a reader needs more.

/// What the widest fonts in use need beyond the widths below.
const WIDEST: f64 = 1.08;

/// The width of a text in pixels.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(breadth).sum::<f64>() * size * WIDEST
}

fn breadth(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' | ' ' | '\u{a0}' => 0.31,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' => 0.92,
        c if c.is_ascii_digit() || c == '−' || c == '€' => 0.6,
        c if c.is_uppercase() => 0.7,
        c if c.is_ascii() || c.is_alphabetic() && c < '\u{500}' => 0.57,
        _ => 1.0,
    }
}

/// A text as lines of at most this width; a word that is longer is broken.
pub(super) fn lines(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').flat_map(|word| pieces(word, size, room)) {
        let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
        if width(&longer, size) <= room || line.is_empty() {
            line = longer;
        } else {
            lines.push(std::mem::replace(&mut line, word));
        }
    }
    lines.push(line);
    lines
}

/// A text in one line, with an ellipsis where it is too long.
pub(super) fn cut(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for character in text.chars() {
        if width(&format!("{kept}{character}…"), size) > room {
            break;
        }
        kept.push(character);
    }
    format!("{}…", kept.trim_end())
}

fn pieces(word: &str, size: f64, room: f64) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for character in word.chars() {
        if !piece.is_empty() && width(&piece, size) + breadth(character) * size * WIDEST > room {
            pieces.push(std::mem::take(&mut piece));
        }
        piece.push(character);
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_the_room_and_no_word_is_lost() {
        let text = "Taloushallinto ja Pelastuslautakunnanalaisuudessatoimivatyksikkö x";
        let broken = lines(text, 12.0, 150.0);
        assert!(broken.iter().all(|line| width(line, 12.0) <= 150.0), "{broken:?}");
        assert_eq!(broken.concat().replace(' ', ""), text.replace(' ', ""));
        assert!(width(&cut(text, 12.0, 100.0), 12.0) <= 100.0);
        assert_eq!(cut("lyhyt", 12.0, 100.0), "lyhyt");
    }
}
