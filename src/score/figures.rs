//! Counts, and the figures made of them.

use std::ops::AddAssign;

use serde::Serialize;

use super::labels::LabelsRight;
use super::report::Matched;
use crate::claim::Kind;

/// "overall" and the three kinds.
pub(crate) const KEYS: usize = 4;
/// Where "overall" stands among the keys.
pub(crate) const OVERALL: usize = 0;

/// The kinds in the order of tables.
pub(crate) const KINDS: [Kind; 3] = [Kind::Direct, Kind::Mixed, Kind::Indirect];

/// The place of a kind among the keys.
pub(crate) fn key(kind: Kind) -> usize {
    match kind {
        Kind::Direct => 1,
        Kind::Mixed => 2,
        Kind::Indirect => 3,
    }
}

/// What is asked of a claim for it to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// Single tokens of contents.
    Token,
    /// Content with Dice ≥ 0.5.
    Lenient,
    /// The very same content.
    Strict,
    /// Lenient, and the source is right.
    Pair,
    /// Lenient, and speaker and channel are right.
    Row,
}

/// All levels that count claims.
pub(crate) const CLAIM_LEVELS: [Level; 4] =
    [Level::Lenient, Level::Strict, Level::Pair, Level::Row];
const LEVELS: usize = 5;

/// Right and all, on the predicted and on the gold side.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub right_predicted: usize,
    pub predicted: usize,
    pub right_gold: usize,
    pub gold: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.right_predicted += other.right_predicted;
        self.predicted += other.predicted;
        self.right_gold += other.right_gold;
        self.gold += other.gold;
    }
}

/// Counts of every level, overall and by kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cells([[Counts; KEYS]; LEVELS]);

impl Cells {
    pub(crate) fn at(&mut self, level: Level, key: usize) -> &mut Counts {
        &mut self.0[level as usize][key]
    }

    pub(crate) fn prf(&self, level: Level, key: usize) -> Prf {
        Prf::of(self.0[level as usize][key])
    }

    /// Counts one overall and for a kind.
    pub(crate) fn count(
        &mut self,
        level: Level,
        kind: Kind,
        what: impl Fn(&mut Counts) -> &mut usize,
    ) {
        for key in [OVERALL, key(kind)] {
            *what(self.at(level, key)) += 1;
        }
    }
}

impl AddAssign<&Cells> for Cells {
    fn add_assign(&mut self, other: &Cells) {
        let pairs = self.0.iter_mut().flatten().zip(other.0.iter().flatten());
        pairs.for_each(|(mine, its)| *mine += *its);
    }
}

/// Precision, recall and F1 with what they are made of; `None` where there is nothing to divide by.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Prf {
    /// Precision: the share of predictions that are right.
    pub p: Option<f64>,
    /// Recall: the share of gold that was found.
    pub r: Option<f64>,
    /// Their harmonic mean.
    pub f1: Option<f64>,
    /// Right predictions.
    pub tp_pred: usize,
    /// All predictions.
    pub pred: usize,
    /// Gold that was found.
    pub tp_gold: usize,
    /// All gold.
    pub gold: usize,
}

impl Prf {
    fn of(c: Counts) -> Self {
        let p = ratio(c.right_predicted, c.predicted);
        let r = ratio(c.right_gold, c.gold);
        let f1 = match (p, r) {
            (None, None) => None,
            (Some(p), Some(r)) if p > 0.0 && r > 0.0 => Some(2.0 * p * r / (p + r)),
            _ => Some(0.0),
        };
        Prf {
            p,
            r,
            f1,
            tp_pred: c.right_predicted,
            pred: c.predicted,
            tp_gold: c.right_gold,
            gold: c.gold,
        }
    }
}

/// A share of right answers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// `right / n`, or `None` where nothing was asked.
    pub accuracy: Option<f64>,
    /// Right answers.
    pub right: usize,
    /// All answers.
    pub n: usize,
}

/// The share of right sources, and of those with the very words.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SourceShare {
    /// `right / n`, or `None` where no gold has a source.
    pub accuracy: Option<f64>,
    /// Right sources.
    pub right: usize,
    /// Matches whose gold has a source.
    pub n: usize,
    /// The share with the same words, titles aside.
    pub exact: Option<f64>,
}

/// All figures of one kind, or of all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Over tokens that lie in any content.
    pub content_token: Prf,
    /// Over contents with Dice ≥ 0.5.
    pub content_lenient: Prf,
    /// Over contents of the very same tokens.
    pub content_strict: Prf,
    /// Among lenient matches whose gold has a source.
    pub source: SourceShare,
    /// Among all lenient matches; none for none is right.
    pub source_or_none: Share,
    /// Among lenient matches whose gold has a cue.
    pub cue: Share,
    /// Content lenient and source right: the headline.
    pub pair: Prf,
    /// Among lenient matches whose gold has a speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Share>,
    /// Among lenient matches whose gold has a channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Share>,
    /// Among lenient matches whose gold has an outlet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<Share>,
    /// Content lenient, speaker and channel right; where the gold has speakers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<Prf>,
}

/// Right answers out of all.
#[derive(Debug, Clone, Copy, Default)]
struct Hits {
    right: usize,
    n: usize,
}

impl Hits {
    /// Counts an answer where one was asked.
    fn add(&mut self, right: Option<bool>) {
        if let Some(right) = right {
            self.right += usize::from(right);
            self.n += 1;
        }
    }

    fn share(self) -> Share {
        Share {
            accuracy: ratio(self.right, self.n),
            right: self.right,
            n: self.n,
        }
    }

    fn share_if_asked(self) -> Option<Share> {
        (self.n > 0).then(|| self.share())
    }
}

/// What was right about lenient matches.
#[derive(Debug, Clone, Copy, Default)]
struct Answers {
    source: Hits,
    source_exact: usize,
    source_or_none: Hits,
    cue: Hits,
    speaker: Hits,
    channel: Hits,
    outlet: Hits,
}

/// All counts of a run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub cells: Cells,
    answers: [Answers; KEYS],
}

impl Tally {
    /// Counts what was right about a match whose gold is of this kind.
    pub(crate) fn answer(&mut self, kind: Kind, gold_has_source: bool, matched: &Matched) {
        let LabelsRight {
            speaker,
            channel,
            outlet,
        } = matched.labels();
        for key in [OVERALL, key(kind)] {
            let answers = &mut self.answers[key];
            if gold_has_source {
                answers.source.add(Some(matched.source));
                answers.source_exact += usize::from(matched.source_exact);
            }
            answers.source_or_none.add(Some(matched.source));
            answers.cue.add(matched.cue);
            answers.speaker.add(speaker);
            answers.channel.add(channel);
            answers.outlet.add(outlet);
        }
    }

    /// The figures of a key.
    pub(crate) fn figures(&self, key: usize) -> Figures {
        let (cells, answers) = (&self.cells, &self.answers[key]);
        let source = answers.source.share();
        let rows = self.answers[OVERALL].speaker.n > 0;
        Figures {
            content_token: cells.prf(Level::Token, key),
            content_lenient: cells.prf(Level::Lenient, key),
            content_strict: cells.prf(Level::Strict, key),
            source: SourceShare {
                accuracy: source.accuracy,
                right: source.right,
                n: source.n,
                exact: ratio(answers.source_exact, source.n),
            },
            source_or_none: answers.source_or_none.share(),
            cue: answers.cue.share(),
            pair: cells.prf(Level::Pair, key),
            speaker: answers.speaker.share_if_asked(),
            channel: answers.channel.share_if_asked(),
            outlet: answers.outlet.share_if_asked(),
            row: rows.then(|| cells.prf(Level::Row, key)),
        }
    }
}

/// A share, if there is a whole.
#[expect(clippy::cast_precision_loss, reason = "nobody counts 2^53 claims")]
fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_divide_by() {
        assert_eq!(Prf::of(Counts::default()).f1, None);
        let missed = Counts {
            gold: 2,
            ..Counts::default()
        };
        assert_eq!((Prf::of(missed).p, Prf::of(missed).f1), (None, Some(0.0)));
        let half = Counts {
            right_predicted: 1,
            predicted: 1,
            right_gold: 1,
            gold: 2,
        };
        assert_eq!(Prf::of(half).f1, Some(2.0 * 0.5 / 1.5));
    }
}
