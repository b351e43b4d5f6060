//! Pairs double marks with a stack.

use super::Pair;
use super::glyphs::Glyph;
use super::marks::{Mark, ends_clause};

/// Pairs the double marks of one paragraph.
pub struct Doubles<'a> {
    marks: &'a [Mark],
    /// A quotation of the paragraph before was left open.
    carried: bool,
    /// A double mark opens the next paragraph.
    resumes: bool,
    /// Within a quotation, opening marks are overlooked.
    flat: bool,
    stack: Vec<usize>,
    /// Marks in `stack`, by family.
    open: [usize; 3],
    nested: bool,
    /// Within a quotation a mark opened a new sentence.
    restarts: bool,
    pairs: Vec<Pair>,
}

impl<'a> Doubles<'a> {
    pub fn new(marks: &'a [Mark], carried: bool, resumes: bool) -> Self {
        Doubles {
            marks,
            carried,
            resumes,
            flat: false,
            stack: Vec::new(),
            open: [0; 3],
            nested: false,
            restarts: false,
            pairs: Vec::new(),
        }
    }

    /// The pairs, and whether one quotation is left open.
    pub fn pair(mut self) -> (Vec<Pair>, bool) {
        self.read();
        if self.forgotten() {
            // Nesting that does not come out even: somebody forgot a mark, so read the
            // paragraph again without nesting.
            self = Doubles {
                flat: true,
                ..Doubles::new(self.marks, self.carried, self.resumes)
            };
            self.read();
        }
        // A `»` that nothing closes is a bullet or a breadcrumb.
        let bullet = |m: &usize| self.marks[*m].glyph == Glyph::Right;
        let left = self.stack.first().copied().filter(|m| !bullet(m));
        if left.is_some() {
            self.pairs.push(Pair {
                open: left,
                close: None,
            });
        }
        (self.pairs, left.is_some())
    }

    /// Something is left open although quotations were nested, and it is not simply the
    /// whole paragraph, quoted, that goes on in the next.
    fn forgotten(&self) -> bool {
        let goes_on = self.resumes && !self.restarts && self.stack.len() == 1;
        self.nested && !self.stack.is_empty() && !goes_on
    }

    fn read(&mut self) {
        let marks = self.marks;
        let mut doubles = (0..marks.len()).filter(|&m| !marks[m].glyph.is_single());
        let mut next = doubles.next();
        let mut first = true;
        while let Some(at) = next {
            next = doubles.next();
            if self.is_measure(at, next, first) {
                continue;
            }
            if self.closes(&marks[at], first) {
                self.close(at, first);
            } else {
                self.opened(at);
            }
            first = false;
        }
    }

    /// Inches or seconds: after a digit, and not the mark that closes, for the next one does.
    fn is_measure(&self, at: usize, next: Option<usize>, first: bool) -> bool {
        let mark = &self.marks[at];
        mark.glyph == Glyph::Straight
            && mark.after_digit()
            && match self.stack.len() {
                0 => !(self.carried && first),
                1 => next.is_some_and(|n| self.marks[n].must_close()),
                _ => false,
            }
    }

    fn closes(&self, mark: &Mark, first: bool) -> bool {
        let top = self.stack.last().map(|&m| self.marks[m].glyph);
        let carried = self.carried && first;
        match mark.glyph {
            Glyph::CornerOpen => false,
            Glyph::CornerClose => true,
            Glyph::Six | Glyph::Low | Glyph::Left => {
                mark.must_close() || (!mark.must_open() && reversed(top, mark.glyph))
            }
            Glyph::Nine | Glyph::Right => {
                let idle = top.is_none() && !carried;
                let spaced = mark.gap_before() && !mark.after.is_some_and(ends_clause);
                !(mark.must_open() && (spaced || idle))
            }
            _ if mark.may_open() != mark.may_close() => mark.may_close(),
            _ => top.is_some() || (carried && !mark.gap_before()),
        }
    }

    fn opened(&mut self, at: usize) {
        let inside = !self.stack.is_empty();
        self.nested |= inside;
        self.restarts |= inside && self.marks[at].starts_sentence();
        if !inside || !self.flat {
            self.stack.push(at);
            self.open[self.marks[at].glyph.family() as usize] += 1;
        }
    }

    fn close(&mut self, at: usize, first: bool) {
        let family = self.marks[at].glyph.family();
        if self.open[family as usize] == 0 {
            if first && self.carried {
                let close = Some(at);
                self.pairs.push(Pair { open: None, close });
            }
            return;
        }
        while let Some(open) = self.stack.pop() {
            let popped = self.marks[open].glyph.family();
            self.open[popped as usize] -= 1;
            if popped == family {
                let (open, close) = (Some(open), Some(at));
                self.pairs.push(Pair { open, close });
                return;
            }
        }
    }
}

/// The mark that opened calls for this one, an opening one elsewhere: `„…“`, `»…«`.
fn reversed(top: Option<Glyph>, glyph: Glyph) -> bool {
    matches!(
        (top, glyph),
        (Some(Glyph::Low), Glyph::Six) | (Some(Glyph::Right), Glyph::Left)
    )
}
