//! Words as texts write them: what the dictionaries know of a word by itself is looked up once, for
//! most words of a text were there before.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::file::Rules;
use super::readings::SetNumbers;
use crate::lexicon::Lexicon;
use crate::lexicon::flat::FlatMap;
use crate::lexicon::trie::WordId;
use crate::text::{Token, TokenKind, tokens};

/// Forms are forgotten when there are so many (the texts of an ill-wisher).
const MOST: usize = 1 << 15;

/// A word, number or mark as it is written, and what it is where no longer entry begins with it.
///
/// Words of a text are met in any order, so each of them is waited for: a form fills one line of the
/// cache, and its classes stand in the few sets that all forms share.
#[derive(Debug)]
#[repr(align(64))]
pub struct Form {
    /// The words that may follow it in an entry, as bits.
    pub follow: u64,
    /// Its number in the trie.
    pub word: WordId,
    /// The number of the set of its classes, but for those that its place in the sentence gives.
    pub set: u32,
    /// What it is called, and as a capital word in the middle of a sentence, then both as a name of
    /// the article, once that is asked for.
    pub known: [Known; 4],
    /// Its entries, in [`Forms::entries`].
    entries: Range<u32>,
}

/// What a unit's classes are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The number of its kind.
    pub kind: u32,
    /// The number of the set of its classes.
    pub set: u32,
}

impl Known {
    /// Not asked for yet.
    pub const NOT: Known = Known {
        kind: u32::MAX,
        set: u32::MAX,
    };
}

/// The forms seen so far; those of one lexicon only.
#[derive(Debug, Default)]
pub struct Forms {
    /// By the hash of their letters, which tell all else.
    numbers: FlatMap,
    /// Those of few letters by the letters themselves.
    short: FlatMap,
    forms: Vec<Form>,
    entries: Vec<u32>,
    /// Room for what one look-up gives.
    found: Vec<u32>,
    folded: String,
}

/// What tells a form.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The text that it stands in.
    pub text: &'a str,
    pub lexicon: &'a Lexicon,
    pub rules: &'a Rules,
}

/// Up to eight letters as a number; no token has a NUL besides other letters.
fn packed(letters: &[u8]) -> Option<u64> {
    let at = |start: usize| letters.get(start..start + 4)?.first_chunk::<4>();
    let number = |four: &[u8; 4]| u64::from(u32::from_le_bytes(*four));
    match letters.len() {
        length @ 4..=8 => {
            let (first, last) = (number(at(0)?), number(at(length - 4)?));
            Some(first | last << (8 * (length - 4)))
        }
        0..=3 => Some(
            letters
                .iter()
                .rev()
                .fold(0, |all, byte| all << 8 | u64::from(*byte)),
        ),
        _ => None,
    }
}

impl Forms {
    /// Whether there are so many that all of them should go.
    pub fn too_many(&self) -> bool {
        self.forms.len() > MOST
    }

    /// Forgets all forms.
    pub fn clear(&mut self) {
        *self = Forms::default();
    }

    /// The number of a token's form.
    pub fn number(&mut self, token: &Token, known: Source, sets: &mut SetNumbers) -> u32 {
        let letters = token.of(known.text).as_bytes();
        let (numbers, key) = match packed(letters) {
            Some(key) => (&mut self.short, key),
            None => (&mut self.numbers, xxh3_64(letters)),
        };
        if let Some(number) = numbers.get(key) {
            return number;
        }
        let number = self.forms.len() as u32;
        numbers.get_or_insert(key, number);
        let form = self.look_up(token, known, sets);
        self.forms.push(form);
        number
    }

    #[cold]
    fn look_up(&mut self, token: &Token, known: Source, sets: &mut SetNumbers) -> Form {
        let Source {
            text,
            lexicon,
            rules,
        } = known;
        let letters = token.of(text);
        let word = match token.kind {
            TokenKind::Mark(_) => lexicon.trie.word(letters),
            _ => {
                tokens::fold_into(letters, &mut self.folded);
                lexicon.trie.word(&self.folded)
            }
        };
        let found = &mut self.found;
        lexicon
            .trie
            .longest(1, &[word], std::slice::from_ref(token), found);
        let mut classes = rules.built_in.of_token(token);
        if found.is_empty() && token.kind == TokenKind::Word {
            lexicon.trie.affixes(&self.folded, found);
            classes.extend(rules.built_in.unknown);
            let shapes = rules.shapes.iter();
            let fitting = shapes.filter(|shape| shape.letters.is_match(letters));
            fitting.for_each(|shape| classes.extend(shape.classes));
        }
        classes.extend(
            rules
                .built_in
                .told(found.iter().map(|e| lexicon.classes_of(*e))),
        );
        let first = self.entries.len() as u32;
        self.entries.extend_from_slice(found);
        Form {
            word,
            follow: lexicon.trie.followers(word),
            entries: first..self.entries.len() as u32,
            set: sets.number(classes),
            known: [Known::NOT; 4],
        }
    }

    /// The form of a number.
    pub fn form(&self, number: u32) -> &Form {
        &self.forms[number as usize]
    }

    /// The form of a number, to be added to, with its entries.
    pub fn get(&mut self, number: u32) -> (&mut Form, &[u32]) {
        let form = &mut self.forms[number as usize];
        let entries = form.entries.start as usize..form.entries.end as usize;
        (form, &self.entries[entries])
    }
}
