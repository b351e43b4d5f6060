//! Phrase rules: level by level, left to right, the first rule that matches folds.

use super::file::{Phrase, Rules};
use super::matcher::{Matcher, Slots};
use super::units::Unit;
use crate::lexicon::Classes;

/// Folds the first units of a sentence.
pub fn fold(units: Vec<Unit>, rules: &Rules, matcher: &mut Matcher) -> Vec<Unit> {
    rules.levels.iter().fold(units, |units, level| fold_level(units, level, matcher, &mut |_| {}))
}

/// As [`fold`], telling the id of each rule that fires.
pub fn fold_traced(units: Vec<Unit>, rules: &Rules, matcher: &mut Matcher, fired: &mut dyn FnMut(&str)) -> Vec<Unit> {
    rules.levels.iter().fold(units, |units, level| fold_level(units, level, matcher, fired))
}

fn fold_level(mut units: Vec<Unit>, level: &[Phrase], matcher: &mut Matcher, fired: &mut dyn FnMut(&str)) -> Vec<Unit> {
    let mut out = Vec::with_capacity(units.len());
    let mut at = 0;
    while at < units.len() {
        let mut next = at + 1;
        let mut folded = None;
        for phrase in level {
            let Some((end, slots)) = matcher.phrase(&phrase.program, &units, at) else { continue };
            if end == at {
                continue;
            }
            fired(&phrase.id);
            if phrase.marks.is_empty() {
                folded = Some(one(&units[at..end], phrase, slots, at));
                next = end;
                break;
            }
            let marks = marked(phrase, slots);
            for (range, classes) in marks {
                units[range].iter_mut().for_each(|u| u.classes.extend(classes));
            }
        }
        out.push(folded.unwrap_or_else(|| units[at].clone()));
        at = next;
    }
    out
}

fn marked(phrase: &Phrase, slots: &Slots) -> Vec<(std::ops::Range<usize>, Classes)> {
    let range = |slot: usize| Some(slots[slot * 2]? as usize..slots[slot * 2 + 1]? as usize);
    phrase
        .marks
        .iter()
        .filter_map(|(slot, classes)| Some((range(*slot)?, *classes)))
        .collect()
}

fn one(units: &[Unit], phrase: &Phrase, slots: &Slots, at: usize) -> Unit {
    let head = phrase
        .head
        .and_then(|slot| slots[slot * 2 + 1])
        .map_or(units.len() - 1, |end| end as usize - 1 - at);
    let head = &units[head];
    let mut classes = head.classes.and(phrase.keep);
    classes.extend(phrase.set);
    let (first, last) = (&units[0], &units[units.len() - 1]);
    Unit {
        classes,
        tokens: first.tokens.start..last.tokens.end,
        base: first.base.start..last.base.end,
        head: head.head,
    }
}
