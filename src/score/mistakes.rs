//! What went wrong, for people to read.

use super::gold::Gold;
use super::item::{Item, Labels};
use super::predictions::Predictions;
use super::report::Matched;
use super::tokens::Span;
use crate::claim::Kind;

/// What is wrong, in the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// No prediction has this content.
    Missed,
    /// No gold has this content.
    Spurious,
    /// The gold has a source, the prediction none.
    NoSource,
    /// Another source.
    WrongSource,
    /// The prediction has a source, the gold none.
    ExtraSource,
    /// Another speaker.
    WrongSpeaker,
    /// Another channel.
    WrongChannel,
    /// Another outlet.
    WrongOutlet,
    /// Another cue.
    WrongCue,
}

impl What {
    /// As the list writes it.
    pub fn name(self) -> &'static str {
        match self {
            What::Missed => "missed",
            What::Spurious => "spurious",
            What::NoSource => "no-source",
            What::WrongSource => "wrong-source",
            What::ExtraSource => "extra-source",
            What::WrongSpeaker => "wrong-speaker",
            What::WrongChannel => "wrong-channel",
            What::WrongOutlet => "wrong-outlet",
            What::WrongCue => "wrong-cue",
        }
    }

    /// The label that is at fault.
    fn label(self, labels: &Labels) -> &str {
        let label = match self {
            What::WrongSpeaker => &labels.speaker,
            What::WrongChannel => &labels.channel,
            What::WrongOutlet => &labels.outlet,
            _ => &None,
        };
        label.as_deref().unwrap_or_default()
    }
}

/// One thing that is wrong. A missed or spurious content has the other side's best overlap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mistake {
    /// What is wrong.
    pub what: What,
    /// The article's place in the gold.
    pub doc: usize,
    /// The annotation's place among those of its article.
    pub gold: Option<usize>,
    /// The prediction's place among those of its article.
    pub prediction: Option<usize>,
    /// How alike the two contents are.
    pub dice: f64,
}

/// What is wrong about a match: labels first, then the source, else the cue.
pub(crate) fn of_match(matched: &Matched, gold: &Item, predicted: &Item) -> Vec<What> {
    let labels = [
        (matched.speaker, What::WrongSpeaker),
        (matched.channel, What::WrongChannel),
        (matched.outlet, What::WrongOutlet),
    ];
    let wrong = labels
        .into_iter()
        .filter(|(right, _)| *right == Some(false));
    let mut out: Vec<What> = wrong.map(|(_, what)| what).collect();
    if !matched.source {
        out.push(if predicted.source_tokens.is_empty() {
            What::NoSource
        } else if gold.source_tokens.is_empty() {
            What::ExtraSource
        } else {
            What::WrongSource
        });
    } else if matched.cue == Some(false) && !predicted.cue_tokens.is_empty() {
        out.push(What::WrongCue);
    }
    out
}

/// The mistakes as tab-separated lines with a header, sorted by what, article and place.
pub(crate) fn tsv(mistakes: &[Mistake], gold: &Gold, predictions: &Predictions) -> String {
    let mut rows: Vec<Row> = mistakes
        .iter()
        .map(|m| Row::of(m, gold, predictions))
        .collect();
    rows.sort_by(|a, b| a.order().cmp(&b.order()));
    let mut out = String::from(
        "what\tdoc\tkind\tdice\tgold_content\tpred_content\tgold_source\tpred_source\
         \tgold_cue\tpred_cue\tgold_label\tpred_label\tcontext\n",
    );
    for row in rows {
        let cells = row.cells().map(|cell| cell.replace('\t', " "));
        out.push_str(&cells.join("\t"));
        out.push('\n');
    }
    out
}

/// A mistake with the items it is about.
struct Row<'a> {
    mistake: &'a Mistake,
    article: &'a super::gold::GoldDoc,
    gold: Option<&'a Item>,
    predicted: Option<&'a Item>,
}

impl<'a> Row<'a> {
    fn of(mistake: &'a Mistake, gold: &'a Gold, predictions: &'a Predictions) -> Self {
        let article = &gold.docs[mistake.doc];
        Row {
            mistake,
            article,
            gold: mistake.gold.map(|i| &article.items[i]),
            predicted: mistake
                .prediction
                .map(|j| &predictions.items[mistake.doc][j]),
        }
    }

    fn order(&self) -> (What, &str, Option<&Span>) {
        let item = self.gold.or(self.predicted);
        (
            self.mistake.what,
            &self.article.id,
            item.and_then(|i| i.content.first()),
        )
    }

    /// The item that the row is about: the prediction where it is spurious, else the gold.
    fn subject(&self) -> Option<&Item> {
        if self.mistake.what == What::Spurious {
            self.predicted
        } else {
            self.gold
        }
    }

    fn cells(&self) -> [String; 13] {
        let snippet = |item: Option<&Item>, part: fn(&Item) -> &[Span]| {
            item.map(|i| self.article.doc.snippet(part(i)))
                .unwrap_or_default()
        };
        let label = |item: Option<&Item>| {
            item.map(|i| self.mistake.what.label(&i.labels).to_string())
                .unwrap_or_default()
        };
        let (gold, predicted) = (self.gold, self.predicted);
        [
            self.mistake.what.name().to_string(),
            self.article.id.clone(),
            self.subject()
                .map_or("", |i| Kind::name(i.kind))
                .to_string(),
            format!("{:.2}", self.mistake.dice),
            snippet(gold, |i| &i.content),
            snippet(predicted, |i| &i.content),
            snippet(gold, |i| &i.source),
            snippet(predicted, |i| &i.source),
            snippet(gold, |i| &i.cue),
            snippet(predicted, |i| &i.cue),
            label(gold),
            label(predicted),
            self.subject()
                .map(|i| self.article.doc.context(&i.content))
                .unwrap_or_default(),
        ]
    }
}

impl super::Report {
    /// The mistakes as a tab-separated table, as `eval/score.py --errors` writes it.
    ///
    /// `gold` and `predictions` must be those that were evaluated.
    pub fn mistakes_tsv(&self, gold: &Gold, predictions: &Predictions) -> String {
        tsv(&self.mistakes, gold, predictions)
    }
}
