//! What changed between two tables of claims: rows added, dropped, changed.

mod report;
mod table;

use rustc_hash::FxHashMap;

pub use report::{csv, text};
pub use table::{read_table, tables};

use crate::Claim;
use crate::claim::COLUMNS;

/// Columns that no analysis fills, or that depend on the rest of the batch.
const NOT_COMPARED: [&str; 4] = ["claim_id", "review", "review_note", "duplicate_of"];

/// A row of a claims table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Cells in the order of [`COLUMNS`].
    pub cells: Vec<String>,
    /// Lexicon lines that took part, where they are known.
    pub entries: Vec<String>,
}

impl Row {
    /// Of a claim that was just found.
    pub fn of(claim: &Claim) -> Self {
        let entries = claim
            .evidence
            .iter()
            .map(|e| format!("{}:{} {}", e.file, e.line, e.entry));
        let mut entries: Vec<String> = entries.collect();
        entries.sort();
        entries.dedup();
        Row {
            cells: claim
                .cells()
                .into_iter()
                .map(std::borrow::Cow::into_owned)
                .collect(),
            entries,
        }
    }

    /// The cell of a column.
    pub fn cell(&self, column: &str) -> &str {
        let at = COLUMNS.iter().position(|c| *c == column);
        at.and_then(|i| self.cells.get(i))
            .map_or("", String::as_str)
    }

    fn span(&self) -> (u64, u64) {
        let number = |column| self.cell(column).parse().unwrap_or(0);
        (number("start"), number("end"))
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Only the new one has it.
    Added(Row),
    /// Only the old one has it.
    Dropped(Row),
    /// Both have it, with other cells in these columns.
    Changed {
        /// Before.
        old: Row,
        /// After.
        new: Row,
        /// Indices into [`COLUMNS`].
        columns: Vec<usize>,
    },
}

impl Change {
    /// `added`, `dropped` or `changed`.
    pub fn name(&self) -> &'static str {
        KINDS[self.kind()]
    }

    fn kind(&self) -> usize {
        match self {
            Change::Added(_) => 0,
            Change::Dropped(_) => 1,
            Change::Changed { .. } => 2,
        }
    }

    /// The row as it is now, or was if it is gone.
    pub fn row(&self) -> &Row {
        match self {
            Change::Added(row) | Change::Dropped(row) | Change::Changed { new: row, .. } => row,
        }
    }
}

/// Names of the kinds of changes.
const KINDS: [&str; 3] = ["added", "dropped", "changed"];

/// All differences of two runs or tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diff {
    /// Articles that were compared.
    pub articles: usize,
    /// Rows of the old one.
    pub before: usize,
    /// Rows of the new one.
    pub after: usize,
    /// In the order of the articles.
    pub changes: Vec<Change>,
}

impl Diff {
    /// Compares the rows of one article.
    pub fn article(&mut self, old: &[&Row], new: &[&Row]) {
        self.articles += 1;
        self.before += old.len();
        self.after += new.len();
        if old == new {
            return;
        }
        let pairs = pair(old, new);
        let mut changes: Vec<(u64, Change)> = Vec::new();
        for (i, old) in old.iter().enumerate() {
            match pairs[i] {
                None => changes.push((old.span().0, Change::Dropped((*old).clone()))),
                Some(j) => changes.extend(changed(old, new[j]).map(|c| (new[j].span().0, c))),
            }
        }
        for (j, new) in new.iter().enumerate() {
            if !pairs.contains(&Some(j)) {
                changes.push((new.span().0, Change::Added((*new).clone())));
            }
        }
        changes.sort_by_key(|(start, change)| (*start, change.kind()));
        self.changes
            .extend(changes.into_iter().map(|(_, change)| change));
    }

    /// How many of each kind.
    pub fn counts(&self) -> [usize; 3] {
        let mut out = [0; 3];
        self.changes.iter().for_each(|c| out[c.kind()] += 1);
        out
    }

    /// Counts by the names that `of` gives, most changes first.
    fn counted<'d>(&'d self, of: impl Fn(&'d Row) -> Vec<&'d str>) -> Vec<(&'d str, [usize; 3])> {
        let mut counts: FxHashMap<&str, [usize; 3]> = FxHashMap::default();
        for change in &self.changes {
            let mut names = of(change.row());
            if let Change::Changed { old, .. } = change {
                names.extend(of(old));
            }
            names.sort_unstable();
            names.dedup();
            for name in names.into_iter().filter(|n| !n.is_empty()) {
                counts.entry(name).or_default()[change.kind()] += 1;
            }
        }
        let mut out: Vec<_> = counts.into_iter().collect();
        out.sort_by_key(|(name, n)| (std::cmp::Reverse(n.iter().sum::<usize>()), *name));
        out
    }
}

fn changed(old: &Row, new: &Row) -> Option<Change> {
    let compared = |i: &usize| !NOT_COMPARED.contains(&COLUMNS[*i]);
    let differs = |i: &usize| old.cells.get(*i) != new.cells.get(*i);
    let columns: Vec<usize> = (0..COLUMNS.len())
        .filter(compared)
        .filter(differs)
        .collect();
    (!columns.is_empty()).then(|| Change::Changed {
        old: old.clone(),
        new: new.clone(),
        columns,
    })
}

/// For each old row the new one that is the same claim: the same id, else the same words, else
/// words that overlap.
fn pair(old: &[&Row], new: &[&Row]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    let same_id = |a: &Row, b: &Row| {
        !a.cell("claim_id").is_empty() && a.cell("claim_id") == b.cell("claim_id")
    };
    let same_span = |a: &Row, b: &Row| a.span() == b.span() && a.span().1 > 0;
    let overlap = |a: &Row, b: &Row| a.span().0 < b.span().1 && b.span().0 < a.span().1;
    for same in [
        &same_id as &dyn Fn(&Row, &Row) -> bool,
        &same_span,
        &overlap,
    ] {
        for (i, row) in old.iter().enumerate() {
            if pairs[i].is_none() {
                let found = new
                    .iter()
                    .enumerate()
                    .position(|(j, other)| !taken[j] && same(row, other));
                if let Some(j) = found {
                    taken[j] = true;
                    pairs[i] = found;
                }
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, speaker: &str, span: (u64, u64)) -> Row {
        let mut row = Row {
            cells: vec![String::new(); COLUMNS.len()],
            entries: Vec::new(),
        };
        let mut set = |column: &str, value: String| {
            let at = COLUMNS.iter().position(|c| *c == column).unwrap();
            row.cells[at] = value;
        };
        set("claim_id", id.into());
        set("speaker", speaker.into());
        set("start", span.0.to_string());
        set("end", span.1.to_string());
        row
    }

    #[test]
    fn added_dropped_changed() {
        let mut diff = Diff::default();
        let old = [
            row("a", "A", (0, 9)),
            row("b", "B", (20, 30)),
            row("c", "C", (40, 50)),
        ];
        let new = [
            row("a", "A2", (0, 9)),
            row("c", "C", (40, 50)),
            row("d", "D", (60, 70)),
        ];
        diff.article(&old.each_ref(), &new.each_ref());
        assert_eq!(diff.counts(), [1, 1, 1]);
        assert_eq!(
            diff.changes.iter().map(Change::name).collect::<Vec<_>>(),
            ["changed", "dropped", "added"]
        );
    }

    #[test]
    fn longer_words_are_a_change() {
        let mut diff = Diff::default();
        diff.article(&[&row("a", "A", (0, 9))], &[&row("b", "A", (0, 14))]);
        assert_eq!(diff.counts(), [0, 0, 1]);
    }
}
