//! Phrase rules: level by level, left to right, the first rule that matches folds.

use super::file::{Phrase, Rules};
use super::kinds::Kinds;
use super::lean::Lean;
use super::matcher::{Matcher, Slots};
use super::plan::{BLOCK, Block, Plan};
use super::units::Unit;

/// Folds the units of the sentence that was cut last with this matcher.
pub fn fold(units: Vec<Unit>, rules: &Rules, matcher: &mut Matcher) -> Vec<Unit> {
    fold_begun(units, rules, matcher, &mut |_| {})
}

/// Folds the first units of a sentence, telling the id of each rule that fires.
pub fn fold_traced(
    units: Vec<Unit>,
    rules: &Rules,
    matcher: &mut Matcher,
    fired: &mut dyn FnMut(&str),
) -> Vec<Unit> {
    matcher.kinds.begin(&units, &rules.plan);
    fold_begun(units, rules, matcher, fired)
}

fn fold_begun(
    mut units: Vec<Unit>,
    rules: &Rules,
    matcher: &mut Matcher,
    fired: &mut dyn FnMut(&str),
) -> Vec<Unit> {
    let mut kinds = std::mem::take(&mut matcher.kinds);
    let levels = rules.levels.iter().zip(&rules.plan.levels);
    for ((phrases, blocks), programs) in levels.zip(&rules.plan.phrases) {
        let mut level = Level {
            phrases,
            programs,
            blocks,
            plan: &rules.plan,
            kinds: &mut kinds,
            matcher,
            fired,
        };
        level.fold(&mut units);
    }
    matcher.kinds = kinds;
    units
}

/// The rules of one level, and what they need at work.
struct Level<'a> {
    phrases: &'a [Phrase],
    programs: &'a [Lean],
    blocks: &'a [Block],
    plan: &'a Plan,
    kinds: &'a mut Kinds,
    matcher: &'a mut Matcher,
    fired: &'a mut dyn FnMut(&str),
}

impl Level<'_> {
    /// Folds in place: what is behind `at` has been read, and rules only look ahead.
    fn fold(&mut self, units: &mut Vec<Unit>) {
        let (mut at, mut kept) = (0, 0);
        while at < units.len() {
            let next = match self.fold_at(units, at) {
                Some((unit, end)) => {
                    self.kinds.renew(kept, &unit, self.plan);
                    units[kept] = unit;
                    end
                }
                None => {
                    if kept < at {
                        self.kinds.shift(at, kept);
                        units.swap(kept, at);
                    }
                    at + 1
                }
            };
            kept += 1;
            at = next;
        }
        units.truncate(kept);
        self.kinds.truncate(kept);
    }

    /// The unit that the first rule that folds here makes, and where it ends; rules that mark are
    /// done with on the way.
    fn fold_at(&mut self, units: &mut [Unit], at: usize) -> Option<(Unit, usize)> {
        for (number, block) in self.blocks.iter().enumerate() {
            let mut rules = self.kinds.phrases(block, at, self.plan);
            while rules != 0 {
                let bit = rules.trailing_zeros() as usize;
                rules &= rules - 1;
                let number = number * BLOCK + bit;
                let (phrase, program) = (&self.phrases[number], &self.programs[number]);
                let Some((end, slots)) = self.matcher.phrase(program, self.kinds, at) else {
                    continue;
                };
                if end == at {
                    continue;
                }
                (self.fired)(&phrase.id);
                if phrase.marks.is_empty() {
                    return Some((one(&units[at..end], phrase, slots, at), end));
                }
                mark(units, phrase, slots, self.kinds, self.plan);
                let again = self.kinds.phrases(block, at, self.plan);
                rules = again & (!1 << bit);
            }
        }
        None
    }
}

fn mark(units: &mut [Unit], phrase: &Phrase, slots: &Slots, kinds: &mut Kinds, plan: &Plan) {
    for (slot, classes) in &phrase.marks {
        if let (Some(start), Some(end)) = (slots[slot * 2], slots[slot * 2 + 1]) {
            let marked = units.iter_mut().enumerate().take(end as usize);
            for (at, unit) in marked.skip(start as usize) {
                unit.classes.extend(*classes);
                kinds.renew(at, unit, plan);
            }
        }
    }
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
