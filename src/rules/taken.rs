//! Which stretches of a text the attributions have taken.

use std::ops::Range;

use super::found::Found;

/// Stretches of text that belong to contents, by where they begin.
#[derive(Default)]
pub struct Taken {
    starts: Vec<usize>,
    /// The furthest end of all stretches up to each.
    ends: Vec<usize>,
}

impl Taken {
    /// Those of all contents.
    pub fn new(found: &[Found]) -> Self {
        let mut all: Vec<_> = found
            .iter()
            .flat_map(|f| &f.content)
            .map(|r| (r.start, r.end))
            .collect();
        all.sort_unstable();
        let mut furthest = 0;
        let ends = all.iter().map(|&(_, end)| {
            furthest = furthest.max(end);
            furthest
        });
        Taken {
            ends: ends.collect(),
            starts: all.iter().map(|&(start, _)| start).collect(),
        }
    }

    /// Whether a stretch shares a byte with one of them.
    pub fn meets(&self, range: Range<usize>) -> bool {
        let before = self.starts.partition_point(|&start| start < range.end);
        before > 0 && range.start < self.ends[before - 1]
    }
    /// Whether one of them begins in a stretch.
    pub fn begins_in(&self, range: Range<usize>) -> bool {
        let first = self.starts.partition_point(|&start| start < range.start);
        self.starts
            .get(first)
            .is_some_and(|&start| start < range.end)
    }
}
