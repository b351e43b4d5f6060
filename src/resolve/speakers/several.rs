//! Several people or bodies that were named together: "Li and Pike", "both", "the pair", "the companies".

use std::ops::Range;

use super::anaphora::Place;
use super::speaker::{How, Speaker};
use super::{Said, Speakers, runs};
use crate::resolve::book::ledger::{EntityId, Linked};
use crate::resolve::kinds;
use crate::resolve::mentions::mention::Sort;
use crate::resolve::view::View;

/// Sentences after which a list of names is no longer meant.
const REACH: usize = 5;
/// Sentences in which two who answer each other were heard.
const HEARD: usize = 12;

impl Speakers<'_> {
    /// "Both", "the two men", "the couple": the two who were named together last, or else were heard last; and
    /// "the senators" of those who spoke together.
    pub(super) fn together(&self, at: Place, view: &View, range: &Range<u32>) -> Option<Speaker> {
        let v = self.v;
        let two = range.len() <= 3 && range.clone().any(|u| view.is(u, v.two));
        let noun = range.end - 1;
        let named = view.is(noun, v.nouns) && view.is(noun, v.plural);
        let several = view.is(range.start, v.definite) && range.len() == 2 && named;
        if !two {
            return self.spoken_together(at, false).filter(|_| several);
        }
        let people = !named || view.is(noun, v.human) || view.is(noun, v.role);
        self.spoken_together(at, true)
            .or_else(|| self.listed_before(at, people))
            .or_else(|| self.alone_together(at).filter(|_| people))
            .or_else(|| self.heard_last(at).filter(|_| people))
    }

    /// "Maria Lund, the chief economist at Nordea, and Henrik Dahl, a strategist,": two people, each with
    /// what they are.
    pub(super) fn both_explained(
        &self,
        view: &View,
        range: &Range<u32>,
        within: &[Linked],
    ) -> Option<Speaker> {
        let v = self.v;
        let mut people = within.iter().filter(|l| l.mention.sort == Sort::Person);
        let first = people.next()?;
        let m = &first.mention;
        let leads = m.base.start <= range.start + 1 && view.is(m.base.end, v.comma);
        let joined = |l: &&Linked| {
            let start = l.mention.base.start;
            view.follows(start, v.conjunction) && view.is(start.saturating_sub(2), v.comma)
        };
        let other = people.find(joined).filter(|_| leads)?;
        let both = self.two(first.entity?, other.entity?, true);
        Some(Speaker {
            how: How::Named,
            ..both
        })
    }

    /// Those who spoke together just now.
    pub(super) fn spoken_together(&self, at: Place, two: bool) -> Option<Speaker> {
        let near = |s: &&Said| s.sentence + REACH > at.sentence;
        let mut lately = runs(&self.said).take_while(near);
        let said = lately.find(|s| s.speaker.parts > 1)?;
        (!two || said.speaker.parts == 2).then(|| Speaker {
            how: How::Definite,
            ..said.speaker.clone()
        })
    }

    /// "They": the two whom the sentence before speaks of.
    pub(super) fn subjects_before(&self, at: Place) -> Option<Speaker> {
        let before = at.sentence.checked_sub(1)?;
        let subject = self.book.subjects[before]?;
        let (starts, pair) = self.pair_in(before, u32::MAX, true)?;
        starts.contains(&subject).then_some(pair)
    }

    /// The two names that were joined last.
    fn listed_before(&self, at: Place, people: bool) -> Option<Speaker> {
        let mut before = (at.sentence.saturating_sub(REACH)..=at.sentence).rev();
        before.find_map(|sentence| {
            let end = if sentence == at.sentence {
                at.unit
            } else {
                u32::MAX
            };
            self.pair_in(sentence, end, people).map(|(_, pair)| pair)
        })
    }

    /// The last two people, or bodies, that a sentence joins before a unit, and where they begin.
    fn pair_in(&self, sentence: usize, end: u32, people: bool) -> Option<([u32; 2], Speaker)> {
        let view = &self.views[sentence];
        let named = |l: &&Linked| {
            let sort = l.mention.sort;
            let other = if people {
                Sort::Person
            } else {
                Sort::Organization
            };
            l.mention.base.end <= end && (sort == Sort::Name || sort == other)
        };
        let all = self.book.mentions.of(sentence).iter();
        let names: Vec<&Linked> = all.filter(named).collect();
        let joined = |i: usize| self.is_joint(view, names[i - 1], names[i]);
        let conjunction = |i: usize| {
            let mut gap = names[i - 1].mention.base.end..names[i].mention.base.start;
            gap.any(|u| view.is(u, self.v.conjunction))
        };
        let last = (1..names.len())
            .rev()
            .find(|&i| joined(i) && conjunction(i))?;
        let (a, b) = (names[last - 1].entity?, names[last].entity?);
        let longer = last > 1 && joined(last - 1);
        let starts = [last - 1, last].map(|i| names[i].mention.base.start);
        (!longer && a != b).then(|| (starts, self.two(a, b, people)))
    }

    /// The only two people whom this sentence and the one before name.
    fn alone_together(&self, at: Place) -> Option<Speaker> {
        let person = |id: &EntityId| self.book.ledger.entities[*id].sort == Sort::Person;
        let here = at.sentence.saturating_sub(1)..at.sentence + 1;
        let mut named: Vec<EntityId> = self.named_in(here).filter(person).collect();
        named.sort_unstable();
        named.dedup();
        let [a, b] = named[..] else { return None };
        Some(self.two(a, b, true))
    }

    /// The two people who were heard last.
    fn heard_last(&self, at: Place) -> Option<Speaker> {
        let near = |s: &&Said| s.sentence + HEARD > at.sentence;
        let lately = runs(&self.said).take_while(near);
        let mut people = lately.filter_map(|s| s.speaker.entity);
        let person = |id: &EntityId| self.book.ledger.entities[*id].sort == Sort::Person;
        let last = people.find(person)?;
        let other = people.find(|id| person(id) && *id != last)?;
        Some(self.two(other.min(last), other.max(last), true))
    }

    fn two(&self, a: EntityId, b: EntityId, people: bool) -> Speaker {
        let name = |id: EntityId| &self.book.ledger.entities[id].name;
        Speaker {
            name: format!("{} {} {}", name(a), self.v.joint_mark, name(b)),
            kind: if people { kinds::GROUP } else { kinds::UNKNOWN }.to_owned(),
            how: How::Definite,
            parts: 2,
            ..Speaker::default()
        }
    }
}
