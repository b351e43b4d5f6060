//! CSV as RFC 4180 has it: commas, CRLF, quotes where needed, and a header even above no rows.
//!
//! Cells are the claim's own words, unguarded: a program that reads the table gets what the
//! article says. For spreadsheet programs there is the form of [`super::excel`], with a byte
//! order mark.

use std::borrow::Cow;
use std::io::{self, Write as _};

use csv::{ErrorKind, Terminator, Writer, WriterBuilder};

use super::excel::{self, GUARD_COLUMN};
use super::{Layout, Row, Table, Target};
use crate::claim::COLUMNS;

/// What tells spreadsheet programs that a file is UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A table that is being written.
pub struct Rows {
    rows: Writer<Target>,
    excel: bool,
}

impl Rows {
    /// Writes the header.
    ///
    /// # Errors
    /// When the target cannot be written.
    pub fn new(mut target: Target, layout: &Layout) -> io::Result<Self> {
        if layout.excel {
            target.write_all(MARK)?;
        }
        let usual = if layout.excel { b';' } else { b',' };
        let mut rows = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .delimiter(layout.delimiter.unwrap_or(usual))
            .from_writer(target);
        let extra = layout.extra.iter().map(String::as_str);
        let guard = layout.excel.then_some(GUARD_COLUMN);
        rows.write_record(COLUMNS.into_iter().chain(extra).chain(guard))
            .map_err(io_error)?;
        let excel = layout.excel;
        Ok(Rows { rows, excel })
    }

    fn write(&mut self, cells: &[Cow<'_, str>]) -> io::Result<()> {
        let bytes = cells.iter().map(|cell| cell.as_bytes());
        self.rows.write_record(bytes).map_err(io_error)
    }
}

impl Table for Rows {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        if self.excel {
            self.write(&excel::guarded(&row.cells))
        } else {
            self.write(&row.cells)
        }
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
    use crate::Claim;

    fn written(claims: &[Claim], layout: &Layout) -> String {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("claims.csv");
        let target = Target::file(&path).unwrap();
        let mut table = Format::Csv.open_table(target, layout).unwrap();
        for claim in claims {
            table.row(&Row::of(claim)).unwrap();
        }
        table.finish().unwrap();
        std::fs::read_to_string(path).unwrap()
    }

    #[test]
    fn the_expected_table() {
        let header = format!("{}\r\n", COLUMNS.join(","));
        let plain = Layout::default();
        assert_eq!(written(&[], &plain), header);
        let row = "c0000000000000007,,,direct,,Vladimir Putin,x,\"=1+1, \"\"so\"\"\nit is\",said,\
                   person,he,pronoun,,,,,say,,,0.90,r,,a,,,,,2,3,9,\r\n";
        let claims = [claim(7, "=1+1, \"so\"\nit is")];
        assert_eq!(written(&claims, &plain), format!("{header}{row}"));
    }

    #[test]
    fn the_form_for_spreadsheets() {
        let layout = Layout {
            excel: true,
            ..Layout::default()
        };
        let header = format!("\u{FEFF}{};excel_guard\r\n", COLUMNS.join(";"));
        let row = "c0000000000000007;;;direct;;Vladimir Putin;x;\"'=1+1, \"\"so\"\"¶it is\";said;\
                   person;he;pronoun;;;;;say;;;0.90;r;;a;;;;;2;3;9;;yes\r\n";
        let claims = [claim(7, "=1+1, \"so\"\nit is")];
        assert_eq!(written(&claims, &layout), format!("{header}{row}"));
    }
}
