//! Runs a program over units: a backtracker that never takes a fork twice at one position, so
//! that time is bounded by their product, whatever the pattern.

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashSet;

use super::automaton::Automaton;
use super::forms::Forms;
use super::kinds::{Kinds, Worth};
use super::lean::{Lean, LeanSide, LeanStep};
use super::readings::{Readings, SetNumbers};
use super::units::{Room, Unit};

/// Where captures begin and end, as unit positions; `None` for a capture that took no part.
pub type Slots = Vec<Option<u32>>;

/// Buffers kept from one match to the next.
#[derive(Debug, Default)]
pub struct Matcher {
    /// By fork and position, the number of the run that was there last.
    visited: Vec<u32>,
    run: u32,
    stack: Vec<Job>,
    slots: Slots,
    /// What left sides came to at the present cue, by their number.
    lefts: Vec<Left>,
    cue: u32,
    /// What the rules make of units; those of one lexicon only.
    pub(super) kinds: Kinds,
    /// The units of the present sentence, and behind them those that they fold into.
    pub(super) units: Vec<Unit>,
    /// Numbers of sets of classes.
    pub(super) sets: SetNumbers,
    /// The phrase rules, by level.
    pub(super) automata: Vec<Automaton>,
    /// What the lexicon knows of words.
    pub(super) forms: Forms,
    /// Numbers of the common words that are names in the article at hand.
    pub(super) own: FxHashSet<u32>,
    /// Room to look them up in.
    pub(super) room: Room,
    /// Room to choose frames in.
    pub(super) worth: Worth,
}

/// Matchers between two articles: what they have learned of units serves the next one too.
#[derive(Debug, Default)]
pub struct Pool(Mutex<Vec<Matcher>>);

impl Pool {
    /// One that nobody has.
    pub fn lend(&self) -> Lent<'_> {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Lent {
            pool: self,
            matcher: free.pop().unwrap_or_default(),
        }
    }
}

/// A matcher that goes back when it is no longer needed.
#[derive(Debug)]
pub struct Lent<'p> {
    pool: &'p Pool,
    matcher: Matcher,
}

impl Deref for Lent<'_> {
    type Target = Matcher;

    fn deref(&self) -> &Matcher {
        &self.matcher
    }
}

impl DerefMut for Lent<'_> {
    fn deref_mut(&mut self) -> &mut Matcher {
        &mut self.matcher
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut free = self.pool.0.lock().unwrap_or_else(PoisonError::into_inner);
        free.push(std::mem::take(&mut self.matcher));
    }
}

/// What a left side came to.
#[derive(Debug, Default, Clone)]
struct Left {
    /// At which cue.
    cue: u32,
    matched: bool,
    slots: Slots,
}

#[derive(Debug)]
enum Job {
    Try(usize, usize),
    Restore(usize, Option<u32>),
}

/// Units further than this from the cue take no part (a guard for sentences of a million words).
pub(super) const REACH: usize = 400;

/// States of all automata are forgotten when there are so many (the texts of an ill-wisher).
const MOST_STATES: usize = 1 << 14;

/// The stretch of units that one run may read.
#[derive(Clone, Copy)]
struct Window<'k> {
    kinds: &'k Kinds,
    /// First position.
    low: usize,
    /// Last position.
    high: usize,
}

impl Matcher {
    /// Begins an article, of which no name is known.
    pub fn new_article(&mut self) {
        self.own.clear();
    }

    /// Begins a sentence of which no unit is known.
    pub fn new_sentence(&mut self) {
        let states: usize = self.automata.iter().map(Automaton::len).sum();
        if self.forms.too_many() || self.kinds.too_many() || states > MOST_STATES {
            self.forms.clear();
            self.kinds.clear();
            self.automata.clear();
            self.own.clear();
        }
        self.kinds.truncate(0);
        self.units.clear();
    }

    /// Begins an article of so many tokens.
    pub fn readings(&mut self, tokens: usize) -> Readings {
        if self.sets.too_many() {
            self.forms.clear();
            self.sets.clear();
        }
        self.sets.readings(tokens)
    }

    /// The next calls of [`Self::frame`] are about another cue.
    pub fn new_cue(&mut self) {
        self.cue = self.cue.wrapping_add(1);
        if self.cue == 0 {
            self.lefts.clear();
            self.cue = 1;
        }
    }

    /// Matches a frame that is worth a try around the cue at `focus`; what the left side of that
    /// number came to at this cue is remembered.
    pub fn frame(
        &mut self,
        program: &Lean,
        left: usize,
        kinds: &Kinds,
        focus: usize,
    ) -> Option<&Slots> {
        let known = self.lefts.get(left).filter(|l| l.cue == self.cue);
        if known.is_some_and(|l| !l.matched) {
            return None;
        }
        self.reset(program);
        if !self.left(program, left, kinds, focus) {
            return None;
        }
        self.run::<false>(&program.right, kinds, focus + 1)?;
        Some(&self.slots)
    }

    /// Whether the left side matches; fills its captures.
    fn left(&mut self, program: &Lean, number: usize, kinds: &Kinds, focus: usize) -> bool {
        if let Some(left) = self.lefts.get(number).filter(|l| l.cue == self.cue) {
            for (slot, held) in self.slots.iter_mut().zip(&left.slots) {
                *slot = *held;
            }
            return left.matched;
        }
        let matched = self.run::<true>(&program.left, kinds, focus).is_some();
        if self.lefts.len() <= number {
            self.lefts.resize(number + 1, Left::default());
        }
        let left = &mut self.lefts[number];
        left.cue = self.cue;
        left.matched = matched;
        left.slots.clone_from(&self.slots);
        matched
    }

    /// Matches a phrase from `at` on: where its captures are.
    pub fn phrase(&mut self, program: &Lean, kinds: &Kinds, at: usize) -> &Slots {
        self.reset(program);
        self.run::<false>(&program.right, kinds, at);
        &self.slots
    }

    /// Where a phrase that matches at `at` ends.
    #[cfg(test)]
    pub fn phrase_end(&mut self, program: &Lean, kinds: &Kinds, at: usize) -> Option<usize> {
        self.reset(program);
        self.run::<false>(&program.right, kinds, at)
    }

    fn reset(&mut self, program: &Lean) {
        self.slots.clear();
        self.slots.resize(program.captures * 2, None);
    }

    fn run<const BACK: bool>(
        &mut self,
        side: &LeanSide,
        kinds: &Kinds,
        from: usize,
    ) -> Option<usize> {
        let window = Window {
            kinds,
            low: if BACK {
                from.saturating_sub(REACH)
            } else {
                from
            },
            high: if BACK {
                from
            } else {
                kinds.len().min(from + REACH)
            },
        };
        self.forget(side.forks * (window.high + 1 - window.low));
        self.stack.clear();
        self.stack.push(Job::Try(0, from));
        while let Some(job) = self.stack.pop() {
            match job {
                Job::Restore(slot, old) => self.slots[slot] = old,
                Job::Try(step, at) => {
                    if let Some(end) = self.follow::<BACK>(&side.steps, window, step, at) {
                        return Some(end);
                    }
                }
            }
        }
        None
    }

    /// Nothing has been visited in the run that begins.
    fn forget(&mut self, places: usize) {
        if self.visited.len() < places {
            self.visited.resize(places, 0);
        }
        self.run = self.run.wrapping_add(1);
        if self.run == 0 {
            self.visited.fill(0);
            self.run = 1;
        }
    }

    /// Follows one thread until it fails, splits off others for later, or matches.
    fn follow<const BACK: bool>(
        &mut self,
        steps: &[LeanStep],
        window: Window,
        mut step: usize,
        mut at: usize,
    ) -> Option<usize> {
        loop {
            match steps[step] {
                LeanStep::Match => return Some(at),
                LeanStep::Jump(to) => {
                    step = usize::from(to);
                    continue;
                }
                LeanStep::Split(first, second, fork) => {
                    let row = usize::from(fork) * (window.high + 1 - window.low);
                    let place = &mut self.visited[row + at - window.low];
                    if *place == self.run {
                        return None;
                    }
                    *place = self.run;
                    self.stack.push(Job::Try(usize::from(second), at));
                    step = usize::from(first);
                    continue;
                }
                LeanStep::Save(slot) => {
                    let slot = usize::from(slot);
                    self.stack.push(Job::Restore(slot, self.slots[slot]));
                    self.slots[slot] = Some(at as u32);
                }
                LeanStep::Start if at != 0 => return None,
                LeanStep::End if at != window.kinds.len() => return None,
                LeanStep::Start | LeanStep::End => {}
                LeanStep::Any => (_, at) = window.next::<BACK>(at)?,
                LeanStep::Ask(question) => {
                    let (unit, next) = window.next::<BACK>(at)?;
                    if !window.kinds.answer(unit, question) {
                        return None;
                    }
                    at = next;
                }
            }
            step += 1;
        }
    }
}

impl Window<'_> {
    /// The unit to read at a position, and the position behind it.
    fn next<const BACK: bool>(self, at: usize) -> Option<(usize, usize)> {
        if BACK {
            let index = at.checked_sub(1).filter(|i| *i >= self.low)?;
            Some((index, index))
        } else {
            (at < self.high).then_some((at, at + 1))
        }
    }
}
