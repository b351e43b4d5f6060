//! Quotations: which marks of a text open and close which words.
//!
//! One paragraph at a time, in passes that each look at every mark once:
//!
//! 1. `marks.rs` finds the marks (`glyphs.rs` tells them by their bytes) and notes what stands to the left
//!    and right of each.
//! 2. `doubles.rs` pairs double marks with a stack. Most marks tell by their neighbours
//!    whether they open or close; the others take whichever the stack calls for.
//! 3. `singles.rs` pairs single marks, which are mostly apostrophes (`apostrophes.rs` tells by their
//!    neighbours what they may be): an opening mark waits for the best closing one among the double
//!    marks' own level, and one that opens a clause and finds none runs to the paragraph's end.
//! 4. `reader.rs` puts both into one list, with depths and continuations.
//!
//! Nothing is searched for twice, so time grows with the length of the text alone.

mod apostrophes;
mod doubles;
mod glyphs;
mod marks;
mod reader;
mod singles;
#[cfg(test)]
mod tests;

use std::ops::Range;

use reader::Reader;

/// Bytes of the mark that a text begins with; 0 if it begins with none.
pub(super) fn first_mark(text: &str) -> usize {
    glyphs::glyph_at(text.as_bytes()).map_or(0, |(_, length)| length)
}

/// One quotation within one paragraph. Offsets are bytes into the article's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// First byte of the opening mark; where the paragraph's text starts if the quotation
    /// was carried over from the paragraph before without a mark.
    pub start: usize,
    /// One past the closing mark; the end of the paragraph's text if it is unclosed.
    pub end: usize,
    /// First byte of the words, after the mark and white space.
    pub inner_start: usize,
    /// One past the last byte of the words.
    pub inner_end: usize,
    /// Told by the opening mark.
    pub style: Style,
    /// False where the paragraph's end closes it.
    pub closed: bool,
    /// 0 for an outermost quotation; nested ones count up (and stop at 255).
    pub depth: u8,
    /// Index into the paragraphs given to [`quotations`].
    pub paragraph: usize,
    /// Index, into the list returned, of the outermost quotation in the paragraph before
    /// that was left open there and goes on here: a mark opens this paragraph again, or
    /// its first mark is a closing one. Whether a forgotten mark only makes it look so, the
    /// words around it must tell.
    pub continues: Option<usize>,
}

impl Quotation {
    /// The last character of the words, before the marks of quotations that end with this one.
    pub fn last(&self, text: &str) -> Option<char> {
        let closing = |c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '"' | '”' | '»');
        let words = text[self.inner_start..self.inner_end].trim_end_matches(closing);
        words.chars().next_back()
    }

    /// Whether the words end as a sentence does.
    pub fn ends_sentence(&self, text: &str) -> bool {
        matches!(self.last(text), Some('.' | '!' | '?' | '…'))
    }
}

/// The kind of marks, told by the opening one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `"`, `“`, `''`, ` `` `, fullwidth and corner marks.
    Double,
    /// `'`, `‘`, `` ` `` and the low `‚`.
    Single,
    /// `«` or `»` and their single forms.
    Guillemet,
    /// `„`.
    LowHigh,
}

/// All quotations of a text, those of a paragraph by start, an outer one before its inner ones.
///
/// `paragraphs` are byte ranges in order that do not overlap; white space at their ends
/// does not matter. A range outside the text or within a character holds no quotation.
/// Time is linear in the length of the text.
pub fn quotations(text: &str, paragraphs: &[Range<usize>]) -> Vec<Quotation> {
    let bodies = paragraphs.iter().map(|range| trimmed(text, range));
    let bodies: Vec<(usize, Range<usize>)> = bodies
        .enumerate()
        .filter_map(|(index, body)| Some((index, body?)))
        .collect();
    let mut reader = Reader::new(text);
    for (at, (index, body)) in bodies.iter().enumerate() {
        let next = bodies.get(at + 1).map(|(_, next)| next.clone());
        reader.paragraph(*index, body.clone(), next);
    }
    reader.found
}

/// A quotation by the indices of its marks, within one paragraph.
#[derive(Debug, Clone, Copy)]
struct Pair {
    /// None where it was carried over from the paragraph before.
    open: Option<usize>,
    /// None where the paragraph's end closes it.
    close: Option<usize>,
}

/// The range without white space at its ends; none if nothing is left or it is no valid range.
fn trimmed(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let whole = text.get(range.clone())?;
    let rest = whole.trim_start();
    let start = range.start + (whole.len() - rest.len());
    let body = rest.trim_end();
    (!body.is_empty()).then(|| start..start + body.len())
}
