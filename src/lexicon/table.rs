//! Dictionaries as tables: rows of all overlays over those of the base, with the place of every cell.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64_with_seed;

pub use super::fault::{Fault, did_you_mean};
use super::fault::{Findings, nearest};
use super::sheet::{Content, Sheet, delimiter, line_of, without_separator_line};
use super::values::Values;

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
/// Columns with text as people write it, which is left as it is.
const PROSE: [&str; 3] = ["note", "example", "counter_example"];
/// The place of `remove` among them.
const REMOVES: usize = 1;
/// What a cell may hold that takes an entry out.
const REMOVE: [&str; 4] = ["x", "yes", "true", "1"];
/// Between the cells of a row in memory.
const UNIT: char = '\u{1f}';
/// Begins the first cell of a row that is a comment.
const COMMENT: char = '#';

/// One row of a dictionary.
#[derive(Debug, Clone)]
pub struct Row {
    /// Index into [`Table::files`].
    pub file: u16,
    /// The row takes an entry out.
    removes: bool,
    /// Line in that file, counted from 1.
    pub line: u32,
    /// Cells in the order of the layout's columns, then [`ALWAYS`], parted by [`UNIT`].
    cells: Box<str>,
}

impl Row {
    /// Its cells in the order of the layout's columns, then [`ALWAYS`].
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.split(UNIT)
    }

    /// Some of them by their places, quicker than one by one.
    pub fn some<const N: usize>(&self, places: [usize; N]) -> [&str; N] {
        let mut out = [""; N];
        let (mut start, mut at) = (0, 0);
        let units = self.cells.bytes().enumerate();
        let ends = units
            .filter(|(_, byte)| *byte == UNIT as u8)
            .map(|(i, _)| i);
        for end in ends.chain([self.cells.len()]) {
            for (place, out) in places.iter().zip(&mut out) {
                if *place == at {
                    *out = &self.cells[start..end];
                }
            }
            (start, at) = (end + 1, at + 1);
        }
        out
    }

    /// One of them.
    fn nth(&self, place: usize) -> &str {
        let bytes = self.cells.as_bytes();
        let mut ends = memchr::memchr_iter(UNIT as u8, bytes);
        let start = match place {
            0 => Some(0),
            _ => ends.nth(place - 1).map(|end| end + 1),
        };
        let end = ends.next().unwrap_or(bytes.len());
        start.map_or("", |start| &self.cells[start..end])
    }
}

/// Several forms in one cell, parted by `|`.
pub fn forms_in(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|f| !f.is_empty())
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

    fn place(&mut self, layer: &mut Layer, row: Row, found: &mut Findings) {
        let [key, nameless] = self.keys_of(&row);
        let nameless = Some(nameless).filter(|nameless| *nameless != key);
        let known = self.keys.get(&key).copied();
        let line_of = |at: &u32| {
            let earlier = &self.rows[*at as usize];
            (earlier.file == row.file).then_some(earlier.line)
        };
        let here = known.as_ref().and_then(line_of);
        if let Some(line) = here.or_else(|| layer.without.get(&key).copied()) {
            return self.twice(&row, key, line, found);
        }
        let bare = |at: &u32| self.rows[*at as usize].file != row.file;
        let at = known.or_else(|| {
            nameless
                .and_then(|k| self.keys.get(&k).copied())
                .filter(bare)
        });
        match at {
            None if row.removes => {
                layer.without.insert(key, row.line);
                found.warnings.push(self.removes_nothing(&row));
            }
            None => {
                self.keys.insert(key, self.rows.len() as u32);
                self.rows.push(row);
            }
            Some(at) => {
                self.compare(&row, at as usize, found);
                if let Some(nameless) = nameless {
                    self.keys.remove(&nameless);
                }
                self.keys.insert(key, at);
                self.rows[at as usize] = row;
            }
        }
    }

    /// The same entry twice in one file.
    fn twice(&self, row: &Row, key: u64, line: u32, found: &mut Findings) {
        let first = self.keys.get(&key).map(|at| &self.rows[*at as usize]);
        let first_column = self.layout.key[0];
        if first.is_some_and(|first| self.same(first, row)) {
            let message =
                format!("This entry stands in line {line} already; delete one of the two.");
            found.warnings.push(self.fault(row, first_column, message));
        } else {
            let message = format!(
                "This entry stands in line {line} already, with other cells; keep one of the two."
            );
            found.faults.push(self.fault(row, first_column, message));
        }
    }

    /// An entry of an overlay over one that is there already.
    fn compare(&self, row: &Row, at: usize, found: &mut Findings) {
        let earlier = &self.rows[at];
        let place = format!("{}:{}", self.files[earlier.file as usize], earlier.line);
        if self.same(earlier, row) {
            let message =
                format!("This entry stands in {place} already, with the same cells; delete it.");
            found
                .warnings
                .push(self.fault(row, self.layout.key[0], message));
        } else if earlier.file >= self.overlays_from {
            let does = |r: &Row| if r.removes { "removes" } else { "gives" };
            let column = self.first_difference(earlier, row);
            let message = format!(
                "This row {} the entry that {place} {} otherwise; two overlays must not contradict each other, so take one of the \
                 two rows out.",
                does(row),
                does(earlier)
            );
            found.faults.push(self.fault(row, column, message));
        }
    }

    fn same(&self, a: &Row, b: &Row) -> bool {
        let note = position(self.layout, "note").unwrap_or(usize::MAX);
        a.removes == b.removes
            && a.cells()
                .zip(b.cells())
                .enumerate()
                .all(|(i, (x, y))| i == note || x == y)
    }

    fn first_difference(&self, a: &Row, b: &Row) -> &'static str {
        let i = a
            .cells()
            .zip(b.cells())
            .position(|(x, y)| x != y)
            .unwrap_or(0);
        let columns = self.layout.columns;
        columns
            .get(i)
            .copied()
            .unwrap_or_else(|| ALWAYS[i.saturating_sub(columns.len())])
    }

    fn removes_nothing(&self, row: &Row) -> Fault {
        let key = self.layout.key[0];
        let names = self.rows.iter().map(|r| self.cell(r, key));
        let cell = self.cell(row, key);
        let same = self.rows.iter().find(|r| self.cell(r, key) == cell);
        let hint = match same {
            Some(other) => format!(
                ", only one with other cells in {}; fill in all of {}.",
                self.file_line(other),
                self.layout.key.join(", ")
            ),
            None => did_you_mean(cell, names),
        };
        self.fault(
            row,
            key,
            format!("There is no entry {cell:?} to remove{hint}"),
        )
    }

    fn file_line(&self, row: &Row) -> String {
        format!("{}:{}", self.files[row.file as usize], row.line)
    }

    /// Takes out the rows that an overlay removed.
    pub fn settle(&mut self) {
        self.rows.retain(|r| !r.removes);
        self.keys = FxHashMap::default();
    }

    /// Hashes of the cells that name the entry: with its id, and without; equal where it has none.
    fn keys_of(&self, row: &Row) -> [u64; 2] {
        let own = self.key.iter().filter(|place| Some(**place) != self.id);
        let nameless = own.fold(0, |hash, place| {
            xxh3_64_with_seed(row.nth(*place).as_bytes(), hash)
        });
        let id = self.id.map_or("", |place| row.nth(place));
        if id.is_empty() {
            return [nameless; 2];
        }
        [xxh3_64_with_seed(id.as_bytes(), nameless), nameless]
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
        for (i, name) in header.iter().enumerate() {
            let fault = if name.is_empty() {
                continue;
            } else if layer.columns[i].is_none() {
                self.unknown_column(name)
            } else if header[..i].contains(name) {
                format!("The column {name:?} stands here twice; delete one of the two.")
            } else {
                continue;
            };
            let mut fault = self.at(layer.file, u64::from(line), fault);
            fault.column = name.clone();
            found
                .faults
                .push(fault.marking(header.iter().map(String::as_str), Some(i)));
        }
        for key in self
            .layout
            .key
            .iter()
            .filter(|k| !self.layout.optional.contains(k))
        {
            if !header.iter().any(|h| h == key) {
                let message = format!(
                    "The column {key:?} is missing; the first row must name the columns, this one among them."
                );
                let fault = self.at(layer.file, u64::from(line), message);
                found
                    .faults
                    .push(fault.marking(header.iter().map(String::as_str), None));
            }
        }
        found.faults.len() == before
    }

    fn unknown_column(&self, name: &str) -> String {
        let known = self.layout.columns.iter().chain(&ALWAYS).copied();
        let hint = nearest(name, known.clone())
            .map_or(".".to_owned(), |k| format!("; did you mean {k:?}?"));
        let list = known.collect::<Vec<_>>().join(", ");
        format!("There is no column {name:?}{hint} The columns are {list}.")
    }

    fn at(&self, file: u16, line: u64, message: String) -> Fault {
        Fault::at(self.files[file as usize].clone(), line, message)
    }
}

/// One file on its way into a table.
struct Layer {
    file: u16,
    /// Where each column of the file goes; empty before the header.
    columns: Vec<Option<usize>>,
    /// Line of each key of this file that removes what is not there.
    without: FxHashMap<u64, u32>,
}

/// A row of these cells, with what spreadsheet programs put into them taken back.
fn packed(layout: &Layout, file: u16, line: u32, cells: &[&str]) -> Row {
    let mut packed = String::with_capacity(cells.iter().map(|c| c.len() + 1).sum());
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            packed.push(UNIT);
        }
        if is_normal(cell) || is_prose(layout, i) {
            packed.push_str(cell);
        } else {
            let in_key = |i| layout.key.contains(layout.columns.get(i).unwrap_or(&""));
            let between = if in_key(i) { " " } else { "|" };
            packed.push_str(&normal(&cell.replace(['\n', '\r'], between)));
        }
    }
    let remove = cells.get(layout.columns.len() + REMOVES).unwrap_or(&"");
    Row {
        file,
        removes: !remove.is_empty() && REMOVE.iter().any(|r| r.eq_ignore_ascii_case(remove)),
        line,
        cells: packed.into_boxed_str(),
    }
}

/// Whether a column holds text that is left as it is.
fn is_prose(layout: &Layout, place: usize) -> bool {
    let always = place.checked_sub(layout.columns.len());
    let prose = always.is_some_and(|i| PROSE.contains(&ALWAYS[i]));
    prose || layout.file.starts_with("boilerplate")
}

/// A mark of a comment is followed by a blank, so that `#hashtag` can be an entry.
fn is_comment(cell: &str) -> bool {
    cell.trim_start()
        .strip_prefix(COMMENT)
        .is_some_and(|rest| rest.starts_with(char::is_whitespace))
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

/// As [`str::trim`], quicker where there is nothing to trim.
fn trimmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [] => cell,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
        _ => cell.trim(),
    }
}

fn is_normal(cell: &str) -> bool {
    // Without a way out of the loop, so that many bytes are looked at together.
    let plain = |all, b: u8| all & (b.is_ascii() & (b >= b' '));
    if cell.bytes().fold(true, plain) {
        return true;
    }
    !cell.contains(['\n', '\r', '‘', '’', '“', '”', '„', '…', '\u{a0}', UNIT])
}

/// Takes back what spreadsheet programs put in while somebody types.
fn normal(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for c in cell.chars() {
        match c {
            '‘' | '’' => out.push('\''),
            '“' | '”' | '„' => out.push('"'),
            '…' => out.push_str("..."),
            '\u{a0}' | UNIT => out.push(' '),
            _ => out.push(c),
        }
    }
    let quoted =
        out.len() > 2 && out.starts_with('"') && out.ends_with('"') && !cell.starts_with('"');
    if quoted {
        out[1..out.len() - 1].to_owned()
    } else {
        out
    }
}
