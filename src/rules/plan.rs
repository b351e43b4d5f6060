//! Which rules are worth a try at a unit: worked out once for each kind of units, so that most pairs
//! of unit and rule cost nothing.

use super::file::Rules;
use super::lean::{Lean, LeanSide, LeanStep};
use super::pattern::{OneOf, Side};
use super::questions::{Question, Questions, is_yes};
use crate::lexicon::Classes;
use serde::{Deserialize, Serialize};

/// Rules that one word of bits holds.
pub const BLOCK: usize = 64;

/// What up to [`BLOCK`] rules ask of one unit.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Column {
    /// The rules that ask for nothing: they take what stands there or nothing.
    nothing: u64,
    /// Questions, and the rules that ask them.
    asked: Vec<(Question, u64)>,
}

/// The rules by what they ask of single units.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Plan {
    /// What is asked of a unit.
    pub questions: Questions,
    /// All classes that they ask for.
    pub asked: Classes,
    /// What rules ask of the units around the place where they begin.
    columns: Vec<Column>,
    /// Programs of the phrase rules, by level.
    pub phrases: Vec<Vec<Lean>>,
    /// Programs of the frame rules.
    pub frames: Vec<Lean>,
    /// What phrases of each level begin with; `None` where one may begin with anything.
    pub firsts: Vec<Option<Question>>,
    /// The questions of each level's phrase rules, as bits.
    pub levels: Vec<Vec<u64>>,
    /// Frame rules, by block.
    pub sides: Vec<Sides>,
    /// For each frame the first one that has the same left side.
    pub same_left: Vec<usize>,
    /// For each frame what there must be before the cue and behind it.
    pub needs: Vec<[Needs; 2]>,
}

/// Questions that some unit must answer with yes, or a side cannot match.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Needs {
    /// As bits: the number of a word, and the bits in it.
    words: Vec<(u32, u64)>,
}

impl Needs {
    fn of(side: &LeanSide) -> Needs {
        let mut words: Vec<(u32, u64)> = Vec::new();
        for question in side.needs() {
            let (word, bit) = (question / BLOCK as u32, 1 << (question % BLOCK as u32));
            match words.iter_mut().find(|(other, _)| *other == word) {
                Some((_, bits)) => *bits |= bit,
                None => words.push((word, bit)),
            }
        }
        Needs { words }
    }

    /// Whether the answers, as bits, have all of them.
    pub fn met(&self, answers: &[u64]) -> bool {
        let mut words = self.words.iter();
        words.all(|(word, bits)| answers[*word as usize] & bits == *bits)
    }
}

/// Columns of frame rules that are tried together.
#[derive(Debug, Serialize, Deserialize)]
pub struct Sides {
    /// The cue itself.
    pub cue: usize,
    /// The unit before the cue and the one before that.
    pub before: [usize; 2],
    /// The unit behind the cue and the one behind that.
    pub behind: [usize; 2],
}

impl Column {
    fn add(&mut self, question: Option<Question>, rule: u64) {
        let Some(question) = question else {
            self.nothing |= rule;
            return;
        };
        match self.asked.iter_mut().find(|(asked, _)| *asked == question) {
            Some((_, rules)) => *rules |= rule,
            None => self.asked.push((question, rule)),
        }
    }

    /// The rules that these answers, as bits, are enough for.
    fn rules(&self, answers: &[u64]) -> u64 {
        let asked = self.asked.iter();
        let asked = asked.filter(|(question, _)| is_yes(answers, *question));
        asked.fold(self.nothing, |all, (_, rules)| all | rules)
    }
}

impl Plan {
    /// Sorts the rules.
    pub fn new(rules: &Rules) -> Plan {
        let mut plan = Plan::default();
        for level in &rules.levels {
            let programs = level.iter().map(|p| &p.program);
            let lean = programs
                .map(|p| Lean::new(p, &mut plan.questions))
                .collect();
            plan.phrases.push(lean);
            let first = OneOf::any_of(level.iter().map(|p| p.program.right.first.as_ref()));
            plan.firsts
                .push(first.map(|first| plan.questions.number(first)));
        }
        for block in rules.frames.chunks(BLOCK) {
            let programs = || block.iter().map(|f| &f.program);
            let sides = Sides {
                cue: plan.column(programs().map(|p| Some(OneOf::of(p.focus)))),
                before: plan.pair(programs().map(|p| &p.left)),
                behind: plan.pair(programs().map(|p| &p.right)),
            };
            plan.sides.push(sides);
        }
        let frames = || rules.frames.iter().map(|f| &f.program);
        plan.frames = frames()
            .map(|p| Lean::new(p, &mut plan.questions))
            .collect();
        let needs = plan.frames.iter();
        plan.needs = needs
            .map(|frame| [Needs::of(&frame.left), Needs::of(&frame.right)])
            .collect();
        plan.asked = plan.questions.close();
        let words = plan.questions.words();
        let levels = plan.phrases.iter().map(|level| questions_of(level, words));
        plan.levels = levels.collect();
        plan.same_left = frames()
            .map(|p| frames().position(|q| q.left == p.left).unwrap_or_default())
            .collect();
        plan
    }

    /// Columns of the first unit and of the second.
    fn pair<'s>(&mut self, sides: impl Iterator<Item = &'s Side> + Clone) -> [usize; 2] {
        [
            self.column(sides.clone().map(|s| s.first.clone())),
            self.column(sides.map(|s| s.second.clone())),
        ]
    }

    fn column(&mut self, asked: impl Iterator<Item = Option<OneOf>>) -> usize {
        let mut column = Column::default();
        for (rule, one) in asked.enumerate() {
            let question = one.map(|one| self.questions.number(one));
            column.add(question, 1 << rule);
        }
        self.columns.push(column);
        self.columns.len() - 1
    }

    /// Words of a row of answers.
    pub fn width(&self) -> usize {
        self.questions.words() + self.columns.len()
    }

    /// Adds a row: what is answered of a unit with these classes, bits by question, then by column.
    pub fn answer(&self, classes: Classes, rows: &mut Vec<u64>) {
        let start = rows.len();
        self.questions.answer(classes, rows);
        for column in &self.columns {
            let word = column.rules(&rows[start..]);
            rows.push(word);
        }
    }

    /// What a column makes of there being no unit.
    pub fn nothing(&self, column: usize) -> u64 {
        self.columns[column].nothing
    }
}

/// What the programs of a level ask, as bits.
fn questions_of(level: &[Lean], words: usize) -> Vec<u64> {
    let mut out = vec![0; words];
    for step in level.iter().flat_map(|program| &program.right.steps) {
        if let LeanStep::Ask(question) = step {
            out[*question as usize / BLOCK] |= 1 << (*question as usize % BLOCK);
        }
    }
    out
}
