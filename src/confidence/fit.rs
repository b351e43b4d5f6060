//! Learns the weights: logistic regression, every weight drawn towards nothing.

use std::collections::BTreeMap;

use super::features::Feature;
use super::samples::Sample;
use super::share;
use super::weights::{BASE, LEAST, Weights};

/// Values seen less often get no weight.
const SEEN: usize = 8;
/// How strongly weights are drawn towards nothing: about so many rows on each side.
const PULL: f64 = 3.0;
/// The same for single words, of which there are many.
const PULL_WORD: f64 = 6.0;
/// Times that every weight is mended.
const ROUNDS: usize = 40;
/// A step that would go further is cut.
const STEP: f64 = 1.0;
/// Weights nearer to nothing are left out of the table.
const LEAST_WEIGHT: f64 = 0.02;

/// A learnt weight and what it was learnt from.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The feature's name.
    pub feature: &'static str,
    /// Its value.
    pub value: String,
    /// What it adds to the log odds.
    pub weight: f64,
    /// Rows with that value.
    pub seen: usize,
    /// Those that are right.
    pub right: usize,
}

/// The lines of a table, the base first.
pub fn fit(samples: &[Sample]) -> Vec<Line> {
    let mut problem = Problem::new(samples);
    for _ in 0..ROUNDS {
        problem.mend_base();
        (0..problem.columns.len()).for_each(|c| problem.mend(c));
    }
    problem.lines(samples)
}

/// The weights of the lines.
pub fn weights(lines: &[Line]) -> Weights {
    let mut out = Weights::default();
    for line in lines {
        // The names are those of the features themselves.
        let added = out.add(line.feature, &line.value, line.weight);
        debug_assert!(added.is_ok());
    }
    out
}

/// One value of one feature.
struct Column {
    feature: Feature,
    value: String,
    /// Rows that have it.
    rows: Vec<usize>,
    right: usize,
    weight: f64,
}

struct Problem {
    base: f64,
    columns: Vec<Column>,
    /// By row: the log odds so far.
    odds: Vec<f64>,
    right: Vec<bool>,
}

impl Problem {
    fn new(samples: &[Sample]) -> Self {
        let mut rows: BTreeMap<(Feature, &str), Vec<usize>> = BTreeMap::new();
        for (row, sample) in samples.iter().enumerate() {
            for (feature, value) in &sample.values {
                rows.entry((*feature, value)).or_default().push(row);
            }
        }
        let often = rows.into_iter().filter(|(_, rows)| rows.len() >= SEEN);
        let column = |((feature, value), rows): ((Feature, &str), Vec<usize>)| Column {
            feature,
            value: value.to_owned(),
            right: rows.iter().filter(|&&r| samples[r].right).count(),
            rows,
            weight: 0.0,
        };
        Problem {
            base: 0.0,
            columns: often.map(column).collect(),
            odds: vec![0.0; samples.len()],
            right: samples.iter().map(|s| s.right).collect(),
        }
    }

    /// Newton's step for one weight: how far it is off, and how quickly that changes.
    fn step(&self, rows: impl Iterator<Item = usize>, weight: f64, pull: f64) -> f64 {
        let (mut off, mut curve) = (-pull * weight, pull);
        for row in rows {
            let p = share(self.odds[row]);
            off += f64::from(u8::from(self.right[row])) - p;
            curve += p * (1.0 - p);
        }
        if curve > 0.0 {
            (off / curve).clamp(-STEP, STEP)
        } else {
            0.0
        }
    }

    fn mend_base(&mut self) {
        let step = self.step(0..self.odds.len(), 0.0, 0.0);
        self.base += step;
        self.odds.iter_mut().for_each(|o| *o += step);
    }

    fn mend(&mut self, column: usize) {
        let c = &self.columns[column];
        let pull = if matches!(
            c.feature,
            Feature::Cue | Feature::RuleHow | Feature::MentionWord
        ) {
            PULL_WORD
        } else {
            PULL
        };
        let step = self.step(c.rows.iter().copied(), c.weight, pull);
        for &row in &c.rows {
            self.odds[row] += step;
        }
        self.columns[column].weight += step;
    }

    fn lines(self, samples: &[Sample]) -> Vec<Line> {
        let all = samples.iter().filter(|s| s.right).count();
        let line = |feature, value: String, weight: f64, (seen, right)| Line {
            feature,
            value,
            weight: rounded(weight),
            seen,
            right,
        };
        let mut out = vec![line(BASE, String::new(), self.base, (samples.len(), all))];
        let kept = self
            .columns
            .into_iter()
            .filter(|c| c.weight.abs() >= LEAST_WEIGHT);
        out.extend(
            kept.map(|c| line(c.feature.name(), c.value, c.weight, (c.rows.len(), c.right))),
        );
        out
    }
}

fn rounded(weight: f64) -> f64 {
    (weight * 1000.0).round() / 1000.0
}

/// The table as CSV; rows below `least` are left out by default.
pub fn csv(lines: &[Line], least: f32) -> String {
    let mut out = String::from("feature,value,weight,seen,right,note\n");
    out.push_str(&format!("{LEAST},,{least},,,rows with less confidence are left out unless --min-confidence says otherwise\n"));
    for line in lines {
        let value = if line.value.contains([',', '"']) {
            format!("\"{}\"", line.value.replace('"', "\"\""))
        } else {
            line.value.clone()
        };
        out.push_str(&format!(
            "{},{value},{},{},{},\n",
            line.feature, line.weight, line.seen, line.right
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(value: &str, right: bool) -> Sample {
        Sample {
            article: 0,
            values: vec![(Feature::Cue, value.to_owned())],
            confidence: 0.0,
            right,
        }
    }

    #[test]
    fn learns_what_was_right_and_draws_it_towards_the_mean() {
        let rows = (0..100)
            .map(|i| sample("a", i % 10 != 0))
            .chain((0..100).map(|i| sample("b", i % 2 == 0)));
        let lines = fit(&rows
            .chain((0..3).map(|_| sample("c", false)))
            .collect::<Vec<_>>());
        let weights = weights(&lines);
        let of = |v: &str| share(weights.base + weights.of(Feature::Cue, v));
        assert!(of("a") > 0.8 && of("a") < 0.9, "{}", of("a"));
        assert!(of("b") > 0.5 && of("b") < 0.6, "{}", of("b"));
        assert!(
            weights.of(Feature::Cue, "c").abs() < 1e-9,
            "seen too seldom"
        );
    }
}
