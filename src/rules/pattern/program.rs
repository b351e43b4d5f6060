//! What a pattern is compiled to: steps, read away from the cue on either side of it.

use serde::{Deserialize, Serialize};

use crate::lexicon::Classes;

/// One step of a program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Step {
    /// A unit that has all of `all` and none of `none`.
    Test(Test),
    /// A unit that passes one of several tests.
    OneOf(OneOf),
    /// Any unit.
    Any,
    /// Go on at the first, else at the second; forks of a side are numbered.
    Split(usize, usize, usize),
    /// Go on elsewhere.
    Jump(usize),
    /// Keep the position.
    Save(usize),
    /// Only before the first unit.
    Start,
    /// Only behind the last unit.
    End,
    /// Done.
    Match,
}

/// What a unit must have and must not have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Test {
    /// All of these.
    pub all: Classes,
    /// None of these.
    pub none: Classes,
}

impl Test {
    /// Whether a unit with these classes passes.
    pub fn passes(&self, classes: Classes) -> bool {
        classes.holds(self.all) && !classes.meets(self.none)
    }
}

/// Several tests, of which a unit need pass one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OneOf {
    /// Any of these classes does.
    any: Classes,
    /// So does passing any of these.
    tests: Vec<Test>,
}

impl OneOf {
    /// A single test, or none, which no unit passes.
    pub fn of(test: Option<Test>) -> OneOf {
        let mut out = OneOf::default();
        test.into_iter().for_each(|t| out.push(t));
        out
    }

    /// What passes any of several; `None` where one of them takes anything.
    pub fn any_of<'a>(all: impl Iterator<Item = Option<&'a OneOf>>) -> Option<OneOf> {
        let mut out = OneOf::default();
        for one in all {
            out.join(one?);
        }
        Some(out)
    }

    /// Takes in one more test.
    pub(super) fn push(&mut self, test: Test) {
        match (test.all.single(), test.none.is_empty()) {
            (true, true) => self.any.extend(test.all),
            _ => self.tests.push(test),
        }
    }

    /// The tests that ask for more than one class, and the classes that are enough by themselves.
    pub fn parts(&self) -> (&[Test], Classes) {
        (&self.tests, self.any)
    }

    /// Takes in all of another.
    pub(super) fn join(&mut self, other: &OneOf) {
        self.any.extend(other.any);
        self.tests.extend_from_slice(&other.tests);
    }

    /// Whether a unit with these classes passes.
    #[cfg(test)]
    pub fn passes(&self, classes: Classes) -> bool {
        classes.meets(self.any) || self.tests.iter().any(|t| t.passes(classes))
    }
}

/// A pattern parted at its cue; a pattern without one has only a right side.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Program {
    /// What the cue must be.
    pub focus: Option<Test>,
    /// Read backwards from the cue.
    pub left: Side,
    /// Read forwards from the cue.
    pub right: Side,
    /// Capture names; slots 2i and 2i+1 hold where the i-th begins and ends.
    pub captures: Vec<String>,
}

/// What stands on one side of the cue.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// Its steps.
    pub steps: Vec<Step>,
    /// Number of forks among them.
    pub forks: usize,
    /// What the first unit must be; `None` where it may match without one.
    pub first: Option<OneOf>,
    /// What the unit next to it must be; `None` where it may match without one.
    pub second: Option<OneOf>,
    /// It begins at the sentence's edge.
    pub at_edge: bool,
}

impl Program {
    /// The captures of this name; a pattern with alternatives may have several.
    pub fn slots(&self, name: &str) -> Vec<usize> {
        let named = |(slot, capture): (usize, &String)| (capture == name).then_some(slot);
        self.captures.iter().enumerate().filter_map(named).collect()
    }
}

impl Side {
    pub(super) fn new(steps: Vec<Step>) -> Side {
        let (first, next) = asked(&steps, vec![0]);
        let second = first.as_ref().and_then(|_| asked(&steps, next).0);
        Side {
            forks: steps
                .iter()
                .filter(|s| matches!(s, Step::Split(..)))
                .count(),
            at_edge: matches!(
                steps.iter().find(|s| !matches!(s, Step::Save(_))),
                Some(Step::Start)
            ),
            first,
            second,
            steps,
        }
    }

    /// Where slots lie that are set before any choice, counted from where the side begins.
    pub fn fixed(&self) -> Vec<Option<u32>> {
        let backwards = self.steps.iter().enumerate().flat_map(|(at, step)| {
            let targets = match step {
                Step::Split(a, b, _) => [*a, *b],
                Step::Jump(to) => [*to; 2],
                _ => [at + 1; 2],
            };
            targets.into_iter().filter(move |to| *to <= at)
        });
        let repeated = backwards.min().unwrap_or(self.steps.len());
        let mut out = Vec::new();
        let mut read = 0;
        for step in &self.steps[..repeated] {
            match step {
                Step::Save(slot) => {
                    out.resize(out.len().max(slot + 1), None);
                    out[*slot] = Some(read);
                }
                Step::Test(_) | Step::OneOf(_) | Step::Any => read += 1,
                Step::Start => {}
                _ => break,
            }
        }
        out
    }

    /// Whether a unit may be read behind the step that sets a slot.
    pub fn reads_behind(&self, slot: usize) -> bool {
        let sets = |at: &usize| self.steps[*at] == Step::Save(slot);
        let mut todo: Vec<usize> = (0..self.steps.len()).filter(sets).collect();
        let mut seen = vec![false; self.steps.len()];
        while let Some(at) = todo.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            match &self.steps[at] {
                Step::Test(_) | Step::OneOf(_) | Step::Any => return true,
                Step::Split(a, b, _) => todo.extend([*a, *b]),
                Step::Jump(to) => todo.push(*to),
                Step::Save(_) | Step::Start | Step::End => todo.push(at + 1),
                Step::Match => {}
            }
        }
        false
    }
}

/// What a unit must be that is read at one of some steps, `None` where none need be; and the steps
/// that come after it.
fn asked(steps: &[Step], from: Vec<usize>) -> (Option<OneOf>, Vec<usize>) {
    let mut tests = Some(OneOf::default());
    let (mut seen, mut todo, mut next) = (vec![false; steps.len()], from, Vec::new());
    while let Some(at) = todo.pop() {
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        match &steps[at] {
            Step::Test(test) => {
                tests.iter_mut().for_each(|f| f.push(*test));
                next.push(at + 1);
            }
            Step::OneOf(more) => {
                tests.iter_mut().for_each(|f| f.join(more));
                next.push(at + 1);
            }
            Step::Split(a, b, _) => todo.extend([*a, *b]),
            Step::Jump(to) => todo.push(*to),
            Step::Save(_) | Step::Start => todo.push(at + 1),
            Step::Any | Step::End | Step::Match => tests = None,
        }
    }
    (tests, next)
}
