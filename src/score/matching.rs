//! The best one-to-one matching of gold and predicted contents.

use std::collections::{BTreeMap, BTreeSet};

/// Weights of (gold, predicted) pairs; what is not in it does not match.
pub(crate) type Edges = BTreeMap<(usize, usize), f64>;

/// The matching with the largest sum of weights, one connected component after another.
pub(crate) fn best_matching(edges: &Edges) -> Vec<(usize, usize)> {
    let (mut by_gold, mut by_predicted) = (Neighbours::new(), Neighbours::new());
    for &(g, p) in edges.keys() {
        by_gold.entry(g).or_default().push(p);
        by_predicted.entry(p).or_default().push(g);
    }
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for &start in by_gold.keys() {
        if !seen.contains(&start) {
            let (golds, predicted) = component(start, &by_gold, &by_predicted);
            seen.extend(golds.iter().copied());
            out.extend(match_component(edges, &golds, &predicted));
        }
    }
    out.sort_unstable();
    out
}

type Neighbours = BTreeMap<usize, Vec<usize>>;

/// Everything that hangs together with one gold content, both sides sorted.
fn component(
    start: usize,
    by_gold: &Neighbours,
    by_predicted: &Neighbours,
) -> (Vec<usize>, Vec<usize>) {
    let (mut golds, mut predicted) = (BTreeSet::new(), BTreeSet::new());
    let mut todo = vec![start];
    while let Some(g) = todo.pop() {
        if golds.insert(g) {
            for &p in &by_gold[&g] {
                if predicted.insert(p) {
                    todo.extend(&by_predicted[&p]);
                }
            }
        }
    }
    (golds.into_iter().collect(), predicted.into_iter().collect())
}

fn match_component(edges: &Edges, golds: &[usize], predicted: &[usize]) -> Vec<(usize, usize)> {
    if let ([g], [p]) = (golds, predicted) {
        return vec![(*g, *p)];
    }
    let weight = |g: &usize, p: &usize| edges.get(&(*g, *p)).copied().unwrap_or(0.0);
    let weights: Vec<Vec<f64>> = golds
        .iter()
        .map(|g| predicted.iter().map(|p| weight(g, p)).collect())
        .collect();
    let pairs = assign(&weights)
        .into_iter()
        .filter(|&(i, j)| weights[i][j] > 0.0);
    pairs.map(|(i, j)| (golds[i], predicted[j])).collect()
}

/// Assigns rows to columns for the largest sum.
fn assign(weights: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let (n, m) = (weights.len(), weights[0].len());
    if n <= m {
        return Hungarian::new(weights.to_vec()).solve();
    }
    let turned = (0..m)
        .map(|j| weights.iter().map(|row| row[j]).collect())
        .collect();
    Hungarian::new(turned)
        .solve()
        .into_iter()
        .map(|(j, i)| (i, j))
        .collect()
}

/// The Hungarian method with potentials. Rows and columns count from 1; 0 is "none".
///
/// The order of its operations is that of `eval/score.py`, so that ties fall alike.
struct Hungarian {
    weights: Vec<Vec<f64>>,
    row_potential: Vec<f64>,
    column_potential: Vec<f64>,
    /// The row of each column.
    row_of: Vec<usize>,
    /// The column before each column on the way to it.
    way: Vec<usize>,
}

/// The search for a free column for one row.
struct Search {
    least: Vec<f64>,
    used: Vec<bool>,
}

impl Hungarian {
    /// No more rows than columns.
    fn new(weights: Vec<Vec<f64>>) -> Self {
        let (n, m) = (weights.len(), weights[0].len());
        Hungarian {
            weights,
            row_potential: vec![0.0; n + 1],
            column_potential: vec![0.0; m + 1],
            row_of: vec![0; m + 1],
            way: vec![0; m + 1],
        }
    }

    fn solve(mut self) -> Vec<(usize, usize)> {
        for row in 1..=self.weights.len() {
            let mut column = self.free_column(row);
            while column != 0 {
                let before = self.way[column];
                self.row_of[column] = self.row_of[before];
                column = before;
            }
        }
        let taken = self
            .row_of
            .iter()
            .enumerate()
            .skip(1)
            .filter(|(_, row)| **row > 0);
        taken.map(|(column, row)| (row - 1, column - 1)).collect()
    }

    /// The column at the end of the cheapest way from a row.
    fn free_column(&mut self, row: usize) -> usize {
        let columns = self.row_of.len();
        let mut search = Search {
            least: vec![f64::INFINITY; columns],
            used: vec![false; columns],
        };
        self.row_of[0] = row;
        let mut column = 0;
        loop {
            search.used[column] = true;
            let (delta, next) = self.step(column, &mut search);
            self.shift(delta, &mut search);
            column = next;
            if self.row_of[column] == 0 {
                return column;
            }
        }
    }

    /// Looks at all columns from the row of one; the nearest and how far it is.
    fn step(&mut self, from: usize, search: &mut Search) -> (f64, usize) {
        let row = self.row_of[from];
        let (mut delta, mut nearest) = (f64::INFINITY, 0);
        for column in (1..self.row_of.len()).filter(|&c| !search.used[c]) {
            let cost = -self.weights[row - 1][column - 1]
                - self.row_potential[row]
                - self.column_potential[column];
            if cost < search.least[column] {
                search.least[column] = cost;
                self.way[column] = from;
            }
            if search.least[column] < delta {
                delta = search.least[column];
                nearest = column;
            }
        }
        (delta, nearest)
    }

    fn shift(&mut self, delta: f64, search: &mut Search) {
        for column in 0..self.row_of.len() {
            if search.used[column] {
                self.row_potential[self.row_of[column]] += delta;
                self.column_potential[column] -= delta;
            } else {
                search.least[column] -= delta;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(edges: &[(usize, usize, f64)]) -> Vec<(usize, usize)> {
        best_matching(&edges.iter().map(|&(g, p, w)| ((g, p), w)).collect())
    }

    #[test]
    fn the_sum_counts_not_the_best_single() {
        assert_eq!(
            matched(&[(0, 0, 0.9), (0, 1, 0.8), (1, 0, 0.8)]),
            [(0, 1), (1, 0)]
        );
        assert_eq!(matched(&[(0, 0, 0.9), (1, 0, 0.8), (2, 0, 0.95)]), [(2, 0)]);
        assert_eq!(matched(&[(3, 7, 0.5), (4, 6, 0.6)]), [(3, 7), (4, 6)]);
        assert_eq!(matched(&[]), []);
    }
}
