//! From an article's text to a [`Document`]: paragraphs, boilerplate, sentences, tokens and quotations.
//!
//! Nothing here edits the text; every range counts bytes of `Article.text`.

pub mod boilerplate;
mod joints;
pub mod lazy;
mod loose;
pub mod paragraphs;
pub mod quotations;
pub mod sentences;
pub mod tokens;

use serde::{Deserialize, Serialize};
use std::ops::Range;

pub use boilerplate::Boilerplate;
pub use paragraphs::{Paragraph, Role};
pub use quotations::Quotation;
pub use sentences::{Sentence, SentenceWords};
pub use tokens::{Shape, Token, TokenKind, TokenWords};

/// What the text step needs to know of a language: built from the lexicon.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct TextRules {
    /// Abbreviations and clitics.
    pub tokens: TokenWords,
    /// Words that tell whether a full stop ends a sentence.
    pub sentences: SentenceWords,
    /// Lines that are no article text.
    pub boilerplate: Boilerplate,
}

/// An article's text, cut up. All parts are in the order of the text.
#[derive(Debug, Default)]
pub struct Document {
    /// Paragraphs, boilerplate included.
    pub paragraphs: Vec<Paragraph>,
    /// Quotations, nested ones after their outer one.
    pub quotations: Vec<Quotation>,
    /// Tokens of all paragraphs that are article text.
    pub tokens: Vec<Token>,
    /// Sentences; each holds a range of tokens.
    pub sentences: Vec<Sentence>,
    /// For each quotation the outermost one that it begins in or behind.
    outer: Vec<usize>,
}

/// Fewer than there are, so that room is seldom made twice.
const BYTES_A_TOKEN: usize = 5;
/// As [`BYTES_A_TOKEN`].
const TOKENS_A_SENTENCE: usize = 20;

impl Document {
    /// Cuts up `text`; `title` is the headline as the input gave it, or empty.
    pub fn new(text: &str, title: &str, rules: &TextRules) -> Document {
        let paragraphs = paragraphs::paragraphs(text, title, &rules.boilerplate);
        let ranges: Vec<Range<usize>> = paragraphs.iter().map(|p| p.body.clone()).collect();
        let quotations = quotations::quotations(text, &ranges);
        let tokens = text.len() / BYTES_A_TOKEN;
        let mut document = Document {
            tokens: Vec::with_capacity(tokens),
            sentences: Vec::with_capacity(tokens / TOKENS_A_SENTENCE),
            outer: outer(&quotations),
            paragraphs,
            quotations,
        };
        sentences::fill(&mut document, text, rules);
        document
    }

    /// The quotation that holds byte `at` and is not nested itself, if any.
    pub fn outermost_at(&self, at: usize) -> Option<usize> {
        let after = self.quotations.partition_point(|q| q.start <= at);
        let outer = self.outer[after.checked_sub(1)?];
        (at < self.quotations[outer].end).then_some(outer)
    }

    /// Whether a stretch of text shares a byte with a quotation.
    pub fn meets_quotation(&self, bytes: &Range<usize>) -> bool {
        let begun = self.quotations.partition_point(|q| q.start < bytes.end);
        let last = begun.checked_sub(1).map(|index| self.outer[index]);
        last.is_some_and(|outer| self.quotations[outer].end > bytes.start)
    }

    /// The quotation of a later paragraph in which this outermost one goes on.
    pub fn continuation(&self, quotation: usize) -> Option<usize> {
        let next =
            (quotation + 1..self.quotations.len()).find(|&i| self.quotations[i].depth == 0)?;
        (self.quotations[next].continues == Some(quotation)).then_some(next)
    }
}

/// The last quotation of depth 0 up to each one.
fn outer(quotations: &[Quotation]) -> Vec<usize> {
    let mut last = 0;
    let outer = quotations.iter().enumerate().map(|(i, q)| {
        last = if q.depth == 0 { i } else { last };
        last
    });
    outer.collect()
}
