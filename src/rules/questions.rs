//! What the rules ask of single units, each question once and with a number.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::pattern::{OneOf, Test};
use super::plan::BLOCK;
use crate::lexicon::Classes;
use crate::lexicon::classes::MOST;

/// Number of a question.
pub type Question = u32;

/// All questions, by the classes that a yes takes: of most units most classes are not asked.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Questions {
    numbers: FxHashMap<OneOf, Question>,
    /// By class the questions that it answers with yes by itself.
    any: Vec<Vec<Question>>,
    /// By class, the one of its classes that fewest tests have, the tests that a unit must pass.
    tests: Vec<Vec<(Question, Test)>>,
    /// Tests that only forbid classes.
    forbidding: Vec<(Question, Test)>,
}

impl Questions {
    /// The number of a question, given out at first use.
    pub fn number(&mut self, question: OneOf) -> Question {
        let new = self.numbers.len() as Question;
        *self.numbers.entry(question).or_insert(new)
    }

    /// Sorts all questions by class; the classes that any of them asks for.
    pub fn close(&mut self) -> Classes {
        self.any = vec![Vec::new(); MOST];
        self.tests = vec![Vec::new(); MOST];
        let mut asked = Classes::NONE;
        let mut uses = vec![0_usize; MOST];
        let tests = || self.numbers.keys().flat_map(|q| q.parts().0);
        for class in tests().flat_map(|t| t.all.iter()) {
            uses[class as usize] += 1;
        }
        for (question, number) in &self.numbers {
            let (tests, any) = question.parts();
            asked.extend(any);
            for class in any.iter() {
                self.any[class as usize].push(*number);
            }
            for test in tests {
                asked.extend(test.all);
                asked.extend(test.none);
                let rarest = test.all.iter().min_by_key(|c| uses[*c as usize]);
                let list = rarest.map_or(&mut self.forbidding, |c| &mut self.tests[c as usize]);
                list.push((*number, *test));
            }
        }
        asked
    }

    /// Words that the answers to all questions take.
    pub fn words(&self) -> usize {
        self.numbers.len().div_ceil(BLOCK)
    }

    /// Adds the answers for a unit with these classes, as bits.
    pub fn answer(&self, classes: Classes, rows: &mut Vec<u64>) {
        let start = rows.len();
        rows.resize(start + self.words(), 0);
        let mut yes = |q: Question| rows[start + q as usize / BLOCK] |= 1 << (q as usize % BLOCK);
        for class in classes.iter().map(usize::from) {
            self.any[class].iter().for_each(|q| yes(*q));
            let passed = self.tests[class].iter().filter(|(_, t)| t.passes(classes));
            passed.for_each(|(q, _)| yes(*q));
        }
        let passed = self.forbidding.iter().filter(|(_, t)| t.passes(classes));
        passed.for_each(|(q, _)| yes(*q));
    }
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
