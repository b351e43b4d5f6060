//! A workbook to review in: the claims, a summary with charts, and a page that explains.
//!
//! Rows go to temporary files beside the output as they come, so memory does not grow with
//! them. Nothing that a spreadsheet cannot hold stops a run: more rows than a sheet has go to
//! a further sheet, longer texts than a cell holds are cut with a mark and stand whole on the
//! sheet "Full texts".

use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use rust_xlsxwriter::{DocProperties, Workbook, Worksheet, XlsxError};

use super::{About, Layout, Row, Table, Target};
use crate::claim::COLUMNS;

pub mod cells;
mod claims;
mod full_texts;
mod look;
mod readme;
mod summary;
mod tally;

pub use full_texts::SHEET as FULL_TEXTS;

use claims::Part;
use full_texts::FullTexts;
use look::Look;
use tally::Tally;

/// What a workbook may hold; smaller in tests.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Rows of a sheet, its header among them.
    pub rows: u32,
    /// UTF-16 units of a cell.
    pub cell: usize,
    /// Links of a sheet; further addresses are plain text.
    pub links: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            rows: 1_048_576,
            cell: cells::LONGEST_CELL,
            links: 65_000,
        }
    }
}

/// A workbook that is being written.
pub struct Book {
    target: Target,
    workbook: Workbook,
    look: Look,
    header: Vec<String>,
    about: About,
    limits: Limits,
    full: Vec<Worksheet>,
    part: Part,
    texts: Option<FullTexts>,
    tally: Tally,
}

impl Book {
    /// Begins a workbook.
    ///
    /// # Errors
    /// When no temporary file can be had.
    pub fn new(target: Target, layout: &Layout) -> io::Result<Self> {
        Book::with_limits(target, layout, Limits::default())
    }

    /// Begins a workbook with other limits than a spreadsheet program's own.
    ///
    /// # Errors
    /// When no temporary file can be had.
    pub fn with_limits(target: Target, layout: &Layout, limits: Limits) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        if let Some(folder) = target.folder() {
            workbook.set_tempdir(folder).map_err(io_error)?;
        }
        let extra = layout.extra.iter().map(String::as_str);
        let header: Vec<String> = COLUMNS.into_iter().chain(extra).map(Into::into).collect();
        let look = Look::new();
        let part = Part::new(&mut workbook, &look, &header, 1).map_err(io_error)?;
        Ok(Book {
            target,
            workbook,
            look,
            header,
            about: layout.about.clone(),
            limits,
            full: Vec::new(),
            part,
            texts: None,
            tally: Tally::default(),
        })
    }

    fn write(&mut self, row: &Row<'_>) -> Result<(), XlsxError> {
        if self.part.rows() == self.limits.rows {
            let number = self.full.len() + 2;
            let next = Part::new(&mut self.workbook, &self.look, &self.header, number)?;
            let full = std::mem::replace(&mut self.part, next);
            self.full.push(full.finish(&self.header)?);
        }
        self.keep_long_cells(row)?;
        self.tally.add(&row.cells);
        self.part
            .row(&row.cells, &self.header, &self.look, &self.limits)
    }

    fn keep_long_cells(&mut self, row: &Row<'_>) -> Result<(), XlsxError> {
        for (cell, column) in row.cells.iter().zip(&self.header) {
            if !matches!(
                cells::cut(cell, self.limits.cell),
                std::borrow::Cow::Borrowed(_)
            ) {
                let texts = match &mut self.texts {
                    Some(texts) => texts,
                    None => self
                        .texts
                        .insert(FullTexts::new(&mut self.workbook, &self.look)?),
                };
                texts.add(&row.cells[0], column, cell, self.limits)?;
            }
        }
        Ok(())
    }

    fn save(mut self) -> io::Result<()> {
        let mut packed = match self.target.folder() {
            Some(folder) => tempfile::tempfile_in(folder),
            None => tempfile::tempfile(),
        }?;
        guarded(|| self.assemble(&mut packed))?;
        io::Seek::rewind(&mut packed)?;
        io::copy(&mut packed, &mut self.target)?;
        self.target.flush()?;
        self.target.commit()
    }

    fn assemble(&mut self, packed: &mut std::fs::File) -> Result<(), XlsxError> {
        // What replaces the part is never written.
        let unused = Part::new(&mut self.workbook, &self.look, &self.header, 0)?;
        let last = std::mem::replace(&mut self.part, unused);
        self.full.push(last.finish(&self.header)?);
        let names: Vec<String> = self.full.iter().map(Worksheet::name).collect();
        for sheet in self.full.drain(..) {
            self.workbook.push_worksheet(sheet);
        }
        let summary = summary::sheet(&self.tally, &names, &self.look)?;
        self.workbook.push_worksheet(summary);
        let readme = readme::sheet(&self.about, &self.header, &self.look)?;
        self.workbook.push_worksheet(readme);
        if let Some(texts) = self.texts.take() {
            self.workbook.push_worksheet(texts.finish());
        }
        let properties = DocProperties::new()
            .set_title("Claims")
            .set_comment("Written by sayso");
        // The same input gives the same bytes.
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
        self.workbook
            .set_properties(&properties.set_creation_datetime(&day));
        self.workbook.save_to_writer(packed)
    }
}

impl Table for Book {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        guarded(|| self.write(row))
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.save()
    }
}

/// The library panics where a temporary file cannot be written.
fn guarded(write: impl FnOnce() -> Result<(), XlsxError>) -> io::Result<()> {
    match catch_unwind(AssertUnwindSafe(write)) {
        Ok(written) => written.map_err(io_error),
        Err(_) => Err(io::Error::new(
            io::ErrorKind::StorageFull,
            "a temporary file beside it cannot be written",
        )),
    }
}

fn io_error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other.to_string()),
    }
}
