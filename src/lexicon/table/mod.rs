//! Dictionaries as tables: rows of all overlays over those of the base, with the place of every cell.
//!
//! `lay.rs` reads a sheet's header and rows, `overlay.rs` lays a row over the rows that are there, and
//! `row.rs` keeps its cells.

mod lay;
mod overlay;
mod row;

use rustc_hash::FxHashMap;

use super::fault::Fault;
use super::values::Values;
pub use row::{Row, forms_in};

/// What a dictionary is called, its columns, and what makes two of its rows the same entry.
#[derive(Debug)]
pub struct Layout {
    /// File name without folder.
    pub file: &'static str,
    /// All columns but those of [`ALWAYS`], which every dictionary may have.
    pub columns: &'static [&'static str],
    /// Columns that name the entry; the first must not be empty.
    pub key: &'static [&'static str],
    /// Columns of the key that a file need not have.
    pub optional: &'static [&'static str],
    /// What cells of some columns may hold.
    pub values: &'static [(&'static str, Values)],
}

/// Columns that any dictionary may have.
pub const ALWAYS: [&str; 4] = ["note", "remove", "example", "counter_example"];

/// A dictionary with all overlays laid over it.
#[derive(Debug)]
pub struct Table {
    /// Name, columns and key.
    pub layout: &'static Layout,
    /// Where rows come from.
    pub files: Vec<String>,
    /// Rows in the order of the files.
    pub rows: Vec<Row>,
    /// Number of the first file of an overlay.
    pub overlays_from: u16,
    /// Places of the columns of its key.
    key: Vec<usize>,
    /// Place of the id in its key, which rows may leave empty.
    id: Option<usize>,
    /// Rows by the hash of their key.
    keys: FxHashMap<u64, u32>,
}

impl Table {
    /// An empty dictionary.
    pub fn new(layout: &'static Layout) -> Self {
        Table {
            layout,
            files: Vec::new(),
            rows: Vec::new(),
            overlays_from: u16::MAX,
            key: layout
                .key
                .iter()
                .filter_map(|column| position(layout, column))
                .collect(),
            id: position(layout, "id").filter(|_| layout.key.contains(&"id")),
            keys: FxHashMap::default(),
        }
    }

    /// The cell of a row; empty if the column is none of this dictionary.
    pub fn cell<'r>(&self, row: &'r Row, column: &str) -> &'r str {
        position(self.layout, column).map_or("", |i| row.nth(i))
    }

    /// The places of some columns, for [`Row::some`].
    pub fn places<const N: usize>(&self, columns: [&str; N]) -> [usize; N] {
        columns.map(|column| position(self.layout, column).unwrap_or(usize::MAX))
    }

    /// Several forms in one cell, parted by `|`.
    pub fn forms<'r>(&self, row: &'r Row, column: &str) -> impl Iterator<Item = &'r str> {
        forms_in(self.cell(row, column))
    }

    /// A fault in a row of this dictionary.
    pub fn fault(&self, row: &Row, column: &str, message: String) -> Fault {
        let mut fault = Fault::at(
            self.files[row.file as usize].clone(),
            u64::from(row.line),
            message,
        );
        fault.column = column.to_owned();
        fault.marking(row.cells(), position(self.layout, column))
    }

    /// What comes from now on is laid over the base.
    pub fn begin_overlays(&mut self) {
        self.overlays_from = self.files.len() as u16;
    }

    /// Takes out the rows that an overlay removed.
    pub fn settle(&mut self) {
        self.rows.retain(|r| !r.removes);
        self.keys = FxHashMap::default();
    }

    fn at(&self, file: u16, line: u64, message: String) -> Fault {
        Fault::at(self.files[file as usize].clone(), line, message)
    }
}

/// Where a column stands among the cells of a row.
pub fn position(layout: &Layout, column: &str) -> Option<usize> {
    let own = layout.columns.iter().position(|c| *c == column);
    own.or_else(|| {
        ALWAYS
            .iter()
            .position(|c| *c == column)
            .map(|i| layout.columns.len() + i)
    })
}
