//! The bytes of many rows, in pieces: where one stretch of memory must grow, all of it is copied to memory
//! that nobody has touched yet.

use std::io;

/// A piece is closed when it holds this many bytes.
const PIECE: usize = 1 << 20;
/// Room for the last row of a piece.
const ROW: usize = 1 << 14;

/// Bytes, the oldest first.
#[derive(Default)]
pub(super) struct Pieces {
    closed: Vec<Vec<u8>>,
    /// Bytes of those.
    before: usize,
    last: Vec<u8>,
}

impl Pieces {
    /// Adds what `write` adds, which tells a place in what it is given; gives back that place, counted
    /// from the first byte of all.
    pub(super) fn push(
        &mut self,
        write: impl FnOnce(&mut Vec<u8>) -> io::Result<usize>,
    ) -> io::Result<usize> {
        if self.last.len() >= PIECE {
            let next = Vec::with_capacity(PIECE + ROW);
            self.before += self.last.len();
            self.closed.push(std::mem::replace(&mut self.last, next));
        }
        Ok(self.before + write(&mut self.last)?)
    }

    /// Number of bytes.
    pub(super) fn len(&self) -> usize {
        self.before + self.last.len()
    }

    /// Only so many bytes are left.
    pub(super) fn truncate(&mut self, len: usize) {
        while len < self.before {
            self.last = self.closed.pop().unwrap_or_default();
            self.before -= self.last.len();
        }
        self.last.truncate(len - self.before);
    }

    /// All pieces.
    pub(super) fn into_iter(self) -> impl Iterator<Item = Vec<u8>> {
        self.closed.into_iter().chain([self.last])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_from_the_first_byte() {
        let mut pieces = Pieces::default();
        let mut row = |letter: u8| {
            pieces.push(|out| {
                out.extend([letter; 1000]);
                Ok(out.len() - 1000)
            })
        };
        let places: Vec<usize> = (0..3000).map(|i| row(i as u8).unwrap()).collect();
        assert!(
            places
                .iter()
                .enumerate()
                .all(|(i, place)| *place == i * 1000)
        );
        let last = PIECE + 5;
        pieces.truncate(last);
        assert_eq!(pieces.len(), last);
        let bytes: Vec<u8> = pieces.into_iter().flatten().collect();
        let same = |(at, byte): (usize, &u8)| *byte == (at / 1000) as u8;
        assert!(bytes.len() == last && bytes.iter().enumerate().all(same));
    }
}
