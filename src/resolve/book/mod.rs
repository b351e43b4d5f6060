//! Reads all sentences of an article into its ledger.

pub mod ages;
pub mod aliases;
pub mod ledger;
pub mod offices;
pub mod refs;

use std::ops::Range;

use crate::resolve::mentions::mention::{Mention, Sort};
use crate::resolve::mentions::names::has_several_words;
use crate::resolve::mentions::{may_begin, mentions};
use crate::resolve::speakers::countries;
use crate::resolve::speakers::described;
use crate::resolve::speakers::employers;
use crate::resolve::view::View;
use crate::resolve::vocabulary::Vocabulary;
use crate::rules::Readings;
use ledger::{EntityId, Ledger, Linked, Ref};
use offices::Offices;

/// An article's ledger, and the mentions of each sentence.
#[derive(Debug, Default)]
pub struct Book {
    /// All entities.
    pub ledger: Ledger,
    /// Those of all sentences.
    pub mentions: Mentions,
    /// Units of what each sentence speaks of.
    pub subjects: Vec<Option<u32>>,
    /// Who is named where.
    pub named: Named,
    /// Who has which role.
    pub offices: Offices,
}

/// Mentions by their sentences, in reading order.
#[derive(Debug, Default)]
pub struct Mentions {
    all: Vec<Linked>,
    /// How many of them come up to the end of each sentence.
    ends: Vec<usize>,
}

impl Mentions {
    /// Number of sentences.
    pub fn sentences(&self) -> usize {
        self.ends.len()
    }

    fn range(&self, sentence: usize) -> Range<usize> {
        let before = sentence.checked_sub(1);
        before.map_or(0, |before| self.ends[before])..self.ends[sentence]
    }

    /// Those of a sentence.
    pub fn of(&self, sentence: usize) -> &[Linked] {
        &self.all[self.range(sentence)]
    }

    fn of_mut(&mut self, sentence: usize) -> &mut [Linked] {
        let range = self.range(sentence);
        &mut self.all[range]
    }
}

/// Entities by the sentences that name them, in reading order.
#[derive(Debug, Default)]
pub struct Named {
    entities: Vec<EntityId>,
    /// How many of them come up to the end of each sentence.
    ends: Vec<usize>,
}

impl Named {
    /// Takes the next sentence.
    fn push(&mut self, linked: &[Linked]) {
        self.entities.extend(linked.iter().filter_map(|l| l.entity));
        self.ends.push(self.entities.len());
    }

    /// Those of a stretch of sentences.
    pub fn range(&self, sentences: Range<usize>) -> &[EntityId] {
        let until = |sentence: usize| match sentence.min(self.ends.len()) {
            0 => 0,
            count => self.ends[count - 1],
        };
        &self.entities[until(sentences.start)..until(sentences.end)]
    }
}

/// As many mentions as a sentence has, or a few more.
const USUAL: usize = 3;

/// Reads the sentences twice: full names first, then what is short for them.
pub fn read(views: &[View], readings: &Readings, v: &Vocabulary) -> Book {
    let mut book = Book::default();
    book.mentions.all.reserve(views.len() * USUAL);
    let begin = readings.sets_that(|classes| may_begin(classes, v));
    for view in views {
        mentions(view, v, &begin, &mut book.mentions.all);
        book.mentions.ends.push(book.mentions.all.len());
        book.subjects.push(None);
    }
    for (sentence, view) in views.iter().enumerate() {
        let linked = book.mentions.of_mut(sentence);
        for l in linked.iter_mut() {
            l.entity = book.ledger.link_full(&l.mention, view.lexicon);
        }
        acronyms(view, v, linked, &mut book.ledger);
        kin(view, v, linked, &mut book.ledger);
    }
    for (sentence, view) in views.iter().enumerate() {
        let linked = book.mentions.of_mut(sentence);
        for l in linked.iter_mut().filter(|l| l.entity.is_none()) {
            l.entity = book.ledger.link_short(&l.mention, view.lexicon);
        }
        appositions(view, v, linked, &mut book.ledger);
        let subject = subject(view, v, linked);
        book.subjects[sentence] = subject;
        if !view.in_headline() {
            nameless(view, v, linked, subject, &mut book.ledger);
        }
        ages::learn(view, v, linked, &mut book.ledger);
        employers::learn_of_bodies(view, v, linked, &mut book.ledger);
        employers::learn(view, v, linked, &mut book.ledger);
        countries::learn(view, v, linked, &mut book.ledger);
        refer(view, v, linked, subject, &mut book.ledger);
        book.named.push(linked);
    }
    aliases::settle(&mut book, views);
    book
}

/// Writes down where entities stand, names of channels on the way aside: "in a post on X".
fn refer(
    view: &View,
    v: &Vocabulary,
    linked: &[Linked],
    subject: Option<u32>,
    ledger: &mut Ledger,
) {
    for l in linked {
        let Some(id) = l.entity else { continue };
        let unit = l.mention.base.start;
        if view.is(l.mention.core.start, v.channel_name) && view.follows(unit, v.way) {
            continue;
        }
        ledger.entities[id].refs.push(Ref {
            sentence: view.sentence,
            unit,
            subject: subject == Some(unit),
        });
    }
}

/// "A New Delhi source": one without a name, of whom later sentences may speak.
fn nameless(
    view: &View,
    v: &Vocabulary,
    linked: &mut [Linked],
    subject: Option<u32>,
    ledger: &mut Ledger,
) {
    for i in 0..linked.len() {
        let (l, m) = (&linked[i], &linked[i].mention);
        let behind_name = view.follows(m.base.start, v.comma);
        if l.entity.is_some()
            || m.sort != Sort::Role
            || m.definite && !m.owned
            || behind_name
            || view.is(m.core.start, v.document)
        {
            continue;
        }
        let introduced = view.is(m.base.start, v.determiner)
            && (view.is(m.core.start, v.human) || view.is(m.core.start, v.role))
            && !m.plural;
        let whole = whole(view, v, m, linked.get(i + 1));
        let first = whole.start..m.base.start + 1;
        let spoken_of = subject.is_some_and(|unit| first.contains(&unit));
        if !spoken_of && !introduced {
            continue;
        }
        let whole = owned(view, v, linked, i, whole);
        let name = described(view, v, &whole).name;
        let known = ledger.called(&name, Sort::Role).min();
        let id = known.unwrap_or_else(|| ledger.add(m, name, view.lexicon));
        linked[i].entity = Some(id);
    }
}

/// "Lund's office", with the name of whose it is.
fn owned(
    view: &View,
    v: &Vocabulary,
    linked: &[Linked],
    i: usize,
    whole: Range<u32>,
) -> Range<u32> {
    let mark = whole.start.saturating_sub(1);
    let owns = view.is(mark, v.genitive) || view.is(mark, v.apostrophe);
    let owner = linked[..i]
        .last()
        .filter(|o| owns && o.mention.base.end == mark);
    owner.map_or(whole.start, |o| o.mention.core.start)..whole.end
}

/// "OPEC+ oil ministers", "researchers at Lyon University": some people with what stands before them, and
/// whose or where they are.
fn whole(view: &View, v: &Vocabulary, m: &Mention, next: Option<&Linked>) -> Range<u32> {
    let before = |u: &u32| view.is(*u, v.inside_np) && !view.is(*u, v.comma);
    let start = (0..m.base.start).rev().take_while(before).last();
    let start = start.filter(|_| m.plural).unwrap_or(m.base.start);
    let at = m.base.end;
    let behind = next.filter(|next| {
        let name = next.mention.base.start;
        let gap = at + 1..name;
        m.plural
            && view.is(at, v.preposition)
            && gap.len() <= 1
            && gap.clone().all(|u| view.is(u, v.determiner))
    });
    start..behind.map_or(at, |next| next.mention.base.end)
}

/// "Her brother, parliament speaker Jorge Lund": who shares a surname with somebody else.
fn kin(view: &View, v: &Vocabulary, linked: &[Linked], ledger: &mut Ledger) {
    for (i, l) in linked.iter().enumerate() {
        let Some(id) = l.entity.filter(|_| l.mention.sort == Sort::Person) else {
            continue;
        };
        let describes = |d: &Linked| {
            let mut gap = d.mention.base.end..l.mention.base.start;
            let noun = |u: u32| {
                let classes = view.classes(u);
                classes.meets(v.comma) || classes.meets(v.before_noun) || classes.meets(v.nouns)
            };
            d.mention.owned && view.is(d.mention.core.start, v.kin) && gap.all(noun)
        };
        let mut before = linked[..i].iter().rev().take(DESCRIBING);
        ledger.entities[id].kin |= before.any(describes);
    }
}

/// "Shanghai Cooperation Organization (SCO)".
fn acronyms(view: &View, v: &Vocabulary, linked: &mut [Linked], ledger: &mut Ledger) {
    for i in 0..linked.len() {
        let (at, Some(id)) = (linked[i].mention.base.end, linked[i].entity) else {
            continue;
        };
        let short =
            view.is(at + 1, v.all_caps) || is_short_for(view, v, &linked[i].mention, at + 1);
        if view.is(at, v.open) && short && view.is(at + 2, v.close) {
            ledger.also(view.word(at + 1), id);
            if let Some(short) = linked.get_mut(i + 1)
                && short.mention.base.start == at + 1
            {
                short.entity = Some(id);
            }
        }
    }
}

/// "Council of Governors (CoG)", "China National Pharmaceutical Group (Sinopharm)": a body's short name.
fn is_short_for(view: &View, v: &Vocabulary, m: &Mention, unit: u32) -> bool {
    let capital = view.word(unit).starts_with(char::is_uppercase);
    let body = matches!(m.sort, Sort::Organization | Sort::Institution)
        || m.sort == Sort::Name && m.core.len() > 1;
    let other = [
        v.places,
        v.weekday,
        v.month,
        v.number,
        v.given,
        v.affiliation,
    ];
    body && capital
        && has_several_words(&m.name)
        && !other.iter().any(|&class| view.is(unit, class))
}

/// "spokesman Dmitry Peskov", "Maria Zakharova, spokeswoman for …,", "the Observatory, a war monitor,".
fn appositions(view: &View, v: &Vocabulary, linked: &mut [Linked], ledger: &mut Ledger) {
    for i in 1..linked.len() {
        let (a, b) = (&linked[i - 1], &linked[i]);
        let body = matches!(b.mention.sort, Sort::Name | Sort::Organization);
        let names = b.mention.sort == Sort::Person || body && is_body(view, v, a);
        let kind = match a.mention.sort {
            Sort::Role => true,
            Sort::Institution => body && a.mention.country.is_none(),
            _ => false,
        };
        let before = kind && names;
        let mut offices = linked[..i].iter().rev().take(OFFICE);
        if before && adjacent(view, v, a, b) {
            tell(a, b.entity, ledger);
        } else if let Some(office) = offices.find(|a| with_field(view, v, a, b)) {
            tell(office, b.entity, ledger);
        } else if let Some(named) = described_by(view, v, linked, i)
            && tell(b, named.entity, ledger)
        {
            linked[i].entity = named.entity;
        }
    }
}

/// "Rights group": a role that no single person has.
fn is_body(view: &View, v: &Vocabulary, l: &Linked) -> bool {
    let core = l.mention.core.start;
    view.is(core, v.group) && !view.is(core, v.human) && !view.is(core, v.plural)
}

/// Adds what a description tells of the one whom it describes; tells whether it does.
fn tell(description: &Linked, of: Option<EntityId>, ledger: &mut Ledger) -> bool {
    let m = &description.mention;
    let Some(id) = of.filter(|_| !m.plural) else {
        return false;
    };
    let row = m.fact.filter(|_| m.sort == Sort::Institution);
    let roles: Vec<u32> = row.into_iter().chain(m.titles.iter().copied()).collect();
    ledger.add_roles(id, &roles, m.former, m.gender);
    true
}

/// The name that a description is set behind; what the sentence speaks of describes nobody before it:
/// "in an interview with Rosa Almeida, the minister said".
fn described_by<'l>(
    view: &View,
    v: &Vocabulary,
    linked: &'l [Linked],
    i: usize,
) -> Option<&'l Linked> {
    let b = &linked[i];
    let describes = match b.mention.sort {
        Sort::Role => true,
        Sort::Institution => is_common(view, v, b),
        _ => false,
    };
    let named = |a: &&Linked| match a.mention.sort {
        Sort::Name | Sort::Organization | Sort::Institution => true,
        Sort::Person => b.mention.sort == Sort::Role,
        _ => false,
    };
    let subject = view.reading.subject();
    let speaks = subject.is_some_and(|head| b.mention.core.contains(&head)) || says(view, v, b);
    let mut before = linked[..i].iter().rev().take(DESCRIBING);
    (describes && !speaks).then(|| before.find(|a| named(a) && set_behind(view, v, a, b)))?
}

/// "The governor will meet Li, the minister | later said": whether a mention is right before the verb of what
/// it says, adverbs and times aside.
fn says(view: &View, v: &Vocabulary, l: &Linked) -> bool {
    let end = l.mention.base.end;
    let between = |u: &u32| view.is(*u, v.adverb) || view.is(*u, v.time) || view.is(*u, v.weekday);
    let verb = (end..view.len()).find(|u| !between(u));
    verb.is_some_and(|u| view.is(u, v.cue_verb) && view.is(u, v.past) | view.is(u, v.third))
}

/// Mentions that may stand between a name and the noun of its description, and it itself: "an independent aid group".
const DESCRIBING: usize = 3;

/// "A war monitor": an institution that is told of, and not named.
fn is_common(view: &View, v: &Vocabulary, l: &Linked) -> bool {
    let m = &l.mention;
    let mut before = (m.base.start.saturating_sub(APPOSED)..m.base.start).rev();
    let determined = before.find(|&u| view.is(u, v.determiner) || view.is(u, v.comma));
    let small = match &m.country {
        None => !m.name.contains(char::is_uppercase),
        Some(_) => !m.head.is_empty() && !m.head.contains(char::is_uppercase),
    };
    small && determined.is_some_and(|u| !view.is(u, v.comma) && !view.is(u, v.definite))
}

/// Nothing but a comma or a dash between the two.
fn adjacent(view: &View, v: &Vocabulary, a: &Linked, b: &Linked) -> bool {
    let gap = a.mention.base.end..b.mention.base.start;
    gap.start <= gap.end
        && gap.len() <= 1
        && gap
            .clone()
            .all(|u| view.is(u, v.comma) || view.is(u, v.dash))
}

/// Mentions of an office before a name: its field may be one too.
const OFFICE: usize = 2;

/// "Minister | of Energy | Prince Abdullah", "President | of Ukraine | Volodymyr Zelenskyy": an office before
/// a name, with its field between them.
fn with_field(view: &View, v: &Vocabulary, office: &Linked, name: &Linked) -> bool {
    let core = office.mention.core.start;
    let gap = office.mention.base.end..name.mention.base.start;
    let field = gap.start + 1..gap.end;
    let links = [v.of, v.preposition, v.definite];
    let part = |u: u32| view.is(u, v.capitalised) || links.iter().any(|&class| view.is(u, class));
    name.mention.sort == Sort::Person
        && office.mention.sort == Sort::Role
        && view.is(core, v.title)
        && view.is(core, v.capitalised)
        && view.is(gap.start, v.of)
        && !field.is_empty()
        && field.clone().all(part)
}

/// Units from a name to the noun of its apposition at most.
const APPOSED: u32 = 6;

/// A comma, then only words that may stand before a noun.
fn set_behind(view: &View, v: &Vocabulary, a: &Linked, b: &Linked) -> bool {
    let gap = a.mention.base.end..b.mention.core.start;
    let before_noun = |u: u32| {
        let classes = view.classes(u);
        !classes.meets(v.comma) && !classes.meets(v.conjunction) && classes.meets(v.before_noun)
    };
    gap.len() <= APPOSED as usize
        && view.is(gap.start, v.comma)
        && (gap.start + 1..gap.end).all(before_noun)
}

/// "Lund's deputy, Anna Pike, …": the person named behind the office that a sentence speaks of.
fn named_behind<'l>(
    view: &View,
    v: &Vocabulary,
    linked: &'l [Linked],
    office: &Linked,
) -> Option<&'l Linked> {
    let m = &office.mention;
    let first = m.base.end;
    let closes = [v.comma, v.verb, v.conjunction];
    let person = |l: &&Linked| {
        let start = l.mention.base.start;
        let mut between = first..start.saturating_sub(1);
        l.mention.sort == Sort::Person
            && start > first
            && view.follows(start, v.comma)
            && between.len() <= APPOSED as usize
            && !between.any(|u| closes.iter().any(|&class| view.is(u, class)))
    };
    let one = m.sort == Sort::Role && !m.plural;
    linked.iter().filter(|_| one).find(person)
}

/// First unit of the mention that the sentence speaks of: what the rules call its subject, else its
/// first mention that no preposition brings.
fn subject(view: &View, v: &Vocabulary, linked: &[Linked]) -> Option<u32> {
    if let Some(head) = view.reading.subject() {
        let within = linked
            .iter()
            .find(|l| l.mention.base.contains(&head) || l.mention.core.contains(&head));
        if let Some(l) = within {
            let name = named_behind(view, v, linked, l);
            return Some(name.unwrap_or(l).mention.base.start);
        }
    }
    let free = |l: &&Linked| {
        !view.follows(l.mention.base.start, v.preposition)
            && !view.is(l.mention.base.end, v.genitive)
    };
    // "The German leader": no German is spoken of.
    let part = |l: &Linked| {
        let place = &l.mention.base;
        let mut roles = linked.iter().map(|role| &role.mention);
        roles.any(|m| m.base.start < place.start && place.end <= m.core.start)
    };
    let whole = |l: &&Linked| l.mention.sort != Sort::Place || !part(l);
    linked
        .iter()
        .filter(whole)
        .find(free)
        .map(|l| l.mention.base.start)
}
