//! Sources without a name: roles, groups, documents, and whose they are.

use std::ops::Range;

use super::anaphora::Place;
use super::recency::Trait;
use super::speaker::{How, Speaker};
use super::{Said, Speakers, described, runs};
use crate::lexicon::Dictionary;
use crate::resolve::book::ages;
use crate::resolve::book::ledger::{Entity, EntityId, Linked};
use crate::resolve::kinds;
use crate::resolve::mentions::institutions::place_at;
use crate::resolve::mentions::mention::{Mention, Sort};
use crate::resolve::mentions::names::words_of;
use crate::resolve::view::View;

impl Speakers<'_> {
    pub(super) fn role(
        &mut self,
        linked: &Linked,
        at: Place,
        view: &View,
        range: &Range<u32>,
        within: &[Linked],
    ) -> Speaker {
        let m = &linked.mention;
        let document =
            view.is(m.core.start, self.v.document) || view.is(m.core.start, self.v.channel_noun);
        if document && !view.is(m.core.start, self.v.human) {
            return self.document(linked, at, view, range, within);
        }
        let followed = view.is(m.core.end, self.v.preposition) && range.contains(&m.core.end);
        if m.definite
            && !followed
            && let Some(id) = self.same_role(m, at, view)
            && !self.of_another_country(id, linked, view)
            && !self.is_another_name(id, m, view)
        {
            self.tell(id, at);
            return self.entity(id, How::Definite);
        }
        let office =
            view.is(m.core.start, self.v.role) && !view.is(m.core.start, self.v.human) && !m.plural;
        if office
            && !view.is(m.base.start, self.v.possessive)
            && !followed
            && let Some(id) = self.later_role(m, view)
            && self.named_soon(id, at)
        {
            return self.entity(id, How::Definite);
        }
        let mut out = self.owned(at, view, range);
        out.kind = kinds::kind_of(m, m.fact.and_then(|f| view.lexicon.facts.get(f as usize)));
        if self.proper(m, view).is_some() {
            let named = Mention {
                sort: Sort::Name,
                ..m.clone()
            };
            return self.remember(&named, out, at, view);
        }
        self.remember(m, out, at, view)
    }

    /// "The Norham Hospitals NHS Trust": the words of a group's name that is written in capital letters.
    fn proper(&self, m: &Mention, view: &View) -> Option<Vec<String>> {
        let start = m.base.start + u32::from(view.is(m.base.start, self.v.determiner));
        let words = start..m.core.end;
        let capital = words.clone().all(|u| view.is(u, self.v.capitalised));
        let group = view.is(m.core.start, self.v.group) && !m.plural && !m.owned;
        let goes_on = view.is(words.end, self.v.capitalised);
        (group && capital && !goes_on && words.len() > 1).then(|| words_of(view.letters(&words)))
    }

    /// Whether a description fits somebody in country and name.
    pub(super) fn may_be(&self, id: EntityId, linked: &Linked, view: &View) -> bool {
        !self.of_another_country(id, linked, view)
            && !self.is_another_name(id, &linked.mention, view)
    }

    /// Whether a group has a name of its own, with words that somebody's has not.
    fn is_another_name(&self, id: EntityId, m: &Mention, view: &View) -> bool {
        let known = &self.book.ledger.entities[id].words;
        let own = self.proper(m, view);
        own.is_some_and(|own| own.iter().any(|w| !known.contains(w)))
    }

    /// The words of a mention, and whose it is: "her brother".
    pub(super) fn owned(&self, at: Place, view: &View, range: &Range<u32>) -> Speaker {
        let mut out = described(view, self.v, range);
        if view.is(range.start, self.v.possessive) {
            let owner = self.pronoun(at, range.start, view);
            let one = |id: EntityId| !self.book.ledger.entities[id].plural;
            if owner.entity.is_some_and(one) {
                out.name = format!("{}{} {}", owner.name, self.v.genitive_mark, out.name);
            }
        }
        out
    }

    /// "The Russian side" is none of the Finnish bodies.
    fn of_another_country(&self, id: EntityId, linked: &Linked, view: &View) -> bool {
        let Some(known) = &self.book.ledger.entities[id].country else {
            return false;
        };
        if self.book.ledger.entities[id].sort == Sort::Person {
            let country = self.country_before(&linked.mention, view);
            return country.is_some_and(|(country, _)| country != *known);
        }
        let mut before = linked.mention.base.start..linked.mention.core.start;
        before.any(|u| place_at(view, self.v, u).is_some_and(|p| p.country != *known))
    }

    /// Whether somebody is named for the first time in the next sentences.
    fn named_soon(&self, id: EntityId, at: Place) -> bool {
        let first = self.book.ledger.entities[id].refs.first();
        first.is_some_and(|r| r.sentence > at.sentence && r.sentence <= at.sentence + 3)
    }

    /// The statement, the post: whose it is, else who spoke last.
    fn document(
        &mut self,
        linked: &Linked,
        at: Place,
        view: &View,
        range: &Range<u32>,
        within: &[Linked],
    ) -> Speaker {
        let owner = within.iter().find(|l| self.is_owner(view, linked, l));
        if let Some(owner) = owner {
            let start = owner.mention.base.start;
            let owned = view.follows(start, self.v.possessive);
            let base = &(start - u32::from(owned)..owner.mention.base.end);
            let mut out = match owner.mention.sort {
                Sort::Institution => self.institution(owner, at, view, base),
                Sort::Place => self.place(owner),
                Sort::Role => self.role(owner, at, view, base, &[]),
                _ => self.named(owner, view),
            };
            out.how = How::Document;
            return out;
        }
        if let Some(mut author) = self.writer(view, linked) {
            author.how = How::Document;
            return author;
        }
        match self.last_author(view, linked) {
            Some(said) if linked.mention.definite => Speaker {
                how: How::Document,
                ..said.speaker.clone()
            },
            _ => {
                let mut out = described(view, self.v, range);
                out.kind = kinds::DOCUMENT.to_owned();
                out
            }
        }
    }

    /// "Li posted a photo with a caption": whoever published what a document stands on, the subject of
    /// the sentence.
    fn writer(&mut self, view: &View, document: &Linked) -> Option<Speaker> {
        let start = document.mention.base.start;
        let subject = self.book.subjects[view.sentence].filter(|&u| u < start)?;
        let publishes = |u: u32| view.is(u, self.v.writes) && view.is(u, self.v.cue_verb);
        if document.mention.definite || !(subject..start).any(publishes) {
            return None;
        }
        self.subject(view.sentence)
    }

    /// Whether a document may be somebody's.
    fn is_owner(&self, view: &View, document: &Linked, other: &Linked) -> bool {
        let (m, behind) = (&other.mention, other.mention.base.end);
        let owns = view.is(behind, self.v.genitive) || view.is(behind, self.v.apostrophe);
        m.core != document.mention.core
            && !self.is_setting(view, document, other)
            && (other.entity.is_some()
                || m.sort == Sort::Institution
                || owns && m.core.start < document.mention.core.start)
    }

    /// Who was last heard through a channel, at best one of the document's kind; else who spoke last.
    fn last_author(&self, view: &View, document: &Linked) -> Option<&Said> {
        let kinds = view.facts_of(document.mention.core.start, Dictionary::Channels);
        let of_its_kind = kinds
            .clone()
            .filter_map(|(_, f)| self.last_through.get(f.sort.as_ref()));
        let of_its_kind = of_its_kind.max().map(|&i| &self.said[i]);
        if kinds
            .clone()
            .any(|(_, f)| self.channels.is_unsigned(&f.sort))
        {
            let medium = |s: &&Said| self.channels.is_relaying(&s.channel);
            return of_its_kind.or_else(|| runs(&self.said).next().filter(medium));
        }
        let through = |s: &&Said| !s.channel.is_empty() && !s.speaker.name.is_empty();
        let lately = || self.said.iter().rev().take(6).find(through);
        let through = of_its_kind.or_else(lately);
        through.or_else(|| runs(&self.said).find(|s| !s.speaker.name.is_empty()))
    }

    /// "A complaint filed in the Superior Court", "a letter seen by Reuters": where a document is or who
    /// read it, and not whose it is.
    fn is_setting(&self, view: &View, document: &Linked, other: &Linked) -> bool {
        let start = other.mention.base.start;
        let v = self.v;
        let noun = &document.mention.core;
        if view.is(noun.start, v.own_voice)
            && start > noun.end
            && self.is_published_in(view, noun.end..start)
        {
            return true;
        }
        let place = !view.is(other.mention.core.start, v.news)
            && view.follows(start, v.way)
            && !view.follows(start, v.author)
            && !view.follows(start, v.of);
        start > document.mention.core.end && (place || view.only_reads(start, v))
    }

    /// "A study published in the journal X": whether a preposition that names no author is the last before a
    /// name.
    fn is_published_in(&self, view: &View, between: Range<u32>) -> bool {
        let v = self.v;
        let last = between
            .rev()
            .find(|&u| view.is(u, v.preposition) || view.is(u, v.of));
        last.is_some_and(|u| view.is(u, v.way) && !view.is(u, v.author) && !view.is(u, v.of))
    }

    /// "The 47-year-old": who has that age, else who spoke last, or who is named last, of unknown age.
    pub(super) fn by_age(&self, at: Place, view: &View, range: &Range<u32>) -> Option<Speaker> {
        let [first, age] = [range.start, range.start + 1];
        let aged = view.is(first, self.v.definite)
            && view.is(age, self.v.number)
            && view.word(age).contains(char::is_alphabetic);
        if !aged || range.len() > 2 {
            return None;
        }
        let years = ages::told(view, self.v, age);
        let of_that_age = |e: &Entity| !e.plural && years.is_some() && e.age == years;
        if let Some(id) = self.latest(at, &[Trait::Person], of_that_age) {
            return Some(self.entity(id, How::Definite));
        }
        let person = |e: &Entity| e.sort == Sort::Person && !e.plural && e.age.is_none();
        let spoke = self.spoke_last(at, 4);
        let spoke = spoke.filter(|&id| person(&self.book.ledger.entities[id]));
        let id = spoke.or_else(|| self.latest(at, &[Trait::Person], person))?;
        Some(self.entity(id, How::Definite))
    }

    /// Keeps a nameless speaker for "she" and "the official" of the next sentences.
    pub(super) fn remember(
        &mut self,
        m: &Mention,
        mut speaker: Speaker,
        at: Place,
        view: &View,
    ) -> Speaker {
        let ledger = &mut self.book.ledger;
        let known = ledger.called(&speaker.name, m.sort).max();
        let id = known.unwrap_or_else(|| ledger.add(m, speaker.name.clone(), view.lexicon));
        self.tell(id, at);
        speaker.entity = Some(id);
        speaker
    }
}
