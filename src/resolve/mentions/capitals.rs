//! Names in capital letters that no dictionary has as a whole: "the Free Russia Legion", "the Centre for
//! Rural Health".

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::institutions::bare;
use super::mention::{Mention, Sort};
use crate::lexicon::Dictionary;
use crate::resolve::assemble::rows::plain;
use crate::resolve::view::View;
use crate::resolve::vocabulary::Vocabulary;

/// A run of capital words.
struct Run {
    words: Range<u32>,
    /// Several runs, with a small word between them.
    joined: bool,
}

/// The name that a run of capital words from `at` on makes.
pub fn capital_run(view: &View, v: &Vocabulary, at: u32) -> Option<Mention> {
    let run = Run::at(view, v, at)?;
    let body = run.joined || is_body(view, v, run.words.end - 1);
    if !run.is_name(view, v, body) {
        return None;
    }
    let article = view.word(at).len() - bare(view, v, at).len();
    let name = plain(&view.letters(&run.words)[article..]);
    let mut out = Mention::new(Sort::Name, run.words.clone(), run.words.clone(), name);
    if body {
        out.fact = likeliest(view, run.words.end - 1);
    }
    Some(out)
}

impl Run {
    /// The run that begins with a unit, none if one goes on there or the sentence begins like any.
    fn at(view: &View, v: &Vocabulary, at: u32) -> Option<Run> {
        let common = view.is(at, v.places) || view.is(at, v.adjective) || view.is(at, v.unknown);
        let inside = view.follows(at, v.capitalised) && !view.follows(at, v.determiner);
        if at == 0 && !common || inside {
            return None;
        }
        let stops = |from: u32| (from..view.len()).find(|&u| !fits(view, v, u));
        let stops = |from: u32| stops(from).unwrap_or(view.len());
        let (mut end, mut joined) = (stops(at), false);
        if end == at {
            return None;
        }
        if view.is(end, v.conjunction) {
            let second = end + 1..stops(end + 1);
            let several =
                || view.letters(&second).contains(' ') && is_body(view, v, second.end - 1);
            joined = !second.is_empty() && (view.is(end, v.joins_names) || several());
            end = if joined { second.end } else { end };
        }
        let mut field = view.is(end - 1, v.with_field);
        while is_body(view, v, end - 1) && links(view, v, end) {
            field |= view.is(end, v.joins_field);
            end = stops(end + 1);
            joined = true;
        }
        if field && let Some(last) = list_end(view, v, end) {
            (end, joined) = (last, true);
        }
        let words = at..end;
        Some(Run { words, joined })
    }

    /// "WorkSafe New Zealand said", "Yorkshire Water said": a place and another word that say something.
    fn speaks(&self, view: &View, v: &Vocabulary) -> bool {
        let place = |u: u32| view.is(u, v.place);
        let words = self.words.clone();
        let known = |u: u32| view.is(u, v.word) && !place(u) && !view.is(u, v.adjective);
        let verb = view.is(self.words.end, v.cue_verb) && !view.is(self.words.end, v.ing);
        let brought = view.follows(self.words.start, v.preposition);
        verb && !brought && words.clone().any(place) && words.clone().any(known) && words.len() > 1
    }

    /// Whether it is more than words that happen to be capital: not all of them are known, or it is a
    /// medium's or has several parts; and not all of it are places and unknown words.
    fn is_name(&self, view: &View, v: &Vocabulary, body: bool) -> bool {
        let first = self.words.start;
        let unknown = |u: u32| view.is(u, v.unknown);
        let place =
            |u: u32| view.is(u, v.place) || view.is(u, v.demonym) || view.is(u, v.place_adjective);
        let own = self.words.clone().any(unknown);
        let medium = body && view.is(self.words.end - 1, v.channel_place);
        let known = self.words.clone().any(|u| !place(u) && !unknown(u));
        let begins = body || !unknown(first);
        let several = begins && known && self.words.len() > 1;
        let told = several && (own || medium || self.joined);
        (told || self.speaks(view, v)) && !view.is(first, v.time)
    }
}

/// "Ministry of Roads | , Ports and Ferries": where a field ends that is a list.
fn list_end(view: &View, v: &Vocabulary, from: u32) -> Option<u32> {
    let no_item = |u: &u32| !fits(view, v, *u) || view.is(*u, v.institution);
    let mut at = from;
    loop {
        let comma = u32::from(view.is(at, v.comma));
        let last = view.is(at + comma, v.conjunction);
        let item = at + comma + u32::from(last);
        let end = (item..view.len()).find(no_item).unwrap_or(view.len());
        if item == at || item >= end || view.is(item, v.places) {
            return None;
        }
        if last {
            return Some(end);
        }
        at = end;
    }
}

/// Whether a unit can be part of a run.
fn fits(view: &View, v: &Vocabulary, unit: u32) -> bool {
    // "Lund & Sons".
    let kin = view.is(unit, v.body_word) && view.follows(unit, v.joins_names);
    let part = !view.is(unit, v.never_in_run) || kin;
    view.is(unit, v.capitalised) && view.is(unit, v.word) && part
}

/// Whether a name of a body may end with a unit.
fn is_body(view: &View, v: &Vocabulary, unit: u32) -> bool {
    view.is(unit, v.institution) || view.is(unit, v.channel_place) || view.is(unit, v.group)
}

/// "Centre | for | Rural Health": whether a name goes on behind a preposition, and not with a place.
fn links(view: &View, v: &Vocabulary, unit: u32) -> bool {
    let links = view.is(unit, v.preposition) || view.is(unit, v.of);
    links && fits(view, v, unit + 1) && !view.is(unit + 1, v.places)
}

/// Of the institutions that a word stands for ("court"), the first one of the type that most of them have.
fn likeliest(view: &View, unit: u32) -> Option<u32> {
    let bodies = view.facts_of(unit, Dictionary::Institutions);
    let mut alike = FxHashMap::<&str, usize>::default();
    for (_, body) in bodies.clone() {
        *alike.entry(&body.sort).or_default() += 1;
    }
    let by_type = bodies.enumerate();
    let best = by_type.max_by_key(|(i, (_, f))| (alike[&*f.sort], Reverse(*i)))?;
    Some(best.1.0)
}
