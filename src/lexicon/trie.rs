//! Whole-word look-up: folded words get ids, and a trie over (node, word id) finds entries of one
//! word or many at the same price.

use rustc_hash::FxHashMap;

use crate::text::{Shape, Token, tokens};

/// Number of a folded word.
pub type WordId = u32;
/// A word that no entry has.
pub const UNKNOWN: WordId = 0;

/// Which letter cases a word of an entry accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseMask(u8);

const fn bit(shape: Shape) -> u8 {
    1 << shape as u8
}

impl CaseMask {
    /// An entry in small letters accepts any case; a capital one wants its capitals.
    const fn of_shape(shape: Shape) -> Self {
        let all = bit(Shape::AllCaps);
        CaseMask(match shape {
            Shape::Lower => u8::MAX,
            Shape::Capitalised => bit(Shape::Capitalised) | all | bit(Shape::Initial),
            Shape::AllCaps => all,
            Shape::Initial => bit(Shape::Initial),
            Shape::Inner => bit(Shape::Inner) | all,
        })
    }

    fn accepts(self, shape: Shape) -> bool {
        self.0 & bit(shape) != 0
    }
}

/// A way of writing an entry; those of one node form a chain, the last one added first.
#[derive(Debug, Clone, Copy)]
struct Surface {
    entry: u32,
    next: u32,
    cases: Cases,
}

/// The case masks of the first words of a surface form, three bits each; later words take any case.
#[derive(Debug, Clone, Copy)]
struct Cases(u64);

/// Words that have room in [`Cases`].
const CASED: usize = 21;
/// No surface form.
const NONE: u32 = u32::MAX;

impl Cases {
    fn of(words: &[&str]) -> Self {
        let numbers = words.iter().take(CASED).enumerate();
        Cases(numbers.fold(0, |all, (i, word)| {
            all | number_of(tokens::shape_of(word)) << (3 * i)
        }))
    }

    fn fit(self, length: usize, tokens: &[Token]) -> bool {
        let cased = tokens.iter().take(length.min(CASED)).enumerate();
        cased
            .into_iter()
            .all(|(i, token)| MASKS[(self.0 >> (3 * i) & 7) as usize].accepts(token.shape))
    }
}

fn number_of(shape: Shape) -> u64 {
    SHAPES.iter().position(|s| *s == shape).unwrap_or(0) as u64
}

const SHAPES: [Shape; 5] = [
    Shape::Lower,
    Shape::Capitalised,
    Shape::AllCaps,
    Shape::Initial,
    Shape::Inner,
];
/// What a word of each of [`SHAPES`] accepts, filled up to eight.
const MASKS: [CaseMask; 8] = {
    let any = CaseMask(u8::MAX);
    let [lower, capitalised, caps, initial, inner] = [
        any,
        CaseMask::of_shape(Shape::Capitalised),
        CaseMask::of_shape(Shape::AllCaps),
        CaseMask::of_shape(Shape::Initial),
        CaseMask::of_shape(Shape::Inner),
    ];
    [lower, capitalised, caps, initial, inner, any, any, any]
};

/// All surface forms of a lexicon.
#[derive(Debug, Default)]
pub struct Trie {
    words: FxHashMap<Box<str>, WordId>,
    edges: FxHashMap<(u32, WordId), u32>,
    /// The last surface form of each node, or [`NONE`].
    last: Vec<u32>,
    surfaces: Vec<Surface>,
    suffixes: Vec<(Box<str>, u32)>,
    prefixes: Vec<(Box<str>, u32)>,
}

impl Trie {
    /// The id of a folded word, given out at first use.
    pub fn intern(&mut self, folded: &str) -> WordId {
        if let Some(&id) = self.words.get(folded) {
            return id;
        }
        let id = self.words.len() as WordId + 1;
        self.words.insert(folded.into(), id);
        id
    }

    /// The id of a folded word, or [`UNKNOWN`].
    pub fn word(&self, folded: &str) -> WordId {
        self.words.get(folded).copied().unwrap_or(UNKNOWN)
    }

    /// Adds a surface form, cut into words.
    pub fn add(&mut self, words: &[&str], entry: u32) {
        if self.last.is_empty() {
            self.last.push(NONE);
        }
        let mut node = 0;
        let mut folded = String::new();
        for word in words {
            tokens::fold_into(word, &mut folded);
            let id = self.intern(&folded);
            let next = self.last.len() as u32;
            node = *self.edges.entry((node, id)).or_insert(next);
            if node == next {
                self.last.push(NONE);
            }
        }
        let surface = Surface {
            entry,
            next: self.last[node as usize],
            cases: Cases::of(words),
        };
        self.last[node as usize] = self.surfaces.len() as u32;
        self.surfaces.push(surface);
    }

    /// Makes room for about so many more surface forms of several words.
    pub fn reserve(&mut self, forms: usize) {
        self.surfaces.reserve(forms);
        self.edges.reserve(forms);
        self.last.reserve(forms);
    }

    /// Gives back memory that was needed only to add.
    pub fn shrink(&mut self) {
        self.words.shrink_to_fit();
        self.last.shrink_to_fit();
        self.surfaces.shrink_to_fit();
    }

    /// Adds `*ending` or `beginning*`.
    pub fn add_affix(&mut self, pattern: &str, entry: u32) {
        if let Some(ending) = pattern.strip_prefix('*') {
            self.suffixes.push((ending.into(), entry));
        } else if let Some(beginning) = pattern.strip_suffix('*') {
            self.prefixes.push((beginning.into(), entry));
        }
    }

    /// The longest entries that begin at the first of `words`: their length in words; fills `entries`.
    pub fn longest(&self, words: &[WordId], tokens: &[Token], entries: &mut Vec<u32>) -> usize {
        entries.clear();
        let mut node = 0;
        let mut best = 0;
        for (i, &word) in words.iter().enumerate() {
            let Some(&next) = (word != UNKNOWN)
                .then(|| self.edges.get(&(node, word)))
                .flatten()
            else {
                break;
            };
            node = next;
            if self.chain(node).any(|s| s.cases.fit(i + 1, tokens)) {
                best = i + 1;
                entries.clear();
                entries.extend(
                    self.chain(node)
                        .filter(|s| s.cases.fit(i + 1, tokens))
                        .map(|s| s.entry),
                );
                entries.reverse();
            }
        }
        best
    }

    /// The surface forms that end at a node, the last one added first.
    fn chain(&self, node: u32) -> impl Iterator<Item = &Surface> {
        let at = |i: u32| self.surfaces.get(i as usize);
        std::iter::successors(at(self.last[node as usize]), move |s| at(s.next))
    }

    /// All entries that are written as these words, in whatever letter case, in the order in which they came.
    pub fn written(&self, words: &[&str]) -> Vec<u32> {
        let mut node = 0;
        for word in words {
            match self.edges.get(&(node, self.word(&tokens::fold(word)))) {
                Some(&next) => node = next,
                None => return Vec::new(),
            }
        }
        if self.last.is_empty() {
            return Vec::new();
        }
        let mut out: Vec<u32> = self.chain(node).map(|s| s.entry).collect();
        out.reverse();
        out
    }

    /// Entries whose ending or beginning a word has.
    pub fn affixes(&self, folded: &str, entries: &mut Vec<u32>) {
        let longer = |a: &str| folded.len() > a.len() + 1;
        entries.extend(
            self.suffixes
                .iter()
                .filter(|(s, _)| longer(s) && folded.ends_with(&**s))
                .map(|(_, e)| *e),
        );
        entries.extend(
            self.prefixes
                .iter()
                .filter(|(s, _)| longer(s) && folded.starts_with(&**s))
                .map(|(_, e)| *e),
        );
    }

    /// Number of different words.
    pub fn vocabulary(&self) -> usize {
        self.words.len()
    }
}
