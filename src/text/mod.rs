//! From an article's text to a [`Document`]: paragraphs, boilerplate, sentences, tokens and quotations.
//!
//! Nothing here edits the text; every range counts bytes of `Article.text`.

pub mod boilerplate;
mod loose;
pub mod paragraphs;
pub mod quotations;
pub mod sentences;
pub mod tokens;

use std::ops::Range;

pub use boilerplate::Boilerplate;
pub use paragraphs::{Paragraph, Role};
pub use quotations::Quotation;
pub use sentences::{Sentence, SentenceWords};
pub use tokens::{Shape, Token, TokenKind, TokenWords};

/// What the text step needs to know of a language: built from the lexicon.
#[derive(Debug, Default)]
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
}

impl Document {
    /// Cuts up `text`; `title` is the headline as the input gave it, or empty.
    pub fn new(text: &str, title: &str, rules: &TextRules) -> Document {
        let paragraphs = paragraphs::paragraphs(text, title, &rules.boilerplate);
        let ranges: Vec<Range<usize>> = paragraphs.iter().map(|p| p.body.clone()).collect();
        let quotations = quotations::quotations(text, &ranges);
        let mut document = Document {
            paragraphs,
            quotations,
            ..Document::default()
        };
        sentences::fill(&mut document, text, rules);
        document
    }

    /// The quotation that holds byte `at` and is not nested itself, if any.
    pub fn outermost_at(&self, at: usize) -> Option<usize> {
        let after = self.quotations.partition_point(|q| q.start <= at);
        self.quotations[..after]
            .iter()
            .rposition(|q| q.depth == 0)
            .filter(|&i| at < self.quotations[i].end)
    }
}
