//! Whole-word look-up: folded words get ids, and a trie over (node, word id) finds entries of one
//! word or many at the same price.

use serde::{Deserialize, Serialize};
use std::ops::Range;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::flat::{Flat, FlatMap, Record, part};
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

impl Record<16> for Surface {
    fn bytes(self) -> [u8; 16] {
        let head = u128::from(self.entry) | u128::from(self.next) << 32;
        u128::to_le_bytes(head | u128::from(self.cases.0) << 64)
    }

    fn of(bytes: [u8; 16]) -> Surface {
        Surface {
            entry: u32::from_le_bytes(part(&bytes, 0)),
            next: u32::from_le_bytes(part(&bytes, 4)),
            cases: Cases(u64::from_le_bytes(part(&bytes, 8))),
        }
    }
}

/// The case masks of the first words of a surface form, three bits each; later words take any case.
#[derive(Debug, Clone, Copy)]
struct Cases(u64);

/// Words that have room in [`Cases`].
const CASED: usize = 21;
/// No surface form, no node.
const NONE: u32 = u32::MAX;
/// Where every entry begins.
const ROOT: u32 = 0;

impl Cases {
    /// Tells the case of the word in place `at`.
    fn tell(&mut self, at: usize, shape: Shape) {
        if at < CASED {
            self.0 |= number_of(shape) << (3 * at);
        }
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
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Trie {
    /// By the word's hash: nobody asks for its letters again.
    words: FlatMap,
    /// The node behind each first word, by its id; most entries share few of these.
    first: Flat<u32, 4>,
    edges: FlatMap,
    nodes: Flat<Node, 12>,
    surfaces: Flat<Surface, 16>,
    suffixes: Vec<(Box<str>, u32)>,
    prefixes: Vec<(Box<str>, u32)>,
    #[serde(skip)]
    waiting: Waiting,
}

/// A place in the trie: the words that lead to it are written so far.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The last surface form that ends here, or [`NONE`].
    last: u32,
    /// A bit for each word that may follow: most words need not be looked for.
    follow: u64,
}

impl Node {
    const NEW: Node = Node {
        last: NONE,
        follow: 0,
    };
}

impl Record<12> for Node {
    fn bytes(self) -> [u8; 12] {
        let mut bytes = [0; 12];
        bytes[..4].copy_from_slice(&self.last.to_le_bytes());
        bytes[4..].copy_from_slice(&self.follow.to_le_bytes());
        bytes
    }

    fn of(bytes: [u8; 12]) -> Node {
        Node {
            last: u32::from_le_bytes(part(&bytes, 0)),
            follow: u64::from_le_bytes(part(&bytes, 4)),
        }
    }
}

/// The key of an edge.
fn edge(node: u32, word: WordId) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}

/// The bit of a word among those that may follow.
pub fn follower(word: WordId) -> u64 {
    1 << (word.wrapping_mul(0x9E37_79B9) >> 26)
}

/// Surface forms that are not taken in yet.
#[derive(Debug, Default)]
struct Waiting {
    /// Hashes of the words of all of them.
    words: Vec<u64>,
    /// Which of these words, their letter case, the entry.
    forms: Vec<(Range<usize>, Cases, u32)>,
    /// Room to fold words in.
    folded: String,
}

/// As many forms are taken in at once.
const TOGETHER: usize = 512;

impl Trie {
    /// The id of a folded word, or [`UNKNOWN`].
    pub fn word(&self, folded: &str) -> WordId {
        let hash = xxh3_64(folded.as_bytes());
        self.words.get(hash).unwrap_or(UNKNOWN)
    }

    /// Adds a surface form, cut into words with their letter case.
    pub fn add<'w>(&mut self, words: impl Iterator<Item = (&'w str, Shape)>, entry: u32) {
        let waiting = &mut self.waiting;
        let mut cases = Cases(0);
        let first = waiting.words.len();
        for (at, (word, shape)) in words.enumerate() {
            tokens::fold_into(word, &mut waiting.folded);
            let hash = xxh3_64(waiting.folded.as_bytes());
            waiting.words.push(hash);
            cases.tell(at, shape);
        }
        let end = waiting.words.len();
        waiting.forms.push((first..end, cases, entry));
        if waiting.forms.len() == TOGETHER {
            self.take_in();
        }
    }

    /// Takes in the forms that wait: word by word through all of them, so that the processor fetches
    /// the next places from memory while it waits for one.
    fn take_in(&mut self) {
        if self.nodes.is_empty() {
            self.nodes.push(Node::NEW);
        }
        let mut waiting = std::mem::take(&mut self.waiting);
        let intern = |hash: &u64| {
            let next = self.words.len() as WordId + 1;
            self.words.get_or_insert(*hash, next)
        };
        let ids: Vec<WordId> = waiting.words.iter().map(intern).collect();
        let longest = waiting.forms.iter().map(|(words, ..)| words.len()).max();
        let mut nodes = vec![ROOT; waiting.forms.len()];
        for at in 0..longest.unwrap_or(0) {
            for ((words, ..), node) in waiting.forms.iter().zip(&mut nodes) {
                if at < words.len() {
                    *node = self.step_or_make(*node, ids[words.start + at]);
                }
            }
        }
        for ((_, cases, entry), node) in waiting.forms.drain(..).zip(nodes) {
            let mut place = self.nodes.at(node);
            let next = std::mem::replace(&mut place.last, self.surfaces.len() as u32);
            self.nodes.set(node, place);
            self.surfaces.push(Surface { entry, next, cases });
        }
        waiting.words.clear();
        self.waiting = waiting;
    }

    /// The node behind `node` and a word, made if it is not there.
    fn step_or_make(&mut self, node: u32, word: WordId) -> u32 {
        let next = self.nodes.len() as u32;
        let place = if node == ROOT {
            self.first.fill(NONE, word as usize + 1);
            if self.first.at(word) == NONE {
                self.first.set(word, next);
            }
            self.first.at(word)
        } else {
            let mut place = self.nodes.at(node);
            place.follow |= follower(word);
            self.nodes.set(node, place);
            self.edges.get_or_insert(edge(node, word), next)
        };
        if place == next {
            self.nodes.push(Node::NEW);
        }
        place
    }

    /// The node behind `node` and a word, if there is one.
    fn step(&self, node: u32, word: WordId) -> Option<u32> {
        if node == ROOT {
            let next = self.first.get(word as usize);
            return next.filter(|next| *next != NONE);
        }
        if self.nodes.at(node).follow & follower(word) == 0 {
            return None;
        }
        self.edges.get(edge(node, word))
    }

    /// The words that may follow one in an entry, as bits.
    pub fn followers(&self, word: WordId) -> u64 {
        let node = self.step(ROOT, word);
        node.map_or(0, |node| self.nodes.at(node).follow)
    }

    /// Makes room for about so many more surface forms of several words.
    pub fn reserve(&mut self, forms: usize) {
        self.surfaces.reserve(forms);
        self.edges.reserve(forms);
        self.nodes.reserve(forms);
    }

    /// No more entries: takes in those that wait, and gives back what was needed only to add.
    pub fn finish(&mut self) {
        self.take_in();
        self.waiting = Waiting::default();
        self.first.shrink();
        self.nodes.shrink();
        self.surfaces.shrink();
    }

    /// Adds `*ending` or `beginning*`.
    pub fn add_affix(&mut self, pattern: &str, entry: u32) {
        if let Some(ending) = pattern.strip_prefix('*') {
            self.suffixes.push((ending.into(), entry));
        } else if let Some(beginning) = pattern.strip_suffix('*') {
            self.prefixes.push((beginning.into(), entry));
        }
    }

    /// The longest entries that begin at the first of `words` and have as many words as `least`, or
    /// more: their length in words, 0 for none; fills `entries`.
    pub fn longest(
        &self,
        least: usize,
        words: &[WordId],
        tokens: &[Token],
        entries: &mut Vec<u32>,
    ) -> usize {
        entries.clear();
        let mut node = ROOT;
        let mut best = 0;
        for (i, &word) in words.iter().enumerate() {
            let Some(next) = self.step(node, word) else {
                break;
            };
            node = next;
            if i + 1 >= least && self.chain(node).any(|s| s.cases.fit(i + 1, tokens)) {
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
    fn chain(&self, node: u32) -> impl Iterator<Item = Surface> {
        let at = |i: u32| self.surfaces.get(i as usize);
        std::iter::successors(at(self.nodes.at(node).last), move |s| at(s.next))
    }

    /// All entries that are written as these words, in whatever letter case, in the order in which they came.
    pub fn written(&self, words: &[&str]) -> Vec<u32> {
        let node = self.node_of(words).filter(|_| !self.nodes.is_empty());
        let entries = node.into_iter().flat_map(|node| self.chain(node));
        let mut out: Vec<u32> = entries.map(|s| s.entry).collect();
        out.reverse();
        out
    }

    /// All surface forms by the hashes of their words, with the entry and the letter case of each way
    /// in which the form is one, the last one added first.
    pub fn forms(&self) -> impl Iterator<Item = (Box<[u64]>, impl Iterator<Item = (u32, u64)>)> {
        let before = self.before();
        let nodes = (0..self.nodes.len() as u32).filter(|node| self.nodes.at(*node).last != NONE);
        nodes.map(move |node| {
            let mut words = Vec::new();
            let mut at = node;
            while at != ROOT {
                let (parent, word) = before[at as usize];
                words.push(word);
                at = parent;
            }
            words.reverse();
            let surfaces = self.chain(node).map(|s| (s.entry, s.cases.0));
            (words.into_boxed_slice(), surfaces)
        })
    }

    /// For each node the one before it, and the hash of the word between them.
    fn before(&self) -> Vec<(u32, u64)> {
        let mut hashes = vec![0; self.words.len() + 1];
        for (hash, word) in self.words.iter() {
            hashes[word as usize] = hash;
        }
        let mut out = vec![(ROOT, 0); self.nodes.len()];
        for (word, next) in self.first.iter().enumerate().filter(|(_, n)| *n != NONE) {
            out[next as usize] = (ROOT, hashes[word]);
        }
        for (edge, next) in self.edges.iter() {
            out[next as usize] = ((edge >> 32) as u32, hashes[edge as u32 as usize]);
        }
        out
    }

    /// All endings and beginnings with their entries.
    pub fn all_affixes(&self) -> impl Iterator<Item = (&str, u32)> {
        let all = self.suffixes.iter().chain(&self.prefixes);
        all.map(|(affix, entry)| (&**affix, *entry))
    }

    /// What to ask for longer entries.
    pub fn longer(&self) -> Longer<'_> {
        let mut children: FxHashMap<u32, (WordId, u32)> = FxHashMap::default();
        for (edge, next) in self.edges.iter() {
            let (node, word) = ((edge >> 32) as u32, edge as u32);
            let child = children.entry(node).or_insert((word, next));
            *child = (*child).min((word, next));
        }
        Longer {
            trie: self,
            children,
        }
    }

    /// The node of these words.
    fn node_of(&self, words: &[&str]) -> Option<u32> {
        let mut words = words.iter();
        words.try_fold(ROOT, |node, word| {
            self.step(node, self.word(&tokens::fold(word)))
        })
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

/// The first of the longer entries behind each node.
#[derive(Debug)]
pub struct Longer<'t> {
    trie: &'t Trie,
    children: FxHashMap<u32, (WordId, u32)>,
}

impl Longer<'_> {
    /// Entries that go on behind these words.
    pub fn of(&self, words: &[&str]) -> Vec<u32> {
        let mut node = self.trie.node_of(words);
        while let Some((_, next)) = node.and_then(|node| self.children.get(&node)) {
            let entries: Vec<u32> = self.trie.chain(*next).map(|s| s.entry).collect();
            if !entries.is_empty() {
                return entries;
            }
            node = Some(*next);
        }
        Vec::new()
    }
}
