//! One article: what counts, what matches, and what is right about it.

use std::collections::{HashMap, HashSet};

use super::figures::{CLAIM_LEVELS, Cells, Counts, KINDS, Level, OVERALL, key};
use super::gold::GoldDoc;
use super::item::Item;
use super::labels::labels_right;
use super::matching::{Edges, best_matching};
use super::mistakes::{Mistake, What, of_match};
use super::report::{Matched, Outcome, Standing};
use super::source::{cue_right, source_right};
use super::tokens::TokenSet;

/// Dice at or over which two contents are "the same".
const LENIENT: f64 = 0.5;
/// Agreement of the source only breaks ties in Dice.
const SOURCE_RIGHT: f64 = 1e-6;
/// Likewise, less.
const SOURCE_EXACT: f64 = 1e-7;

/// An item with its place in its article.
pub(crate) type Placed<'a> = (usize, &'a Item);

/// One article, with what counts of both sides.
pub(crate) struct Case<'a> {
    place: usize,
    article: &'a GoldDoc,
    pub(crate) gold: Vec<Placed<'a>>,
    predicted: Vec<Placed<'a>>,
    /// Places of predictions that count neither way.
    aside: Vec<usize>,
    /// Tokens for which no prediction is blamed.
    waived: TokenSet,
}

/// A match: places in `Case::gold` and `Case::predicted`, and what is right about it.
pub(crate) type Match = (usize, usize, Matched);

/// How contents overlap, by places in `Case::gold` and `Case::predicted`.
#[derive(Default)]
pub(crate) struct Overlaps {
    edges: Edges,
    /// For a gold, the prediction that is most like it.
    of_gold: HashMap<usize, (f64, usize)>,
    /// For a prediction, the gold that is most like it.
    of_predicted: HashMap<usize, (f64, usize)>,
}

impl<'a> Case<'a> {
    /// Sets aside what counts neither way: optional gold, and the predictions that go with it.
    ///
    /// A prediction goes with it if it is matched to an optional content, or if at least half of
    /// its tokens lie in optional contents or ignored stretches and it is matched to nothing.
    pub(crate) fn new(
        place: usize,
        article: &'a GoldDoc,
        predicted: &'a [Item],
        optional: &[bool],
    ) -> Self {
        let waiving = article.items.iter().zip(optional).filter(|(_, o)| **o);
        let waiving = waiving.map(|(item, _)| &item.content_tokens);
        let waived = TokenSet::union(waiving.chain([&article.ignored]));
        let keep = if waived.is_empty() {
            vec![true; predicted.len()]
        } else {
            kept(&article.items, predicted, optional, &waived)
        };
        let (kept, aside): (Vec<Placed>, Vec<Placed>) =
            predicted.iter().enumerate().partition(|&(j, _)| keep[j]);
        Case {
            place,
            article,
            gold: article
                .items
                .iter()
                .enumerate()
                .filter(|&(i, _)| !optional[i])
                .collect(),
            predicted: kept,
            aside: aside.into_iter().map(|(j, _)| j).collect(),
            waived,
        }
    }

    pub(crate) fn overlaps(&self) -> Overlaps {
        let mut out = Overlaps::default();
        for (i, (_, g)) in self.gold.iter().enumerate() {
            for (j, (_, p)) in self.predicted.iter().enumerate() {
                let dice = g.content_tokens.dice(&p.content_tokens);
                if dice > out.of_gold.get(&i).map_or(0.0, |best| best.0) {
                    out.of_gold.insert(i, (dice, j));
                }
                if dice > out.of_predicted.get(&j).map_or(0.0, |best| best.0) {
                    out.of_predicted.insert(j, (dice, i));
                }
                if dice >= LENIENT {
                    let (right, exact) = self.source(g, p);
                    let right = if right { SOURCE_RIGHT } else { 0.0 };
                    let exact = if exact { SOURCE_EXACT } else { 0.0 };
                    out.edges.insert((i, j), dice + right + exact);
                }
            }
        }
        out
    }

    fn source(&self, gold: &Item, predicted: &Item) -> (bool, bool) {
        source_right(
            &self.article.doc,
            &gold.source_tokens,
            &predicted.source_tokens,
        )
    }

    pub(crate) fn matches(&self, overlaps: &Overlaps) -> Vec<Match> {
        let pairs = best_matching(&overlaps.edges);
        pairs
            .into_iter()
            .map(|(i, j)| (i, j, self.judge(self.gold[i], self.predicted[j].1)))
            .collect()
    }

    fn judge(&self, (place, gold): Placed, predicted: &Item) -> Matched {
        let (source, source_exact) = self.source(gold, predicted);
        let labels = labels_right(&gold.labels, &predicted.labels);
        let cue = || cue_right(&self.article.doc, &gold.cue_tokens, &predicted.cue_tokens);
        Matched {
            gold: place,
            dice: gold.content_tokens.dice(&predicted.content_tokens),
            source,
            source_exact,
            cue: (!gold.cue_tokens.is_empty()).then(cue),
            speaker: labels.speaker,
            channel: labels.channel,
            outlet: labels.outlet,
            // The row that a user gets: right words, right person, right channel.
            row: labels.speaker.unwrap_or(source) && labels.channel.unwrap_or(true),
        }
    }

    pub(crate) fn cells(&self, matches: &[Match]) -> Cells {
        let mut cells = Cells::default();
        self.count_tokens(&mut cells);
        for level in CLAIM_LEVELS {
            self.gold
                .iter()
                .for_each(|(_, g)| cells.count(level, g.kind, |c| &mut c.gold));
            self.predicted
                .iter()
                .for_each(|(_, p)| cells.count(level, p.kind, |c| &mut c.predicted));
        }
        for &(i, j, ref matched) in matches {
            let levels = [
                (Level::Lenient, true),
                (Level::Pair, matched.source),
                (Level::Row, matched.row),
            ];
            for (level, _) in levels.into_iter().filter(|(_, right)| *right) {
                count_right(&mut cells, level, self.gold[i].1, self.predicted[j].1);
            }
        }
        for (g, p) in self.same_contents() {
            count_right(&mut cells, Level::Strict, g, p);
        }
        cells
    }

    /// Each token of the text counts once a side, however often it is predicted.
    fn count_tokens(&self, cells: &mut Cells) {
        let gold_of = |key_wanted: usize| union_of(&self.gold, key_wanted);
        let all_gold = gold_of(OVERALL);
        let waived = self.waived.without(&all_gold);
        let predicted_of =
            |key_wanted: usize| union_of(&self.predicted, key_wanted).without(&waived);
        let all_predicted = predicted_of(OVERALL);
        for key in std::iter::once(OVERALL).chain(KINDS.map(key)) {
            let (gold, predicted) = (gold_of(key), predicted_of(key));
            *cells.at(Level::Token, key) = Counts {
                right_predicted: predicted.shared(&all_gold),
                predicted: predicted.len(),
                right_gold: gold.shared(&all_predicted),
                gold: gold.len(),
            };
        }
    }

    /// One-to-one pairs of the very same tokens.
    fn same_contents(&self) -> Vec<(&'a Item, &'a Item)> {
        let mut pool: HashMap<&TokenSet, Vec<&Item>> = HashMap::new();
        for (_, p) in &self.predicted {
            pool.entry(&p.content_tokens).or_default().push(p);
        }
        let taken = self.gold.iter().filter_map(|(_, g)| {
            let same = pool.get_mut(&g.content_tokens)?.pop()?;
            Some((*g, same))
        });
        taken.collect()
    }

    pub(crate) fn outcomes(&self, matches: &[Match]) -> Vec<Outcome> {
        let outcome = |prediction, standing| Outcome {
            doc: self.place,
            prediction,
            standing,
        };
        let mut out: Vec<Outcome> = self
            .aside
            .iter()
            .map(|&j| outcome(j, Standing::Aside))
            .collect();
        let by_place: HashMap<usize, Matched> = matches.iter().map(|&(_, j, m)| (j, m)).collect();
        out.extend(self.predicted.iter().enumerate().map(|(j, &(place, _))| {
            outcome(
                place,
                by_place
                    .get(&j)
                    .map_or(Standing::Unmatched, |&m| Standing::Matched(m)),
            )
        }));
        out.sort_by_key(|o| o.prediction);
        out
    }

    pub(crate) fn mistakes(&self, overlaps: &Overlaps, matches: &[Match]) -> Vec<Mistake> {
        let gold = |i: usize| Some(self.gold[i].0);
        let predicted = |j: usize| Some(self.predicted[j].0);
        let mistake = |what, gold, prediction, dice| Mistake {
            what,
            doc: self.place,
            gold,
            prediction,
            dice,
        };
        let mut out = Vec::new();
        let (mut found, mut used) = (HashSet::new(), HashSet::new());
        for (i, j, matched) in matches {
            found.insert(*i);
            used.insert(*j);
            let wrong = of_match(matched, self.gold[*i].1, self.predicted[*j].1);
            out.extend(
                wrong
                    .into_iter()
                    .map(|w| mistake(w, gold(*i), predicted(*j), matched.dice)),
            );
        }
        for i in (0..self.gold.len()).filter(|i| !found.contains(i)) {
            let near = overlaps.of_gold.get(&i);
            let (dice, j) = near.map_or((0.0, None), |&(dice, j)| (dice, predicted(j)));
            out.push(mistake(What::Missed, gold(i), j, dice));
        }
        for j in (0..self.predicted.len()).filter(|j| !used.contains(j)) {
            let near = overlaps.of_predicted.get(&j);
            let (dice, i) = near.map_or((0.0, None), |&(dice, i)| (dice, gold(i)));
            out.push(mistake(What::Spurious, i, predicted(j), dice));
        }
        out
    }
}

/// Which predictions count, where some tokens are waived.
fn kept(gold: &[Item], predicted: &[Item], optional: &[bool], waived: &TokenSet) -> Vec<bool> {
    let mut edges = Edges::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in predicted.iter().enumerate() {
            let dice = g.content_tokens.dice(&p.content_tokens);
            if dice >= LENIENT {
                edges.insert((i, j), dice);
            }
        }
    }
    let to: HashMap<usize, usize> = best_matching(&edges)
        .into_iter()
        .map(|(i, j)| (j, i))
        .collect();
    let keep = |(j, p): Placed| match to.get(&j) {
        Some(&i) => !optional[i],
        None => 2 * p.content_tokens.shared(waived) < p.content_tokens.len().max(1),
    };
    predicted.iter().enumerate().map(keep).collect()
}

/// All tokens in the contents of a kind, or of all.
fn union_of(items: &[Placed], key_wanted: usize) -> TokenSet {
    let wanted = items
        .iter()
        .filter(|(_, i)| key_wanted == OVERALL || key(i.kind) == key_wanted);
    TokenSet::union(wanted.map(|(_, i)| &i.content_tokens))
}

fn count_right(cells: &mut Cells, level: Level, gold: &Item, predicted: &Item) {
    cells.count(level, predicted.kind, |c| &mut c.right_predicted);
    cells.count(level, gold.kind, |c| &mut c.right_gold);
}
