//! From the source of an attribution to its speaker.

pub mod anaphora;
pub mod bodies;
pub mod countries;
pub mod employers;
pub mod heads;
pub mod known_for;
pub mod pronouns;
pub mod recency;
pub mod relays;
pub mod roles;
pub mod several;
pub mod speaker;
pub mod topics;

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::lexicon::Dictionary;
use crate::resolve::book::Book;
use crate::resolve::book::aliases::Alias;
use crate::resolve::book::ledger::{EntityId, Linked};
use crate::resolve::channels::ChannelTable;
use crate::resolve::kinds;
use crate::resolve::mentions::institutions::bare;
use crate::resolve::mentions::mention::{Mention, Sort};
use crate::resolve::mentions::names::{count_words, words_of};
use crate::resolve::view::View;
use crate::resolve::vocabulary::Vocabulary;
use crate::rules::Found;
use anaphora::Place;
use recency::{Recency, Trait};
use speaker::{How, Speaker};

/// What was said before, in the order of the text.
#[derive(Debug, Clone)]
pub struct Said {
    /// By whom.
    pub speaker: Speaker,
    /// Sentence of the cue.
    pub sentence: usize,
    /// Its paragraph.
    pub paragraph: usize,
    /// Through which channel, or empty.
    pub channel: String,
    /// The first claim of the run of this speaker's claims.
    pub run: usize,
    /// It is a question.
    pub asks: bool,
}

/// Resolves the sources of one article in reading order.
pub struct Speakers<'a> {
    /// All sentences.
    pub views: &'a [View<'a>],
    /// Classes.
    pub v: &'a Vocabulary,
    /// What is known of channels.
    pub channels: &'a ChannelTable,
    /// Ledger and mentions.
    pub book: Book,
    /// Who was named last, by what descriptions ask for.
    pub recency: OnceCell<Recency>,
    /// Claims so far.
    pub said: Vec<Said>,
    /// The last claim through each channel whose speaker has a name.
    pub last_through: FxHashMap<String, usize>,
}

impl<'a> Speakers<'a> {
    /// The speaker of an attribution.
    pub fn of(&mut self, f: &Found) -> Speaker {
        match &f.source {
            Some(range) => self.of_range(f.sentence, range, f.source_head, f.cue_base.start),
            None if f.frame.is_none() => self.carried(f.sentence),
            // "The court heard that …": from somebody who is not told.
            None if f.channel.is_some() => Speaker::default(),
            None => self.inherited(f.sentence),
        }
    }

    /// The speaker that a stretch of a sentence names.
    pub fn of_range(
        &mut self,
        sentence: usize,
        range: &Range<u32>,
        head: u32,
        cue: u32,
    ) -> Speaker {
        let view = self.views[sentence];
        let at = Place {
            sentence,
            unit: range.start,
        };
        match self.pronoun_in(&view, range) {
            Some(unit) if view.is(unit, self.v.relative_pronoun) => {
                return self.antecedent(at, unit, &view);
            }
            Some(unit) => {
                let meant = self.pronoun(at, unit, &view);
                self.learn_of_pronoun(&view, unit, meant.entity);
                return meant;
            }
            None => {}
        }
        let within: Vec<Linked> = self.within(sentence, range);
        if let Some(joined) = self.joined(&view, range, &within) {
            return joined;
        }
        let both = self.both_explained(&view, range, &within);
        if let Some(both) = both.or_else(|| self.together(at, &view, range)) {
            return both;
        }
        if let Some(medium) = self.same_medium(at, &view, range) {
            return medium;
        }
        let linked = self.head_mention(&view, range, head, &within);
        if self.is_place_of_words(&view, range, head, linked.as_ref()) {
            return described(&view, self.v, range);
        }
        let Some(linked) = linked else {
            let one = self.one_of_them(sentence, range, cue);
            return one
                .map(|l| self.named(&l, &view))
                .or_else(|| self.by_age(at, &view, range))
                .unwrap_or_else(|| described(&view, self.v, range));
        };
        let behind = self.apposed(sentence, range, &linked, cue);
        self.of_mention(&behind.unwrap_or(linked), at, range, &within)
    }

    /// "The channel": a place of words that is no body which the article names.
    fn is_place_of_words(
        &self,
        view: &View,
        range: &Range<u32>,
        head: u32,
        linked: Option<&Linked>,
    ) -> bool {
        let v = self.v;
        let place = view.is(head, v.channel_place) && !view.is(head, v.place);
        let called = |l: &Linked| match l.mention.sort {
            Sort::Organization => l.mention.base.contains(&head),
            // "The court", of which the article told.
            Sort::Institution => l.mention.definite && view.is(head, v.group),
            _ => false,
        };
        place && range.contains(&head) && !linked.is_some_and(called)
    }

    /// The speaker whom the mention at the head of a source names or describes.
    fn of_mention(
        &mut self,
        linked: &Linked,
        at: Place,
        range: &Range<u32>,
        within: &[Linked],
    ) -> Speaker {
        let view = self.views[at.sentence];
        match linked.mention.sort {
            Sort::Name => self.unknown_name(linked, &view, range),
            Sort::Person | Sort::Organization => self.named(linked, &view),
            Sort::Institution | Sort::Role
                if range.len() == 1 && self.is_surname(linked, &view) =>
            {
                self.surname(linked, &view).unwrap_or_default()
            }
            Sort::Place => self
                .surname(linked, &view)
                .unwrap_or_else(|| self.place(linked)),
            Sort::Institution => self.institution(linked, at, &view, range),
            Sort::Role => self.role(linked, at, &view, range, within),
        }
    }

    /// Whom a sentence is about.
    pub fn subject(&mut self, sentence: usize) -> Option<Speaker> {
        let unit = self.book.subjects[sentence]?;
        let mut mentions = self.book.mentions.of(sentence).iter();
        let linked = mentions.find(|l| l.mention.base.start == unit)?;
        let base = linked.mention.base.clone();
        let (head, end) = (base.end - 1, base.end);
        Some(self.of_range(sentence, &base, head, end))
    }

    /// "Jordan said": a place where the article has somebody of that surname, and has heard them.
    fn surname(&self, linked: &Linked, view: &View) -> Option<Speaker> {
        let m = &linked.mention;
        let word = view.folded(m.core.start);
        let id = self
            .book
            .ledger
            .surnamed(&word)
            .filter(|_| m.core.len() == 1)?;
        let spoke = self.book.ledger.entities[id].spoke;
        spoke.then(|| self.entity(id, How::Surname))
    }

    /// "Skipper said": a common word in capital letters that is the surname of somebody heard.
    fn is_surname(&self, linked: &Linked, view: &View) -> bool {
        view.is(linked.mention.core.start, self.v.capitalised)
            && self.surname(linked, view).is_some()
    }

    /// "The newspaper": the medium named last.
    fn same_medium(&self, at: Place, view: &View, range: &Range<u32>) -> Option<Speaker> {
        let bare = view.is(range.start, self.v.definite) && range.len() == 2;
        let one = bare && view.is(range.start + 1, self.v.one_medium);
        let id = one.then(|| self.last_medium(at))??;
        Some(self.entity(id, How::Definite))
    }

    /// The medium that is named last before a place.
    pub fn last_medium(&self, at: Place) -> Option<EntityId> {
        self.latest(at, &[Trait::Kind(kinds::NEWS)], |e| e.kind == kinds::NEWS)
    }

    fn within(&self, sentence: usize, range: &Range<u32>) -> Vec<Linked> {
        let inside = |l: &&Linked| {
            let core = &l.mention.core;
            core.start < range.end && range.start < core.end
        };
        self.book
            .mentions
            .of(sentence)
            .iter()
            .filter(inside)
            .cloned()
            .collect()
    }

    pub(super) fn pronoun_in(&self, view: &View, range: &Range<u32>) -> Option<u32> {
        let v = self.v;
        let body = |u: u32| view.is(u, v.organization) && view.is(u, v.all_caps);
        let says = |u: &u32| view.is(*u, v.pronouns) && !view.is(*u, v.reflexive) && !body(*u);
        let found = range.clone().find(says)?;
        let owns = view.is(found, v.possessive) && view.is(found + 1, v.owned_nouns);
        (range.len() <= 2 && !owns).then_some(found)
    }

    /// "Putin and Pezeshkian": both names.
    fn joined(&self, view: &View, range: &Range<u32>, within: &[Linked]) -> Option<Speaker> {
        let owned = |m: &Mention| view.follows(m.core.start, self.v.possessive);
        let name = |l: &&Linked| l.mention.sort != Sort::Role && !owned(&l.mention);
        let names: Vec<&Linked> = within.iter().filter(name).collect();
        let [first, .., last] = names[..] else {
            return None;
        };
        let all = names.windows(2).all(|p| self.is_joint(view, p[0], p[1]));
        let mut gap = names[names.len() - 2].mention.base.end..last.mention.base.start;
        let conjunction = gap.find(|&u| view.is(u, self.v.conjunction))?;
        if !all || last.mention.base.end < range.end || !self.leads(view, range, first) {
            return None;
        }
        let (_, head) = names.split_last()?;
        let head: Vec<&str> = head.iter().map(|l| self.name_of(l)).collect();
        let kind = match first.mention.sort {
            Sort::Person => kinds::GROUP,
            _ => kinds::UNKNOWN,
        };
        Some(Speaker {
            name: format!(
                "{} {} {}",
                head.join(", "),
                view.word(conjunction),
                self.name_of(last)
            ),
            kind: kind.to_owned(),
            how: How::Named,
            parts: head.len() + 1,
            ..Speaker::default()
        })
    }

    /// Whether two names are parts of one list.
    pub(super) fn is_joint(&self, view: &View, a: &Linked, b: &Linked) -> bool {
        let v = self.v;
        let gap = a.mention.base.end..b.mention.base.start;
        let joins = |u: u32| view.is(u, v.conjunction) || view.is(u, v.comma);
        // "Trade and Industry Minister Li": one minister, and Trade is nobody else's name.
        let entity = |id: EntityId| &self.book.ledger.entities[id];
        let once = a.entity.is_some_and(|id| entity(id).refs.count() < 2);
        let word = a.mention.sort == Sort::Name && a.mention.core.len() == 1 && once;
        let office = b.mention.base.start..b.mention.core.start;
        let mut office = gap.clone().chain(office).filter(|&u| view.is(u, v.role));
        let one = word && office.any(|u| view.is(u, v.capitalised));
        let brought = gap.clone().any(|u| view.is(u, v.preposition));
        gap.len() <= 6 && gap.clone().any(joins) && !brought && !one
    }

    /// The name of a mention: of what it is linked with, or its own.
    fn name_of<'l>(&'l self, linked: &'l Linked) -> &'l str {
        let entity = linked.entity.map(|id| &self.book.ledger.entities[id].name);
        entity.unwrap_or(&linked.mention.name)
    }

    /// A speaker out of the ledger.
    pub fn entity(&self, id: EntityId, how: How) -> Speaker {
        let e = &self.book.ledger.entities[id];
        let how = match e.alias {
            Alias::Plain => how,
            Alias::Told => How::Context,
            Alias::Open(_) => How::Ambiguous,
        };
        Speaker {
            entity: Some(id),
            name: e.name.clone(),
            kind: e.kind.clone(),
            how,
            fact: e.fact,
            parts: 0,
        }
    }

    /// The `speaker_how` column: of a name that several have, also who they are.
    pub fn how(&self, speaker: &Speaker) -> String {
        let entity = speaker.entity.map(|id| &self.book.ledger.entities[id]);
        match (speaker.how, entity.map(|e| &e.alias)) {
            (How::Ambiguous, Some(Alias::Open(who))) => format!("{}: {who}", speaker.how.name()),
            _ => speaker.how.name().to_owned(),
        }
    }

    /// A name of an unknown kind: with the capital words before it, "Free Russia Legion".
    fn unknown_name(&mut self, linked: &Linked, view: &View, range: &Range<u32>) -> Speaker {
        let out = self.named(linked, view);
        let kind = |u: &u32| view.is(*u, self.v.group) && view.word(*u).contains(' ');
        let start = range.clone().find(|u| !kind(u)).unwrap_or(range.start);
        let range = &(start..range.end);
        let whole = described(view, self.v, range);
        let all = range.clone().all(|u| {
            view.is(u, self.v.capitalised)
                || view.is(u, self.v.determiner)
                || view.is(u, self.v.definite)
        });
        let longer = count_words(&whole.name) > count_words(&out.name);
        let own = linked.entity.is_some_and(|id| {
            words_of(&self.book.ledger.entities[id].name) == words_of(&linked.mention.name)
        });
        if !all || !longer || !own {
            return out;
        }
        if let Some(id) = linked.entity {
            let words = words_of(&whole.name);
            self.rename(id, whole.name.clone(), words);
        }
        Speaker {
            name: whole.name,
            ..out
        }
    }

    /// "Cheney said": of several of one surname who spoke just now.
    fn namesake(&self, linked: &Linked, at: Place) -> Option<EntityId> {
        let m = &linked.mention;
        let id = linked.entity.filter(|_| m.core.len() == 1)?;
        let surname = |id: EntityId| self.book.ledger.entities[id].words.last();
        let spoke = self.spoke_last(at, 2).filter(|&other| other != id)?;
        let e = &self.book.ledger.entities[spoke];
        let same = e.words.len() > 1 && surname(spoke) == surname(id);
        let short = words_of(&m.name).len() == 1 && surname(id) == words_of(&m.name).last();
        (same && short && e.gender.agrees(m.gender)).then_some(spoke)
    }

    pub(super) fn named(&self, linked: &Linked, view: &View) -> Speaker {
        let at = Place {
            sentence: view.sentence,
            unit: linked.mention.base.start,
        };
        if let Some(id) = self.namesake(linked, at) {
            return self.entity(id, How::Surname);
        }
        let Some(id) = linked.entity else {
            return Speaker {
                name: linked.mention.name.clone(),
                kind: kinds::UNKNOWN.to_owned(),
                how: How::Named,
                ..Speaker::default()
            };
        };
        let e = &self.book.ledger.entities[id];
        let shorter = count_words(&linked.mention.name) < e.words.len();
        let acronym =
            view.is(linked.mention.core.start, self.v.all_caps) && linked.mention.core.len() == 1;
        let how = match (shorter, acronym) {
            (false, _) => How::Named,
            (true, true) => How::Acronym,
            (true, false) => How::Surname,
        };
        self.entity(id, how)
    }

    pub(super) fn place(&self, linked: &Linked) -> Speaker {
        let stands = linked.mention.country.as_ref().is_some_and(|c| c.stands);
        let how = if stands { How::Metonym } else { How::Named };
        match linked.entity {
            Some(id) => self.entity(id, how),
            None => Speaker::default(),
        }
    }

    /// Who spoke last, for a quotation that stands alone: in this paragraph or the one before.
    fn carried(&self, sentence: usize) -> Speaker {
        let paragraph = self.views[sentence].document.sentences[sentence].paragraph;
        let near = |s: &&Said| s.paragraph + 2 > paragraph && s.sentence < sentence;
        goes_on(self.said.last().filter(near))
    }

    /// Who spoke last, for a cue without a source.
    pub fn inherited(&self, sentence: usize) -> Speaker {
        let paragraph = self.views[sentence].document.sentences[sentence].paragraph;
        let near = |s: &&Said| {
            s.sentence == sentence || s.paragraph == paragraph && s.sentence + 3 > sentence
        };
        let lately = self.said.iter().rev();
        let mut lately = lately.take_while(|s| s.sentence + 3 > sentence);
        goes_on(lately.find(near))
    }

    /// Notes what was said, and by whom.
    pub fn say(&mut self, mut said: Said) {
        said.run = match self.said.last() {
            Some(last) if last.speaker.is(&said.speaker) => last.run,
            _ => self.said.len(),
        };
        if let Some(id) = said.speaker.entity {
            self.book.ledger.entities[id].spoke = true;
        }
        if !said.speaker.name.is_empty() {
            match self.last_through.get_mut(&said.channel) {
                Some(last) => *last = self.said.len(),
                None => {
                    let channel = said.channel.clone();
                    self.last_through.insert(channel, self.said.len());
                }
            }
        }
        self.said.push(said);
    }
}

/// The last claim of each run of claims of one speaker, the last run first.
pub fn runs(said: &[Said]) -> impl Iterator<Item = &Said> {
    std::iter::successors(said.last(), |s| Some(&said[s.run.checked_sub(1)?]))
}

/// The mention's own words, without what stands before the noun phrase or behind its first comma.
pub fn described(view: &View, v: &Vocabulary, range: &Range<u32>) -> Speaker {
    let mut start = range.start;
    while start + 1 < range.end
        && (view.is(start, v.determiner)
            || view.is(start, v.definite)
            || view.is(start, v.possessive))
    {
        start += 1;
    }
    let ends = |u: u32| view.is(u, v.comma) || view.is(u, v.open) || view.is(u, v.dash);
    let owner = view.is(range.end - 1, v.genitive) || view.is(range.end - 1, v.apostrophe);
    let end = range.end - u32::from(owner && range.end > start + 1);
    let cut = (start + 1..end).find(|&u| ends(u) || told_of_people(view, v, u));
    let name = view.letters(&(start..cut.unwrap_or(end)));
    let named = Some(bare(view, v, start)).filter(|first| first.starts_with(char::is_uppercase));
    let article = view.word(start).len() - named.unwrap_or(view.word(start)).len();
    Speaker {
        name: name[article..]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
        kind: kinds::UNKNOWN.to_owned(),
        how: How::None,
        fact: view
            .facts_of(start, Dictionary::Roles)
            .next()
            .map(|(i, _)| i),
        ..Speaker::default()
    }
}

/// "Separatists | controlling the city", "elders | who met": whether a clause begins here that tells of
/// the people right before it; "people briefed on the talks" would be anybody without it.
fn told_of_people(view: &View, v: &Vocabulary, unit: u32) -> bool {
    if view.follows(unit, v.own_voice) && view.is(unit, v.participle) {
        return true;
    }
    let people = |u: u32| view.is(u, v.human) || view.is(u, v.role) || view.is(u, v.group);
    let participle = view.is(unit, v.ing) || view.is(unit, v.participle);
    let begins = participle && !view.follows(unit, v.anybody) || view.is(unit, v.relative);
    begins
        && (view.follows(unit, v.human) || view.follows(unit, v.role))
        && !people(unit)
        && !people(unit + 1)
        && !view.is(unit + 1, v.reflexive)
}

/// The speaker of what was said before, or nobody if that has none.
fn goes_on(before: Option<&Said>) -> Speaker {
    match before {
        Some(said) if !said.speaker.name.is_empty() => Speaker {
            how: How::Inherited,
            ..said.speaker.clone()
        },
        _ => Speaker {
            kind: kinds::UNKNOWN.to_owned(),
            ..Speaker::default()
        },
    }
}
