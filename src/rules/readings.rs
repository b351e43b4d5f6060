//! The sentences of an article as first units, for as long as it is resolved: twelve bytes a unit,
//! one behind the other, because memory that an article touches for the first time costs as much as
//! reading it.

use std::ops::Range;

use super::units::Unit;
use crate::lexicon::Classes;
use crate::lexicon::classes::Sets;

/// All sentences of an article as units.
#[derive(Debug, Default)]
pub struct Readings {
    sentences: Vec<Sentence>,
    /// The units of all sentences, and behind each sentence one that tells where its last unit ends.
    cuts: Vec<Cut>,
    /// Indices into `Lexicon.entries`.
    entries: Vec<u32>,
    /// Places of units that are a quotation, with its index.
    quotations: Vec<(u32, u32)>,
    /// The sets of classes that units of this article have.
    sets: Vec<Classes>,
    /// What the phrase rules made of each sentence, if somebody wants to see it.
    folded: Vec<Vec<Unit>>,
    /// Tells these readings from others made with the same [`SetNumbers`].
    article: u32,
}

#[derive(Debug, Clone, Copy)]
struct Sentence {
    /// Its first unit.
    first: u32,
    /// How many units it has.
    units: u32,
    /// First-level unit that decides what its subject is, if the rules tell.
    subject: Option<u32>,
}

/// A unit of the first level. It ends where the next one begins.
#[derive(Debug, Clone, Copy)]
struct Cut {
    /// Index into [`Readings::sets`].
    set: u32,
    /// Its first token.
    token: u32,
    /// The first of its entries.
    entry: u32,
}

/// Sets are forgotten when there are so many (the texts of an ill-wisher).
const MOST: usize = 1 << 14;

/// Numbers of the sets of classes met so far, kept from article to article.
#[derive(Debug, Default)]
pub struct SetNumbers {
    sets: Sets,
    /// The number of each in the present article, and which article that is.
    here: Vec<(u32, u32)>,
    article: u32,
}

impl SetNumbers {
    /// The number of a set.
    pub fn number(&mut self, classes: Classes) -> u32 {
        self.sets.intern(classes)
    }

    /// The set of a number.
    pub fn get(&self, number: u32) -> Classes {
        self.sets.get(number)
    }

    /// Whether there are so many that all of them should go.
    pub fn too_many(&self) -> bool {
        self.here.len() > MOST
    }

    /// Forgets all sets.
    pub fn clear(&mut self) {
        self.sets = Sets::default();
        self.here.clear();
    }

    /// Nothing read yet, with room for the units of so many tokens.
    pub fn readings(&mut self, tokens: usize) -> Readings {
        self.article += 1;
        Readings {
            article: self.article,
            cuts: Vec::with_capacity(tokens),
            entries: Vec::with_capacity(tokens),
            ..Readings::default()
        }
    }
}

impl Readings {
    /// Begins the next sentence.
    pub fn begin(&mut self) {
        self.sentences.push(Sentence {
            first: self.cuts.len() as u32,
            units: 0,
            subject: None,
        });
    }

    /// The next unit of the sentence that was begun will be a quotation.
    pub fn quotation(&mut self, quotation: u32) {
        let place = self.cuts.len() as u32;
        self.quotations.push((place, quotation));
    }

    /// Adds a unit to the sentence that was begun.
    #[inline]
    pub fn push(&mut self, token: usize, set: u32, entries: &[u32], numbers: &mut SetNumbers) {
        let set = self.set(set, numbers);
        self.cuts.push(Cut {
            set,
            token: token as u32,
            entry: self.entries.len() as u32,
        });
        // Most have one or two, less than it costs to ask for a copy.
        entries.iter().for_each(|entry| self.entries.push(*entry));
    }

    /// The number of a set in this article.
    #[inline]
    fn set(&mut self, number: u32, numbers: &mut SetNumbers) -> u32 {
        match numbers.here.get(number as usize) {
            Some((article, set)) if *article == self.article => *set,
            _ => self.new_set(number, numbers),
        }
    }

    #[cold]
    fn new_set(&mut self, number: u32, numbers: &mut SetNumbers) -> u32 {
        let place = number as usize;
        let places = numbers.here.len().max(place + 1);
        numbers.here.resize(places, (0, 0));
        let set = self.sets.len() as u32;
        numbers.here[place] = (self.article, set);
        self.sets.push(numbers.sets.get(number));
        set
    }

    /// Ends the sentence that was begun, before this token.
    pub fn end(&mut self, token: usize) {
        if let Some(sentence) = self.sentences.last_mut() {
            sentence.units = self.cuts.len() as u32 - sentence.first;
        }
        self.cuts.push(Cut {
            set: 0,
            token: token as u32,
            entry: self.entries.len() as u32,
        });
    }

    /// Tells the subject of the last sentence.
    pub fn set_subject(&mut self, subject: Option<u32>) {
        if let Some(sentence) = self.sentences.last_mut() {
            sentence.subject = subject;
        }
    }

    /// Takes the last sentence back.
    pub fn take_back(&mut self) {
        let Some(sentence) = self.sentences.pop() else {
            return;
        };
        let first = sentence.first as usize;
        if let Some(cut) = self.cuts.get(first) {
            self.entries.truncate(cut.entry as usize);
        }
        self.cuts.truncate(first);
        let before = self.quotations.partition_point(|q| q.0 < sentence.first);
        self.quotations.truncate(before);
    }

    /// The last sentence takes the place of the one before, whose units nobody asks for any more.
    pub fn replace(&mut self) {
        let Some(before) = self.sentences.len().checked_sub(2) else {
            return;
        };
        self.sentences.remove(before);
        if before < self.folded.len() {
            self.folded.remove(before);
        }
    }

    /// Keeps what the phrase rules made of the last sentence.
    pub fn keep_folded(&mut self, units: &[Unit]) {
        let sentences = self.sentences.len();
        self.folded.resize_with(sentences, Vec::new);
        self.folded[sentences - 1] = units.to_vec();
    }

    /// Number of sentences.
    pub fn len(&self) -> usize {
        self.sentences.len()
    }

    /// Whether there is no sentence.
    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    /// A sentence.
    pub fn sentence(&self, number: usize) -> Reading<'_> {
        let sentence = &self.sentences[number];
        let first = sentence.first as usize;
        let end = first + sentence.units as usize;
        Reading {
            readings: self,
            cuts: self.cuts.get(first..=end).unwrap_or(&[]),
            sentence: number,
        }
    }

    /// All sentences.
    pub fn iter(&self) -> impl Iterator<Item = Reading<'_>> {
        (0..self.len()).map(|number| self.sentence(number))
    }

    /// By set of the article, whether units that have it are wanted.
    pub fn sets_that(&self, wanted: impl Fn(Classes) -> bool) -> Vec<bool> {
        self.sets.iter().map(|classes| wanted(*classes)).collect()
    }

    /// The entries of all units.
    pub fn entries(&self) -> &[u32] {
        &self.entries
    }
}

/// A sentence as units: the first level, and what the phrase rules made of it.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'r> {
    readings: &'r Readings,
    /// Its units, and one behind them.
    cuts: &'r [Cut],
    sentence: usize,
}

impl<'r> Reading<'r> {
    /// Number of first-level units.
    pub fn len(self) -> usize {
        self.cuts.len().saturating_sub(1)
    }

    /// Whether it has no unit.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// What a unit can be; nothing where there is no such unit.
    pub fn classes(self, unit: usize) -> Classes {
        match self.cuts.get(unit) {
            Some(cut) if unit + 1 < self.cuts.len() => self.readings.sets[cut.set as usize],
            _ => Classes::NONE,
        }
    }

    /// The number of each unit's set in the article.
    pub fn sets(self) -> impl Iterator<Item = usize> + use<'r> {
        let units = &self.cuts[..self.len()];
        units.iter().map(|cut| cut.set as usize)
    }

    /// The tokens of a unit.
    pub fn tokens(self, unit: usize) -> Option<Range<u32>> {
        Some(self.cuts.get(unit)?.token..self.cuts.get(unit + 1)?.token)
    }

    /// The entries that a unit is.
    pub fn entries(self, unit: usize) -> &'r [u32] {
        match (self.cuts.get(unit), self.cuts.get(unit + 1)) {
            (Some(cut), Some(next)) => {
                &self.readings.entries[cut.entry as usize..next.entry as usize]
            }
            _ => &[],
        }
    }

    /// The quotation that a unit is, if it is one.
    pub fn quotation(self, unit: usize) -> Option<u32> {
        let quotations = &self.readings.quotations;
        let place = self.readings.sentences[self.sentence].first + unit as u32;
        let index = quotations.partition_point(|q| q.0 < place);
        let (at, quotation) = *quotations.get(index)?;
        (at == place).then_some(quotation)
    }

    /// How many units begin before a token.
    pub fn units_before(self, token: usize) -> usize {
        self.cuts[..self.len()].partition_point(|cut| (cut.token as usize) < token)
    }

    /// The tokens of all units.
    pub fn all_tokens(self) -> Range<usize> {
        match (self.cuts.first(), self.cuts.last()) {
            (Some(first), Some(last)) => first.token as usize..last.token as usize,
            _ => 0..0,
        }
    }

    /// The unit that is a quotation.
    pub fn unit_of(self, quotation: u32) -> Option<usize> {
        (0..self.len()).find(|unit| self.quotation(*unit) == Some(quotation))
    }

    /// First-level unit that decides what its subject is, if the rules tell.
    pub fn subject(self) -> Option<u32> {
        self.readings.sentences[self.sentence].subject
    }

    /// What the phrase rules made of it, if it was kept.
    pub fn folded(self) -> &'r [Unit] {
        let folded = self.readings.folded.get(self.sentence);
        folded.map_or(&[], Vec::as_slice)
    }

    /// A unit, as the phrase rules read it.
    pub fn unit(self, unit: usize) -> Option<Unit> {
        let number = unit as u32;
        Some(Unit {
            classes: self.classes(unit),
            tokens: self.tokens(unit)?,
            base: number..number + 1,
            head: number,
        })
    }

    /// All units of the first level.
    pub fn units(self) -> Vec<Unit> {
        (0..self.len()).filter_map(|unit| self.unit(unit)).collect()
    }
}
