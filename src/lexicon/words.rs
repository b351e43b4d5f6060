//! Numbers of folded words, found by an open table of hashes.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Number of a folded word.
pub type WordId = u32;
/// A word that no entry has.
pub const UNKNOWN: WordId = 0;

/// Places of the table when the first word comes.
const FIRST_PLACES: usize = 1 << 10;
/// Words of so many bytes lie in the table itself; most do, and one look at the memory finds them.
const SHORT: usize = 20;

/// Folded words by number and number by folded word.
#[derive(Debug, Default)]
pub struct Words {
    /// Words that do not lie in the table.
    long: Vec<Box<str>>,
    count: u32,
    /// Three quarters full at most, its length a power of two.
    places: Vec<Place>,
}

/// Where a word may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    letters: Letters,
    /// Some bits of its hash.
    tag: u32,
    /// [`UNKNOWN`] where no word is.
    word: WordId,
}

/// A short word, filled up with zeros, or where a long one is to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letters {
    Short(u8, [u8; SHORT]),
    Long(u32),
}

impl Place {
    const EMPTY: Place = Place {
        letters: Letters::Long(0),
        tag: 0,
        word: UNKNOWN,
    };
}

fn hash(folded: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(folded);
    hasher.finish()
}

fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

impl Words {
    /// Number of different words.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// The number of a word, or [`UNKNOWN`].
    pub fn get(&self, folded: &str) -> WordId {
        if self.places.is_empty() {
            return UNKNOWN;
        }
        self.places[self.place(folded, hash(folded.as_bytes()))].word
    }

    /// The number of a word, given out at first use.
    pub fn intern(&mut self, folded: &str) -> WordId {
        if self.len() * 4 >= self.places.len() * 3 {
            self.widen();
        }
        let hash = hash(folded.as_bytes());
        let at = self.place(folded, hash);
        if self.places[at].word == UNKNOWN {
            self.count += 1;
            self.places[at] = Place {
                letters: self.keep(folded),
                tag: tag(hash),
                word: self.count,
            };
        }
        self.places[at].word
    }

    fn keep(&mut self, folded: &str) -> Letters {
        let mut short = [0; SHORT];
        match short.get_mut(..folded.len()) {
            Some(place) => {
                place.copy_from_slice(folded.as_bytes());
                Letters::Short(folded.len() as u8, short)
            }
            None => {
                self.long.push(folded.into());
                Letters::Long(self.long.len() as u32 - 1)
            }
        }
    }

    fn letters<'w>(&'w self, place: &'w Place) -> &'w [u8] {
        match &place.letters {
            Letters::Short(length, letters) => &letters[..usize::from(*length)],
            Letters::Long(index) => self.long[*index as usize].as_bytes(),
        }
    }

    /// The place of a word, or the empty one where it belongs.
    fn place(&self, folded: &str, hash: u64) -> usize {
        let mask = self.places.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let place = &self.places[at];
            let same = || self.letters(place) == folded.as_bytes();
            if place.word == UNKNOWN || place.tag == tag(hash) && same() {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    fn widen(&mut self) {
        let length = (self.places.len() * 2).max(FIRST_PLACES);
        let narrow = std::mem::replace(&mut self.places, vec![Place::EMPTY; length]);
        for place in narrow.into_iter().filter(|p| p.word != UNKNOWN) {
            let mut at = hash(self.letters(&place)) as usize & (length - 1);
            while self.places[at].word != UNKNOWN {
                at = (at + 1) & (length - 1);
            }
            self.places[at] = place;
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
        let name = |i: usize| "w".repeat(1 + i % 30) + &i.to_string();
        let names: Vec<String> = (0..5_000).map(name).collect();
        let numbers: Vec<WordId> = names.iter().map(|n| words.intern(n)).collect();
        assert_eq!(numbers, (1..=5_000).collect::<Vec<_>>());
        let found: Vec<WordId> = names.iter().map(|n| words.get(n)).collect();
        let again: Vec<WordId> = names.iter().map(|n| words.intern(n)).collect();
        assert_eq!((&found, &again), (&numbers, &numbers));
        assert_eq!((words.get(""), words.len()), (UNKNOWN, 5_000));
    }
}
