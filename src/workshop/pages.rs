//! A page for each dictionary of a template: its columns, and what their cells may hold.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::lexicon::table::ALWAYS;
use crate::lexicon::{Table, Values};

/// Values of a column that are listed; of more, the commonest are.
const LISTED: usize = 60;

/// The page of a dictionary. `section` is what the guide says of it, `base` the built-in rows.
pub fn page(section: &str, base: &Table) -> String {
    let layout = base.layout;
    let mut out = format!("# `{}`\n\n{}\n\n", layout.file, section.trim());
    out.push_str("| column | key | cells |\n|---|---|---|\n");
    for column in layout.columns {
        let key = if layout.key.contains(column) {
            "yes"
        } else {
            ""
        };
        let _ = writeln!(out, "| `{column}` | {key} | {} |", cells(base, column));
    }
    let _ = writeln!(
        out,
        "| {} | | {OF_ALL} |",
        ALWAYS.map(|c| format!("`{c}`")).join(", ")
    );
    out
}

/// What the columns are for that every dictionary may have.
const OF_ALL: &str = "a remark of yours; x to take the entry out; a sentence in which it must fire; one in which it must not";

fn cells(base: &Table, column: &str) -> String {
    let values = base.layout.values.iter().find(|(c, _)| *c == column);
    match values.map(|(_, values)| *values) {
        None => "any text".to_owned(),
        Some(Values::One(list)) => listed(list.iter().copied()),
        Some(Values::Country) => "the name of a place in `places.csv`".to_owned(),
        Some(Values::BaseMany) => {
            format!("several, parted by blanks: {}", in_use(base, column, true))
        }
        Some(Values::Base) => in_use(base, column, false),
        Some(Values::Class) => format!(
            "{}, or a class that `rules.toml` declares",
            in_use(base, column, false)
        ),
        Some(Values::Usual) => format!("{}, or a new one", in_use(base, column, false)),
    }
}

/// The values that the built-in rows have, the commonest first.
fn in_use(base: &Table, column: &str, several: bool) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &base.rows {
        let cell = base.cell(row, column);
        let values: Vec<&str> = match several {
            true => cell.split_whitespace().collect(),
            false => vec![cell],
        };
        values
            .into_iter()
            .for_each(|v| *counts.entry(v).or_default() += 1);
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), *value));
    let more = counts.len().saturating_sub(LISTED);
    let shown = listed(counts.into_iter().take(LISTED).map(|(value, _)| value));
    match more {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn listed<'v>(values: impl Iterator<Item = &'v str>) -> String {
    let shown = values.map(|v| match v {
        "" => "(empty)".to_owned(),
        v => format!("`{v}`"),
    });
    shown.collect::<Vec<_>>().join(", ")
}
