//! Heads of institutions behind a country's adjective, that no entry has.

use std::collections::BTreeMap;

use super::{Desk, Sighting, usual};
use crate::lexicon::Dictionary;

pub(super) fn look(desk: &Desk<'_>, sentence: usize, out: &mut Vec<Sighting>) {
    let count = desk.trace.readings.sentence(sentence).len();
    for at in 1..count {
        if !desk.classes(sentence, at - 1).meets(desk.known.belongs) {
            continue;
        }
        let run = desk.capitals(sentence, at);
        let known = |i| {
            let classes = desk.classes(sentence, i);
            classes.meets(desk.known.organization)
                || classes.meets(desk.known.person)
                || classes.meets(desk.known.place)
        };
        if run.len() < 2
            || run.clone().any(known)
            || !run.clone().any(|i| desk.is_unknown(sentence, i))
        {
            continue;
        }
        let name = desk.words(sentence, run);
        if let Some(head) = name.rsplit(' ').next().filter(|head| is_head(desk, head)) {
            out.push(sighting(desk, sentence, &name, head));
        }
    }
}

/// Whether an institution of the lexicon ends with this word.
fn is_head(desk: &Desk<'_>, word: &str) -> bool {
    let table = &desk.kit.shelf(Dictionary::Institutions).table;
    table
        .rows
        .iter()
        .any(|r| ends_with(table.cell(r, "institution"), word))
}

fn ends_with(name: &str, word: &str) -> bool {
    name.rsplit(' ')
        .next()
        .is_some_and(|last| last.eq_ignore_ascii_case(word))
        && name.contains(' ')
}

fn sighting(desk: &Desk<'_>, sentence: usize, name: &str, head: &str) -> Sighting {
    let kin = |cell: &dyn Fn(&str) -> String| ends_with(&cell("institution"), head);
    let value = |column| usual(desk.kit, Dictionary::Institutions, column, kin);
    let cells = [
        ("institution", name.to_owned()),
        ("type", value("type")),
        ("forms", name.to_lowercase()),
        ("pattern", pattern(desk, name)),
        ("needs_country", value("needs_country")),
    ];
    Sighting {
        dictionary: Dictionary::Institutions,
        cells: BTreeMap::from(cells),
        context: desk.context(sentence),
    }
}

/// The way in which most institutions' names are written, with this name in it.
fn pattern(desk: &Desk<'_>, name: &str) -> String {
    const HOLE: &str = "\u{1f}";
    let table = &desk.kit.shelf(Dictionary::Institutions).table;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in &table.rows {
        let shape = table
            .cell(row, "pattern")
            .replacen(table.cell(row, "institution"), HOLE, 1);
        if shape.contains(HOLE) {
            *counts.entry(shape).or_default() += 1;
        }
    }
    let shape = counts
        .into_iter()
        .max_by_key(|(_, n)| *n)
        .map_or(HOLE.to_owned(), |(shape, _)| shape);
    shape.replace(HOLE, name)
}
