//! Capitalised names in source position that no dictionary knows.

use std::collections::BTreeMap;

use super::{Desk, Seen, Sighting};
use crate::lexicon::{Classes, Dictionary};
use crate::rules::Found;

/// What a body of unknown sort is called.
pub(super) const BODY: &str = "organisation";

pub(super) fn look(desk: &Desk<'_>, out: &mut Seen) {
    for found in &desk.trace.found {
        let Some(source) = &found.source else {
            continue;
        };
        let units = desk.trace.readings.sentence(found.sentence).folded();
        let unit = units.iter().find(|unit| unit.base.start == source.start);
        let classes = unit.map_or(Classes::NONE, |unit| unit.classes);
        if classes.meets(desk.known.person) {
            let name = capital_words(desk, found);
            if name.contains(' ') {
                out.persons.push((name, desk.context(found.sentence)));
            }
        } else if classes.meets(desk.known.name)
            && classes.meets(desk.known.np)
            && !classes.meets(desk.known.pronoun)
        {
            let run = run(desk, found.sentence, source);
            if let Some(seen) = run.and_then(|run| sighting(desk, found.sentence, run)) {
                out.sightings.push(seen);
            }
        }
    }
}

fn capital_words(desk: &Desk<'_>, found: &Found) -> String {
    let run = found
        .source
        .as_ref()
        .and_then(|s| run(desk, found.sentence, s));
    run.map_or(String::new(), |run| desk.words(found.sentence, run))
}

/// The capitalised units of a source around its head.
fn run(
    desk: &Desk<'_>,
    sentence: usize,
    source: &std::ops::Range<u32>,
) -> Option<std::ops::Range<usize>> {
    let (first, end) = (source.start as usize, source.end as usize);
    let start = (first..end).find(|i| desk.is_capital(sentence, *i))?;
    let run = desk.capitals(sentence, start);
    Some(run.start..run.end.min(end))
}

fn sighting(desk: &Desk<'_>, sentence: usize, run: std::ops::Range<usize>) -> Option<Sighting> {
    let known = |i: usize| {
        let classes = desk.classes(sentence, i);
        [
            desk.known.organization,
            desk.known.person,
            desk.known.place,
            desk.known.institution,
            desk.known.belongs,
        ]
        .into_iter()
        .any(|set| classes.meets(set))
    };
    let new = run
        .clone()
        .all(|i| desk.is_unknown(sentence, i) || desk.classes(sentence, i).meets(desk.known.given));
    if run.is_empty() || run.clone().any(known) || !new {
        return None;
    }
    let name = desk.words(sentence, run.clone());
    if is_surname(desk, &name) {
        return None;
    }
    if run.len() == 1 && desk.known.people.has_surname(&name) {
        return surname(desk, sentence, &name);
    }
    let determined = run.start > 0
        && desk
            .classes(sentence, run.start - 1)
            .meets(desk.known.determiner);
    let acronym = name.len() > 1 && name.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let (dictionary, column, value) = if determined || acronym || run.len() == 1 {
        (Dictionary::Organizations, "type", BODY)
    } else {
        (Dictionary::People, "gender", "u")
    };
    Some(Sighting {
        dictionary,
        cells: BTreeMap::from([("name", name), (column, value.to_owned())]),
        context: desk.context(sentence),
    })
}

/// An alias for the one known person of that last name; where there are several, nothing tells who.
fn surname(desk: &Desk<'_>, sentence: usize, name: &str) -> Option<Sighting> {
    let people = &desk.known.people;
    let person = people.only_of_surname(desk.kit, name)?;
    Some(Sighting {
        dictionary: Dictionary::People,
        cells: people.with_alias(desk.kit, person, name)?,
        context: desk.context(sentence),
    })
}

/// Whether the article names somebody whose last name this is.
fn is_surname(desk: &Desk<'_>, name: &str) -> bool {
    let ends = |text: &str| text.rsplit(' ').next() == Some(name) && text != name;
    desk.trace
        .readings
        .iter()
        .enumerate()
        .any(|(sentence, reading)| {
            let persons = reading
                .folded()
                .iter()
                .filter(|u| u.classes.meets(desk.known.person));
            persons
                .into_iter()
                .any(|u| ends(desk.trace.words(sentence, &u.base)))
        })
}
