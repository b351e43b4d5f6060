//! A sample of claims to review that stands for the whole table.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::Review;
use super::figures::{SILENT, band};
use crate::Article;
use crate::claim::COLUMNS;
use crate::output::place;
use crate::text::Boilerplate;
use crate::text::paragraphs::paragraphs;

/// Columns of a sample behind the fixed ones and the reviewer's own.
pub const COLUMNS_OF_SAMPLES: [&str; 3] = ["sample_stratum", "sample_weight", "missed_claims"];

/// What claims are grouped by, from fine to coarse: the finest that has no more groups than
/// there are rows to draw is taken, so that every group is drawn from.
const GROUPINGS: [&[&str]; 5] = [
    &["rule", "kind", "confidence"],
    &["rule", "kind"],
    &["kind", "confidence"],
    &["kind"],
    &[],
];

/// The rows of a sample.
#[derive(Debug, Default)]
pub struct Sample {
    /// The columns behind the fixed ones.
    pub extra: Vec<String>,
    /// Fixed columns, then the extra ones.
    pub rows: Vec<Vec<String>>,
    /// How many groups there were.
    pub strata: usize,
}

/// Draws `number` rows, or all if there are not so many; the same for the same seed.
pub fn draw(review: &Review, number: usize, seed: u64) -> Sample {
    let (strata, keys) = strata(review, number);
    let mut chosen: BTreeMap<usize, (String, f64)> = BTreeMap::new();
    for ((key, members), quota) in strata.iter().zip(quotas(&strata, number)) {
        let weight = members.len() as f64 / quota.max(1) as f64;
        for at in lot(review, members, quota, seed) {
            chosen.insert(at, (key.clone(), weight));
        }
    }
    let own = |name: &&String| !COLUMNS_OF_SAMPLES.contains(&name.as_str());
    let extra: Vec<String> = review.extra.iter().filter(own).cloned().collect();
    let row = |(at, (key, weight)): (usize, (String, f64))| {
        let cell = |column: &str| review.cell(&review.rows[at], column).to_owned();
        let fixed = COLUMNS.iter().map(|column| cell(column));
        let own = extra.iter().map(|column| cell(column));
        let sample = [key, shown(weight), String::new()];
        fixed.chain(own).chain(sample).collect()
    };
    let rows = chosen.into_iter().map(row).collect();
    let strata = keys;
    let sampled = COLUMNS_OF_SAMPLES.map(str::to_owned);
    let extra = extra.iter().cloned().chain(sampled).collect();
    Sample {
        extra,
        rows,
        strata,
    }
}

type Strata = BTreeMap<String, Vec<usize>>;

fn strata(review: &Review, number: usize) -> (Strata, usize) {
    let mut strata = Strata::new();
    for grouping in GROUPINGS {
        strata.clear();
        for (at, row) in review.rows.iter().enumerate() {
            let values: Vec<Cow<'_, str>> = grouping
                .iter()
                .map(|column| match (*column, review.cell(row, column)) {
                    ("confidence", cell) => cell.parse().map_or(cell.into(), |c| band(c).into()),
                    (_, cell) => cell.into(),
                })
                .collect();
            let key = if values.is_empty() {
                "all".to_owned()
            } else {
                values.join(" | ")
            };
            strata.entry(key).or_default().push(at);
        }
        if strata.len() <= number {
            break;
        }
    }
    let count = strata.len();
    (strata, count)
}

/// How many of each group: one at least, else by size, the largest remainders rounded up.
fn quotas(strata: &Strata, number: usize) -> Vec<usize> {
    let sizes: Vec<usize> = strata.values().map(Vec::len).collect();
    let all: usize = sizes.iter().sum();
    let number = number.min(all);
    let exact = |size: usize| number as f64 * size as f64 / all.max(1) as f64;
    let mut quotas: Vec<usize> = sizes.iter().map(|s| (exact(*s) as usize).max(1)).collect();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    let remainder = |at: usize, quotas: &[usize]| exact(sizes[at]) - quotas[at] as f64;
    loop {
        let given: usize = quotas.iter().sum();
        order.sort_by(|a, b| {
            remainder(*b, &quotas)
                .total_cmp(&remainder(*a, &quotas))
                .then(a.cmp(b))
        });
        let next = match given.cmp(&number) {
            std::cmp::Ordering::Equal => return quotas,
            std::cmp::Ordering::Less => order.iter().find(|at| quotas[**at] < sizes[**at]),
            std::cmp::Ordering::Greater => order.iter().rev().find(|at| quotas[**at] > 1),
        };
        match (next, given < number) {
            (Some(at), true) => quotas[*at] += 1,
            (Some(at), false) => quotas[*at] -= 1,
            (None, _) => return quotas,
        }
    }
}

/// The members with the lowest numbers of a hash that the seed decides.
fn lot(review: &Review, members: &[usize], number: usize, seed: u64) -> Vec<usize> {
    let draw = |at: &usize| {
        let id = review.cell(&review.rows[*at], "claim_id");
        (xxh3_64_with_seed(id.as_bytes(), seed), *at)
    };
    let mut drawn: Vec<(u64, usize)> = members.iter().map(draw).collect();
    drawn.sort_unstable();
    drawn.into_iter().take(number).map(|(_, at)| at).collect()
}

fn shown(weight: f64) -> String {
    format!("{weight:.6}")
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

/// Paragraphs without a claim, gathered article by article.
pub struct Silent {
    seed: u64,
    number: usize,
    /// Where claims stand, by article.
    taken: FxHashMap<String, Vec<(u32, u32)>>,
    /// The paragraphs drawn so far, by their lots.
    drawn: BTreeMap<u64, Vec<String>>,
    /// Of so many.
    all: usize,
}

impl Silent {
    /// Draws `number` of them, or all if there are not so many.
    pub fn new(review: &Review, number: usize, seed: u64) -> Silent {
        let mut taken: FxHashMap<String, Vec<(u32, u32)>> = FxHashMap::default();
        for row in &review.rows {
            let point = |column| review.cell(row, column).parse::<u32>().ok();
            if let (Some(start), Some(end)) = (point("start"), point("end")) {
                let article = review.cell(row, "article_id").to_owned();
                taken.entry(article).or_default().push((start, end));
            }
        }
        let drawn = BTreeMap::new();
        Silent {
            seed,
            number,
            taken,
            drawn,
            all: 0,
        }
    }

    /// Looks through an article.
    pub fn add(&mut self, article: &Article) {
        let none = Vec::new();
        let taken = self.taken.get(&article.id).unwrap_or(&none).clone();
        let (mut byte, mut point) = (0, 0u32);
        for (found, number) in paragraphs(&article.text, &article.title, &Boilerplate::default())
            .iter()
            .zip(1u32..)
        {
            let text = &article.text[found.body.clone()];
            point += article.text[byte..found.body.start].chars().count() as u32;
            let end = point + text.chars().count() as u32;
            let free = !taken.iter().any(|(s, e)| *s < end && *e > point);
            if free && text.split_whitespace().nth(2).is_some() {
                self.offer(article, number, (point, end), text);
            }
            (byte, point) = (found.body.end, end);
        }
    }

    fn offer(&mut self, article: &Article, number: u32, (start, end): (u32, u32), text: &str) {
        self.all += 1;
        let key = format!("{}\n{number}", article.id);
        let lot = xxh3_64_with_seed(key.as_bytes(), self.seed);
        let id = xxh3_64_with_seed(key.as_bytes(), 0);
        let mut cells = vec![String::new(); COLUMNS.len()];
        for (column, value) in [
            ("claim_id", format!("p{id:016x}")),
            ("kind", SILENT.to_owned()),
            ("context", text.to_owned()),
            ("article_id", article.id.clone()),
            ("article_title", article.title.clone()),
            ("article_url", article.url.clone()),
            ("article_outlet", article.outlet.clone()),
            ("published", article.published.clone()),
            ("paragraph", number.to_string()),
            ("start", start.to_string()),
            ("end", end.to_string()),
        ] {
            cells[place(column)] = value;
        }
        self.drawn.insert(lot, cells);
        if self.drawn.len() > self.number {
            self.drawn.pop_last();
        }
    }

    /// Adds them to a sample.
    pub fn finish(self, sample: &mut Sample) -> usize {
        let drawn = self.drawn.len();
        let weight = shown(self.all as f64 / drawn.max(1) as f64);
        for mut cells in self.drawn.into_values() {
            cells.resize(COLUMNS.len() + sample.extra.len(), String::new());
            for (column, value) in [("sample_stratum", SILENT), ("sample_weight", &weight)] {
                if let Some(at) = sample.extra.iter().position(|name| name == column) {
                    cells[COLUMNS.len() + at] = value.to_owned();
                }
            }
            sample.rows.push(cells);
        }
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotas_fill_the_number_and_leave_no_group_out() {
        let strata = |sizes: &[usize]| -> Strata {
            let members = sizes.iter().map(|size| (0..*size).collect());
            members
                .enumerate()
                .map(|(at, m): (usize, Vec<usize>)| (format!("{at:02}"), m))
                .collect()
        };
        assert_eq!(quotas(&strata(&[90, 9, 1]), 10), [8, 1, 1]);
        assert_eq!(quotas(&strata(&[50, 50]), 10), [5, 5]);
        assert_eq!(quotas(&strata(&[2, 1]), 10), [2, 1]);
        assert_eq!(quotas(&strata(&[1, 1, 1, 97]), 4), [1, 1, 1, 1]);
    }
}
