//! The calling thread's part: rows in the order of the input, and what they repeat.

use std::io::{self, Write as _};
use std::sync::mpsc::Receiver;

use rustc_hash::FxHashMap;

use super::ahead::Ahead;
use super::outcome::{Outcome, Rows, Wording};
use super::pieces::Pieces;
use super::{Event, Pending, REMEMBERED_CLAIMS, Summary};
use crate::Claim;
use crate::output::Sink;

/// The calling thread's part: everything that depends on order.
pub(super) struct Writer<'a> {
    sink: &'a mut dyn Sink,
    watch: &'a mut dyn FnMut(Event<'_>),
    summary: Summary,
    seen: Seen,
}

impl<'a> Writer<'a> {
    pub(super) fn new(sink: &'a mut dyn Sink, watch: &'a mut dyn FnMut(Event<'_>)) -> Self {
        Writer {
            sink,
            watch,
            summary: Summary::default(),
            seen: Seen::default(),
        }
    }

    pub(super) fn take_all(
        mut self,
        pending: Receiver<Pending>,
        ahead: &Ahead,
    ) -> io::Result<Summary> {
        for chunk in pending {
            let lost = |_| io::Error::other("a worker thread was lost");
            self.take(chunk.result.recv().map_err(lost)??)?;
            ahead.release(chunk.weight);
            (self.watch)(Event::Progress(&self.summary));
        }
        Ok(self.summary)
    }

    fn take(&mut self, outcome: Outcome) -> io::Result<()> {
        for failure in &outcome.failures {
            (self.watch)(Event::Failed(failure));
        }
        self.summary.add(&outcome.counts);
        match outcome.rows {
            Rows::Written(_, bytes) => self.write_bytes(bytes, &outcome.wordings),
            Rows::Claims(claims) => self.write_claims(claims, &outcome.wordings),
        }
    }

    fn write_bytes(&mut self, pieces: Pieces, wordings: &[Wording]) -> io::Result<()> {
        let Some(plain) = self.sink.plain() else {
            return Err(io::Error::other("a table takes no bytes any more"));
        };
        let mut wordings = wordings.iter().peekable();
        let mut start = 0;
        for bytes in pieces.into_iter() {
            let end = start + bytes.len();
            let mut from = 0;
            while let Some(wording) = wordings.next_if(|wording| wording.place < end) {
                if let Some(first) = self.seen.first(wording) {
                    let place = wording.place - start;
                    plain.target.write_all(&bytes[from..place])?;
                    write!(plain.target, "{}", id(first))?;
                    from = place;
                }
            }
            plain.target.write_all(&bytes[from..])?;
            start = end;
        }
        Ok(())
    }

    fn write_claims(&mut self, mut claims: Vec<Claim>, wordings: &[Wording]) -> io::Result<()> {
        for wording in wordings {
            if let Some(first) = self.seen.first(wording) {
                claims[wording.place].duplicate_of = id(first);
            }
        }
        claims.iter().try_for_each(|claim| self.sink.write(claim))
    }
}

/// The first claim of each wording: hash of the words to the number in the claim's id. In many
/// tables, by the last bits of the hash, so that never all of it is there twice when one grows.
#[derive(Default)]
struct Seen {
    tables: [FxHashMap<u64, u64>; 16],
    claims: usize,
}

impl Seen {
    /// The first claim of the same words, if this is not the first.
    fn first(&mut self, wording: &Wording) -> Option<u64> {
        let table = &mut self.tables[(wording.key % 16) as usize];
        let first = table.get(&wording.key).copied();
        if let (None, Some(number), true) = (first, wording.number, self.claims < REMEMBERED_CLAIMS)
        {
            table.insert(wording.key, number);
            self.claims += 1;
        }
        first
    }
}

/// The id of a claim with this number.
fn id(number: u64) -> String {
    format!("c{number:016x}")
}
