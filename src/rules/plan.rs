//! Which rules are worth a try at a unit. Units of the same classes are of one kind, and what each
//! rule makes of a kind is worked out once, so that most pairs of unit and rule cost nothing.

use rustc_hash::FxHashMap;

use super::file::Rules;
use super::pattern::{OneOf, Side};
use super::units::Unit;
use crate::lexicon::Classes;

/// Rules that one word of bits holds.
pub const BLOCK: usize = 64;

/// What up to [`BLOCK`] rules ask of one unit; a rule that asks for nothing takes what stands there
/// or nothing.
type Column = Vec<Option<OneOf>>;

/// The rules by what they ask of single units.
#[derive(Debug, Default)]
pub struct Plan {
    /// All questions.
    columns: Vec<Column>,
    /// What stands for "no unit here": the rules that ask for nothing, by column.
    nothing: Vec<u64>,
    /// Phrase rules, by level and block.
    pub levels: Vec<Vec<Block>>,
    /// Frame rules, by block.
    frames: Vec<Sides>,
    /// For each frame the first one that has the same left side.
    pub same_left: Vec<usize>,
}

/// Phrase rules that are tried together.
#[derive(Debug)]
pub struct Block {
    /// Columns of the first unit and of the second.
    columns: [usize; 2],
    /// Rules that match only where the sentence begins.
    at_edge: u64,
}

/// Columns of frame rules that are tried together.
#[derive(Debug)]
struct Sides {
    cue: usize,
    /// The unit before the cue and the one before that.
    before: [usize; 2],
    /// The unit behind the cue and the one behind that.
    behind: [usize; 2],
}

impl Plan {
    /// Sorts the rules.
    pub fn new(rules: &Rules) -> Plan {
        let mut plan = Plan::default();
        for level in &rules.levels {
            let sides: Vec<&Side> = level.iter().map(|p| &p.program.right).collect();
            let blocks = sides.chunks(BLOCK).map(|block| plan.block(block));
            let blocks = blocks.collect();
            plan.levels.push(blocks);
        }
        for block in rules.frames.chunks(BLOCK) {
            let programs = || block.iter().map(|f| &f.program);
            let sides = Sides {
                cue: plan.column(programs().map(|p| Some(OneOf::of(p.focus))).collect()),
                before: plan.pair(programs().map(|p| &p.left)),
                behind: plan.pair(programs().map(|p| &p.right)),
            };
            plan.frames.push(sides);
        }
        let frames = || rules.frames.iter().map(|f| &f.program);
        plan.same_left = frames()
            .map(|p| frames().position(|q| q.left == p.left).unwrap_or_default())
            .collect();
        plan
    }

    fn block(&mut self, sides: &[&Side]) -> Block {
        let edges = sides.iter().enumerate().filter(|(_, s)| s.at_edge);
        Block {
            at_edge: edges.fold(0, |all, (i, _)| all | 1 << i),
            columns: self.pair(sides.iter().copied()),
        }
    }

    /// Columns of the first unit and of the second.
    fn pair<'s>(&mut self, sides: impl Iterator<Item = &'s Side> + Clone) -> [usize; 2] {
        [
            self.column(sides.clone().map(|s| s.first.clone()).collect()),
            self.column(sides.map(|s| s.second.clone()).collect()),
        ]
    }

    fn column(&mut self, column: Column) -> usize {
        self.nothing
            .push(bits(&column, |asked: &Option<OneOf>| asked.is_none()));
        self.columns.push(column);
        self.columns.len() - 1
    }

    /// What all rules make of a unit with these classes.
    fn answers(&self, classes: Classes) -> impl Iterator<Item = u64> {
        self.columns.iter().map(move |column| {
            bits(column, |asked: &Option<OneOf>| {
                asked.as_ref().is_none_or(|test| test.passes(classes))
            })
        })
    }
}

fn bits<T>(all: &[T], holds: impl Fn(&T) -> bool) -> u64 {
    let marked = all.iter().enumerate().filter(|(_, one)| holds(one));
    marked.fold(0, |bits, (i, _)| bits | 1 << i)
}

/// Kinds are forgotten when there are so many (the texts of an ill-wisher).
const MOST: usize = 1 << 14;

/// The kinds of units seen so far, and what the rules of one plan make of them.
#[derive(Debug, Default)]
pub struct Kinds {
    numbers: FxHashMap<Classes, u32>,
    /// A row of answers for each kind, one behind the other.
    answers: Vec<u64>,
    /// The kinds of the units of the present sentence.
    here: Vec<u32>,
}

impl Kinds {
    /// Begins a sentence.
    pub fn begin(&mut self, units: &[Unit], plan: &Plan) {
        if self.numbers.len() > MOST {
            self.numbers.clear();
            self.answers.clear();
        }
        self.here.clear();
        for unit in units {
            let kind = self.kind(unit.classes, plan);
            self.here.push(kind);
        }
    }

    fn kind(&mut self, classes: Classes, plan: &Plan) -> u32 {
        let new = self.numbers.len() as u32;
        let number = *self.numbers.entry(classes).or_insert(new);
        if number == new {
            self.answers.extend(plan.answers(classes));
        }
        number
    }

    /// The classes of the unit at `at` have changed.
    pub fn renew(&mut self, at: usize, unit: &Unit, plan: &Plan) {
        self.here[at] = self.kind(unit.classes, plan);
    }

    /// The unit at `from` goes to `to`.
    pub fn shift(&mut self, from: usize, to: usize) {
        self.here[to] = self.here[from];
    }

    /// What the rules of a column make of the unit at `at`, or of there being none.
    fn ask(&self, column: usize, at: Option<usize>, plan: &Plan) -> u64 {
        match at.and_then(|at| self.here.get(at)) {
            Some(kind) => self.answers[*kind as usize * plan.columns.len() + column],
            None => plan.nothing[column],
        }
    }

    /// The rules of a block, as bits, that are worth a try at `at`; `end` units are left.
    pub fn phrases(&self, block: &Block, at: usize, end: usize, plan: &Plan) -> u64 {
        let first = self.ask(block.columns[0], Some(at), plan);
        if first == 0 {
            return 0;
        }
        let next = Some(at + 1).filter(|next| *next < end);
        let edge = if at == 0 { u64::MAX } else { !block.at_edge };
        first & edge & self.ask(block.columns[1], next, plan)
    }

    /// The frames that are worth a try at the cue `at`, in their order.
    pub fn frames<'p>(&self, at: usize, plan: &'p Plan) -> impl Iterator<Item = usize> + use<'p> {
        let (before, behind) = (at.checked_sub(1), Some(at + 1));
        let far = (at.checked_sub(2), Some(at + 2));
        let blocks = plan.frames.iter().map(|sides| {
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
