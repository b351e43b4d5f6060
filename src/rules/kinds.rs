//! Kinds of units: units of the same classes, as far as a rule asks for them, are of one kind, and
//! what the rules make of a kind is worked out once.

use rustc_hash::FxHashMap;

use super::plan::{BLOCK, Block, Plan};
use super::questions::Question;
use super::units::Unit;
use crate::lexicon::Classes;

/// Kinds are forgotten when there are so many (the texts of an ill-wisher).
const MOST: usize = 1 << 14;

/// The kinds of units seen so far, and what the rules of one plan make of them.
#[derive(Debug, Default)]
pub struct Kinds {
    numbers: FxHashMap<Classes, u32>,
    /// A row of answers for each kind, one behind the other.
    answers: Vec<u64>,
    /// Words of one row.
    width: usize,
    /// Where in a row the answers by column begin.
    columns_from: usize,
    /// The kinds of the units of the present sentence.
    here: Vec<u32>,
}

impl Kinds {
    /// Whether there are so many that all of them should go.
    pub fn too_many(&self) -> bool {
        self.numbers.len() > MOST
    }

    /// Forgets all kinds.
    pub fn clear(&mut self) {
        self.numbers.clear();
        self.answers.clear();
    }

    /// Begins a sentence of these units.
    pub fn begin(&mut self, units: &[Unit], plan: &Plan) {
        self.here.clear();
        for unit in units {
            let kind = self.kind(unit.classes, plan);
            self.here.push(kind);
        }
    }

    /// Adds a unit of this kind to the sentence.
    pub fn push(&mut self, kind: u32) {
        self.here.push(kind);
    }

    /// The kind of units with these classes.
    pub fn kind(&mut self, classes: Classes, plan: &Plan) -> u32 {
        let classes = classes.and(plan.asked);
        let new = self.numbers.len() as u32;
        let number = *self.numbers.entry(classes).or_insert(new);
        if number == new {
            (self.width, self.columns_from) = (plan.width(), plan.questions.words());
            plan.answer(classes, &mut self.answers);
        }
        number
    }

    /// The classes of the unit at `at` have changed.
    pub fn renew(&mut self, at: usize, unit: &Unit, plan: &Plan) {
        self.here[at] = self.kind(unit.classes, plan);
    }

    /// Number of units of the sentence.
    pub fn len(&self) -> usize {
        self.here.len()
    }

    /// Only so many units are left.
    pub fn truncate(&mut self, units: usize) {
        self.here.truncate(units);
    }

    /// Whether the unit at `at` is what a question asks for.
    pub fn answer(&self, at: usize, question: Question) -> bool {
        let row = self.here[at] as usize * self.width;
        let question = question as usize;
        self.answers[row + question / BLOCK] >> (question % BLOCK) & 1 == 1
    }

    /// The unit at `from` goes to `to`.
    pub fn shift(&mut self, from: usize, to: usize) {
        self.here[to] = self.here[from];
    }

    /// What the rules of a column make of the unit at `at`, or of there being none.
    fn ask(&self, column: usize, at: Option<usize>, plan: &Plan) -> u64 {
        match at.and_then(|at| self.here.get(at)) {
            Some(kind) => self.answers[*kind as usize * self.width + self.columns_from + column],
            None => plan.nothing[column],
        }
    }

    /// The rules of a block, as bits, that are worth a try at `at`.
    pub fn phrases(&self, block: &Block, at: usize, plan: &Plan) -> u64 {
        let first = self.ask(block.columns[0], Some(at), plan);
        if first == 0 {
            return 0;
        }
        let edge = if at == 0 { u64::MAX } else { !block.at_edge };
        first & edge & self.ask(block.columns[1], Some(at + 1), plan)
    }

    /// The frames that are worth a try at the cue `at`, in their order.
    pub fn frames<'p>(&self, at: usize, plan: &'p Plan) -> impl Iterator<Item = usize> + use<'p> {
        let (before, behind) = (at.checked_sub(1), Some(at + 1));
        let far = (at.checked_sub(2), Some(at + 2));
        let blocks = plan.sides.iter().map(|sides| {
            self.ask(sides.cue, Some(at), plan)
                & self.ask(sides.before[0], before, plan)
                & self.ask(sides.before[1], far.0, plan)
                & self.ask(sides.behind[0], behind, plan)
                & self.ask(sides.behind[1], far.1, plan)
        });
        let blocks: Vec<u64> = blocks.collect();
        blocks.into_iter().enumerate().flat_map(|(block, rules)| {
            let mut rest = rules;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(block * BLOCK + bit)
            })
        })
    }
}
