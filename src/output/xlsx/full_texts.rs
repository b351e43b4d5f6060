//! The sheet that holds, in pieces, what was too long for its cell.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::Limits;
use super::cells;
use super::look::Look;

/// Its name.
pub const SHEET: &str = "Full texts";

/// A sheet that long texts are added to.
pub struct FullTexts {
    sheet: Worksheet,
    rows: u32,
}

impl FullTexts {
    /// An empty one, with its header.
    pub fn new(workbook: &mut Workbook, look: &Look) -> Result<Self, XlsxError> {
        let mut sheet = workbook.new_worksheet_with_constant_memory()?;
        sheet.set_name(SHEET)?;
        sheet.set_freeze_panes(1, 0)?;
        for (name, at) in ["claim_id", "column", "piece", "text"].into_iter().zip(0..) {
            sheet.set_column_width(at, if name == "text" { 120.0 } else { 20.0 })?;
            sheet.write_string_with_format(0, at, name, &look.header)?;
        }
        Ok(FullTexts { sheet, rows: 1 })
    }

    /// Adds a text, as many rows as it has pieces. When this sheet is full too, nothing more
    /// is added: the cut cells say that they are cut.
    pub fn add(
        &mut self,
        claim_id: &str,
        column: &str,
        text: &str,
        limits: Limits,
    ) -> Result<(), XlsxError> {
        for (piece, number) in cells::pieces(text, limits.cell).into_iter().zip(1u32..) {
            if self.rows == limits.rows {
                break;
            }
            self.sheet.set_row_height(self.rows, 60)?;
            self.sheet.write_string(self.rows, 0, claim_id)?;
            self.sheet.write_string(self.rows, 1, column)?;
            self.sheet.write_number(self.rows, 2, number)?;
            self.sheet.write_string(self.rows, 3, piece)?;
            self.rows += 1;
        }
        Ok(())
    }

    /// The sheet itself.
    pub fn finish(self) -> Worksheet {
        self.sheet
    }
}
