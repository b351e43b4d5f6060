//! One sentence as resolving sees it: first-level units with their letters and facts.

use std::ops::Range;

use crate::lexicon::{Classes, Dictionary, Fact, Lexicon};
use crate::rules::{Reading, Unit};
use crate::text::{Document, Role, tokens};

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
    pub reading: &'a Reading,
    /// Its number.
    pub sentence: usize,
}

impl<'a> View<'a> {
    /// First-level units.
    pub fn units(&self) -> &'a [Unit] {
        &self.reading.base.units
    }

    /// Whether the sentence is of the article's headline.
    pub fn in_headline(&self) -> bool {
        let paragraph = self.document.sentences[self.sentence].paragraph;
        self.document.paragraphs[paragraph].role == Role::Title
    }

    /// Number of first-level units.
    pub fn len(&self) -> u32 {
        self.units().len() as u32
    }

    /// Whether the sentence has no unit.
    pub fn is_empty(&self) -> bool {
        self.units().is_empty()
    }

    /// Classes of a unit; none where there is no such unit.
    pub fn classes(&self, unit: u32) -> Classes {
        self.units()
            .get(unit as usize)
            .map_or(Classes::NONE, |u| u.classes)
    }

    /// Whether a unit has one of these classes.
    pub fn is(&self, unit: u32, classes: Classes) -> bool {
        self.classes(unit).meets(classes)
    }

    /// Whether the unit before this one has one of these classes.
    pub fn follows(&self, unit: u32, classes: Classes) -> bool {
        unit > 0 && self.is(unit - 1, classes)
    }

    /// Bytes of a range of units.
    pub fn bytes(&self, base: &Range<u32>) -> Range<usize> {
        let units = self.units();
        match (
            units.get(base.start as usize),
            units.get((base.end as usize).wrapping_sub(1)),
        ) {
            (Some(first), Some(last)) if base.start < base.end => {
                let tokens = &self.document.tokens;
                let start = tokens
                    .get(first.tokens.start as usize)
                    .map_or(0, |t| t.start as usize);
                let end = tokens
                    .get((last.tokens.end as usize).wrapping_sub(1))
                    .map_or(start, |t| t.end as usize);
                start..end.max(start)
            }
            _ => 0..0,
        }
    }

    /// Letters of a range of units.
    pub fn letters(&self, base: &Range<u32>) -> &'a str {
        self.text.get(self.bytes(base)).unwrap_or("")
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
        let range = self
            .reading
            .base
            .entry_ranges
            .get(unit as usize)
            .cloned()
            .unwrap_or(0..0);
        let lexicon = self.lexicon;
        let entries = self
            .reading
            .base
            .entries
            .get(range.start as usize..range.end as usize)
            .unwrap_or(&[]);
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

    /// The unit that holds byte `at`.
    pub fn unit_at(&self, at: usize) -> Option<u32> {
        let units = self.units();
        let index = units.partition_point(|u| self.end_of(u) <= at);
        units
            .get(index)
            .filter(|u| self.start_of(u) <= at)
            .map(|_| index as u32)
    }

    fn start_of(&self, unit: &Unit) -> usize {
        self.document
            .tokens
            .get(unit.tokens.start as usize)
            .map_or(usize::MAX, |t| t.start as usize)
    }

    fn end_of(&self, unit: &Unit) -> usize {
        self.document
            .tokens
            .get((unit.tokens.end as usize).wrapping_sub(1))
            .map_or(0, |t| t.end as usize)
    }

    /// Units that share a byte with one of `ranges`.
    pub fn units_in(&self, ranges: &[Range<usize>]) -> Vec<bool> {
        let units = self.units();
        let mut inside = vec![false; units.len()];
        for range in ranges {
            let first = units.partition_point(|u| self.end_of(u) <= range.start);
            let count = units[first..].partition_point(|u| self.start_of(u) < range.end);
            inside[first..first + count].fill(true);
        }
        inside
    }
}
