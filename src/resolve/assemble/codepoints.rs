//! From bytes of an article to Unicode code points, in linear time for the whole article.

use std::ops::Range;

use crate::claim::CodePoints;

/// Bytes between two counted places; few enough that a byte counts them.
const STEP: usize = 128;

/// Counts code points of one text.
#[derive(Debug)]
pub struct CodePointIndex<'t> {
    text: &'t str,
    /// Code points that begin before byte `i * STEP`.
    before: Vec<u32>,
}

impl<'t> CodePointIndex<'t> {
    /// Counts once through `text`.
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            before.push(count);
            count += starts(chunk);
        }
        before.push(count);
        CodePointIndex { text, before }
    }

    /// Code points before byte `at`.
    pub fn at(&self, at: usize) -> u32 {
        let at = at.min(self.text.len());
        let step = at / STEP;
        self.before[step] + starts(&self.text.as_bytes()[step * STEP..at])
    }

    /// A range of bytes in code points.
    pub fn span(&self, bytes: &Range<usize>) -> CodePoints {
        (self.at(bytes.start), self.at(bytes.end))
    }
}

/// Code points that begin within a step.
fn starts(bytes: &[u8]) -> u32 {
    let begins = |byte: &u8| u8::from(byte & 0xC0 != 0x80);
    u32::from(bytes.iter().map(begins).sum::<u8>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_chars_do() {
        let text = "é“x” ".repeat(200);
        let index = CodePointIndex::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.at(byte), count as u32);
        }
        assert_eq!(index.at(usize::MAX), text.chars().count() as u32);
    }
}
