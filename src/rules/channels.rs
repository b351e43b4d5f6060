//! `[channels]` of `rules.toml`: what channels of the dictionary are used for where the program must
//! pick one, or tell some from the others.

use serde::{Deserialize, Serialize};

use crate::lexicon::fault::did_you_mean;

/// Channels by what they are used for; one that is not given is used for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channels {
    /// The channel of what a medium itself says.
    pub media: String,
    /// The channel of what an agency says, or is told.
    pub agency: String,
    /// The channel of words told to another medium, and of a transcript's turns.
    pub interview: String,
    /// The channel of a post on a platform that is not named.
    pub unnamed_platform: String,
    /// Words spoken to an audience: whatever else is named says more of the way.
    pub spoken: Vec<String>,
    /// Those of which a medium without a name may be the outlet.
    pub relaying: Vec<String>,
    /// Those that say little of the way: a document of such a kind went the way told before.
    pub vague: Vec<String>,
    /// Those of which a sentence without a claim may tell: "He issued a statement."
    pub noted: Vec<String>,
    /// Occasions: whoever speaks there goes on when somebody else was heard in between.
    pub occasions: Vec<String>,
    /// Occasions of many voices: who has a part there is heard there when the text names no other way.
    pub shared: Vec<String>,
    /// Those whose documents speak for themselves: "the report" is not by who spoke before.
    pub unsigned: Vec<String>,
}

/// Where the channels of a use are kept.
enum Slot<'c> {
    One(&'c mut String),
    Many(&'c mut Vec<String>),
}

impl Channels {
    /// All uses, as `rules.toml` calls them.
    pub const USES: [&'static str; 11] = [
        "media",
        "agency",
        "interview",
        "unnamed-platform",
        "spoken",
        "relaying",
        "vague",
        "noted",
        "occasions",
        "shared",
        "unsigned",
    ];

    fn slot(&mut self, usage: &str) -> Option<Slot<'_>> {
        Some(match usage {
            "media" => Slot::One(&mut self.media),
            "agency" => Slot::One(&mut self.agency),
            "interview" => Slot::One(&mut self.interview),
            "unnamed-platform" => Slot::One(&mut self.unnamed_platform),
            "spoken" => Slot::Many(&mut self.spoken),
            "relaying" => Slot::Many(&mut self.relaying),
            "vague" => Slot::Many(&mut self.vague),
            "noted" => Slot::Many(&mut self.noted),
            "occasions" => Slot::Many(&mut self.occasions),
            "shared" => Slot::Many(&mut self.shared),
            "unsigned" => Slot::Many(&mut self.unsigned),
            _ => return None,
        })
    }

    /// Puts channels, parted by blanks, to a use, in place of those that an earlier file gave it.
    ///
    /// # Errors
    /// For a use that there is none of, and for more than one channel where there is room for one.
    pub fn lay(&mut self, usage: &str, names: &str) -> Result<(), String> {
        let mut names = names.split_whitespace().map(str::to_owned);
        match self.slot(usage) {
            None => {
                let hint = did_you_mean(usage, Channels::USES.into_iter());
                let all = Channels::USES.join(", ");
                return Err(format!(
                    "Channels have no use {usage:?}{hint} The uses are {all}."
                ));
            }
            Some(Slot::Many(slot)) => *slot = names.collect(),
            Some(Slot::One(slot)) => {
                *slot = names.next().unwrap_or_default();
                if let Some(second) = names.next() {
                    return Err(format!(
                        "{usage} is one channel, and {second:?} is a second; keep one of them."
                    ));
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_use_has_room() {
        let mut channels = Channels::default();
        for usage in Channels::USES {
            channels.lay(usage, "x").unwrap();
        }
        channels.lay("noted", "x  letter").unwrap();
        assert_eq!((channels.media.as_str(), channels.noted.len()), ("x", 2));
        channels.lay("noted", "").unwrap();
        assert!(channels.noted.is_empty());
    }

    #[test]
    fn what_is_wrong_is_told() {
        let mut channels = Channels::default();
        let why = channels.lay("intervew", "x").unwrap_err();
        assert!(why.contains("did you mean \"interview\"?"), "{why}");
        let why = channels.lay("media", "x letter").unwrap_err();
        assert!(why.contains("\"letter\" is a second"), "{why}");
    }
}
