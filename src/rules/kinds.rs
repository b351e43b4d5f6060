//! Kinds of units: units of the same classes, as far as a rule asks for them, are of one kind, and
//! what the rules make of a kind is worked out once.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::matcher::REACH;
use super::plan::{BLOCK, Plan};
use super::questions::{Question, is_yes};
use super::units::Unit;
use crate::lexicon::Classes;
use crate::lexicon::flat::FlatMap;

/// Kinds are forgotten when there are so many (the texts of an ill-wisher): before the sentence in which
/// they, or their classes, would no longer fit 16 bits.
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
    /// The units of the present sentence.
    here: Vec<Here>,
    /// The levels of which a phrase may begin with one of the units so far, as bits.
    any: u32,
    /// The levels of which a phrase may begin with units of each kind, as bits.
    begin: Vec<u32>,
    /// By level, what its rules ask told apart.
    levels: Vec<LevelClasses>,
    /// The class of each kind at each level, kind by kind: a sentence that goes through all levels
    /// finds those of a unit in one line of the cache.
    classes: Vec<u16>,
    /// By mark and kind, the kind that it makes.
    marked: FlatMap,
}

/// A unit of the present sentence.
#[derive(Debug, Clone, Copy)]
struct Here {
    /// The levels of which a phrase may begin with it, as bits.
    begin: u32,
    kind: u32,
    /// Where the unit itself is kept.
    place: u32,
}

/// The bit of a level; levels that have the same are tried for nothing.
fn bit(level: usize) -> u32 {
    1 << (level % u32::BITS as usize)
}

/// Kinds that the phrase rules of a level cannot tell apart are of one class there.
#[derive(Debug, Default)]
struct LevelClasses {
    /// By the answers to what the level asks.
    numbers: FxHashMap<Box<[u64]>, u16>,
    /// A kind of each class.
    samples: Vec<u32>,
    /// By rule, then by the kind of the head, the kind of what the rule folds.
    folded: Vec<Vec<u32>>,
}

/// Not worked out yet.
const UNKNOWN: u32 = u32::MAX;

/// What a rule has folded.
#[derive(Debug, Clone, Copy)]
pub struct Fold {
    /// Level of the rule.
    pub level: usize,
    /// Its number in the level.
    pub rule: usize,
    /// Where the head stands in the sentence.
    pub head: usize,
    /// Where the unit that it has become is kept.
    pub place: u32,
}

/// What marks a unit.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    /// Level of the rule.
    pub level: usize,
    /// Its number in the level.
    pub rule: usize,
    /// Which of its marks.
    pub number: usize,
}

impl Mark {
    /// A number of its own, below 2^32.
    fn key(self) -> u64 {
        (self.level as u64) << 24 | (self.rule as u64) << 8 | self.number as u64
    }
}

impl LevelClasses {
    /// The class of a new kind with these answers.
    fn class(&mut self, kind: u32, answers: &[u64], asked: &[u64]) -> u16 {
        let answers = answers
            .iter()
            .zip(asked)
            .map(|(answer, asked)| answer & asked);
        let new = self.samples.len() as u16;
        let class = *self.numbers.entry(answers.collect()).or_insert(new);
        if class == new {
            self.samples.push(kind);
        }
        class
    }
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
        self.begin.clear();
        self.levels.clear();
        self.classes.clear();
        self.marked = FlatMap::default();
    }

    /// Begins a sentence of these units.
    pub fn begin(&mut self, units: &[Unit], plan: &Plan) {
        self.truncate(0);
        for unit in units {
            let kind = self.kind(unit.classes, plan);
            self.push(kind);
        }
    }

    /// Adds a unit of this kind to the sentence.
    pub fn push(&mut self, kind: u32) {
        let begin = self.begin[kind as usize];
        self.any |= begin;
        self.here.push(Here {
            begin,
            kind,
            place: self.here.len() as u32,
        });
    }

    /// The kind of units with these classes.
    pub fn kind(&mut self, classes: Classes, plan: &Plan) -> u32 {
        let classes = classes.and(plan.asked);
        let new = self.numbers.len() as u32;
        let number = *self.numbers.entry(classes).or_insert(new);
        if number == new {
            (self.width, self.columns_from) = (plan.width(), plan.questions.words());
            let row = self.answers.len();
            plan.answer(classes, &mut self.answers);
            self.levels
                .resize_with(plan.levels.len(), LevelClasses::default);
            for (level, asked) in self.levels.iter_mut().zip(&plan.levels) {
                let class = level.class(new, &self.answers[row..], asked);
                self.classes.push(class);
            }
            let may_begin =
                |first: &Option<Question>| first.is_none_or(|q| self.kind_answer(new, q));
            let levels = plan.firsts.iter().enumerate();
            let levels = levels.filter(|(_, first)| may_begin(first));
            self.begin
                .push(levels.fold(0, |all, (level, _)| all | bit(level)));
        }
        number
    }

    /// A rule has marked the unit at `at` with classes that it did not have.
    ///
    /// What a mark makes of a unit does not hang on the classes that no rule asks for.
    pub fn mark(&mut self, at: usize, mark: Mark, unit: &Unit, plan: &Plan) {
        let before = self.here[at].kind;
        let key = mark.key() << 32 | u64::from(before);
        let kind = match self.marked.get(key) {
            Some(kind) => kind,
            None => {
                let kind = self.kind(unit.classes, plan);
                self.marked.get_or_insert(key, kind)
            }
        };
        let begin = self.begin[kind as usize];
        self.any |= begin;
        self.here[at].kind = kind;
        self.here[at].begin = begin;
    }

    /// At `at` stands from now on what a rule has folded around the unit at `head`; it is kept in a
    /// place of its own.
    pub fn fold(&mut self, at: usize, fold: Fold, unit: &Unit, plan: &Plan) {
        let head = self.here[fold.head].kind as usize;
        let folded = &mut self.levels[fold.level].folded;
        let known = folded.get(fold.rule).and_then(|kinds| kinds.get(head));
        let kind = match known {
            Some(kind) if *kind != UNKNOWN => *kind,
            _ => self.learn_fold(fold, head, unit, plan),
        };
        let begin = self.begin[kind as usize];
        self.any |= begin;
        self.here[at] = Here {
            begin,
            kind,
            place: fold.place,
        };
    }

    /// What a rule makes of a head is of one kind: what it takes over of the head and what it sets
    /// does not hang on the classes that no rule asks for.
    #[cold]
    fn learn_fold(&mut self, fold: Fold, head: usize, unit: &Unit, plan: &Plan) -> u32 {
        let kind = self.kind(unit.classes, plan);
        let folded = &mut self.levels[fold.level].folded;
        folded.resize(folded.len().max(fold.rule + 1), Vec::new());
        let kinds = &mut folded[fold.rule];
        kinds.resize(kinds.len().max(head + 1), UNKNOWN);
        kinds[head] = kind;
        kind
    }

    /// Where the unit at `at` is kept.
    pub fn place(&self, at: usize) -> usize {
        self.here[at].place as usize
    }

    /// Where all units are kept.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.here.iter().map(|here| here.place as usize)
    }

    /// Number of units of the sentence.
    pub fn len(&self) -> usize {
        self.here.len()
    }

    /// Only so many units are left.
    pub fn truncate(&mut self, units: usize) {
        self.here.truncate(units);
        self.any = if units == 0 { 0 } else { self.any };
    }

    /// Whether the unit at `at` is what a question asks for.
    pub fn answer(&self, at: usize, question: Question) -> bool {
        self.kind_answer(self.here[at].kind, question)
    }

    /// What the rules of a level take the unit at `at` for, and those behind it as far as rules read.
    pub fn classes(&self, level: usize, at: usize) -> impl Iterator<Item = u16> {
        let levels = self.levels.len();
        let here = self.here[at..].iter().take(REACH);
        here.map(move |here| self.classes[here.kind as usize * levels + level])
    }

    /// How many classes a level has so far.
    pub fn level_classes(&self, level: usize) -> usize {
        self.levels[level].samples.len()
    }

    /// The first unit with which a phrase of a level may begin.
    pub fn begins(&self, level: usize) -> Option<usize> {
        let bit = bit(level);
        let mut here = self.here.iter();
        (self.any & bit != 0).then(|| here.position(|here| here.begin & bit != 0))?
    }

    /// Moves units from `at` on to `to` and behind, up to one with which a phrase of a level may begin;
    /// how many.
    pub fn close_up(&mut self, level: usize, at: usize, to: usize) -> usize {
        let bit = bit(level);
        if at == to {
            let rest = self.here.get(at..).unwrap_or_default();
            let next = rest.iter().position(|here| here.begin & bit != 0);
            return next.unwrap_or(rest.len());
        }
        let mut moved = 0;
        while let Some(unit) = self.here.get(at + moved).copied() {
            if unit.begin & bit != 0 {
                break;
            }
            self.here[to + moved] = unit;
            moved += 1;
        }
        moved
    }

    /// Whether units of a class are what a question of its level asks for.
    pub fn class_answer(&self, level: usize, class: u16, question: Question) -> bool {
        self.kind_answer(self.levels[level].samples[class as usize], question)
    }

    fn kind_answer(&self, kind: u32, question: Question) -> bool {
        is_yes(&self.answers[kind as usize * self.width..], question)
    }

    /// The unit at `from` goes to `to`.
    pub fn shift(&mut self, from: usize, to: usize) {
        self.here[to] = self.here[from];
    }

    /// What the rules of a column make of the unit at `at`, or of there being none.
    fn ask(&self, column: usize, at: Option<usize>, plan: &Plan) -> u64 {
        match at.and_then(|at| self.here.get(at)) {
            Some(here) => {
                self.answers[here.kind as usize * self.width + self.columns_from + column]
            }
            None => plan.nothing(column),
        }
    }

    /// The frames that are worth a try at the cue `at`, in their order.
    pub fn frames(&self, at: usize, plan: &Plan, worth: &mut Worth) {
        worth.frames.clear();
        let (before, behind) = (at.checked_sub(1), Some(at + 1));
        let far = (at.checked_sub(2), Some(at + 2));
        for (block, sides) in plan.sides.iter().enumerate() {
            let mut rules = self.ask(sides.cue, Some(at), plan)
                & self.ask(sides.before[0], before, plan)
                & self.ask(sides.before[1], far.0, plan)
                & self.ask(sides.behind[0], behind, plan)
                & self.ask(sides.behind[1], far.1, plan);
            while rules != 0 {
                worth
                    .frames
                    .push(block * BLOCK + rules.trailing_zeros() as usize);
                rules &= rules - 1;
            }
        }
        if worth.frames.is_empty() {
            return;
        }
        let [left, right] = &mut worth.answered;
        self.answered(at.saturating_sub(REACH)..at, left);
        self.answered(at + 1..self.here.len().min(at + 1 + REACH), right);
        worth.frames.retain(|frame| {
            let [before, behind] = &plan.needs[*frame];
            before.met(left) && behind.met(right)
        });
    }

    /// What one of these units at least answers with yes, as bits by question.
    fn answered(&self, units: Range<usize>, out: &mut Vec<u64>) {
        out.clear();
        out.resize(self.columns_from, 0);
        for here in &self.here[units] {
            let row = here.kind as usize * self.width;
            let answers = &self.answers[row..row + self.columns_from];
            for (all, one) in out.iter_mut().zip(answers) {
                *all |= one;
            }
        }
    }
}

/// The frames that are worth a try at a cue, and room to find them.
#[derive(Debug, Default)]
pub struct Worth {
    /// Their numbers, in order.
    pub frames: Vec<usize>,
    /// What is answered with yes before the cue, and behind it.
    answered: [Vec<u64>; 2],
}
