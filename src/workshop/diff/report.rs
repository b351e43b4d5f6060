//! Differences as a person reads them, and as a table.

use std::fmt::Write;

use super::{Change, Diff, KINDS, Row};
use crate::claim::COLUMNS;

/// Names are listed up to this many.
const NAMES: usize = 15;
/// Longer cells are cut in the text report.
const LONGEST: usize = 90;

/// Columns of the table of differences.
const DIFF_COLUMNS: [&str; 11] = [
    "change",
    "article_id",
    "claim_id",
    "column",
    "old",
    "new",
    "speaker",
    "cue",
    "claim",
    "rule",
    "entries",
];

/// The report; at most `most` rows of each kind.
pub fn text(diff: &Diff, most: usize) -> String {
    let [added, dropped, changed] = diff.counts();
    let articles = if diff.articles == 1 {
        "article"
    } else {
        "articles"
    };
    let mut out = format!(
        "{} {articles}: {} rows before, {} after; {added} added, {dropped} dropped, {changed} changed.\n",
        diff.articles, diff.before, diff.after
    );
    for (kind, name) in KINDS.iter().enumerate() {
        let rows: Vec<&Change> = diff.changes.iter().filter(|c| c.kind() == kind).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{name}");
        rows.iter()
            .take(most)
            .for_each(|change| push_change(&mut out, change));
        if rows.len() > most {
            let _ = writeln!(out, "  … and {} more", rows.len() - most);
        }
    }
    push_counts(
        &mut out,
        "rule",
        &diff.counted(|row| vec![row.cell("rule")]),
    );
    push_counts(
        &mut out,
        "entry",
        &diff.counted(|row| row.entries.iter().map(String::as_str).collect()),
    );
    out
}

fn push_change(out: &mut String, change: &Change) {
    let row = change.row();
    let _ = writeln!(out, "  {}", line(row));
    if let Change::Changed { old, new, columns } = change {
        for i in columns
            .iter()
            .filter(|i| !matches!(COLUMNS[**i], "start" | "end" | "context"))
        {
            let _ = writeln!(
                out,
                "      {}: {:?} → {:?}",
                COLUMNS[*i],
                short(&old.cells[*i]),
                short(&new.cells[*i])
            );
        }
    }
}

fn line(row: &Row) -> String {
    let speaker = match row.cell("speaker") {
        "" => "(no speaker)",
        speaker => speaker,
    };
    let (id, cue, rule) = (row.cell("article_id"), row.cell("cue"), row.cell("rule"));
    format!(
        "{id}: {speaker} | {} | {} [{rule}]",
        short(cue),
        short(row.cell("claim"))
    )
}

fn short(cell: &str) -> String {
    let one_line = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    match one_line.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &one_line[..cut]),
        None => one_line,
    }
}

fn push_counts(out: &mut String, what: &str, counts: &[(&str, [usize; 3])]) {
    if counts.is_empty() {
        return;
    }
    let width = counts
        .iter()
        .take(NAMES)
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or(0);
    let title = format!("by {what}");
    let _ = writeln!(out, "\n{title:<w$}   added dropped changed", w = width + 2);
    for (name, [added, dropped, changed]) in counts.iter().take(NAMES) {
        let _ = writeln!(out, "  {name:<width$} {added:>7} {dropped:>7} {changed:>7}");
    }
    if counts.len() > NAMES {
        let _ = writeln!(out, "  … and {} more", counts.len() - NAMES);
    }
}

/// The table: one record for each row added or dropped, and for each cell that changed.
pub fn csv(diff: &Diff) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(vec![0xEF, 0xBB, 0xBF]);
    let mut write = |cells: [&str; 11]| {
        // To memory: nothing that could fail.
        let written = writer.write_record(cells);
        debug_assert!(written.is_ok());
    };
    write(DIFF_COLUMNS);
    for change in &diff.changes {
        let row = change.row();
        let entries = row.entries.join(" | ");
        let mut one = |column: &str, old: &str, new: &str| {
            let cell = |c| row.cell(c);
            let (id, claim_id, speaker) = (cell("article_id"), cell("claim_id"), cell("speaker"));
            let rest = (cell("cue"), cell("claim"), cell("rule"));
            write([
                change.name(),
                id,
                claim_id,
                column,
                old,
                new,
                speaker,
                rest.0,
                rest.1,
                rest.2,
                &entries,
            ]);
        };
        match change {
            Change::Changed { old, new, columns } => {
                columns
                    .iter()
                    .for_each(|i| one(COLUMNS[*i], &old.cells[*i], &new.cells[*i]));
            }
            _ => one("", "", ""),
        }
    }
    writer.into_inner().unwrap_or_default()
}
