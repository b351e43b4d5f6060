//! CSV as RFC 4180 has it: commas, CRLF, quotes where needed, and a header even above no rows.
//!
//! Cells are the claim's own words, unguarded: a program that reads the table gets what the
//! article says. For spreadsheet programs there is the form of [`super::excel`], with a byte
//! order mark.

use std::borrow::Cow;
use std::io::{self, Write as _};

use super::excel::{self, GUARD_COLUMN};
use super::{Form, Layout, Plain, Row, Table, Target};
use crate::claim::COLUMNS;

/// What tells spreadsheet programs that a file is UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

const QUOTE: u8 = b'"';
/// Cells shorter than this are looked at byte by byte.
const SHORT: usize = 24;
const LINE_END: &[u8] = b"\r\n";

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
    pub(super) fn write(self, cells: &[Cow<'_, str>], out: &mut Vec<u8>) -> usize {
        if self.excel {
            self.push(&excel::guarded(cells), out)
        } else {
            self.push(cells, out)
        }
    }

    fn push<S: AsRef<str>>(self, cells: &[S], out: &mut Vec<u8>) -> usize {
        let mut end_of_fixed = out.len();
        for (number, cell) in cells.iter().enumerate() {
            if number > 0 {
                out.push(self.delimiter);
            }
            self.push_cell(cell.as_ref().as_bytes(), out);
            if number + 1 == COLUMNS.len() {
                end_of_fixed = out.len();
            }
        }
        out.extend_from_slice(LINE_END);
        end_of_fixed
    }

    /// A cell, in quotes where it holds what would end it.
    fn push_cell(self, cell: &[u8], out: &mut Vec<u8>) {
        if !self.needs_quotes(cell) {
            return out.extend_from_slice(cell);
        }
        out.push(QUOTE);
        let mut start = 0;
        for at in memchr::memchr_iter(QUOTE, cell) {
            out.extend_from_slice(&cell[start..=at]);
            start = at;
        }
        out.extend_from_slice(&cell[start..]);
        out.push(QUOTE);
    }

    fn needs_quotes(self, cell: &[u8]) -> bool {
        if cell.len() < SHORT {
            let ends =
                |byte: &u8| matches!(*byte, QUOTE | b'\n' | b'\r') || *byte == self.delimiter;
            return cell.iter().any(ends);
        }
        memchr::memchr3(self.delimiter, QUOTE, b'\n', cell).is_some()
            || memchr::memchr(b'\r', cell).is_some()
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
        cells.push(&names, &mut row);
        target.write_all(&row)?;
        Ok(Rows { target, cells, row })
    }
}

impl Table for Rows {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.row.clear();
        self.cells.write(&row.cells, &mut self.row);
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
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn cells_are_quoted_as_the_csv_crate_quotes_them(
            cells in prop::collection::vec("[a,;\t\"\r\n“]{0,6}", COLUMNS.len() + 2),
            delimiter in prop::sample::select(vec![b',', b';', b'\t']),
        ) {
            let mut row = Vec::new();
            let end = Cells { delimiter, excel: false }.push(&cells, &mut row);
            let mut writer = csv::WriterBuilder::new()
                .terminator(csv::Terminator::CRLF)
                .delimiter(delimiter)
                .from_writer(Vec::new());
            writer.write_record(&cells).unwrap();
            prop_assert_eq!(&row, &writer.into_inner().unwrap());
            let mut fixed = Vec::new();
            Cells { delimiter, excel: false }.push(&cells[..COLUMNS.len()], &mut fixed);
            prop_assert_eq!(&row[..end], &fixed[..fixed.len() - LINE_END.len()]);
        }
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
