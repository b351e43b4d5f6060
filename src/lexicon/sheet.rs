//! What spreadsheet programs save, as rows of cells: CSV in any usual encoding and with any usual
//! separator, and the sheets of .xlsx and .ods workbooks.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::fault::Fault;

/// Endings of files that hold one dictionary each.
pub const TEXT_ENDINGS: [&str; 4] = ["csv", "tsv", "tab", "txt"];
/// Endings of workbooks that hold a dictionary a sheet.
pub const BOOK_ENDINGS: [&str; 5] = ["xlsx", "ods", "xlsm", "xlsb", "xls"];

/// One table, as read.
#[derive(Debug)]
pub struct Sheet {
    /// The file, and the sheet in it, as the user knows them.
    pub name: String,
    /// What it holds.
    pub content: Content,
}

/// Cells, or text that is still to be cut into them.
#[derive(Debug)]
pub enum Content {
    /// Of a text file.
    Text(String),
    /// Of a workbook; the row number stands before each row.
    Cells(Vec<(u32, Vec<String>)>),
}

impl Sheet {
    /// A sheet of CSV text.
    pub fn of_text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Sheet {
            name: name.into(),
            content: Content::Text(text.into()),
        }
    }
}

/// Reads a file of text.
///
/// # Errors
/// A fault that names the file, where it can't be read or is no text.
pub fn read_text(path: &Path, warnings: &mut Vec<Fault>) -> Result<String, Fault> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|e| Fault::of_file(&name, unreadable(&e)))?;
    decode(&name, bytes, warnings)
}

fn unreadable(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => {
            "The file is locked, or you may not read it; close it in other programs, \
             or give yourself the right to read it."
                .to_owned()
        }
        std::io::ErrorKind::NotFound => "There is no such file; check its name.".to_owned(),
        _ => format!("The file can't be read: {error}. Close it in other programs and try again."),
    }
}

/// Bytes to text, without a byte order mark.
///
/// # Errors
/// A fault where they are empty, broken or no text.
pub fn decode(name: &str, bytes: Vec<u8>, warnings: &mut Vec<Fault>) -> Result<String, Fault> {
    let text = match utf16(&bytes) {
        Some(encoding) => encoding.decode(&bytes).0.into_owned(),
        None => match String::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(error) => old_encoding(name, error.as_bytes(), warnings),
        },
    };
    if text.trim().is_empty() {
        return Err(Fault::of_file(
            name,
            "The file is empty; it may be half saved. Save it again, or delete it.",
        ));
    }
    let broken = memchr::memchr(0, text.as_bytes()).or_else(|| text.find('\u{fffd}'));
    if let Some(at) = broken {
        let line = text[..at].matches('\n').count() as u64 + 1;
        let message = "This line holds bytes that are no text; the file may be half saved. Save it again as \"CSV UTF-8\".";
        return Err(Fault::at(name, line, message));
    }
    Ok(text)
}

fn utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let zeros = |parity: usize| {
        bytes
            .iter()
            .skip(parity)
            .step_by(2)
            .take(64)
            .filter(|b| **b == 0)
            .count()
    };
    match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ if zeros(1) > 8 && zeros(0) == 0 => Some(UTF_16LE),
        _ if zeros(0) > 8 && zeros(1) == 0 => Some(UTF_16BE),
        _ => None,
    }
}

fn old_encoding(name: &str, bytes: &[u8], warnings: &mut Vec<Fault>) -> String {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let encoding = if guess.name().starts_with("windows-125") {
        guess
    } else {
        WINDOWS_1252
    };
    let (text, _, _) = encoding.decode(bytes);
    let sample = text
        .split(|c: char| !c.is_alphanumeric())
        .find(|w| !w.is_ascii())
        .unwrap_or("");
    let message = format!(
        "The file is not saved in UTF-8; it is read as {}. Check that {sample:?} is right, and save it as \"CSV UTF-8\".",
        encoding.name()
    );
    warnings.push(Fault::of_file(name, message));
    text.into_owned()
}

/// Reads all sheets of a workbook, with their names.
///
/// # Errors
/// A fault that names the file.
pub fn read_book(path: &Path) -> Result<Vec<(String, Sheet)>, Fault> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|e| Fault::of_file(&name, unreadable(&e)))?;
    let broken = |e: &dyn std::fmt::Display| {
        Fault::of_file(
            &name,
            format!("The workbook can't be read: {e}. It may be half saved; save it again."),
        )
    };
    let mut book =
        calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|e| broken(&e))?;
    let mut out = Vec::new();
    for title in book.sheet_names() {
        let range = book.worksheet_range(&title).map_err(|e| broken(&e))?;
        let first = range.start().map_or(0, |(row, _)| row);
        let left = range.start().map_or(0, |(_, column)| column as usize);
        let rows = range.rows().enumerate().map(|(i, cells)| {
            let blank = std::iter::repeat_n(String::new(), left);
            (
                first + i as u32 + 1,
                blank.chain(cells.iter().map(cell_text)).collect(),
            )
        });
        let sheet = Sheet {
            name: format!("{name}, sheet {title}"),
            content: Content::Cells(rows.collect()),
        };
        out.push((title, sheet));
    }
    Ok(out)
}

fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::Float(f) if f.fract() == 0.0 && f.abs() < 1e15 => format!("{f:.0}"),
        other => other.to_string(),
    }
}

/// The separator of a CSV text: the one that cuts its header into most columns that `knows` knows.
pub fn delimiter(text: &str, knows: impl Fn(&str) -> bool) -> u8 {
    let header = text.lines().next().unwrap_or("");
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|d| {
            let cells = header.split(*d as char).map(|c| c.trim().trim_matches('"'));
            (
                cells.clone().filter(|c| knows(c)).count(),
                cells.count(),
                *d == b',',
            )
        })
        .unwrap_or(b',')
}

/// The line of a record, counted from 1: the reader tells that of the line end before it.
pub fn line_of(text: &str, record: &csv::StringRecord) -> u64 {
    let Some(position) = record.position() else {
        return 0;
    };
    let rest = text
        .as_bytes()
        .get(position.byte() as usize..)
        .unwrap_or_default();
    let ends = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
    position.line() + ends.filter(|b| **b == b'\n').count() as u64
}

/// Behind a `sep=;` line that some programs want to see.
pub fn without_separator_line(text: &str) -> (&str, u64) {
    match text.split_once('\n') {
        Some((first, rest)) if first.trim().trim_matches('"').starts_with("sep=") => (rest, 1),
        _ => (text, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (Result<String, Fault>, usize) {
        let mut warnings = Vec::new();
        let text = decode("a.csv", bytes.to_vec(), &mut warnings);
        (text, warnings.len())
    }

    #[test]
    fn what_programs_save() {
        assert_eq!(decoded("\u{feff}naïve".as_bytes()), (Ok("naïve".into()), 0));
        assert_eq!(decoded(b"na\xefve caf\xe9"), (Ok("naïve café".into()), 1));
        let utf16: Vec<u8> = "\u{feff}name\tgender"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decoded(&utf16), (Ok("name\tgender".into()), 0));
        assert!(decoded(b"").0.is_err() && decoded(b"\xef\xbb\xbf\r\n").0.is_err());
    }

    #[test]
    fn lines_are_those_of_the_file() {
        for text in ["a,b\n1,2\n\n3,4\n", "a,b\r\n1,2\r\n\r\n3,4\r\n"] {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(text.as_bytes());
            let lines: Vec<u64> = reader
                .records()
                .map(|r| line_of(text, &r.unwrap()))
                .collect();
            assert_eq!(lines, [1, 2, 4]);
        }
    }

    #[test]
    fn separators() {
        let knows = |c: &str| matches!(c, "name" | "gender");
        assert_eq!(delimiter("name,gender\nx", knows), b',');
        assert_eq!(delimiter("\"name\";gender\n", knows), b';');
        assert_eq!(delimiter("name\tgender", knows), b'\t');
        assert_eq!(delimiter("name", knows), b',');
        assert_eq!(without_separator_line("sep=;\na;b"), ("a;b", 1));
    }
}
