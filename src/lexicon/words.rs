//! Numbers of folded words: all letters in one string, found by an open table of hashes.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Number of a folded word.
pub type WordId = u32;
/// A word that no entry has.
pub const UNKNOWN: WordId = 0;

/// Places of the table when the first word comes.
const FIRST_PLACES: usize = 1 << 10;

/// Folded words by number and number by folded word.
#[derive(Debug, Default)]
pub struct Words {
    letters: String,
    /// Where each word ends in `letters`; it begins where the one before ends.
    ends: Vec<u32>,
    /// Half full at most, its length a power of two.
    places: Vec<Place>,
}

/// Where a word may be.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// Upper half of its hash.
    tag: u32,
    /// [`UNKNOWN`] where no word is.
    word: WordId,
}

fn hash(folded: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(folded.as_bytes());
    hasher.finish()
}

fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

impl Words {
    /// Number of different words.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of a word, or [`UNKNOWN`].
    pub fn get(&self, folded: &str) -> WordId {
        if self.places.is_empty() {
            return UNKNOWN;
        }
        self.places[self.place(folded, hash(folded))].word
    }

    /// The number of a word, given out at first use.
    pub fn intern(&mut self, folded: &str) -> WordId {
        if self.ends.len() * 2 >= self.places.len() {
            self.widen();
        }
        let hash = hash(folded);
        let at = self.place(folded, hash);
        if self.places[at].word == UNKNOWN {
            self.letters.push_str(folded);
            self.ends.push(self.letters.len() as u32);
            self.places[at] = Place {
                tag: tag(hash),
                word: self.ends.len() as WordId,
            };
        }
        self.places[at].word
    }

    /// Gives back memory that was needed only to add.
    pub fn shrink(&mut self) {
        self.letters.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    fn letters_of(&self, word: WordId) -> &str {
        let index = word as usize - 1;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.letters[start as usize..self.ends[index] as usize]
    }

    /// The place of a word, or the empty one where it belongs.
    fn place(&self, folded: &str, hash: u64) -> usize {
        let mask = self.places.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let place = self.places[at];
            let same = |word| self.letters_of(word) == folded;
            if place.word == UNKNOWN || place.tag == tag(hash) && same(place.word) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    fn widen(&mut self) {
        let length = (self.places.len() * 2).max(FIRST_PLACES);
        self.places = vec![Place::default(); length];
        for word in 1..=self.ends.len() as WordId {
            let hash = hash(self.letters_of(word));
            let mut at = hash as usize & (length - 1);
            while self.places[at].word != UNKNOWN {
                at = (at + 1) & (length - 1);
            }
            self.places[at] = Place {
                tag: tag(hash),
                word,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_keeps_its_number() {
        let mut words = Words::default();
        assert_eq!(words.get("a"), UNKNOWN);
        let names: Vec<String> = (0..5_000).map(|i| format!("w{i}")).collect();
        let numbers: Vec<WordId> = names.iter().map(|n| words.intern(n)).collect();
        assert_eq!(numbers, (1..=5_000).collect::<Vec<_>>());
        assert!(
            names
                .iter()
                .zip(&numbers)
                .all(|(n, id)| words.get(n) == *id)
        );
        assert!(
            names
                .iter()
                .zip(&numbers)
                .all(|(n, id)| words.intern(n) == *id)
        );
        assert_eq!(
            (words.get("w5000"), words.get(""), words.len()),
            (UNKNOWN, UNKNOWN, 5_000)
        );
    }
}
