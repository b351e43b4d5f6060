//! The marks of a paragraph, and what their neighbours tell of them.

use std::ops::Range;

use super::glyphs::{BEGINS_MARK, Glyph, glyph_at};

/// Single marks that make a double one, two of them side by side.
const SINGLE_LOOKS: [char; 8] = ['\'', '’', '‘', '`', '´', '‛', '′', '＇'];

/// All marks of a paragraph, in order.
pub fn scan(text: &str, body: &Range<usize>, marks: &mut Vec<Mark>) {
    marks.clear();
    let bytes = text.as_bytes();
    let mut at = body.start;
    while at < body.end {
        let plain = bytes[at..body.end]
            .iter()
            .position(|b| BEGINS_MARK[usize::from(*b)]);
        let Some(plain) = plain else { break };
        at += plain;
        match glyph_at(&bytes[at..body.end]) {
            Some((glyph, len)) => {
                marks.push(mark_at(text, body, at..at + len, glyph));
                at += len;
            }
            None => at += 1,
        }
    }
}

fn mark_at(text: &str, body: &Range<usize>, place: Range<usize>, glyph: Glyph) -> Mark {
    let left = text.get(body.start..place.start).unwrap_or_default();
    let right = text.get(place.end..body.end).unwrap_or_default();
    Mark {
        start: place.start,
        end: place.end,
        glyph,
        doubled: !glyph.is_single() && text[place].starts_with(SINGLE_LOOKS),
        before: left.chars().next_back(),
        after: right.chars().next(),
        previous: left.trim_end().chars().next_back(),
        pairing: Pairing::Unpaired,
    }
}

/// What pairing the double marks made of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pairing {
    Unpaired,
    Opens,
    Closes,
}

/// A mark and its surroundings.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    pub start: usize,
    pub end: usize,
    pub glyph: Glyph,
    /// Two single marks side by side.
    pub doubled: bool,
    pub before: Option<char>,
    pub after: Option<char>,
    /// The last character before the mark that is no white space.
    pub previous: Option<char>,
    pub pairing: Pairing,
}

impl Mark {
    pub fn starts_clause(&self) -> bool {
        self.previous
            .is_none_or(|c| ends_clause(c) || precedes_opening(c))
    }

    /// Behind a comma or what ends a sentence, behind a dash, or first in its paragraph.
    pub fn follows_clause(&self) -> bool {
        self.previous.is_none_or(|c| ends_clause(c) || is_dash(c))
    }

    pub fn starts_sentence(&self) -> bool {
        self.gap_before() && matches!(self.previous, Some('.' | '!' | '?'))
    }

    pub fn gap_before(&self) -> bool {
        is_gap(self.before)
    }

    pub fn gap_after(&self) -> bool {
        is_gap(self.after)
    }

    /// Neighbours are those of an opening mark.
    pub fn may_open(&self) -> bool {
        let words_after = !self.gap_after() && !self.after.is_some_and(begins_no_words);
        words_after && (self.gap_before() || self.before.is_some_and(precedes_opening))
    }

    /// Neighbours are those of a closing mark.
    pub fn may_close(&self) -> bool {
        !self.gap_before() && (self.gap_after() || self.after.is_some_and(follows_closing))
    }

    pub fn must_open(&self) -> bool {
        self.may_open() && !self.may_close()
    }

    pub fn must_close(&self) -> bool {
        self.may_close() && !self.may_open()
    }

    /// May be inches, seconds or feet.
    pub fn after_digit(&self) -> bool {
        self.before.is_some_and(|c| c.is_ascii_digit())
    }
}

/// White space, the paragraph's edge, or a character without width.
fn is_gap(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    })
}

pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

fn precedes_opening(c: char) -> bool {
    is_dash(c)
        || matches!(
            c,
            '(' | '[' | '{' | '/' | ':' | '‘' | '\'' | '“' | '"' | '¿' | '¡'
        )
}

fn begins_no_words(c: char) -> bool {
    matches!(c, ',' | ';' | ')' | ']' | '}')
}

fn follows_closing(c: char) -> bool {
    is_dash(c) || ends_clause(c) || matches!(c, ')' | ']' | '}' | '/' | '’' | '\'' | '”' | '"')
}

pub fn ends_clause(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…')
}
