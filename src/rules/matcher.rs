//! Runs a program over units: a backtracker that never visits a (step, position) pair twice, so
//! that time is bounded by their product, whatever the pattern.

use super::pattern::{Program, Step};
use super::units::Unit;

/// Where captures begin and end, as unit positions; `None` for a capture that took no part.
pub type Slots = Vec<Option<u32>>;

/// Buffers kept from one match to the next.
#[derive(Debug, Default)]
pub struct Matcher {
    visited: Vec<u64>,
    stack: Vec<Job>,
    slots: Slots,
}

#[derive(Debug)]
enum Job {
    Try(usize, usize),
    Restore(usize, Option<u32>),
}

/// Units further than this from the cue take no part (a guard for sentences of a million words).
const REACH: usize = 400;

impl Matcher {
    /// Matches a frame around the cue at `focus`.
    pub fn frame(&mut self, program: &Program, units: &[Unit], focus: usize) -> Option<&Slots> {
        if !program.focus.is_some_and(|test| test.passes(units[focus].classes)) {
            return None;
        }
        self.reset(program);
        self.run::<true>(&program.left, units, focus)?;
        self.run::<false>(&program.right, units, focus + 1)?;
        Some(&self.slots)
    }

    /// Matches a phrase from `at` on: where it ends.
    pub fn phrase(&mut self, program: &Program, units: &[Unit], at: usize) -> Option<(usize, &Slots)> {
        self.reset(program);
        let end = self.run::<false>(&program.right, units, at)?;
        Some((end, &self.slots))
    }

    fn reset(&mut self, program: &Program) {
        self.slots.clear();
        self.slots.resize(program.captures.len() * 2, None);
    }

    fn run<const BACK: bool>(&mut self, steps: &[Step], units: &[Unit], from: usize) -> Option<usize> {
        if let Some(Step::Test(test)) = steps.first() {
            let first = if BACK { from.checked_sub(1) } else { Some(from) };
            if !first.and_then(|i| units.get(i)).is_some_and(|u| test.passes(u.classes)) {
                return None;
            }
        }
        let low = if BACK { from.saturating_sub(REACH) } else { from };
        let high = if BACK { from } else { units.len().min(from + REACH) };
        let width = high - low + 1;
        self.visited.clear();
        self.visited.resize((steps.len() * width).div_ceil(64), 0);
        self.stack.clear();
        self.stack.push(Job::Try(0, from));
        while let Some(job) = self.stack.pop() {
            match job {
                Job::Restore(slot, old) => self.slots[slot] = old,
                Job::Try(step, at) => {
                    if let Some(end) = self.follow::<BACK>(steps, units, step, at, low, width) {
                        return Some(end);
                    }
                }
            }
        }
        None
    }

    /// Follows one thread until it fails, splits off others for later, or matches.
    fn follow<const BACK: bool>(
        &mut self,
        steps: &[Step],
        units: &[Unit],
        mut step: usize,
        mut at: usize,
        low: usize,
        width: usize,
    ) -> Option<usize> {
        loop {
            let key = step * width + (at - low);
            if self.visited[key / 64] >> (key % 64) & 1 == 1 {
                return None;
            }
            self.visited[key / 64] |= 1 << (key % 64);
            match &steps[step] {
                Step::Match => return Some(at),
                Step::Jump(to) => {
                    step = *to;
                    continue;
                }
                Step::Split(first, second) => {
                    self.stack.push(Job::Try(*second, at));
                    step = *first;
                    continue;
                }
                Step::Save(slot) => {
                    self.stack.push(Job::Restore(*slot, self.slots[*slot]));
                    self.slots[*slot] = Some(at as u32);
                }
                Step::Start if at != 0 => return None,
                Step::End if at != units.len() => return None,
                Step::Start | Step::End => {}
                Step::Any | Step::Test(_) => at = advance::<BACK>(&steps[step], units, at, low, width)?,
            }
            step += 1;
        }
    }
}

fn advance<const BACK: bool>(step: &Step, units: &[Unit], at: usize, low: usize, width: usize) -> Option<usize> {
    let index = if BACK { at.checked_sub(1).filter(|i| *i >= low)? } else { at };
    let unit = units.get(index)?;
    if let Step::Test(test) = step
        && !test.passes(unit.classes)
    {
        return None;
    }
    let next = if BACK { index } else { index + 1 };
    (next - low < width).then_some(next)
}
