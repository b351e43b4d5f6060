//! One sentence as resolving sees it: first-level units with their letters and facts.

use std::ops::Range;

use crate::lexicon::{Classes, Dictionary, Fact, Lexicon};
use crate::resolve::vocabulary::Vocabulary;
use crate::rules::Reading;
use crate::text::{Document, Role, Token, tokens};

/// A sentence of first-level units.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The article's text.
    pub text: &'a str,
    /// Its document.
    pub document: &'a Document,
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// The sentence.
    pub reading: Reading<'a>,
    /// Its number.
    pub sentence: usize,
}

impl<'a> View<'a> {
    /// Whether the sentence is of the article's headline.
    pub fn in_headline(&self) -> bool {
        let paragraph = self.document.sentences[self.sentence].paragraph;
        self.document.paragraphs[paragraph].role == Role::Title
    }

    /// Number of first-level units.
    pub fn len(&self) -> u32 {
        self.reading.len() as u32
    }

    /// Whether the sentence has no unit.
    pub fn is_empty(&self) -> bool {
        self.reading.is_empty()
    }

    /// Classes of a unit; none where there is no such unit.
    pub fn classes(&self, unit: u32) -> Classes {
        self.reading.classes(unit as usize)
    }

    /// Whether a unit has one of these classes.
    pub fn is(&self, unit: u32, classes: Classes) -> bool {
        self.classes(unit).meets(classes)
    }

    /// Whether the unit before this one has one of these classes.
    pub fn follows(&self, unit: u32, classes: Classes) -> bool {
        unit > 0 && self.is(unit - 1, classes)
    }

    /// Whether a word for "by" stands behind one for reading: "a letter seen by".
    pub fn brings_reader(&self, by: u32, v: &Vocabulary) -> bool {
        self.is(by, v.author) && self.follows(by, v.reader)
    }

    /// "A letter seen by the paper": whether who begins at `start` only read it.
    pub fn only_reads(&self, start: u32, v: &Vocabulary) -> bool {
        let article = u32::from(self.follows(start, v.determiner));
        self.brings_reader(start.saturating_sub(1 + article), v)
    }

    /// Bytes of a range of units.
    pub fn bytes(&self, base: &Range<u32>) -> Range<usize> {
        if base.start >= base.end {
            return 0..0;
        }
        let first = self.reading.tokens(base.start as usize);
        let last = self.reading.tokens(base.end as usize - 1);
        let (Some(first), Some(last)) = (first, last) else {
            return 0..0;
        };
        let tokens = &self.document.tokens;
        let start = tokens
            .get(first.start as usize)
            .map_or(0, |t| t.start as usize);
        let end = tokens
            .get((last.end as usize).wrapping_sub(1))
            .map_or(start, |t| t.end as usize);
        start..end.max(start)
    }

    /// Letters of a range of units.
    pub fn letters(&self, base: &Range<u32>) -> &'a str {
        self.text.get(self.bytes(base)).unwrap_or("")
    }

    /// Whether an entry of this one word, whatever stands in the sentence, has one of these classes.
    pub fn entry_is(&self, word: &str, classes: Classes) -> bool {
        let lexicon = self.lexicon;
        let written = lexicon.trie.written(&[word]);
        let mut entries = written
            .iter()
            .filter_map(|&e| lexicon.entries.get(e as usize));
        entries.any(|e| lexicon.sets.get(e.classes).meets(classes))
    }

    /// Letters of one unit.
    pub fn word(&self, unit: u32) -> &'a str {
        self.letters(&(unit..unit + 1))
    }

    /// Folded letters of one unit.
    pub fn folded(&self, unit: u32) -> String {
        tokens::fold(self.word(unit))
    }

    /// What the dictionaries say of a unit, each fact with its number.
    pub fn facts(&self, unit: u32) -> impl Iterator<Item = (u32, &'a Fact)> + Clone + use<'a> {
        let lexicon = self.lexicon;
        let entries = self.reading.entries(unit as usize);
        entries.iter().filter_map(move |&e| {
            let fact = lexicon.entries.get(e as usize)?.fact;
            Some((fact, lexicon.facts.get(fact as usize)?))
        })
    }

    /// What one dictionary says of a unit.
    pub fn facts_of(
        &self,
        unit: u32,
        dictionary: Dictionary,
    ) -> impl Iterator<Item = (u32, &'a Fact)> + Clone + use<'a> {
        self.facts(unit)
            .filter(move |(_, f)| f.dictionary == dictionary)
    }

    /// The sentence's tokens, and how many there are before them.
    fn tokens(&self) -> (&'a [Token], usize) {
        let range = self.reading.all_tokens();
        let first = range.start;
        (self.document.tokens.get(range).unwrap_or(&[]), first)
    }

    /// The unit that holds byte `at`.
    pub fn unit_at(&self, at: usize) -> Option<u32> {
        let (tokens, first) = self.tokens();
        let token = tokens.partition_point(|t| t.end as usize <= at);
        tokens.get(token)?;
        let unit = self.reading.units_before(first + token + 1) - 1;
        let start = self.reading.tokens(unit)?.start as usize;
        let begins = self.document.tokens.get(start)?.start as usize;
        (begins <= at).then_some(unit as u32)
    }

    /// Units that share a byte with one of `ranges`.
    pub fn units_in(&self, ranges: &[Range<usize>]) -> Vec<bool> {
        let (tokens, first) = self.tokens();
        let mut inside = vec![false; self.reading.len()];
        for range in ranges {
            let before = tokens.partition_point(|t| t.end as usize <= range.start);
            if before == tokens.len() {
                continue;
            }
            let unit = self.reading.units_before(first + before + 1) - 1;
            let begun = tokens.partition_point(|t| (t.start as usize) < range.end);
            let end = self.reading.units_before(first + begun);
            inside[unit..end.max(unit)].fill(true);
        }
        inside
    }
}
