//! What articles use and a lexicon lacks, most useful first.

mod channels;
mod corrections;
mod cues;
mod gain;
mod institutions;
mod known;
mod names;
mod variants;
mod write;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::kit::Kit;
use super::trace::Trace;
use crate::lexicon::{Classes, Dictionary};
use crate::text::TokenKind;
use crate::{Article, batch};

pub use corrections::learn;
pub use gain::measure;
pub use write::{csv, text};

use known::Rows;

/// Contexts that are kept of each suggestion.
const CONTEXTS: usize = 3;

/// An entry that could be added.
#[derive(Debug, Clone, Default)]
pub struct Suggestion {
    /// Where it would go.
    pub dictionary: Dictionary,
    /// Its cells by column.
    pub cells: BTreeMap<&'static str, String>,
    /// How often the articles have it.
    pub count: usize,
    /// In how many articles.
    pub articles: usize,
    /// Rows that the articles would gain.
    pub gained: usize,
    /// Rows of which it would take part in the source or channel, or that it would mend.
    pub changed: usize,
    /// Rows of reviews that it would mend.
    pub mended: Vec<String>,
    /// Some sentences.
    pub contexts: Vec<String>,
}

impl Suggestion {
    /// The cell that names it.
    pub fn name(&self) -> &str {
        let key = match self.dictionary {
            Dictionary::Channels => "form",
            other => other.layout().key[0],
        };
        self.cells.get(key).map_or("", String::as_str)
    }
}

/// An occurrence in an article.
#[derive(Debug, Clone)]
struct Sighting {
    dictionary: Dictionary,
    cells: BTreeMap<&'static str, String>,
    context: String,
}

/// What one article came to.
#[derive(Debug, Default)]
struct Seen {
    sightings: Vec<Sighting>,
    /// Names of persons in source position, for their variants.
    persons: Vec<(String, String)>,
}

/// Sets of classes that are looked for.
struct Known {
    cue: Classes,
    verb: Classes,
    src: Classes,
    np: Classes,
    name: Classes,
    person: Classes,
    organization: Classes,
    place: Classes,
    institution: Classes,
    determiner: Classes,
    belongs: Classes,
    given: Classes,
    pronoun: Classes,
    people: Rows,
}

impl Known {
    fn of(kit: &Kit) -> Self {
        let set = |names: &[&str]| {
            let mut out = Classes::NONE;
            names
                .iter()
                .for_each(|name| out.extend(kit.lexicon.registry.set(name)));
            out
        };
        Known {
            cue: set(&["cue"]),
            verb: set(&["verb"]),
            src: set(&["src"]),
            np: set(&["np"]),
            name: set(&["name"]),
            person: set(&["person", "person-name"]),
            organization: set(&["organization", "org"]),
            place: set(&["place"]),
            institution: set(&["institution"]),
            determiner: set(&["determiner"]),
            belongs: set(&["place-adjective", "demonym"]),
            given: set(&["given"]),
            pronoun: set(&["pronoun", "determiner", "possessive", "relative"]),
            people: Rows::of(kit, Dictionary::People),
        }
    }
}

/// One article on the table.
struct Desk<'a> {
    kit: &'a Kit,
    known: &'a Known,
    trace: Trace<'a>,
}

impl Desk<'_> {
    /// The sentence, on one line.
    fn context(&self, sentence: usize) -> String {
        let tokens = &self.trace.document.sentences[sentence].tokens;
        let words = self
            .trace
            .token_words(tokens.start as u32..tokens.end as u32);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Words of a first-level unit.
    fn word(&self, sentence: usize, base: usize) -> &str {
        self.trace.words(sentence, &(base as u32..base as u32 + 1))
    }

    fn classes(&self, sentence: usize, base: usize) -> Classes {
        self.trace.readings.sentence(sentence).classes(base)
    }

    /// A capitalised word, entry or not.
    fn is_capital(&self, sentence: usize, base: usize) -> bool {
        let tokens = self.trace.readings.sentence(sentence).tokens(base);
        let token = &self.trace.document.tokens[tokens.unwrap_or_default().start as usize];
        self.classes(sentence, base)
            .meets(self.kit.rules.built_in.capitalised)
            && token.kind == TokenKind::Word
    }

    fn is_unknown(&self, sentence: usize, base: usize) -> bool {
        self.classes(sentence, base)
            .meets(self.kit.rules.built_in.unknown)
    }

    /// First-level units from `from` on that are capitalised, as a run.
    fn capitals(&self, sentence: usize, from: usize) -> std::ops::Range<usize> {
        let units = self.trace.readings.sentence(sentence).len();
        let end = (from..units)
            .find(|i| !self.is_capital(sentence, *i))
            .unwrap_or(units);
        from..end
    }

    fn words(&self, sentence: usize, base: std::ops::Range<usize>) -> String {
        self.trace
            .words(sentence, &(base.start as u32..base.end as u32))
            .to_owned()
    }
}

/// Reads all articles and gathers what occurs at least `least` times.
pub fn collect(kit: &Kit, articles: &[Article], least: usize) -> Vec<Suggestion> {
    let known = Known::of(kit);
    let seen = batch::map(articles, &|article| look(kit, &known, article));
    let mut all: FxHashMap<(Dictionary, String), (Suggestion, usize)> = FxHashMap::default();
    let mut persons = variants::Persons::default();
    for (at, seen) in seen.into_iter().enumerate() {
        seen.persons
            .into_iter()
            .for_each(|(name, context)| persons.add(at, name, context));
        seen.sightings
            .into_iter()
            .for_each(|s| tally(&mut all, at, s));
    }
    let mut out: Vec<Suggestion> = all
        .into_values()
        .map(|(s, _)| s)
        .filter(|s| s.count >= least)
        .collect();
    out.extend(persons.variants(kit, least));
    sort(&mut out);
    out
}

fn look(kit: &Kit, known: &Known, article: &Article) -> Seen {
    let trace = Trace::with(&kit.lexicon, &kit.rules, &article.text, &article.title);
    let desk = Desk { kit, known, trace };
    let mut out = Seen::default();
    for sentence in 0..desk.trace.readings.len() {
        cues::look(&desk, sentence, &mut out.sightings);
        channels::look(&desk, sentence, &mut out.sightings);
        institutions::look(&desk, sentence, &mut out.sightings);
    }
    names::look(&desk, &mut out);
    out
}

fn tally(
    all: &mut FxHashMap<(Dictionary, String), (Suggestion, usize)>,
    at: usize,
    seen: Sighting,
) {
    let new = Suggestion {
        dictionary: seen.dictionary,
        cells: seen.cells,
        ..Suggestion::default()
    };
    let aliases = new.cells.get("aliases").map_or("", String::as_str);
    let key = (new.dictionary, format!("{}\n{aliases}", new.name()));
    let (suggestion, last) = all.entry(key).or_insert((new, usize::MAX));
    suggestion.count += 1;
    suggestion.articles += usize::from(*last != at);
    *last = at;
    if suggestion.contexts.len() < CONTEXTS && !suggestion.contexts.contains(&seen.context) {
        suggestion.contexts.push(seen.context);
    }
}

fn sort(all: &mut [Suggestion]) {
    use std::cmp::Reverse;
    all.sort_by(|a, b| {
        let rank = |s: &Suggestion| {
            (
                Reverse(s.gained),
                Reverse(s.changed),
                Reverse(s.articles),
                Reverse(s.count),
                s.dictionary as usize,
            )
        };
        rank(a).cmp(&rank(b)).then_with(|| a.name().cmp(b.name()))
    });
}

/// The value that most rows of a dictionary have in a column, among those that `of` takes.
fn usual(
    kit: &Kit,
    dictionary: Dictionary,
    column: &str,
    of: impl Fn(&dyn Fn(&str) -> String) -> bool,
) -> String {
    let table = &kit.shelf(dictionary).table;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &table.rows {
        if of(&|c| table.cell(row, c).to_owned()) {
            *counts.entry(table.cell(row, column)).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|(_, n)| *n)
        .map_or(String::new(), |(value, _)| value.to_owned())
}
