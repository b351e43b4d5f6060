//! Who and what one article names: filled once from all its sentences, then asked.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

use super::aliases::Alias;
pub use super::refs::{Ref, Refs};
use crate::lexicon::{Gender, Lexicon};
use crate::resolve::mentions::institutions::{composed, stems};
use crate::resolve::mentions::mention::{Mention, Sort};
use crate::resolve::mentions::names::{
    ARTICLE, bare, has_several_words, initials, joined_words, words_of,
};
use crate::resolve::only;
use crate::resolve::speakers::anaphora::Place;

/// Number of an [`Entity`] in its [`Ledger`].
pub type EntityId = usize;

/// Somebody or something that the article names.
#[derive(Debug, Clone)]
pub struct Entity {
    /// The fullest form.
    pub name: String,
    /// Folded words of that form.
    pub words: Vec<String>,
    /// What sort of thing it is.
    pub sort: Sort,
    /// The `speaker_type` column.
    pub kind: String,
    /// As far as known.
    pub gender: Gender,
    /// A title or a pronoun told the gender, and not the given name alone.
    pub gender_told: bool,
    /// More than one.
    pub plural: bool,
    /// The dictionary's row, if one names it.
    pub fact: Option<u32>,
    /// Country of an institution.
    pub country: Option<String>,
    /// The part of that country whose it is, if that is no capital: of two police forces one is Kent's.
    pub region: Option<String>,
    /// Seat of an embassy.
    pub host: Option<String>,
    /// Rows of roles and titles told of it.
    pub roles: Vec<u32>,
    /// Those of them that are of the past only.
    pub was: Vec<u32>,
    /// Where it is named.
    pub refs: Refs,
    /// Words so far were its own.
    pub spoke: bool,
    /// Told of as somebody's kin, who may share the surname.
    pub kin: bool,
    /// The body that somebody leads or speaks for.
    pub employer: Option<EntityId>,
    /// Somebody leads it, or holds some of it: it is a body, whatever the name.
    pub has_parts: bool,
    /// In years, if it is told.
    pub age: Option<u32>,
    /// What the dictionaries know of its name.
    pub alias: Alias,
}

/// A mention, and the entity that it names.
#[derive(Debug, Clone)]
pub struct Linked {
    /// What the text has.
    pub mention: Mention,
    /// Who that is; roles get none here.
    pub entity: Option<EntityId>,
}

/// All entities of an article.
#[derive(Debug, Default)]
pub struct Ledger {
    /// In the order in which they were made.
    pub entities: Vec<Entity>,
    /// By folded name or acronym.
    by_name: FxHashMap<String, EntityId>,
    /// Those that have, or once had, a name (by its hash).
    called: FxHashMap<u64, Vec<EntityId>>,
    /// Persons, names and organisations that have, or once had, a word in their names (by its hash).
    with_word: FxHashMap<u64, Vec<EntityId>>,
    /// Those of several words, by the hash of their capital first letters.
    with_initials: FxHashMap<u64, Vec<EntityId>>,
    /// Institutions and organisations of each row, in order.
    bodies: FxHashMap<Option<u32>, Vec<EntityId>>,
    /// Speakers of whom a claim tells without their names, by sentence.
    told: Vec<(usize, EntityId)>,
}

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}

impl Ledger {
    /// The entity of a full name: a person of two words and more, a body, an institution with its country.
    pub fn link_full(&mut self, m: &Mention, lexicon: &Lexicon) -> Option<EntityId> {
        match m.sort {
            Sort::Person | Sort::Name if has_several_words(&m.name) => {
                Some(self.full_person(m, lexicon))
            }
            Sort::Organization => Some(self.organization(m, lexicon)),
            Sort::Place => Some(self.named(m, lexicon)),
            Sort::Institution if m.country.is_some() => Some(self.institution(m, lexicon)),
            _ => None,
        }
    }

    /// The entity of a short name, given all full ones.
    pub fn link_short(&mut self, m: &Mention, lexicon: &Lexicon) -> Option<EntityId> {
        match m.sort {
            Sort::Person | Sort::Name => Some(self.short_name(m, lexicon)),
            Sort::Institution if m.core.len() == 1 && !m.plural && has_several_words(&m.name) => {
                Some(self.unplaced(m, lexicon))
            }
            _ => None,
        }
    }

    fn full_person(&mut self, m: &Mention, lexicon: &Lexicon) -> EntityId {
        let key = joined_words(&m.name);
        if let Some(&id) = self.by_name.get(&key) {
            self.learn(id, m, lexicon);
            return id;
        }
        let words = words_of(&m.name);
        if let Some(id) = self.with_article(&words) {
            self.learn(id, m, lexicon);
            return id;
        }
        let last = self.with_word(words.last().map_or("", String::as_str));
        let first = self.with_word(words.first().map_or("", String::as_str));
        let same = last.chain(first).filter(|id| {
            let e = &self.entities[*id];
            let person = if e.words.len() > words.len() {
                e.sort
            } else {
                m.sort
            };
            matches!(e.sort, Sort::Person | Sort::Name)
                && e.words.len() > 1
                && (same_person(&e.words, &words)
                    || surnames(&e.words, &words)
                    || person == Sort::Person && begins(&e.words, &words))
        });
        let id = same
            .min()
            .unwrap_or_else(|| self.add(m, m.name.clone(), lexicon));
        self.by_name.insert(key, id);
        self.learn(id, m, lexicon);
        if words.len() > self.entities[id].words.len() {
            self.rename(id, m.name.clone(), words);
        }
        id
    }

    /// "Al Ansari": whose surname is written "al-Ansari" elsewhere.
    fn with_article(&self, words: &[String]) -> Option<EntityId> {
        let [article, rest] = words else {
            return None;
        };
        let surname = format!("{article}-{rest}");
        let has = |id: &EntityId| {
            let e = &self.entities[*id];
            e.words.len() > 1 && e.words.last() == Some(&surname)
        };
        let short = article.len() <= ARTICLE && rest.len() >= ARTICLE;
        self.with_word(rest).filter(|_| short).find(has)
    }

    fn short_name(&mut self, m: &Mention, lexicon: &Lexicon) -> EntityId {
        let key = joined_words(&m.name);
        let part = key.split(' ').next();
        let part = part.and_then(|word| self.by_part(word, m));
        let called = self.by_name.get(&key).copied();
        let told = m.gender != Gender::Unknown && m.base != m.core;
        let called = called.filter(|id| !told || self.entities[*id].gender.agrees(m.gender));
        let kin = |id: &EntityId| self.entities[*id].kin && called.is_some();
        let part = part.filter(|id| !kin(id));
        let found = part.or(called).or_else(|| self.by_initials(&m.name));
        let id = found.unwrap_or_else(|| self.add(m, m.name.clone(), lexicon));
        self.by_name.entry(key).or_insert(id);
        self.learn(id, m, lexicon);
        id
    }

    /// The person whose surname, or else other name, this word is; of several the one named most.
    fn by_part(&self, word: &str, m: &Mention) -> Option<EntityId> {
        let same = |w: &String| bare(w) == bare(word);
        let rank = |e: &Entity| match () {
            () if e.words.len() < 2 => 0,
            () if e.words.last().is_some_and(same) => 3,
            () if e.sort == Sort::Person && e.words.iter().any(same) => 2,
            () if e.sort != Sort::Place && e.words.first().is_some_and(same) => 1,
            () => 0,
        };
        let untitled = m.titles.is_empty() && m.base == m.core;
        let fits = |e: &Entity| {
            (matches!(e.sort, Sort::Person | Sort::Name)
                || m.sort == Sort::Name && e.sort == Sort::Organization)
                && (e.gender.agrees(m.gender) || untitled)
                && !(e.kin && e.refs.count() == 0)
        };
        let all = self.with_word(word).map(|id| (id, &self.entities[id]));
        let best = all
            .filter(|(_, e)| fits(e) && rank(e) > 0)
            .max_by_key(|(i, e)| (rank(e), e.refs.count(), usize::MAX - i));
        best.map(|(i, _)| i)
    }

    /// "TB:": the only person whose names begin with these capital letters; of three letters and more
    /// also the only body.
    fn by_initials(&self, letters: &str) -> Option<EntityId> {
        let capitals = letters.chars().count() > 1 && letters.chars().all(char::is_uppercase);
        if !capitals {
            return None;
        }
        let long = letters.chars().nth(2).is_some();
        let named = |id: &EntityId| {
            let e = &self.entities[*id];
            let body = matches!(e.sort, Sort::Organization | Sort::Institution | Sort::Name);
            let of_a_sort = e.sort == Sort::Person || long && body;
            of_a_sort && e.words.len() > 1 && initials(&e.name).eq(letters.chars())
        };
        let listed = self.with_initials.get(&hash(letters)).into_iter().flatten();
        only(listed.copied().filter(named))
    }

    /// One entity a row, called by its longest form.
    fn organization(&mut self, m: &Mention, lexicon: &Lexicon) -> EntityId {
        let key = joined_words(&m.name);
        if let Some(&id) = self.by_name.get(&key) {
            return id;
        }
        let words = words_of(&m.name);
        let is_one = |id: &&EntityId| self.entities[**id].sort == Sort::Organization;
        let known = self.bodies(m.fact).iter().find(is_one).copied();
        let known = known.or_else(|| self.by_initials(&m.name));
        let id = known.unwrap_or_else(|| self.add(m, m.name.clone(), lexicon));
        self.by_name.insert(key, id);
        if words.len() > self.entities[id].words.len() {
            self.rename(id, m.name.clone(), words);
        }
        id
    }

    fn named(&mut self, m: &Mention, lexicon: &Lexicon) -> EntityId {
        let key = joined_words(&m.name);
        if let Some(&id) = self.by_name.get(&key) {
            return id;
        }
        let id = self.add(m, m.name.clone(), lexicon);
        self.by_name.insert(key, id);
        id
    }

    fn institution(&mut self, m: &Mention, lexicon: &Lexicon) -> EntityId {
        let country = m.country.as_ref().map(|c| c.country.clone());
        let host = m.host.as_ref().map(|h| h.country.clone());
        let region = region(m);
        let same = |e: &Entity| {
            e.sort == Sort::Institution
                && e.fact == m.fact
                && e.country == country
                && e.region == region
                && (e.host == host || e.host.is_none() || host.is_none())
        };
        let name = self.compose(m, lexicon);
        let known = self.bodies(m.fact).iter().rev();
        let Some(id) = known.copied().find(|id| same(&self.entities[*id])) else {
            return self.add(m, name, lexicon);
        };
        let small = |name: &str| name.starts_with(char::is_lowercase);
        let proper = small(&self.entities[id].name) && !small(&name);
        if self.entities[id].host.is_none() && host.is_some() || proper {
            self.entities[id].host = host;
            let words = words_of(&name);
            self.rename(id, name, words);
        }
        id
    }

    /// An institution whose country the text does not tell: of those of the same row the one named last, else
    /// one that is named later, else a new one.
    fn unplaced(&mut self, m: &Mention, lexicon: &Lexicon) -> EntityId {
        let is_one = |id: &&EntityId| self.entities[**id].sort == Sort::Institution;
        let own = |id: &&EntityId| !adds_words(&m.name, &self.entities[**id].name);
        let bodies = self.bodies(m.fact).iter().rev();
        let same = bodies.filter(is_one).filter(own).copied();
        let told = |id: EntityId| {
            let last = self.entities[id].refs.last()?;
            Some((last.sentence, last.unit, id))
        };
        let last = same.clone().filter_map(told).max().map(|(.., id)| id);
        let same = last.or_else(|| same.clone().next());
        same.unwrap_or_else(|| self.add(m, m.name.clone(), lexicon))
    }

    fn compose(&self, m: &Mention, lexicon: &Lexicon) -> String {
        m.fact
            .and_then(|f| lexicon.facts.get(f as usize))
            .map_or_else(|| m.name.clone(), |fact| composed(m, fact))
    }

    /// Makes an entity of a mention.
    pub fn add(&mut self, m: &Mention, name: String, lexicon: &Lexicon) -> EntityId {
        let fact = m.fact.and_then(|f| lexicon.facts.get(f as usize));
        let kind = crate::resolve::kinds::kind_of(m, fact);
        self.entities.push(Entity {
            words: words_of(&name),
            name,
            sort: m.sort,
            kind,
            gender: m.gender,
            gender_told: false,
            plural: m.plural,
            fact: m.fact,
            country: m.country.as_ref().map(|c| c.country.clone()),
            region: region(m),
            host: m.host.as_ref().map(|h| h.country.clone()),
            roles: m.titles.clone(),
            was: if m.former {
                m.titles.clone()
            } else {
                Vec::new()
            },
            refs: Refs::default(),
            spoke: false,
            kin: false,
            employer: None,
            has_parts: false,
            age: None,
            alias: Alias::default(),
        });
        let id = self.entities.len() - 1;
        if matches!(m.sort, Sort::Institution | Sort::Organization) {
            self.bodies.entry(m.fact).or_default().push(id);
        }
        self.list(id);
        id
    }

    /// Gives an entity a fuller name.
    pub fn rename(&mut self, id: EntityId, name: String, words: Vec<String>) {
        let entity = &mut self.entities[id];
        entity.name = name;
        entity.words = words;
        self.list(id);
    }

    /// Lists an entity under its present name.
    fn list(&mut self, id: EntityId) {
        let e = &self.entities[id];
        self.called.entry(hash(&e.name)).or_default().push(id);
        if matches!(e.sort, Sort::Person | Sort::Name | Sort::Organization) {
            for word in &e.words {
                self.with_word.entry(hash(bare(word))).or_default().push(id);
            }
        }
        if e.words.len() > 1 {
            let letters: String = initials(&e.name).collect();
            self.with_initials
                .entry(hash(&letters))
                .or_default()
                .push(id);
        }
    }

    /// Entities of that very name and sort, in no order.
    pub fn called(&self, name: &str, sort: Sort) -> impl Iterator<Item = EntityId> {
        let listed = self.called.get(&hash(name)).into_iter().flatten().copied();
        listed.filter(move |id| self.entities[*id].name == name && self.entities[*id].sort == sort)
    }

    /// Persons, names and organisations that may have a word in their names.
    fn with_word(&self, word: &str) -> impl Iterator<Item = EntityId> {
        let listed = self.with_word.get(&hash(bare(word)));
        listed.into_iter().flatten().copied()
    }

    /// The person whose surname a word is, if there is one alone.
    pub fn surnamed(&self, word: &str) -> Option<EntityId> {
        let has = |id: &EntityId| {
            let e = &self.entities[*id];
            e.sort == Sort::Person && e.words.len() > 1 && e.words.last().is_some_and(|w| w == word)
        };
        crate::resolve::only(self.with_word(word).filter(has))
    }

    /// Institutions and organisations of a row.
    fn bodies(&self, fact: Option<u32>) -> &[EntityId] {
        self.bodies.get(&fact).map_or(&[], Vec::as_slice)
    }

    /// Notes that a sentence speaks of somebody without the name.
    pub fn tell(&mut self, id: EntityId, at: Place) {
        let index = self.told.partition_point(|t| t.0 <= at.sentence);
        self.told.insert(index, (at.sentence, id));
        self.entities[id].refs.insert(at);
    }

    /// Those told of in a stretch of sentences without their names, each with its sentence.
    pub fn told_in(
        &self,
        sentences: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = (usize, EntityId)> {
        let from = self.told.partition_point(|(s, _)| *s < sentences.start);
        let to = self.told.partition_point(|(s, _)| *s < sentences.end);
        self.told[from..to.max(from)].iter().copied()
    }

    fn learn(&mut self, id: EntityId, m: &Mention, lexicon: &Lexicon) {
        let entity = &mut self.entities[id];
        if entity.gender == Gender::Unknown {
            entity.gender = m.gender;
        }
        if entity.sort == Sort::Name && m.sort == Sort::Person {
            entity.sort = Sort::Person;
            entity.kind = crate::resolve::kinds::kind_of(
                m,
                m.fact.and_then(|f| lexicon.facts.get(f as usize)),
            );
        }
        entity.fact = entity.fact.or(m.fact);
        self.add_roles(id, &m.titles, m.former, Gender::Unknown);
    }

    /// Adds roles told of an entity, of the past or of today.
    pub fn add_roles(&mut self, id: EntityId, roles: &[u32], former: bool, gender: Gender) {
        let entity = &mut self.entities[id];
        if entity.gender == Gender::Unknown {
            entity.gender = gender;
        }
        if !former {
            entity.was.retain(|role| !roles.contains(role));
        }
        for role in roles {
            if !entity.roles.contains(role) {
                entity.roles.push(*role);
                entity.was.extend(former.then_some(*role));
            }
        }
    }

    /// Notes another name of an entity: an acronym in brackets.
    pub fn also(&mut self, name: &str, id: EntityId) {
        self.by_name.insert(joined_words(name), id);
    }

    /// The entity of this very name.
    pub fn by_name(&self, name: &str) -> Option<EntityId> {
        self.by_name.get(&joined_words(name)).copied()
    }
}

/// The place whose body a mention is, if it is less than a country and stands for none.
fn region(m: &Mention) -> Option<String> {
    let part = m.country.as_ref()?;
    (!part.stands && part.name != part.country).then(|| part.name.clone())
}

/// "Ministry of External Affairs": whether a name that is written in capital letters has a word that
/// another has not.
fn adds_words(name: &str, other: &str) -> bool {
    let known = stems(other);
    name.contains(char::is_uppercase) && stems(name).iter().any(|stem| !known.contains(stem))
}

/// Whether one is the other without first names: two surnames, or one with its particle.
fn surnames(a: &[String], b: &[String]) -> bool {
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    let mut pairs = long.iter().rev().zip(short.iter().rev());
    long.len() > short.len() && pairs.all(|(x, y)| bare(x) == bare(y))
}

/// "Nisar Ali" of Nisar Ali Khan: whether one is the other without its last names.
fn begins(a: &[String], b: &[String]) -> bool {
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    let mut pairs = long.iter().zip(short.iter());
    long.len() > short.len() && short.len() > 1 && pairs.all(|(x, y)| bare(x) == bare(y))
}

/// Same surname, and first names that are the same, an initial of it, or begin alike.
fn same_person(a: &[String], b: &[String]) -> bool {
    let (Some(last_a), Some(last_b), Some(first_a), Some(first_b)) =
        (a.last(), b.last(), a.first(), b.first())
    else {
        return false;
    };
    let initial = |x: &str, y: &str| {
        x.trim_end_matches('.').chars().count() == 1 && y.starts_with(x.trim_end_matches('.'))
    };
    bare(last_a) == bare(last_b)
        && (first_a == first_b || initial(first_a, first_b) || initial(first_b, first_a))
}
