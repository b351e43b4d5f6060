//! What happens in a text: which entries are tagged, which rules fire, who takes part in what.

use std::ops::Range;

use super::Kit;
use crate::lexicon::Lexicon;
use crate::rules::{Finder, Found, Matcher, Readings, Rules, phrases};
use crate::text::Document;

/// A text, read.
#[derive(Debug)]
pub struct Trace<'a> {
    /// The text itself.
    pub text: &'a str,
    /// Cut up.
    pub document: Document,
    /// As units.
    pub readings: Readings,
    /// Attributions that a frame found.
    pub found: Vec<Found>,
}

impl<'a> Trace<'a> {
    /// Reads a text without a headline.
    pub fn new(kit: &Kit, text: &'a str) -> Self {
        Trace::with(&kit.lexicon, &kit.rules, text, "")
    }

    /// Reads a text with its headline.
    pub fn with(lexicon: &Lexicon, rules: &Rules, text: &'a str, title: &str) -> Self {
        let document = Document::new(text, title, &lexicon.text);
        let cue = lexicon.registry.get("cue").unwrap_or_default();
        let (readings, mut found) = Finder {
            lexicon,
            rules,
            cue,
            subject: lexicon.registry.set("subject"),
            keeps_folded: true,
        }
        .find(text, &document);
        found.retain(|f| f.frame.is_some());
        Trace {
            text,
            document,
            readings,
            found,
        }
    }

    /// All facts that some unit of the text is.
    pub fn tagged(&self, lexicon: &Lexicon) -> Vec<u32> {
        let entries = self.readings.entries().iter();
        unique(entries.map(|e| lexicon.entries.at(*e).fact))
    }

    /// Facts in the cue of an attribution.
    pub fn cue_facts(&self, found: &Found, lexicon: &Lexicon) -> Vec<u32> {
        self.facts(found.sentence, &found.cue_base, lexicon)
    }

    /// Facts in its cue, source, channel, relay and addressee.
    pub fn part_facts(&self, found: &Found, lexicon: &Lexicon) -> Vec<u32> {
        let others = [
            &found.source,
            &found.channel,
            &found.relay,
            &found.addressee,
        ];
        let ranges = others.into_iter().flatten().chain([&found.cue_base]);
        unique(ranges.flat_map(|range| self.facts(found.sentence, range, lexicon)))
    }

    /// Facts of some units of a sentence.
    pub fn facts(&self, sentence: usize, base: &Range<u32>, lexicon: &Lexicon) -> Vec<u32> {
        let reading = self.readings.sentence(sentence);
        let entries = base.clone().flat_map(|u| reading.entries(u as usize));
        unique(entries.map(|e| lexicon.entries.at(*e).fact))
    }

    /// The words of some units of a sentence.
    pub fn words(&self, sentence: usize, base: &Range<u32>) -> &'a str {
        if base.is_empty() {
            return "";
        }
        let reading = self.readings.sentence(sentence);
        let first = reading.tokens(base.start as usize);
        let last = reading.tokens(base.end as usize - 1);
        let (Some(first), Some(last)) = (first, last) else {
            return "";
        };
        self.token_words(first.start..last.end)
    }

    /// The words of some tokens.
    pub fn token_words(&self, tokens: Range<u32>) -> &'a str {
        let Some(tokens) = self
            .document
            .tokens
            .get(tokens.start as usize..tokens.end as usize)
        else {
            return "";
        };
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return "";
        };
        &self.text[first.start as usize..last.end as usize]
    }

    /// Content as the `claim` column would have it.
    pub fn content(&self, found: &Found) -> String {
        let spans: Vec<&str> = found
            .content
            .iter()
            .map(|r| self.text[r.clone()].trim())
            .collect();
        spans.join(" […] ")
    }

    /// The source as the text has it, or empty.
    pub fn source(&self, found: &Found) -> &'a str {
        found
            .source
            .as_ref()
            .map_or("", |s| self.words(found.sentence, s))
    }

    /// Ids of all phrase rules that fire.
    pub fn phrases(&self, rules: &Rules) -> Vec<String> {
        let mut out = Vec::new();
        let mut matcher = Matcher::default();
        for reading in self.readings.iter().filter(|r| !r.is_empty()) {
            let mut fired = |id: &str| {
                if !out.iter().any(|o| o == id) {
                    out.push(id.to_owned());
                }
            };
            phrases::fold_traced(&reading.units(), rules, &mut matcher, &mut fired);
        }
        out
    }
}

fn unique(facts: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut out: Vec<u32> = facts.collect();
    out.sort_unstable();
    out.dedup();
    out
}
