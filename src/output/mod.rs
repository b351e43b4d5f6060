//! Rows out: one file a format, and [`Target`] for where they go.

use std::io;

use crate::Claim;

pub mod csv;
pub mod file;
pub mod jsonl;

pub use file::Target;

/// The formats a table of claims can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, with a header.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

impl Format {
    /// Every format with the ending of its files.
    pub const ALL: [(Format, &str); 2] = [(Format::Csv, "csv"), (Format::Jsonl, "jsonl")];

    /// By a file's ending, in whatever letter case.
    pub fn of_ending(ending: &str) -> Option<Format> {
        let found = |(_, known): &&(Format, &str)| known.eq_ignore_ascii_case(ending);
        Format::ALL.iter().find(found).map(|(format, _)| *format)
    }

    /// Opens a table in this format; what the format puts first is written at once.
    ///
    /// # Errors
    /// When the target cannot be written.
    pub fn open(self, target: Target) -> io::Result<Box<dyn Sink>> {
        Ok(match self {
            Format::Csv => Box::new(csv::Table::new(target)?),
            Format::Jsonl => Box::new(jsonl::Lines::new(target)),
        })
    }
}

/// Takes claims in their final order.
pub trait Sink {
    /// Writes one row.
    ///
    /// # Errors
    /// When the target cannot be written.
    fn write(&mut self, claim: &Claim) -> io::Result<()>;

    /// Writes what is buffered and gives the file its name. Without it no file appears.
    ///
    /// # Errors
    /// When the target cannot be written or named.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::claim::Kind;

    /// A claim with a word in every column that could be mistaken for another.
    pub(crate) fn claim(id: u64, words: &str) -> Claim {
        let none = String::new;
        Claim {
            claim_id: format!("c{id:016x}"),
            kind: Kind::Direct,
            attitude: none(),
            speaker: "Vladimir Putin".into(),
            channel: "x".into(),
            claim: words.into(),
            cue: "said".into(),
            speaker_type: "person".into(),
            speaker_mention: "he".into(),
            speaker_how: "pronoun".into(),
            speaker_chain: none(),
            channel_mention: none(),
            channel_how: none(),
            outlet: none(),
            cue_class: "say".into(),
            negated: false,
            speech_date: none(),
            confidence: 0.9,
            rule: "r".into(),
            context: none(),
            article_id: "a".into(),
            article_title: none(),
            article_url: none(),
            article_outlet: none(),
            published: none(),
            paragraph: 2,
            start: 3,
            end: 9,
            duplicate_of: none(),
            content_spans: vec![(3, 5), (7, 9)],
            source_spans: vec![(0, 1)],
            cue_spans: vec![(1, 2)],
            channel_spans: vec![],
            evidence: vec![],
        }
    }

    #[test]
    fn endings() {
        assert_eq!(Format::of_ending("CSV"), Some(Format::Csv));
        assert_eq!(Format::of_ending("jsonl"), Some(Format::Jsonl));
        assert_eq!(Format::of_ending("xlsx"), None);
    }
}
