//! The words of the language that comparing needs, out of `lexicons/en/score.toml`.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// The lists, as the file has them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// Determiners, quantifiers and titles at the front of a source.
    pub lead: HashSet<String>,
    /// A leading word stays before one of these.
    pub kept_before: HashSet<String>,
    /// What is dropped at the end of a source.
    pub tail: HashSet<String>,
    /// Stands between two heads of one source.
    pub conjunction: HashSet<String>,
    /// Ends the head of a source.
    pub cut: HashSet<String>,
    /// A source of these alone is right only in its place.
    pub pronouns: HashSet<String>,
    /// Passed over to find the main word of a cue.
    pub auxiliaries: HashSet<String>,
    /// Ending of words that are passed over likewise.
    pub adverb_ending: String,
    /// What stands after the apostrophe of a possessor.
    pub possessive: String,
    /// Words of a full name that tell nothing.
    pub small: HashSet<String>,
    /// Words of an outlet's name that may be missing.
    pub medium: HashSet<String>,
}

/// The embedded lists, parsed once. The file is part of the program, so a fault in it is a bug.
pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../lexicons/en/score.toml"))
        .expect("the embedded lexicons/en/score.toml is valid")
});
