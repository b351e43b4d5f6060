//! A table as a review: which column is which, whatever was done to it since.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::read::{self, Error, Sheet, SheetRow, plain_name};
use super::{Mark, OWN_COLUMNS};
use crate::claim::COLUMNS;
use crate::output::NUMBERS;

/// A renamed column is told by its cells if this share of them fits.
const FITTING_SHARE: f64 = 0.8;

/// One reviewer's table.
#[derive(Debug)]
pub struct Review {
    /// The file.
    pub path: PathBuf,
    /// Who reviewed: the file's stem.
    pub reviewer: String,
    /// The rows in the order of the file.
    pub rows: Vec<ReviewRow>,
    /// The columns that the reviewer added, in their order.
    pub extra: Vec<String>,
    /// What the reader should know: renamed and missing columns, marks that are none.
    pub notices: Vec<String>,
    columns: FxHashMap<String, usize>,
}

/// A row of a [`Review`].
#[derive(Debug, Clone)]
pub struct ReviewRow {
    /// Counted from 1, the header among them.
    pub row: usize,
    /// `cell B17 of the sheet Claims`: where the mark stands.
    pub mark_cell: String,
    /// The mark, if the cell holds one of the list.
    pub mark: Option<Mark>,
    cells: Vec<String>,
}

impl Review {
    /// Reads a reviewed table.
    ///
    /// # Errors
    /// A file that is no table of claims, or has lost its ids.
    pub fn read(path: &Path) -> Result<Review, Error> {
        Review::reviewed(read::read(path)?)
    }

    /// Reads what a reviewer left in a table; rows without anything of a reviewer's are passed over.
    ///
    /// # Errors
    /// A file that is no table of claims, or has lost its ids.
    pub fn read_touched(path: &Path) -> Result<Review, Error> {
        Review::reviewed(read::read_rows(path, &reviewers_columns)?)
    }

    fn reviewed(sheet: Sheet) -> Result<Review, Error> {
        let mut notices = Vec::new();
        let columns = columns_of(&sheet, &mut notices)?;
        need(&sheet, &columns, "review")?;
        Ok(Review::of_sheet(sheet, columns, notices))
    }

    /// Reads a table of claims that need not have room for marks.
    ///
    /// # Errors
    /// A file that is no table of claims, or has lost its ids.
    pub fn read_claims(path: &Path) -> Result<Review, Error> {
        let sheet = read::read(path)?;
        let mut notices = Vec::new();
        let columns = columns_of(&sheet, &mut notices)?;
        Ok(Review::of_sheet(sheet, columns, notices))
    }

    fn of_sheet(sheet: Sheet, columns: FxHashMap<String, usize>, notices: Vec<String>) -> Review {
        let known = |at: usize| columns.values().any(|place| *place == at);
        let names = sheet.header.iter().enumerate();
        let extra: Vec<(usize, String)> = names
            .filter(|(at, name)| !known(*at) && !name.is_empty())
            .filter(|(_, name)| !OWN_COLUMNS.contains(&plain_name(name).as_str()))
            .map(|(at, name)| (at, name.clone()))
            .collect();
        let mut all = columns;
        all.extend(extra.iter().map(|(at, name)| (name.clone(), *at)));
        let own = sheet.header.iter().enumerate();
        all.extend(
            own.filter(|(_, name)| OWN_COLUMNS.contains(&plain_name(name).as_str()))
                .map(|(at, name)| (plain_name(name), at)),
        );
        let mut review = Review {
            reviewer: stem(&sheet.path),
            path: sheet.path,
            rows: Vec::new(),
            extra: extra.into_iter().map(|(_, name)| name).collect(),
            notices,
            columns: all,
        };
        review.take_rows(sheet.rows);
        review
    }

    fn take_rows(&mut self, rows: Vec<SheetRow>) {
        let mark_at = self.columns.get("review").copied();
        let numbers: Vec<(usize, &str)> = NUMBERS
            .iter()
            .filter_map(|name| Some((*self.columns.get(*name)?, *name)))
            .collect();
        for mut row in rows {
            for (at, name) in &numbers {
                row.cells[*at] = number_text(name, &row.cells[*at]);
            }
            let cell = mark_at.map_or("", |at| row.cells[at].trim());
            let mark = Mark::of_cell(cell);
            let mark_cell = row.cell_name(mark_at.unwrap_or_default());
            if mark.is_none() && !cell.is_empty() {
                self.notices
                    .push(invalid_mark(&self.path, &mark_cell, cell));
            }
            self.rows.push(ReviewRow {
                row: row.row,
                mark_cell,
                mark,
                cells: row.cells,
            });
        }
    }

    /// Whether the table has this column.
    pub fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// A cell by its column's name; empty where the table lacks the column.
    pub fn cell<'a>(&self, row: &'a ReviewRow, column: &str) -> &'a str {
        let at = self.columns.get(column);
        at.and_then(|at| row.cells.get(*at))
            .map_or("", String::as_str)
    }

    /// The fixed columns of a row, in their order; empty what the table lacks.
    pub fn fixed<'a>(&'a self, row: &'a ReviewRow) -> [&'a str; COLUMNS.len()] {
        COLUMNS.map(|column| self.cell(row, column))
    }

    /// Whether a reviewer left anything on this row.
    pub fn is_touched(&self, row: &ReviewRow) -> bool {
        let columns = ["review", "review_note"].into_iter();
        let extra = self.extra.iter().map(String::as_str);
        columns
            .chain(extra)
            .any(|column| !self.cell(row, column).trim().is_empty())
    }
}

/// Marks and notes in a table; for a table that is about to be replaced.
///
/// # Errors
/// When it is no table of claims.
pub fn marks_in(path: &Path) -> Result<usize, Error> {
    let review = Review::read_touched(path)?;
    let given = |row: &&ReviewRow| {
        !review.cell(row, "review").trim().is_empty()
            || !review.cell(row, "review_note").trim().is_empty()
    };
    Ok(review.rows.iter().filter(given).count())
}

/// The columns that sayso does not fill; one that was renamed counts as such, and the second of two
/// of one name.
fn reviewers_columns(header: &[String]) -> Option<Vec<usize>> {
    let names: Vec<String> = header.iter().map(|name| plain_name(name)).collect();
    let of_reviewer = |at: &usize| {
        let name = names[*at].as_str();
        let own = OWN_COLUMNS.contains(&name);
        let filled = COLUMNS.contains(&name) && !names[..*at].contains(&names[*at]);
        matches!(name, "review" | "review_note") || !own && !filled
    };
    Some((0..names.len()).filter(of_reviewer).collect())
}

fn invalid_mark(path: &Path, cell_name: &str, cell: &str) -> String {
    let hint = match Mark::nearest(cell) {
        Some(mark) => format!("did you mean {}?", mark.name()),
        None => format!("the marks are {}", Mark::names()),
    };
    format!(
        "{}: {cell_name}: “{cell}” is no mark; it is kept as it is and counts as none ({hint})",
        path.display()
    )
}

/// The columns by their names, renamed ones by their cells.
fn columns_of(sheet: &Sheet, notices: &mut Vec<String>) -> Result<FxHashMap<String, usize>, Error> {
    let mut columns: FxHashMap<String, usize> = FxHashMap::default();
    for (at, name) in sheet.header.iter().enumerate() {
        let plain = plain_name(name);
        if COLUMNS.contains(&plain.as_str()) {
            // Of two columns of one name the first counts; the other is the reviewer's.
            columns.entry(plain).or_insert(at);
        }
    }
    for (column, fits) in [
        ("claim_id", &is_claim_id as &dyn Fn(&str) -> bool),
        ("review", &|cell| Mark::of_cell(cell).is_some()),
    ] {
        if columns.contains_key(column) {
            continue;
        }
        if let Some(at) = renamed(sheet, &columns, fits) {
            notices.push(format!(
                "{}: its column “{}” is read as {column} (rename it back)",
                sheet.path.display(),
                sheet.header[at]
            ));
            columns.insert(column.to_owned(), at);
        }
    }
    need(sheet, &columns, "claim_id")?;
    Ok(columns)
}

fn need(sheet: &Sheet, columns: &FxHashMap<String, usize>, column: &str) -> Result<(), Error> {
    match columns.contains_key(column) {
        true => Ok(()),
        false => Err(missing(sheet, column)),
    }
}

/// The first column of another name whose filled cells fit.
fn renamed(
    sheet: &Sheet,
    columns: &FxHashMap<String, usize>,
    fits: &dyn Fn(&str) -> bool,
) -> Option<usize> {
    (0..sheet.header.len()).find(|at| {
        let cells = sheet.rows.iter().map(|row| row.cells[*at].trim());
        let filled: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        let fitting = filled.iter().filter(|cell| fits(cell)).count();
        let free = !columns.values().any(|place| place == at);
        free && fitting > 0 && fitting as f64 >= FITTING_SHARE * filled.len() as f64
    })
}

fn missing(sheet: &Sheet, column: &str) -> Error {
    Error(format!(
        "{}: it has no column {column}; its columns: {} (rename the one that holds it to {column}{})",
        sheet.path.display(),
        sheet.header.join(", "),
        if column == "claim_id" {
            ", or take it over from the table that sayso wrote"
        } else {
            ""
        },
    ))
}

/// `c` and 16 hex digits; `p` for a paragraph of a sample.
fn is_claim_id(cell: &str) -> bool {
    let digits = cell.strip_prefix(['c', 'p']);
    digits.is_some_and(|d| d.len() == 16 && d.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// A number as sayso writes it, whatever a spreadsheet program made of it.
fn number_text(column: &str, cell: &str) -> String {
    let Ok(number) = cell.trim().replace(',', ".").parse::<f64>() else {
        return cell.to_owned();
    };
    match column {
        "confidence" => format!("{number:.2}"),
        _ => number.to_string(),
    }
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Gives reviewers of the same name their folder's, or a number.
pub(crate) fn name_apart(reviews: &mut [Review]) {
    for place in 1..reviews.len() {
        let (before, rest) = reviews.split_at_mut(place);
        let taken = |name: &str| before.iter().any(|review| review.reviewer == name);
        let this = &mut rest[0];
        if !taken(&this.reviewer) {
            continue;
        }
        let folder = this.path.parent().and_then(Path::file_name);
        let by_folder = folder.map(|f| format!("{}/{}", f.to_string_lossy(), this.reviewer));
        this.reviewer = match by_folder.filter(|name| !taken(name)) {
            Some(name) => name,
            None => (2..)
                .map(|number| format!("{} {number}", this.reviewer))
                .find(|name| !taken(name))
                .unwrap_or_default(),
        };
    }
}
