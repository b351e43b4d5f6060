//! Pairs single marks, which are mostly apostrophes.

use std::ops::Range;

use super::Pair;
use super::apostrophes::{
    closes_alike, degree, is_strong, may_open, opens_glued, room_before, starts_name,
};
use super::glyphs::Glyph;
use super::marks::{Mark, Pairing, ends_clause};

/// The longest stretch of letterless text that is looked at before a quotation in single
/// marks passes as words.
const SHORT: usize = 64;
/// Letters and digits that a quotation in single marks has at least, where its end is not certain:
/// `rock 'n' roll` is none.
const FEWEST: usize = 2;
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
    /// An opening mark within that waits for its own closing one.
    inner: Option<usize>,
    nested: bool,
    /// Something within begins as a new sentence or a left-out letter does: it may be no
    /// quotation of its own.
    uneven: bool,
}

impl Waiting {
    fn rank(&self) -> u8 {
        self.best.map_or(0, |(rank, _)| rank)
    }
}

/// The pairs of single marks in one paragraph.
pub struct Paired {
    pub pairs: Vec<Pair>,
    pub unclosed: Option<Unclosed>,
}

/// An opening mark whose quotation runs to the end of the paragraph.
#[derive(Debug, Clone, Copy)]
pub struct Unclosed {
    pub open: usize,
    /// The next paragraph begins with the same mark.
    pub resumed: bool,
}

/// What paragraphs around one tell of its single marks.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    /// A quotation in double marks was carried over from the paragraph before.
    pub double: bool,
    /// One in single marks may be.
    pub single: bool,
    /// The mark that the next paragraph begins with.
    pub resumed: Option<Glyph>,
}

/// Pairs the single marks of one paragraph, after the double ones.
pub struct Singles<'a> {
    text: &'a str,
    body: &'a Range<usize>,
    marks: &'a [Mark],
    around: Around,
    /// Within a quotation, opening marks are overlooked.
    flat: bool,
    /// A quotation in single marks from the paragraph before may end here.
    carried: bool,
    /// One for the paragraph, and one for each quotation in double marks around here.
    levels: Vec<Waiting>,
    /// Nesting that does not come out even: somebody forgot a mark, or it was an apostrophe.
    forgotten: bool,
    pairs: Vec<Pair>,
}

/// The rank of a single mark that certainly closes, and of the same look as the opening one.
const CERTAIN: u8 = 7;
/// The least rank of one that is more likely to close than to be an apostrophe.
const LIKELY: u8 = 4;

impl<'a> Singles<'a> {
    pub fn pair(
        text: &'a str,
        body: &'a Range<usize>,
        marks: &'a [Mark],
        around: Around,
    ) -> Paired {
        let new = |flat| Singles {
            text,
            body,
            marks,
            around,
            flat,
            carried: around.single,
            levels: vec![Waiting::default(); 1 + usize::from(around.double)],
            forgotten: false,
            pairs: Vec::new(),
        };
        let mut singles = new(false);
        let mut unclosed = singles.read();
        if singles.forgotten {
            singles = new(true);
            unclosed = singles.read();
        }
        Paired {
            pairs: singles.pairs,
            unclosed,
        }
    }

    /// Pairs all marks; the one that is left open.
    fn read(&mut self) -> Option<Unclosed> {
        for at in 0..self.marks.len() {
            self.step(at);
        }
        let mut unclosed = None;
        while let Some(level) = self.levels.pop() {
            unclosed = self.left_open(&level).filter(|_| self.levels.is_empty());
            if unclosed.is_none() {
                self.settle(level);
            }
        }
        unclosed
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

    /// Opens unless an opening mark that is at least as good waits for its closing one; within
    /// a quotation it waits for its own.
    fn opened(&mut self, at: usize) {
        self.carried = false;
        let Some(&level) = self.levels.last() else {
            return;
        };
        let strong = is_strong(&self.marks[at]);
        let better = level.open.is_none() || (strong && !level.strong);
        if self.nests(&level) {
            let uneven = !starts_name(&self.marks[at]);
            self.wait(Waiting {
                inner: Some(at),
                uneven: level.uneven || uneven,
                ..level
            });
        } else if better || level.best.is_some() {
            self.settle(level);
            self.wait(Waiting {
                open: Some(at),
                strong,
                ..Waiting::default()
            });
        }
    }

    /// Whether an opening mark may stand within what waits: nothing yet could have closed that,
    /// or a plural's possessive at most, where a clause starts in quotation.
    fn nests(&self, level: &Waiting) -> bool {
        let starts = level.open.is_some_and(|m| self.marks[m].starts_clause());
        let least = if starts { LIKELY } else { 1 };
        !self.flat && level.strong && level.inner.is_none() && level.rank() < least
    }

    fn wait(&mut self, waiting: Waiting) {
        if let Some(level) = self.levels.last_mut() {
            *level = waiting;
        }
    }

    /// Keeps a mark that could close if none before was better; the first certain one closes.
    fn consider(&mut self, at: usize) {
        let Some(mut level) = self.levels.last().copied() else {
            return;
        };
        let Some(open) = level.open else {
            return self.end_carried(at);
        };
        let rank = self.rank(level.inner.unwrap_or(open), at);
        if level.inner.is_some() {
            return self.close_inner(level, rank, at);
        }
        if rank > level.rank() {
            level.best = Some((rank, at));
        }
        if rank == CERTAIN {
            self.settle(level);
            level = Waiting::default();
        }
        self.wait(level);
    }

    /// Closes the quotation within; two marks side by side close both.
    fn close_inner(&mut self, level: Waiting, rank: u8, at: usize) {
        if rank < LIKELY {
            return;
        }
        self.keep(level.inner, rank, at);
        let closed = Waiting {
            inner: None,
            nested: true,
            ..level
        };
        if !self.marks[at].doubled {
            return self.wait(closed);
        }
        self.settle(Waiting {
            best: Some((rank, at)),
            ..closed
        });
        self.wait(Waiting::default());
    }

    /// Closes what the paragraph before left open.
    fn end_carried(&mut self, at: usize) {
        if self.carried && self.levels.len() == 1 && degree(&self.marks[at]) == 3 {
            self.carried = false;
            let close = Some(at);
            self.pairs.push(Pair { open: None, close });
        }
    }

    fn settle(&mut self, level: Waiting) {
        self.forgotten |= level.inner.is_some() || (level.nested && level.rank() < LIKELY);
        if let Some((rank, close)) = level.best {
            self.keep(level.open, rank, close);
        }
    }

    fn keep(&mut self, open: Option<usize>, rank: u8, close: usize) {
        if open.is_some_and(|open| self.has_words(open, rank, close)) {
            let close = Some(close);
            self.pairs.push(Pair { open, close });
        }
    }

    /// The mark that waits, if its quotation runs to the end of the paragraph: nothing could close it.
    fn left_open(&self, level: &Waiting) -> Option<Unclosed> {
        let open = level.open.filter(|_| level.inner.is_none())?;
        let mark = &self.marks[open];
        let capital = mark.after.is_some_and(char::is_uppercase);
        let first = mark.start == self.body.start;
        let resumed = self.around.resumed == Some(mark.glyph);
        let goes_on = if resumed {
            (first || mark.follows_clause()) && !level.uneven && !self.is_closed(level)
        } else {
            let apostrophe = mark.glyph == Glyph::SingleNine;
            capital && !apostrophe && mark.follows_clause() && level.rank() == 0 && !level.nested
        };
        goes_on.then_some(Unclosed { open, resumed })
    }

    /// Where the next paragraph opens again, a plural's possessive closes nothing in a run of such
    /// paragraphs, nor in mid-sentence behind a whole one.
    fn is_closed(&self, level: &Waiting) -> bool {
        let (Some(open), Some((rank, close))) = (level.open, level.best) else {
            return false;
        };
        let opening = &self.marks[open];
        let run = self.around.single && opening.start == self.body.start;
        let words = &self.text[opening.end..self.marks[close].start];
        let whole = || [". ", "? ", "! "].iter().any(|end| words.contains(end));
        let capital = opening.after.is_some_and(char::is_uppercase);
        rank >= LIKELY || !capital || !(run || whole())
    }

    fn has_words(&self, open: usize, rank: u8, close: usize) -> bool {
        let place = self.marks[open].end..self.marks[close].start;
        let ended = self.text[place.clone()].ends_with(ends_clause);
        let fewest = if rank == CERTAIN && ended { 1 } else { FEWEST };
        let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).count();
        place.len() > SHORT || letters(&self.text[place]) >= fewest
    }

    /// Whether the mark may open a quotation: `said:‘Word` only where none waits for its end.
    fn opens(&self, at: usize) -> bool {
        let mark = &self.marks[at];
        let touching = at.checked_sub(1).map(|m| &self.marks[m]);
        let behind_opening =
            touching.is_some_and(|m| m.end == mark.start && m.pairing == Pairing::Opens);
        let idle = self.levels.last().is_some_and(|l| l.open.is_none());
        let room = room_before(mark) || behind_opening || (idle && opens_glued(mark));
        room && may_open(mark, &self.text[mark.end..self.body.end])
    }

    /// How surely a mark closes what another opened: 0 not at all, then two for each degree
    /// of likelihood, and one more where both marks are of one look.
    fn rank(&self, open: usize, at: usize) -> u8 {
        let (opening, mark) = (&self.marks[open], &self.marks[at]);
        let degree = degree(mark);
        let distance = mark.start - opening.end;
        let reach = if degree < 3 { DOUBTFUL_REACH } else { REACH };
        match closes_alike(opening.glyph, mark) {
            Some(alike) if degree > 0 && distance <= reach => 2 * degree + u8::from(alike),
            _ => 0,
        }
    }
}
