//! All mentions of a sentence, in reading order.

pub mod capitals;
pub mod institutions;
pub mod mention;
pub mod names;
pub mod persons;

use crate::lexicon::{Classes, Dictionary, Gender};
use crate::resolve::book::ledger::Linked;
use crate::resolve::view::View;
use crate::resolve::vocabulary::Vocabulary;
use crate::text::tokens::fold;
use capitals::capital_run;
use institutions::{bare, institution_at, is_of_nations, place_at};
use mention::{Mention, Sort};
use persons::{fields_end, name_at};

/// How far before its head noun a determiner is looked for.
const REACH: u32 = 6;

/// Units of what an institution is for, its preposition and one word, that it has in its own form.
const OBJECT: u32 = 2;

/// Whether a mention may begin with a unit of these classes.
pub fn may_begin(classes: Classes, v: &Vocabulary) -> bool {
    classes.meets(v.begins_mention) && !classes.meets(v.quote)
}

/// Adds the mentions of a sentence outside its quotations; `begin` tells of each set of classes whether
/// one [`may_begin`] with it.
pub fn mentions(view: &View, v: &Vocabulary, begin: &[bool], out: &mut Vec<Linked>) {
    let first = out.len();
    let mut next = 0;
    for (at, set) in view.reading.sets().enumerate() {
        let at = at as u32;
        if at >= next
            && begin[set]
            && let Some(mention) = mention_at(view, v, at)
        {
            next = mention.base.end;
            out.push(Linked {
                mention,
                entity: None,
            });
        }
    }
    for linked in &mut out[first..] {
        let m = &mut linked.mention;
        widen(view, v, m);
        let mut before = m.base.start.saturating_sub(1)..m.core.start;
        m.former = before.any(|u| view.is(u, v.former));
    }
}

fn mention_at(view: &View, v: &Vocabulary, at: u32) -> Option<Mention> {
    let name = name_at(view, v, at);
    if name.as_ref().is_some_and(|n| {
        n.sort == Sort::Person && n.core.end > n.core.start + 1 || view.is(at, v.person_name)
    }) {
        return name;
    }
    let body = institution_at(view, v, at);
    let goes_on = |b: &Mention, run: &Mention| {
        let list = view.is(b.base.end, v.comma) || view.is(b.base.end, v.conjunction);
        let least = if list { 0 } else { OBJECT };
        run.base.end > b.base.end + least
    };
    let of_office = |run: &Mention| fields_end(view, v, at, run.base.end) > at;
    let run = capital_run(view, v, at).filter(|run| !of_office(run));
    office_at(view, v, at)
        .or(run.filter(|run| body.as_ref().is_none_or(|b| goes_on(b, run))))
        .or(body)
        .or_else(|| organization_at(view, v, at))
        .or_else(|| platform_at(view, v, at))
        .or(name)
        .or_else(|| place_mention(view, v, at))
        .or_else(|| role_at(view, v, at))
}

/// "NATO press service", "the IDF Spokesperson's Office": an organisation and its office; and "the
/// Shaoyang county government", of a place that no dictionary has.
fn office_at(view: &View, v: &Vocabulary, at: u32) -> Option<Mention> {
    let office = at + 1;
    let named = || {
        let name = view.is(at, v.unknown) && view.is(at, v.capitalised);
        let whose = name && view.follows(at, v.definite) && !is_of_nations(view, v, at);
        whose && !view.is(office, v.capitalised)
    };
    if !view.is(office, v.institution) || !view.is(at, v.organization) && !named() {
        return None;
    }
    let (fact, _) = view.facts_of(office, Dictionary::Institutions).next()?;
    let name = crate::resolve::assemble::rows::plain(&format!(
        "{} {}",
        bare(view, v, at),
        view.word(office)
    ));
    let mut out = Mention::new(Sort::Name, at..office + 1, at..office + 1, name);
    out.fact = Some(fact);
    Some(out)
}

fn organization_at(view: &View, v: &Vocabulary, at: u32) -> Option<Mention> {
    if !view.is(at, v.organization) {
        return None;
    }
    let (fact, _) = view.facts_of(at, Dictionary::Organizations).next()?;
    let mut out = Mention::new(
        Sort::Organization,
        at..firm_end(view, v, at + 1),
        at..at + 1,
        crate::resolve::assemble::rows::plain(bare(view, v, at)),
    );
    out.fact = Some(fact);
    Some(out)
}

/// Unknown words between a body and its legal form at most: "ING Groep NV".
const UNKNOWN: u32 = 2;

/// "ASA", "Groep NV", ", Inc.": where the legal form ends that stands behind a body, if one does.
fn firm_end(view: &View, v: &Vocabulary, at: u32) -> u32 {
    let named = |u: &u32| view.is(*u, v.unknown) && !view.is(*u, v.legal_form);
    let form = (at..at + UNKNOWN)
        .find(|u| !named(u))
        .unwrap_or(at + UNKNOWN);
    let form = form + u32::from(view.is(form, v.comma));
    if view.is(form, v.legal_form) {
        form + 1
    } else {
        at
    }
}

/// "Social media platform X", where it is no way that words took.
fn platform_at(view: &View, v: &Vocabulary, at: u32) -> Option<Mention> {
    let way =
        view.follows(at, v.way) || view.follows(at, v.determiner) && view.follows(at - 1, v.way);
    if way || !view.is(at, v.channel_place) {
        return None;
    }
    let mut words = view.word(at).rsplit(char::is_whitespace);
    let (name, kind) = (words.next()?, words.next()?);
    let mut channels = view.facts_of(at, Dictionary::Channels);
    let called = name.starts_with(char::is_uppercase)
        && view.entry_is(name, v.channel_name)
        && kind.starts_with(char::is_lowercase)
        && channels.any(|(_, f)| *f.sort == *fold(name));
    called.then(|| Mention::new(Sort::Organization, at..at + 1, at..at + 1, name.to_owned()))
}

/// A place, where it does not begin a longer name: "the Gulf of Maine Seabird Alliance".
fn place_mention(view: &View, v: &Vocabulary, at: u32) -> Option<Mention> {
    let begins = view.is(at + 1, v.of) && view.is(at + 2, v.capitalised);
    if begins || !view.is(at, v.place) {
        return None;
    }
    let place = place_at(view, v, at)?;
    let mut out = Mention::new(Sort::Place, at..at + 1, at..at + 1, place.written.clone());
    out.country = Some(Box::new(place));
    Some(out)
}

fn role_at(view: &View, v: &Vocabulary, at: u32) -> Option<Mention> {
    // "An official communiqué": nobody.
    let tells_of = view.is(at, v.adjective) && view.is(at + 1, v.document);
    if !view.is(at, v.nouns) || tells_of {
        return None;
    }
    let mut out = Mention::new(Sort::Role, at..at + 1, at..at + 1, view.word(at).to_owned());
    out.fact = view.facts_of(at, Dictionary::Roles).next().map(|(i, _)| i);
    out.titles = view
        .facts_of(at, Dictionary::Roles)
        .map(|(i, _)| i)
        .collect();
    out.plural = view.is(at, v.plural);
    let gender = (view.is(at, v.male), view.is(at, v.female));
    out.gender = match gender {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ => Gender::Unknown,
    };
    Some(out)
}

/// Takes in what stands before the head, back to the determiner, which a dictionary may have with a
/// name ("the Kremlin"); tells whether it is a definite one.
fn widen(view: &View, v: &Vocabulary, m: &mut Mention) {
    let mut at = m.base.start;
    let limit = at.saturating_sub(REACH);
    while at > limit {
        let before = view.classes(at - 1);
        if before.meets(v.determiner) || before.meets(v.possessive) || before.meets(v.definite) {
            m.owned |= before.meets(v.possessive);
            m.definite = before.meets(v.definite) || before.meets(v.possessive);
            if m.sort == Sort::Role {
                m.base.start = at - 1;
            }
            return;
        }
        if before.meets(v.again) && view.is(m.core.start, v.channel_noun) {
            m.definite = true;
        }
        if before.meets(v.genitive) {
            m.definite = true;
            m.owned = true;
        }
        let inside = m.sort == Sort::Role && before.meets(v.inside_np) && !before.meets(v.comma);
        if !inside && !before.meets(v.genitive) {
            return;
        }
        at -= 1;
        if inside && view.word(at).len() > bare(view, v, at).len() {
            m.definite = true;
            m.base.start = at;
            return;
        }
    }
}
