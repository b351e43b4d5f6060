//! Speakers whose words a medium hands on.

use super::anaphora::Place;
use super::kinds;
use super::ledger::Linked;
use super::speaker::Speaker;
use super::speakers::Speakers;
use super::view::View;
use crate::lexicon::Dictionary;
use crate::rules::Found;

impl Speakers<'_> {
    /// The speaker within a content that a medium relays: "“…,” said Sun, according to state media",
    /// "Police said …, Fars reported".
    pub fn relayed(&mut self, f: &Found, outer: &Speaker) -> Option<Speaker> {
        let view = self.views[f.sentence];
        let v = self.v;
        let sort = view
            .facts_of(f.cue_head, Dictionary::Cues)
            .next()
            .map_or("", |(_, c)| c.sort.as_ref());
        let medium = self.is_medium(&view, f, outer) || sort == REPORT;
        if medium && sort == QUOTE {
            let next = self.book.mentions[f.sentence].iter().find(|l| {
                l.mention.base.start == f.cue_base.end || l.mention.core.start == f.cue_base.end
            });
            let next = next.map(|l| (l.mention.base.clone(), l.mention.core.end - 1));
            return match next {
                Some((base, head)) => Some(self.of_range(f.sentence, &base, head, u32::MAX)),
                None => self
                    .pronoun_in(&view, &(f.cue_base.end..f.cue_base.end + 1))
                    .map(|u| {
                        self.pronoun(
                            Place {
                                sentence: f.sentence,
                                unit: u,
                            },
                            u,
                            &view,
                        )
                    }),
            };
        }
        let phrase = view.is(f.cue_head, v.cue_phrase);
        if !medium && !phrase {
            return None;
        }
        let content = view.units_in(&f.content);
        let first = content.iter().position(|&c| c)? as u32;
        let inside = |l: &&Linked| {
            content
                .get(l.mention.base.start as usize)
                .copied()
                .unwrap_or(false)
        };
        let candidates: Vec<Linked> = self.book.mentions[f.sentence]
            .iter()
            .filter(inside)
            .cloned()
            .collect();
        let found = candidates.into_iter().find(|l| {
            let (start, end) = (l.mention.base.start, l.mention.base.end);
            let quoted = (first..start).any(|u| view.is(u, v.quote));
            let before = start > first
                && (medium || quoted)
                && (view.is(start - 1, v.comma) || view.is(start - 1, v.quote));
            let inverted = start > first + 1
                && (medium || quoted)
                && self.tells(&view, start - 1)
                && (view.is(start - 2, v.comma) || view.is(start - 2, v.quote));
            let behind = self.tells_after(&view, end);
            inverted || before && behind || medium && start <= first + 1 && behind
        })?;
        let base = found.mention.base.clone();
        Some(self.of_range(f.sentence, &base, found.mention.core.end - 1, u32::MAX))
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

    /// Whether a unit is a finite verb of saying.
    pub(super) fn tells(&self, view: &View, unit: u32) -> bool {
        let v = self.v;
        view.is(unit, v.cue_verb)
            && view.is(unit, v.statement)
            && (view.is(unit, v.past) || view.is(unit, v.third))
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
