//! Marks turned into figures.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::agreement::{self, Agreement};
use super::{Interval, Mark, Review, ReviewRow, wilson};

/// Kind of a row that is a paragraph without a claim.
pub const SILENT: &str = "silent";

/// What precision is broken down by.
pub const BREAKDOWNS: [&str; 9] = [
    "kind",
    "rule",
    "cue",
    "channel",
    "speaker",
    "speaker_how",
    "outlet",
    "article_outlet",
    "confidence",
];

/// What a wrong mark is put down to.
const BLAMED: [(Mark, &str); 4] = [
    (Mark::NotAClaim, "cue"),
    (Mark::WrongSpeaker, "speaker_mention"),
    (Mark::WrongChannel, "channel_mention"),
    (Mark::WrongWords, "rule"),
];

/// Everything that reviews tell.
#[derive(Debug, Serialize)]
pub struct Figures {
    /// Progress of each reviewer.
    pub reviewers: Vec<Progress>,
    /// All claims.
    pub overall: Line,
    /// The share that are claims at all, whatever else is wrong with them.
    pub claims_at_all: Option<Interval>,
    /// Whether rows stand for more than themselves: a sample's weights were used.
    pub weighted: bool,
    /// By column, then by value, the most frequent first.
    pub by: BTreeMap<&'static str, Vec<Line>>,
    /// What wrong marks are put down to, the most costly first.
    pub costs: Vec<Cost>,
    /// Recall, where paragraphs without a claim were reviewed.
    pub recall: Option<Interval>,
    /// Where several reviewed the same claims.
    pub agreement: Option<Agreement>,
}

/// How far a reviewer has come.
#[derive(Debug, Serialize)]
pub struct Progress {
    /// Who.
    pub reviewer: String,
    /// Rows with a mark.
    pub marked: usize,
    /// All rows of the table.
    pub rows: usize,
}

/// Figures of some claims.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Line {
    /// What they have in common.
    pub name: String,
    /// Claims with a mark.
    pub marked: usize,
    /// Marks by name, a claim's marks by several reviewers each.
    pub marks: BTreeMap<&'static str, usize>,
    /// The share of right ones; those that nobody could tell are left out.
    pub precision: Option<Interval>,
}

/// What a part of the lexicon cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// The column it stands in.
    pub column: &'static str,
    /// What it says.
    pub value: String,
    /// The mark that is put down to it.
    pub mark: &'static str,
    /// How often it was given.
    pub wrong: usize,
    /// Among so many marked claims with this value.
    pub marked: usize,
    /// The lexicon's line that it comes from, `file:line`; empty where nobody told.
    pub line: String,
}

/// One claim with all that was said of it.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) claim_id: String,
    pub(super) values: FxHashMap<&'static str, String>,
    /// By reviewer.
    pub(super) ratings: Vec<(usize, Mark)>,
    /// What counts: the review column's marks, else the ratings'.
    finals: Vec<Mark>,
    stratum: String,
    weight: f64,
    missed: Option<f64>,
}

impl Item {
    /// The share of right marks among those that tell.
    fn right(&self) -> Option<f64> {
        share(&self.finals, |mark| mark == Mark::Right)
    }

    fn is_silent(&self) -> bool {
        self.values.get("kind").is_some_and(|kind| kind == SILENT)
    }
}

fn share(marks: &[Mark], counts: impl Fn(Mark) -> bool) -> Option<f64> {
    let told: Vec<Mark> = marks
        .iter()
        .copied()
        .filter(|mark| *mark != Mark::Unsure)
        .collect();
    let right = told.iter().filter(|mark| counts(**mark)).count();
    (!told.is_empty()).then(|| right as f64 / told.len() as f64)
}

/// The figures of one or several reviews of the same table.
pub fn figures(reviews: &[Review]) -> Figures {
    let mut gathered = Gathered::default();
    for review in reviews {
        gathered.add(review);
    }
    gathered.weigh();
    let claims: Vec<&Item> = gathered
        .items
        .iter()
        .filter(|item| !item.is_silent())
        .collect();
    let at_all = |item: &Item| share(&item.finals, |mark| mark != Mark::NotAClaim);
    Figures {
        overall: line("all claims", &claims),
        claims_at_all: interval(&claims, at_all),
        weighted: gathered.items.iter().any(|item| !item.stratum.is_empty()),
        by: BREAKDOWNS
            .into_iter()
            .map(|column| (column, breakdown(column, &claims)))
            .collect(),
        costs: costs(&claims),
        recall: recall(&gathered.items),
        agreement: agreement::agreement(&gathered.items, &gathered.names),
        reviewers: gathered.progress(),
    }
}

#[derive(Default)]
struct Gathered {
    items: Vec<Item>,
    places: FxHashMap<String, usize>,
    names: Vec<String>,
    counts: Vec<(usize, usize)>,
}

impl Gathered {
    fn add(&mut self, review: &Review) {
        let columns = reviewer_columns(review);
        let raters: Vec<(usize, &str)> = columns
            .iter()
            .map(|(name, column)| (self.reviewer(name), column.as_str()))
            .collect();
        for row in &review.rows {
            let place = self.item(review, row);
            for (reviewer, column) in &raters {
                self.counts[*reviewer].1 += 1;
                if let Some(mark) = Mark::of_cell(review.cell(row, column)) {
                    self.counts[*reviewer].0 += 1;
                    self.items[place].ratings.push((*reviewer, mark));
                }
            }
            self.items[place].finals.extend(row.mark);
        }
    }

    fn reviewer(&mut self, name: &str) -> usize {
        let known = self.names.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.counts.push((0, 0));
            self.names.len() - 1
        })
    }

    /// The claim's place; made at its first row.
    fn item(&mut self, review: &Review, row: &ReviewRow) -> usize {
        let id = review.cell(row, "claim_id").trim();
        if let Some(place) = self.places.get(id) {
            return *place;
        }
        let number = |column| {
            review
                .cell(row, column)
                .trim()
                .replace(',', ".")
                .parse::<f64>()
                .ok()
        };
        let item = Item {
            claim_id: id.to_owned(),
            values: BREAKDOWNS
                .iter()
                .chain(&BESIDES)
                .map(|column| (*column, value(review, row, column)))
                .collect(),
            stratum: review.cell(row, "sample_stratum").to_owned(),
            weight: number("sample_weight").filter(|w| *w > 0.0).unwrap_or(1.0),
            missed: number("missed_claims"),
            ..Item::default()
        };
        self.items.push(item);
        if !id.is_empty() {
            self.places.insert(id.to_owned(), self.items.len() - 1);
        }
        self.items.len() - 1
    }

    /// In a stratum of which not every row was marked, the marked stand for the others too.
    fn weigh(&mut self) {
        let mut strata: FxHashMap<String, (f64, f64)> = FxHashMap::default();
        for item in &mut self.items {
            if item.finals.is_empty() {
                item.finals = item.ratings.iter().map(|(_, mark)| *mark).collect();
            }
            let sums = strata.entry(item.stratum.clone()).or_default();
            sums.0 += item.weight;
            sums.1 += if item.right().is_some() {
                item.weight
            } else {
                0.0
            };
        }
        for item in self
            .items
            .iter_mut()
            .filter(|item| !item.stratum.is_empty())
        {
            let (all, marked) = strata[&item.stratum];
            if marked > 0.0 {
                item.weight *= all / marked;
            }
        }
    }

    fn progress(&self) -> Vec<Progress> {
        let each = self.names.iter().zip(&self.counts);
        each.map(|(reviewer, (marked, rows))| Progress {
            reviewer: reviewer.clone(),
            marked: *marked,
            rows: *rows,
        })
        .collect()
    }
}

/// Names of reviewers and the columns of their marks.
fn reviewer_columns(review: &Review) -> Vec<(String, String)> {
    let named: Vec<(String, String)> = review
        .extra
        .iter()
        .filter_map(|column| {
            let name = column.strip_prefix("review (")?.strip_suffix(')')?;
            Some((name.to_owned(), column.clone()))
        })
        .collect();
    if named.is_empty() {
        return vec![(review.reviewer.clone(), "review".to_owned())];
    }
    named
}

/// Columns that are kept of each claim besides [`BREAKDOWNS`].
const BESIDES: [&str; 3] = ["speaker_mention", "channel_mention", "claim"];

fn value(review: &Review, row: &ReviewRow, column: &str) -> String {
    let cell = review.cell(row, column);
    match column {
        "confidence" => cell.parse().map_or(cell.to_owned(), band),
        "cue" => cell.to_lowercase(),
        // Behind a colon stands of whom a name may be.
        "speaker_how" => cell.split(':').next().unwrap_or_default().to_owned(),
        _ => cell.to_owned(),
    }
}

/// The tenth that a share lies in.
pub(super) fn band(share: f64) -> String {
    let tenth = (share * 10.0 + 1e-6).floor().clamp(0.0, 9.0);
    format!("{:.1}–{:.1}", tenth / 10.0, (tenth + 1.0) / 10.0)
}

fn line(name: &str, items: &[&Item]) -> Line {
    let mut marks = BTreeMap::new();
    for mark in items.iter().flat_map(|item| &item.finals) {
        *marks.entry(mark.name()).or_default() += 1;
    }
    Line {
        name: name.to_owned(),
        marked: items.iter().filter(|item| !item.finals.is_empty()).count(),
        marks,
        precision: interval(items, Item::right),
    }
}

/// The weighted share, its interval by the effective number of cases.
fn interval(items: &[&Item], of: impl Fn(&Item) -> Option<f64>) -> Option<Interval> {
    let (mut sum, mut squares, mut right) = (0.0, 0.0, 0.0);
    for (item, value) in items.iter().filter_map(|item| Some((item, of(item)?))) {
        sum += item.weight;
        squares += item.weight * item.weight;
        right += item.weight * value;
    }
    if sum == 0.0 {
        return None;
    }
    wilson(right / sum, sum * sum / squares)
}

fn breakdown(column: &'static str, items: &[&Item]) -> Vec<Line> {
    let mut groups: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for item in items.iter().filter(|item| !item.finals.is_empty()) {
        groups.entry(&item.values[column]).or_default().push(item);
    }
    let mut lines: Vec<Line> = groups
        .into_iter()
        .map(|(name, items)| line(if name.is_empty() { "(none)" } else { name }, &items))
        .collect();
    if column != "confidence" {
        lines.sort_by(|a, b| b.marked.cmp(&a.marked).then(a.name.cmp(&b.name)));
    }
    lines
}

impl Figures {
    /// Tells the lexicon's lines: `of` gives that of a column's value.
    pub fn tell_lines(&mut self, of: impl Fn(&str, &str) -> Option<String>) {
        for cost in &mut self.costs {
            cost.line = of(cost.column, &cost.value).unwrap_or_default();
        }
    }
}

fn costs(items: &[&Item]) -> Vec<Cost> {
    let mut costs = Vec::new();
    for (mark, column) in BLAMED {
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for item in items.iter().filter(|item| !item.finals.is_empty()) {
            let count = counts.entry(&item.values[column]).or_default();
            count.0 += usize::from(item.finals.contains(&mark));
            count.1 += 1;
        }
        let wrong = counts
            .into_iter()
            .filter(|(value, count)| count.0 > 0 && !value.is_empty());
        costs.extend(wrong.map(|(value, (wrong, marked))| Cost {
            column,
            value: value.to_owned(),
            mark: mark.name(),
            wrong,
            marked,
            line: String::new(),
        }));
    }
    costs.sort_by(|a, b| b.wrong.cmp(&a.wrong).then(a.value.cmp(&b.value)));
    costs
}

/// Found claims by all there are: those missed in paragraphs without a claim are estimated
/// from the ones reviewed.
fn recall(items: &[Item]) -> Option<Interval> {
    let claims: Vec<&Item> = items.iter().filter(|item| !item.is_silent()).collect();
    let precision = interval(&claims, Item::right)?.share;
    let told = |item: &&&Item| !item.stratum.is_empty() && item.right().is_some();
    let sampled: f64 = claims.iter().filter(told).map(|item| item.weight).sum();
    let found = precision
        * if sampled > 0.0 {
            sampled
        } else {
            claims.len() as f64
        };
    let missed: Vec<(f64, f64)> = items
        .iter()
        .filter(|item| item.is_silent())
        .filter_map(|item| Some((item.weight, missed_in(item)?)))
        .collect();
    let cases = missed.len() as f64;
    if cases < 2.0 {
        return None;
    }
    let paragraphs: f64 = missed.iter().map(|(weight, _)| weight).sum();
    let mean = missed
        .iter()
        .map(|(weight, count)| weight * count)
        .sum::<f64>()
        / paragraphs;
    let spread: f64 = missed.iter().map(|(_, count)| (count - mean).powi(2)).sum();
    let error = 1.96 * (spread / (cases - 1.0) / cases).sqrt();
    let of = |mean: f64| found / (found + paragraphs * mean.max(0.0));
    (found > 0.0).then(|| Interval {
        share: of(mean),
        // Seeing none is no proof that there are none: at most 3 in so many (95 %).
        low: of((mean + error).max(3.0 / cases)),
        high: of(mean - error),
    })
}

fn missed_in(item: &Item) -> Option<f64> {
    let silent = item.finals.contains(&Mark::Right).then_some(0.0);
    item.missed.or(silent)
}
