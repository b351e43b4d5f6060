//! The facts of a lexicon. Their texts lie one behind the other, as in the image of a lexicon; a fact
//! is made when an article first asks for it.

use std::borrow::Cow;
use std::ops::Index;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::dictionaries::Dictionary;
use super::entry::{Fact, Gender};
use super::flat::{Flat, Record, part};

/// As many facts are made together.
const TOGETHER: usize = 16;

/// What a row says, its texts as they stand in the row.
#[derive(Debug, Clone, Copy, Hash)]
pub struct Told<'t> {
    /// As [`Fact::dictionary`], and so on.
    pub dictionary: Dictionary,
    /// The key cell.
    pub name: &'t str,
    /// What sort of thing it is.
    pub sort: &'t str,
    /// What it belongs to.
    pub of: &'t str,
    /// How its name is written.
    pub pattern: &'t str,
    /// Usual gender.
    pub gender: Gender,
    /// It stands in a folder that is laid over the base.
    pub overlaid: bool,
    /// Number of its file.
    pub file: u16,
    /// Line in that file.
    pub line: u32,
}

/// Where a text lies: its first byte, and how many it has.
type Place = (u32, u32);

/// A fact as it lies in memory.
#[derive(Debug, Clone, Copy)]
struct Packed {
    texts: [Place; 4],
    dictionary: u8,
    /// Gender, and whether it is overlaid.
    marks: u8,
    file: u16,
    line: u32,
}

/// Bytes of a [`Packed`].
const WIDTH: usize = 40;

impl Record<WIDTH> for Packed {
    fn bytes(self) -> [u8; WIDTH] {
        let mut out = [0; WIDTH];
        for (i, (start, length)) in self.texts.into_iter().enumerate() {
            out[i * 8..i * 8 + 4].copy_from_slice(&start.to_le_bytes());
            out[i * 8 + 4..i * 8 + 8].copy_from_slice(&length.to_le_bytes());
        }
        (out[32], out[33]) = (self.dictionary, self.marks);
        out[34..36].copy_from_slice(&self.file.to_le_bytes());
        out[36..].copy_from_slice(&self.line.to_le_bytes());
        out
    }

    fn of(bytes: [u8; WIDTH]) -> Packed {
        let number = |at| u32::from_le_bytes(part(&bytes, at));
        Packed {
            texts: std::array::from_fn(|i| (number(i * 8), number(i * 8 + 4))),
            dictionary: bytes[32],
            marks: bytes[33],
            file: u16::from_le_bytes(part(&bytes, 34)),
            line: number(36),
        }
    }
}

/// The mark of a fact that stands in an overlay; below it stands the gender.
const OVERLAID: u8 = 4;
/// Genders, by the number that stands for each.
const GENDERS: [Gender; 3] = [Gender::Unknown, Gender::Male, Gender::Female];

/// The facts of a lexicon, by number.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Facts {
    #[serde(borrow)]
    texts: Cow<'static, str>,
    packed: Flat<Packed, WIDTH>,
    /// Places of texts that many facts have, by their hash; for who adds facts.
    #[serde(skip)]
    shared: FxHashMap<u64, Place>,
    /// Those that somebody asked for.
    #[serde(skip)]
    made: OnceLock<Box<[Made]>>,
}

/// Facts that are made together.
type Made = OnceLock<Box<[Fact]>>;

impl Facts {
    /// Adds one; its number.
    pub fn push(&mut self, told: Told) -> u32 {
        let texts = [
            self.append(told.name),
            self.share(told.sort),
            self.share(told.of),
            self.share(told.pattern),
        ];
        let gender = GENDERS.iter().position(|g| *g == told.gender);
        let overlaid = if told.overlaid { OVERLAID } else { 0 };
        self.packed.push(Packed {
            texts,
            dictionary: told.dictionary as u8,
            marks: gender.unwrap_or_default() as u8 | overlaid,
            file: told.file,
            line: told.line,
        });
        self.packed.len() as u32 - 1
    }

    fn append(&mut self, text: &str) -> Place {
        let start = self.texts.len() as u32;
        self.texts.to_mut().push_str(text);
        (start, text.len() as u32)
    }

    /// As [`Self::append`], once for all facts that have the text.
    fn share(&mut self, text: &str) -> Place {
        if text.is_empty() {
            return (0, 0);
        }
        let hash = xxh3_64(text.as_bytes());
        if let Some(place) = self.shared.get(&hash) {
            return *place;
        }
        let place = self.append(text);
        self.shared.insert(hash, place);
        place
    }

    /// Makes room for so many more.
    pub fn reserve(&mut self, more: usize) {
        self.packed.reserve(more);
    }

    /// No more facts: gives back what was needed only to add them.
    pub fn finish(&mut self) {
        self.shared = FxHashMap::default();
        self.packed.shrink();
        if let Cow::Owned(texts) = &mut self.texts {
            texts.shrink_to_fit();
        }
    }

    /// Number of facts.
    pub fn len(&self) -> usize {
        self.packed.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.packed.is_empty()
    }

    /// The fact of a number.
    pub fn get(&self, number: usize) -> Option<&Fact> {
        let made = self.made.get_or_init(|| {
            let chunks = self.len().div_ceil(TOGETHER);
            (0..chunks).map(|_| OnceLock::new()).collect()
        });
        let chunk = made.get(number / TOGETHER)?;
        let facts = chunk.get_or_init(|| self.make(number / TOGETHER));
        facts.get(number % TOGETHER)
    }

    fn make(&self, chunk: usize) -> Box<[Fact]> {
        let first = chunk * TOGETHER;
        let packed = (first..first + TOGETHER).map_while(|i| self.packed.get(i));
        packed.map(|packed| self.unpack(packed).fact()).collect()
    }

    /// All facts, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        (0..self.len()).filter_map(|number| self.get(number))
    }

    /// What all facts say, without making them.
    pub fn told(&self) -> impl Iterator<Item = Told<'_>> {
        self.packed.iter().map(|packed| self.unpack(packed))
    }

    /// What the rows of a dictionary say.
    pub fn of(&self, dictionary: Dictionary) -> impl Iterator<Item = Told<'_>> {
        self.told().filter(move |t| t.dictionary == dictionary)
    }

    fn unpack(&self, packed: Packed) -> Told<'_> {
        let text = |place: Place| {
            let end = place.0 as usize + place.1 as usize;
            self.texts.get(place.0 as usize..end).unwrap_or_default()
        };
        let [name, sort, of, pattern] = packed.texts.map(text);
        let dictionary = Dictionary::ALL.get(packed.dictionary as usize);
        let gender = GENDERS.get((packed.marks & !OVERLAID) as usize);
        Told {
            dictionary: dictionary.copied().unwrap_or_default(),
            name,
            sort,
            of,
            pattern,
            gender: gender.copied().unwrap_or_default(),
            overlaid: packed.marks & OVERLAID != 0,
            file: packed.file,
            line: packed.line,
        }
    }
}

impl Index<usize> for Facts {
    type Output = Fact;

    fn index(&self, number: usize) -> &Fact {
        let fact = self.get(number);
        fact.unwrap_or_else(|| panic!("there are {} facts, and none is {number}", self.len()))
    }
}

impl Told<'_> {
    fn fact(self) -> Fact {
        Fact {
            dictionary: self.dictionary,
            name: self.name.into(),
            sort: self.sort.into(),
            of: self.of.into(),
            pattern: self.pattern.into(),
            gender: self.gender,
            overlaid: self.overlaid,
            file: self.file,
            line: self.line,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<'t>(name: &'t str, sort: &'t str, line: u32) -> Told<'t> {
        Told {
            dictionary: Dictionary::People,
            name,
            sort,
            of: "",
            pattern: "of {}",
            gender: Gender::Female,
            overlaid: line > 1,
            file: 3,
            line,
        }
    }

    #[test]
    fn facts_say_what_was_told() {
        let mut facts = Facts::default();
        for line in 0..40 {
            let name = format!("n{line}");
            assert_eq!(facts.push(told(&name, "s", line)), line);
        }
        facts.finish();
        let fact = &facts[33];
        assert_eq!((&*fact.name, &*fact.sort, &*fact.of), ("n33", "s", ""));
        assert_eq!((&*fact.pattern, fact.gender), ("of {}", Gender::Female));
        assert_eq!((fact.overlaid, fact.file, fact.line), (true, 3, 33));
        assert!(!facts[1].overlaid && facts.get(40).is_none());
        assert_eq!(facts.of(Dictionary::People).count(), 40);
        assert_eq!(facts.of(Dictionary::Words).count(), 0);
    }
}
