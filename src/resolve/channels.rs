//! The ways by which words reached the public, as a sentence names them.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::view::View;
use super::vocabulary::Vocabulary;
use crate::lexicon::{Dictionary, Fact, Lexicon};
use crate::rules::{Channels, Found, Rules};

/// How far before a channel's noun the word that brings it is looked for.
const REACH: u32 = 8;

/// What the lexicon knows of channels as a whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChannelTable {
    /// Those with a name of their own.
    platforms: FxHashSet<String>,
    /// What the rules use channels for.
    pub uses: Channels,
}

impl ChannelTable {
    /// Reads the dictionary's facts.
    pub fn new(lexicon: &Lexicon, rules: &Rules) -> Self {
        let channels = lexicon.facts.of(Dictionary::Channels);
        let named = channels.filter(|f| f.pattern == "name");
        ChannelTable {
            platforms: named.map(|f| f.sort.to_owned()).collect(),
            uses: rules.channels.clone(),
        }
    }

    /// Whether a channel has a name of its own.
    pub fn is_platform(&self, channel: &str) -> bool {
        self.platforms.contains(channel)
    }

    /// Whether it is one that a text names, and not just any.
    pub fn is_one_platform(&self, channel: &str) -> bool {
        self.is_platform(channel) && channel != self.uses.unnamed_platform
    }

    /// Whether a sentence without a claim may tell of it.
    pub fn is_noted(&self, channel: &str) -> bool {
        among(&self.uses.noted, channel) || self.is_platform(channel)
    }

    /// Whether it says little of the way.
    pub fn is_vague(&self, channel: &str) -> bool {
        among(&self.uses.vague, channel)
    }

    /// Whether words of an interview go through it.
    pub fn is_interview(&self, channel: &str) -> bool {
        channel == self.uses.interview
    }
}

fn among(channels: &[String], channel: &str) -> bool {
    channels.iter().any(|c| c == channel)
}

/// A channel that a sentence names.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// As the dictionary calls it.
    pub channel: String,
    /// Who relayed, published or was told; or empty.
    pub outlet: String,
    /// Units that name it.
    pub base: Range<u32>,
    /// Of several, the highest counts.
    pub rank: u8,
    /// "Another post": of the kind that was told before.
    pub again: bool,
    /// The words were told to somebody.
    pub told: bool,
    /// The dictionary's row.
    pub fact: Option<u32>,
}

/// Ranks, lowest first.
mod rank {
    /// A speech or meeting.
    pub const EVENT: u8 = 1;
    /// A medium that relays.
    pub const RELAY: u8 = 2;
    /// A place on the net or on air.
    pub const PLACE: u8 = 3;
    /// Told to somebody.
    pub const TOLD: u8 = 4;
    /// A statement, a letter, an interview.
    pub const FORM: u8 = 5;
    /// A platform with a name.
    pub const PLATFORM: u8 = 6;
}

/// Finds channels in one sentence.
pub struct Scanner<'a> {
    /// The sentence.
    pub view: &'a View<'a>,
    /// Classes.
    pub v: &'a Vocabulary,
    /// The dictionary as a whole.
    pub table: &'a ChannelTable,
    /// For each unit whether it lies in a content.
    pub taken: &'a [bool],
}

impl Scanner<'_> {
    /// All channels that the sentence names outside its contents.
    pub fn all(&self, found: &[&Found]) -> Vec<Named> {
        let mut out = Vec::new();
        let any = self.v.any_channel;
        for unit in (0..self.view.len()).filter(|&u| self.view.is(u, any)) {
            let taken = self.taken.get(unit as usize).copied().unwrap_or(false);
            let facts = self.view.facts_of(unit, Dictionary::Channels);
            let named = facts
                .filter_map(|(index, fact)| self.read(unit, index, fact, found))
                .chain(self.medium(unit, found));
            out.extend(named.filter(|n| !taken || self.reaches_cue(n.base.start, found)));
        }
        out
    }

    fn read(&self, unit: u32, index: u32, fact: &Fact, found: &[&Found]) -> Option<Named> {
        let (view, v) = (self.view, self.v);
        let platform = self.table.is_one_platform(&fact.sort);
        let form = if among(&self.table.uses.spoken, &fact.sort) {
            rank::EVENT
        } else {
            rank::FORM
        };
        let is_source = found.iter().any(|f| {
            f.source
                .as_ref()
                .is_some_and(|s| s.contains(&unit) && f.source_head == unit)
        });
        let (start, rank) = match fact.pattern.as_ref() {
            "name" | "place" | "addressee" if is_source && platform => (unit, rank::PLATFORM),
            "name" => (self.brought(unit)?, rank::PLATFORM),
            "place" => (
                self.brought(unit)?,
                if platform {
                    rank::PLATFORM
                } else {
                    rank::PLACE
                },
            ),
            "noun" => {
                let start = if is_source {
                    Some(unit)
                } else {
                    self.brought(unit).or_else(|| self.object(unit, found))
                };
                (start?, if platform { rank::PLATFORM } else { form })
            }
            "event" => (
                self.brought(unit).or_else(|| self.told(unit, found))?,
                rank::EVENT,
            ),
            "verb" => (
                self.cued(unit, found)?,
                if platform { rank::PLATFORM } else { rank::FORM },
            ),
            "addressee" => (self.told(unit, found)?, rank::TOLD),
            _ => return None,
        };
        Some(Named {
            channel: fact.sort.to_string(),
            outlet: fact.of.to_string(),
            base: start..unit + 1,
            rank,
            again: (start..unit).any(|u| view.is(u, v.again)),
            told: fact.pattern.as_ref() == "addressee",
            fact: Some(index),
        })
    }

    /// First unit of the phrase that brings the channel: "in a new post on", back to its preposition.
    fn brought(&self, unit: u32) -> Option<u32> {
        let (view, v) = (self.view, self.v);
        let mut at = unit;
        while at > 0 && unit - at < REACH {
            at -= 1;
            if view.is(at, v.way) || view.is(at, v.cue_phrase) {
                return Some(at);
            }
            let article = view.is(at, v.determiner) || view.is(at, v.possessive);
            let brings = at > 0 && (view.is(at - 1, v.way) || view.is(at - 1, v.cue_phrase));
            if article && !brings || !self.may_precede(at) {
                return None;
            }
        }
        None
    }

    /// Whether a channel's phrase follows a cue at once, a time aside: what a frame took for the begin
    /// of its content.
    fn reaches_cue(&self, start: u32, found: &[&Found]) -> bool {
        let (view, v) = (self.view, self.v);
        let mut at = start;
        loop {
            if found.iter().any(|f| f.cue_base.end == at) {
                return true;
            }
            let skipped = at > 0
                && [v.time, v.weekday, v.adverb, v.month, v.number]
                    .iter()
                    .any(|&c| view.is(at - 1, c));
            let way_before_day = at > 0 && view.is(at - 1, v.way) && view.is(at, v.weekday);
            if !skipped && !way_before_day {
                return false;
            }
            at -= 1;
        }
    }

    fn may_precede(&self, unit: u32) -> bool {
        let (view, v) = (self.view, self.v);
        let classes = view.classes(unit);
        !classes.meets(v.not_before_channel) && classes.meets(v.before_channel)
    }

    /// "issued a statement", "posted a video": the object of a verb.
    fn object(&self, unit: u32, found: &[&Found]) -> Option<u32> {
        let (view, v) = (self.view, self.v);
        let goes_on = found.is_empty()
            || found
                .iter()
                .any(|f| f.cue_base.start > unit && view.is(f.cue_head, v.ing));
        if !goes_on {
            return None;
        }
        let mut at = unit;
        while at > 0 && unit - at < 5 {
            at -= 1;
            if view.is(at, v.verb) && !view.is(at, v.adjective) {
                return (at + 1 < unit).then_some(at + 1);
            }
            if !self.may_precede(at) || view.is(at, v.definite) {
                return None;
            }
        }
        None
    }

    fn cued(&self, unit: u32, found: &[&Found]) -> Option<u32> {
        found
            .iter()
            .any(|f| f.cue_base.contains(&unit))
            .then_some(unit)
    }

    /// "told reporters", "speaking to reporters".
    fn told(&self, unit: u32, found: &[&Found]) -> Option<u32> {
        let (view, v) = (self.view, self.v);
        let mut at = unit;
        if found
            .iter()
            .any(|f| f.source.as_ref().is_some_and(|s| s.contains(&unit)))
        {
            return None;
        }
        while at > 0 && unit - at < REACH {
            at -= 1;
            if found
                .iter()
                .any(|f| f.cue_base.end == at + 1 && self.is_told(f))
                || view.is(at, v.ing) && view.is(at, v.verb)
            {
                return Some(at + 1);
            }
            if view.is(at, v.toward) {
                return Some(at);
            }
            if !self.may_precede(at) {
                return None;
            }
        }
        None
    }

    fn is_told(&self, found: &Found) -> bool {
        let (view, v) = (self.view, self.v);
        found
            .cue_base
            .clone()
            .any(|u| view.is(u, v.takes_addressee) || view.is(u, v.takes_addressee_to))
    }

    /// A medium that was told, or that relays: "told CNN", ", TASS reported", "on ABC".
    fn medium(&self, unit: u32, found: &[&Found]) -> Option<Named> {
        let view = self.view;
        let outlet = self.outlet_at(unit)?;
        let way = self.way_of(unit, &outlet, found);
        let (channel, start, rank) = way.filter(|(channel, ..)| !channel.is_empty())?;
        Some(Named {
            channel,
            outlet: outlet.name,
            base: start.min(unit)..unit + 1,
            rank,
            again: (start..unit).any(|u| view.is(u, self.v.again)),
            told: false,
            fact: None,
        })
    }

    /// Through which channel a medium had the words, where the phrase begins, and its rank.
    fn way_of(&self, unit: u32, outlet: &Outlet, found: &[&Found]) -> Option<(String, u32, u8)> {
        let (view, v, uses) = (self.view, self.v, &self.table.uses);
        let own = outlet.channel.clone();
        let agency = own.as_ref() == Some(&uses.agency);
        let reports = match &own {
            Some(own) if agency || outlet.nameless => own.clone(),
            _ => uses.media.clone(),
        };
        let sources = || {
            found
                .iter()
                .filter_map(|f| Some((f.source.as_ref()?, f.source_head)))
        };
        if sources().any(|(s, head)| s.contains(&unit) && outlet.words.contains(&head)) {
            return Some((reports, unit, rank::RELAY));
        }
        let relays = |f: &&Found| f.relay.as_ref().is_some_and(|r| r.contains(&unit));
        if found.iter().any(relays) {
            return Some((reports, unit, rank::RELAY));
        }
        if sources().any(|(s, head)| s.contains(&unit) && view.is(head, v.document)) {
            return Some((reports, unit, rank::PLATFORM));
        }
        if let Some(start) = self.told(unit, found) {
            if outlet.nameless && view.is(unit, v.channel_addressee) {
                return None;
            }
            let told = own
                .filter(|_| agency || outlet.nameless)
                .unwrap_or_else(|| uses.interview.clone());
            return Some((told, start, rank::TOLD));
        }
        let tells = view.is(unit + 1, v.cue_verb)
            || view.is(unit + 1, v.adverb) && view.is(unit + 2, v.cue_verb);
        if tells {
            return Some((reports, unit, rank::RELAY));
        }
        let start = self.brought(unit)?;
        let on_air = own
            .filter(|_| !view.is(start, v.author) && !view.is(start, v.toward))
            .unwrap_or(reports);
        Some((on_air, start, rank::RELAY))
    }

    /// The medium that a unit names.
    fn outlet_at(&self, unit: u32) -> Option<Outlet> {
        let (view, v) = (self.view, self.v);
        let mut facts = view.facts_of(unit, Dictionary::Channels);
        let own = facts
            .find(|(_, f)| f.pattern.as_ref() == "outlet")
            .map(|(_, f)| f);
        if view.is(unit, v.news) || own.is_some() {
            let mut bodies = view.facts_of(unit, Dictionary::Organizations);
            let body = bodies
                .find(|(_, f)| f.sort.as_ref() == "news-organisation")
                .map(|(_, f)| f.name.to_string());
            let named = own.map(|f| {
                if f.of.is_empty() {
                    f.name.to_string()
                } else {
                    f.of.to_string()
                }
            });
            return Some(Outlet {
                name: body.or(named)?,
                channel: own.map(|f| f.sort.to_string()),
                nameless: false,
                words: unit..unit + 1,
            });
        }
        if let Some(words) = self.outlet_words(unit) {
            return Some(Outlet {
                name: super::rows::plain(view.letters(&words)),
                channel: None,
                nameless: false,
                words,
            });
        }
        let mut facts = view.facts_of(unit, Dictionary::Channels);
        let (_, place) = facts.find(|(_, f)| {
            f.pattern.as_ref() == "place" && among(&self.table.uses.relaying, &f.sort)
        })?;
        if view.is(unit + 1, v.news) || view.is(unit + 1, v.channel_outlet) {
            return None;
        }
        let named = self.named_behind(unit);
        if let Some(named) = named.or_else(|| self.named_before(unit)) {
            return Some(Outlet {
                name: named,
                channel: Some(place.sort.to_string()),
                nameless: true,
                words: unit..unit + 1,
            });
        }
        let mut start = unit;
        while start > 0 && (view.is(start - 1, v.place_adjective) || view.is(start - 1, v.demonym))
        {
            start -= 1;
        }
        let name = if place.of.is_empty() {
            super::rows::plain(view.letters(&(start..unit + 1)))
        } else {
            place.of.to_string()
        };
        Some(Outlet {
            name,
            channel: Some(place.sort.to_string()),
            nameless: place.of.is_empty(),
            words: unit..unit + 1,
        })
    }
}

impl Scanner<'_> {
    /// "The Warri Herald": a run of capital words, one of which newspapers and stations are called by.
    fn outlet_words(&self, unit: u32) -> Option<Range<u32>> {
        let (view, v) = (self.view, self.v);
        let part = |u: u32| {
            view.is(u, v.capitalised)
                && !view.is(u, v.quote)
                && !view.is(u, v.title)
                && !view.is(u, v.weekday)
        };
        if !view.is(unit, v.outlet_word) || !part(unit) {
            return None;
        }
        let start = (0..unit).rev().take_while(|&u| part(u)).last();
        let end = (unit..view.len()).take_while(|&u| part(u)).last()? + 1;
        let words = start.unwrap_or(unit)..end;
        let called = words.len() > 1 || view.follows(words.start, v.definite);
        (called && words.clone().all(|u| !view.is(u, v.given))).then_some(words)
    }

    /// "the Opciones newspaper": the unknown name right before.
    fn named_before(&self, unit: u32) -> Option<String> {
        let (view, v) = (self.view, self.v);
        let mut start = unit;
        while start > 0 && view.is(start - 1, v.capitalised) && view.is(start - 1, v.unknown) {
            start -= 1;
        }
        (start < unit).then(|| super::rows::plain(view.letters(&(start..unit))))
    }

    /// "the TV channel al-Ekhbariya": the unknown name right behind.
    fn named_behind(&self, unit: u32) -> Option<String> {
        let (view, v) = (self.view, self.v);
        let mut end = unit + 1;
        while view.is(end, v.unknown) && view.word(end).contains(char::is_uppercase) {
            end += 1;
        }
        (end > unit + 1).then(|| super::rows::plain(view.letters(&(unit + 1..end))))
    }
}

/// A medium.
struct Outlet {
    name: String,
    /// What kind of medium, if the dictionary of channels tells.
    channel: Option<String>,
    /// "State media".
    nameless: bool,
    /// Units of its name.
    words: Range<u32>,
}

/// The channel of one attribution: of those nearest to its cue the one of highest rank.
pub fn choose<'n>(all: &'n [Named], f: &Found, others: &[&Found]) -> Option<&'n Named> {
    let distance = |n: &Named, cue: &Range<u32>| {
        if n.base.end <= cue.start {
            cue.start - n.base.end
        } else {
            n.base.start.saturating_sub(cue.end)
        }
    };
    let mine = |n: &&Named| {
        let d = distance(n, &f.cue_base);
        others.iter().all(|o| distance(n, &o.cue_base) >= d)
    };
    all.iter()
        .filter(mine)
        .max_by_key(|n| (n.rank, std::cmp::Reverse(distance(n, &f.cue_base))))
}

/// An outlet told besides the channel itself.
pub fn outlet_of(all: &[Named], chosen: &Named) -> String {
    if !chosen.outlet.is_empty() {
        return chosen.outlet.clone();
    }
    all.iter()
        .find(|n| !n.outlet.is_empty())
        .map_or_else(String::new, |n| n.outlet.clone())
}
