//! Adding up over articles.

use std::collections::HashSet;

use super::case::Case;
use super::figures::{KINDS, Level, OVERALL, Tally, key};
use super::gold::{Gold, is_statement};
use super::item::Item;
use super::mistakes::Mistake;
use super::predictions::Predictions;
use super::report::{ByKind, Outcome, Report};
use super::worst::Costs;

/// Scores predictions against annotations.
///
/// With `statements` (case-folded word forms), gold that has neither quoted words nor a cue among
/// them becomes optional. The predictions must have been read for this gold.
pub fn evaluate(
    gold: &Gold,
    predictions: &Predictions,
    statements: Option<&HashSet<String>>,
) -> Report {
    let mut run = Run::default();
    for (d, (article, predicted)) in gold.docs.iter().zip(&predictions.items).enumerate() {
        let optional = |item: &Item| {
            item.optional
                || statements.is_some_and(|forms| !is_statement(&article.doc, item, forms))
        };
        let optional: Vec<bool> = article.items.iter().map(optional).collect();
        run.add(&Case::new(d, article, predicted, &optional));
        run.optional += optional.into_iter().filter(|&o| o).count();
    }
    run.report(gold, predictions)
}

/// What adds up over articles.
#[derive(Default)]
struct Run {
    tally: Tally,
    optional: usize,
    f1: Vec<f64>,
    outcomes: Vec<Outcome>,
    mistakes: Vec<Mistake>,
}

impl Run {
    fn add(&mut self, case: &Case) {
        let overlaps = case.overlaps();
        let matches = case.matches(&overlaps);
        let cells = case.cells(&matches);
        for &(i, _, ref matched) in &matches {
            let gold = case.gold[i].1;
            self.tally
                .answer(gold.kind, !gold.source_tokens.is_empty(), matched);
        }
        // Nothing to find and nothing found is as good as can be.
        self.f1
            .push(cells.prf(Level::Pair, OVERALL).f1.unwrap_or(1.0));
        self.tally.cells += &cells;
        self.outcomes.extend(case.outcomes(&matches));
        self.mistakes.extend(case.mistakes(&overlaps, &matches));
    }

    fn report(self, gold: &Gold, predictions: &Predictions) -> Report {
        let items = predictions.items.iter().flatten();
        let annotated: usize = gold.docs.iter().map(|d| d.items.len()).sum();
        let mean = self.f1.iter().sum::<f64>() / count(self.f1.len());
        let item = |o: &Outcome| &predictions.items[o.doc][o.prediction];
        let [direct, mixed, indirect] = KINDS.map(|kind| self.tally.figures(key(kind)));
        Report {
            docs: gold.docs.len(),
            docs_without_prediction: predictions.items.iter().filter(|p| p.is_empty()).count(),
            gold: annotated - self.optional,
            gold_optional: self.optional,
            gold_without_words_skipped: gold.without_words,
            pred: items.clone().count(),
            pred_without_words: items.filter(|i| i.content_tokens.is_empty()).count(),
            pred_in_unknown_docs_ignored: predictions.in_unknown_docs,
            average: "micro (counts pooled over documents)",
            overall: self.tally.figures(OVERALL),
            by_kind: ByKind {
                direct,
                mixed,
                indirect,
            },
            pair_f1_macro_over_docs: (!self.f1.is_empty()).then_some(mean),
            costs: Costs::of(self.outcomes.iter().map(|o| (o, item(o)))),
            outcomes: self.outcomes,
            mistakes: self.mistakes,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "nobody has 2^53 articles")]
fn count(n: usize) -> f64 {
    n as f64
}
