//! From a document to what its sentences say: attributions with spans in bytes of the text.

use std::ops::Range;

use super::attributions::{Attribution, attributions};
use super::file::Rules;
use super::joins::Join;
use super::matcher::Matcher;
use super::phrases;
use super::readings::Readings;
use super::units::{Unit, base_units};
use crate::lexicon::{ClassId, Classes, Lexicon};
use crate::text::{Document, Sentence};

/// An attribution in the text.
#[derive(Debug, Clone)]
pub struct Found {
    /// Index into `Rules.frames`; `None` for quoted words that no frame attributes.
    pub frame: Option<usize>,
    /// Sentence of the cue.
    pub sentence: usize,
    /// Tokens of the cue.
    pub cue: Range<u32>,
    /// First-level unit that decides what the cue is.
    pub cue_head: u32,
    /// First-level units of the cue.
    pub cue_base: Range<u32>,
    /// First-level units of the source.
    pub source: Option<Range<u32>>,
    /// First-level unit that decides what the source is.
    pub source_head: u32,
    /// Bytes of the content, in order.
    pub content: Vec<Range<usize>>,
    /// First-level units of who relayed it.
    pub relay: Option<Range<u32>>,
    /// First-level units of whom it was said to.
    pub addressee: Option<Range<u32>>,
    /// First-level units of the channel.
    pub channel: Option<Range<u32>>,
    /// Sentences that the content lies in besides that of the cue.
    pub last_sentence: usize,
    /// The quotation has no attribution of its own: source and cue are those of the claim before.
    pub adopted: bool,
}

/// What finding needs beside the document.
#[derive(Debug)]
pub struct Finder<'a> {
    /// Dictionaries.
    pub lexicon: &'a Lexicon,
    /// Rules.
    pub rules: &'a Rules,
    /// Class of all cues.
    pub cue: ClassId,
    /// The class of what a sentence speaks of, if a rule gives it.
    pub subject: Classes,
    /// What the phrase rules make of sentences is kept, for who shows it.
    pub keeps_folded: bool,
}

/// What reading one sentence after the other needs.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) document: &'a Document,
    matcher: &'a mut Matcher,
    /// The sentences so far.
    pub(super) readings: Readings,
    /// What the phrase rules made of the last one.
    folded: Vec<Unit>,
}

impl Finder<'_> {
    /// Reads every sentence; finds all attributions, in the order of the text.
    pub fn find(&self, text: &str, document: &Document) -> (Readings, Vec<Found>) {
        let mut matcher = self.rules.matchers.lend();
        matcher.new_article();
        let mut reader = Reader {
            text,
            document,
            readings: matcher.readings(document.tokens.len()),
            matcher: &mut matcher,
            folded: Vec::new(),
        };
        let mut found = Vec::new();
        let mut at = 0;
        while at < document.sentences.len() {
            let (here, sentences) = self.read_on(&mut reader, at);
            let first = found.len();
            self.push_all(&reader, at, here, &mut found);
            if sentences > 1 {
                reader.readings.begin();
                found[first..]
                    .iter_mut()
                    .for_each(|f| f.last_sentence = at + 1);
            }
            at += sentences;
        }
        self.go_on(&reader, &mut found);
        (reader.readings, found)
    }

    /// Reads a sentence behind those before it.
    fn read(&self, reader: &mut Reader, sentence: &Sentence) -> Vec<Attribution> {
        let Reader {
            text,
            document,
            matcher,
            readings,
            folded,
        } = reader;
        let (lexicon, rules) = (self.lexicon, self.rules);
        base_units(text, document, sentence, lexicon, rules, matcher, readings);
        phrases::fold(rules, matcher, folded);
        let subject = folded.iter().find(|u| u.classes.meets(self.subject));
        readings.set_subject(subject.map(|unit| unit.head));
        if self.keeps_folded {
            readings.keep_folded(folded);
        }
        attributions(folded, rules, self.cue, matcher)
    }

    /// Reads the sentence at `at`, with the next where both make one attribution: how many it read.
    fn read_on(&self, reader: &mut Reader, at: usize) -> (Vec<Attribution>, usize) {
        let first = &reader.document.sentences[at];
        let join = Join::of(reader.text, reader.document, at);
        if join == Some(Join::Colon)
            && let Some(found) = self.joined(reader, at, Join::Colon)
        {
            return (found, 2);
        }
        let alone = self.read(reader, first);
        let Some(join) = join.filter(|j| *j != Join::Colon && alone.is_empty()) else {
            return (alone, 1);
        };
        match self.joined(reader, at, join) {
            Some(found) => {
                reader.readings.replace();
                (found, 2)
            }
            None => (alone, 1),
        }
    }

    /// The sentence at `at` and the next as one, if an attribution goes over the border.
    fn joined(&self, reader: &mut Reader, at: usize, join: Join) -> Option<Vec<Attribution>> {
        let document = reader.document;
        let (first, second) = (&document.sentences[at], &document.sentences[at + 1]);
        if matches!(join, Join::Stopped | Join::Asked) {
            let alone = self.read(reader, second);
            reader.readings.take_back();
            let clause = |a: &Attribution| join == Join::Stopped || self.says_clause(reader, a);
            if alone.iter().any(clause) {
                return None;
            }
        }
        if join == Join::Introduced && self.is_signed(reader, at + 1) {
            return None;
        }
        let both = Sentence {
            tokens: first.tokens.start..second.tokens.end,
            paragraph: first.paragraph,
        };
        let found = self.read(reader, &both);
        let joins = found.iter().any(|a| self.joins(reader, a, first, join));
        if !joins {
            reader.readings.take_back();
        }
        joins.then_some(found)
    }

    /// "“What a night!” Police said the road was closed": whether an attribution that opens its sentence
    /// has a clause of its own behind its cue.
    fn says_clause(&self, reader: &Reader, a: &Attribution) -> bool {
        let opens = a
            .source
            .as_ref()
            .is_some_and(|s| s.start == 0 && s.end == a.cue);
        let verb = self.rules.built_in.verb_group;
        let clause = |c: &Range<usize>| {
            let second = reader.folded.get(c.start + 1);
            c.start == a.cue + 1 && second.is_some_and(|u| u.classes.meets(verb))
        };
        opens && a.content.iter().any(clause)
    }

    /// Whether the sentence behind the quotation at `at` says whose it is.
    fn is_signed(&self, reader: &mut Reader, at: usize) -> bool {
        let next = Join::of(reader.text, reader.document, at).filter(|join| !join.has_cue_first());
        let signed = next.is_some_and(|join| self.joined(reader, at, join).is_some());
        if signed {
            reader.readings.take_back();
        }
        signed
    }

    /// Whether an attribution of two sentences, read as one, has a quotation that begins or ends where
    /// the second begins.
    fn joins(&self, reader: &Reader, a: &Attribution, first: &Sentence, join: Join) -> bool {
        let quote = self.rules.built_in.quote;
        let middle = first.tokens.end;
        let beside = a.content.iter().any(|r| {
            let units = &reader.folded[r.clone()];
            let last = units
                .last()
                .is_some_and(|u| u.classes.holds(quote) && u.tokens.end as usize == middle);
            let first = units
                .first()
                .is_some_and(|u| u.classes.holds(quote) && u.tokens.start as usize == middle);
            last || first
        });
        let cue_first = (reader.folded[a.cue].tokens.start as usize) < middle;
        beside && cue_first == join.has_cue_first()
    }

    fn push_all(
        &self,
        reader: &Reader,
        sentence: usize,
        attributions: Vec<Attribution>,
        found: &mut Vec<Found>,
    ) {
        let units = &reader.folded;
        for a in attributions {
            let content = self.content(reader, sentence, &a.content);
            if content.is_empty() {
                continue;
            }
            let base = |r: &Option<Range<usize>>| {
                let units = units.get(r.clone()?)?;
                Some(units.first()?.base.start..units.last()?.base.end)
            };
            let cue = &units[a.cue];
            let source_unit = a.source.clone().and_then(|r| units.get(r)?.first());
            found.push(Found {
                frame: Some(a.frame),
                sentence,
                cue: cue.tokens.clone(),
                cue_head: cue.head,
                cue_base: cue.base.clone(),
                source: base(&a.source),
                source_head: source_unit.map_or(0, |u| u.head),
                content,
                relay: base(&a.relay),
                addressee: base(&a.addressee),
                channel: base(&a.channel),
                last_sentence: sentence,
                adopted: false,
            });
        }
    }

    /// Bytes of the content's words: without outer quotation marks where a span is one quotation,
    /// without marks at its ends where it is not.
    fn content(
        &self,
        reader: &Reader,
        sentence: usize,
        ranges: &[Range<usize>],
    ) -> Vec<Range<usize>> {
        let built_in = &self.rules.built_in;
        let document = reader.document;
        let reading = reader.readings.sentence(sentence);
        let mut out = Vec::new();
        for range in ranges {
            let units = &reader.folded[range.clone()];
            let is_mark = |u: &&Unit| {
                let first = reading.classes(u.base.start as usize);
                u.base.len() == 1 && !first.meets(built_in.word) && !first.meets(built_in.quote)
            };
            let lead = units.iter().take_while(is_mark).count();
            let tail = units[lead..]
                .iter()
                .rev()
                .take_while(|u| is_mark(u) && !u.classes.meets(built_in.close))
                .count();
            let units = &units[lead..units.len() - tail];
            match units {
                [] => {}
                [only] if only.classes.meets(built_in.quote) => {
                    if let Some(q) = reading.quotation(only.head as usize) {
                        let q = &document.quotations[q as usize];
                        out.push(q.inner_start..q.inner_end);
                    }
                }
                [first, .., last] => out.push(bytes(document, first.tokens.start, last.tokens.end)),
                [only] => out.push(bytes(document, only.tokens.start, only.tokens.end)),
            }
        }
        out.retain(|r| !reader.text[r.clone()].trim().is_empty());
        out
    }
}

fn bytes(document: &Document, first: u32, end: u32) -> Range<usize> {
    document.tokens[first as usize].start as usize..document.tokens[end as usize - 1].end as usize
}
