//! Which rules and which lines of the lexicon cost most.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::item::Item;
use super::report::Outcome;

/// What came of one rule or lexicon line. Predictions that count neither way are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// The rule's id, or `file:line entry`.
    pub name: String,
    /// Predictions made with it.
    pub predictions: usize,
    /// Those with right content and right source.
    pub right: usize,
    /// The others.
    pub wrong: usize,
}

impl Cost {
    /// Wrong before right: what the figures would gain without it.
    fn order(&self) -> (Reverse<i64>, Reverse<usize>, &str) {
        let signed = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        (
            Reverse(signed(self.wrong) - signed(self.right)),
            Reverse(self.wrong),
            &self.name,
        )
    }
}

/// Every rule and every cue of the lexicon that predicted, the costliest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Costs {
    /// By rule.
    pub rules: Vec<Cost>,
    /// By cue entry.
    pub cues: Vec<Cost>,
}

impl Costs {
    /// Sums up outcomes; predictions tell their rule and cue entries.
    pub(crate) fn of<'a>(outcomes: impl Iterator<Item = (&'a Outcome, &'a Item)>) -> Self {
        let (mut rules, mut cues) = (Sums::new(), Sums::new());
        for (outcome, item) in outcomes.filter(|(outcome, _)| outcome.counts()) {
            if !item.rule.is_empty() {
                count(&mut rules, &item.rule, outcome);
            }
            for entry in &item.cue_entries {
                count(&mut cues, entry, outcome);
            }
        }
        Costs {
            rules: sorted(rules),
            cues: sorted(cues),
        }
    }

    /// The `top` worst of each as tables, without a line feed at the end; empty if nothing that
    /// predicted told its rule.
    pub fn table(&self, top: usize) -> String {
        let parts = [("rules", &self.rules), ("cues of the lexicon", &self.cues)];
        let parts = parts
            .into_iter()
            .filter(|(_, costs)| top > 0 && !costs.is_empty());
        parts
            .map(|(what, costs)| section(what, costs, top))
            .collect::<Vec<_>>()
            .join("\n\n")
    }
}

/// (predictions, right) by name.
type Sums<'a> = BTreeMap<&'a str, (usize, usize)>;

fn count<'a>(sums: &mut Sums<'a>, name: &'a str, outcome: &Outcome) {
    let (predictions, right) = sums.entry(name).or_default();
    *predictions += 1;
    *right += usize::from(outcome.right_pair());
}

fn sorted(sums: Sums) -> Vec<Cost> {
    let cost = |(name, (predictions, right)): (&str, (usize, usize))| Cost {
        name: name.to_string(),
        predictions,
        right,
        wrong: predictions - right,
    };
    let mut out: Vec<Cost> = sums.into_iter().map(cost).collect();
    out.sort_by(|a, b| a.order().cmp(&b.order()));
    out
}

fn section(what: &str, costs: &[Cost], top: usize) -> String {
    let mut out = format!("worst {what}, by wrong less right\n");
    let _ = write!(out, "{:>9}{:>9}{:>9}  of", "wrong", "right", "all");
    for cost in costs.iter().take(top) {
        let Cost {
            name,
            predictions,
            right,
            wrong,
        } = cost;
        let _ = write!(out, "\n{wrong:>9}{right:>9}{predictions:>9}  {name}");
    }
    if costs.len() > top {
        let _ = write!(out, "\n{:>27}  and {} more", "", costs.len() - top);
    }
    out
}
