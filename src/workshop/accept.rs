//! Takes accepted suggestions into an overlay, each into its dictionary and sorted into place.

use std::collections::BTreeMap;
use std::path::Path;

use super::export::{File, header, records_to_csv};
use super::names::plain;
use crate::lexicon::fault::did_you_mean;
use crate::lexicon::sheet::{
    BOOK_ENDINGS, Content, delimiter, line_of, read_book, read_text, without_separator_line,
};
use crate::lexicon::table::{ALWAYS, Layout, forms_in};
use crate::lexicon::{Dictionary, Fault};

/// Column in which the analyst accepts.
pub const ACCEPT: &str = "accept";
/// Column that names the dictionary.
pub const DICTIONARY: &str = "dictionary";
/// What accepts.
const YES: [&str; 5] = ["x", "yes", "y", "true", "1"];

/// Rows to take in, by dictionary; cells by column.
pub type Accepted = BTreeMap<&'static str, Vec<BTreeMap<String, String>>>;

/// The accepted rows of a file that `suggest` wrote and somebody edited.
///
/// # Errors
/// Every fault of the file.
pub fn accepted(path: &Path, warnings: &mut Vec<Fault>) -> Result<Accepted, Vec<Fault>> {
    let name = path.display().to_string();
    let records = suggestions(path, warnings).map_err(|f| vec![f])?;
    let Some(((_, header), rows)) = records.split_first() else {
        return Ok(Accepted::new());
    };
    for needed in [ACCEPT, DICTIONARY] {
        if !header.iter().any(|h| h == needed) {
            let message = format!(
                "The column {needed:?} is missing; give a file that sayso lexicon suggest wrote."
            );
            return Err(vec![Fault::at(&name, 1, message)]);
        }
    }
    let (mut out, mut faults) = (Accepted::new(), Vec::new());
    for (line, cells) in rows {
        match choice(header, cells) {
            Ok(None) => {}
            Ok(Some((dictionary, row))) => out.entry(dictionary.name()).or_default().push(row),
            Err((column, message)) => {
                let at = header.iter().position(|h| h == column);
                let mut fault = Fault::at(&name, *line, message);
                fault.column = column.to_owned();
                faults.push(fault.marking(cells.iter().map(String::as_str), at));
            }
        }
    }
    if faults.is_empty() {
        Ok(out)
    } else {
        Err(faults)
    }
}

/// All rows of a file of suggestions with their lines, whatever program saved it.
fn suggestions(path: &Path, warnings: &mut Vec<Fault>) -> Result<Records, Fault> {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    if !BOOK_ENDINGS.iter().any(|e| ending == *e) {
        let text = read_text(path, warnings)?;
        let knows = |c: &str| matches!(c, ACCEPT | DICTIONARY);
        return records(&path.display().to_string(), &text, &knows);
    }
    let sheets = read_book(path)?.into_iter();
    let filled = sheets.filter_map(|(_, sheet)| match sheet.content {
        Content::Cells(rows) if !rows.is_empty() => Some(rows),
        _ => None,
    });
    let first = filled.into_iter().next().unwrap_or_default();
    let numbered = first.into_iter().map(|(line, cells)| (line.into(), cells));
    Ok(numbered.collect())
}

type Cells = BTreeMap<String, String>;
/// Rows with their lines.
type Records = Vec<(u64, Vec<String>)>;

/// What a row says: nothing, an entry for a dictionary, or in which column it is wrong and why.
fn choice(
    header: &[String],
    cells: &[String],
) -> Result<Option<(Dictionary, Cells)>, (&'static str, String)> {
    let cells = cells.iter().map(|c| c.trim().to_owned());
    let row: Cells = header.iter().cloned().zip(cells).collect();
    let cell = |column: &str| row.get(column).map_or("", String::as_str);
    let (accept, dictionary) = (cell(ACCEPT), cell(DICTIONARY));
    if accept.is_empty() {
        return Ok(None);
    }
    if !YES.iter().any(|y| y.eq_ignore_ascii_case(accept)) {
        let remedy = "write x to accept, else leave the cell empty.";
        return Err((
            ACCEPT,
            format!("{accept:?} says neither yes nor no; {remedy}"),
        ));
    }
    let Some(found) = Dictionary::named(dictionary) else {
        let hint = did_you_mean(
            dictionary,
            Dictionary::ALL.into_iter().map(Dictionary::name),
        );
        return Err((
            DICTIONARY,
            format!("There is no dictionary {dictionary:?}{hint}"),
        ));
    };
    Ok(Some((found, row)))
}

/// The files of an overlay with the rows taken in; those that do not change are left out.
///
/// # Errors
/// A fault where a file of the overlay can't be read.
pub fn merged(
    accepted: &Accepted,
    folder: &Path,
    warnings: &mut Vec<Fault>,
) -> Result<Vec<File>, Fault> {
    let mut out = Vec::new();
    for (name, rows) in accepted {
        let Some(dictionary) = Dictionary::named(name) else {
            continue;
        };
        let layout = dictionary.layout();
        let path = folder.join(layout.file);
        let mut records = if path.exists() {
            let text = read_text(&path, warnings)?;
            let knows = |c: &str| layout.columns.contains(&c) || ALWAYS.contains(&c);
            let records = self::records(&path.display().to_string(), &text, &knows)?;
            records.into_iter().map(|(_, cells)| cells).collect()
        } else {
            vec![header(layout)]
        };
        rows.iter()
            .for_each(|row| insert(&mut records, layout, row));
        out.push(File {
            name: layout.file.to_owned(),
            text: records_to_csv(&records),
        });
    }
    Ok(out)
}

/// Puts a row before the first that comes after it, or over the one with its key.
fn insert(records: &mut Vec<Vec<String>>, layout: &Layout, row: &BTreeMap<String, String>) {
    for column in layout.columns.iter().chain(&ALWAYS) {
        let filled = row.get(*column).is_some_and(|c| !c.is_empty());
        if filled && !records[0].iter().any(|h| h == column) {
            records[0].push((*column).to_owned());
        }
    }
    let header = records[0].clone();
    let cells: Vec<String> = header
        .iter()
        .map(|h| row.get(h).cloned().unwrap_or_default())
        .collect();
    let place = |column: &str| header.iter().position(|h| h == column);
    let cell = |record: &[String], column: &str| {
        place(column)
            .and_then(|i| record.get(i))
            .map_or(String::new(), |c| plain(c))
    };
    let key = |record: &[String]| {
        layout
            .key
            .iter()
            .map(|k| cell(record, k))
            .collect::<Vec<_>>()
    };
    let mine = key(&cells);
    if let Some(at) = records.iter().skip(1).position(|r| key(r) == mine) {
        let known = &mut records[at + 1];
        known.resize(header.len(), String::new());
        for ((known, new), column) in known.iter_mut().zip(cells).zip(&header) {
            take_over(known, new, column);
        }
        return;
    }
    let is_entry = |r: &Vec<String>| {
        !r.first()
            .is_none_or(|c| c.is_empty() || c.starts_with("# "))
    };
    let after = records
        .iter()
        .skip(1)
        .position(|r| is_entry(r) && key(r) > mine);
    records.insert(after.map_or(records.len(), |at| at + 1), cells);
}

/// A cell of an accepted row over that of the row with its key: aliases are joined, and what the
/// accepted row leaves empty stays.
fn take_over(known: &mut String, new: String, column: &str) {
    if column != "aliases" {
        if !new.is_empty() {
            *known = new;
        }
        return;
    }
    for alias in forms_in(&new) {
        if !forms_in(known).any(|k| k == alias) {
            let between = if known.is_empty() { "" } else { " | " };
            *known = format!("{known}{between}{alias}");
        }
    }
}

/// All records with their lines, the header first.
fn records(name: &str, text: &str, knows: &dyn Fn(&str) -> bool) -> Result<Records, Fault> {
    let (text, skipped) = without_separator_line(text);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter(text, knows))
        .from_reader(text.as_bytes());
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| {
            let line = e.position().map_or(0, csv::Position::line) + skipped;
            Fault::at(name, line, format!("This row can't be read: {e}."))
        })?;
        let line = line_of(text, &record) + skipped;
        out.push((line, record.iter().map(str::to_owned).collect()));
    }
    Ok(out)
}
