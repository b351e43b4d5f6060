//! A claim with what was said of it.

use std::borrow::Cow;

use super::marks::{Group, Marks, Reviewed, WATCHED, same};
use crate::Claim;
use crate::output::{Row, place};

/// A row that got its review.
pub(super) struct Merged<'a> {
    pub(super) row: Row<'a>,
    pub(super) changed: bool,
}

/// The mark that all agree on, and whether they do.
pub(super) fn agreed(group: &Group) -> Option<&str> {
    let mut given = group
        .rows
        .iter()
        .map(Reviewed::shown)
        .filter(|mark| !mark.is_empty());
    let first = given.next().unwrap_or_default();
    given.all(|mark| mark == first).then_some(first)
}

impl<'a> Merged<'a> {
    /// A claim that nobody has reviewed.
    pub(super) fn none(claim: &'a Claim, marks: &Marks) -> Row<'a> {
        let mut row = Row::of(claim);
        let columns = marks.columns().len();
        row.cells
            .extend(std::iter::repeat_n(Cow::Borrowed(""), columns));
        row
    }

    /// A claim with its review; `alike` where it was found by its text.
    pub(super) fn new(
        claim: &'a Claim,
        marks: &'a Marks,
        group: &'a Group,
        alike: Option<f64>,
    ) -> Merged<'a> {
        let mut row = Row::of(claim);
        let changes = changes(&row, group);
        row.cells[place("review")] = match agreed(group) {
            // As the reviewer wrote it, were it no mark of the list.
            Some(_) => Cow::Borrowed(first(group, |row| &row.cell)),
            None => Cow::Borrowed(""),
        };
        row.cells[place("review_note")] = joined(group, marks, |row| &row.note);
        row.cells
            .push(Cow::Owned(status(marks, group, alike, &changes)));
        for (file, _) in marks.reviewers() {
            let mine = || group.rows.iter().filter(move |row| row.file == file);
            row.cells.push(
                mine()
                    .map(|row| row.cell.as_str())
                    .find(|c| !c.is_empty())
                    .unwrap_or_default()
                    .into(),
            );
            row.cells.push(
                mine()
                    .map(|row| row.note.as_str())
                    .find(|c| !c.is_empty())
                    .unwrap_or_default()
                    .into(),
            );
        }
        for (at, _) in marks.own_extra() {
            row.cells.push(joined(group, marks, |row| {
                row.extra.get(at).map_or("", String::as_str)
            }));
        }
        let changed = !changes.is_empty();
        Merged { row, changed }
    }
}

fn first<'a>(group: &'a Group, part: impl Fn(&'a Reviewed) -> &'a str) -> &'a str {
    let mut parts = group.rows.iter().map(part);
    parts.find(|part| !part.is_empty()).unwrap_or_default()
}

/// One value, or every reviewer's where they differ.
fn joined<'a>(
    group: &'a Group,
    marks: &Marks,
    part: impl Fn(&'a Reviewed) -> &'a str,
) -> Cow<'a, str> {
    let mut parts: Vec<(&Reviewed, &str)> = Vec::new();
    for row in &group.rows {
        let value = part(row);
        if !value.is_empty() && !parts.iter().any(|(_, known)| *known == value) {
            parts.push((row, value));
        }
    }
    match parts.as_slice() {
        [] => Cow::Borrowed(""),
        [(_, one)] => Cow::Borrowed(one),
        several => {
            let named = several
                .iter()
                .map(|(row, value)| format!("{}: {value}", marks.files[row.file].reviewer));
            Cow::Owned(named.collect::<Vec<_>>().join(" | "))
        }
    }
}

/// `speaker: Moscow → Vladimir Putin` for each column that is another now.
fn changes(row: &Row<'_>, group: &Group) -> Vec<String> {
    // The latest row is what was last on the reviewer's screen.
    let Some(last) = group.rows.last() else {
        return Vec::new();
    };
    let changed = |column: &'static str| {
        let at = place(column);
        let before = last.fixed[at].as_deref()?;
        let now = row.cells[at].as_ref();
        (!same(column, before, now)).then(|| match column {
            // The words stand beside it; both would fill the screen.
            "claim" => "claim: the words are others".to_owned(),
            column => format!("{column}: {before} → {now}"),
        })
    };
    WATCHED.into_iter().filter_map(changed).collect()
}

fn status(marks: &Marks, group: &Group, alike: Option<f64>, changes: &[String]) -> String {
    let mut parts = Vec::new();
    // What was told before stays until the reviewer takes it out.
    let told = first(group, |row| &row.status);
    if !told.is_empty() && told != UNCHANGED && !told.starts_with(ORPHANED) {
        parts.push(told.to_owned());
    }
    if agreed(group).is_none() {
        let given = group.rows.iter().filter(|row| !row.shown().is_empty());
        let given = given.map(|row| {
            format!(
                "{} ({}, {})",
                row.shown(),
                marks.files[row.file].reviewer,
                row.place
            )
        });
        parts.push(format!(
            "conflict: {}",
            given.collect::<Vec<_>>().join("; ")
        ));
    }
    if let Some(alike) = alike {
        parts.push(format!(
            "matched by its text ({:.0} % alike)",
            alike_percent(alike)
        ));
    }
    if !changes.is_empty() {
        parts.push(format!("changed since the review: {}", changes.join("; ")));
    }
    parts.dedup();
    if parts.is_empty() {
        return UNCHANGED.to_owned();
    }
    parts.join(" | ")
}

fn alike_percent(alike: f64) -> f64 {
    (alike * 100.0).floor()
}

/// Status of a row that is what it was.
pub(super) const UNCHANGED: &str = "unchanged";
/// Status of a row whose claim is gone.
pub(super) const ORPHANED: &str = "orphaned";
