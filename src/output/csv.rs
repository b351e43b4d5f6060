//! CSV as RFC 4180 has it: commas, CRLF, quotes where needed, and a header even above no rows.
//!
//! Cells are the claim's own words, unguarded: a program that reads the table gets what the
//! article says. For spreadsheet programs there is the form of [`super::excel`], with a byte
//! order mark.

use std::borrow::Cow;
use std::io::{self, Write as _};

use csv::{ErrorKind, Terminator, WriterBuilder};

use super::excel::{self, GUARD_COLUMN};
use super::{Form, Layout, Plain, Row, Table, Target};
use crate::claim::COLUMNS;

/// What tells spreadsheet programs that a file is UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Bytes of a row that are gathered at once; few rows have more.
const ROOM: usize = 1 << 11;

/// How cells become the bytes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cells {
    /// What stands between them.
    delimiter: u8,
    /// In the form of [`super::excel`].
    excel: bool,
}

impl Cells {
    fn new(layout: &Layout) -> Self {
        let usual = if layout.excel { b';' } else { b',' };
        Cells {
            delimiter: layout.delimiter.unwrap_or(usual),
            excel: layout.excel,
        }
    }

    /// Writes a row behind what is there, and tells where the last of the fixed columns ends.
    pub(super) fn write(self, cells: &[Cow<'_, str>], out: &mut Vec<u8>) -> io::Result<usize> {
        if self.excel {
            self.push(&excel::guarded(cells), out)
        } else {
            self.push(cells, out)
        }
    }

    fn push<S: AsRef<str>>(self, cells: &[S], out: &mut Vec<u8>) -> io::Result<usize> {
        let mut row = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .delimiter(self.delimiter)
            .buffer_capacity(ROOM)
            .from_writer(out);
        let (fixed, more) = cells.split_at(COLUMNS.len());
        for cell in fixed {
            row.write_field(cell.as_ref()).map_err(io_error)?;
        }
        row.flush()?;
        let end_of_fixed = row.get_ref().len();
        for cell in more {
            row.write_field(cell.as_ref()).map_err(io_error)?;
        }
        row.write_record(None::<&[u8]>).map_err(io_error)?;
        row.flush()?;
        Ok(end_of_fixed)
    }
}

/// The error beneath, so that a closed pipe can be told.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A table that is being written.
pub struct Rows {
    target: Target,
    cells: Cells,
    /// The row that is being written.
    row: Vec<u8>,
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
        let cells = Cells::new(layout);
        let extra = layout.extra.iter().map(String::as_str);
        let guard = layout.excel.then_some(GUARD_COLUMN);
        let names: Vec<&str> = COLUMNS.into_iter().chain(extra).chain(guard).collect();
        let mut row = Vec::new();
        cells.push(&names, &mut row)?;
        target.write_all(&row)?;
        Ok(Rows { target, cells, row })
    }
}

impl Table for Rows {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.row.clear();
        self.cells.write(&row.cells, &mut self.row)?;
        self.target.write_all(&self.row)
    }

    fn plain(&mut self) -> Option<Plain<'_>> {
        Some(Plain {
            form: Form::Csv(self.cells),
            target: &mut self.target,
        })
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.target.commit()
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
