//! What is wrong in a lexicon file, told so that a person can mend it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Cells of a row are shown up to this many characters around the bad one.
const SHOWN: usize = 100;

/// Of one file and column at most this many faults are listed; the rest is counted.
const LISTED: usize = 50;

/// A fault in a lexicon file, or a warning about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The file, as the user knows it.
    pub file: String,
    /// Line, counted from 1; 0 for the file as a whole.
    pub line: u64,
    /// Column name, or empty.
    pub column: String,
    /// What is wrong and what to do, full sentences.
    pub message: String,
    /// The row itself with the bad cell marked in a second line, or empty.
    pub row: String,
}

impl Fault {
    /// A fault of a file as a whole.
    pub fn of_file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Fault::at(file, 0, message)
    }

    /// A fault in a line.
    pub fn at(file: impl Into<String>, line: u64, message: impl Into<String>) -> Self {
        Fault {
            file: file.into(),
            line,
            column: String::new(),
            message: message.into(),
            row: String::new(),
        }
    }

    /// Shows the row, with a mark under the cell of that index.
    #[must_use]
    pub fn marking<'c>(mut self, cells: impl Iterator<Item = &'c str>, bad: Option<usize>) -> Self {
        self.row = marked(cells, bad);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.column.is_empty() {
            write!(f, ", column {}", self.column)?;
        }
        write!(f, ": {}", self.message)?;
        for line in self.row.lines() {
            write!(f, "\n    {line}")?;
        }
        Ok(())
    }
}

/// The row as CSV, and below it marks under the bad cell.
fn marked<'c>(cells: impl Iterator<Item = &'c str>, bad: Option<usize>) -> String {
    let mut row = String::new();
    let mut mark = 0..0;
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            row.push(',');
        }
        let start = row.chars().count();
        push_cell(&mut row, cell);
        if bad == Some(i) {
            mark = start..row.chars().count().max(start + 1);
        }
    }
    let row: Vec<char> = row.trim_end_matches(',').chars().collect();
    let first = if mark.end > SHOWN {
        mark.start.saturating_sub(SHOWN / 4)
    } else {
        0
    };
    let (before, after) = (first > 0, row.len() > first + SHOWN);
    let shown: String = row.iter().skip(first).take(SHOWN).collect();
    let shown = format!(
        "{}{shown}{}",
        if before { "…" } else { "" },
        if after { "…" } else { "" }
    );
    if mark.is_empty() {
        return shown;
    }
    let indent = mark.start - first + usize::from(before);
    let width = mark
        .len()
        .min(SHOWN.saturating_sub(mark.start - first))
        .max(1);
    format!("{shown}\n{}{}", " ".repeat(indent), "^".repeat(width))
}

fn push_cell(row: &mut String, cell: &str) {
    let cell = cell.replace(['\n', '\r'], " ");
    if cell.contains([',', '"']) {
        row.push('"');
        row.push_str(&cell.replace('"', "\"\""));
        row.push('"');
    } else {
        row.push_str(&cell);
    }
}

/// What reading and checking came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// With one of these the lexicon is not used.
    pub faults: Vec<Fault>,
    /// What is probably not meant.
    pub warnings: Vec<Fault>,
}

impl Findings {
    /// Keeps the first of many faults or warnings of one column, and counts the rest.
    pub fn shorten(&mut self) {
        shorten(&mut self.faults);
        shorten(&mut self.warnings);
    }
}

fn shorten(faults: &mut Vec<Fault>) {
    let mut counts: rustc_hash::FxHashMap<(String, String), usize> =
        rustc_hash::FxHashMap::default();
    faults.retain(|f| {
        let count = counts
            .entry((f.file.clone(), f.column.clone()))
            .or_default();
        *count += 1;
        *count <= LISTED
    });
    let mut more: Vec<_> = counts
        .into_iter()
        .filter(|(_, count)| *count > LISTED)
        .collect();
    more.sort();
    for ((file, column), count) in more {
        let message = format!(
            "There are {} more of this kind; mend these first.",
            count - LISTED
        );
        faults.push(Fault {
            column,
            ..Fault::of_file(file, message)
        });
    }
}

/// The nearest of `known`, if one is near.
pub fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    known
        .map(|k| (strsim::jaro_winkler(&word, &k.to_lowercase()), k))
        .filter(|(score, _)| *score > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, k)| k)
}

/// `; did you mean "x"?` for the nearest of `known`, else a full stop.
pub fn did_you_mean<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> String {
    nearest(word, known).map_or(".".to_owned(), |k| format!("; did you mean {k:?}?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bad_cell_is_marked() {
        let fault = Fault::at("a.csv", 7, "It is wrong.")
            .marking(["say", "a, b", "clam", ""].into_iter(), Some(2));
        assert_eq!(
            fault.to_string(),
            "a.csv:7: It is wrong.\n    say,\"a, b\",clam\n               ^^^^"
        );
    }

    #[test]
    fn an_empty_cell_is_marked_too() {
        assert_eq!(marked(["", "x"].into_iter(), Some(0)), ",x\n^");
    }

    #[test]
    fn long_rows_are_cut() {
        let long = "x".repeat(300);
        let row = marked([long.as_str(), "bad", "y"].into_iter(), Some(1));
        assert!(
            row.contains("bad") && row.contains("^^^") && row.starts_with('…'),
            "{row}"
        );
    }

    #[test]
    fn many_faults_are_counted() {
        let mut found = Findings {
            faults: (0..70)
                .map(|i| Fault::at("a.csv", i + 1, "Wrong."))
                .collect(),
            ..Findings::default()
        };
        found.shorten();
        assert_eq!(found.faults.len(), 51);
        assert!(found.faults[50].message.contains("20 more"));
    }
}
