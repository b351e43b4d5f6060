//! The tables that stand beside the output: reviews whose claim is gone, and conflicts.

use std::io;
use std::path::{Path, PathBuf};

use csv::{Terminator, WriterBuilder};

use super::Carried;
use super::marks::{Group, Marks, Reviewed};
use super::merge::{ORPHANED, agreed};
use crate::claim::COLUMNS;
use crate::output::{Target, place};

/// `claims.xlsx` → `claims.orphans.csv`.
pub fn orphans_path(output: &Path) -> PathBuf {
    output.with_extension("orphans.csv")
}

fn conflicts_path(output: &Path) -> PathBuf {
    output.with_extension("conflicts.csv")
}

/// Writes both, as far as there is something to write, and counts.
pub(super) fn write(output: &Path, marks: &Marks, outcome: &mut Carried) -> io::Result<()> {
    let orphans: Vec<&Group> = marks.groups.iter().filter(|group| !group.found).collect();
    outcome.orphaned = orphans.iter().map(|group| group.rows.len()).sum();
    let path = orphans_path(output);
    // Those of an earlier run are read and written anew, or have found their claim.
    if outcome.orphaned > 0 || path.exists() {
        table(
            &path,
            orphans_header(marks),
            orphans
                .iter()
                .flat_map(|g| &g.rows)
                .map(|r| orphan(marks, r)),
        )?;
        outcome.orphans_at = Some(path);
    }
    let conflicts: Vec<&Group> = marks
        .groups
        .iter()
        .filter(|g| agreed(g).is_none())
        .collect();
    outcome.conflicts = conflicts.len();
    let path = conflicts_path(output);
    if !conflicts.is_empty() || path.exists() {
        let header = CONFLICTS.map(str::to_owned).into();
        table(
            &path,
            header,
            conflicts
                .iter()
                .flat_map(|g| &g.rows)
                .map(|r| conflict(marks, r)),
        )?;
        outcome.conflicts_at = Some(path);
    }
    Ok(())
}

fn orphans_header(marks: &Marks) -> Vec<String> {
    let fixed = COLUMNS.into_iter().map(str::to_owned);
    let own = ["review_status", "review_file", "review_row"].map(str::to_owned);
    fixed
        .chain(own)
        .chain(marks.extra.iter().cloned())
        .collect()
}

fn orphan(marks: &Marks, row: &Reviewed) -> Vec<String> {
    let fixed = row
        .fixed
        .iter()
        .map(|cell| cell.clone().unwrap_or_default());
    let own = [
        ORPHANED.to_owned(),
        row.source.0.clone(),
        row.source.1.clone(),
    ];
    let mut cells: Vec<String> = fixed.chain(own).chain(row.extra.iter().cloned()).collect();
    cells.resize(COLUMNS.len() + 3 + marks.extra.len(), String::new());
    cells
}

const CONFLICTS: [&str; 8] = [
    "claim_id",
    "reviewer",
    "review",
    "review_note",
    "speaker",
    "channel",
    "claim",
    "place",
];

fn conflict(marks: &Marks, row: &Reviewed) -> Vec<String> {
    let file = &marks.files[row.file];
    let fixed = |column: &str| row.fixed[place(column)].clone().unwrap_or_default();
    vec![
        fixed("claim_id"),
        file.reviewer.clone(),
        row.cell.clone(),
        row.note.clone(),
        fixed("speaker"),
        fixed("channel"),
        fixed("claim"),
        format!("{}, {}", file.path.display(), row.place),
    ]
}

fn table(
    path: &Path,
    header: Vec<String>,
    rows: impl Iterator<Item = Vec<String>>,
) -> io::Result<()> {
    let target = Target::file(path)?;
    let mut out = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(target);
    out.write_record(&header).map_err(io::Error::from)?;
    for row in rows {
        out.write_record(&row).map_err(io::Error::from)?;
    }
    let target = out
        .into_inner()
        .map_err(|error| io::Error::other(error.to_string()))?;
    target.commit()
}
