//! Names that dictionaries give to somebody. Of several who share a form, the article tells which is
//! meant, or it stays open. An entry of the analyst's own names its speaker, whatever the article
//! writes; who has a built-in entry is called by the fullest form of the article.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use super::Book;
use super::ledger::{EntityId, Ledger};
use crate::lexicon::{Dictionary, Fact, Gender, Lexicon};
use crate::resolve::kinds;
use crate::resolve::mentions::mention::{Mention, Sort};
use crate::resolve::mentions::names::{has_words, words_of};
use crate::resolve::only;
use crate::resolve::view::View;

/// As many candidates are shown.
const SHOWN: usize = 5;

/// What the dictionaries know of an entity's name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Alias {
    /// No entry, or one.
    #[default]
    Plain,
    /// Entries of several, of which the article tells one.
    Told,
    /// Entries of several: these.
    Open(String),
}

/// Gives entities the names of their entries.
pub fn settle(book: &mut Book, views: &[View]) {
    let Some(lexicon) = views.first().map(|view| view.lexicon) else {
        return;
    };
    let candidates = candidates(book, views);
    let sure: FxHashSet<u32> = candidates
        .iter()
        .filter_map(|facts| only(facts.iter().copied()))
        .collect();
    let countries = OnceCell::new();
    for (id, facts) in candidates.iter().enumerate() {
        if let Some(fact) = only(facts.iter().copied()) {
            let own = lexicon.facts.get(fact as usize).is_some_and(|f| f.overlaid);
            call(&mut book.ledger, id, fact, own, lexicon);
        } else if !facts.is_empty() {
            let told =
                only(facts.iter().copied().filter(|fact| sure.contains(fact))).or_else(|| {
                    let named = countries.get_or_init(|| countries_named(views));
                    only(of_countries(facts, named, lexicon))
                });
            several(book, id, facts, told, lexicon);
        }
    }
}

/// For each entity the rows that every one of its fullest mentions can mean.
fn candidates(book: &Book, views: &[View]) -> Vec<Vec<u32>> {
    let mut out: Vec<Option<Vec<u32>>> = vec![None; book.ledger.entities.len()];
    for (sentence, view) in views.iter().enumerate() {
        for l in book.mentions.of(sentence) {
            let Some(id) = l.entity.filter(|id| is_fullest(book, *id, &l.mention)) else {
                continue;
            };
            let facts = rows_of(view, &l.mention);
            match &mut out[id] {
                Some(before) => before.retain(|fact| facts.contains(fact)),
                none => *none = Some(facts),
            }
        }
    }
    out.into_iter().map(Option::unwrap_or_default).collect()
}

fn is_fullest(book: &Book, id: EntityId, m: &Mention) -> bool {
    let entity = &book.ledger.entities[id];
    m.name == entity.name || has_words(&m.name, &entity.words)
}

/// The rows that have the whole of a name as a form.
fn rows_of(view: &View, m: &Mention) -> Vec<u32> {
    let dictionary = match m.sort {
        Sort::Person | Sort::Name => Dictionary::People,
        Sort::Organization => Dictionary::Organizations,
        _ => return Vec::new(),
    };
    if m.core.len() != 1 {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (fact, _) in view.facts_of(m.core.start, dictionary) {
        if !out.contains(&fact) {
            out.push(fact);
        }
    }
    out
}

/// The countries that the article names, or names places of.
fn countries_named<'a>(views: &[View<'a>]) -> FxHashSet<&'a str> {
    let mut named = FxHashSet::default();
    for view in views {
        let places = (0..view.len()).flat_map(|unit| view.facts_of(unit, Dictionary::Places));
        named.extend(places.map(|(_, place)| &*place.of));
    }
    named
}

/// Those whose country the article names.
fn of_countries<'f>(
    facts: &'f [u32],
    named: &'f FxHashSet<&str>,
    lexicon: &'f Lexicon,
) -> impl Iterator<Item = u32> + use<'f> {
    let of = |fact: &u32| lexicon.facts.get(*fact as usize);
    let here = move |fact: &u32| of(fact).is_some_and(|f| named.contains(&*f.of));
    facts.iter().copied().filter(here)
}

fn several(book: &mut Book, id: EntityId, facts: &[u32], told: Option<u32>, lexicon: &Lexicon) {
    let entity = &mut book.ledger.entities[id];
    if let Some(fact) = told {
        entity.alias = Alias::Told;
        return call(&mut book.ledger, id, fact, true, lexicon);
    }
    let rows = facts.iter().filter_map(|f| lexicon.facts.get(*f as usize));
    let mut shown: Vec<String> = rows.take(SHOWN).map(shown_as).collect();
    if facts.len() > SHOWN {
        shown.push("…".to_owned());
    }
    entity.alias = Alias::Open(shown.join(" | "));
    entity.fact = None;
    let mut sorts = facts.iter().filter_map(|f| lexicon.facts.get(*f as usize));
    if entity.sort == Sort::Organization && !sorts.all(|f| *f.sort == *entity.kind) {
        entity.kind = kinds::UNKNOWN.to_owned();
    }
}

fn shown_as(fact: &Fact) -> String {
    match &*fact.of {
        "" => fact.name.to_string(),
        country => format!("{} ({country})", fact.name),
    }
}

fn call(ledger: &mut Ledger, id: EntityId, fact: u32, by_row: bool, lexicon: &Lexicon) {
    let Some(row) = lexicon.facts.get(fact as usize) else {
        return;
    };
    if by_row {
        ledger.rename(id, row.name.to_string(), words_of(&row.name));
    }
    let entity = &mut ledger.entities[id];
    entity.fact = Some(fact);
    if entity.sort == Sort::Organization {
        entity.kind = row.sort.to_string();
    } else if entity.gender == Gender::Unknown {
        entity.gender = row.gender;
    }
}
