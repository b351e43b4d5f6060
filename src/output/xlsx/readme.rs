//! The sheet "Read me": how to review, the columns, and what made this table.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::super::About;
use super::super::columns;
use super::look::{self, Look};
use crate::review::Mark;

const STEPS: [&str; 6] = [
    "Read a claim and its context (the claim is coloured there); choose a mark in the column review.",
    "Write what is right into review_note, as `speaker: Name` or `channel: x`, or any other note.",
    "Sort, filter, hide and colour as you like; add columns of your own behind the last one.",
    "Don't change claim_id: by it your marks are found again. Deleted rows are simply not reviewed.",
    "`sayso review FILE…` turns marks into figures.",
    "`sayso extract … --carry-review FILE -o NEW.xlsx` takes the marks over to a new table.",
];

/// The sheet, whole.
pub fn sheet(about: &About, header: &[String], look: &Look) -> Result<Worksheet, XlsxError> {
    let mut page = Page::new(look)?;
    page.heading("How to review")?;
    for (number, step) in (1..).zip(STEPS) {
        page.line(&format!("{number}."), step)?;
    }
    page.heading("Marks")?;
    for mark in Mark::ALL {
        let (background, letters) = look::colours(mark);
        let format = Format::new()
            .set_background_color(background)
            .set_font_color(letters);
        page.coloured(mark.name(), mark.meaning(), &format)?;
    }
    page.heading("Columns")?;
    for column in header {
        page.line(column, columns::meaning(column))?;
    }
    page.heading("What made this table")?;
    for (name, value) in &about.facts {
        page.line(name, value)?;
    }
    Ok(page.sheet)
}

struct Page<'a> {
    sheet: Worksheet,
    row: u32,
    look: &'a Look,
}

impl<'a> Page<'a> {
    fn new(look: &'a Look) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name("Read me")?;
        sheet.set_column_width(0, 20)?;
        sheet.set_column_width(1, 110)?;
        let row = 0;
        Ok(Page { sheet, row, look })
    }

    fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += u32::from(self.row > 0);
        let title = &self.look.title;
        self.sheet
            .write_string_with_format(self.row, 0, text, title)?;
        self.row += 1;
        Ok(())
    }

    fn line(&mut self, name: &str, value: &str) -> Result<(), XlsxError> {
        let look = self.look;
        self.coloured(name, value, &look.plain)
    }

    fn coloured(&mut self, name: &str, value: &str, format: &Format) -> Result<(), XlsxError> {
        let lines = value.lines().count().clamp(1, 20) as f64;
        self.sheet.set_row_height(self.row, 15.0 * lines)?;
        let value = super::cells::cut(value, super::cells::LONGEST_CELL);
        self.sheet
            .write_string_with_format(self.row, 0, name, format)?;
        self.sheet
            .write_string_with_format(self.row, 1, value, &self.look.wrapped)?;
        self.row += 1;
        Ok(())
    }
}
