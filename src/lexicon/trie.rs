//! Whole-word look-up: folded words get ids, and a trie over (node, word id) finds entries of one
//! word or many at the same price.

use rustc_hash::FxHashMap;

use super::words::Words;
use crate::text::{Shape, Token, tokens};

pub use super::words::{UNKNOWN, WordId};

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
    /// [`NONE`] in a node at which no entry ends.
    entry: u32,
    /// The one added before it, or [`NONE`].
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
    words: Words,
    /// The nodes behind one word, by its number.
    singles: Vec<Node>,
    /// The nodes behind several.
    deeper: Vec<Node>,
    /// From a node and a word to the next node.
    edges: FxHashMap<(u32, WordId), u32>,
    /// All but the last one of each node.
    surfaces: Vec<Surface>,
    suffixes: Vec<(Box<str>, u32)>,
    prefixes: Vec<(Box<str>, u32)>,
}

/// A place in the trie: the words that lead to it are written so far.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// A bit for each word that may follow: most words need not be looked for.
    follow: u64,
    /// The last surface form that ends here.
    last: Surface,
}

impl Node {
    const NEW: Node = Node {
        follow: 0,
        last: Surface {
            entry: NONE,
            next: NONE,
            cases: Cases(0),
        },
    };
}

/// Where the walk begins; the number of no word, as of no node.
const ROOT: u32 = UNKNOWN;
/// Marks the numbers of nodes behind several words; a node behind one has the word's number.
const DEEPER: u32 = 1 << 31;

/// The bit of a word in [`Node::follow`].
fn follower(word: WordId) -> u64 {
    1 << (word.wrapping_mul(0x9E37_79B9) >> 26)
}

impl Trie {
    /// The id of a folded word, or [`UNKNOWN`].
    pub fn word(&self, folded: &str) -> WordId {
        self.words.get(folded)
    }

    /// Adds a surface form, cut into words.
    pub fn add(&mut self, words: &[&str], entry: u32) {
        let mut node = ROOT;
        let mut folded = String::new();
        for word in words {
            tokens::fold_into(word, &mut folded);
            let id = self.words.intern(&folded);
            node = self.grow(node, id);
        }
        let before = self.node(node).last;
        let next = if before.entry == NONE {
            NONE
        } else {
            self.surfaces.push(before);
            self.surfaces.len() as u32 - 1
        };
        self.node_mut(node).last = Surface {
            entry,
            next,
            cases: Cases::of(words),
        };
    }

    /// The node behind `node` and a word, made at first use.
    fn grow(&mut self, node: u32, word: WordId) -> u32 {
        if self.singles.len() <= self.words.len() {
            self.singles.resize(self.words.len() + 1, Node::NEW);
        }
        if node == ROOT {
            return word;
        }
        self.node_mut(node).follow |= follower(word);
        let new = self.deeper.len() as u32 | DEEPER;
        let next = *self.edges.entry((node, word)).or_insert(new);
        if next == new {
            self.deeper.push(Node::NEW);
        }
        next
    }

    fn node(&self, node: u32) -> &Node {
        if node & DEEPER == 0 {
            &self.singles[node as usize]
        } else {
            &self.deeper[(node & !DEEPER) as usize]
        }
    }

    fn node_mut(&mut self, node: u32) -> &mut Node {
        if node & DEEPER == 0 {
            &mut self.singles[node as usize]
        } else {
            &mut self.deeper[(node & !DEEPER) as usize]
        }
    }

    /// The node behind `node` and a word.
    fn next(&self, node: u32, word: WordId) -> Option<u32> {
        if word == UNKNOWN || node == ROOT {
            return (word != UNKNOWN).then_some(word);
        }
        if self.node(node).follow & follower(word) == 0 {
            return None;
        }
        self.edges.get(&(node, word)).copied()
    }

    /// Makes room for about so many more surface forms of several words.
    pub fn reserve(&mut self, forms: usize) {
        self.surfaces.reserve(forms);
        self.edges.reserve(forms);
        self.deeper.reserve(forms);
    }

    /// Gives back memory that was needed only to add.
    pub fn shrink(&mut self) {
        self.singles.shrink_to_fit();
        self.deeper.shrink_to_fit();
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
        let mut node = ROOT;
        let mut best = 0;
        for (i, &word) in words.iter().enumerate() {
            let Some(next) = self.next(node, word) else {
                break;
            };
            node = next;
            let fits = |s: &&Surface| s.cases.fit(i + 1, tokens);
            if self.chain(node).any(|s| fits(&s)) {
                best = i + 1;
                entries.clear();
                entries.extend(self.chain(node).filter(fits).map(|s| s.entry));
                entries.reverse();
            }
        }
        best
    }

    /// The surface forms that end at a node, the last one added first.
    fn chain(&self, node: u32) -> impl Iterator<Item = &Surface> {
        let last = Some(&self.node(node).last).filter(|s| s.entry != NONE);
        std::iter::successors(last, |s| self.surfaces.get(s.next as usize))
    }

    /// All entries that are written as these words, in whatever letter case, in the order in which they came.
    pub fn written(&self, words: &[&str]) -> Vec<u32> {
        let mut node = ROOT;
        for word in words {
            match self.next(node, self.word(&tokens::fold(word))) {
                Some(next) => node = next,
                None => return Vec::new(),
            }
        }
        if node == ROOT {
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
