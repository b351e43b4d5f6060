//! The way that the words of an attribution took: named in their sentence, or told before it.

use super::{Assembler, Host};
use crate::resolve::book::ledger::{EntityId, Linked};
use crate::resolve::channels::talk::{STATED, Through};
use crate::resolve::channels::{Named, choose, outlet_of};
use crate::resolve::kinds;
use crate::resolve::mentions::mention::Sort;
use crate::resolve::speakers::anaphora::Place;
use crate::resolve::speakers::speaker::Speaker;
use crate::resolve::view::View;
use crate::rules::Found;
use crate::text::tokens::fold;

/// The way that a sentence names for words which stand in others.
pub(super) fn stated(all: &[Named], chosen: &Named) -> Through {
    Through {
        channel: chosen.channel.clone(),
        outlet: outlet_of(all, chosen),
        how: STATED,
        base: None,
        fact: chosen.fact,
    }
}

impl Assembler<'_> {
    /// The channel of an attribution.
    pub(super) fn through(&self, host: &Host, found: &Found, speaker: &Speaker) -> Through {
        let paragraph = self.paragraph(found.sentence);
        let named = found.frame.and_then(|_| self.named(host, found, speaker));
        let said = &self.speakers.said;
        let through = self.talk.of(named, speaker, said, paragraph);
        match through.how {
            "" if self.is_next_voice(found) => self.talk.next_voice(paragraph),
            "" if self.is_turn(found) => self.talk.next_turn(),
            "" => {
                let session = || self.session(found, speaker, paragraph);
                self.same_relay(found).or_else(session).unwrap_or_default()
            }
            _ => through,
        }
    }

    /// The channel that the sentence names for an attribution, and its outlet. "The paper" of a newspaper is
    /// no report.
    fn named<'h>(
        &self,
        host: &'h Host,
        found: &Found,
        speaker: &Speaker,
    ) -> Option<(&'h Named, String)> {
        let (channels, v) = (self.context.channels, self.context.vocabulary);
        // "X claimed it on Telegram, writing “…”": the way of both.
        let goes_on = |o: &Found| {
            let behind = o.cue_base.start > found.cue_base.start && o.source == found.source;
            behind && host.view.is(o.cue_head, v.ing)
        };
        let others = host.framed.iter().copied();
        let others = others.filter(|o| o.cue != found.cue && !goes_on(o));
        let others: Vec<&Found> = others.collect();
        let medium = |n: &Named| host.view.is(n.base.end - 1, v.one_medium);
        let paper = |n: &Named| medium(n) && channels.is_unsigned(&n.channel);
        let later = host.framed.iter().filter(|o| goes_on(o));
        let end = later.map(|o| o.cue_base.start).min().unwrap_or(u32::MAX);
        let ways = host.named.iter().filter(|n| n.base.start < end);
        let ways = ways.filter(|n| speaker.kind != kinds::NEWS || !paper(n));
        let named = choose(ways, found, &others)?;
        if self.is_anothers(&host.view, named, speaker) {
            return None;
        }
        let outlet = outlet_of(&host.named, named);
        let told = named.told && channels.is_interview(&named.channel);
        let relays = medium(named) && channels.is_relaying(&named.channel);
        if outlet.is_empty() && (told || relays) {
            let medium = self.last_medium(found).and_then(|id| self.names(id).last());
            let medium = medium.map(str::to_owned);
            return Some((named, medium.unwrap_or_else(|| self.talk.last_outlet())));
        }
        Some((named, outlet))
    }

    /// "Reacting to Lund's statement, Pike said": words of somebody else went that way.
    fn is_anothers(&self, view: &View, named: &Named, speaker: &Speaker) -> bool {
        let (v, table) = (self.context.vocabulary, self.context.channels);
        let own_words = table.is_noted(&named.channel) || table.is_spoken(&named.channel);
        if !own_words || table.is_interview(&named.channel) {
            return false;
        }
        let owns = |l: &&Linked| {
            let (m, behind) = (&l.mention, l.mention.base.end);
            matches!(m.sort, Sort::Person | Sort::Name)
                && named.base.contains(&behind)
                && (view.is(behind, v.genitive) || view.is(behind, v.apostrophe))
        };
        let mut mentions = self.speakers.book.mentions.of(view.sentence).iter();
        let owner = mentions.find(owns).and_then(|l| l.entity);
        owner.is_some() && owner != speaker.entity
    }

    /// A channel named in a sentence without a claim: "She took to X."
    pub(super) fn note(&mut self, sentence: usize, named: &[Named]) {
        let noted = |n: &&Named| self.context.channels.is_noted(&n.channel);
        let Some(best) = named.iter().filter(noted).max_by_key(|n| n.rank) else {
            return;
        };
        let Some(speaker) = self.speakers.subject(sentence) else {
            return;
        };
        self.event(sentence, &speaker, &stated(named, best));
    }

    /// "Another wrote", "one said", "a user joked": somebody else of those who spoke just now.
    fn is_next_voice(&self, found: &Found) -> bool {
        let (view, v) = (self.speakers.views[found.sentence], self.context.vocabulary);
        let Some(source) = found.source.clone() else {
            return false;
        };
        let first = source.start;
        let article = view.is(first, v.determiner) && !view.is(first, v.again);
        view.is(first + u32::from(article), v.again)
            || source.len() == 1 && view.is(first, v.number)
            || source.clone().any(|u| view.is(u, v.platform_voice))
    }

    /// A turn of a transcript.
    fn is_turn(&self, found: &Found) -> bool {
        self.frame(found).is_some_and(|f| f.turn)
    }

    /// "…, he told them, according to the embassy", which had posted before.
    pub(super) fn way_of_relay(&mut self, found: &Found) -> Option<Through> {
        let relay = found.relay.as_ref()?;
        let head = relay.end.saturating_sub(1);
        let by = self
            .speakers
            .of_range(found.sentence, relay, head, u32::MAX);
        let paragraph = self.paragraph(found.sentence);
        self.talk.going_on(&by, &self.speakers.said, paragraph)
    }

    /// Judges and counsel, and who was heard in court, where the article tells of a hearing.
    fn session(&self, found: &Found, speaker: &Speaker, paragraph: usize) -> Option<Through> {
        let (view, v) = (self.speakers.views[found.sentence], self.context.vocabulary);
        let source = found.source.as_ref()?;
        // "X, defending, said".
        let mut told = source.start..source.end.max(found.cue_base.start);
        let has_part = || told.any(|u| view.is(u, v.shared_voice)) || self.is_voice(speaker);
        let session = self.talk.session(speaker, has_part, paragraph)?;
        (!self.refuses(&view, found)).then_some(session)
    }

    /// Whether a speaker is told to have a part in an occasion of many voices.
    fn is_voice(&self, speaker: &Speaker) -> bool {
        let ledger = &self.speakers.book.ledger;
        let entity = speaker.entity.map(|id| &ledger.entities[id]);
        let rows = entity.into_iter().flat_map(|e| &e.roles);
        let facts = &self.context.lexicon.facts;
        let mut roles = rows.filter_map(|row| facts.get(*row as usize));
        roles.any(|role| self.context.channels.is_voice(&fold(&role.name)))
    }

    /// "The agency reported, citing officials": the way of the medium named last.
    fn same_relay(&self, found: &Found) -> Option<Through> {
        let (view, v) = (self.speakers.views[found.sentence], self.context.vocabulary);
        let relay = found.relay.as_ref()?;
        let head = relay.end.wrapping_sub(1);
        let medium = view.is(head, v.one_medium) || view.is(head, v.institution);
        if relay.len() != 2 || !view.is(relay.start, v.definite) || !medium {
            return None;
        }
        let names: Vec<&str> = self.names(self.last_medium(found)?).collect();
        self.talk.of_outlet(&names)
    }

    /// What the text and the dictionary call an entity.
    fn names(&self, id: EntityId) -> impl Iterator<Item = &str> {
        let entity = &self.speakers.book.ledger.entities[id];
        let facts = &self.context.lexicon.facts;
        let row = entity.fact.and_then(|row| facts.get(row as usize));
        std::iter::once(entity.name.as_str()).chain(row.map(|row| &*row.name))
    }

    /// "Told the newspaper": the medium named last.
    fn last_medium(&self, found: &Found) -> Option<EntityId> {
        self.speakers.last_medium(Place {
            sentence: found.sentence,
            unit: found.cue_base.start,
        })
    }

    /// "Previously", "earlier this month": words of another occasion go through another channel.
    pub(super) fn another_time(&self, host: &Host) -> bool {
        let (view, v) = (&host.view, self.context.vocabulary);
        let day = |unit: u32| view.is(unit, v.weekday) || view.is(unit, v.month);
        let opens = day(0) || view.is(0, v.way) && day(1);
        let taken = |unit: u32| host.taken.get(unit as usize) == Some(&true);
        opens || (0..view.len()).any(|u| view.is(u, v.elsewhere) && !taken(u))
    }
}
