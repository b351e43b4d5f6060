//! Phrase rules: level by level, left to right, the first rule that matches folds.

use std::ops::Range;

use super::automaton::{Automaton, Level};
use super::file::{Phrase, Rules};
use super::kinds::{Fold, Kinds, Mark};
use super::matcher::Matcher;
use super::plan::Plan;
use super::units::Unit;

/// Folds the units of the sentence that was cut last with this matcher, into a room that is emptied
/// first.
pub fn fold(rules: &Rules, matcher: &mut Matcher, folded: &mut Vec<Unit>) {
    fold_begun(rules, matcher, &mut |_| {}, folded);
}

/// Folds the first units of a sentence, telling the id of each rule that fires.
pub fn fold_traced(
    units: &[Unit],
    rules: &Rules,
    matcher: &mut Matcher,
    fired: &mut dyn FnMut(&str),
) -> Vec<Unit> {
    matcher.kinds.begin(units, &rules.plan);
    matcher.units.clear();
    matcher.units.extend_from_slice(units);
    let mut folded = Vec::new();
    fold_begun(rules, matcher, fired, &mut folded);
    folded
}

fn fold_begun(
    rules: &Rules,
    matcher: &mut Matcher,
    fired: &mut dyn FnMut(&str),
    folded: &mut Vec<Unit>,
) {
    let mut kinds = std::mem::take(&mut matcher.kinds);
    let mut units = std::mem::take(&mut matcher.units);
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
            stretches: Vec::new(),
        };
        folder.fold(&mut units);
    }
    folded.clear();
    folded.extend(kinds.places().map(|place| units[place].clone()));
    (matcher.kinds, matcher.automata) = (kinds, automata);
    matcher.units = units;
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
    /// Room for what a rule marks.
    stretches: Vec<Range<usize>>,
}

impl Folder<'_> {
    /// Folds in place: what is behind `at` has been read, and rules only look ahead. Units that fold
    /// into another stay among `units`; which of them the sentence has now, the kinds know.
    fn fold(&mut self, units: &mut Vec<Unit>) {
        let level = self.level.number;
        let Some(first) = self.kinds.begins(level) else {
            return;
        };
        let (mut at, mut kept) = (first, first);
        while at < self.kinds.len() {
            at = self.fold_at(units, at, kept).unwrap_or_else(|| {
                self.kinds.shift(at, kept);
                at + 1
            });
            kept += 1;
            let moved = self.kinds.close_up(level, at, kept);
            (at, kept) = (at + moved, kept + moved);
        }
        self.kinds.truncate(kept);
    }

    /// The first rule that folds here makes a unit, which goes to `to`; where it ends. Rules that mark
    /// are done with on the way.
    fn fold_at(&mut self, units: &mut Vec<Unit>, at: usize, to: usize) -> Option<usize> {
        let mut from = 0;
        while let Some((number, end)) = self.automaton.first(&self.level, self.kinds, from, at) {
            let phrase = &self.phrases[number];
            (self.fired)(&phrase.id);
            if phrase.marks.is_empty() {
                let mut heads = phrase.heads.iter();
                let head = heads.find_map(|slot| self.place(number, slot * 2 + 1, at));
                let fold = Fold {
                    level: self.level.number,
                    rule: number,
                    head: head.map_or(end, |end| end as usize) - 1,
                    place: units.len() as u32,
                };
                let unit = |at| &units[self.kinds.place(at)];
                let unit = one([unit(at), unit(fold.head), unit(end - 1)], phrase);
                self.kinds.fold(to, fold, &unit, self.plan);
                units.push(unit);
                return Some(end);
            }
            self.mark(units, number, at);
            from = number + 1;
        }
        None
    }

    /// A rule that matches at `at` marks units: all of them are found before the first mark changes
    /// what the rule would match.
    fn mark(&mut self, units: &mut [Unit], rule: usize, at: usize) {
        let marks = &self.phrases[rule].marks;
        let mut stretches = std::mem::take(&mut self.stretches);
        stretches.clear();
        for (slot, _) in marks {
            let [start, end] = self.places(rule, *slot, at).map(Option::unwrap_or_default);
            stretches.push(start as usize..end as usize);
        }
        for (number, (stretch, (_, classes))) in stretches.iter().zip(marks).enumerate() {
            let mark = Mark {
                level: self.level.number,
                rule,
                number,
            };
            for at in stretch.clone() {
                let unit = &mut units[self.kinds.place(at)];
                if !unit.classes.holds(*classes) {
                    unit.classes.extend(*classes);
                    self.kinds.mark(at, mark, unit, self.plan);
                }
            }
        }
        self.stretches = stretches;
    }

    /// Where a capture of a rule that matches at `at` begins and ends; the matcher runs once for both.
    fn places(&mut self, number: usize, capture: usize, at: usize) -> [Option<u32>; 2] {
        let slots = [capture * 2, capture * 2 + 1];
        let fixed = &self.phrases[number].fixed;
        let known = slots.map(|slot| Some(at as u32 + fixed.get(slot).copied().flatten()?));
        if known.iter().all(Option::is_some) {
            return known;
        }
        let program = &self.level.programs[number];
        let found = self.matcher.phrase(program, self.kinds, at);
        slots.map(|slot| found[slot])
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

/// The unit that a phrase makes of its first unit, its head and its last unit.
fn one([first, head, last]: [&Unit; 3], phrase: &Phrase) -> Unit {
    let mut classes = head.classes.and(phrase.keep);
    classes.extend(phrase.set);
    Unit {
        classes,
        tokens: first.tokens.start..last.tokens.end,
        base: first.base.start..last.base.end,
        head: head.head,
    }
}
