//! Folding: the form in which two spellings of one label are equal.

/// Letters that fold together: the dots that optical reading loses and what it reads instead.
#[derive(Debug)]
pub(super) struct Folding {
    letters: Vec<(char, char)>,
}

impl Folding {
    pub(super) fn new(letters: &[(String, String)]) -> Self {
        let mut map: Vec<(char, char)> = letters
            .iter()
            .filter_map(|(read, meant)| Some((read.chars().next()?, meant.chars().next()?)))
            .collect();
        // A letter read for a dotted one folds to where the dotted one folds to.
        let base: Vec<(char, char)> = map.clone();
        for (_, meant) in &mut map {
            if let Some((_, further)) = base.iter().find(|(read, _)| read == meant) {
                *meant = *further;
            }
        }
        Self { letters: map }
    }

    /// Lower case, folded letters, single spaces, no markup, no space behind a hyphen's word end.
    pub(super) fn fold(&self, text: &str) -> String {
        let lower = text.trim().to_lowercase();
        let mut folded = String::with_capacity(lower.len());
        for c in lower.chars() {
            let c = self.letters.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
            match c {
                c if c.is_whitespace() => {
                    if !folded.ends_with(' ') {
                        folded.push(' ');
                    }
                }
                '–' | '−' => folded.push('-'),
                c => folded.push(c),
            }
        }
        folded
    }
}

/// How many letters must be put in, taken out or changed to make one text of the other
/// (Levenshtein).
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        // The distances one row up: straight above the last one written, and above this one.
        let (mut left, mut above_left) = (i + 1, i);
        for (entry, cb) in row.iter_mut().skip(1).zip(&b) {
            let replaced = above_left + usize::from(ca != *cb);
            above_left = *entry;
            left = replaced.min(above_left + 1).min(left + 1);
            *entry = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}
