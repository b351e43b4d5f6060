//! Phrase rules: level by level, left to right, the first rule that matches folds.

use std::ops::Range;

use super::automaton::{Automaton, Level};
use super::file::{Phrase, Rules};
use super::kinds::Kinds;
use super::matcher::Matcher;
use super::plan::Plan;
use super::units::Unit;

/// Folds the units of the sentence that was cut last with this matcher.
pub fn fold(units: &[Unit], rules: &Rules, matcher: &mut Matcher) -> Vec<Unit> {
    fold_begun(units, rules, matcher, &mut |_| {})
}

/// Folds the first units of a sentence, telling the id of each rule that fires.
pub fn fold_traced(
    units: &[Unit],
    rules: &Rules,
    matcher: &mut Matcher,
    fired: &mut dyn FnMut(&str),
) -> Vec<Unit> {
    matcher.kinds.begin(units, &rules.plan);
    fold_begun(units, rules, matcher, fired)
}

fn fold_begun(
    base: &[Unit],
    rules: &Rules,
    matcher: &mut Matcher,
    fired: &mut dyn FnMut(&str),
) -> Vec<Unit> {
    let mut kinds = std::mem::take(&mut matcher.kinds);
    let mut units = std::mem::take(&mut matcher.units);
    units.clear();
    units.extend_from_slice(base);
    let mut automata = std::mem::take(&mut matcher.automata);
    automata.resize_with(rules.levels.len(), Automaton::default);
    let levels = rules.levels.iter().zip(&rules.plan.phrases).enumerate();
    for ((number, (phrases, programs)), automaton) in levels.zip(&mut automata) {
        let mut folder = Folder {
            phrases,
            level: Level { number, programs },
            plan: &rules.plan,
            automaton,
            kinds: &mut kinds,
            matcher,
            fired,
        };
        folder.fold(&mut units);
    }
    (matcher.kinds, matcher.automata) = (kinds, automata);
    let folded = units.clone();
    matcher.units = units;
    folded
}

/// The rules of one level, and what they need at work.
struct Folder<'a> {
    phrases: &'a [Phrase],
    level: Level<'a>,
    plan: &'a Plan,
    automaton: &'a mut Automaton,
    kinds: &'a mut Kinds,
    matcher: &'a mut Matcher,
    fired: &'a mut dyn FnMut(&str),
}

impl Folder<'_> {
    /// Folds in place: what is behind `at` has been read, and rules only look ahead.
    fn fold(&mut self, units: &mut Vec<Unit>) {
        let (mut at, mut kept) = (0, 0);
        while let Some(begin) = self.kinds.begins(self.level.number, at) {
            self.close_up(units, at..begin, kept);
            kept += begin - at;
            at = match self.fold_at(units, begin) {
                Some((unit, end)) => {
                    self.kinds.renew(kept, &unit, self.plan);
                    units[kept] = unit;
                    end
                }
                None => {
                    self.close_up(units, begin..begin + 1, kept);
                    begin + 1
                }
            };
            kept += 1;
        }
        let rest = at..units.len();
        kept += rest.len();
        self.close_up(units, rest.clone(), kept - rest.len());
        units.truncate(kept);
        self.kinds.truncate(kept);
    }

    /// Moves units that stay as they are next to those before them.
    fn close_up(&mut self, units: &mut [Unit], stay: Range<usize>, to: usize) {
        if to < stay.start {
            for (to, from) in (to..).zip(stay) {
                self.kinds.shift(from, to);
                units.swap(to, from);
            }
        }
    }

    /// The unit that the first rule that folds here makes, and where it ends; rules that mark are
    /// done with on the way.
    fn fold_at(&mut self, units: &mut [Unit], at: usize) -> Option<(Unit, usize)> {
        let mut from = 0;
        while let Some((number, end)) = self.automaton.first(&self.level, self.kinds, from, at) {
            let phrase = &self.phrases[number];
            (self.fired)(&phrase.id);
            if phrase.marks.is_empty() {
                let mut heads = phrase.heads.iter();
                let head = heads.find_map(|slot| self.place(number, slot * 2 + 1, at));
                return Some((one(&units[at..end], phrase, head, at), end));
            }
            let mut marked = end..at;
            for (slot, classes) in &phrase.marks {
                let start = self.place(number, slot * 2, at);
                let end = self.place(number, slot * 2 + 1, at);
                if let (Some(start), Some(end)) = (start, end) {
                    let here = start as usize..end as usize;
                    marked = marked.start.min(here.start)..marked.end.max(here.end);
                    let units = units[here].iter_mut();
                    units.for_each(|unit| unit.classes.extend(*classes));
                }
            }
            for at in marked {
                self.kinds.renew(at, &units[at], self.plan);
            }
            from = number + 1;
        }
        None
    }

    /// Where a capture of a rule that matches at `at` begins or ends.
    fn place(&mut self, number: usize, slot: usize, at: usize) -> Option<u32> {
        match self.phrases[number].fixed.get(slot) {
            Some(Some(further)) => Some(at as u32 + further),
            _ => {
                let program = &self.level.programs[number];
                self.matcher.phrase(program, self.kinds, at)[slot]
            }
        }
    }
}

/// The unit that a phrase makes of these; its head ends at `head`, or is the last of them.
fn one(units: &[Unit], phrase: &Phrase, head: Option<u32>, at: usize) -> Unit {
    let head = head.map_or(units.len() - 1, |end| end as usize - 1 - at);
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
