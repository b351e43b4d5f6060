//! What is known of somebody, and rules a description out.

use super::Speakers;
use super::countries::person_row;
use crate::resolve::book::ledger::Entity;
use crate::resolve::kinds;
use crate::resolve::mentions::mention::{Mention, Sort};
use crate::resolve::view::View;
use crate::text::tokens::fold;

impl Speakers<'_> {
    /// What office a description of today tells of, if the dictionary has it.
    pub(super) fn office_told(&self, m: &Mention, view: &View) -> Option<&str> {
        let office = fold(view.letters(&m.core));
        let own = self.v.offices.of(&office).and_then(|kinds| kinds.first());
        own.filter(|_| !m.former).map(|own| &**own)
    }

    /// "The prosecutor" behind a mayor's words: whether somebody has offices, and none that may be this.
    pub(super) fn has_another_office(&self, e: &Entity, own: &str, view: &View) -> bool {
        let facts = &view.lexicon.facts;
        let told = e.roles.iter().filter_map(|role| facts.get(*role as usize));
        let row = person_row(e.fact, view.lexicon);
        let names = told
            .map(|f| fold(&f.name))
            .chain(row.map(|f| fold(&f.pattern)));
        let mut known = names.filter_map(|name| self.v.offices.of(&name)).peekable();
        known.peek().is_some() && !known.any(|kinds| kinds.iter().any(|kind| **kind == *own))
    }

    /// "The TDH agency": whether a name of an unknown kind ends in a noun for bodies.
    pub(super) fn is_called_a_body(&self, e: &Entity, view: &View) -> bool {
        let last = e.words.last().filter(|_| e.sort == Sort::Name);
        last.is_some_and(|word| view.entry_is(word, self.v.group))
    }

    /// "The crowd", "the union": whether a body may be meant by a noun that nothing told of it.
    pub(super) fn may_be_called(&self, e: &Entity, head: &str) -> bool {
        let kinds = self.v.bodies.of(head);
        let told = e.words.iter().any(|word| word == head);
        told || kinds.is_none_or(|kinds| kinds.iter().any(|kind| **kind == *e.kind))
    }

    /// "The rail union": whether a noun may mean a body of which nothing is known but the name.
    pub(super) fn may_mean_a_name(&self, head: &str) -> bool {
        let kinds = self.v.bodies.of(head);
        kinds.is_some_and(|kinds| kinds.iter().any(|kind| **kind == *kinds::UNKNOWN))
    }
}
