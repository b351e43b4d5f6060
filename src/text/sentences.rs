//! Sentences: a quotation is one unit of its host sentence, however many sentences it holds.

use serde::{Deserialize, Serialize};
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::paragraphs::Role;
use super::quotations::Quotation;
use super::tokens::{Shape, Token, TokenKind, fold, tokenize};
use super::{Document, TextRules};

/// A sentence of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Indices into `Document.tokens`.
    pub tokens: Range<usize>,
    /// Index into `Document.paragraphs`.
    pub paragraph: usize,
}

/// The words that tell whether a dot ends a sentence.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct SentenceWords {
    /// Abbreviations that may end a sentence, folded, without their final dot.
    pub may_end: FxHashSet<Box<str>>,
    /// Words that begin a sentence and are no name, folded.
    pub starters: FxHashSet<Box<str>>,
    /// Single letters that are whole names ("X"), folded.
    pub letters: FxHashSet<Box<str>>,
    /// Abbreviations behind an hour ("p.m."), folded, without their final dot.
    pub hours: FxHashSet<Box<str>>,
    /// Weekdays and months, which may follow an hour, folded.
    pub calendar: FxHashSet<Box<str>>,
}

/// Fills `document.tokens` and `document.sentences` from its paragraphs and quotations.
pub fn fill(document: &mut Document, text: &str, rules: &TextRules) {
    let mut quotations = 0;
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        if matches!(paragraph.role, Role::Boilerplate(_)) {
            continue;
        }
        let first = document.tokens.len();
        tokenize(
            text,
            paragraph.body.clone(),
            &rules.tokens,
            &mut document.tokens,
        );
        while quotations < document.quotations.len()
            && document.quotations[quotations].paragraph < index
        {
            quotations += 1;
        }
        let cutter = Cutter {
            text,
            tokens: &document.tokens[first..],
            words: &rules.sentences,
            quotations: document.quotations[quotations..]
                .iter()
                .take_while(|q| q.paragraph == index)
                .filter(|q| q.depth == 0)
                .collect(),
        };
        for tokens in cutter.cut() {
            document.sentences.push(Sentence {
                tokens: first + tokens.start..first + tokens.end,
                paragraph: index,
            });
        }
    }
}

/// A sentence is cut behind this many tokens and quotations: what is longer is a list or a table,
/// and time must not grow with its square.
const LONGEST: usize = 1_000;

struct Cutter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    words: &'a SentenceWords,
    quotations: Vec<&'a Quotation>,
}

impl Cutter<'_> {
    fn cut(&self) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let (mut start, mut at, mut quotation) = (0, 0, 0);
        let mut length = 0;
        while at < self.tokens.len() {
            let begin = self.tokens[at].start as usize;
            while quotation < self.quotations.len() && self.quotations[quotation].end <= begin {
                quotation += 1;
            }
            let quoted = self.quotations.get(quotation).filter(|q| q.start <= begin);
            length += 1;
            let ends = match quoted {
                Some(q) => {
                    at = self.skip_to(at, q.end);
                    self.quotation_ends_sentence(q, at)
                }
                None => {
                    at += 1;
                    self.ends_sentence(at - 1)
                }
            };
            if ends || length == LONGEST {
                length = 0;
                at = self.take_closers(at);
                out.push(start..at);
                start = at;
            }
        }
        if start < self.tokens.len() {
            out.push(start..self.tokens.len());
        }
        out
    }

    fn skip_to(&self, at: usize, end: usize) -> usize {
        at + self.tokens[at..].partition_point(|t| (t.start as usize) < end)
    }

    fn take_closers(&self, at: usize) -> usize {
        let closers = self.tokens[at..]
            .iter()
            .take_while(|t| matches!(t.kind, TokenKind::Mark(')' | ']' | '.' | '…')));
        at + closers.count()
    }

    /// A full stop before the closing mark ends the host sentence, unless that goes on in lower case.
    fn quotation_ends_sentence(&self, q: &Quotation, next: usize) -> bool {
        q.ends_sentence(self.text) && self.may_start(next)
    }

    fn ends_sentence(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match token.kind {
            TokenKind::Mark('.' | '!' | '?' | '…' | '。') => self.may_start(at + 1),
            TokenKind::Word if self.text.as_bytes()[token.end as usize - 1] == b'.' => {
                self.abbreviation_ends(at) || self.letter_ends(at)
            }
            _ => false,
        }
    }

    /// Whether the token at `at` can be the first of a sentence.
    fn may_start(&self, at: usize) -> bool {
        match self.tokens.get(at) {
            None => true,
            Some(t) => match t.kind {
                TokenKind::Word => {
                    t.shape != Shape::Lower || t.of(self.text).starts_with(['@', '#'])
                }
                TokenKind::Number => true,
                TokenKind::Mark(c) => !matches!(
                    c,
                    ',' | ';'
                        | ':'
                        | '.'
                        | '!'
                        | '?'
                        | '…'
                        | ')'
                        | ']'
                        | '-'
                        | '–'
                        | '—'
                        | '―'
                        | '−'
                ),
            },
        }
    }

    /// "… wrote on X. Iran …": a name of one letter behind a word in lower case, and no initial of a
    /// person's name.
    fn letter_ends(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let Some(letter) = token.of(self.text).strip_suffix('.') else {
            return false;
        };
        let before = at.checked_sub(1).map(|i| &self.tokens[i]);
        let behind_word =
            before.is_some_and(|t| t.kind == TokenKind::Word && t.shape == Shape::Lower);
        let initial = self.tokens.get(at + 1).map(|t| t.shape) == Some(Shape::Initial);
        token.shape == Shape::Initial
            && behind_word
            && !initial
            && self.may_start(at + 1)
            && self.words.letters.contains(fold(letter).as_str())
    }

    /// "… at 5 p.m. The …": an abbreviation that may end a sentence, before a word that begins one.
    fn abbreviation_ends(&self, at: usize) -> bool {
        let word = self.tokens[at].of(self.text);
        if !word.ends_with('.') {
            return false;
        }
        let Some(next) = self.tokens.get(at + 1) else {
            return false;
        };
        let starts = next.shape != Shape::Lower
            && self
                .words
                .starters
                .contains(fold(next.of(self.text)).as_str())
            || match next.kind {
                TokenKind::Mark('"' | '“') => true,
                // "… Washington D.C.'s" goes on.
                TokenKind::Mark('\'' | '‘') => next.start > self.tokens[at].end,
                _ => false,
            };
        let bare = fold(word.trim_end_matches('.'));
        starts && self.words.may_end.contains(bare.as_str())
            || self.words.hours.contains(bare.as_str()) && self.opens_behind_hour(next)
    }

    /// "… at 5 p.m. Azerbaijan …": a capitalised word that is no day.
    fn opens_behind_hour(&self, next: &Token) -> bool {
        let day = fold(next.of(self.text));
        next.shape == Shape::Capitalised && !self.words.calendar.contains(day.as_str())
    }
}
