//! Bodies that a source describes: "the ministry", "his office", "the commission".

use std::ops::Range;

use super::Speakers;
use super::anaphora::Place;
use super::speaker::{How, Speaker};
use crate::lexicon::Dictionary;
use crate::resolve::book::ledger::{Entity, EntityId, Linked};
use crate::resolve::kinds;
use crate::resolve::mentions::institutions::{composed, is_of_nations};
use crate::resolve::mentions::mention::{Mention, Sort};
use crate::resolve::mentions::names::{last_word, words_of};
use crate::resolve::view::View;
use crate::resolve::vocabulary::Vocabulary;

/// Sentences in which a body is looked for by its kind.
const KIND: usize = 6;

/// Sentences in which a body spoke just now.
const JUST_NOW: usize = 3;

impl Speakers<'_> {
    pub(super) fn institution(
        &mut self,
        linked: &Linked,
        at: Place,
        view: &View,
        range: &Range<u32>,
    ) -> Speaker {
        if let Some(id) = self.body_before(linked, at, view, range) {
            return self.entity(id, How::Definite);
        }
        if let Some(id) = self.body_of_kind(linked, at, view) {
            return self.entity(id, How::Definite);
        }
        if let Some(id) = linked
            .entity
            .filter(|_| !self.is_anothers(linked, view, range))
        {
            return self.entity(id, How::Named);
        }
        let m = &linked.mention;
        let other = view.is(range.start, self.v.possessive) || m.owned && m.country.is_none();
        if !other && let Some(id) = self.same_institution(linked, at, view) {
            self.tell(id, at);
            return self.entity(id, How::Definite);
        }
        let mut out = self.owned(at, view, range);
        if let Some(fact) = linked
            .mention
            .fact
            .and_then(|f| view.lexicon.facts.get(f as usize))
        {
            out.kind = fact.sort.to_string();
            if linked.mention.country.is_some() {
                out.name = composed(&linked.mention, fact);
            }
        }
        self.remember(&linked.mention, out, at, view)
    }

    /// "The central bank": the body with a name, of the very kind that common words tell, named just now.
    fn body_of_kind(&self, linked: &Linked, at: Place, view: &View) -> Option<EntityId> {
        let m = &linked.mention;
        let row = view.lexicon.facts.get(m.fact? as usize)?;
        let kind = row.sort.as_ref();
        let common = !m.name.contains(char::is_uppercase) && m.definite && !m.owned && !m.plural;
        let suits = |e: &Entity| e.sort == Sort::Organization && e.kind == kind;
        let own =
            common && m.country.is_none() && ![kinds::AGENCY, kinds::MINISTRY].contains(&kind);
        own.then(|| self.latest_near(at, at.sentence.saturating_sub(KIND), &suits))?
    }

    /// "The navy's press service", "the press service of the fleet": a body of a body.
    fn is_anothers(&self, linked: &Linked, view: &View, range: &Range<u32>) -> bool {
        let m = &linked.mention;
        let mark = |u: u32| view.is(u, self.v.genitive) || view.is(u, self.v.apostrophe);
        let owned = range.start < m.base.start && mark(m.base.start - 1);
        let of = m.base.end + 1 < range.end && view.is(m.base.end, self.v.of);
        m.country.is_none() && (owned || of)
    }

    /// "The | energy | firm", "the | London-based | firm": whether a source is definite and has but small
    /// words and adjectives before its noun.
    fn is_definite(&self, m: &Mention, view: &View, range: &Range<u32>) -> bool {
        let v = self.v;
        let ends = [v.capitalised, v.genitive, v.apostrophe, v.preposition, v.of];
        let adjective = |u: u32| view.is(u, v.adjective) || is_of_nations(view, v, u);
        let small = |u: u32| adjective(u) || !ends.iter().any(|&class| view.is(u, class));
        let mut between = range.start + 1..m.base.start;
        view.is(range.start, v.definite) && m.core.end == range.end && between.all(small)
    }

    /// "The aid group": a body of that kind that was named before.
    fn body_before(
        &self,
        linked: &Linked,
        at: Place,
        view: &View,
        range: &Range<u32>,
    ) -> Option<EntityId> {
        let m = &linked.mention;
        let facts = &view.lexicon.facts;
        let row = m.fact.and_then(|row| facts.get(row as usize));
        let agency = row.is_some_and(|f| f.sort.as_ref() == kinds::AGENCY);
        let definite = m.definite || self.is_definite(m, view, range);
        let alone = definite && !m.plural && !m.owned && may_be_told_again(m, view, self.v);
        let head = view.folded(m.core.start);
        let head = last_word(&head);
        let group = view.is(m.core.start, self.v.group) || self.may_mean_a_name(head);
        if !group || !agency || !alone {
            return None;
        }
        let body = self.same_body(head, at, view);
        let name = if m.country.is_some() {
            &m.head
        } else {
            &m.name
        };
        let own = words_of(name);
        // "The Election Commission": no other commission.
        let fits = |id: EntityId| {
            let known = &self.book.ledger.entities[id].words;
            !name.contains(char::is_uppercase) || own.iter().all(|word| known.contains(word))
        };
        // "The energy firm", "the Norwegian firm": who spoke just now, and none of before.
        let bare = m.definite && m.country.is_none();
        let near = |id: EntityId| bare || self.spoke_last(at, JUST_NOW) == Some(id);
        let other = |id: EntityId| Some(id) == linked.entity || self.is_foreign(id, m, view);
        body.filter(|&id| !other(id) && fits(id) && near(id))
    }

    /// "The German company": whether a body is known to be of another country than a description.
    fn is_foreign(&self, id: EntityId, m: &Mention, view: &View) -> bool {
        let told = m.country.as_ref().map(|place| place.country.as_str());
        let own = self.country_of(id, view);
        told.zip(own).is_some_and(|(told, own)| told != own)
    }

    /// The country of a body, as far as the article or a dictionary tells.
    fn country_of<'s>(&'s self, id: EntityId, view: &View<'s>) -> Option<&'s str> {
        let e = &self.book.ledger.entities[id];
        let row = e.fact.and_then(|row| view.lexicon.facts.get(row as usize));
        let row = row.filter(|row| row.dictionary == Dictionary::Organizations);
        let listed = row.map(|row| &*row.of).filter(|of| !of.is_empty());
        e.country.as_deref().or(listed)
    }
}

/// "The company", "the Norwegian company", and not "Norway's company": whether a description may be of a
/// body told before.
fn may_be_told_again(m: &Mention, view: &View, v: &Vocabulary) -> bool {
    let mark = m.base.start + 1;
    let owned = view.is(mark, v.genitive) || view.is(mark, v.apostrophe);
    m.country.is_none() || !owned && m.base.end == m.core.end
}
