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
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut current = vec![i + 1];
        for (j, cb) in b.iter().enumerate() {
            let cost = usize::from(ca != *cb);
            let best = [
                previous.get(j).copied().unwrap_or(usize::MAX - 1) + cost,
                previous.get(j + 1).copied().unwrap_or(usize::MAX - 1) + 1,
                current.get(j).copied().unwrap_or(usize::MAX - 1) + 1,
            ];
            current.push(best.into_iter().min().unwrap_or_default());
        }
        previous = current;
    }
    previous.last().copied().unwrap_or_default()
}
