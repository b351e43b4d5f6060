//! Suggestions as a table to accept from, and what is told about them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use super::{CONTEXTS, Suggestion};
use crate::lexicon::Dictionary;
use crate::workshop::accept::{ACCEPT, DICTIONARY};
use crate::workshop::export::records_to_csv;

/// Column that takes an entry out.
const REMOVE: &str = "remove";
/// Suggestions that are shown.
const SHOWN: usize = 10;

/// Columns in front of those of the dictionaries.
const FRONT: [&str; 6] = [
    ACCEPT,
    DICTIONARY,
    "count",
    "articles",
    "rows_gained",
    "rows_changed",
];

/// The table: what it is, what it would add, the dictionaries' own columns, contexts.
pub fn csv(all: &[Suggestion]) -> String {
    let columns = columns(all);
    let reviewed = all.iter().any(|s| !s.mended.is_empty());
    let named = FRONT.iter().chain(&columns).map(|c| (*c).to_owned());
    let mut header: Vec<String> = named.collect();
    if reviewed {
        header.push("rows_mended".to_owned());
    }
    header.extend((1..=CONTEXTS).map(|i| format!("context_{i}")));
    let mut records = vec![header];
    records.extend(all.iter().map(|s| record(s, &columns, reviewed)));
    records_to_csv(&records)
}

/// The columns of all dictionaries that something is suggested for.
fn columns(all: &[Suggestion]) -> Vec<&'static str> {
    let mut columns: Vec<&'static str> = Vec::new();
    if all.iter().any(|s| s.cells.contains_key(REMOVE)) {
        columns.push(REMOVE);
    }
    let suggested = |d: &Dictionary| all.iter().any(|s| s.dictionary == *d);
    for dictionary in Dictionary::ALL.into_iter().filter(suggested) {
        let own = dictionary.layout().columns.iter().filter(|c| **c != "id");
        for column in own {
            if !columns.contains(column) {
                columns.push(column);
            }
        }
    }
    columns
}

fn record(s: &Suggestion, columns: &[&'static str], reviewed: bool) -> Vec<String> {
    let numbers = [s.count, s.articles, s.gained, s.changed].map(|n| n.to_string());
    let mut record = vec![String::new(), s.dictionary.name().to_owned()];
    record.extend(numbers);
    let cell = |column: &&str| s.cells.get(column).cloned().unwrap_or_default();
    record.extend(columns.iter().map(cell));
    if reviewed {
        record.push(s.mended.join("; "));
    }
    record.extend((0..CONTEXTS).map(|i| s.contexts.get(i).cloned().unwrap_or_default()));
    record
}

/// How many there are for each dictionary, and the first of them.
pub fn text(all: &[Suggestion], file: &Path) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    all.iter()
        .for_each(|s| *counts.entry(s.dictionary.name()).or_default() += 1);
    let counts: Vec<String> = counts
        .into_iter()
        .map(|(name, n)| format!("{n} for {name}.csv"))
        .collect();
    if all.is_empty() {
        return format!(
            "Nothing to suggest; {} holds only its header.\n",
            file.display()
        );
    }
    let mut out = format!(
        "{} suggestions in {}: {}.\n\n",
        all.len(),
        file.display(),
        counts.join(", ")
    );
    let _ = writeln!(
        out,
        "{:<14}{:>6}{:>10}{:>8}{:>9}  entry",
        "dictionary", "count", "articles", "gained", "changed"
    );
    for s in all.iter().take(SHOWN) {
        let _ = writeln!(
            out,
            "{:<14}{:>6}{:>10}{:>8}{:>9}  {}{}",
            s.dictionary.name(),
            s.count,
            s.articles,
            s.gained,
            s.changed,
            s.name(),
            also(s)
        );
    }
    if all.len() > SHOWN {
        let _ = writeln!(out, "… and {} more in the file.", all.len() - SHOWN);
    }
    out
}

/// What else there is to a suggestion than its name.
fn also(s: &Suggestion) -> String {
    let filled = |column: &str| s.cells.get(column).filter(|cell| !cell.is_empty());
    match (filled("aliases"), filled(REMOVE), filled("channel")) {
        (Some(aliases), ..) => format!(" = {aliases}"),
        (_, Some(_), _) => " (take out)".to_owned(),
        (_, _, Some(channel)) => format!(" = {channel}"),
        _ => String::new(),
    }
}
