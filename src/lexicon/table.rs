//! Dictionaries as tables: CSV as spreadsheets save it, with the place of every cell.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

/// What a dictionary is called, its columns, and what makes two of its rows the same entry.
#[derive(Debug)]
pub struct Layout {
    /// File name without folder.
    pub file: &'static str,
    /// All columns but `note` and `remove`, which every dictionary may have.
    pub columns: &'static [&'static str],
    /// Columns that name the entry; the first must not be empty.
    pub key: &'static [&'static str],
}

/// Columns that any dictionary may have.
const ALWAYS: [&str; 4] = ["note", "remove", "example", "counter_example"];

/// A fault in a lexicon file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, as the user knows it.
    pub file: String,
    /// Line, counted from 1; 0 for the file as a whole.
    pub line: u64,
    /// Column name, or empty.
    pub column: String,
    /// What is wrong and what to do, a full sentence.
    pub message: String,
    /// The row itself, or empty.
    pub row: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.column.is_empty() {
            write!(f, ", column {}", self.column)?;
        }
        write!(f, ": {}", self.message)?;
        if self.row.is_empty() {
            return Ok(());
        }
        write!(f, "\n    {}", self.row)
    }
}

/// One row of a dictionary.
#[derive(Debug, Clone)]
pub struct Row {
    /// Index into [`Table::files`].
    pub file: u16,
    /// Line in that file, counted from 1.
    pub line: u32,
    /// Cells in the order of the layout's columns, then [`ALWAYS`]; trimmed.
    cells: Vec<Box<str>>,
}

/// A dictionary with all overlays laid over it.
#[derive(Debug)]
pub struct Table {
    /// Name, columns and key.
    pub layout: &'static Layout,
    /// Where rows come from.
    pub files: Vec<String>,
    /// Rows in the order of the files.
    pub rows: Vec<Row>,
    keys: FxHashMap<String, usize>,
}

impl Table {
    /// An empty dictionary.
    pub fn new(layout: &'static Layout) -> Self {
        Table {
            layout,
            files: Vec::new(),
            rows: Vec::new(),
            keys: FxHashMap::default(),
        }
    }

    /// The cell of a row; empty if the column is none of this dictionary.
    pub fn cell<'r>(&self, row: &'r Row, column: &str) -> &'r str {
        position(self.layout, column)
            .and_then(|i| row.cells.get(i))
            .map_or("", |c| c)
    }

    /// Several forms in one cell, parted by `|`.
    pub fn forms<'r>(&self, row: &'r Row, column: &str) -> impl Iterator<Item = &'r str> {
        self.cell(row, column).split('|').map(str::trim).filter(|f| !f.is_empty())
    }

    /// A fault in a row of this dictionary.
    pub fn fault(&self, row: &Row, column: &str, message: String) -> Fault {
        Fault {
            file: self.files[row.file as usize].clone(),
            line: u64::from(row.line),
            column: column.to_owned(),
            message,
            row: row.cells.iter().map(|c| &**c).collect::<Vec<_>>().join(",").trim_end_matches(',').to_owned(),
        }
    }

    /// Lays the rows of a CSV text over this dictionary: a row with the key of an earlier one takes
    /// its place, or takes it out if its `remove` cell is filled.
    pub fn lay(&mut self, name: String, text: &str, faults: &mut Vec<Fault>) {
        let file = self.files.len() as u16;
        self.files.push(name);
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .delimiter(delimiter(text))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let Some(columns) = self.header(&mut reader, file, faults) else {
            return;
        };
        let mut seen = FxHashMap::default();
        for record in reader.records() {
            match record {
                Err(e) => faults.push(self.file_fault(file, e.position().map_or(0, csv::Position::line), e.to_string())),
                Ok(record) => self.lay_record(file, &columns, &record, &mut seen, faults),
            }
        }
    }

    fn lay_record(
        &mut self,
        file: u16,
        columns: &[Option<usize>],
        record: &csv::StringRecord,
        seen: &mut FxHashMap<String, u32>,
        faults: &mut Vec<Fault>,
    ) {
        if record.iter().all(str::is_empty) || record.get(0).is_some_and(|c| c.starts_with("# ")) {
            return;
        }
        let mut cells = vec![Box::default(); self.layout.columns.len() + ALWAYS.len()];
        for (cell, column) in record.iter().zip(columns) {
            if let Some(column) = column {
                cells[*column] = cell.into();
            }
        }
        let row = Row {
            file,
            line: record.position().map_or(0, |p| p.line() as u32),
            cells,
        };
        let column = self.layout.key[0];
        if self.cell(&row, column).is_empty() {
            faults.push(self.fault(&row, column, format!("This cell must not be empty; fill in {column}, or delete the row.")));
            return;
        }
        let key = self.key(&row);
        if let Some(line) = seen.insert(key.clone(), row.line) {
            faults.push(self.fault(&row, self.layout.key[0], format!("This entry stands in line {line} already; keep one of the two.")));
            return;
        }
        self.place(key, row);
    }

    fn place(&mut self, key: String, row: Row) {
        let remove = !self.cell(&row, "remove").is_empty();
        match (self.keys.get(&key).copied(), remove) {
            (Some(at), false) => self.rows[at] = row,
            (Some(at), true) => {
                self.rows[at].cells.clear();
                self.keys.remove(&key);
            }
            (None, false) => {
                self.keys.insert(key, self.rows.len());
                self.rows.push(row);
            }
            (None, true) => {}
        }
    }

    /// Takes out the rows that an overlay removed.
    pub fn settle(&mut self) {
        self.rows.retain(|r| !r.cells.is_empty());
        self.keys.clear();
    }

    fn key(&self, row: &Row) -> String {
        let parts: Vec<&str> = self.layout.key.iter().map(|k| self.cell(row, k)).collect();
        parts.join("\u{1f}")
    }

    fn header(
        &self,
        reader: &mut csv::Reader<&[u8]>,
        file: u16,
        faults: &mut Vec<Fault>,
    ) -> Option<Vec<Option<usize>>> {
        let header = match reader.headers() {
            Ok(h) => h.clone(),
            Err(e) => {
                faults.push(self.file_fault(file, 1, e.to_string()));
                return None;
            }
        };
        let before = faults.len();
        let columns = header
            .iter()
            .map(|name| {
                let at = position(self.layout, name.trim_start_matches('\u{feff}'));
                if at.is_none() && !name.is_empty() {
                    faults.push(self.unknown_column(file, name));
                }
                at
            })
            .collect();
        for key in self.layout.key {
            if !header.iter().any(|h| h.trim_start_matches('\u{feff}') == *key) {
                faults.push(self.file_fault(file, 1, format!("The column {key} is missing; add it to the header.")));
            }
        }
        (faults.len() == before).then_some(columns)
    }

    fn unknown_column(&self, file: u16, name: &str) -> Fault {
        let known = self.layout.columns.iter().chain(&ALWAYS).copied();
        let hint = did_you_mean(name, known.clone());
        let list = known.collect::<Vec<_>>().join(", ");
        let mut fault = self.file_fault(file, 1, format!("There is no column {name:?}{hint} Columns are: {list}."));
        fault.column = name.to_owned();
        fault
    }

    fn file_fault(&self, file: u16, line: u64, message: String) -> Fault {
        Fault {
            file: self.files[file as usize].clone(),
            line,
            column: String::new(),
            message,
            row: String::new(),
        }
    }
}

fn position(layout: &Layout, column: &str) -> Option<usize> {
    let own = layout.columns.iter().position(|c| *c == column);
    own.or_else(|| ALWAYS.iter().position(|c| *c == column).map(|i| layout.columns.len() + i))
}

/// `; did you mean "x"?` for the nearest of `known`, else a full stop.
pub fn did_you_mean<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> String {
    let best = known
        .map(|k| (strsim::jaro_winkler(&word.to_lowercase(), &k.to_lowercase()), k))
        .filter(|(score, _)| *score > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    best.map_or(".".to_owned(), |(_, k)| format!("; did you mean {k:?}?"))
}

/// Comma, semicolon or tab: whichever the header line has most of.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or("");
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|d| (header.bytes().filter(|b| b == d).count(), *d == b','))
        .unwrap_or(b',')
}

/// Reads a dictionary file of an overlay.
///
/// # Errors
/// A fault that names the file.
pub fn read(path: &Path) -> Result<String, Fault> {
    let fault = |message: String| Fault {
        file: path.display().to_string(),
        line: 0,
        column: String::new(),
        message,
        row: String::new(),
    };
    let bytes = std::fs::read(path).map_err(|e| fault(format!("The file can't be read: {e}.")))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    String::from_utf8(bytes.to_vec())
        .map_err(|e| fault(format!("Byte {} is no UTF-8; save the file as CSV in UTF-8.", e.utf8_error().valid_up_to())))
}

/// Where a file of an overlay would lie.
pub fn path_in(folder: &Path, layout: &Layout) -> PathBuf {
    folder.join(layout.file)
}
