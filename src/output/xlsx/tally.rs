//! What the summary counts while the rows go by, in bounded memory.

use rustc_hash::FxHashMap;

use super::super::place;

/// Different speakers and outlets that are counted each; the others go together.
const MOST_NAMES: usize = 50_000;

/// Names what is counted together.
pub const OTHERS: &str = "(others)";

/// Names what is empty.
pub const NONE: &str = "(none)";

/// Counts of rows.
#[derive(Default)]
pub struct Tally {
    /// By kind.
    pub kinds: Counts,
    /// By the article's outlet.
    pub outlets: Counts,
    /// By channel.
    pub channels: Counts,
    /// By speaker.
    pub speakers: Counts,
    /// By speaker and channel.
    pub pairs: FxHashMap<(u32, u32), u64>,
    /// By the mark given.
    pub marks: Counts,
    /// All rows.
    pub rows: u64,
}

/// How often each name was met.
#[derive(Default)]
pub struct Counts {
    places: FxHashMap<String, u32>,
    counts: Vec<(String, u64)>,
}

impl Counts {
    /// Counts one; tells the name's place.
    pub fn add(&mut self, name: &str) -> u32 {
        let name = match name.trim() {
            "" => NONE,
            name if self.places.len() >= MOST_NAMES && !self.places.contains_key(name) => OTHERS,
            name => name,
        };
        let place = match self.places.get(name) {
            Some(place) => *place,
            None => {
                let place = self.counts.len() as u32;
                self.places.insert(name.to_owned(), place);
                self.counts.push((name.to_owned(), 0));
                place
            }
        };
        self.counts[place as usize].1 += 1;
        place
    }

    /// How often this name was met.
    pub fn of(&self, name: &str) -> u64 {
        let place = self.places.get(name);
        place.map_or(0, |place| self.counts[*place as usize].1)
    }

    /// Places, names and counts, the most frequent first, at most so many.
    pub fn top(&self, most: usize) -> Vec<(u32, &str, u64)> {
        let mut all: Vec<_> = (0u32..)
            .zip(&self.counts)
            .map(|(place, (name, count))| (place, name.as_str(), *count))
            .collect();
        all.sort_by(|a, b| b.2.cmp(&a.2).then(a.1.cmp(b.1)));
        all.truncate(most);
        all
    }

    /// How many different names there are.
    pub fn len(&self) -> usize {
        self.counts.len()
    }
}

impl Tally {
    /// Counts a row.
    pub fn add(&mut self, cells: &[std::borrow::Cow<'_, str>]) {
        self.rows += 1;
        self.kinds.add(&cells[place("kind")]);
        self.outlets.add(&cells[place("article_outlet")]);
        let channel = self.channels.add(&cells[place("channel")]);
        let speaker = self.speakers.add(&cells[place("speaker")]);
        *self.pairs.entry((speaker, channel)).or_default() += 1;
        let mark = &cells[place("review")];
        if !mark.is_empty() {
            self.marks.add(mark);
        }
    }
}
