//! What an evaluation comes to, and its table.

use std::fmt::Write as _;

use serde::Serialize;

use super::figures::{Figures, Prf, Share};
use super::labels::LabelsRight;
use super::mistakes::Mistake;
use super::worst::Costs;

/// The figures of an evaluation; as JSON it has the keys of `eval/score.py --json`.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Articles of the gold.
    pub docs: usize,
    /// Articles for which nothing was predicted.
    pub docs_without_prediction: usize,
    /// Annotations that count.
    pub gold: usize,
    /// Annotations that count neither way.
    pub gold_optional: usize,
    /// Annotations skipped, having no word for content.
    pub gold_without_words_skipped: usize,
    /// Predictions for these articles.
    pub pred: usize,
    /// Predictions without a word for content: they count, as wrong.
    pub pred_without_words: usize,
    /// Predictions left out, naming an article that the gold lacks.
    pub pred_in_unknown_docs_ignored: usize,
    /// How figures are averaged.
    pub average: &'static str,
    /// All kinds together.
    pub overall: Figures,
    /// Each kind: precision over predictions of that kind, recall over gold of it.
    pub by_kind: ByKind,
    /// Pair F1 averaged over articles.
    pub pair_f1_macro_over_docs: Option<f64>,
    /// What each rule and each cue of the lexicon cost.
    pub costs: Costs,
    /// What became of each prediction, in the order of articles and predictions.
    #[serde(skip)]
    pub outcomes: Vec<Outcome>,
    /// What went wrong, in the order in which it was met.
    #[serde(skip)]
    pub mistakes: Vec<Mistake>,
}

/// Figures by kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ByKind {
    /// All words in quotation marks.
    pub direct: Figures,
    /// Some of them.
    pub mixed: Figures,
    /// None.
    pub indirect: Figures,
}

/// What became of a prediction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// The article's place in the gold.
    pub doc: usize,
    /// The prediction's place among those of its article.
    pub prediction: usize,
    /// How it stands to the gold.
    pub standing: Standing,
}

impl Outcome {
    /// Whether it counts at all.
    pub fn counts(&self) -> bool {
        self.standing != Standing::Aside
    }

    /// The match, if there is one.
    pub fn matched(&self) -> Option<&Matched> {
        match &self.standing {
            Standing::Matched(matched) => Some(matched),
            _ => None,
        }
    }

    /// Right content and right source.
    pub fn right_pair(&self) -> bool {
        self.matched().is_some_and(|m| m.source)
    }

    /// Right content, right speaker and right channel.
    pub fn right_row(&self) -> bool {
        self.matched().is_some_and(|m| m.row)
    }
}

/// How a prediction stands to the gold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing {
    /// Counts neither way: it goes with optional gold or lies in an ignored stretch.
    Aside,
    /// No gold content is its own.
    Unmatched,
    /// Matched to a gold content.
    Matched(Matched),
}

/// What is right about a prediction that matches a gold content. Labels that the gold lacks are
/// not asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Matched {
    /// The place of the gold among the items of its article.
    pub gold: usize,
    /// How alike the contents are.
    pub dice: f64,
    /// The source is right (or rightly missing).
    pub source: bool,
    /// It has the same words, titles aside.
    pub source_exact: bool,
    /// The cue is right.
    pub cue: Option<bool>,
    /// The speaker is right.
    pub speaker: Option<bool>,
    /// The channel is right.
    pub channel: Option<bool>,
    /// The outlet is right.
    pub outlet: Option<bool>,
    /// Speaker (else source) and channel are right.
    pub row: bool,
}

impl Matched {
    pub(crate) fn labels(&self) -> LabelsRight {
        LabelsRight {
            speaker: self.speaker,
            channel: self.channel,
            outlet: self.outlet,
        }
    }
}

impl Report {
    /// The table that people read, without a line feed at its end.
    pub fn table(&self) -> String {
        let mut lines = self.head();
        lines.push(row(
            "micro, %",
            self.columns().map(|(name, _)| name.to_string()),
        ));
        lines.push(row("", self.columns().map(|_| "P     R    F1".to_string())));
        lines.extend(self.prf_lines());
        lines.extend(self.share_lines());
        let mean = percent(self.pair_f1_macro_over_docs);
        lines.push(format!("pair F1, mean over documents: {mean}"));
        lines.join("\n")
    }

    fn columns(&self) -> [(&'static str, &Figures); 4] {
        let kinds = &self.by_kind;
        [
            ("overall", &self.overall),
            ("direct", &kinds.direct),
            ("mixed", &kinds.mixed),
            ("indirect", &kinds.indirect),
        ]
    }

    fn head(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "docs {} ({} without a prediction), gold {}, predicted {}",
            self.docs, self.docs_without_prediction, self.gold, self.pred
        )];
        let notes = [
            ("gold_optional", self.gold_optional),
            (
                "gold_without_words_skipped",
                self.gold_without_words_skipped,
            ),
            ("pred_without_words", self.pred_without_words),
            (
                "pred_in_unknown_docs_ignored",
                self.pred_in_unknown_docs_ignored,
            ),
        ];
        let notes = notes.into_iter().filter(|(_, n)| *n > 0);
        lines.extend(notes.map(|(name, n)| format!("  {name}: {n}")));
        lines
    }

    fn prf_lines(&self) -> Vec<String> {
        type Get = fn(&Figures) -> Option<Prf>;
        let rows: [(&str, Get); 5] = [
            ("content token", |f| Some(f.content_token)),
            ("content lenient", |f| Some(f.content_lenient)),
            ("content strict", |f| Some(f.content_strict)),
            ("PAIR", |f| Some(f.pair)),
            ("ROW", |f| f.row),
        ];
        let line = |(name, get): (&str, Get)| {
            get(&self.overall)?;
            let cells = self.columns().map(|(_, f)| {
                let f = get(f);
                let part = |x: fn(Prf) -> Option<f64>| percent(f.and_then(x));
                format!("{} {} {}", part(|f| f.p), part(|f| f.r), part(|f| f.f1))
            });
            Some(row(name, cells))
        };
        rows.into_iter().filter_map(line).collect()
    }

    fn share_lines(&self) -> Vec<String> {
        type Get = fn(&Figures) -> Option<Share>;
        let exact: Get = |f| {
            Some(Share {
                accuracy: f.source.exact,
                right: 0,
                n: f.source.n,
            })
        };
        let source: Get = |f| {
            Some(Share {
                accuracy: f.source.accuracy,
                right: 0,
                n: f.source.n,
            })
        };
        let rows: [(&str, Get); 7] = [
            ("source accuracy", source),
            ("  exact", exact),
            ("  or none", |f| Some(f.source_or_none)),
            ("cue accuracy", |f| Some(f.cue)),
            ("speaker accuracy", |f| f.speaker),
            ("channel accuracy", |f| f.channel),
            ("outlet accuracy", |f| f.outlet),
        ];
        let line = |(name, get): (&str, Get)| {
            get(&self.overall)?;
            let cell = |share: Share| format!("{} of {}", percent(share.accuracy), share.n);
            Some(row(
                name,
                self.columns()
                    .map(|(_, f)| get(f).map_or("-".to_string(), cell)),
            ))
        };
        rows.into_iter().filter_map(line).collect()
    }
}

/// One line of the table: a name and a cell for each column.
fn row(name: &str, cells: [String; 4]) -> String {
    let mut line = format!("{name:<17}");
    for cell in cells {
        // A String takes any text, so there is no error to tell of.
        let _ = write!(line, "{cell:>20}");
    }
    line
}

fn percent(share: Option<f64>) -> String {
    share.map_or("    -".to_string(), |x| format!("{:5.1}", 100.0 * x))
}
