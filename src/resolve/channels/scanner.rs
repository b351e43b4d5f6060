//! Finds the channels that a sentence names.

use std::ops::Range;

use super::named::{Named, rank};
use super::table::{ChannelTable, among};
use crate::lexicon::{Dictionary, Fact};
use crate::resolve::view::View;
use crate::resolve::vocabulary::Vocabulary;
use crate::rules::Found;

/// How far before a channel's noun the word that brings it is looked for.
const REACH: u32 = 8;
/// How far before it the verb that has it for its object.
const OBJECT: u32 = 5;

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
            let taken = self.is_said(unit);
            let facts = self.view.facts_of(unit, Dictionary::Channels);
            let named = facts
                .filter_map(|(index, fact)| self.read(unit, index, fact, found))
                .chain(self.medium(unit, found));
            let is_way = |n: &Named| self.reaches_cue(n.base.start, found) && !self.is_all(&n.base);
            out.extend(named.filter(|n| !taken || is_way(n)));
        }
        out
    }

    fn read(&self, unit: u32, index: u32, fact: &Fact, found: &[&Found]) -> Option<Named> {
        let (start, rank) = self.reach(unit, fact, found)?;
        Some(Named {
            channel: fact.sort.to_string(),
            outlet: self.reader(unit, fact),
            base: start..unit + 1,
            rank,
            again: (start..unit).any(|u| self.view.is(u, self.v.again)),
            told: fact.pattern.as_ref() == "addressee",
            fact: Some(index),
        })
    }

    /// The medium of a channel, as its row or the words behind an interview have it.
    fn reader(&self, unit: u32, fact: &Fact) -> String {
        let told = fact.of.is_empty() && fact.sort.as_ref() == self.table.uses.interview;
        let name = told.then(|| self.interviewer(unit)).flatten();
        name.unwrap_or_else(|| fact.of.to_string())
    }

    /// Where the phrase begins that names a channel, and its rank. "Her Instagram said" is a channel, but
    /// what Instagram said it said as a company.
    fn reach(&self, unit: u32, fact: &Fact, found: &[&Found]) -> Option<(u32, u8)> {
        let platform = self.table.is_one_platform(&fact.sort);
        let at_least = |rank| if platform { rank::PLATFORM } else { rank };
        let form = match among(&self.table.uses.spoken, &fact.sort) {
            true => rank::EVENT,
            false => rank::FORM,
        };
        let heads = |s: &Range<u32>| s.contains(&unit);
        // "The Telegram channel Shot said": the name behind it is its own.
        let own_name = |f: &&Found| {
            let mut name = unit + 1..f.source_head + 1;
            !name.is_empty() && name.all(|u| self.is_name_part(u))
        };
        let mut headed = found
            .iter()
            .copied()
            .filter(|f| f.source_head == unit || platform && own_name(f));
        let source = headed.find_map(|f| f.source.as_ref().filter(|s| heads(s)));
        let is_source = source.is_some();
        let company = fact.pattern.as_ref() == "name" && source.is_some_and(|s| s.start == unit);
        Some(match fact.pattern.as_ref() {
            "name" | "place" | "addressee" if is_source && platform && !company => {
                (unit, rank::PLATFORM)
            }
            "name" | "place" if self.employs(unit) => return None,
            "name" => (self.brought(unit)?, rank::PLATFORM),
            "place" | "addressee" if self.view.is(unit, self.v.adjective) => return None,
            "place" => (self.brought_outside(unit, found)?, at_least(rank::PLACE)),
            "noun" if self.in_name(unit) || self.qualifies(unit) => return None,
            "noun" if is_source => (unit, at_least(form)),
            "noun" if self.is_infinitive(unit) => return None,
            "noun" => {
                let brought = self.brought(unit).filter(|&way| !self.is_answered(way));
                let start = brought.or_else(|| self.object(unit, found));
                let occasion = self.table.is_occasion(&fact.sort);
                let told = || self.told(unit, found).filter(|_| occasion);
                (start.or_else(told)?, at_least(form))
            }
            "event" => {
                let start = self.brought(unit).or_else(|| self.told(unit, found));
                let start = start.filter(|&way| !self.is_answered(way));
                (start?, rank::EVENT)
            }
            "verb" => {
                let shared = self.table.is_shared(&fact.sort);
                let form = if shared { rank::EVENT } else { rank::FORM };
                (self.cued(unit, found)?, at_least(form))
            }
            "addressee" => {
                let told = self.told(unit, found).or_else(|| self.asked(unit));
                (told?, rank::TOLD)
            }
            _ => return None,
        })
    }

    /// First unit of the phrase that brings the channel: "in a new post on", back to its preposition.
    pub(super) fn brought(&self, unit: u32) -> Option<u32> {
        let (view, v) = (self.view, self.v);
        let mut at = unit;
        while at > 0 && unit - at < REACH {
            at -= 1;
            if view.is(at, v.way) || view.is(at, v.cue_phrase) {
                return Some(at);
            }
            // "A letter obtained by the paper" is none of its articles.
            if view.brings_reader(at, v) {
                return None;
            }
            let article = view.is(at, v.determiner) || view.is(at, v.possessive);
            let brings = at > 0 && (view.is(at - 1, v.way) || view.is(at - 1, v.cue_phrase));
            if article && !brings || !self.may_precede(at) {
                return None;
            }
        }
        None
    }

    /// As [`Self::brought`], but not within who speaks: "the leader of the opposition in the assembly, X,
    /// said".
    fn brought_outside(&self, unit: u32, found: &[&Found]) -> Option<u32> {
        let way = self.brought(unit)?;
        let tells_who = |f: &&Found| {
            let source = f.source.as_ref();
            source.is_some_and(|s| s.contains(&way)) && way < f.source_head
        };
        (!found.iter().any(tells_who)).then_some(way)
    }

    /// "The ruling Justice Party": an adjective of the name behind it.
    fn qualifies(&self, unit: u32) -> bool {
        let (view, v) = (self.view, self.v);
        view.is(unit, v.adjective)
            && (view.is(unit + 1, v.capitalised) || view.is(unit + 1, v.group))
    }

    /// "Responding to the letter", "not involved in the study": what a preposition brings is answered, or
    /// somebody takes part in it.
    fn is_answered(&self, way: u32) -> bool {
        let (view, v) = (self.view, self.v);
        let answers = view.follows(way, v.answers) && view.is(way, v.infinitive_to);
        answers || view.follows(way, v.no_way_behind)
    }

    /// "An analyst at Kant Research": a word of a name is no channel.
    fn in_name(&self, unit: u32) -> bool {
        let (view, v) = (self.view, self.v);
        let capital = |u: u32| view.is(u, v.capitalised) && !view.is(u, v.all_caps);
        let name = |u: u32| view.is(u, v.unknown) || view.is(u, v.given) || view.is(u, v.place);
        let before = unit.checked_sub(1);
        capital(unit) && before.is_some_and(|u| capital(u) && name(u) && u > 0)
    }

    /// "An engineer at Facebook": where somebody works is no way that words took.
    pub(super) fn employs(&self, unit: u32) -> bool {
        let (view, v) = (self.view, self.v);
        let worker = [v.role, v.human, v.title];
        let works = |at: u32| worker.iter().any(|&c| view.follows(at, c));
        unit > 0 && view.is(unit - 1, v.workplace) && works(unit - 1)
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

    /// "Voiced regret over the remarks": whether a phrase is all that is said.
    fn is_all(&self, base: &Range<u32>) -> bool {
        let before = base.start.checked_sub(1);
        let more = before.is_some_and(|unit| self.is_said(unit)) || self.is_said(base.end);
        base.clone().all(|unit| self.is_said(unit)) && !more
    }

    /// "to note", "to post": a verb, and no noun behind a preposition.
    fn is_infinitive(&self, unit: u32) -> bool {
        self.view.is(unit, self.v.verb) && self.view.follows(unit, self.v.infinitive_to)
    }

    /// Whether a unit may stand between a channel's noun and what brings it; "a leaked letter" too.
    fn may_precede(&self, unit: u32) -> bool {
        let (view, v) = (self.view, self.v);
        let classes = view.classes(unit);
        let told_of = || {
            let before = [v.determiner, v.possessive, v.adjective, v.way];
            classes.meets(v.participle) && before.iter().any(|&c| view.follows(unit, c))
        };
        !classes.meets(v.not_before_channel) && (classes.meets(v.before_channel) || told_of())
    }

    /// "issued a statement", "posted a video", "released the following letter:": the object of a verb.
    fn object(&self, unit: u32, found: &[&Found]) -> Option<u32> {
        let (view, v) = (self.view, self.v);
        let issues = |f: &&Found| {
            let cue = &f.cue_base;
            let verb = cue.end <= unit && unit - cue.end < OBJECT;
            verb || cue.contains(&unit) || cue.start > unit && view.is(cue.start, v.colon)
        };
        let introduces = self.introduces(unit) && found.iter().any(issues);
        // "Rejected a report by X, calling it a lie": what is spoken of.
        if self.is_said(unit) && !introduces {
            return None;
        }
        let goes_on = introduces
            || found.is_empty()
            || self.opens(unit)
            || found.iter().any(|f| {
                let mut between = unit + 1..f.cue_base.start;
                let brings = view.is(f.cue_head, v.ing) || between.any(|u| view.is(u, v.relative));
                f.cue_base.start > unit && brings
            });
        if !goes_on {
            return None;
        }
        let mut at = unit;
        while at > 0 && unit - at < OBJECT {
            at -= 1;
            if view.is(at, v.verb) && !view.is(at, v.adjective) {
                return (at + 1 < unit).then_some(at + 1);
            }
            let anothers = view.is(at, v.genitive) || view.is(at, v.apostrophe);
            let known = view.is(at, v.definite) || anothers;
            if !self.may_precede(at) || known && !introduces {
                return None;
            }
        }
        None
    }

    /// "Issuing a statement, X claimed …": the object of the participle with which a sentence begins.
    fn opens(&self, unit: u32) -> bool {
        let (view, v) = (self.view, self.v);
        unit < OBJECT && view.is(0, v.ing) && view.is(0, v.verb) && view.is(unit + 1, v.comma)
    }

    /// Whether a colon follows, a time aside.
    fn introduces(&self, unit: u32) -> bool {
        let (view, v) = (self.view, self.v);
        let aside = [v.way, v.time, v.weekday, v.month, v.number];
        let skipped = |u: &u32| aside.iter().any(|&c| view.is(*u, c));
        let behind = (unit + 1..view.len())
            .take(REACH as usize)
            .find(|u| !skipped(u));
        behind.is_some_and(|u| view.is(u, v.colon))
    }

    /// "She tweeted that …", "Giving evidence, she said …".
    fn cued(&self, unit: u32, found: &[&Found]) -> Option<u32> {
        let (view, v) = (self.view, self.v);
        let cue = found.iter().any(|f| f.cue_base.contains(&unit));
        let opens = unit == 0 || view.follows(unit, v.comma);
        (cue || opens && view.is(unit, v.ing)).then_some(unit)
    }

    /// "told reporters", "speaking to reporters".
    pub(super) fn told(&self, unit: u32, found: &[&Found]) -> Option<u32> {
        let (view, v) = (self.view, self.v);
        let mut at = unit;
        let within = |part: &Option<Range<u32>>| part.as_ref().is_some_and(|p| p.contains(&unit));
        if found.iter().any(|f| within(&f.source)) {
            return None;
        }
        if let Some(heard) = found.iter().find(|f| within(&f.channel)) {
            return heard.channel.as_ref().map(|c| c.start);
        }
        let titled = view.is(unit + 1, v.title) && view.is(unit + 1, v.capitalised);
        if titled && !view.follows(unit, v.definite) {
            return None;
        }
        let said = self.is_said(unit);
        while at > 0 && unit - at < REACH {
            at -= 1;
            if found
                .iter()
                .any(|f| f.cue_base.end == at + 1 && self.is_told(f))
                || self.is_doing(at) && !self.speaks_of(at, unit)
            {
                return Some(at + 1);
            }
            if view.is(at, v.toward) {
                return (!self.is_answered(at)).then_some(at);
            }
            // "told viewers the trial was over": they are told, and the article begins what.
            let article = view.is(at, v.determiner) || view.is(at, v.possessive);
            let addressed = [v.plural, v.human, v.role, v.channel_addressee];
            let told = addressed.iter().any(|&c| view.follows(at, c));
            if article && told && !view.is(unit, v.capitalised) || !self.may_precede(at) {
                return None;
            }
            // "told CNN voters were angry": the station is told, and they are spoken of.
            if said && self.is_medium(at) {
                return None;
            }
        }
        None
    }

    /// "Speaking to reporters": a verb in -ing, and no noun of "the banking committee".
    fn is_doing(&self, unit: u32) -> bool {
        let (view, v) = (self.view, self.v);
        let named = [v.determiner, v.possessive];
        let is_noun = named.iter().any(|&class| view.follows(unit, class));
        view.is(unit, v.ing) && view.is(unit, v.verb) && !is_noun
    }

    /// Whether a unit lies in a content.
    fn is_said(&self, unit: u32) -> bool {
        self.taken.get(unit as usize).copied().unwrap_or(false)
    }

    fn is_medium(&self, unit: u32) -> bool {
        let media = [self.v.news, self.v.channel_outlet, self.v.outlet_name];
        media.iter().any(|&class| self.view.is(unit, class))
    }

    /// "Calling Congress a farce": whether a cue's own object is no listener but what is spoken of.
    fn speaks_of(&self, verb: u32, unit: u32) -> bool {
        let (view, v) = (self.view, self.v);
        let told = [v.takes_addressee, v.takes_addressee_to];
        let hears = told.iter().any(|&c| view.is(verb, c));
        let object = verb + 1 + u32::from(view.is(verb + 1, v.determiner));
        object == unit && view.is(verb, v.takes_np) && !hears
    }

    /// "When pressed by reporters", "asked by a journalist".
    pub(super) fn asked(&self, unit: u32) -> Option<u32> {
        let (view, v) = (self.view, self.v);
        let mut before = (unit.saturating_sub(REACH)..unit).rev();
        let by = before.find(|&u| view.is(u, v.author) || !self.may_precede(u))?;
        let asked = view.is(by, v.author) && view.follows(by, v.asks);
        asked.then(|| by - 1)
    }

    fn is_told(&self, found: &Found) -> bool {
        let (view, v) = (self.view, self.v);
        let mut cue = found.cue_base.clone();
        cue.any(|u| view.is(u, v.takes_addressee) || view.is(u, v.takes_addressee_to))
    }
}
