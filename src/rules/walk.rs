//! From steps of rules to those that read a unit: what an automaton does to make a state.

use super::lean::{Lean, LeanStep};

/// A step of a rule: the rule's number in its level, and the step's in the rule.
pub type Thread = (u16, u16);

/// Which edges of the sentence are here.
#[derive(Clone, Copy, Default)]
pub struct Edges {
    /// Its begin.
    pub edge: bool,
    /// Its end.
    pub end: bool,
}

/// Follows steps that read nothing; its room is kept from one walk to the next.
#[derive(Debug, Default)]
pub struct Walk {
    /// Steps that read a unit or ask for the sentence's end, the most wanted first.
    pub threads: Vec<Thread>,
    /// By step, rule by rule, the number of the walk that was there last.
    seen: Vec<u32>,
    /// Where in `seen` the steps of each rule begin.
    rules: Vec<usize>,
    number: u32,
    /// Steps to go on at.
    waiting: Vec<u16>,
}

impl Walk {
    /// Begins a walk: nothing has been seen.
    pub fn begin(&mut self, programs: &[Lean]) {
        if self.rules.len() != programs.len() {
            self.rules.clear();
            let mut steps = 0;
            for program in programs {
                self.rules.push(steps);
                steps += program.right.steps.len();
            }
            self.seen = vec![0; steps];
        }
        self.threads.clear();
        self.number = self.number.wrapping_add(1);
        if self.number == 0 {
            self.seen.fill(0);
            self.number = 1;
        }
    }

    /// Whether a step is new to this walk.
    fn sees(&mut self, (rule, step): Thread) -> bool {
        let seen = &mut self.seen[self.rules[usize::from(rule)] + usize::from(step)];
        std::mem::replace(seen, self.number) != self.number
    }

    /// Adds what can be read or asked from a step on, the most wanted first, up to a match; whether
    /// there is one.
    pub fn add(&mut self, programs: &[Lean], (rule, step): Thread, here: Edges) -> bool {
        self.waiting.clear();
        self.waiting.push(step);
        while let Some(step) = self.waiting.pop() {
            if !self.sees((rule, step)) {
                continue;
            }
            match programs[usize::from(rule)].right.steps[usize::from(step)] {
                LeanStep::Match => return true,
                LeanStep::Jump(to) => self.waiting.push(to),
                LeanStep::Split(first, second, _) => self.waiting.extend([second, first]),
                LeanStep::Save(_) => self.waiting.push(step + 1),
                LeanStep::Start if here.edge => self.waiting.push(step + 1),
                LeanStep::Start => {}
                LeanStep::End if here.end => self.waiting.push(step + 1),
                LeanStep::End | LeanStep::Any | LeanStep::Ask(_) => self.threads.push((rule, step)),
            }
        }
        false
    }
}
