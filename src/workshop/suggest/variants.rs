//! Ways of writing a name that look like one speaker's: for the column of aliases.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::known::Rows;
use super::{CONTEXTS, Suggestion};
use crate::lexicon::Dictionary;
use crate::workshop::kit::Kit;
use crate::workshop::names::plain;

/// Two words that are nearer than this may be one name.
const NEAR: f64 = 0.9;

/// Names of persons with their occurrences.
#[derive(Debug, Default)]
pub(super) struct Persons(BTreeMap<String, Seen>);

#[derive(Debug, Default)]
struct Seen {
    count: usize,
    articles: usize,
    last: Option<usize>,
    contexts: Vec<String>,
}

impl Persons {
    pub(super) fn add(&mut self, article: usize, name: String, context: String) {
        let seen = self.0.entry(name).or_default();
        seen.count += 1;
        seen.articles += usize::from(seen.last != Some(article));
        seen.last = Some(article);
        if seen.contexts.len() < CONTEXTS {
            seen.contexts.push(context);
        }
    }

    /// A suggestion for each name that looks like a commoner or known one.
    pub(super) fn variants(&self, kit: &Kit, least: usize) -> Vec<Suggestion> {
        let people = Rows::of(kit, Dictionary::People);
        let mut by_initials: FxHashMap<String, Vec<&str>> = FxHashMap::default();
        let known = people.names.keys().map(String::as_str);
        for name in self.0.keys().map(String::as_str).chain(known) {
            by_initials.entry(initials(name)).or_default().push(name);
        }
        let count = |name: &str| self.0.get(name).map_or(0, |s| s.count);
        let mut out = Vec::new();
        for (name, seen) in &self.0 {
            if people.names.contains_key(name)
                || people.aliases.contains_key(name)
                || seen.count < least
            {
                continue;
            }
            let others = by_initials
                .get(&initials(name))
                .into_iter()
                .flatten()
                .copied();
            let like = others.filter(|other| *other != name && alike(name, other));
            let best = like.max_by_key(|other| {
                (
                    people.names.contains_key(*other),
                    count(other),
                    std::cmp::Reverse(*other),
                )
            });
            if let Some(best) =
                best.filter(|b| people.names.contains_key(*b) || count(b) > seen.count)
            {
                out.push(suggestion(&people, kit, best, name, seen));
            }
        }
        out
    }
}

/// First letters, accents aside; two spellings of a name share them.
fn initials(name: &str) -> String {
    let words = plain(name);
    words.split(' ').filter_map(|w| w.chars().next()).collect()
}

fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (plain(a), plain(b));
    let near =
        |(x, y): (&str, &str)| strsim::jaro_winkler(x, y) >= NEAR && x.len().abs_diff(y.len()) <= 2;
    let same = a
        .split(' ')
        .zip(b.split(' '))
        .filter(|(x, y)| x == y)
        .count();
    let words = a.split(' ').count();
    words == b.split(' ').count() && same + 1 >= words && a.split(' ').zip(b.split(' ')).all(near)
}

/// The known one's row with the variant among its aliases, or a new row.
fn suggestion(people: &Rows, kit: &Kit, best: &str, variant: &str, seen: &Seen) -> Suggestion {
    let new = || {
        let cells = [("name", best), ("gender", "u"), ("aliases", variant)];
        BTreeMap::from(cells.map(|(column, cell)| (column, cell.to_owned())))
    };
    Suggestion {
        dictionary: Dictionary::People,
        cells: people.with_alias(kit, best, variant).unwrap_or_else(new),
        count: seen.count,
        articles: seen.articles,
        contexts: seen.contexts.clone(),
        ..Suggestion::default()
    }
}
