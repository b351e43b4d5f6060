//! Whose words they are: the speaker of an attribution, who relays the speaker, and whom the speaker relays.

use super::Assembler;
use crate::resolve::book::ledger::Linked;
use crate::resolve::kinds;
use crate::resolve::speakers::speaker::Speaker;
use crate::resolve::view::View;
use crate::rules::Found;

/// Who was heard in a sentence so far.
#[derive(Default)]
pub(super) struct Heard {
    /// The speaker of the attribution before.
    pub spoken: Option<Speaker>,
    /// Who relays, and whom.
    relays: Vec<(Speaker, Speaker)>,
}

impl Heard {
    /// Whose words a source goes on with: "…, Fars reported, citing …, adding that …".
    fn goes_on(&self, outer: &Speaker) -> Option<&Speaker> {
        let relays = self.relays.iter().find(|(relay, _)| relay.same(outer));
        let relayed = relays.map(|(_, speaker)| speaker);
        relayed.or_else(|| {
            let spoken = self.spoken.as_ref();
            spoken.filter(|s| outer.kind == kinds::NEWS && s.kind != kinds::NEWS)
        })
    }
}

impl Assembler<'_> {
    /// The speaker of an attribution, and the name of who relays the words, or nothing.
    pub(super) fn voice(
        &mut self,
        view: &View,
        found: &Found,
        heard: &mut Heard,
    ) -> (Speaker, String) {
        let outer = self.speakers.of(found);
        let participle = view.is(found.cue_head, self.context.vocabulary.ing);
        let going_on = heard.goes_on(&outer).filter(|_| participle).cloned();
        let inner = going_on.or_else(|| self.speakers.relayed(found, &outer));
        match inner.filter(|inner| !inner.name.is_empty() && !inner.same(&outer)) {
            None => (outer, String::new()),
            Some(inner) => {
                let relay = outer.name.clone();
                heard.relays.push((outer, inner.clone()));
                (inner, relay)
            }
        }
    }

    /// "Ministry > Pezeshkian": a medium relays the words, or they begin with another's words.
    pub(super) fn chain(&mut self, found: &Found, speaker: &Speaker, outlet: &str) -> String {
        if speaker.name.is_empty() {
            return String::new();
        }
        if let Some(relay) = &found.relay {
            let (head, cue) = (relay.end.saturating_sub(1), u32::MAX);
            let by = self.speakers.of_range(found.sentence, relay, head, cue);
            let name = if outlet.is_empty() { &by.name } else { outlet };
            return match by.same(speaker) {
                true => String::new(),
                false => joined(name, &speaker.name),
            };
        }
        let second = self.told_within(found).filter(|s| !s.same(speaker));
        second.map_or_else(String::new, |second| joined(&speaker.name, &second.name))
    }

    /// Who tells something at the very beginning of a content.
    fn told_within(&mut self, found: &Found) -> Option<Speaker> {
        let view = self.speakers.views[found.sentence];
        let v = self.context.vocabulary;
        let first = view.unit_at(found.content.first()?.start)?;
        let begins = |l: &&Linked| l.mention.base.start == first;
        let mut mentions = self.speakers.book.mentions.of(found.sentence).iter();
        let base = mentions.find(begins)?.mention.base.clone();
        let adverb = |u: &u32| view.is(*u, v.adverb) && !view.is(*u, v.cue_verb);
        let tells = base.end + (base.end..).take_while(adverb).count() as u32;
        if !self.speakers.tells(&view, tells) || found.cue_base.contains(&tells) {
            return None;
        }
        let head = base.end - 1;
        Some(self.speakers.of_range(found.sentence, &base, head, tells))
    }
}

/// A chain of two, or nothing where one has no name.
fn joined(first: &str, second: &str) -> String {
    if first.is_empty() || second.is_empty() {
        return String::new();
    }
    format!("{first} > {second}")
}
