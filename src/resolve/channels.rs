//! The ways by which words reached the public, as a sentence names them.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::view::View;
use super::vocabulary::Vocabulary;
use crate::lexicon::{Classes, Dictionary, Fact, Lexicon};
use crate::rules::Found;

/// The channel of what a medium itself says.
pub const MEDIA: &str = "media";
/// The channel of words told to a medium.
pub const INTERVIEW: &str = "interview";
/// The channel of a post on a platform that is not named.
pub const SOCIAL_MEDIA: &str = "social-media";

/// How far before a channel's noun the word that brings it is looked for.
const REACH: u32 = 8;

/// What the lexicon knows of channels as a whole.
#[derive(Debug, Default)]
pub struct ChannelTable {
    /// Those with a name of their own.
    platforms: FxHashSet<Box<str>>,
}

impl ChannelTable {
    /// Reads the dictionary's facts.
    pub fn new(lexicon: &Lexicon) -> Self {
        let named = |f: &&Fact| f.dictionary == Dictionary::Channels && f.pattern.as_ref() == "name";
        ChannelTable {
            platforms: lexicon.facts.iter().filter(named).map(|f| f.sort.clone()).collect(),
        }
    }

    /// Whether a channel has a name of its own.
    pub fn is_platform(&self, channel: &str) -> bool {
        self.platforms.contains(channel)
    }
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
    /// The dictionary's row.
    pub fact: Option<u32>,
}

/// Ranks, lowest first.
mod rank {
    /// A speech or meeting.
    pub const EVENT: u8 = 1;
    /// A medium that relays.
    pub const RELAY: u8 = 2;
    /// A statement, a letter, an interview.
    pub const FORM: u8 = 3;
    /// Told to somebody.
    pub const TOLD: u8 = 4;
    /// A place on the net or on air.
    pub const PLACE: u8 = 5;
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
        for unit in 0..self.view.len() {
            if self.taken.get(unit as usize).copied().unwrap_or(false) {
                continue;
            }
            for (index, fact) in self.view.facts_of(unit, Dictionary::Channels) {
                if let Some(named) = self.read(unit, index, fact, found) {
                    out.push(named);
                }
            }
            out.extend(self.medium(unit, found));
        }
        out
    }

    fn read(&self, unit: u32, index: u32, fact: &Fact, found: &[&Found]) -> Option<Named> {
        let (view, v) = (self.view, self.v);
        let platform = self.table.is_platform(&fact.sort);
        let is_source = found.iter().any(|f| f.source.as_ref().is_some_and(|s| s.contains(&unit) && f.source_head == unit));
        let (start, rank) = match fact.pattern.as_ref() {
            "name" => (self.brought(unit)?, rank::PLATFORM),
            "place" => (self.brought(unit)?, if platform { rank::PLATFORM } else { rank::PLACE }),
            "noun" => {
                let start = if is_source { Some(unit) } else { self.brought(unit).or_else(|| self.object(unit)) };
                (start?, if platform { rank::PLATFORM } else { rank::FORM })
            }
            "event" => (self.brought(unit)?, rank::EVENT),
            "verb" => (self.cued(unit, found)?, if platform { rank::PLATFORM } else { rank::FORM }),
            "addressee" => (self.told(unit, found)?, rank::TOLD),
            _ => return None,
        };
        Some(Named {
            channel: fact.sort.to_string(),
            outlet: fact.of.to_string(),
            base: start..unit + 1,
            rank,
            again: (start..unit).any(|u| view.is(u, v.again)),
            fact: Some(index),
        })
    }

    /// First unit of the phrase that brings the channel: "in a new post on", back to its preposition.
    fn brought(&self, unit: u32) -> Option<u32> {
        let (view, v) = (self.view, self.v);
        let mut at = unit;
        while at > 0 && unit - at < REACH {
            at -= 1;
            if view.is(at, v.way) {
                return Some(at);
            }
            if !self.may_precede(at) {
                return None;
            }
        }
        None
    }

    fn may_precede(&self, unit: u32) -> bool {
        let (view, v) = (self.view, self.v);
        let classes = view.classes(unit);
        if classes.meets(v.comma) || classes.meets(v.conjunction) || classes.meets(v.stop) || classes.meets(v.negation) {
            return false;
        }
        let mut fine = v.determiner;
        for set in [
            v.possessive,
            v.genitive,
            v.apostrophe,
            v.adjective,
            v.number,
            v.quantifier,
            v.again,
            v.capitalised,
            v.unknown,
            v.time,
            v.weekday,
            v.role,
            v.human,
            v.group,
            v.place_adjective,
            v.organization,
            v.institution,
            v.channel_noun,
            v.channel_place,
        ] {
            fine.extend(set);
        }
        classes.meets(fine)
    }

    /// "issued a statement", "posted a video": the object of a verb.
    fn object(&self, unit: u32) -> Option<u32> {
        let (view, v) = (self.view, self.v);
        let mut at = unit;
        while at > 0 && unit - at < 5 {
            at -= 1;
            if view.is(at, v.verb) && !view.is(at, v.adjective) {
                return (at + 1 < unit).then_some(at + 1);
            }
            if !self.may_precede(at) {
                return None;
            }
        }
        None
    }

    fn cued(&self, unit: u32, found: &[&Found]) -> Option<u32> {
        found.iter().any(|f| f.cue_base.contains(&unit)).then_some(unit)
    }

    /// "told reporters", "speaking to reporters".
    fn told(&self, unit: u32, found: &[&Found]) -> Option<u32> {
        let (view, v) = (self.view, self.v);
        let mut at = unit;
        while at > 0 && unit - at < REACH {
            at -= 1;
            if found.iter().any(|f| f.cue_base.end == at + 1) {
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

    /// A medium that was told, or that relays: "told CNN", ", TASS reported", "on ABC".
    fn medium(&self, unit: u32, found: &[&Found]) -> Option<Named> {
        let (view, v) = (self.view, self.v);
        let outlet = self.outlet_at(unit)?;
        let own = view.facts_of(unit, Dictionary::Channels).find(|(_, f)| f.pattern.as_ref() == "outlet");
        let kind = own.map(|(_, f)| f.sort.to_string());
        let agency = kind.clone().unwrap_or_else(|| MEDIA.to_owned());
        let interview = kind.unwrap_or_else(|| INTERVIEW.to_owned());
        let is_source = found.iter().any(|f| f.source.as_ref().is_some_and(|s| s.contains(&unit) && f.source_head == unit));
        let told = self.told(unit, found);
        let (channel, start, rank) = if is_source {
            (agency, unit, rank::RELAY)
        } else if let Some(start) = told {
            (interview, start, rank::TOLD)
        } else if view.is(unit + 1, v.cue) || view.is(unit + 2, v.cue) && view.is(unit + 1, v.adverb) {
            (agency, unit, rank::RELAY)
        } else {
            (agency, self.brought(unit)?, rank::RELAY)
        };
        Some(Named {
            channel,
            outlet,
            base: start..unit + 1,
            rank,
            again: false,
            fact: None,
        })
    }

    /// The medium that a unit names.
    fn outlet_at(&self, unit: u32) -> Option<String> {
        let (view, v) = (self.view, self.v);
        if !view.is(unit, v.news) && !view.is(unit, v.channel_outlet) {
            return None;
        }
        let mut facts = view.facts(unit);
        let named = facts.find(|(_, f)| match f.dictionary {
            Dictionary::Organizations => f.sort.as_ref() == "news-organisation",
            Dictionary::Channels => f.pattern.as_ref() == "outlet",
            _ => false,
        })?;
        Some(match named.1.of.as_ref() {
            of if named.1.dictionary == Dictionary::Channels && !of.is_empty() => of.to_owned(),
            _ => named.1.name.to_string(),
        })
    }
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
    all.iter().filter(mine).max_by_key(|n| (n.rank, std::cmp::Reverse(distance(n, &f.cue_base))))
}

/// An outlet told besides the channel itself.
pub fn outlet_of(all: &[Named], chosen: &Named) -> String {
    if !chosen.outlet.is_empty() {
        return chosen.outlet.clone();
    }
    all.iter().find(|n| !n.outlet.is_empty()).map_or_else(String::new, |n| n.outlet.clone())
}

/// Classes of the units that a channel may stand in.
pub fn any_channel(v: &Vocabulary) -> Classes {
    let mut out = v.channel_name;
    for set in [v.channel_noun, v.channel_place, v.channel_addressee, v.channel_verb, v.channel_event, v.channel_outlet, v.news] {
        out.extend(set);
    }
    out
}
