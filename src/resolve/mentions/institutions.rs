//! Institutions that compose: country, head, host.

use super::mention::{Mention, PlaceName, Sort};
use crate::lexicon::{Dictionary, Fact};
use crate::resolve::kinds;
use crate::resolve::view::View;
use crate::resolve::vocabulary::Vocabulary;

/// Where an institution's pattern names its country.
const COUNTRY: &str = "{country}";
/// Where an institution's pattern names the place that it sits in.
const HOST: &str = "{host}";
/// Words that may stand between a country and the head.
const BETWEEN: u32 = 2;

/// Whether a unit names a place.
fn is_place(view: &View, v: &Vocabulary, unit: u32) -> bool {
    view.is(unit, v.places)
        && view.word(unit).contains(char::is_uppercase)
        && view.facts_of(unit, Dictionary::Places).next().is_some()
}

/// The place that a unit names.
pub fn place_at(view: &View, v: &Vocabulary, unit: u32) -> Option<PlaceName> {
    if !is_place(view, v, unit) {
        return None;
    }
    let classes = view.classes(unit);
    let mut facts = view.facts_of(unit, Dictionary::Places).map(|(_, f)| f);
    let country = facts.clone().find(|f| is_country(f));
    let own = facts.find(|f| !is_country(f));
    let stands = classes.meets(v.capital) || classes.meets(v.metonym);
    let named = if stands {
        own.or(country)?
    } else {
        country.or(own)?
    };
    let name = if stands && own.is_none() {
        bare(view, v, unit)
    } else {
        &named.name
    };
    Some(PlaceName {
        name: name.to_owned(),
        country: country.or(own)?.of.to_string(),
        written: bare(view, v, unit).to_owned(),
        adjective: !classes.meets(v.place) || classes.meets(v.place_adjective),
        stands,
    })
}

/// The letters of a unit without a determiner that its entry begins with.
pub fn bare<'a>(view: &View<'a>, v: &Vocabulary, unit: u32) -> &'a str {
    let word = view.word(unit);
    match word.split_once(char::is_whitespace) {
        Some((first, rest))
            if view.entry_is(first, v.determiner) && !view.entry_is(first, v.negation) =>
        {
            rest.trim_start()
        }
        _ => word,
    }
}

/// "Franco-Italian": an adjective of several places.
pub fn is_of_nations(view: &View, v: &Vocabulary, unit: u32) -> bool {
    let parts = view.word(unit).rsplit_once('-');
    parts.is_some_and(|(_, last)| view.entry_is(last, v.place_adjective))
}

fn is_country(fact: &Fact) -> bool {
    fact.of == fact.name
}

/// The institution that begins at `at`: a place before its head, the head itself, places behind it.
pub fn institution_at(view: &View, v: &Vocabulary, at: u32) -> Option<Mention> {
    let owned = is_place(view, v, at);
    let mut head = at;
    if owned {
        head += 1;
        if view.is(head, v.genitive) || view.is(head, v.apostrophe) {
            head += 1;
        }
        let limit = head + BETWEEN;
        while head < limit && !view.is(head, v.institution) && may_stand_between(view, v, head) {
            head += 1;
        }
    }
    let named = |u: u32| view.is(u, v.unknown) && view.is(u, v.capitalised);
    if !view.is(head, v.institution) || (at + 1..head).any(named) {
        return None;
    }
    let (fact, known) = view.facts_of(head, Dictionary::Institutions).next()?;
    let mut out = Mention::new(
        Sort::Institution,
        at..head + 1,
        head..head + 1,
        String::new(),
    );
    out.fact = Some(fact);
    out.country = if owned {
        place_at(view, v, at).map(Box::new)
    } else {
        None
    };
    places_behind(view, v, known, &mut out);
    if out.base.end == head + 1
        && let Some(end) = field_behind(view, v, head + 1)
    {
        let name = crate::resolve::assemble::rows::plain(view.letters(&(at..end)));
        let mut field = Mention::new(Sort::Name, at..end, at..end, name);
        field.fact = Some(fact);
        return Some(field);
    }
    out.definite = at > 0 && view.is(at - 1, v.definite);
    out.plural = view.is(head, v.plural);
    out.head = crate::resolve::assemble::rows::plain(bare(view, v, head));
    let rest = view.letters(&(at + 1..out.base.end));
    out.name = crate::resolve::assemble::rows::plain(&format!("{} {rest}", bare(view, v, at)));
    if view.is(at + 1, v.genitive) || view.is(at + 1, v.apostrophe) {
        out.name = crate::resolve::assemble::rows::plain(&format!("{}{rest}", bare(view, v, at)));
    }
    Some(out)
}

fn may_stand_between(view: &View, v: &Vocabulary, unit: u32) -> bool {
    let classes = view.classes(unit);
    if classes.meets(v.preposition)
        || classes.meets(v.comma)
        || classes.meets(v.conjunction)
        || classes.meets(v.cue)
    {
        return false;
    }
    classes.meets(v.adjective)
        || classes.meets(v.unknown)
        || classes.meets(v.place)
        || classes.meets(v.capitalised)
}

/// "of Russia", "in Tehran".
fn places_behind(view: &View, v: &Vocabulary, known: &Fact, out: &mut Mention) {
    while let Some((place, end, of)) = place_behind(view, v, out.base.end) {
        let wants_host = known.pattern.contains(HOST);
        if out.country.is_none() && (of || !wants_host) {
            if !of {
                return;
            }
            out.country = Some(Box::new(place));
        } else if wants_host && out.host.is_none() {
            out.host = Some(Box::new(place));
        } else {
            return;
        }
        out.base.end = end;
    }
}

/// Where "of Hauliers" ends behind an institution: its field, no place.
fn field_behind(view: &View, v: &Vocabulary, at: u32) -> Option<u32> {
    let named =
        |u: &u32| view.is(*u, v.capitalised) && view.is(*u, v.word) && !view.is(*u, v.title);
    let field = (at + 1..view.len()).take_while(named).count() as u32;
    // "The office of Israeli | farmers": no field.
    let of = view.is(at, v.of) && !view.is(at + field, v.place_adjective);
    (of && field > 0).then_some(at + 1 + field)
}

fn place_behind(view: &View, v: &Vocabulary, at: u32) -> Option<(PlaceName, u32, bool)> {
    if !view.is(at, v.preposition) && !view.is(at, v.of) {
        return None;
    }
    let place = if view.is(at + 1, v.definite) {
        at + 2
    } else {
        at + 1
    };
    // "The office of Israeli | farmers": no office of Israel.
    let whole =
        |p: &PlaceName| !p.adjective || view.is(place, v.place) && !view.is(place + 1, v.nouns);
    let found = place_at(view, v, place).filter(whole)?;
    Some((found, place + 1, view.is(at, v.of)))
}

/// The composed name, or the mention's own words where composing would lose one of them.
pub fn composed(mention: &Mention, known: &Fact) -> String {
    let Some(country) = &mention.country else {
        return mention.name.clone();
    };
    let before = mention.name.strip_prefix(&*country.written);
    if is_abbreviated(&country.written) && before.is_some_and(|rest| rest.starts_with(' ')) {
        return mention.name.clone();
    }
    let national = known.pattern.contains(HOST) || known.sort.as_ref() == kinds::MINISTRY;
    let owner = match (country.stands, country.adjective) {
        (true, _) if national => &country.country,
        (_, true) => &country.country,
        _ => &country.written,
    };
    let mut name = known.pattern.replace(COUNTRY, owner);
    if let Some(at) = name.find(HOST) {
        match &mention.host {
            Some(host) if host.stands && country.stands => name = name.replace(HOST, &host.country),
            Some(host) => name = name.replace(HOST, &host.written),
            None => name.truncate(without_last_word(&name[..at])),
        }
    }
    let behind = known.pattern.strip_prefix(known.name.as_ref());
    let told = known.sort.as_ref() != kinds::AGENCY || adds_nothing(&name, mention);
    match behind {
        _ if told && covers(&name, mention, national) => name,
        Some(rest) if national && !mention.head.is_empty() && !rest.contains(HOST) => {
            format!("{}{}", mention.head, rest.replace(COUNTRY, owner))
        }
        _ => mention.name.clone(),
    }
}

/// "U.S.", "UAE": a country that the text writes in capital letters.
fn is_abbreviated(written: &str) -> bool {
    written.chars().all(|c| c.is_uppercase() || c == '.')
}

/// Bytes of `name` before its last word.
fn without_last_word(name: &str) -> usize {
    name.trim_end().rfind(' ').unwrap_or(name.len())
}

/// Letters that tell two forms of a word from two words.
const STEM: usize = 5;

/// Folded beginnings of the longer words.
pub fn stems(name: &str) -> Vec<String> {
    let stem = |w: &str| w.to_lowercase().chars().take(STEM).collect::<String>();
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 2)
        .map(stem)
        .collect()
}

/// Whether the composed name has no word that is neither the mention's nor its country's: "the Dutch
/// company" is none of the companies that the dictionary has.
fn adds_nothing(name: &str, mention: &Mention) -> bool {
    let mut known = stems(&mention.name);
    let places = [&mention.country, &mention.host];
    let places = places.into_iter().flatten();
    known.extend(places.flat_map(|p| stems(&format!("{} {}", p.country, p.written))));
    stems(name).iter().all(|stem| known.contains(stem))
}

/// Whether the composed name has the words of the mention: places that stand for others aside, and
/// for what every country has but one of ("the Swedish embassy"), its adjective.
fn covers(name: &str, mention: &Mention, national: bool) -> bool {
    let have = stems(name);
    let spared: Vec<String> = [&mention.country, &mention.host]
        .into_iter()
        .flatten()
        .filter(|p| p.stands || national && p.adjective && p.name == p.country)
        .flat_map(|p| stems(&p.written))
        .collect();
    stems(&mention.name)
        .iter()
        .all(|w| have.contains(w) || spared.contains(w))
}
