//! "He made the remarks while addressing a seminar.": a sentence that tells which way the words before it
//! took.

use super::way::stated;
use super::{Assembler, Host};
use crate::Claim;
use crate::resolve::channels::talk::{INHERITED, Through};
use crate::resolve::speakers::speaker::Speaker;
use crate::resolve::view::View;

/// Units from the begin of the sentence to its word for what was said.
const NEAR: u32 = 8;

/// Sentences after which nobody speaks of the words any more.
const SOON: usize = 3;

impl Assembler<'_> {
    /// Gives the claims before a sentence that makes none the way that it tells of them; whether it does.
    pub(super) fn look_back(&mut self, host: &Host, before: &mut [Claim]) -> bool {
        let sentence = host.view.sentence;
        let last = self.speakers.said.last();
        let Some(speaker) = last.filter(|said| sentence <= said.sentence + SOON) else {
            return false;
        };
        let speaker = speaker.speaker.clone();
        let Some(words) = self.words_meant(&host.view) else {
            return false;
        };
        let Some(through) = told_of(host, words) else {
            return false;
        };
        if !self.is_about(host, words, &speaker) {
            return false;
        }
        let own = before.iter_mut().rev();
        let own = own.take_while(|claim| claim.speaker == speaker.name);
        for claim in own.filter(|claim| claim.channel.is_empty()) {
            claim.channel.clone_from(&through.channel);
            claim.outlet.clone_from(&through.outlet);
            INHERITED.clone_into(&mut claim.channel_how);
        }
        self.event(sentence, &speaker, &through);
        true
    }

    /// "The | remarks", "said | this", "was | speaking": the word for what was said.
    fn words_meant(&self, view: &View) -> Option<u32> {
        let v = self.context.vocabulary;
        let brings = [v.definite, v.verb, v.cue_verb, v.be];
        let brought = |u: u32| brings.iter().any(|&class| view.follows(u, class));
        (0..view.len().min(NEAR)).find(|&u| view.is(u, v.said_before) && brought(u))
    }

    /// Whether a sentence is about a speaker, a pronoun, or the words themselves: "the remarks came in".
    fn is_about(&mut self, host: &Host, words: u32, speaker: &Speaker) -> bool {
        let (view, v) = (&host.view, self.context.vocabulary);
        if words == 1 {
            return view.is(2, v.be) || view.is(2, v.happens);
        }
        if view.is(0, v.pronouns) {
            return true;
        }
        let subject = self.speakers.subject(view.sentence);
        subject.is_some_and(|subject| subject.same(speaker))
    }
}

/// The channel that a sentence names besides its word for what was said.
fn told_of(host: &Host, words: u32) -> Option<Through> {
    let others = host.named.iter().filter(|n| !n.base.contains(&words));
    let best = others.max_by_key(|n| n.rank)?;
    Some(stated(&host.named, best))
}
