//! Who leads which body: "SBU chief Vasyl Malyuk", "the head of the IAEA, Rafael Grossi".

use super::Speakers;
use super::anaphora::Place;
use super::recency::Trait;
use crate::resolve::book::ledger::{Entity, EntityId, Ledger, Linked};
use crate::resolve::mentions::mention::{Mention, Sort};
use crate::resolve::view::View;
use crate::resolve::vocabulary::Vocabulary;

/// Units between a body and the name of who leads it.
const GAP: usize = 6;

/// Notes the bodies that people lead.
pub fn learn(view: &View, v: &Vocabulary, linked: &[Linked], ledger: &mut Ledger) {
    for (i, l) in linked.iter().enumerate() {
        let Some(id) = l.entity.filter(|_| l.mention.sort == Sort::Person) else {
            continue;
        };
        let body = linked[..i]
            .iter()
            .rev()
            .find(|b| is_body(b) && leads(view, v, b, l));
        let behind = || {
            linked[i + 1..]
                .iter()
                .find(|b| is_body(b) && is_led(view, v, l, b))
        };
        if let Some(body) = body.or_else(behind) {
            ledger.entities[id].employer = body.entity;
        }
    }
}

/// Notes what can only be a body: "shares of Norvik", "the chief executive of Norvik".
pub fn learn_of_bodies(view: &View, v: &Vocabulary, linked: &[Linked], ledger: &mut Ledger) {
    let named =
        |l: &&Linked| l.mention.sort == Sort::Name && !view.is(l.mention.base.end, v.genitive);
    for l in linked.iter().filter(named) {
        let Some(id) = l.entity else { continue };
        let start = l.mention.base.start;
        let brought = view.follows(start, v.of) || view.follows(start, v.preposition);
        let held = brought && view.is(start.saturating_sub(2), v.held);
        ledger.entities[id].has_parts |= held || has_office(view, v, l);
    }
}

fn is_body(l: &Linked) -> bool {
    matches!(
        l.mention.sort,
        Sort::Organization | Sort::Institution | Sort::Name
    )
}

/// "SBU chief |", "the head of the IAEA (…), |": whether a body before a name has the office of who is
/// named.
fn leads(view: &View, v: &Vocabulary, body: &Linked, name: &Linked) -> bool {
    let gap = body.mention.base.end..name.mention.core.start;
    if gap.is_empty() || gap.len() > GAP {
        return false;
    }
    let office = |u: u32| view.is(u, v.leads);
    let between = [
        v.title,
        v.role,
        v.genitive,
        v.apostrophe,
        v.adjective,
        v.comma,
    ];
    let before = gap.clone().any(office)
        && gap
            .clone()
            .all(|u| between.iter().any(|&class| view.is(u, class)));
    let mark = gap.end - 1;
    let aside = |u: u32| view.is(u, v.open) || view.is(u, v.close) || view.is(u, v.all_caps);
    let of = view.is(mark, v.comma) && (gap.start..mark).all(aside);
    before || of && has_office(view, v, body)
}

/// "|, head of the IAEA": whether a body behind a name has the office of who is named.
fn is_led(view: &View, v: &Vocabulary, name: &Linked, body: &Linked) -> bool {
    let gap = name.mention.base.end..body.mention.base.start;
    let one = |u: u32| !view.is(u, v.comma) && !view.is(u, v.verb) && !view.is(u, v.conjunction);
    gap.len() <= GAP
        && view.is(gap.start, v.comma)
        && (gap.start + 1..gap.end).all(one)
        && has_office(view, v, body)
}

/// "The head of |".
fn has_office(view: &View, v: &Vocabulary, body: &Linked) -> bool {
    let start = body.mention.base.start;
    let of =
        start - u32::from(view.follows(start, v.determiner) || view.follows(start, v.definite));
    view.follows(of, v.of) && view.is(of.saturating_sub(2), v.leads)
}

impl Speakers<'_> {
    /// "The IAEA chief": who was told to lead that body, by whatever word.
    pub(super) fn leader(&self, m: &Mention, at: Place, view: &View) -> Option<EntityId> {
        if !view.is(m.core.start, self.v.leads) {
            return None;
        }
        let mentions = self.book.mentions.of(view.sentence).iter();
        let owns = |l: &&Linked| {
            let end = l.mention.base.end;
            let mark = view.is(end, self.v.genitive) || view.is(end, self.v.apostrophe);
            is_body(l) && end + u32::from(mark) == m.core.start
        };
        let body = mentions.rev().find(owns)?.entity?;
        let led = |e: &Entity| e.employer == Some(body) && e.gender.agrees(m.gender);
        self.latest(at, &[Trait::Person], led)
    }
}
