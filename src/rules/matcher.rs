//! Runs a program over units: a backtracker that never takes a fork twice at one position, so
//! that time is bounded by their product, whatever the pattern.

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};

use super::pattern::{Program, Side, Step};
use super::plan::Kinds;
use super::units::Unit;

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
const REACH: usize = 400;

/// The stretch of units that one run may read.
#[derive(Clone, Copy)]
struct Window<'u> {
    units: &'u [Unit],
    /// First position.
    low: usize,
    /// Last position.
    high: usize,
}

impl Matcher {
    /// Matches a frame around the cue at `focus`.
    pub fn frame(&mut self, program: &Program, units: &[Unit], focus: usize) -> Option<&Slots> {
        if !program
            .focus
            .is_some_and(|test| test.passes(units[focus].classes))
        {
            return None;
        }
        let before = focus.checked_sub(1).map(|i| units[i].classes);
        if !program.left.may_begin(before)
            || !program
                .right
                .may_begin(units.get(focus + 1).map(|u| u.classes))
        {
            return None;
        }
        self.reset(program);
        self.run::<true>(&program.left, units, focus)?;
        self.run::<false>(&program.right, units, focus + 1)?;
        Some(&self.slots)
    }

    /// The next calls of [`Self::frame_with`] are about another cue.
    pub fn new_cue(&mut self) {
        self.cue = self.cue.wrapping_add(1);
        if self.cue == 0 {
            self.lefts.clear();
            self.cue = 1;
        }
    }

    /// As [`Self::frame`], for a frame that the plan has found worth a try; what the left side of
    /// that number came to at this cue is remembered.
    pub fn frame_with(
        &mut self,
        program: &Program,
        left: usize,
        units: &[Unit],
        focus: usize,
    ) -> Option<&Slots> {
        if self
            .lefts
            .get(left)
            .is_some_and(|l| l.cue == self.cue && !l.matched)
        {
            return None;
        }
        self.reset(program);
        if !self.left(program, left, units, focus) {
            return None;
        }
        self.run::<false>(&program.right, units, focus + 1)?;
        Some(&self.slots)
    }

    /// Whether the left side matches; fills its captures.
    fn left(&mut self, program: &Program, number: usize, units: &[Unit], focus: usize) -> bool {
        if let Some(left) = self.lefts.get(number).filter(|l| l.cue == self.cue) {
            for (slot, held) in self.slots.iter_mut().zip(&left.slots) {
                *slot = *held;
            }
            return left.matched;
        }
        let matched = self.run::<true>(&program.left, units, focus).is_some();
        if self.lefts.len() <= number {
            self.lefts.resize(number + 1, Left::default());
        }
        let left = &mut self.lefts[number];
        left.cue = self.cue;
        left.matched = matched;
        left.slots.clone_from(&self.slots);
        matched
    }

    /// Matches a phrase that the plan has found worth a try from `at` on: where it ends.
    pub fn phrase(
        &mut self,
        program: &Program,
        units: &[Unit],
        at: usize,
    ) -> Option<(usize, &Slots)> {
        self.reset(program);
        let end = self.run::<false>(&program.right, units, at)?;
        Some((end, &self.slots))
    }

    fn reset(&mut self, program: &Program) {
        self.slots.clear();
        self.slots.resize(program.captures.len() * 2, None);
    }

    fn run<const BACK: bool>(&mut self, side: &Side, units: &[Unit], from: usize) -> Option<usize> {
        let window = Window {
            units,
            low: if BACK {
                from.saturating_sub(REACH)
            } else {
                from
            },
            high: if BACK {
                from
            } else {
                units.len().min(from + REACH)
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
        steps: &[Step],
        window: Window,
        mut step: usize,
        mut at: usize,
    ) -> Option<usize> {
        loop {
            match &steps[step] {
                Step::Match => return Some(at),
                Step::Jump(to) => {
                    step = *to;
                    continue;
                }
                Step::Split(first, second, fork) => {
                    let place =
                        &mut self.visited[fork * (window.high + 1 - window.low) + at - window.low];
                    if *place == self.run {
                        return None;
                    }
                    *place = self.run;
                    self.stack.push(Job::Try(*second, at));
                    step = *first;
                    continue;
                }
                Step::Save(slot) => {
                    self.stack.push(Job::Restore(*slot, self.slots[*slot]));
                    self.slots[*slot] = Some(at as u32);
                }
                Step::Start if at != 0 => return None,
                Step::End if at != window.units.len() => return None,
                Step::Start | Step::End => {}
                Step::Any => (_, at) = window.next::<BACK>(at)?,
                Step::Test(test) => {
                    let (unit, next) = window.next::<BACK>(at)?;
                    if !test.passes(unit.classes) {
                        return None;
                    }
                    at = next;
                }
                Step::OneOf(tests) => {
                    let (unit, next) = window.next::<BACK>(at)?;
                    if !tests.passes(unit.classes) {
                        return None;
                    }
                    at = next;
                }
            }
            step += 1;
        }
    }
}

impl<'u> Window<'u> {
    /// The unit to read at a position, and the position behind it.
    fn next<const BACK: bool>(self, at: usize) -> Option<(&'u Unit, usize)> {
        if BACK {
            let index = at.checked_sub(1).filter(|i| *i >= self.low)?;
            Some((&self.units[index], index))
        } else {
            let unit = self.units.get(at).filter(|_| at < self.high)?;
            Some((unit, at + 1))
        }
    }
}
