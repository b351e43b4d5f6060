//! CSV as RFC 4180 has it: commas, CRLF, quotes where needed, and a header even above no rows.
//!
//! Cells are the claim's own words, unguarded: a program that reads the table gets what the
//! article says.

use std::io;

use csv::{ErrorKind, Terminator, Writer, WriterBuilder};

use super::{Sink, Target};
use crate::Claim;
use crate::claim::COLUMNS;

/// A table that is being written.
pub struct Table {
    rows: Writer<Target>,
}

impl Table {
    /// Writes the header.
    ///
    /// # Errors
    /// When the target cannot be written.
    pub fn new(target: Target) -> io::Result<Self> {
        let mut rows = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .from_writer(target);
        rows.write_record(COLUMNS).map_err(io_error)?;
        Ok(Table { rows })
    }
}

impl Sink for Table {
    fn write(&mut self, claim: &Claim) -> io::Result<()> {
        let cells = claim.cells();
        self.rows
            .write_record(cells.iter().map(|cell| cell.as_bytes()))
            .map_err(io_error)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.rows.flush()?;
        match self.rows.into_inner() {
            Ok(target) => target.commit(),
            Err(error) => Err(io::Error::other(error.to_string())),
        }
    }
}

/// The error beneath, so that a closed pipe can be told.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, tests::claim};
    use super::*;

    fn written(claims: &[Claim]) -> String {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("claims.csv");
        let mut sink = Format::Csv.open(Target::file(&path).unwrap()).unwrap();
        for claim in claims {
            sink.write(claim).unwrap();
        }
        sink.finish().unwrap();
        std::fs::read_to_string(path).unwrap()
    }

    #[test]
    fn the_expected_table() {
        let header = format!("{}\r\n", COLUMNS.join(","));
        assert_eq!(written(&[]), header);
        let row = "c0000000000000007,,,direct,,Vladimir Putin,x,\"=1+1, \"\"so\"\"\nit is\",said,\
                   person,he,pronoun,,,,,say,,,0.90,r,,a,,,,,2,3,9,\r\n";
        let claims = [claim(7, "=1+1, \"so\"\nit is")];
        assert_eq!(written(&claims), format!("{header}{row}"));
    }
}
