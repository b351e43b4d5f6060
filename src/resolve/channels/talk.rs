//! Channels over a whole article: what was named, and what goes on from there.

use rustc_hash::FxHashSet;

use super::{ChannelTable, Named};
use crate::resolve::book::ledger::EntityId;
use crate::resolve::speakers::speaker::{How, Speaker};
use crate::resolve::speakers::{Said, runs};

/// The channel of one claim.
#[derive(Debug, Clone, Default)]
pub struct Through {
    /// As the dictionary calls it, or empty.
    pub channel: String,
    /// Who relayed, published or was told; or empty.
    pub outlet: String,
    /// Stated in the sentence, or inherited.
    pub how: &'static str,
    /// Units that name it.
    pub base: Option<std::ops::Range<u32>>,
    /// The dictionary's row.
    pub fact: Option<u32>,
}

/// The `channel_how` of a channel that the sentence names.
pub const STATED: &str = "stated";
/// The `channel_how` of a channel that goes on.
pub const INHERITED: &str = "inherited";

/// Paragraphs over which a channel goes on.
const REACH: usize = 8;

/// Paragraphs after which an occasion of many voices may be over.
const SESSION: usize = 5;

/// Events in which an outlet is looked for.
const LATELY: usize = 64;

/// A channel that somebody took, whether words follow or not.
#[derive(Debug, Clone)]
pub struct Event {
    /// Who.
    pub speaker: Speaker,
    /// Which.
    pub through: Through,
    /// In which sentence.
    pub sentence: usize,
    /// In which paragraph.
    pub paragraph: usize,
    /// The first event of the run of this speaker's events.
    pub run: usize,
}

/// Channels so far, in reading order.
#[derive(Debug)]
pub struct Talk<'a> {
    /// What the lexicon knows of channels.
    table: &'a ChannelTable,
    /// All that were named.
    events: Vec<Event>,
    /// The last of an occasion of many voices.
    shared: Option<usize>,
    /// Who was heard there.
    heard: FxHashSet<EntityId>,
}

impl<'a> Talk<'a> {
    /// Before the first sentence.
    pub fn new(table: &'a ChannelTable) -> Self {
        Talk {
            table,
            events: Vec::new(),
            shared: None,
            heard: FxHashSet::default(),
        }
    }

    /// Notes a channel; sentences come in order.
    pub fn push(&mut self, mut event: Event) {
        event.run = match self.events.last() {
            Some(last) if last.speaker.is(&event.speaker) => last.run,
            _ => self.events.len(),
        };
        if self.table.is_shared(&event.through.channel) {
            self.shared = Some(self.events.len());
            self.heard.extend(event.speaker.entity);
        }
        self.events.push(event);
    }

    /// Notes that somebody goes on elsewhere, through no channel that is told.
    pub fn leave(&mut self, speaker: &Speaker, sentence: usize, paragraph: usize) {
        if let Some(id) = speaker.entity {
            self.heard.remove(&id);
        }
        self.push(Event {
            speaker: speaker.clone(),
            through: Through::default(),
            sentence,
            paragraph,
            run: 0,
        });
    }

    /// The last event of each run of one speaker's events, the last run first.
    fn runs(&self) -> impl Iterator<Item = &Event> {
        let before = |e: &&Event| Some(&self.events[e.run.checked_sub(1)?]);
        std::iter::successors(self.events.last(), before)
    }

    /// The channel of a claim: named in its sentence, or going on from the same speaker's last words.
    pub fn of(
        &self,
        named: Option<(&Named, String)>,
        speaker: &Speaker,
        said: &[Said],
        paragraph: usize,
    ) -> Through {
        let going_on = self.going_on(speaker, said, paragraph);
        let Some((named, outlet)) = named else {
            return going_on.unwrap_or_default();
        };
        let mut channel = named.channel.clone();
        if channel == self.table.uses.unnamed_platform
            && let Some(before) = self.last_platform(speaker).or_else(|| {
                let before = || self.platform_before(paragraph);
                named.again.then(before).flatten()
            })
        {
            channel = before;
        }
        if speaker.how == How::Document
            && self.table.is_vague(&channel)
            && let Some(before) = &going_on
        {
            channel = before.channel.clone();
        }
        let outlet = match &going_on {
            Some(before) if outlet.is_empty() && before.channel == channel => before.outlet.clone(),
            _ => outlet,
        };
        Through {
            channel,
            outlet,
            how: STATED,
            base: Some(named.base.clone()),
            fact: named.fact,
        }
    }

    /// The platform of whoever spoke last, for another voice of the same kind: "Another wrote".
    pub fn next_voice(&self, paragraph: usize) -> Through {
        let last = self.events.last();
        let platform = |e: &&Event| self.table.is_platform(&e.through.channel);
        let near = last.filter(|e| paragraph <= e.paragraph + 2 && platform(e));
        near.map_or_else(Through::default, goes_on)
    }

    /// The interview that a transcript's turn is part of.
    pub fn next_turn(&self) -> Through {
        let last = self.events.last();
        let interview = last.filter(|e| self.table.is_interview(&e.through.channel));
        interview.map_or_else(Through::default, goes_on)
    }

    /// The occasion of many voices that was told of just now, for who was heard there or has a part in it.
    pub fn session(
        &self,
        speaker: &Speaker,
        has_part: impl FnOnce() -> bool,
        paragraph: usize,
    ) -> Option<Through> {
        let event = &self.events[self.shared?];
        let near = paragraph <= event.paragraph + SESSION;
        let heard = || speaker.entity.is_some_and(|id| self.heard.contains(&id));
        (near && (heard() || has_part())).then(|| goes_on(event))
    }

    /// The way that words last took which an outlet of one of these names relays.
    pub fn of_outlet(&self, names: &[&str]) -> Option<Through> {
        let mut lately = self.events.iter().rev().take(LATELY);
        let event = lately.find(|e| names.contains(&e.through.outlet.as_str()))?;
        Some(goes_on(event))
    }

    /// The outlet named last, or nothing.
    pub fn last_outlet(&self) -> String {
        let mut lately = self.events.iter().rev().take(LATELY);
        let event = lately.find(|e| !e.through.outlet.is_empty());
        event.map_or_else(String::new, |e| e.through.outlet.clone())
    }

    fn last_platform(&self, speaker: &Speaker) -> Option<String> {
        let mine = self.runs().find(|e| e.speaker.same(speaker))?;
        let channel = &mine.through.channel;
        self.table.is_one_platform(channel).then(|| channel.clone())
    }

    /// The platform named last, of whomever: "in a separate post".
    fn platform_before(&self, paragraph: usize) -> Option<String> {
        let near = |e: &&Event| paragraph <= e.paragraph + REACH;
        let mut lately = self.runs().take_while(near).map(|e| &e.through.channel);
        lately
            .find(|channel| self.table.is_one_platform(channel))
            .cloned()
    }

    /// The channel of the same speaker's last words, unless somebody else spoke in between; on an
    /// occasion that goes on, one other may have.
    pub fn going_on(&self, speaker: &Speaker, said: &[Said], paragraph: usize) -> Option<Through> {
        let other = |s: &&Said| !s.speaker.same(speaker) && !s.speaker.name.is_empty();
        let mut others = runs(said).filter(other).map(|s| s.sentence);
        let last = others.next().unwrap_or(0);
        let before = others.next().unwrap_or(0);
        let near = |e: &&Event| e.sentence >= before && paragraph <= e.paragraph + REACH;
        let mut lately = self.runs().take_while(near);
        let event = lately.find(|e| e.speaker.same(speaker))?;
        let occasion = self.table.is_occasion(&event.through.channel);
        let told = !event.through.channel.is_empty();
        (told && (occasion || event.sentence >= last)).then(|| goes_on(event))
    }
}

/// The channel of an event, as later words inherit it.
fn goes_on(event: &Event) -> Through {
    Through {
        how: INHERITED,
        base: None,
        ..event.through.clone()
    }
}
