//! Names of persons, and names that may be anybody's.

use std::ops::Range;

use super::mention::{Mention, Sort};
use crate::lexicon::{Dictionary, Gender};
use crate::resolve::only;
use crate::resolve::view::View;
use crate::resolve::vocabulary::Vocabulary;

/// The name that begins at `at`, titles included.
pub fn name_at(view: &View, v: &Vocabulary, at: u32) -> Option<Mention> {
    let mut start = at;
    while view.is(start, v.title) && view.is(start, v.capitalised) && !view.is(start, v.given) {
        start += 1;
    }
    let end = run_end(view, v, start, start > at)?;
    if start == at && end == at + 1 && view.is(at, v.month) {
        return None;
    }
    let run = start;
    let start = name_in(view, v, run, end);
    let at = if start > run || of_role(view, v, run) {
        start
    } else {
        at
    };
    let titled = start > at || view.follows(at, v.title) && !view.follows(at, v.genitive);
    let known = (start..end).any(|u| view.is(u, v.person_name));
    let first_given = view.is(start, v.given) && (end - start > 1 || !only_given(view, start));
    let initials = (start..end).any(|u| view.is(u, v.initial)) && end - start > 1;
    let told = view.follows(at, v.role) || view.follows(at, v.human);
    let called = told || is_set_behind(view, v, start, end);
    let firm = view.is(end - 1, v.legal_form);
    let named = view.is(end - 1, v.body_word) && !known && !titled && !called;
    let body = end - start > 1 && (firm || named);
    let person = !body && (known || titled || start > run || first_given || initials || called);
    let sort = if person { Sort::Person } else { Sort::Name };
    let mut out = Mention::new(sort, at..end, start..end, written(view, v, start, end));
    out.gender = gender(view, v, at, start, end);
    out.fact = (start..end).find_map(|u| one_row(view, u));
    out.titles = (at..start)
        .flat_map(|u| view.facts_of(u, Dictionary::Roles).map(|(i, _)| i))
        .collect();
    Some(out)
}

/// "His wife, | Grace, 34": whether a given name stands between commas behind the noun for one who has it.
fn is_set_behind(view: &View, v: &Vocabulary, start: u32, end: u32) -> bool {
    let noun = start.saturating_sub(2);
    let one = view.is(noun, v.human) || view.is(noun, v.role);
    let aside = view.follows(start, v.comma) && view.is(end, v.comma);
    view.is(start, v.given) && aside && one && !view.is(noun, v.plural)
}

/// Where the name of a run begins: the office in "Minister for Tourism R. Kumar" ends in a
/// capitalised word, that in "Minister for Energy and Irrigation Kulman Ghising" in its last field.
fn name_in(view: &View, v: &Vocabulary, start: u32, end: u32) -> u32 {
    let behind_fields = fields_end(view, v, start, end);
    let begins = |u: u32| view.is(u, v.given) || view.is(u, v.initial);
    if behind_fields > start || !of_role(view, v, start) || begins(start) || end - start < 3 {
        return behind_fields;
    }
    (start + 1..end - 1).find(|&u| begins(u)).unwrap_or(start)
}

/// Units of an office's fields at most.
const FIELDS: usize = 10;

/// The unit behind the fields with which a run begins, if they are those of an office before it.
pub fn fields_end(view: &View, v: &Vocabulary, start: u32, end: u32) -> u32 {
    let field = |u: &u32| view.is(*u, v.portfolio_word);
    let behind = (start..end).find(|u| !field(u));
    let Some(behind) = behind.filter(|&u| u > start) else {
        return start;
    };
    let links = [v.conjunction, v.comma, v.of, v.preposition, v.capitalised];
    let inside = |u: u32| links.iter().any(|&class| view.is(u, class));
    let office = |u: u32| view.is(u, v.title) || view.is(u, v.role);
    let mut before = (0..start).rev().take(FIELDS);
    let first = before.find(|&u| office(u) || !inside(u));
    if first.is_some_and(office) {
        behind
    } else {
        start
    }
}

/// "Minister for", "Secretary of".
fn of_role(view: &View, v: &Vocabulary, start: u32) -> bool {
    start > 1
        && (view.is(start - 1, v.of) || view.is(start - 1, v.preposition))
        && (view.is(start - 2, v.title) || view.is(start - 2, v.role))
}

/// The row of a person that a unit names; none where several have the name.
fn one_row(view: &View, unit: u32) -> Option<u32> {
    only(view.facts_of(unit, Dictionary::People).map(|(i, _)| i))
}

fn only_given(view: &View, unit: u32) -> bool {
    view.facts(unit)
        .any(|(_, f)| f.dictionary != Dictionary::GivenNames)
}

/// "Mr", "Ms": a title behind which a place or a people is a surname.
fn is_address(view: &View, v: &Vocabulary, unit: u32) -> bool {
    view.is(unit, v.male) != view.is(unit, v.female)
}

/// One past the last unit of the name that begins at `start`, maybe behind a title.
fn run_end(view: &View, v: &Vocabulary, start: u32, titled: bool) -> Option<u32> {
    let mut at = start;
    let addressed = titled && is_address(view, v, start - 1);
    let opens = view.is(start, v.given) || view.is(start, v.particle);
    let opens = opens || titled && view.is(start, v.unknown);
    let given = opens && view.is(start, v.capitalised);
    while at < view.len() {
        let inside = at > start;
        if inside
            && view.is(at, v.title)
            && !view.is(at, v.given)
            && !view.is(at, v.unknown)
            && is_part(view, v, at + 1, false)
        {
            break;
        } else if is_part(view, v, at, inside && given)
            || !inside && addressed && view.is(at, v.capitalised) && view.is(at, v.places)
            || !inside && opens_with_particle(view, v, at)
        {
            at += 1;
        } else if inside
            && view.is(at, v.quote)
            && view.letters(&(at..at + 1)).len() < 24
            && is_part(view, v, at + 1, given)
        {
            at += 2;
        } else if inside
            && (view.is(at, v.particle) && next_part(view, v, at) || view.is(at, v.suffixes))
        {
            at += 1;
        } else if inside && view.is(at, v.comma) && view.is(at + 1, v.suffixes) {
            at += 2;
        } else {
            break;
        }
    }
    (at > start).then_some(at)
}

/// "De Souza": a particle with a capital letter.
fn opens_with_particle(view: &View, v: &Vocabulary, at: u32) -> bool {
    view.is(at, v.capitalised) && view.is(at, v.particle) && next_part(view, v, at)
}

fn next_part(view: &View, v: &Vocabulary, at: u32) -> bool {
    is_part(view, v, at + 1, true) || view.is(at + 1, v.particle) && is_part(view, v, at + 2, true)
}

fn is_part(view: &View, v: &Vocabulary, unit: u32, behind_given: bool) -> bool {
    let classes = view.classes(unit);
    if classes.meets(v.person_name) {
        return true;
    }
    if !classes.meets(v.capitalised) || classes.meets(v.affiliation) {
        return false;
    }
    if classes.meets(v.given) {
        return !classes.meets(v.place) || behind_given || is_part(view, v, unit + 1, true);
    }
    if classes.meets(v.unknown) || classes.meets(v.own_name) {
        return true;
    }
    if classes.meets(v.initial) && !classes.meets(v.determiner) && !classes.meets(v.pronoun_subject)
    {
        return !classes.meets(v.channel_name);
    }
    behind_given
        && !classes.meets(v.never_in_name)
        && (classes.meets(v.word) || classes.meets(v.place))
}

/// The letters, without nicknames in quotation marks.
fn written(view: &View, v: &Vocabulary, start: u32, end: u32) -> String {
    if !(start..end).any(|u| view.is(u, v.quote)) {
        return crate::resolve::assemble::rows::plain(view.letters(&(start..end)));
    }
    let words: Vec<&str> = (start..end)
        .filter(|&u| !view.is(u, v.quote))
        .map(|u| view.word(u))
        .collect();
    words.join(" ")
}

/// The units of a name that may be given names: behind a given name the last is a surname.
fn given_part(view: &View, v: &Vocabulary, start: u32, end: u32) -> Range<u32> {
    let mut before = start..end - 1;
    let given = before.any(|u| view.is(u, v.given));
    start..if given { end - 1 } else { end }
}

fn gender(view: &View, v: &Vocabulary, at: u32, start: u32, end: u32) -> Gender {
    let told = (at.saturating_sub(1)..start).find_map(|u| {
        match (view.is(u, v.male), view.is(u, v.female)) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        }
    });
    let of = |dictionary, mut units: Range<u32>| {
        units.find_map(|u| {
            let genders = view.facts_of(u, dictionary).map(|(_, f)| f.gender);
            let mut told = genders.filter(|g| *g != Gender::Unknown);
            let first = told.next()?;
            told.all(|g| g == first).then_some(first)
        })
    };
    told.or_else(|| of(Dictionary::People, start..end))
        .or_else(|| of(Dictionary::GivenNames, given_part(view, v, start, end)))
        .unwrap_or_default()
}
