//! One row in memory, and the cells that spreadsheet programs save.

use super::{ALWAYS, Layout};

/// Columns with text as people write it, which is left as it is.
const PROSE: [&str; 3] = ["note", "example", "counter_example"];
/// The place of `remove` among them.
pub const REMOVES: usize = 1;
/// What a cell may hold that takes an entry out.
const REMOVE: [&str; 4] = ["x", "yes", "true", "1"];
/// Between the cells of a row in memory.
const UNIT: char = '\u{1f}';
/// Begins the first cell of a row that is a comment.
const COMMENT: char = '#';

/// One row of a dictionary.
#[derive(Debug, Clone)]
pub struct Row {
    /// Index into [`super::Table::files`].
    pub file: u16,
    /// The row takes an entry out.
    pub(super) removes: bool,
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
    pub(super) fn nth(&self, place: usize) -> &str {
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

/// A row of these cells, with what spreadsheet programs put into them taken back.
pub fn packed(layout: &Layout, file: u16, line: u32, cells: &[&str]) -> Row {
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
pub fn is_comment(cell: &str) -> bool {
    cell.trim_start()
        .strip_prefix(COMMENT)
        .is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// As [`str::trim`], quicker where there is nothing to trim.
pub fn trimmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [] => cell,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
        _ => cell.trim(),
    }
}

/// Whether a cell is as [`normal`] leaves it.
fn is_normal(cell: &str) -> bool {
    // Without a way out of the loop, so that many bytes are looked at together.
    let plain = |all, b: u8| all & (b.is_ascii() & (b >= b' '));
    if cell.bytes().fold(true, plain) {
        return true;
    }
    !cell.contains(['\n', '\r', '‘', '’', '“', '”', '„', '…', '\u{a0}', UNIT])
}

/// Takes back what spreadsheet programs put in while somebody types.
pub fn normal(cell: &str) -> String {
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
