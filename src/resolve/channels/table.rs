//! What the lexicon knows of channels as a whole.

use rustc_hash::FxHashSet;

use crate::lexicon::{Dictionary, Lexicon};
use crate::resolve::mentions::names::last_word;
use crate::rules::{Channels, Rules};
use crate::text::tokens::fold;

/// The class of words in the dictionary of references for [`ChannelTable::is_voice`].
const VOICE: &str = "shared-voice";

/// What the lexicon knows of channels as a whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChannelTable {
    /// Those with a name of their own.
    platforms: FxHashSet<String>,
    /// Who has a part in an occasion of many voices: judge, counsel; folded.
    voices: FxHashSet<String>,
    /// What the rules use channels for.
    pub uses: Channels,
}

impl ChannelTable {
    /// Reads the dictionary's facts.
    pub fn new(lexicon: &Lexicon, rules: &Rules) -> Self {
        let channels = lexicon.facts.of(Dictionary::Channels);
        let named = channels.filter(|f| f.pattern == "name");
        let references = lexicon.facts.of(Dictionary::References);
        let voices = references.filter(|f| f.sort == VOICE);
        ChannelTable {
            voices: voices.map(|f| fold(f.name)).collect(),
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

    /// Whether it is an occasion on which the same speaker goes on when somebody else was heard.
    pub fn is_occasion(&self, channel: &str) -> bool {
        among(&self.uses.occasions, channel)
    }

    /// Whether it is words to an audience.
    pub fn is_spoken(&self, channel: &str) -> bool {
        among(&self.uses.spoken, channel)
    }

    /// Whether it is an occasion of many voices.
    pub fn is_shared(&self, channel: &str) -> bool {
        among(&self.uses.shared, channel)
    }

    /// Whether a role, folded, has a part in an occasion of many voices.
    pub fn is_voice(&self, role: &str) -> bool {
        self.voices.contains(last_word(role))
    }

    /// Whether a medium relays words through it.
    pub fn is_relaying(&self, channel: &str) -> bool {
        among(&self.uses.relaying, channel)
    }

    /// Whether its documents speak for themselves.
    pub fn is_unsigned(&self, channel: &str) -> bool {
        among(&self.uses.unsigned, channel)
    }

    /// Whether words of an interview go through it.
    pub fn is_interview(&self, channel: &str) -> bool {
        channel == self.uses.interview
    }
}

/// Whether a channel is one of these.
pub fn among(channels: &[String], channel: &str) -> bool {
    channels.iter().any(|c| c == channel)
}
