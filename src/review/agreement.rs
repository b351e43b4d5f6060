//! How far several reviewers agree: raw agreement, Cohen's κ, Krippendorff's α.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Mark;
use super::figures::Item;

/// Agreement over the claims that several reviewed.
#[derive(Debug, Serialize)]
pub struct Agreement {
    /// Each two reviewers.
    pub pairs: Vec<Pair>,
    /// Krippendorff's α (nominal) over all reviewers; none where only one mark was ever given.
    pub alpha: Option<f64>,
    /// Claims with marks of two reviewers at least.
    pub claims: usize,
    /// Claims on which they differ.
    pub disagreements: Vec<Disagreement>,
}

/// Two reviewers.
#[derive(Debug, PartialEq, Serialize)]
pub struct Pair {
    /// The first.
    pub a: String,
    /// The second.
    pub b: String,
    /// Claims that both marked.
    pub claims: usize,
    /// The share on which they agree.
    pub agreement: f64,
    /// Cohen's κ; none where both always gave the same one mark.
    pub kappa: Option<f64>,
}

/// A claim on which reviewers differ.
#[derive(Debug, Serialize)]
pub struct Disagreement {
    /// The claim's id.
    pub claim_id: String,
    /// Its speaker.
    pub speaker: String,
    /// Its words.
    pub claim: String,
    /// Marks by reviewer.
    pub marks: BTreeMap<String, &'static str>,
}

/// Nothing where no claim was marked twice.
pub(super) fn agreement(items: &[Item], names: &[String]) -> Option<Agreement> {
    let shared: Vec<(&Item, Vec<(usize, Mark)>)> = items
        .iter()
        .map(|item| (item, one_each(&item.ratings)))
        .filter(|(_, ratings)| ratings.len() > 1)
        .collect();
    if shared.is_empty() {
        return None;
    }
    let ratings: Vec<&[(usize, Mark)]> = shared.iter().map(|(_, r)| r.as_slice()).collect();
    let differing = shared
        .iter()
        .filter(|(_, r)| r.iter().any(|(_, mark)| *mark != r[0].1));
    Some(Agreement {
        pairs: pairs(&ratings, names),
        alpha: alpha(&ratings),
        claims: shared.len(),
        disagreements: differing
            .map(|(item, r)| disagreement(item, r, names))
            .collect(),
    })
}

/// The last mark of each reviewer.
fn one_each(ratings: &[(usize, Mark)]) -> Vec<(usize, Mark)> {
    let by_reviewer: BTreeMap<usize, Mark> = ratings.iter().copied().collect();
    by_reviewer.into_iter().collect()
}

fn disagreement(item: &Item, ratings: &[(usize, Mark)], names: &[String]) -> Disagreement {
    let value = |column| item.values.get(column).cloned().unwrap_or_default();
    Disagreement {
        claim_id: item.claim_id.clone(),
        speaker: value("speaker"),
        claim: value("claim"),
        marks: ratings
            .iter()
            .map(|(who, mark)| (names[*who].clone(), mark.name()))
            .collect(),
    }
}

fn pairs(ratings: &[&[(usize, Mark)]], names: &[String]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for a in 0..names.len() {
        for b in a + 1..names.len() {
            let both: Vec<(Mark, Mark)> = ratings
                .iter()
                .filter_map(|ratings| Some((mark_of(ratings, a)?, mark_of(ratings, b)?)))
                .collect();
            if !both.is_empty() {
                let (agreement, kappa) = cohen(&both);
                pairs.push(Pair {
                    a: names[a].clone(),
                    b: names[b].clone(),
                    claims: both.len(),
                    agreement,
                    kappa,
                });
            }
        }
    }
    pairs
}

fn mark_of(ratings: &[(usize, Mark)], reviewer: usize) -> Option<Mark> {
    let mine = ratings.iter().find(|(who, _)| *who == reviewer);
    mine.map(|(_, mark)| *mark)
}

/// The share of equal marks, and κ = (share − chance) / (1 − chance).
fn cohen(both: &[(Mark, Mark)]) -> (f64, Option<f64>) {
    let all = both.len() as f64;
    let share = both.iter().filter(|(a, b)| a == b).count() as f64 / all;
    let by_chance = Mark::ALL.iter().map(|mark| {
        let a = both.iter().filter(|pair| pair.0 == *mark).count() as f64;
        let b = both.iter().filter(|pair| pair.1 == *mark).count() as f64;
        a * b / (all * all)
    });
    let chance: f64 = by_chance.sum();
    let kappa = (chance < 1.0).then(|| (share - chance) / (1.0 - chance));
    (share, kappa)
}

/// α = 1 − observed / expected disagreement, from the coincidences of each claim's marks.
fn alpha(ratings: &[&[(usize, Mark)]]) -> Option<f64> {
    let (mut totals, mut same) = ([0.0; Mark::ALL.len()], 0.0);
    for marks in ratings {
        let count = |mark: Mark| marks.iter().filter(|(_, m)| *m == mark).count() as f64;
        let others = marks.len() as f64 - 1.0;
        for (mark, total) in Mark::ALL.into_iter().zip(&mut totals) {
            *total += count(mark);
            same += count(mark) * (count(mark) - 1.0) / others;
        }
    }
    let all: f64 = totals.iter().sum();
    let observed = all - same;
    let expected = all * all - totals.iter().map(|total| total * total).sum::<f64>();
    (expected > 0.0).then(|| 1.0 - (all - 1.0) * observed / expected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Mark::{NotAClaim as N, Right as R};

    #[test]
    fn cohen_of_a_known_table() {
        // 20 and 15 on the diagonal, 5 and 10 beside it: share 0.7, chance 0.5.
        let cells = [((R, R), 20), ((R, N), 5), ((N, R), 10), ((N, N), 15)];
        let both: Vec<_> = cells.iter().flat_map(|(pair, n)| vec![*pair; *n]).collect();
        let (share, kappa) = cohen(&both);
        assert!((share - 0.7).abs() < 1e-9 && (kappa.unwrap() - 0.4).abs() < 1e-9);
        assert_eq!(cohen(&[(R, R)]).1, None);
    }

    #[test]
    fn alpha_of_a_known_table() {
        // Three coders, fifteen units, marks missing; its nominal α is 0.691.
        let coders = ["*****34121133*3", "1*213343*******", "**21344*21133*4"];
        let units: Vec<Vec<(usize, Mark)>> = (0..15)
            .map(|unit| {
                let rated = coders.iter().enumerate().filter_map(|(who, coder)| {
                    let digit = coder.chars().nth(unit)?.to_digit(10)?;
                    Some((who, Mark::ALL[digit as usize]))
                });
                rated.collect()
            })
            .filter(|marks: &Vec<_>| marks.len() > 1)
            .collect();
        let ratings: Vec<_> = units.iter().map(Vec::as_slice).collect();
        assert!((alpha(&ratings).unwrap() - 0.691).abs() < 5e-4);
        assert_eq!(alpha(&[&[(0, R), (1, R)]]), None);
    }
}
