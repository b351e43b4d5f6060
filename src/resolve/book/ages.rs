//! Ages told of people, by which they are meant later: "the 47-year-old".

use super::ledger::{Ledger, Linked};
use crate::resolve::mentions::mention::Sort;
use crate::resolve::view::View;
use crate::resolve::vocabulary::Vocabulary;

/// Nobody is older, in years.
const OLDEST: u32 = 120;

/// The age that a unit tells: of "47" or of "47-year-old".
pub fn told(view: &View, v: &Vocabulary, unit: u32) -> Option<u32> {
    if !view.is(unit, v.number) {
        return None;
    }
    let age = view
        .word(unit)
        .split(['-', '\u{2010}', '\u{2011}'])
        .next()?
        .parse()
        .ok()?;
    (1..=OLDEST).contains(&age).then_some(age)
}

/// Whether a unit is a number with letters: "47-year-old".
fn described(view: &View, v: &Vocabulary, unit: u32) -> bool {
    view.is(unit, v.number) && view.word(unit).contains(char::is_alphabetic)
}

/// "A 34-year-old teacher, Anna Pike,": the person who is named behind a role.
fn named_behind(view: &View, v: &Vocabulary, linked: &[Linked], role: &Linked) -> Option<usize> {
    let comma = role.mention.base.end;
    let behind = |l: &&Linked| l.mention.base.start == comma + 1 && l.mention.sort == Sort::Person;
    let apposed = role.mention.sort == Sort::Role && view.is(comma, v.comma);
    linked.iter().filter(|_| apposed).find(behind)?.entity
}

/// "Anna Pike, 47,", "Anna Pike, a 47-year-old teacher", "47-year-old Anna Pike", "a 47-year-old man".
pub fn learn(view: &View, v: &Vocabulary, linked: &[Linked], ledger: &mut Ledger) {
    for l in linked {
        let Some(id) = l.entity else { continue };
        let m = &l.mention;
        let named = matches!(m.sort, Sort::Person | Sort::Name);
        if !named && m.sort != Sort::Role {
            continue;
        }
        let before =
            (m.base.start.saturating_sub(1)..m.core.start).find(|&u| described(view, v, u));
        let behind = || {
            let at = m.base.end;
            let ends = view.is(at + 2, v.comma) || view.is(at + 2, v.stop) || at + 2 == view.len();
            let bare = view.is(at, v.comma) && ends && !described(view, v, at + 1);
            let apposed = view.is(at, v.comma) && view.is(at + 1, v.determiner);
            let at = if bare { at + 1 } else { at + 2 };
            (named && (bare || apposed && described(view, v, at))).then_some(at)
        };
        if let Some(age) = before.or_else(behind).and_then(|u| told(view, v, u)) {
            let id = named_behind(view, v, linked, l).unwrap_or(id);
            ledger.entities[id].age = Some(age);
        }
    }
}
