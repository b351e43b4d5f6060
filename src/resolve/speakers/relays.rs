//! Speakers whose words a medium hands on.

use std::ops::Range;

use super::Speakers;
use super::anaphora::Place;
use super::speaker::Speaker;
use crate::lexicon::Dictionary;
use crate::resolve::book::ledger::Linked;
use crate::resolve::kinds;
use crate::resolve::view::View;
use crate::rules::Found;

impl Speakers<'_> {
    /// The speaker within a content that a medium relays: "“…,” said Sun, according to state media",
    /// "Police said …, Fars reported".
    pub fn relayed(&mut self, f: &Found, outer: &Speaker) -> Option<Speaker> {
        let view = self.views[f.sentence];
        let sort = view
            .facts_of(f.cue_head, Dictionary::Cues)
            .next()
            .map_or("", |(_, c)| c.sort.as_ref());
        let medium = self.is_medium(&view, f, outer) || sort == REPORT;
        if medium && sort == QUOTE {
            return self.quoted(&view, f);
        }
        if !medium && !view.is(f.cue_head, self.v.cue_phrase) {
            return None;
        }
        let content = view.units_in(&f.content);
        let first = content.iter().position(|&c| c)? as u32;
        let inside = |unit: u32| content.get(unit as usize) == Some(&true);
        let tells = |l: &&Linked| {
            inside(l.mention.base.start) && self.tells_within(&view, first, medium, &l.mention.base)
        };
        let found = self.book.mentions.of(f.sentence).iter().find(tells)?;
        let (base, head) = (found.mention.base.clone(), found.mention.core.end - 1);
        Some(self.of_range(f.sentence, &base, head, u32::MAX))
    }

    /// Whose words a medium quotes: the name or pronoun right behind the cue.
    fn quoted(&mut self, view: &View, f: &Found) -> Option<Speaker> {
        let behind = f.cue_base.end;
        let next = |l: &&Linked| l.mention.base.start == behind || l.mention.core.start == behind;
        if let Some(found) = self.book.mentions.of(f.sentence).iter().find(next) {
            let (base, head) = (found.mention.base.clone(), found.mention.core.end - 1);
            return Some(self.of_range(f.sentence, &base, head, u32::MAX));
        }
        let unit = self.pronoun_in(view, &(behind..behind + 1))?;
        let at = Place {
            sentence: f.sentence,
            unit,
        };
        Some(self.pronoun(at, unit, view))
    }

    /// Whether a mention in a content, which begins with the unit `first`, has its own verb of saying.
    fn tells_within(&self, view: &View, first: u32, medium: bool, base: &Range<u32>) -> bool {
        let v = self.v;
        let start = base.start;
        let quoted = || medium || (first..start).any(|u| view.is(u, v.quote));
        let parted = |unit: u32| view.is(unit, v.comma) || view.is(unit, v.quote);
        let before = start > first && parted(start - 1) && quoted();
        let inverted =
            start > first + 1 && self.tells(view, start - 1) && parted(start - 2) && quoted();
        inverted || (before || medium && start <= first + 1) && self.tells_after(view, base.end)
    }

    fn is_medium(&self, view: &View, f: &Found, outer: &Speaker) -> bool {
        let named = outer.kind == kinds::NEWS;
        let source = f.source.clone().unwrap_or(0..0);
        named
            || source.clone().any(|u| {
                view.facts_of(u, Dictionary::Channels)
                    .any(|(_, c)| c.pattern.as_ref() == "place")
            })
    }

    /// Whether a unit is a finite verb of saying; "messages shared by X" has none.
    pub(in crate::resolve) fn tells(&self, view: &View, unit: u32) -> bool {
        let v = self.v;
        let done_by = view.is(unit, v.participle) && view.is(unit + 1, v.author);
        view.is(unit, v.cue_verb)
            && view.is(unit, v.statement)
            && (view.is(unit, v.past) && !done_by || view.is(unit, v.third))
    }

    fn tells_after(&self, view: &View, end: u32) -> bool {
        let mut at = end;
        if view.is(at, self.v.comma) && self.tells(view, at + 1) {
            return true;
        }
        while view.is(at, self.v.adverb) && !view.is(at, self.v.cue_verb) {
            at += 1;
        }
        self.tells(view, at)
    }
}

/// The class of cues that hand on another's words.
const QUOTE: &str = "quote";
/// The class of cues of reporting.
const REPORT: &str = "report";
