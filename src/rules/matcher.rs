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

/// What is left to do when a thread has failed.
#[derive(Debug, Clone, Copy)]
enum Job {
    /// Go on at this step and position.
    Try(u16, u32),
    /// Give a slot back what it held.
    Restore(u16, Option<u32>),
}

/// Units further than this from the cue take no part (a guard for sentences of a million words).
pub(super) const REACH: usize = 400;

/// States of all automata are forgotten when there are so many (the texts of an ill-wisher).
const MOST_STATES: usize = 1 << 14;

/// The stretch of units that one run may read.
#[derive(Clone, Copy)]
struct Window {
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

    /// Follows one thread after the other, splitting off others for later, until one matches: where it
    /// ends.
    fn run<const BACK: bool>(
        &mut self,
        side: &LeanSide,
        kinds: &Kinds,
        from: usize,
    ) -> Option<usize> {
        let window = Window::new::<BACK>(kinds, from);
        let width = window.high + 1 - window.low;
        self.forget(side.forks * width);
        let (visited, slots, stack) = (&mut self.visited[..], &mut self.slots, &mut self.stack);
        stack.clear();
        let (mut step, mut at) = (0, from);
        loop {
            let goes_on = match side.steps[step] {
                LeanStep::Match => return Some(at),
                LeanStep::Jump(to) => {
                    step = usize::from(to);
                    continue;
                }
                LeanStep::Split(first, second, fork) => {
                    let place = &mut visited[usize::from(fork) * width + at - window.low];
                    let is_new = std::mem::replace(place, self.run) != self.run;
                    if is_new {
                        stack.push(Job::Try(second, at as u32));
                        step = usize::from(first);
                        continue;
                    }
                    false
                }
                LeanStep::Save(slot) => {
                    let held = &mut slots[usize::from(slot)];
                    stack.push(Job::Restore(slot, held.replace(at as u32)));
                    true
                }
                LeanStep::Start => at == 0,
                LeanStep::End => at == kinds.len(),
                LeanStep::Any => window.reads::<BACK>(&mut at, |_| true),
                LeanStep::Ask(question) => {
                    window.reads::<BACK>(&mut at, |unit| kinds.answer(unit, question))
                }
            };
            (step, at) = match goes_on {
                true => (step + 1, at),
                false => next_thread(stack, slots)?,
            };
        }
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
}

/// The step and the position of the thread that was split off last; what was kept since then is
/// forgotten.
#[inline]
fn next_thread(stack: &mut Vec<Job>, slots: &mut Slots) -> Option<(usize, usize)> {
    loop {
        match stack.pop()? {
            Job::Restore(slot, held) => slots[usize::from(slot)] = held,
            Job::Try(step, at) => return Some((usize::from(step), at as usize)),
        }
    }
}

impl Window {
    /// The stretch on one side of a position.
    fn new<const BACK: bool>(kinds: &Kinds, from: usize) -> Window {
        let (low, high) = match BACK {
            true => (from.saturating_sub(REACH), from),
            false => (from, kinds.len().min(from + REACH)),
        };
        Window { low, high }
    }

    /// Whether the unit to read at a position passes; the position moves behind it if so.
    #[inline]
    fn reads<const BACK: bool>(self, at: &mut usize, passes: impl Fn(usize) -> bool) -> bool {
        let (unit, behind) = match BACK {
            true if *at > self.low => (*at - 1, *at - 1),
            false if *at < self.high => (*at, *at + 1),
            _ => return false,
        };
        let passed = passes(unit);
        if passed {
            *at = behind;
        }
        passed
    }
}
