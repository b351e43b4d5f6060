//! Reads one paragraph after the other, with what goes on from one into the next.

use std::ops::Range;

use super::doubles::Doubles;
use super::glyphs::glyph_at;
use super::marks::{Mark, Pairing, scan};
use super::singles::{Around, Singles};
use super::{Pair, Quotation, Style, trimmed};

/// The outermost quotation that the paragraph before left open.
#[derive(Debug, Clone, Copy)]
struct LeftOpen {
    /// None where the mark was the last thing in its paragraph.
    index: Option<usize>,
    style: Style,
}

/// What is kept from paragraph to paragraph.
pub struct Reader<'a> {
    text: &'a str,
    marks: Vec<Mark>,
    left_open: Option<LeftOpen>,
    /// None before anything asked for it.
    single_style: Option<bool>,
    /// All quotations so far.
    pub found: Vec<Quotation>,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str) -> Self {
        Reader {
            text,
            marks: Vec::new(),
            left_open: None,
            single_style: None,
            found: Vec::new(),
        }
    }

    pub fn paragraph(&mut self, index: usize, body: Range<usize>, next: Option<Range<usize>>) {
        scan(self.text, &body, &mut self.marks);
        let resumed = next.and_then(|next| glyph_at(self.text.as_bytes().get(next)?));
        let resumed = resumed.map(|(glyph, _)| glyph);
        let before = self.left_open.take();
        let carried = before.is_some_and(|b| b.style != Style::Single);
        let resumes = resumed.is_some_and(|g| !g.is_single());
        let (mut pairs, open) = Doubles::new(&self.marks, carried, resumes).pair();
        let over = self.note_pairings(&pairs);
        let around = Around {
            double: over,
            single: before.is_some_and(|b| b.style == Style::Single),
            resumed,
        };
        let singles = Singles::pair(self.text, &body, &self.marks, around);
        pairs.extend(singles.pairs);
        let unclosed = singles
            .unclosed
            .filter(|left| !open && (left.resumed || self.is_single_style()));
        pairs.extend(unclosed.map(|left| Pair {
            open: Some(left.open),
            close: None,
        }));
        let from = self.found.len();
        self.list(index, &body, &pairs, before);
        if open || unclosed.is_some() {
            self.left_open = Some(self.last_open(from, open));
        }
    }

    /// Whether the text's quotations stand in single marks, so that a closing one was forgotten
    /// rather than a letter left out (`'Twas`).
    fn is_single_style(&mut self) -> bool {
        *self.single_style.get_or_insert_with(|| {
            let (mut singles, mut doubles) = (0, 0);
            let ends = self.text.match_indices([',', '.', '!', '?']);
            for (at, _) in ends {
                let mut rest = self.text[at + 1..].chars();
                match (rest.next(), rest.next()) {
                    (Some('"' | '”'), _) => doubles += 1,
                    (Some('\'' | '’'), None) => singles += 1,
                    (Some('\'' | '’'), Some(c)) if c.is_whitespace() => singles += 1,
                    _ => {}
                }
            }
            singles > doubles
        })
    }

    /// Writes down what pairing made of the double marks; true if one pair was carried over.
    fn note_pairings(&mut self, pairs: &[Pair]) -> bool {
        for pair in pairs {
            if let Some(open) = pair.open {
                self.marks[open].pairing = Pairing::Opens;
            }
            if let Some(close) = pair.close {
                self.marks[close].pairing = Pairing::Closes;
            }
        }
        pairs.iter().any(|pair| pair.open.is_none())
    }

    fn last_open(&self, from: usize, double: bool) -> LeftOpen {
        let unclosed = |q: &Quotation| q.depth == 0 && !q.closed;
        let last = self.found[from..].iter().rposition(unclosed);
        let other = if double { Style::Double } else { Style::Single };
        LeftOpen {
            index: last.map(|i| from + i),
            style: last.map_or(other, |i| self.found[from + i].style),
        }
    }

    /// Appends a paragraph's quotations in order, with their depths.
    fn list(
        &mut self,
        index: usize,
        body: &Range<usize>,
        pairs: &[Pair],
        before: Option<LeftOpen>,
    ) {
        let quoted = |pair: &Pair| self.quotation(index, body, pair, before);
        let mut new: Vec<Quotation> = pairs.iter().filter_map(quoted).collect();
        new.sort_unstable_by_key(|q| (q.start, usize::MAX - q.end));
        let mut ends: Vec<usize> = Vec::new();
        for mut q in new {
            while ends.last().is_some_and(|&end| end <= q.start) {
                ends.pop();
            }
            q.depth = u8::try_from(ends.len()).unwrap_or(u8::MAX);
            q.continues = q.continues.filter(|_| ends.is_empty());
            ends.push(q.end);
            self.found.push(q);
        }
    }

    /// None for a quotation without words.
    fn quotation(
        &self,
        paragraph: usize,
        body: &Range<usize>,
        pair: &Pair,
        before: Option<LeftOpen>,
    ) -> Option<Quotation> {
        let open = pair.open.map(|m| &self.marks[m]);
        let close = pair.close.map(|m| &self.marks[m]);
        let inner = open.map_or(body.start, |m| m.end)..close.map_or(body.end, |m| m.start);
        let inner = trimmed(self.text, &inner)?;
        let start = open.map_or(body.start, |m| m.start);
        let style = open.map(|m| m.glyph.style());
        let style = style.or(before.map(|b| b.style)).unwrap_or(Style::Double);
        let goes_on = |b: LeftOpen| {
            start == body.start && (b.style == Style::Single) == (style == Style::Single)
        };
        Some(Quotation {
            start,
            end: close.map_or(body.end, |m| m.end),
            inner_start: inner.start,
            inner_end: inner.end,
            style,
            closed: close.is_some(),
            depth: 0,
            paragraph,
            continues: before.filter(|&b| goes_on(b)).and_then(|b| b.index),
        })
    }
}
