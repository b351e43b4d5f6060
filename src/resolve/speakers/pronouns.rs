//! Whom a pronoun means.

use super::Speakers;
use super::anaphora::Place;
use super::speaker::{How, Speaker};
use crate::lexicon::Gender;
use crate::resolve::book::ledger::{Entity, EntityId, Linked};
use crate::resolve::mentions::mention::Sort;
use crate::resolve::view::View;

/// Sentences in which somebody may be named behind a pronoun.
const SOON: usize = 3;
/// Sentences after which a mention is forgotten by pronouns.
const MEMORY: usize = 12;
/// What a sentence's distance costs.
const DISTANCE: i32 = 8;
/// What being the subject of its sentence is worth.
const SUBJECT: i32 = 7;
/// What having spoken last is worth.
const SPOKE: i32 = 10;
/// What a gender that is known to agree is worth.
const AGREES: i32 = 4;
/// What a gender that only a given name tells, and that does not agree, is worth.
const DISAGREES: i32 = -14;

/// What a pronoun asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Person(Gender),
    Thing,
    Several,
}

impl Speakers<'_> {
    /// Whom a pronoun means.
    pub fn pronoun(&self, at: Place, unit: u32, view: &View) -> Speaker {
        let v = self.v;
        let classes = view.classes(unit);
        let wanted = match () {
            () if classes.meets(v.male_pronoun) => Wanted::Person(Gender::Male),
            () if classes.meets(v.female_pronoun) => Wanted::Person(Gender::Female),
            () if classes.meets(v.thing_pronoun) => Wanted::Thing,
            () if classes.meets(v.plural_pronoun) => Wanted::Several,
            () => return self.unresolved(view, unit),
        };
        if let (Wanted::Several, Some(said)) = (wanted, self.said.last())
            && said.sentence + 3 > at.sentence
            && said.speaker.entity.is_none()
            && (said.speaker.kind == crate::resolve::kinds::GROUP || said.speaker.parts > 1)
        {
            return Speaker {
                how: How::Pronoun,
                ..said.speaker.clone()
            };
        }
        if wanted == Wanted::Several
            && let Some(both) = self.subjects_before(at)
        {
            return both;
        }
        if let (Wanted::Thing, Some(said)) = (wanted, self.said.last())
            && said.sentence + 2 > at.sentence
            && (said.speaker.how == How::Document
                || said.speaker.kind == crate::resolve::kinds::DOCUMENT)
        {
            return said.speaker.clone();
        }
        let best = self.best(at, wanted);
        let person = |id: EntityId| self.book.ledger.entities[id].sort == Sort::Person;
        if wanted == Wanted::Several
            && best.is_none_or(person)
            && let Some(both) = self.spoken_together(at, false)
        {
            return both;
        }
        match best.or_else(|| self.first_later(at, wanted)) {
            Some(id) => self.entity(id, How::Pronoun),
            None => self.unresolved(view, unit),
        }
    }

    fn unresolved(&self, view: &View, unit: u32) -> Speaker {
        Speaker {
            name: view.word(unit).to_owned(),
            kind: crate::resolve::kinds::UNKNOWN.to_owned(),
            ..Speaker::default()
        }
    }

    /// "The clerk of the court, who …": whom the noun phrase before a relative pronoun names; people, if
    /// the pronoun is one for people. "Li, a lawyer who …" is Li.
    pub(super) fn antecedent(&mut self, at: Place, unit: u32, view: &View) -> Speaker {
        let people = view.is(unit, self.v.pronoun_people);
        let suits = |l: &&Linked| {
            let m = &l.mention;
            let person = match m.sort {
                Sort::Person => true,
                Sort::Role => !view.is(m.core.start, self.v.group) || m.plural,
                Sort::Name => people,
                _ => false,
            };
            person == people
        };
        let mentions = self.book.mentions.of(at.sentence).iter();
        let before = || {
            mentions
                .clone()
                .rev()
                .filter(|l| l.mention.base.end <= unit)
        };
        let Some(near) = before().find(suits).or_else(|| before().next()) else {
            return Speaker::default();
        };
        let explained = |l: &&Linked| {
            let gap = l.mention.base.end..near.mention.base.start;
            matches!(l.mention.sort, Sort::Person | Sort::Name)
                && view.is(gap.start, self.v.comma)
                && !gap
                    .clone()
                    .any(|u| view.is(u, self.v.past) || view.is(u, self.v.third))
        };
        let m = &before().find(explained).unwrap_or(near).mention;
        let (start, head) = (m.base.start, m.core.end - 1);
        let end = (start..unit).find(|&u| view.is(u, self.v.comma));
        let meant = self.of_range(at.sentence, &(start..end.unwrap_or(unit)), head, u32::MAX);
        Speaker {
            how: How::Pronoun,
            ..meant
        }
    }

    /// Who is named first behind a pronoun that nobody before it fits.
    fn first_later(&self, at: Place, wanted: Wanted) -> Option<EntityId> {
        let Wanted::Person(_) = wanted else {
            return None;
        };
        let near = self.named_in(at.sentence..at.sentence + SOON + 1);
        let entities = near.map(|id| (id, &self.book.ledger.entities[id]));
        let named = entities.filter(|(_, e)| suits(e, wanted).is_some() && e.sort != Sort::Role);
        let placed = named.filter_map(|(id, e)| {
            let first = e.refs.shortly_behind(at, SOON)?;
            Some((first.sentence, first.unit, id))
        });
        placed.min().map(|(_, _, id)| id)
    }

    fn best(&self, at: Place, wanted: Wanted) -> Option<EntityId> {
        let last = self.said.last().filter(|s| s.sentence + 3 > at.sentence);
        // Behind a question somebody else answers: "Asked by X whether …, he said".
        let answers = last.is_some_and(|s| s.asks && s.sentence + 1 >= at.sentence);
        let since = last.map_or(0, |s| s.sentence + 1);
        let last = last.and_then(|s| s.speaker.entity);
        let may_be = |e: &Entity| suits(e, wanted).is_some();
        let person = matches!(wanted, Wanted::Person(_));
        let changed = person && self.other_subject(since..at.sentence, last, may_be);
        let near = (at.sentence + 1).saturating_sub(MEMORY)..at.sentence + 1;
        let entities = self
            .named_in(near)
            .map(|id| (id, &self.book.ledger.entities[id]));
        let chance = |e: &Entity| {
            let once = e.refs.count() == 1 && e.refs.first().is_some_and(|r| r.unit == 0);
            e.sort == Sort::Name && e.words.len() == 1 && once && !e.spoke
        };
        let scored = entities.filter(|(_, e)| !chance(e)).filter_map(|(id, e)| {
            let unsure = person && last == Some(id) && has_unsure_gender(e);
            let suits = suits(e, wanted).or(unsure.then_some(DISAGREES))?;
            let near = nearness(e, at)?;
            let spoke = match last == Some(id) {
                true if answers => -SPOKE,
                true if changed => 0,
                true => SPOKE,
                false => 0,
            };
            Some((suits + near + spoke, id))
        });
        scored
            .max_by_key(|&(score, id)| (score, usize::MAX - id))
            .map(|(_, id)| id)
    }
}

/// Whether only a given name may tell the gender.
fn has_unsure_gender(e: &Entity) -> bool {
    e.sort == Sort::Person && !e.plural && e.fact.is_none() && !e.gender_told
}

fn suits(e: &Entity, wanted: Wanted) -> Option<i32> {
    match wanted {
        Wanted::Person(gender) => match e.sort {
            Sort::Person | Sort::Role | Sort::Name if e.plural => None,
            Sort::Person | Sort::Role | Sort::Name if e.gender == gender => Some(AGREES),
            Sort::Person if e.gender == Gender::Unknown => Some(0),
            Sort::Role
                if e.gender == Gender::Unknown && e.kind == crate::resolve::kinds::PERSON =>
            {
                Some(-6)
            }
            Sort::Name
                if e.gender == Gender::Unknown && e.kind == crate::resolve::kinds::UNKNOWN =>
            {
                Some(-4)
            }
            _ => None,
        },
        Wanted::Thing => match e.sort {
            Sort::Institution | Sort::Organization => Some(AGREES),
            Sort::Place if e.country.as_ref() == Some(&e.name) => Some(-2),
            Sort::Place => Some(-8),
            Sort::Name => Some(0),
            Sort::Role if e.kind == crate::resolve::kinds::GROUP && !e.plural => Some(2),
            _ => None,
        },
        Wanted::Several => match e.sort {
            Sort::Role if e.plural => Some(AGREES + 4),
            Sort::Organization | Sort::Institution => Some(0),
            Sort::Role => Some(-2),
            // Who is "he" or "she" is not "they" too.
            Sort::Person if e.gender != Gender::Unknown => None,
            Sort::Person | Sort::Name | Sort::Place => Some(-8),
        },
    }
}

/// How near the last mention before `at` is.
fn nearness(e: &Entity, at: Place) -> Option<i32> {
    let score = |r: &crate::resolve::book::ledger::Ref| {
        let distance = (at.sentence - r.sentence) as i32;
        (if r.subject { SUBJECT } else { 0 }) - distance * DISTANCE
    };
    e.refs.shortly_before(at, MEMORY - 1).map(score).max()
}
