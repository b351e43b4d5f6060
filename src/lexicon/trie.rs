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

fn bit(shape: Shape) -> u8 {
    1 << shape as u8
}

impl CaseMask {
    /// An entry in small letters accepts any case; a capital one wants its capitals.
    pub fn of(word: &str) -> Self {
        let all = bit(Shape::AllCaps);
        CaseMask(match tokens::shape_of(word) {
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

/// A way of writing an entry.
#[derive(Debug)]
struct Surface {
    entry: u32,
    cases: Box<[CaseMask]>,
}

/// All surface forms of a lexicon.
#[derive(Debug, Default)]
pub struct Trie {
    words: FxHashMap<Box<str>, WordId>,
    edges: FxHashMap<(u32, WordId), u32>,
    surfaces: Vec<Vec<Surface>>,
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
        if self.surfaces.is_empty() {
            self.surfaces.push(Vec::new());
        }
        let mut node = 0;
        for word in words {
            let id = self.intern(&tokens::fold(word));
            let next = self.surfaces.len() as u32;
            node = *self.edges.entry((node, id)).or_insert(next);
            if node == next {
                self.surfaces.push(Vec::new());
            }
        }
        let cases = words.iter().map(|w| CaseMask::of(w)).collect();
        self.surfaces[node as usize].push(Surface { entry, cases });
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
            let Some(&next) = (word != UNKNOWN).then(|| self.edges.get(&(node, word))).flatten() else {
                break;
            };
            node = next;
            let surfaces = &self.surfaces[node as usize];
            if surfaces.iter().any(|s| s.fits(tokens)) {
                best = i + 1;
                entries.clear();
                entries.extend(surfaces.iter().filter(|s| s.fits(tokens)).map(|s| s.entry));
            }
        }
        best
    }

    /// Entries whose ending or beginning a word has.
    pub fn affixes(&self, letters: &str, folded: &str, entries: &mut Vec<u32>) {
        let longer = |a: &str| folded.len() > a.len() + 1;
        entries.extend(self.suffixes.iter().filter(|(s, _)| longer(s) && folded.ends_with(&**s)).map(|(_, e)| *e));
        entries.extend(self.prefixes.iter().filter(|(s, _)| longer(s) && letters.starts_with(&**s)).map(|(_, e)| *e));
    }

    /// Number of different words.
    pub fn vocabulary(&self) -> usize {
        self.words.len()
    }
}

impl Surface {
    fn fits(&self, tokens: &[Token]) -> bool {
        self.cases.iter().zip(tokens).all(|(case, token)| case.accepts(token.shape))
    }
}
