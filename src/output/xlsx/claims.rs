//! A sheet of claims: one of them, or a part where there are more rows than a sheet holds.

use rust_xlsxwriter::{
    ConditionalFormat2ColorScale, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation,
    DataValidationErrorStyle, ExcelDateTime, Format, Url, Workbook, Worksheet, XlsxError,
};

use super::super::{DATES, NUMBERS, place};
use super::Limits;
use super::cells;
use super::look::{self, Look};
use crate::review::Mark;

/// Height of a line of text, in points.
const LINE: f64 = 15.0;

/// A row is shown with this many lines at most.
const MOST_LINES: f64 = 14.0;
/// Rows of a sheet that get a height of their own: the library keeps half a kilobyte for each of
/// them until the end. Further ones are as high as the spreadsheet program likes.
const HEIGHTS: u32 = 20_000;

/// A sheet that rows are added to.
pub struct Part {
    sheet: Worksheet,
    rows: u32,
    links: u32,
}

type Cells<'a> = [std::borrow::Cow<'a, str>];

impl Part {
    /// A sheet with its header; the number is part of its name from 2 on.
    pub fn new(
        workbook: &mut Workbook,
        look: &Look,
        header: &[String],
        number: usize,
    ) -> Result<Self, XlsxError> {
        let mut sheet = workbook.new_worksheet_with_constant_memory()?;
        match number {
            0 | 1 => sheet.set_name("Claims")?,
            _ => sheet.set_name(format!("Claims {number}"))?,
        };
        sheet.set_row_height(0, LINE * 1.6)?;
        for (column, at) in header.iter().zip(0..) {
            sheet.set_column_width(at, look::width(column))?;
            let format = match column.starts_with("review") {
                true => &look.header_review,
                false => &look.header,
            };
            sheet.write_string_with_format(0, at, column, format)?;
        }
        // The header, and the columns up to the note, stay in sight.
        sheet.set_freeze_panes(1, 3)?;
        let (rows, links) = (1, 0);
        Ok(Part { sheet, rows, links })
    }

    /// Rows so far, the header among them.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// Adds a row.
    pub fn row(
        &mut self,
        cells: &Cells<'_>,
        header: &[String],
        look: &Look,
        limits: &Limits,
    ) -> Result<(), XlsxError> {
        if self.rows <= HEIGHTS {
            self.sheet
                .set_row_height(self.rows, height(cells, header))?;
        }
        for ((cell, column), at) in cells.iter().zip(header).zip(0..) {
            let format = look.of_column(column);
            if cell.is_empty() {
                if column.starts_with("review") {
                    self.sheet.write_blank(self.rows, at, format)?;
                }
            } else if column == "context" {
                self.context(at, cell, &cells[place("claim")], look, limits)?;
            } else {
                self.cell(at, column, cell, (format, look), limits)?;
            }
        }
        self.rows += 1;
        Ok(())
    }

    fn cell(
        &mut self,
        at: u16,
        column: &str,
        cell: &str,
        (format, look): (&Format, &Look),
        limits: &Limits,
    ) -> Result<(), XlsxError> {
        let (sheet, row) = (&mut self.sheet, self.rows);
        if NUMBERS.contains(&column)
            && let Ok(number) = cell.parse::<f64>()
        {
            sheet.write_number_with_format(row, at, number, format)?;
        } else if DATES.contains(&column)
            && let Some(date) = cells::date(cell)
        {
            let (year, month, day) = (date.year() as u16, date.month() as u8, date.day() as u8);
            let date = ExcelDateTime::from_ymd(year, month, day)?;
            sheet.write_datetime_with_format(row, at, &date, &look.date)?;
        } else if column == "article_url" && cells::is_link(cell) && self.links < limits.links {
            self.links += 1;
            let url = Url::new(cell).set_text(cell);
            sheet.write_url_with_options(row, at, &url, "", "", Some(&look.link))?;
        } else {
            sheet.write_string_with_format(row, at, cells::cut(cell, limits.cell), format)?;
        }
        Ok(())
    }

    /// The context with the claim marked in it, where that can be written.
    fn context(
        &mut self,
        at: u16,
        context: &str,
        claim: &str,
        look: &Look,
        limits: &Limits,
    ) -> Result<(), XlsxError> {
        let context = cells::cut(context, limits.cell);
        let spans = cells::spans_in(&context, claim);
        // `_x` could be an escape of the file format, which rich text does not take care of.
        if spans.is_empty() || context.contains("_x") {
            let format = &look.wrapped;
            self.sheet
                .write_string_with_format(self.rows, at, context, format)?;
            return Ok(());
        }
        let turns = cells::turns(&context, &spans);
        let rich: Vec<(&Format, &str)> = turns
            .into_iter()
            .map(|(marked, text)| (if marked { &look.marked } else { &look.around }, text))
            .collect();
        self.sheet
            .write_rich_string_with_format(self.rows, at, &rich, &look.wrapped)?;
        Ok(())
    }

    /// The sheet with its filter, drop-down and colours.
    pub fn finish(mut self, header: &[String]) -> Result<Worksheet, XlsxError> {
        let last = self.rows.saturating_sub(1).max(1);
        let last_column = u16::try_from(header.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.sheet.autofilter(0, 0, last, last_column)?;
        let marks = header
            .iter()
            .zip(0..)
            .filter(|(column, _)| is_marks(column));
        for at in marks.map(|(_, at)| at) {
            self.sheet
                .add_data_validation(1, at, last, at, &drop_down()?)?;
            for mark in Mark::ALL {
                let coloured = coloured(mark);
                self.sheet
                    .add_conditional_format(1, at, last, at, &coloured)?;
            }
        }
        let shares = u16::try_from(place("confidence")).unwrap_or_default();
        let scale = ConditionalFormat2ColorScale::new()
            .set_minimum(rust_xlsxwriter::ConditionalFormatType::Number, 0.5)
            .set_maximum(rust_xlsxwriter::ConditionalFormatType::Number, 1)
            .set_minimum_color("F8C9A0")
            .set_maximum_color("FFFFFF");
        self.sheet
            .add_conditional_format(1, shares, last, shares, &scale)?;
        Ok(self.sheet)
    }
}

/// The reviewer's column, or one of several reviewers'.
fn is_marks(column: &str) -> bool {
    column == "review" || column.starts_with("review (")
}

fn drop_down() -> Result<DataValidation, XlsxError> {
    let names = Mark::ALL.map(Mark::name);
    DataValidation::new()
        .allow_list_strings(&names)?
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title("Not a mark")?
        .set_error_message(format!("Choose one of: {}.", names.join(", ")))
}

fn coloured(mark: Mark) -> ConditionalFormatCell {
    let (background, letters) = look::colours(mark);
    let format = Format::new()
        .set_background_color(background)
        .set_font_color(letters);
    ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::EqualTo(mark.name()))
        .set_format(format)
}

/// So that the claim and its context can be read, and a long one does not fill the screen.
fn height(cells: &Cells<'_>, header: &[String]) -> f64 {
    let lines = [
        "claim",
        "context",
        "speaker",
        "article_title",
        "review_note",
    ]
    .map(|column| {
        let at = place(column);
        debug_assert!(header.get(at).is_some_and(|known| known == column));
        cells::lines(&cells[at], look::width(column))
    });
    let most = lines.into_iter().fold(1.0, f64::max);
    LINE * most.min(MOST_LINES)
}
