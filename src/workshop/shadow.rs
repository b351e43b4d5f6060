//! Rules that can never match because an earlier one always does.
//!
//! A rule is shadowed for sure where an earlier one of its kind has the same steps, each at least
//! as wide. Other ways of being shadowed are not told: there are no false alarms.

use crate::rules::Rules;
use crate::rules::pattern::{Program, Step, Test};

/// A rule and the earlier one that takes all that it could match.
#[derive(Debug, PartialEq, Eq)]
pub struct Shadowed<'r> {
    /// The rule that never matches.
    pub rule: &'r str,
    /// The one before it.
    pub by: &'r str,
}

/// All rules that are shadowed for sure.
pub fn shadowed(rules: &Rules) -> Vec<Shadowed<'_>> {
    let mut out = Vec::new();
    for level in &rules.levels {
        for (i, phrase) in level.iter().enumerate() {
            // A rule that only marks does not keep a later one from matching.
            let mut folding = level[..i].iter().filter(|p| p.marks.is_empty());
            if let Some(by) = folding.find(|p| covers(&p.program, &phrase.program)) {
                out.push(Shadowed {
                    rule: &phrase.id,
                    by: &by.id,
                });
            }
        }
    }
    for (i, frame) in rules.frames.iter().enumerate() {
        if let Some(by) = rules.frames[..i]
            .iter()
            .find(|f| covers(&f.program, &frame.program))
        {
            out.push(Shadowed {
                rule: &frame.id,
                by: &by.id,
            });
        }
    }
    out
}

/// Whether everything that `later` matches, `earlier` matches too; of rules from an image it is not
/// known, and they were looked at when that was made.
fn covers(earlier: &Program, later: &Program) -> bool {
    let focus = match (&earlier.focus, &later.focus) {
        (None, None) => true,
        (Some(a), Some(b)) => wider(a, b),
        _ => false,
    };
    let known = !later.right.steps.is_empty();
    known
        && focus
        && side(&earlier.left.steps, &later.left.steps)
        && side(&earlier.right.steps, &later.right.steps)
}

/// The same steps, each at least as wide, captures aside; the earlier may stop sooner.
fn side(earlier: &[Step], later: &[Step]) -> bool {
    let (a, b) = (bare(earlier), bare(later));
    let straight = |steps: &[Step]| {
        !steps
            .iter()
            .any(|s| matches!(s, Step::Split(..) | Step::Jump(_)))
    };
    if straight(&a) && a.len() < b.len() {
        return a[..a.len() - 1].iter().zip(&b).all(|(x, y)| step(x, y));
    }
    a.len() == b.len() && a.iter().zip(&b).all(|(x, y)| step(x, y))
}

fn step(a: &Step, b: &Step) -> bool {
    match (a, b) {
        (Step::Any, Step::Any | Step::Test(_) | Step::OneOf(_)) => true,
        (Step::Test(a), Step::Test(b)) => wider(a, b),
        _ => a == b,
    }
}

fn wider(a: &Test, b: &Test) -> bool {
    b.all.holds(a.all) && b.none.holds(a.none)
}

/// Steps without captures, jumps counted anew.
fn bare(steps: &[Step]) -> Vec<Step> {
    let is_save = |s: &&Step| matches!(s, Step::Save(_));
    let moved = |to: usize| to - steps[..to.min(steps.len())].iter().filter(is_save).count();
    steps
        .iter()
        .filter(|s| !is_save(s))
        .map(|s| match s {
            Step::Split(a, b, fork) => Step::Split(moved(*a), moved(*b), *fork),
            Step::Jump(to) => Step::Jump(moved(*to)),
            other => other.clone(),
        })
        .collect()
}
