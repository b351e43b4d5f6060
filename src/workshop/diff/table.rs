//! Claims tables read back, to compare two of them.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::{Diff, Row};
use crate::claim::COLUMNS;
use crate::lexicon::Fault;
use crate::lexicon::sheet::{delimiter, read_text, without_separator_line};

/// Reads a claims table as `extract` or a spreadsheet wrote it; columns may be missing or moved.
///
/// # Errors
/// A fault that names the file.
pub fn read_table(path: &Path, warnings: &mut Vec<Fault>) -> Result<Vec<Row>, Fault> {
    let name = path.display().to_string();
    let text = read_text(path, warnings)?;
    let (text, skipped) = without_separator_line(&text);
    let knows = |c: &str| COLUMNS.contains(&c);
    let separator = delimiter(text, knows);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let told = |e: &csv::Error| {
        let line = e.position().map_or(0, csv::Position::line) + skipped;
        Fault::at(&name, line, format!("This row can't be read: {e}."))
    };
    let header = reader.headers().map_err(|e| told(&e))?.clone();
    let places: Vec<_> = header
        .iter()
        .map(|h| COLUMNS.iter().position(|c| *c == h.trim()))
        .collect();
    for needed in ["claim_id", "article_id", "claim"] {
        if !header.iter().any(|h| h.trim() == needed) {
            let message = format!(
                "The column {needed:?} is missing; give a claims table that sayso extract wrote."
            );
            return Err(Fault::at(&name, 1 + skipped, message));
        }
    }
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| told(&e))?;
        let mut cells = vec![String::new(); COLUMNS.len()];
        for (cell, place) in record.iter().zip(&places) {
            if let Some(place) = place {
                cells[*place] = cell.to_owned();
            }
        }
        out.push(Row {
            cells,
            entries: Vec::new(),
        });
    }
    Ok(out)
}

/// Compares two tables article by article.
pub fn tables(old: Vec<Row>, new: Vec<Row>) -> Diff {
    let mut order: Vec<String> = Vec::new();
    let mut by_article: FxHashMap<String, [Vec<Row>; 2]> = FxHashMap::default();
    for (side, rows) in [old, new].into_iter().enumerate() {
        for row in rows {
            let id = row.cell("article_id").to_owned();
            let entry = by_article.entry(id.clone()).or_insert_with(|| {
                order.push(id);
                Default::default()
            });
            entry[side].push(row);
        }
    }
    let mut diff = Diff::default();
    for id in order {
        let [old, new] = by_article.remove(&id).unwrap_or_default();
        diff.article(old, new);
    }
    diff
}
