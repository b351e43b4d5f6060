//! Programs as the matcher runs them: what a step asks of a unit is a number, so that all rules lie
//! close together in memory.

use super::pattern::{OneOf, Program, Side, Step};
use super::questions::{Question, Questions};
use serde::{Deserialize, Serialize};

/// One step; as [`Step`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
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
#[derive(Debug, Serialize, Deserialize)]
pub struct LeanSide {
    /// Its steps.
    pub steps: Vec<LeanStep>,
    /// Number of forks among them.
    pub forks: usize,
}

/// A program.
#[derive(Debug, Serialize, Deserialize)]
pub struct Lean {
    /// Read backwards from the cue.
    pub left: LeanSide,
    /// Read forwards from the cue.
    pub right: LeanSide,
    /// Number of its captures.
    pub captures: usize,
}

impl Lean {
    /// The lean form of a program.
    pub fn new(program: &Program, questions: &mut Questions) -> Lean {
        Lean {
            left: LeanSide::new(&program.left, questions),
            right: LeanSide::new(&program.right, questions),
            captures: program.captures.len(),
        }
    }
}

impl LeanSide {
    fn new(side: &Side, questions: &mut Questions) -> LeanSide {
        let steps = side.steps.iter();
        LeanSide {
            steps: steps.map(|step| LeanStep::new(step, questions)).collect(),
            forks: side.forks,
        }
    }
}

impl LeanStep {
    fn new(step: &Step, questions: &mut Questions) -> LeanStep {
        match step {
            Step::Test(test) => LeanStep::Ask(questions.number(OneOf::of(Some(*test)))),
            Step::OneOf(tests) => LeanStep::Ask(questions.number(tests.clone())),
            Step::Any => LeanStep::Any,
            Step::Split(a, b, fork) => LeanStep::Split(*a as u16, *b as u16, *fork as u16),
            Step::Jump(to) => LeanStep::Jump(*to as u16),
            Step::Save(slot) => LeanStep::Save(*slot as u16),
            Step::Start => LeanStep::Start,
            Step::End => LeanStep::End,
            Step::Match => LeanStep::Match,
        }
    }
}
