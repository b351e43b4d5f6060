//! "on its … channel", "in a … post": names before the noun of a channel that are none yet.

use std::collections::BTreeMap;

use super::{Desk, Sighting};
use crate::lexicon::Dictionary;
use crate::workshop::names::plain;

/// Classes of nouns that stand behind a channel's name.
const NOUNS: [&str; 2] = ["channel-noun", "channel-place"];
/// What stands in front of it.
const FRONT: [&str; 4] = ["determiner", "possessive", "genitive", "preposition"];
/// Longer names are something else.
const LONGEST: usize = 2;

pub(super) fn look(desk: &Desk<'_>, sentence: usize, out: &mut Vec<Sighting>) {
    let registry = &desk.kit.lexicon.registry;
    let meets = |at: usize, names: &[&str]| {
        names
            .iter()
            .any(|n| desk.classes(sentence, at).meets(registry.set(n)))
    };
    let count = desk.trace.readings.sentence(sentence).len();
    let mut at = 1;
    while at < count {
        let run = desk.capitals(sentence, at);
        at = run.end + 1;
        let fits = !run.is_empty() && run.len() <= LONGEST && run.end < count;
        if fits
            && run.clone().all(|i| desk.is_unknown(sentence, i))
            && meets(run.end, &NOUNS)
            && meets(run.start - 1, &FRONT)
        {
            let name = desk.words(sentence, run);
            let cells = [
                ("channel", plain(&name).replace(' ', "-")),
                ("form", name),
                ("kind", "name".to_owned()),
            ];
            out.push(Sighting {
                dictionary: Dictionary::Channels,
                cells: BTreeMap::from(cells),
                context: desk.context(sentence),
            });
        }
    }
}
