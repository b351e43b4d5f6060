//! Programs as the matcher runs them: what a step asks of a unit is a number, so that all rules lie
//! close together in memory.

use rustc_hash::FxHashMap;

use super::pattern::{OneOf, Program, Side, Step};

/// Number of a question.
pub type Question = u32;

/// One step; as [`Step`].
#[derive(Debug, Clone, Copy)]
pub enum LeanStep {
    /// A unit of which the answer to this is yes.
    Ask(Question),
    /// Any unit.
    Any,
    /// Go on at the first, else at the second; forks of a side are numbered.
    Split(u16, u16, u16),
    /// Go on elsewhere.
    Jump(u16),
    /// Keep the position.
    Save(u16),
    /// Only before the first unit.
    Start,
    /// Only behind the last unit.
    End,
    /// Done.
    Match,
}

/// One side of a program.
#[derive(Debug)]
pub struct LeanSide {
    /// Its steps.
    pub steps: Vec<LeanStep>,
    /// Number of forks among them.
    pub forks: usize,
}

/// A program.
#[derive(Debug)]
pub struct Lean {
    /// Read backwards from the cue.
    pub left: LeanSide,
    /// Read forwards from the cue.
    pub right: LeanSide,
    /// Number of its captures.
    pub captures: usize,
}

/// All that any step asks of a unit, each once.
#[derive(Debug, Default)]
pub struct Questions {
    numbers: FxHashMap<OneOf, Question>,
    /// By number.
    pub all: Vec<OneOf>,
}

impl Questions {
    /// The lean form of a program.
    pub fn lean(&mut self, program: &Program) -> Lean {
        Lean {
            left: self.side(&program.left),
            right: self.side(&program.right),
            captures: program.captures.len(),
        }
    }

    fn side(&mut self, side: &Side) -> LeanSide {
        LeanSide {
            steps: side.steps.iter().map(|step| self.step(step)).collect(),
            forks: side.forks,
        }
    }

    fn step(&mut self, step: &Step) -> LeanStep {
        match step {
            Step::Test(test) => LeanStep::Ask(self.number(OneOf::of(Some(*test)))),
            Step::OneOf(tests) => LeanStep::Ask(self.number(tests.clone())),
            Step::Any => LeanStep::Any,
            Step::Split(a, b, fork) => LeanStep::Split(*a as u16, *b as u16, *fork as u16),
            Step::Jump(to) => LeanStep::Jump(*to as u16),
            Step::Save(slot) => LeanStep::Save(*slot as u16),
            Step::Start => LeanStep::Start,
            Step::End => LeanStep::End,
            Step::Match => LeanStep::Match,
        }
    }

    fn number(&mut self, question: OneOf) -> Question {
        let new = self.all.len() as Question;
        let number = *self.numbers.entry(question.clone()).or_insert(new);
        if number == new {
            self.all.push(question);
        }
        number
    }
}
