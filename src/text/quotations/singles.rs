//! Pairs single marks, which are mostly apostrophes.

use std::ops::Range;

use super::Pair;
use super::glyphs::Glyph;
use super::marks::{Mark, Pairing, ends_clause, is_dash};

/// The longest stretch of letterless text that is looked at before a quotation in single
/// marks passes as words.
const SHORT: usize = 64;
/// Letters that a quotation in single marks has at least: `rock 'n' roll` is none.
const FEWEST_LETTERS: usize = 3;
/// Bytes after which a doubtful single mark no longer closes a quotation.
const DOUBTFUL_REACH: usize = 700;
/// Bytes after which no single mark does.
const REACH: usize = 4000;

/// An opening single mark and the best closing one so far.
#[derive(Debug, Clone, Copy, Default)]
struct Waiting {
    open: Option<usize>,
    strong: bool,
    best: Option<(u8, usize)>,
}

/// Pairs the single marks of one paragraph, after the double ones.
pub struct Singles<'a> {
    text: &'a str,
    body: &'a Range<usize>,
    marks: &'a [Mark],
    /// One for the paragraph, and one for each quotation in double marks around here.
    levels: Vec<Waiting>,
    pairs: Vec<Pair>,
}

/// The rank of a single mark that certainly closes, and of the same look as the opening one.
const CERTAIN: u8 = 7;

impl<'a> Singles<'a> {
    /// The pairs, and the mark that opens the paragraph if nothing closes it.
    pub fn pair(
        text: &'a str,
        body: &'a Range<usize>,
        marks: &'a [Mark],
        carried: bool,
    ) -> (Vec<Pair>, Option<usize>) {
        let levels = vec![Waiting::default(); 1 + usize::from(carried)];
        let mut singles = Singles {
            text,
            body,
            marks,
            levels,
            pairs: Vec::new(),
        };
        for at in 0..marks.len() {
            singles.step(at);
        }
        let mut last = Waiting::default();
        while let Some(level) = singles.levels.pop() {
            singles.settle(level);
            last = level;
        }
        let unclosed = last
            .open
            .filter(|&m| last.best.is_none() && marks[m].start == body.start);
        (singles.pairs, unclosed)
    }

    fn step(&mut self, at: usize) {
        match self.marks[at].pairing {
            Pairing::Opens => self.levels.push(Waiting::default()),
            Pairing::Closes => {
                if let Some(level) = self.levels.pop() {
                    self.settle(level);
                }
            }
            Pairing::Unpaired if self.opens(at) => self.opened(at),
            Pairing::Unpaired => self.consider(at),
        }
    }

    /// Opens unless an opening mark that is at least as good waits for its closing one.
    fn opened(&mut self, at: usize) {
        let Some(&level) = self.levels.last() else {
            return;
        };
        let strong = self.is_strong(at);
        let better = level.open.is_none() || (strong && !level.strong);
        if better || level.best.is_some() {
            self.settle(level);
            self.wait(Waiting {
                open: Some(at),
                strong,
                best: None,
            });
        }
    }

    fn wait(&mut self, waiting: Waiting) {
        if let Some(level) = self.levels.last_mut() {
            *level = waiting;
        }
    }

    /// Keeps a mark that could close if none before was better; the first certain one closes.
    fn consider(&mut self, at: usize) {
        let Some((mut level, open)) = self.levels.last().and_then(|&l| Some((l, l.open?))) else {
            return;
        };
        let rank = self.rank(open, at);
        if rank > level.best.map_or(0, |(rank, _)| rank) {
            level.best = Some((rank, at));
        }
        if rank == CERTAIN {
            self.settle(level);
            level = Waiting::default();
        }
        self.wait(level);
    }

    fn settle(&mut self, level: Waiting) {
        if let (Some(open), Some((_, close))) = (level.open, level.best)
            && self.has_words(open, close)
        {
            self.pairs.push(Pair {
                open: Some(open),
                close: Some(close),
            });
        }
    }

    fn has_words(&self, open: usize, close: usize) -> bool {
        let place = self.marks[open].end..self.marks[close].start;
        let letters = |s: &str| s.chars().filter(|c| c.is_alphabetic()).count();
        place.len() > SHORT || letters(&self.text[place]) >= FEWEST_LETTERS
    }

    fn opens(&self, at: usize) -> bool {
        let mark = &self.marks[at];
        mark.glyph.is_single()
            && self.room_before(at)
            && self.words_after(mark)
            && (mark.glyph != Glyph::SingleNine || self.opens_reversed(at))
    }

    /// `’Word`: mostly an apostrophe, unless a clause starts with it.
    fn opens_reversed(&self, at: usize) -> bool {
        let capital = self.marks[at].after.is_some_and(char::is_uppercase);
        capital && self.marks[at].starts_clause()
    }

    fn room_before(&self, at: usize) -> bool {
        let mark = &self.marks[at];
        let touching = at.checked_sub(1).map(|m| &self.marks[m]);
        mark.gap_before()
            || mark
                .before
                .is_some_and(|c| is_dash(c) || matches!(c, '(' | '[' | '{' | '/'))
            || touching.is_some_and(|m| m.end == mark.start && m.pairing == Pairing::Opens)
    }

    fn words_after(&self, mark: &Mark) -> bool {
        let rest = &self.text[mark.end..self.body.end];
        match mark.after {
            Some(c) if c.is_ascii_digit() => !is_year(rest.as_bytes()),
            Some('.') => rest.starts_with(".."),
            Some(c) => {
                c.is_alphabetic()
                    || matches!(c, '[' | '(' | '…' | '"' | '“' | '$' | '£' | '€' | '#' | '@')
            }
            None => false,
        }
    }

    /// More likely a quotation's start than a left-out letter (`get 'em`).
    fn is_strong(&self, at: usize) -> bool {
        self.marks[at].after.is_some_and(char::is_uppercase) || self.marks[at].starts_clause()
    }

    /// How surely a mark closes what another opened: 0 not at all, then two for each degree
    /// of likelihood, and one more where both marks are of one look.
    fn rank(&self, open: usize, at: usize) -> u8 {
        let (opening, mark) = (&self.marks[open], &self.marks[at]);
        let degree = self.degree(mark);
        let distance = mark.start - opening.end;
        let reach = if degree < 3 { DOUBTFUL_REACH } else { REACH };
        match closes_alike(opening.glyph, mark) {
            Some(alike) if degree > 0 && distance <= reach => 2 * degree + u8::from(alike),
            _ => 0,
        }
    }

    /// From 0, within a word, to 3, next to the punctuation that ends quotations.
    fn degree(&self, mark: &Mark) -> u8 {
        let in_word = mark.after.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let outside = mark.after.is_some_and(ends_clause);
        match mark.before {
            _ if in_word || mark.gap_before() => 0,
            Some('(' | '[' | '{') | None => 0,
            Some(c) if ends_clause(c) || matches!(c, '"' | '”' | '»') => 3,
            Some('s' | 'S') => 1 + u8::from(outside), // a plural's possessive, mostly
            Some(c) if c.is_ascii_digit() => 1 + u8::from(outside), // feet
            Some(_) => 2 + u8::from(outside),
        }
    }
}

/// Whether a mark can close what a single one opened, and looks as if made for it.
fn closes_alike(open: Glyph, close: &Mark) -> Option<bool> {
    use Glyph::*;
    match (open, close.glyph) {
        (_, Straight | Nine) => close.doubled.then_some(true),
        (Apostrophe | Backtick, Apostrophe) => Some(true),
        (SingleSix | SingleNine | SingleLow, SingleNine) => Some(true),
        (SingleLow, SingleSix) | (Backtick, Backtick) => Some(true),
        (Apostrophe | Backtick, SingleNine) => Some(false),
        (SingleSix | SingleLow, Apostrophe) | (SingleSix, SingleSix) => Some(false),
        _ => None,
    }
}

/// Two digits, perhaps a plural's letter, and the word ends: `'90s`, `'16`.
fn is_year(rest: &[u8]) -> bool {
    let digits = rest.iter().take(3).take_while(|b| b.is_ascii_digit());
    let tail = match digits.count() {
        2 => &rest[2..],
        _ => return false,
    };
    let tail = tail.strip_prefix(b"s").unwrap_or(tail);
    !tail
        .first()
        .is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'%' | b'-'))
}
