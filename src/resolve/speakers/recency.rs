//! Who was named last, among those that a description fits.
//!
//! Most are named a few sentences before. Who is not is looked for by what the description asks of
//! them: sentences that name nobody of the kind are not looked at, or each "the minister" would cost a
//! walk through all sentences that may be meant.

use crate::resolve::mentions::names::last_word;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::Speakers;
use super::anaphora::Place;
use crate::lexicon::Lexicon;
use crate::resolve::book::Book;
use crate::resolve::book::ledger::{Entity, EntityId};
use crate::resolve::mentions::mention::Sort;
use crate::text::tokens::fold;

/// Sentences after which nobody is meant any more whom the text has not named again: no article is
/// so long, and time must not grow with its square.
const FAR: usize = 4_000;
/// Sentences that are looked at one by one.
const NEAR: usize = 128;

/// What entities have in common that a description may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trait<'t> {
    /// A role whose name ends in this word.
    Role(&'t str),
    /// No person and no place, of this type.
    Kind(&'t str),
    /// A body or a name of this row, or of whom this row is told.
    Row(u32),
    /// A body or a name that has this word.
    Word(&'t str),
    /// No person and no place.
    Body,
    /// A person.
    Person,
}

impl Trait<'_> {
    fn key(self) -> u64 {
        let mut hasher = FxHasher::default();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

/// Shows all traits of an entity.
fn traits(e: &Entity, lexicon: &Lexicon, see: &mut dyn FnMut(Trait)) {
    let roles = e
        .roles
        .iter()
        .filter_map(|r| lexicon.facts.get(*r as usize));
    for role in roles {
        see(Trait::Role(last_word(&fold(&role.name))));
    }
    e.roles.iter().for_each(|row| see(Trait::Row(*row)));
    match e.sort {
        Sort::Person => return see(Trait::Person),
        Sort::Place => return,
        _ => {}
    }
    see(Trait::Body);
    see(Trait::Kind(&e.kind));
    if let Some(row) = e.fact {
        see(Trait::Row(row));
    }
    e.words.iter().for_each(|word| see(Trait::Word(word)));
}

/// For each trait the entities that have it and the sentences that name them, in order.
#[derive(Debug, Default)]
struct Named {
    lists: Vec<Vec<(u32, u32)>>,
}

impl Named {
    fn push(&mut self, list: u32, sentence: usize, id: EntityId) {
        let list = list as usize;
        let lists = self.lists.len().max(list + 1);
        self.lists.resize_with(lists, Vec::new);
        let entry = (sentence as u32, id as u32);
        let list = &mut self.lists[list];
        if list.last().is_none_or(|last| *last <= entry) {
            return list.push(entry);
        }
        list.insert(list.partition_point(|other| *other <= entry), entry);
    }

    /// Those of one list in a stretch of sentences, the last first.
    fn before(&self, list: u32, from: usize, to: usize) -> impl Iterator<Item = (usize, EntityId)> {
        let list = self.lists.get(list as usize).map_or(&[][..], Vec::as_slice);
        let here = &list[list.partition_point(|n| (n.0 as usize) < from)..];
        let here = &here[..here.partition_point(|n| (n.0 as usize) < to)];
        here.iter().rev().map(|n| (n.0 as usize, n.1 as usize))
    }
}

/// Entities of a long article by their traits.
#[derive(Debug, Default)]
pub struct Recency {
    numbers: FxHashMap<u64, u32>,
    /// As reading linked them.
    read: Named,
    /// As sentences that do not name them speak of them.
    told: Named,
}

impl Recency {
    fn new(book: &Book, lexicon: &Lexicon) -> Self {
        let mut out = Recency::default();
        let entities = book.ledger.entities.iter();
        let traits: Vec<Vec<u32>> = entities.map(|e| out.numbers_of(e, lexicon)).collect();
        for sentence in 0..book.mentions.sentences() {
            for id in book.named.range(sentence..sentence + 1) {
                let lists = traits[*id].iter();
                lists.for_each(|list| out.read.push(*list, sentence, *id));
            }
        }
        for (sentence, id) in book.ledger.told_in(0..book.mentions.sentences()) {
            let lists = traits[id].iter();
            lists.for_each(|list| out.told.push(*list, sentence, id));
        }
        out
    }

    /// The numbers of an entity's traits.
    fn numbers_of(&mut self, e: &Entity, lexicon: &Lexicon) -> Vec<u32> {
        let mut out = Vec::new();
        traits(e, lexicon, &mut |one| {
            let new = self.numbers.len() as u32;
            let number = *self.numbers.entry(one.key()).or_insert(new);
            if !out.contains(&number) {
                out.push(number);
            }
        });
        out
    }

    /// A sentence speaks of somebody.
    fn tell(&mut self, id: EntityId, e: &Entity, sentence: usize, lexicon: &Lexicon) {
        for list in self.numbers_of(e, lexicon) {
            self.told.push(list, sentence, id);
        }
    }

    /// Somebody has further words in the name.
    fn rename(&mut self, id: EntityId, e: &Entity, before: &[u32], lexicon: &Lexicon) {
        let lists = self.numbers_of(e, lexicon);
        let [read, told] = e.refs.lists();
        for list in lists.into_iter().filter(|list| !before.contains(list)) {
            read.iter()
                .for_each(|r| self.read.push(list, r.sentence, id));
            told.iter()
                .for_each(|r| self.told.push(list, r.sentence, id));
        }
    }
}

impl Speakers<'_> {
    /// The entity that is named last before a place, of those that have one of these traits and suit.
    pub fn latest(
        &self,
        at: Place,
        traits: &[Trait],
        suits: impl Fn(&Entity) -> bool,
    ) -> Option<EntityId> {
        let near = at.sentence.saturating_sub(NEAR);
        let found = self.latest_near(at, near, &suits);
        if found.is_some() || near == 0 {
            return found;
        }
        let recency = self.recency();
        let lists = traits.iter().filter_map(|t| recency.numbers.get(&t.key()));
        let from = at.sentence.saturating_sub(FAR);
        let of_list = |list: &u32| {
            let read = recency.read.before(*list, from, near);
            let told = recency.told.before(*list, from, near);
            let read = self.last_of(at, read, &suits);
            read.max(self.last_of(at, told, &suits))
        };
        lists.filter_map(of_list).max().map(|(.., id)| id)
    }

    /// As [`Self::latest`], of all entities named from sentence `first` on.
    pub(super) fn latest_near(
        &self,
        at: Place,
        first: usize,
        suits: &impl Fn(&Entity) -> bool,
    ) -> Option<EntityId> {
        let told = self.book.ledger.told_in(first..at.sentence + 1).rev();
        let told = self.last_of(at, told, suits);
        let first = told.map_or(first, |(sentence, ..)| sentence);
        let named = (first..=at.sentence).rev().find_map(|sentence| {
            let here = self.book.named.range(sentence..sentence + 1).iter();
            self.last_of(at, here.map(|id| (sentence, *id)), suits)
        });
        named.max(told).map(|(.., id)| id)
    }

    /// Of entities with the sentences that speak of them, the last sentence first: the first that
    /// suits and is not named again before `at`, and of its sentence the one named last.
    fn last_of(
        &self,
        at: Place,
        named: impl Iterator<Item = (usize, EntityId)>,
        suits: &impl Fn(&Entity) -> bool,
    ) -> Option<(usize, u32, EntityId)> {
        let mut places = named.filter_map(|(sentence, id)| {
            let e = &self.book.ledger.entities[id];
            let last = e.refs.last_before(at).filter(|r| r.sentence == sentence)?;
            suits(e).then_some((sentence, last.unit, id))
        });
        let first = places.next()?;
        let beside = places.take_while(|place| place.0 == first.0);
        Some(beside.fold(first, Ord::max))
    }

    /// Entities by their traits, sorted when they are first asked for.
    fn recency(&self) -> &Recency {
        let lexicon = self.views[0].lexicon;
        self.recency
            .get_or_init(|| Recency::new(&self.book, lexicon))
    }

    /// Notes that a sentence speaks of somebody without the name.
    pub(super) fn tell(&mut self, id: EntityId, at: Place) {
        self.book.ledger.tell(id, at);
        if let Some(recency) = self.recency.get_mut() {
            let e = &self.book.ledger.entities[id];
            recency.tell(id, e, at.sentence, self.views[0].lexicon);
        }
    }

    /// Gives somebody a longer name.
    pub(super) fn rename(&mut self, id: EntityId, name: String, words: Vec<String>) {
        let lexicon = self.views[0].lexicon;
        let entities = &self.book.ledger.entities;
        let recency = self.recency.get_mut();
        let before = recency.map(|recency| recency.numbers_of(&entities[id], lexicon));
        self.book.ledger.rename(id, name, words);
        if let (Some(recency), Some(before)) = (self.recency.get_mut(), before) {
            recency.rename(id, &self.book.ledger.entities[id], &before, lexicon);
        }
    }
}
