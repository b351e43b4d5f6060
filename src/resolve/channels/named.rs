//! The channels that a sentence names, and which of them is an attribution's.

use std::ops::Range;

use crate::rules::Found;

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
pub mod rank {
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

/// The channel of one attribution: of those nearest to its cue, and the medium that relays it, the one
/// of highest rank.
pub fn choose<'n>(
    all: impl Iterator<Item = &'n Named>,
    f: &Found,
    others: &[&Found],
) -> Option<&'n Named> {
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
    let relays = |n: &&Named| {
        let relay = f.relay.as_ref();
        relay.is_some_and(|r| r.start < n.base.end && n.base.start < r.end)
    };
    all.filter(|n| mine(n) || relays(n))
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
