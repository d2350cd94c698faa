//! Names in a document to the units of its municipality, by code, name and where they stand.

use crate::domain::{Unit, UnitKind};
use crate::lexicon::Lexicon;

/// The units of a municipality with the folded names they go by.
pub(super) struct Places<'a> {
    units: &'a [Unit],
    /// Per unit, in the same order: canonical and printed names, folded.
    names: Vec<Vec<String>>,
    lexicon: &'a Lexicon,
    optical: bool,
}

impl<'a> Places<'a> {
    pub(super) fn new(units: &'a [Unit], lexicon: &'a Lexicon, optical: bool) -> Self {
        let names = units
            .iter()
            .map(|u| {
                let printed = u.printed_names.iter().map(|(_, name)| name);
                std::iter::once(&u.name).chain(printed).map(|n| lexicon.fold(n)).collect()
            })
            .collect();
        Self { units, names, lexicon, optical }
    }

    /// The unit with this id.
    pub(super) fn unit(&self, id: &str) -> Option<&'a Unit> {
        self.units.iter().find(|u| u.id == id)
    }

    /// The unit above cost level that a heading line names under `root`; a line that names
    /// something else gives none.
    pub(super) fn heading(&self, line: &str, root: &str) -> Option<&'a Unit> {
        let text = line.trim().trim_start_matches('#').trim();
        self.named(text, |u| {
            u.kind != UnitKind::CostUnit && (u.id == root || is_below(&u.id, root))
        })
    }

    /// The unit a row label names when the table speaks of `scope`: by printed code, else a
    /// child of the scope, else the scope itself, else a further descendant.
    pub(super) fn row(&self, label: &str, scope: &str) -> Option<&'a Unit> {
        let (code, name) = split_code(label);
        if let Some(unit) =
            code.and_then(|c| self.units.iter().find(|u| u.code.as_deref() == Some(c)))
        {
            return Some(unit);
        }
        self.named(name, |u| u.parent_id.as_deref() == Some(scope))
            .or_else(|| self.named(name, |u| u.id == scope))
            .or_else(|| self.named(name, |u| is_below(&u.id, scope)))
    }

    fn named(&self, text: &str, wanted: impl Fn(&Unit) -> bool) -> Option<&'a Unit> {
        let folded = self.lexicon.fold(text);
        if folded.is_empty() {
            return None;
        }
        let known = |optical: bool| {
            self.units.iter().zip(&self.names).find(|(unit, names)| {
                wanted(unit) && names.iter().any(|n| Lexicon::same(n, &folded, optical))
            })
        };
        known(false).or_else(|| known(self.optical)).map(|(unit, _)| unit)
    }
}

/// Whether `id` lies below `root` in the unit tree.
pub(super) fn is_below(id: &str, root: &str) -> bool {
    id.strip_prefix(root).is_some_and(|rest| rest.starts_with('.'))
}

/// `64110000 HALLINTOPALVELUT` as its code and its name.
fn split_code(label: &str) -> (Option<&str>, &str) {
    match label.split_once(' ') {
        Some((code, name)) if code.len() >= 4 && code.bytes().all(|b| b.is_ascii_digit()) => {
            (Some(code), name)
        }
        _ => (None, label),
    }
}

/// A name as a part of an id: lower-case letters and digits of ASCII with hyphens between words.
#[must_use]
pub fn slug(name: &str) -> String {
    let folded = Lexicon::get().fold(name);
    let mut slug = String::new();
    for c in folded.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
