//! Whom sentences are about, for the pronouns and descriptions behind them.

use std::ops::Range;

use super::Speakers;
use super::anaphora::Place;
use crate::lexicon::Gender;
use crate::resolve::book::ledger::{Entity, EntityId, Linked};
use crate::resolve::kinds;
use crate::resolve::mentions::mention::Sort;
use crate::resolve::view::View;

impl Speakers<'_> {
    /// "He" is a man, and nothing but a person.
    pub(super) fn learn_of_pronoun(&mut self, view: &View, unit: u32, meant: Option<EntityId>) {
        let gender = match () {
            () if view.is(unit, self.v.male_pronoun) => Gender::Male,
            () if view.is(unit, self.v.female_pronoun) => Gender::Female,
            () => return,
        };
        let Some(id) = meant else { return };
        let e = &mut self.book.ledger.entities[id];
        e.gender = gender;
        e.gender_told = true;
        if e.sort == Sort::Name && e.kind == kinds::UNKNOWN && e.words.len() > 1 {
            e.sort = Sort::Person;
            e.kind = kinds::PERSON.to_owned();
        }
    }

    /// "The German leader was more reserved.": notes whom a sentence is about without the name, for the
    /// pronouns behind it.
    pub fn speak_of(&mut self, sentence: usize) {
        let view = self.views[sentence];
        let Some(unit) = self.book.subjects[sentence] else {
            return;
        };
        let at = Place { sentence, unit };
        let mut mentions = self.book.mentions.of(sentence).iter();
        let nameless = |l: &&Linked| l.mention.base.start == unit && l.entity.is_none();
        let Some(linked) = mentions.find(nameless).cloned() else {
            return;
        };
        let (m, v) = (&linked.mention, self.v);
        let document = view.is(m.core.start, v.document) || view.is(m.core.start, v.channel_noun);
        if !m.definite || m.owned || m.plural || document || view.is(m.core.end, v.preposition) {
            return;
        }
        let meant = match m.sort {
            Sort::Role => self.same_role(m, at, &view),
            Sort::Institution => self.same_institution(&linked, at, &view),
            _ => None,
        };
        if let Some(id) = meant.filter(|&id| self.may_be(id, &linked, &view)) {
            self.tell(id, at);
        }
    }

    /// The person whom a sentence is about.
    fn person_spoken_of(&self, sentence: usize) -> Option<EntityId> {
        let unit = self.book.subjects[sentence]?;
        let mut mentions = self.book.mentions.of(sentence).iter();
        let l = mentions.find(|l| l.mention.base.start == unit)?;
        let mut told = self.book.ledger.told_in(sentence..sentence + 1);
        let id = l.entity.or_else(|| told.next().map(|(_, id)| id))?;
        (self.book.ledger.entities[id].sort == Sort::Person).then_some(id)
    }

    /// Whether some of these sentences are about another person than this one, who suits.
    pub(super) fn other_subject(
        &self,
        mut sentences: Range<usize>,
        than: Option<EntityId>,
        suits: impl Fn(&Entity) -> bool,
    ) -> bool {
        let other = |id: EntityId| Some(id) != than && suits(&self.book.ledger.entities[id]);
        sentences.any(|sentence| self.person_spoken_of(sentence).is_some_and(other))
    }

    /// The person whom a sentence since the last words, and not so many sentences ago, was about.
    pub(super) fn latest_subject(&self, at: Place, reach: usize) -> Option<EntityId> {
        let spoke = self.said.last().map_or(0, |s| s.sentence + 1);
        let first = spoke.max(at.sentence.saturating_sub(reach));
        let mut since = (first..at.sentence).rev();
        since.find_map(|sentence| self.person_spoken_of(sentence))
    }

    /// Whom the sentence before is about.
    pub(super) fn subject_before(&self, at: Place) -> Option<EntityId> {
        self.person_spoken_of(at.sentence.checked_sub(1)?)
    }
}
