//! Tables as spreadsheet programs save them: CSV of any delimiter and encoding, XLSX, ODS.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use calamine::{Data, Range, Reader, Sheets};
use rustc_hash::FxHashMap;

use crate::claim::COLUMNS;
use crate::input::decode;
use crate::output::excel::{self, GUARD_COLUMN, GUARDED};
use crate::output::xlsx::{FULL_TEXTS, cells::CUT_MARK};

/// The header stands among the first rows, under a title perhaps.
const HEADER_WITHIN: usize = 20;

/// Three known names are enough for a header: others may be renamed or left out.
const HEADER_NAMES: usize = 3;

/// Bytes of a CSV table by which its form is told.
const BEGINNING: u64 = 64 * 1024;

/// A table as it lies in a file; the parts of a workbook one behind the other.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The file.
    pub path: PathBuf,
    /// Names of the columns as the file has them.
    pub header: Vec<String>,
    /// The rows below it; each has as many cells as the header.
    pub rows: Vec<SheetRow>,
}

/// A row and where it lies.
#[derive(Debug, Clone)]
pub struct SheetRow {
    /// The sheet of a workbook.
    pub sheet: Option<Arc<str>>,
    /// Counted from 1, the header among them.
    pub row: usize,
    /// The cells.
    pub cells: Vec<String>,
}

impl SheetRow {
    /// Names one of its cells as spreadsheet programs do.
    pub fn cell_name(&self, column: usize) -> String {
        let cell = format!("cell {}{}", column_letters(column), self.row);
        match &self.sheet {
            Some(sheet) => format!("{cell} of the sheet {sheet}"),
            None => cell,
        }
    }
}

/// Why a table cannot be read: full sentences.
#[derive(Debug)]
pub struct Error(pub String);

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

/// Which rows are wanted, told by the header: those in which one of these columns is filled, or all.
pub type Wanted = dyn Fn(&[String]) -> Option<Vec<usize>>;

/// Reads a table; what it is, its bytes tell.
///
/// # Errors
/// A file that cannot be read, is no table, or has no header.
pub fn read(path: &Path) -> Result<Sheet, Error> {
    read_rows(path, &|_| None)
}

/// Reads the wanted rows of a table. Of CSV in UTF-8 no others are ever kept in memory.
///
/// # Errors
/// A file that cannot be read, is no table, or has no header.
pub fn read_rows(path: &Path, wanted: &Wanted) -> Result<Sheet, Error> {
    let told = |why: String| Error(format!("{}: {why}", path.display()));
    let unread = |error: io::Error| told(unreadable(&error));
    let (header, rows) = match streamed(path, wanted).map_err(unread)? {
        Some(table) => table,
        None => whole(fs::read(path).map_err(unread)?, wanted).map_err(told)?,
    };
    let path = path.to_path_buf();
    let mut sheet = Sheet { path, header, rows };
    unguard(&mut sheet);
    Ok(sheet)
}

fn whole(bytes: Vec<u8>, wanted: &Wanted) -> Result<Rows, String> {
    if !is_workbook(&bytes) {
        return csv_table(bytes, wanted);
    }
    let (header, mut rows) = workbook(bytes)?;
    if let Some(columns) = wanted(&header) {
        rows.retain(|row| columns.iter().any(|at| is_filled(row.cells.get(*at))));
    }
    Ok((header, rows))
}

fn is_filled(cell: Option<impl AsRef<str>>) -> bool {
    cell.is_some_and(|cell| !cell.as_ref().trim().is_empty())
}

/// The table, if it is CSV in UTF-8 without a fault.
fn streamed(path: &Path, wanted: &Wanted) -> io::Result<Option<Rows>> {
    let mut file = File::open(path)?;
    let mut beginning = Vec::new();
    file.by_ref().take(BEGINNING).read_to_end(&mut beginning)?;
    // NUL bytes are those of a workbook, or of UTF-16.
    if is_workbook(&beginning) || memchr::memchr(0, &beginning).is_some() {
        return Ok(None);
    }
    let text = beginning
        .utf8_chunks()
        .next()
        .map_or("", |chunk| chunk.valid());
    let table = without_preamble(text);
    let delimiter = delimiter_of(table);
    let skipped = text.len() - table.len();
    let rest = Cursor::new(&beginning[skipped..]).chain(BufReader::new(file));
    match table_of(csv_reader(rest, delimiter), wanted) {
        Err(error) => match error.into_kind() {
            csv::ErrorKind::Io(error) => Err(error),
            _ => Ok(None),
        },
        Ok(found) => Ok(found),
    }
}

fn unreadable(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file (check its name)".to_owned(),
        _ => format!("it cannot be read: {error} (check that it is a file you may read)"),
    }
}

/// A zip archive (XLSX, ODS) or a compound file (XLS).
fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

type Rows = (Vec<String>, Vec<SheetRow>);

fn csv_table(bytes: Vec<u8>, wanted: &Wanted) -> Result<Rows, String> {
    let text = decode::decode(bytes).map_err(|error| error.to_string())?;
    let table = without_preamble(&text);
    table_of(csv_reader(table.as_bytes(), delimiter_of(table)), wanted)
        .map_err(|error| format!("it is no CSV table: {error} (save it anew)"))?
        .ok_or_else(no_header)
}

/// Without a byte order mark, and a line that some programs put first to tell the delimiter.
fn without_preamble(text: &str) -> &str {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    match text.split_once('\n') {
        Some((first, rest)) if first.to_ascii_lowercase().starts_with("sep=") => rest,
        _ => text,
    }
}

/// The header and the wanted rows; nothing without a header.
fn table_of<R: Read>(mut reader: csv::Reader<R>, wanted: &Wanted) -> csv::Result<Option<Rows>> {
    let mut table: Option<Rows> = None;
    let mut columns = None;
    for (record, number) in reader.records().zip(1..) {
        let record = record?;
        let cells = || record.iter().map(str::to_owned).collect::<Vec<_>>();
        let filled = |columns: &Vec<usize>| columns.iter().any(|at| is_filled(record.get(*at)));
        match &mut table {
            None if known_columns(record.iter()) >= HEADER_NAMES => {
                let header = trimmed(cells());
                columns = wanted(&header);
                table = Some((header, Vec::new()));
            }
            None if number >= HEADER_WITHIN => break,
            None => {}
            Some((header, rows)) if columns.as_ref().is_none_or(filled) => {
                push(rows, header, None, number, cells());
            }
            Some(_) => {}
        }
    }
    Ok(table)
}

fn csv_reader<R: Read>(bytes: R, delimiter: u8) -> csv::Reader<R> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(bytes)
}

/// The delimiter that makes most known columns of the first rows.
fn delimiter_of(text: &str) -> u8 {
    let known = |delimiter: &u8| {
        let mut reader = csv_reader(text.as_bytes(), *delimiter);
        let rows = reader.records().take(HEADER_WITHIN).flatten();
        rows.map(|row| known_columns(row.iter())).max().unwrap_or(0)
    };
    // The last of equals wins.
    [b'|', b'\t', b';', b',']
        .into_iter()
        .max_by_key(known)
        .unwrap_or(b',')
}

fn workbook(bytes: Vec<u8>) -> Result<Rows, String> {
    let broken = |error: calamine::Error| {
        format!("it is no workbook that can be read: {error} (save it anew as .xlsx or .csv)")
    };
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(Arc::<[u8]>::from(bytes)))
        .map_err(broken)?;
    let names = book.sheet_names();
    let (mut header, mut rows): (Option<Vec<String>>, Vec<SheetRow>) = (None, Vec::new());
    for name in names.iter().filter(|name| *name != FULL_TEXTS) {
        let range = book.worksheet_range(name).map_err(broken)?;
        let Some((found, below)) = sheet_rows(name, &range) else {
            continue;
        };
        match &header {
            None => {
                header = Some(found);
                rows = below;
            }
            // A part of the same table, its columns perhaps in another order.
            Some(first) => rows.extend(below.into_iter().map(|row| reordered(row, &found, first))),
        }
    }
    let header = header.ok_or_else(no_header)?;
    if names.iter().any(|name| name == FULL_TEXTS) {
        restore_long_cells(&mut book, &header, &mut rows).map_err(broken)?;
    }
    Ok((header, rows))
}

fn sheet_rows(name: &str, range: &Range<Data>) -> Option<Rows> {
    let (first, _) = range.start()?;
    let name: Arc<str> = name.into();
    let mut rows = Vec::new();
    let mut header: Option<Vec<String>> = None;
    for (row, number) in range.rows().zip(first as usize + 1..) {
        let cells: Vec<String> = row.iter().map(cell_text).collect();
        match &header {
            None if is_header(&cells) => header = Some(trimmed(cells)),
            None if rows.len() + number > HEADER_WITHIN + first as usize => return None,
            None => {}
            Some(header) => push(&mut rows, header, Some(&name), number, cells),
        }
    }
    header.map(|header| (header, rows))
}

fn push(
    rows: &mut Vec<SheetRow>,
    header: &[String],
    sheet: Option<&Arc<str>>,
    row: usize,
    mut cells: Vec<String>,
) {
    if cells.iter().all(String::is_empty) {
        return;
    }
    cells.resize(header.len(), String::new());
    let sheet = sheet.cloned();
    rows.push(SheetRow { sheet, row, cells });
}

fn reordered(mut row: SheetRow, from: &[String], to: &[String]) -> SheetRow {
    if from != to {
        let of = |name: &String| from.iter().position(|known| known == name);
        let cell = |name| of(name).map(|at| row.cells[at].clone()).unwrap_or_default();
        row.cells = to.iter().map(cell).collect();
    }
    row
}

/// A cell as CSV would write it; dates as ISO has them.
fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => date,
                _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        Data::DateTimeIso(text) => text.trim_end_matches("T00:00:00").to_owned(),
        other => other.to_string(),
    }
}

fn restore_long_cells<R: std::io::Read + std::io::Seek>(
    book: &mut Sheets<R>,
    header: &[String],
    rows: &mut [SheetRow],
) -> Result<(), calamine::Error> {
    let mut texts: FxHashMap<(String, String), String> = FxHashMap::default();
    for row in book.worksheet_range(FULL_TEXTS)?.rows().skip(1) {
        if let [id, column, _, text, ..] = row {
            let key = (cell_text(id), cell_text(column));
            texts.entry(key).or_default().push_str(&cell_text(text));
        }
    }
    let id_at = header.iter().position(|name| name == "claim_id");
    let Some(id_at) = id_at else { return Ok(()) };
    for row in rows {
        let id = row.cells[id_at].clone();
        for (cell, column) in row.cells.iter_mut().zip(header) {
            if cell.ends_with(CUT_MARK)
                && let Some(text) = texts.get(&(id.clone(), column.clone()))
            {
                cell.clone_from(text);
            }
        }
    }
    Ok(())
}

/// Turns back what the form for spreadsheets changed, and takes its column out.
fn unguard(sheet: &mut Sheet) {
    let Some(at) = sheet.header.iter().position(|name| name == GUARD_COLUMN) else {
        return;
    };
    sheet.header.remove(at);
    for row in &mut sheet.rows {
        if row.cells.remove(at).trim().eq_ignore_ascii_case(GUARDED) {
            for cell in &mut row.cells {
                *cell = excel::unguard(cell).into_owned();
            }
        }
    }
}

fn trimmed(cells: Vec<String>) -> Vec<String> {
    let mut cells: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

fn is_header(cells: &[String]) -> bool {
    known_columns(cells.iter().map(String::as_str)) >= HEADER_NAMES
}

fn known_columns<'a>(cells: impl Iterator<Item = &'a str>) -> usize {
    let known = |cell: &str| COLUMNS.iter().any(|column| *column == plain_name(cell));
    cells.filter(|cell| known(cell)).count()
}

/// A column's name, letter case and spaces aside.
pub(super) fn plain_name(name: &str) -> String {
    let plain = name.trim().trim_start_matches('\u{FEFF}').to_lowercase();
    plain.replace([' ', '-'], "_")
}

fn no_header() -> String {
    "no row of it is the header of a table of claims (its first row must name the columns, such \
     as claim_id and review)"
        .to_owned()
}

/// `A`, …, `Z`, `AA`, ….
pub fn column_letters(column: usize) -> String {
    let (mut rest, mut letters) = (column + 1, Vec::new());
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        let letters = [0, 25, 26, 701, 702].map(column_letters);
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_columns() {
        assert_eq!(delimiter_of("claim_id;review;kind\nc1;a,b,c;d\n"), b';');
        assert_eq!(delimiter_of("Claim ID\tReview\tkind\n"), b'\t');
        assert_eq!(delimiter_of("claim_id,review,kind\n"), b',');
    }
}
