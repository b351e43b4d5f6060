//! The form of a CSV table that spreadsheet programs open, save and give back unharmed.
//!
//! - A cell that they would take for a formula, a number, a date or a truth value begins with
//!   an apostrophe more than the text does.
//! - A line feed is shown as `¶`, a carriage return as `¬`. A `¶` or `¬` of the text itself
//!   has a backslash before it, and backslashes that stand right before one are doubled.
//! - A last column, [`GUARD_COLUMN`], holds `yes` where a row was changed so. By it the reader
//!   knows which rows to turn back, whatever program saved the table since.

use std::borrow::Cow;

use super::{DATES, NUMBERS};
use crate::claim::COLUMNS;

/// Name of the column that tells which rows were changed.
pub const GUARD_COLUMN: &str = "excel_guard";

/// What [`GUARD_COLUMN`] holds for a row that was changed.
pub const GUARDED: &str = "yes";

/// A longer cell is never taken for a number or a date.
const LONGEST_DATE: usize = 40;

/// Nor is one with more words than a date written out has.
const MOST_WORDS: usize = 3;

/// The cells in the form for spreadsheets, and the cell of [`GUARD_COLUMN`].
pub fn guarded<'a>(cells: &'a [Cow<'_, str>]) -> Vec<Cow<'a, str>> {
    let mut changed = false;
    let mut out: Vec<Cow<'a, str>> = Vec::with_capacity(cells.len() + 1);
    for (place, cell) in cells.iter().enumerate() {
        let harmless = COLUMNS.get(place).is_some_and(|c| is_harmless(c, cell));
        let cell = match harmless {
            true => Cow::Borrowed(cell.as_ref()),
            false => guard(cell),
        };
        changed |= matches!(cell, Cow::Owned(_));
        out.push(cell);
    }
    out.push(Cow::Borrowed(if changed { GUARDED } else { "" }));
    out
}

/// Ids of ours are no numbers; numbers and dates may be taken for what they are.
fn is_harmless(column: &str, cell: &str) -> bool {
    match column {
        "claim_id" | "duplicate_of" => !starts_formula(cell),
        _ if NUMBERS.contains(&column) => cell.parse::<f64>().is_ok_and(|n| n >= 0.0),
        _ => DATES.contains(&column) && super::xlsx::cells::date(cell).is_some(),
    }
}

/// One cell in the form for spreadsheets; borrowed where nothing had to change.
pub fn guard(cell: &str) -> Cow<'_, str> {
    let risky = cell.starts_with('\'') || starts_formula(cell) || looks_converted(cell);
    match (risky, cell.contains(['\n', '\r', '¶', '¬'])) {
        (false, false) => Cow::Borrowed(cell),
        (false, true) => Cow::Owned(marks_in(cell)),
        (true, _) => Cow::Owned(format!("'{}", marks_in(cell))),
    }
}

/// What [`guard`] was given.
pub fn unguard(cell: &str) -> Cow<'_, str> {
    let bare = cell.strip_prefix('\'').unwrap_or(cell);
    marks_out(bare)
}

fn starts_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Whether a spreadsheet program might show something else: numbers, dates, truth values.
/// Months have names in many languages, so few words and a digit are enough.
fn looks_converted(cell: &str) -> bool {
    if cell.len() > LONGEST_DATE {
        return false;
    }
    let mut words = cell.split(|c: char| !c.is_alphabetic());
    let count = words.by_ref().filter(|word| !word.is_empty()).count();
    (cell.contains(char::is_numeric) && count <= MOST_WORDS)
        || cell.eq_ignore_ascii_case("true")
        || cell.eq_ignore_ascii_case("false")
}

/// Line ends out, marks in.
fn marks_in(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len() + 8);
    let mut slashes = 0;
    for c in cell.chars() {
        let own = matches!(c, '¶' | '¬');
        if own || matches!(c, '\n' | '\r') {
            out.extend(std::iter::repeat_n('\\', slashes + usize::from(own)));
        }
        slashes = if c == '\\' { slashes + 1 } else { 0 };
        out.push(match c {
            '\n' => '¶',
            '\r' => '¬',
            other => other,
        });
    }
    out
}

/// Marks out, line ends in.
fn marks_out(cell: &str) -> Cow<'_, str> {
    if !cell.contains(['¶', '¬']) {
        return Cow::Borrowed(cell);
    }
    let mut out = String::with_capacity(cell.len());
    let mut slashes = 0usize;
    for c in cell.chars() {
        let own = slashes % 2 == 1;
        if matches!(c, '¶' | '¬') {
            out.truncate(out.len() - slashes.div_ceil(2));
        }
        slashes = if c == '\\' { slashes + 1 } else { 0 };
        out.push(match c {
            '¶' if !own => '\n',
            '¬' if !own => '\r',
            other => other,
        });
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_spreadsheet_would_change_is_guarded() {
        for (cell, expected) in [
            ("plain words", "plain words"),
            ("", ""),
            ("=1+1", "'=1+1"),
            (
                "-5 degrees tonight, the office said",
                "'-5 degrees tonight, the office said",
            ),
            ("@user wrote", "'@user wrote"),
            ("+380 44 123", "'+380 44 123"),
            ("'=1", "''=1"),
            (
                "'quoted' words of the mayor",
                "''quoted' words of the mayor",
            ),
            ("1234567890123456789", "'1234567890123456789"),
            ("3/4", "'3/4"),
            ("MARCH1", "'MARCH1"),
            ("TRUE", "'TRUE"),
            ("a\nb\r\nc", "a¶b¬¶c"),
            ("a¶b \\¶ \\\n \\o", "a\\¶b \\\\\\¶ \\\\¶ \\o"),
        ] {
            assert_eq!(guard(cell), expected);
            assert_eq!(unguard(expected), cell);
        }
    }

    #[test]
    fn a_row_tells_that_it_was_changed() {
        let cells = |claim: &'static str| {
            let mut cells = vec![Cow::Borrowed(""); COLUMNS.len()];
            cells[super::super::place("confidence")] = "0.90".into();
            cells[super::super::place("claim")] = claim.into();
            cells
        };
        assert_eq!(guarded(&cells("words")).last().unwrap(), "");
        assert_eq!(guarded(&cells("=1")).last().unwrap(), GUARDED);
    }

    proptest! {
        #[test]
        fn every_cell_comes_back(cell in "['=@+a1\\\\¶¬\r\n -]{0,12}|\\PC{0,20}") {
            let form = guard(&cell).into_owned();
            prop_assert!(!starts_formula(&form));
            prop_assert!(!form.contains(['\n', '\r']));
            prop_assert_eq!(unguard(&form), cell);
        }
    }
}
