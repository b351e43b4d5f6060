//! Claims tables read back, to compare two of them.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::{Diff, Row};
use crate::review::Review;
use crate::review::read::Error;

/// Reads a claims table as `extract` or a spreadsheet program wrote it (CSV, XLSX, ODS); columns may
/// be missing or moved. What the reader should know of it goes to `notices`.
///
/// # Errors
/// A sentence that names the file.
pub fn read_table(path: &Path, notices: &mut Vec<String>) -> Result<Vec<Row>, Error> {
    let mut table = Review::read_claims(path)?;
    for needed in ["article_id", "claim"] {
        if !table.has(needed) {
            return Err(Error(format!(
                "{}: it has no column {needed} (give a claims table that sayso extract wrote)",
                path.display()
            )));
        }
    }
    notices.append(&mut table.notices);
    let row = |row| Row {
        cells: table.fixed(row).map(str::to_owned).to_vec(),
        entries: Vec::new(),
    };
    Ok(table.rows.iter().map(row).collect())
}

/// Compares two tables article by article.
pub fn tables(old: &[Row], new: &[Row]) -> Diff {
    let mut order: Vec<&str> = Vec::new();
    let mut by_article: FxHashMap<&str, [Vec<&Row>; 2]> = FxHashMap::default();
    for (side, rows) in [old, new].into_iter().enumerate() {
        for row in rows {
            let id = row.cell("article_id");
            let entry = by_article.entry(id).or_insert_with(|| {
                order.push(id);
                Default::default()
            });
            entry[side].push(row);
        }
    }
    let mut diff = Diff::default();
    for id in order {
        let [old, new] = by_article.remove(id).unwrap_or_default();
        diff.article(&old, &new);
    }
    diff
}
