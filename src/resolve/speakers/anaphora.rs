//! Definite mentions: which entity told before is meant.

use std::ops::Range;

use super::Speakers;
use super::recency::Trait;
use crate::lexicon::{Dictionary, Fact, Facts, Gender};
use crate::resolve::book::ledger::{Entity, EntityId, Linked};
use crate::resolve::kinds;
use crate::resolve::mentions::mention::{Mention, Sort};
use crate::resolve::mentions::names::last_word;
use crate::resolve::only;
use crate::resolve::view::View;
use crate::text::tokens::fold;

/// Where a mention stands.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Number of its sentence.
    pub sentence: usize,
    /// Its first unit.
    pub unit: u32,
}

/// Sentences in which somebody was just described.
const JUST_NOW: usize = 2;
/// Sentences in which a name with a role is looked for.
const CALLED: usize = 32;

impl Speakers<'_> {
    /// "The ministry": the last institution of that sort.
    pub fn same_institution(&self, linked: &Linked, at: Place, view: &View) -> Option<EntityId> {
        let unit = linked.mention.core.start;
        let word = view.folded(unit);
        let facts: Vec<u32> = view.facts(unit).map(|(i, _)| i).collect();
        let body = |e: &Entity| match e.sort {
            Sort::Institution | Sort::Organization => has_name(e),
            Sort::Name => has_name(e) && e.fact.is_some(),
            _ => false,
        };
        let fallback = linked.mention.definite && !linked.mention.plural;
        let suits = |e: &Entity| {
            let institution = matches!(e.sort, Sort::Institution | Sort::Organization | Sort::Name);
            institution
                && (e.fact.iter().chain(&e.roles).any(|f| facts.contains(f))
                    || word.split(' ').all(|w| e.words.iter().any(|x| x == w)))
        };
        let sorts = || {
            view.facts_of(unit, Dictionary::Institutions)
                .map(|(_, f)| f.sort.as_ref())
        };
        let spoke = || {
            self.spoke_last(at, 6).filter(|&id| {
                let e = &self.book.ledger.entities[id];
                let kind = |s: &str| s == kinds::AGENCY || s == e.kind;
                body(e) && sorts().any(kind) && self.may_be_called(e, last_word(&word))
            })
        };
        let first_word = word.split(' ').next().map(Trait::Word);
        let rows = facts.iter().map(|row| Trait::Row(*row));
        let traits: Vec<Trait> = rows.chain(first_word).collect();
        self.latest(at, &traits, suits)
            .or_else(|| if fallback { spoke() } else { None })
    }

    /// "The senator", "the company": who has that role, else who spoke last if that may be meant.
    pub fn same_role(&self, m: &Mention, at: Place, view: &View) -> Option<EntityId> {
        let group = view.is(m.core.start, self.v.group) && !view.is(m.core.start, self.v.human);
        let fact = m.fact.and_then(|f| view.lexicon.facts.get(f as usize));
        let head = match fact {
            Some(fact) => fold(&fact.name),
            None => fold(view.letters(&m.core)),
        };
        let head = last_word(&head);
        if group && !m.plural && !m.owned {
            return self.same_body(head, at, view);
        }
        let facts = &view.lexicon.facts;
        let country = self.country_before(m, view).map(|(country, _)| country);
        let office = self.office_told(m, view);
        let another = |e: &Entity| office.is_some_and(|own| self.has_another_office(e, own, view));
        let agrees = |e: &Entity| {
            let person = e.sort == Sort::Person;
            let known = country.as_ref().zip(e.country.as_ref());
            let of_it = known.is_none_or(|(told, own)| !person || told == own);
            e.gender.agrees(m.gender) && of_it && !another(e)
        };
        let short = self.short_titles(m, view);
        let has_role = |e: &Entity, roles: &[u32]| {
            let named = |f: &Fact| same_head(f, head) || short.iter().any(|s| same_head(f, s));
            let told = |f: &u32| facts.get(*f as usize).is_some_and(named);
            agrees(e) && e.plural == m.plural && roles.iter().any(told)
        };
        let is_of_then = |e: &Entity| has_role(e, &e.was);
        let is_now = |e: &Entity| has_role(e, &e.roles) && !is_of_then(e);
        let has = |e: &Entity| if m.former { is_of_then(e) } else { is_now(e) };
        if let Some(id) = self.called_in_full(m, at, view) {
            return Some(id);
        }
        let leader = || self.leader(m, at, view);
        if !m.plural
            && !m.former
            && let Some(id) = leader().or_else(|| self.office_holder(m, at, view))
        {
            return Some(id);
        }
        let heads = short.iter().map(String::as_str).chain([head]);
        let traits: Vec<Trait> = heads.map(Trait::Role).collect();
        let any = |e: &Entity| has_role(e, &e.roles);
        let holder = self.latest(at, &traits, has);
        let was = |id: &EntityId| {
            let e = &self.book.ledger.entities[*id];
            m.former && e.sort == Sort::Person && agrees(e) && !is_now(e)
        };
        let holder = holder.or_else(|| self.spoke_last(at, JUST_NOW).filter(was));
        if let Some(id) = holder.or_else(|| self.latest(at, &traits, any)) {
            return Some(id);
        }
        if !m.plural
            && !m.former
            && let Some(id) = self.compatriot(m, at, view)
        {
            return Some(id);
        }
        let of_a_place = view.is(m.base.start, self.v.place);
        if m.plural || m.owned || of_a_place {
            return None;
        }
        let office = view.is(m.core.start, self.v.role) || view.is(m.core.start, self.v.title);
        if !office {
            return self.same_human(m, at, view);
        }
        self.may_have_office(m, at, view, &agrees)
    }

    /// Who may have an office that nobody is told to have: whoever gets it later, spoke last or was just
    /// described, if the office `agrees` with who it is.
    fn may_have_office(
        &self,
        m: &Mention,
        at: Place,
        view: &View,
        agrees: &dyn Fn(&Entity) -> bool,
    ) -> Option<EntityId> {
        let later = self.later_role(m, view);
        let person = |e: &Entity| e.sort == Sort::Person && agrees(e);
        let spoke = self.spoke_last(at, 4).filter(|&id| {
            let e = &self.book.ledger.entities[id];
            person(e) || e.sort == Sort::Name && agrees(e) && !self.is_called_a_body(e, view)
        });
        let described = || self.just_described(m, &person, at);
        later.or(spoke).or_else(described)
    }

    /// "The TMC leader": whom the article calls so before the name, "TMC leader Ravi Sen", or behind it.
    fn called_in_full(&self, m: &Mention, at: Place, view: &View) -> Option<EntityId> {
        let start = m.base.start + 1;
        if !view.is(m.base.start, self.v.definite) || start >= m.core.start || m.former {
            return None;
        }
        let words = m.core.end - start;
        let role = fold(view.letters(&(start..m.core.end)));
        let called = |sentence: usize, l: &Linked| {
            let (view, core) = (&self.views[sentence], &l.mention.core);
            let before = core.start.saturating_sub(words)..core.start;
            let behind = core.end + 1..core.end + 1 + words;
            let comma = view.is(core.end, self.v.comma);
            l.mention.sort == Sort::Person
                && (fold(view.letters(&before)) == role
                    || comma && fold(view.letters(&behind)) == role)
        };
        let sentences = at.sentence.saturating_sub(CALLED)..at.sentence;
        sentences.rev().find_map(|sentence| {
            let mut mentions = self.book.mentions.of(sentence).iter().rev();
            mentions.find(|l| called(sentence, l))?.entity
        })
    }

    /// "Prime Minister Li opened the show. The PM said …": the only person named just before, if a role
    /// is told too, or this very one: "The mayor of Lyon, Anna Pike, opened the bridge."
    fn just_described(
        &self,
        m: &Mention,
        person: &dyn Fn(&Entity) -> bool,
        at: Place,
    ) -> Option<EntityId> {
        let before = at.sentence.saturating_sub(JUST_NOW)..at.sentence;
        let entity = |id: EntityId| &self.book.ledger.entities[id];
        let people = self.named_in(before.clone());
        let id = only(people.filter(|&id| entity(id).sort == Sort::Person))?;
        let mut mentions = before.flat_map(|sentence| self.book.mentions.of(sentence));
        let same = |l: &Linked| m.fact.is_some() && l.mention.fact == m.fact;
        let told = !entity(id).roles.is_empty() || mentions.any(same);
        (person(entity(id)) && told).then_some(id)
    }

    /// How a role is written before a name: "Sen." for "the senator".
    fn short_titles(&self, m: &Mention, view: &View) -> Vec<String> {
        let unit = m.core.start;
        if !view.is(unit, self.v.short_title) {
            return Vec::new();
        }
        let values = view.facts_of(unit, Dictionary::References);
        let titles = values.flat_map(|(_, f)| f.of.split('|'));
        titles.map(|title| fold(title.trim())).collect()
    }

    /// "The 47-year-old", "the researcher": the person who spoke last; "the woman": also the only one
    /// of the sentence before.
    fn same_human(&self, m: &Mention, at: Place, view: &View) -> Option<EntityId> {
        let bare = m.base.len() == m.core.len() + 1;
        let unit = m.core.start;
        // "The Spaniard": no word for what is Spanish.
        let people = view.is(unit, self.v.place_adjective);
        let one = view.is(unit, self.v.demonym) && (!people || self.is_own_demonym(view, unit, at));
        let agrees = |id: &EntityId| {
            let e = &self.book.ledger.entities[*id];
            e.sort == Sort::Person && e.gender.agrees(m.gender)
        };
        // "The Palace official".
        let of_a_body = m.base.len() == m.core.len() + 2
            && view.is(m.base.start, self.v.definite)
            && view.is(unit - 1, self.v.capitalised);
        if of_a_body && view.is(unit, self.v.human) {
            return self.spoke_last(at, JUST_NOW).filter(agrees);
        }
        if !bare || !view.is(unit, self.v.human) && !one {
            return None;
        }
        let spoke = self.spoke_last(at, 3).filter(|&id| {
            let e = &self.book.ledger.entities[id];
            let person = e.sort == Sort::Person || one && is_anybody(e);
            person && e.gender.agrees(m.gender)
        });
        let gendered = m.gender != Gender::Unknown;
        let told = gendered || one || spoke.is_some();
        let subject = self.latest_subject(at, JUST_NOW).filter(|_| told);
        if let Some(id) = subject.filter(agrees) {
            return Some(id);
        }
        spoke.or_else(|| gendered.then(|| self.alone_before(m, at))?)
    }

    /// The only person whom the sentence before names.
    fn alone_before(&self, m: &Mention, at: Place) -> Option<EntityId> {
        let before = at.sentence.checked_sub(1)?;
        only(self.named_in(before..at.sentence).filter(|&id| {
            let e = &self.book.ledger.entities[id];
            e.sort == Sort::Person && e.gender.agrees(m.gender)
        }))
    }

    /// The only person of the article who is given this very role.
    pub fn later_role(&self, m: &Mention, view: &View) -> Option<EntityId> {
        let role = fold(view.letters(&m.core));
        let offices = &self.book.offices;
        let holder = offices.only_holder(&role, m.gender, &self.book.ledger, view.lexicon);
        let another = |own| {
            holder.is_some_and(|id| {
                self.has_another_office(&self.book.ledger.entities[id], own, view)
            })
        };
        holder.filter(|_| !self.office_told(m, view).is_some_and(another))
    }

    /// "The company", "the group": a body; one of that very type first, then who spoke last.
    pub fn same_body(&self, head: &str, at: Place, view: &View) -> Option<EntityId> {
        let facts = &view.lexicon.facts;
        let told = |e: &Entity| {
            e.sort != Sort::Person
                && e.roles
                    .iter()
                    .any(|f| facts.get(*f as usize).is_some_and(|f| same_head(f, head)))
        };
        if let Some(id) = self.latest(at, &[Trait::Role(head)], |e| {
            told(e) && e.sort != Sort::Role
        }) {
            return Some(id);
        }
        let acts = |e: &Entity| {
            let begins = e.refs.first().is_some_and(|r| r.unit == 0);
            e.spoke || begins || e.has_parts || is_told_a_group(e, facts)
        };
        let body = |e: &Entity| match e.sort {
            Sort::Organization | Sort::Institution => true,
            Sort::Name => acts(e),
            _ => is_group(e) && e.words.len() > 1,
        };
        let just_now = |sentences: usize, suits: &dyn Fn(&Entity) -> bool| {
            let spoke = self.spoke_last(at, sentences);
            spoke.filter(|&id| suits(&self.book.ledger.entities[id]))
        };
        let of_kind = just_now(JUST_NOW + 1, &|e| body(e) && e.kind == head);
        let called_so = |e: &Entity| self.may_be_called(e, head);
        let of_none = || just_now(JUST_NOW, &|e| is_body_by_name(e) && called_so(e));
        if let Some(id) = of_kind.or_else(of_none) {
            return Some(id);
        }
        if let Some(id) = self.latest(at, &[Trait::Kind(head)], |e| body(e) && e.kind == head) {
            return Some(id);
        }
        let called = |e: &Entity| {
            has_name(e)
                && e.sort != Sort::Role
                && e.words.len() > 1
                && e.words.iter().any(|w| w == head)
        };
        if let Some(id) = self.latest(at, &[Trait::Word(head)], |e| body(e) && called(e)) {
            return Some(id);
        }
        let relays = |e: &Entity| e.kind == kinds::NEWS && head != kinds::AGENCY;
        let spoke = self.spoke_last(at, 6).filter(|&id| {
            let e = &self.book.ledger.entities[id];
            has_name(e) && !relays(e) && called_so(e) && (body(e) || e.sort == Sort::Name)
        });
        let may_be =
            |e: &Entity| has_name(e) && e.sort != Sort::Institution && e.kind != kinds::NEWS;
        spoke.or_else(|| self.latest(at, &[Trait::Body], |e| body(e) && may_be(e) && called_so(e)))
    }

    pub(super) fn spoke_last(&self, at: Place, reach: usize) -> Option<EntityId> {
        self.said
            .last()
            .filter(|s| s.sentence + reach > at.sentence)
            .and_then(|s| s.speaker.entity)
    }

    /// Entities that are named in a stretch of sentences.
    pub(super) fn named_in(&self, sentences: Range<usize>) -> impl Iterator<Item = EntityId> {
        let book = &self.book;
        let read = book.named.range(sentences.clone());
        let told = book.ledger.told_in(sentences).map(|(_, id)| id);
        read.iter().copied().chain(told)
    }
}

/// Whether it is a name that may be a person's.
fn is_anybody(e: &Entity) -> bool {
    e.sort == Sort::Name && e.kind == kinds::UNKNOWN && e.words.len() > 1
}

/// Whether it is a name of which no kind is known.
fn is_body_by_name(e: &Entity) -> bool {
    e.sort == Sort::Name && e.kind == kinds::UNKNOWN && has_name(e)
}

/// Whether it is more than a common noun: "the union" is not "the army" of before.
fn has_name(e: &Entity) -> bool {
    e.name.contains(char::is_uppercase)
}

/// "Drugmaker Valoris": whether the article calls it by a noun for a body.
fn is_told_a_group(e: &Entity, facts: &Facts) -> bool {
    let group = |f: &Fact| f.dictionary == Dictionary::Roles && *f.sort == *kinds::GROUP;
    let mut told = e.roles.iter().filter_map(|role| facts.get(*role as usize));
    told.any(group)
}

fn is_group(e: &Entity) -> bool {
    e.sort == Sort::Role && e.kind == kinds::GROUP && !e.plural
}

/// Whether the name of a role ends in this word; both folded.
fn same_head(fact: &Fact, head: &str) -> bool {
    if fact.name.is_ascii() {
        return last_word(&fact.name).eq_ignore_ascii_case(head);
    }
    last_word(&fold(&fact.name)) == head
}
