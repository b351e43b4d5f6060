//! What the rules ask of single units, each question once and with a number.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::pattern::{OneOf, Test};
use super::plan::BLOCK;
use crate::lexicon::classes::MOST;
use crate::lexicon::{ClassId, Classes};

/// Number of a question.
pub type Question = u32;

/// All questions, by the classes that a yes takes: of most units most classes are not asked.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Questions {
    numbers: FxHashMap<OneOf, Question>,
    /// By class, the one of its classes that fewest tests have, the checks that a unit must pass; behind
    /// all classes those that only forbid some. A test that many questions have is one check.
    of_class: Vec<Range<u32>>,
    checks: Vec<Check>,
    /// Classes that checks ask for and forbid, check by check.
    classes: Vec<ClassId>,
    /// Questions that checks answer with yes, check by check.
    yes: Vec<Question>,
}

/// A test as it is asked of a unit that is known to have one of its classes.
#[derive(Debug, Serialize, Deserialize)]
struct Check {
    /// The other classes that the unit must have.
    all: Range<u32>,
    /// Those that it must not have.
    none: Range<u32>,
    /// The questions that are answered.
    yes: Range<u32>,
}

impl Questions {
    /// The number of a question, given out at first use.
    pub fn number(&mut self, question: OneOf) -> Question {
        let new = self.numbers.len() as Question;
        *self.numbers.entry(question).or_insert(new)
    }

    /// Sorts all questions by class; the classes that any of them asks for.
    pub fn close(&mut self) -> Classes {
        let tests = self.tests();
        let mut asked = Classes::NONE;
        let mut uses = vec![0_usize; MOST];
        for (test, _) in &tests {
            asked.extend(test.all);
            asked.extend(test.none);
            test.all.iter().for_each(|c| uses[usize::from(c)] += 1);
        }
        let rarest = |test: &Test| test.all.iter().min_by_key(|c| uses[usize::from(*c)]);
        let mut of_class = vec![Vec::new(); MOST + 1];
        for (test, questions) in &tests {
            let rarest = rarest(test);
            of_class[rarest.map_or(MOST, usize::from)].push((test, rarest, questions));
        }
        for tests in of_class {
            let first = self.checks.len() as u32;
            for (test, rarest, questions) in tests {
                self.push(test, rarest, questions);
            }
            self.of_class.push(first..self.checks.len() as u32);
        }
        asked
    }

    /// All tests, each once, with the questions that they answer; in an order that does not hang on how
    /// questions are hashed.
    fn tests(&self) -> Vec<(Test, Vec<Question>)> {
        let mut questions: Vec<(&OneOf, Question)> = self
            .numbers
            .iter()
            .map(|(q, number)| (q, *number))
            .collect();
        questions.sort_unstable_by_key(|(_, number)| *number);
        let mut places: FxHashMap<Test, usize> = FxHashMap::default();
        let mut out: Vec<(Test, Vec<Question>)> = Vec::new();
        for (question, number) in questions {
            let (tests, any) = question.parts();
            let any = any.iter().map(|class| Test {
                all: Classes::of(class),
                none: Classes::NONE,
            });
            for test in tests.iter().copied().chain(any) {
                let place = *places.entry(test).or_insert(out.len());
                if place == out.len() {
                    out.push((test, Vec::new()));
                }
                out[place].1.push(number);
            }
        }
        out
    }

    fn push(&mut self, test: &Test, known: Option<ClassId>, questions: &[Question]) {
        let mut classes = |classes: &mut dyn Iterator<Item = ClassId>| {
            let first = self.classes.len() as u32;
            self.classes.extend(classes);
            first..self.classes.len() as u32
        };
        let all = classes(&mut test.all.iter().filter(|class| Some(*class) != known));
        let none = classes(&mut test.none.iter());
        let first = self.yes.len() as u32;
        self.yes.extend_from_slice(questions);
        let yes = first..self.yes.len() as u32;
        self.checks.push(Check { all, none, yes });
    }

    /// Words that the answers to all questions take.
    pub fn words(&self) -> usize {
        self.numbers.len().div_ceil(BLOCK)
    }

    /// Adds the answers for a unit with these classes, as bits.
    pub fn answer(&self, classes: Classes, rows: &mut Vec<u64>) {
        let start = rows.len();
        rows.resize(start + self.words(), 0);
        let row = &mut rows[start..];
        let has = |class: &ClassId| classes.has(*class);
        for class in classes.iter().map(usize::from).chain([MOST]) {
            for check in &self.checks[within(&self.of_class[class])] {
                if self.classes[within(&check.all)].iter().all(has)
                    && !self.classes[within(&check.none)].iter().any(has)
                {
                    for question in &self.yes[within(&check.yes)] {
                        row[*question as usize / BLOCK] |= 1 << (*question as usize % BLOCK);
                    }
                }
            }
        }
    }
}

/// Whether a row of answers, as bits, has a question answered with yes.
#[inline]
pub fn is_yes(answers: &[u64], question: Question) -> bool {
    let question = question as usize;
    answers[question / BLOCK] >> (question % BLOCK) & 1 == 1
}

fn within(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_those_of_the_questions() {
        let test = |all: &[u16], none: &[u16]| {
            let set = |classes: &[u16]| {
                let mut out = Classes::NONE;
                classes.iter().for_each(|c| out.insert(*c));
                out
            };
            OneOf::of(Some(Test {
                all: set(all),
                none: set(none),
            }))
        };
        let all = [
            test(&[1], &[]),
            test(&[1, 2], &[]),
            test(&[2], &[3]),
            test(&[], &[3]),
        ];
        let mut questions = Questions::default();
        let numbers: Vec<Question> = all.iter().map(|q| questions.number(q.clone())).collect();
        questions.close();
        for bits in 0..16_u16 {
            let mut classes = Classes::NONE;
            (0..4)
                .filter(|c| bits >> c & 1 == 1)
                .for_each(|c| classes.insert(c));
            let mut row = Vec::new();
            questions.answer(classes, &mut row);
            let told = |n: &Question| row[0] >> n & 1 == 1;
            let expected: Vec<bool> = all.iter().map(|q| q.passes(classes)).collect();
            assert_eq!(numbers.iter().map(told).collect::<Vec<_>>(), expected);
        }
    }
}
