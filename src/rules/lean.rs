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

    /// The questions that stand on every way to a match.
    pub fn needs(&self) -> Vec<Question> {
        let asked = self.steps.iter().filter_map(|step| match step {
            LeanStep::Ask(question) => Some(*question),
            _ => None,
        });
        let mut asked: Vec<Question> = asked.collect();
        asked.sort_unstable();
        asked.dedup();
        asked.retain(|question| !self.matches_without(*question));
        asked
    }

    /// Whether there is a way to a match on which a question is not asked.
    fn matches_without(&self, avoided: Question) -> bool {
        let mut seen = vec![false; self.steps.len()];
        let mut waiting = vec![0];
        while let Some(at) = waiting.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            match self.steps[at] {
                LeanStep::Match => return true,
                LeanStep::Ask(question) if question == avoided => {}
                LeanStep::Jump(to) => waiting.push(usize::from(to)),
                LeanStep::Split(first, second, _) => {
                    waiting.extend([usize::from(first), usize::from(second)]);
                }
                _ => waiting.push(at + 1),
            }
        }
        false
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
