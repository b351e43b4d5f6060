//! Which rules are worth a try at a unit: worked out once, so that most pairs of unit and rule
//! cost nothing.

use super::file::Rules;
use super::pattern::{OneOf, Test};
use super::units::{BuiltIn, Unit};
use crate::lexicon::Classes;

/// Rules that one word of bits holds.
pub const BLOCK: usize = 64;

/// For each class the rules that may begin with it, at most [`BLOCK`] of them.
#[derive(Debug)]
pub struct Starts {
    /// Rules that may begin with any unit.
    anywhere: u64,
    /// Rules that begin at the sentence's edge only.
    at_edge: u64,
    /// Classes with which some rule begins.
    starters: Classes,
    /// By class.
    by_class: Vec<u64>,
}

/// The rules by what they begin with.
#[derive(Debug, Default)]
pub struct Plan {
    /// Phrase rules, by level and block.
    pub levels: Vec<Vec<Starts>>,
    /// Frame rules by what their cue is, in blocks.
    pub cues: Vec<Starts>,
    /// Frame rules by what stands behind the cue, in blocks.
    pub behind: Vec<Starts>,
    /// Frame rules by what stands before the cue, in blocks.
    pub before: Vec<Starts>,
    /// For each frame the first one that has the same left side.
    pub same_left: Vec<usize>,
}

impl Plan {
    /// Sorts the rules.
    pub fn new(rules: &Rules) -> Plan {
        let common = common(&rules.built_in);
        let blocks = |all: Vec<(Option<&OneOf>, bool)>| -> Vec<Starts> {
            all.chunks(BLOCK)
                .map(|block| Starts::new(block, common))
                .collect()
        };
        let frames = || rules.frames.iter().map(|f| &f.program);
        let cues: Vec<OneOf> = frames().map(|p| OneOf::of(p.focus)).collect();
        Plan {
            levels: rules
                .levels
                .iter()
                .map(|level| {
                    blocks(
                        level
                            .iter()
                            .map(|p| (p.program.right.first.as_ref(), p.program.right.at_edge))
                            .collect(),
                    )
                })
                .collect(),
            cues: blocks(cues.iter().map(|c| (Some(c), false)).collect()),
            behind: blocks(frames().map(|p| (p.right.first.as_ref(), false)).collect()),
            before: blocks(frames().map(|p| (p.left.first.as_ref(), false)).collect()),
            same_left: frames()
                .map(|p| frames().position(|q| q.left == p.left).unwrap_or_default())
                .collect(),
        }
    }
}

impl Plan {
    /// The frames that are worth a try at the cue `at`, in their order.
    pub fn frames(&self, units: &[Unit], at: usize) -> impl Iterator<Item = usize> {
        let cue = units[at].classes;
        let before = at.checked_sub(1).map(|i| units[i].classes);
        let behind = units.get(at + 1).map(|u| u.classes);
        let sides = self.before.iter().zip(&self.behind);
        self.cues
            .iter()
            .zip(sides)
            .enumerate()
            .flat_map(move |(block, (cues, (left, right)))| {
                let mut rest =
                    cues.rules(cue, at) & left.rules_beside(before) & right.rules_beside(behind);
                std::iter::from_fn(move || {
                    let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
                    rest &= rest - 1;
                    Some(block * BLOCK + bit)
                })
            })
    }
}

/// Classes that so many units have that a rule is better found by another one.
fn common(built_in: &BuiltIn) -> Classes {
    let mut out = built_in.word;
    for set in [
        built_in.lower,
        built_in.capitalised,
        built_in.mid_capital,
        built_in.unknown,
        built_in.quote,
    ] {
        out.extend(set);
    }
    out
}

impl Starts {
    fn new(rules: &[(Option<&OneOf>, bool)], common: Classes) -> Starts {
        let mut out = Starts {
            anywhere: 0,
            at_edge: 0,
            starters: Classes::NONE,
            by_class: vec![0; crate::lexicon::classes::MOST],
        };
        for (i, (first, at_edge)) in rules.iter().enumerate() {
            let rule = 1 << i;
            out.at_edge |= if *at_edge { rule } else { 0 };
            let Some(first) = first else {
                out.anywhere |= rule;
                continue;
            };
            let (tests, any) = first.parts();
            out.note(any, rule);
            for test in tests {
                match rarest(test, common) {
                    Some(classes) => out.note(classes, rule),
                    None => out.anywhere |= rule,
                }
            }
        }
        out
    }

    fn note(&mut self, classes: Classes, rule: u64) {
        self.starters.extend(classes);
        for class in classes.iter() {
            self.by_class[class as usize] |= rule;
        }
    }

    /// The rules, as bits, that may begin at position `at`, with a unit of these classes.
    pub fn rules(&self, classes: Classes, at: usize) -> u64 {
        let mut out = self.anywhere;
        if classes.meets(self.starters) {
            for class in classes.and(self.starters).iter() {
                out |= self.by_class[class as usize];
            }
        }
        if at == 0 { out } else { out & !self.at_edge }
    }
}

impl Starts {
    /// As [`Self::rules`], for sides of a cue; `None` where nothing stands there.
    fn rules_beside(&self, classes: Option<Classes>) -> u64 {
        classes.map_or(self.anywhere, |c| self.rules(c, usize::MAX))
    }
}

/// One class that every unit has that passes, none where there is no such class.
fn rarest(test: &Test, common: Classes) -> Option<Classes> {
    let mut rare = test.all;
    rare.remove(common);
    let from = if rare.is_empty() { test.all } else { rare };
    from.iter().next().map(Classes::of)
}
