//! Whose country an article or a dictionary tells, and who is meant by country and role.

use super::Speakers;
use super::anaphora::Place;
use super::recency::Trait;
use crate::lexicon::{Dictionary, Fact, Lexicon};
use crate::resolve::book::ledger::{Entity, EntityId, Ledger, Linked};
use crate::resolve::mentions::institutions::place_at;
use crate::resolve::mentions::mention::{Mention, PlaceName, Sort};
use crate::resolve::view::View;
use crate::resolve::vocabulary::Vocabulary;
use crate::text::tokens::fold;

/// Units before a name, or before a role, in which the country may stand: "Hungarian Foreign Minister".
const BEFORE: u32 = 4;
/// Sentences in which a compatriot was just told of.
const JUST_NOW: usize = 3;
/// Sentences in which a people's name means who was heard.
const JUST_BEFORE: usize = 2;
/// Sentences behind the office in which its holder is named.
const SOON: usize = 3;

/// Notes the countries of people: that of the dictionary, else that before their titles.
pub fn learn(view: &View, v: &Vocabulary, linked: &[Linked], ledger: &mut Ledger) {
    for l in linked.iter().filter(|l| l.mention.sort == Sort::Person) {
        let Some(id) = l.entity else { continue };
        if ledger.entities[id].country.is_none() {
            ledger.entities[id].country = listed(view, &l.mention).or_else(|| told(view, v, l));
        }
    }
}

/// The country in somebody's row.
fn listed(view: &View, m: &Mention) -> Option<String> {
    let row = person_row(m.fact, view.lexicon)?;
    (!row.of.is_empty()).then(|| row.of.to_string())
}

pub(super) fn person_row(fact: Option<u32>, lexicon: &Lexicon) -> Option<&Fact> {
    let row = lexicon.facts.get(fact? as usize)?;
    (row.dictionary == Dictionary::People).then_some(row)
}

/// "Turkish President Kaya", "Iran's foreign minister, Ali Rad".
fn told(view: &View, v: &Vocabulary, l: &Linked) -> Option<String> {
    let office = [v.title, v.role, v.human, v.former, v.genitive, v.apostrophe];
    let name = l.mention.core.start;
    let behind_comma = view.follows(name, v.comma);
    let end = name - u32::from(behind_comma);
    let before = (end.saturating_sub(BEFORE)..end).rev();
    let mut before = before.skip_while(|&u| {
        office.iter().any(|&class| view.is(u, class)) && place_at(view, v, u).is_none()
    });
    let at = before.next()?;
    if behind_comma && at + 1 == end {
        return None;
    }
    Some(owner(view, v, at)?.country)
}

/// The place of a unit that says whose something is: "Turkish", "U.S.", "Turkey's".
fn owner(view: &View, v: &Vocabulary, unit: u32) -> Option<PlaceName> {
    let place = place_at(view, v, unit)?;
    let owns = view.is(unit + 1, v.genitive) || view.is(unit + 1, v.apostrophe);
    let capitals = |c: char| c.is_uppercase() || c == '.';
    (place.adjective || owns || place.written.chars().all(capitals)).then_some(place)
}

impl Speakers<'_> {
    /// The country that stands before a role, "the Turkish leader", and whether right before it.
    pub(super) fn country_before(&self, m: &Mention, view: &View) -> Option<(String, bool)> {
        let role = m.core.start;
        let mut before = (role.saturating_sub(BEFORE)..role).rev();
        let at = before.find(|&u| {
            place_at(view, self.v, u).is_some()
                || view.is(u, self.v.comma)
                || view.is(u, self.v.preposition)
        })?;
        let place = owner(view, self.v, at)?;
        Some((place.country, at + 1 == role))
    }

    /// "Israel's prime minister": who of that country has this very office, and is named before or soon.
    pub(super) fn office_holder(&self, m: &Mention, at: Place, view: &View) -> Option<EntityId> {
        let (country, _) = self.country_before(m, view)?;
        let role = fold(view.letters(&m.core));
        let holds = |e: &Entity| self.is_from(e, &country, m) && self.has_office(e, &role);
        self.latest(at, &[Trait::Person], holds)
            .or_else(|| self.named_first(at, holds))
    }

    /// "The Turkish leader": who of that country spoke just now, or was named.
    pub(super) fn compatriot(&self, m: &Mention, at: Place, view: &View) -> Option<EntityId> {
        let (country, true) = self.country_before(m, view)? else {
            return None;
        };
        let from = |e: &Entity| self.is_from(e, &country, m);
        let spoke = self.spoke_last(at, JUST_NOW);
        let spoke = spoke.filter(|&id| from(&self.book.ledger.entities[id]));
        spoke.or_else(|| self.latest_near(at, at.sentence.saturating_sub(JUST_NOW - 1), &from))
    }

    /// "The Russian said": whether who spoke, or is spoken of, just now is of no other country.
    pub(super) fn is_own_demonym(&self, view: &View, unit: u32, at: Place) -> bool {
        let Some(place) = place_at(view, self.v, unit) else {
            return false;
        };
        let spoke = self.spoke_last(at, JUST_BEFORE);
        let last = spoke.or_else(|| self.subject_before(at));
        let from = |e: &Entity| e.country.as_ref().is_none_or(|own| *own == place.country);
        last.is_some_and(|id| {
            let e = &self.book.ledger.entities[id];
            !view.is(unit, self.v.plural) && e.sort == Sort::Person && from(e)
        })
    }

    fn is_from(&self, e: &Entity, country: &str, m: &Mention) -> bool {
        e.sort == Sort::Person && e.gender.agrees(m.gender) && e.country.as_deref() == Some(country)
    }

    /// Whether the article or the dictionary gives somebody an office, folded, that is not of the past.
    fn has_office(&self, e: &Entity, office: &str) -> bool {
        let facts = &self.views[0].lexicon.facts;
        let is_it = |role: &str| {
            let before = role.strip_suffix(office);
            before.is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        };
        let told = e.roles.iter().filter(|role| !e.was.contains(role));
        let mut told = told.filter_map(|role| facts.get(*role as usize));
        told.any(|role| is_it(&fold(&role.name)))
            || person_row(e.fact, self.views[0].lexicon)
                .is_some_and(|row| is_it(&fold(&row.pattern)))
    }

    /// Who is named for the first time in the next sentences, and suits.
    fn named_first(&self, at: Place, suits: impl Fn(&Entity) -> bool) -> Option<EntityId> {
        let soon = at.sentence + 1..at.sentence + 1 + SOON;
        let mut named = self.book.named.range(soon).iter().copied();
        named.find(|&id| {
            let e = &self.book.ledger.entities[id];
            suits(e) && e.refs.first().is_some_and(|r| r.sentence > at.sentence)
        })
    }
}
