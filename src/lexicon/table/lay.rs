//! Reads a sheet, its header first, and lays its rows over a dictionary.

use rustc_hash::FxHashMap;

use super::row::{REMOVES, is_comment, normal, packed, trimmed};
use super::{ALWAYS, Row, Table, position};
use crate::lexicon::fault::{Findings, did_you_mean};
use crate::lexicon::sheet::{Content, Sheet, delimiter, line_of, without_separator_line};

/// One file on its way into a table.
pub struct Layer {
    pub(super) file: u16,
    /// Where each column of the file goes; empty before the header.
    pub(super) columns: Vec<Option<usize>>,
    /// Line of each key of this file that removes what is not there.
    pub(super) without: FxHashMap<u64, u32>,
}

impl Table {
    /// Lays the rows of a sheet over this dictionary: a row with the key of an earlier one takes
    /// its place, or takes it out if its `remove` cell is filled.
    pub fn lay(&mut self, sheet: Sheet, found: &mut Findings) {
        let file = self.files.len() as u16;
        self.files.push(sheet.name);
        let layer = Layer {
            file,
            columns: Vec::new(),
            without: FxHashMap::default(),
        };
        match sheet.content {
            Content::Text(text) => self.lay_text(layer, &text, found),
            Content::Cells(rows) => self.lay_cells(layer, &rows, found),
        }
    }

    fn lay_text(&mut self, mut layer: Layer, text: &str, found: &mut Findings) {
        let (text, skipped) = without_separator_line(text);
        let knows = |c: &str| position(self.layout, c).is_some();
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .delimiter(delimiter(text, knows))
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let mut last = 0;
        loop {
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {
                    last = line_of(text, &record) + skipped;
                    if !self.lay_record(&mut layer, last as u32, record.iter(), found) {
                        return;
                    }
                }
                Err(e) => {
                    let line = e.position().map_or(0, csv::Position::line) + skipped;
                    found.faults.push(self.at(
                        layer.file,
                        line,
                        format!("This row can't be read: {e}."),
                    ));
                }
            }
        }
        if memchr::memchr_iter(b'"', text.as_bytes()).count() % 2 == 1 {
            let message = "A quotation mark opens in this row or before it and never closes; the file is half saved, or a mark \
                 in a cell is not doubled. Save it again from the spreadsheet.";
            found
                .faults
                .push(self.at(layer.file, last, message.to_owned()));
        }
    }

    fn lay_cells(&mut self, mut layer: Layer, rows: &[(u32, Vec<String>)], found: &mut Findings) {
        for (line, cells) in rows {
            if !self.lay_record(&mut layer, *line, cells.iter().map(String::as_str), found) {
                return;
            }
        }
    }

    /// The first record is the header; false where it is so wrong that no row can be read.
    fn lay_record<'c>(
        &mut self,
        layer: &mut Layer,
        line: u32,
        record: impl Iterator<Item = &'c str> + Clone,
        found: &mut Findings,
    ) -> bool {
        if record.clone().all(|c| trimmed(c).is_empty()) {
            return true;
        }
        if layer.columns.is_empty() {
            let header: Vec<String> = record
                .map(|c| normal(c.trim()).to_ascii_lowercase())
                .collect();
            return self.header(layer, line, &header, found);
        }
        if record.clone().next().is_some_and(is_comment) {
            return true;
        }
        if let Some(row) = self.row(layer, line, record, found) {
            self.place(layer, row, found);
        }
        true
    }

    fn header(
        &self,
        layer: &mut Layer,
        line: u32,
        header: &[String],
        found: &mut Findings,
    ) -> bool {
        let before = found.faults.len();
        layer.columns = header
            .iter()
            .map(|name| position(self.layout, name))
            .collect();
        let at = |message| self.at(layer.file, u64::from(line), message);
        let cells = || header.iter().map(String::as_str);
        for (i, name) in header.iter().enumerate() {
            if let Some(why) = self.bad_column(name, &header[..i]) {
                let mut fault = at(why);
                fault.column = name.clone();
                found.faults.push(fault.marking(cells(), Some(i)));
            }
        }
        let needed = |k: &&&str| !self.layout.optional.contains(k);
        for key in self.layout.key.iter().filter(needed) {
            if cells().all(|h| h != *key) {
                let message = format!(
                    "The column {key:?} is missing; the first row must name the columns, this one among them."
                );
                found.faults.push(at(message).marking(cells(), None));
            }
        }
        found.faults.len() == before
    }

    /// What is wrong with a column of a header, behind others.
    fn bad_column(&self, name: &str, before: &[String]) -> Option<String> {
        if name.is_empty() {
            return None;
        }
        if position(self.layout, name).is_none() {
            return Some(self.unknown_column(name));
        }
        let twice = || format!("The column {name:?} stands here twice; delete one of the two.");
        before.iter().any(|b| b == name).then(twice)
    }

    fn unknown_column(&self, name: &str) -> String {
        let known = self.layout.columns.iter().chain(&ALWAYS).copied();
        let hint = did_you_mean(name, known.clone());
        let list = known.collect::<Vec<_>>().join(", ");
        format!("There is no column {name:?}{hint} The columns are {list}.")
    }

    fn row<'c>(
        &self,
        layer: &Layer,
        line: u32,
        record: impl Iterator<Item = &'c str>,
        found: &mut Findings,
    ) -> Option<Row> {
        let mut cells = vec![""; self.layout.columns.len() + ALWAYS.len()];
        let mut lost = None;
        for (i, cell) in record.enumerate() {
            match layer.columns.get(i).copied().flatten() {
                Some(column) => cells[column] = trimmed(cell),
                None if !cell.trim().is_empty() => lost = Some((i, cell)),
                None => {}
            }
        }
        let row = packed(self.layout, layer.file, line, &cells);
        if let Some((i, cell)) = lost {
            let message = format!(
                "Cell {} ({:?}) stands under no column; give the column a name, or put a cell that holds the separator \
                 in quotation marks.",
                i + 1,
                cell.trim()
            );
            found.faults.push(self.fault(&row, "", message));
            return None;
        }
        let first = self.layout.key[0];
        if cells[self.key[0]].is_empty() {
            let message =
                format!("This cell must not be empty; fill in the {first}, or delete the row.");
            found.faults.push(self.fault(&row, first, message));
            return None;
        }
        let remove = cells[self.layout.columns.len() + REMOVES];
        if !remove.is_empty() && !row.removes {
            let message = format!(
                "{remove:?} says neither yes nor no; write x to remove the entry, else leave the cell empty."
            );
            found.faults.push(self.fault(&row, "remove", message));
        }
        Some(row)
    }
}
