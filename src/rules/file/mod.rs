//! `rules.toml` and what it is compiled to: `written.rs` is the file, [`compile()`] makes rules of it.

mod compile;
mod written;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::built_in::BuiltIn;
use super::channels::Channels;
use super::matcher::Pool;
use super::pattern::Program;
use super::plan::Plan;
use crate::lexicon::Classes;
use crate::text::lazy::LazyRegex;
pub use compile::compile;

/// A sentence on which a frame must fire, and what it must find there.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The source's words; empty for none.
    #[serde(default)]
    pub source: String,
    /// The content's words, spans joined by ` […] `.
    pub content: String,
}

/// A phrase rule: folds a run of units into one, or marks some of them.
#[derive(Debug, Serialize, Deserialize)]
pub struct Phrase {
    /// Name of the rule.
    pub id: String,
    /// What it matches; empty in rules that were read from an image, which keeps what the matcher runs.
    #[serde(skip)]
    pub program: Program,
    /// Classes of the folded unit.
    pub set: Classes,
    /// Classes that it takes over from its head, as far as that has them.
    pub keep: Classes,
    /// Captures that are the head, one for each way to read the pattern; the last unit where none is,
    /// or where the head is always the last.
    pub heads: Vec<usize>,
    /// Captures whose units get classes instead of a fold.
    pub marks: Vec<(usize, Classes)>,
    /// Where captures lie that always lie there, counted from where the phrase begins.
    pub fixed: Vec<Option<u32>>,
    /// Sentence in which it fires.
    pub example: String,
    /// Sentence in which it does not.
    pub silent: String,
}

/// A frame rule: reads source, cue, content and channel out of a sentence of units.
#[derive(Debug, Serialize, Deserialize)]
pub struct Frame {
    /// Name of the rule; the `rule` column.
    pub id: String,
    /// What it matches, around its cue; empty in rules that were read from an image.
    #[serde(skip)]
    pub program: Program,
    /// What each capture is.
    pub parts: Vec<Part>,
    /// Sentences in which it fires.
    pub examples: Vec<Example>,
    /// Sentences in which it does not.
    pub silent: Vec<String>,
    /// Its source may be one that only relays the words of another.
    pub relays: bool,
    /// It reads the beginning of a turn in a transcript, which goes on to the end of its paragraph.
    pub turn: bool,
    /// File it comes from.
    pub file: String,
    /// Line in that file, counted from 1.
    pub line: u32,
}

/// What a capture of a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Who says it.
    Source,
    /// What is said.
    Content,
    /// The way it reached the public.
    Channel,
    /// Who relayed it.
    Relay,
    /// To whom it was said.
    Addressee,
}

impl Part {
    const ALL: [(&'static str, Part); 5] = [
        ("source", Part::Source),
        ("content", Part::Content),
        ("channel", Part::Channel),
        ("relay", Part::Relay),
        ("addressee", Part::Addressee),
    ];
}

/// All rules of a lexicon, compiled.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Rules {
    /// Phrase rules by level, in the order in which they are tried.
    pub levels: Vec<Vec<Phrase>>,
    /// Frame rules in the order in which they are tried.
    pub frames: Vec<Frame>,
    /// Which of them are worth a try where.
    pub(crate) plan: Plan,
    /// What runs them.
    #[serde(skip)]
    pub matchers: Pool,
    /// Classes of letters and marks.
    pub built_in: BuiltIn,
    /// Classes of sources that relay the words of others.
    pub relayers: Classes,
    /// Classes of cues whose content is what was said, not what it was about.
    pub speech: Classes,
    /// Which words an article's own names make names.
    pub own_names: OwnNames,
    /// What words that no dictionary has are by their letters.
    pub shapes: Vec<WordShape>,
    /// What channels are used for.
    pub channels: Channels,
    /// What classes that rules give say of a unit, by their names; for readers only.
    pub meanings: BTreeMap<String, String>,
}

/// What a word that no dictionary has is by its letters: "KTLR" is a station.
#[derive(Debug, Serialize, Deserialize)]
pub struct WordShape {
    /// Fits the whole word as it is written.
    pub letters: LazyRegex,
    /// What the word is besides.
    pub classes: Classes,
}

/// Which common words are names for the rest of an article ("Michelle Fields … Fields said").
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct OwnNames {
    /// Classes of what names begin with: given names, titles.
    pub behind: Classes,
    /// Classes of entries of several words that are whole names.
    pub whole: Classes,
    /// Classes of words that are never taken for names.
    pub never: Classes,
}
