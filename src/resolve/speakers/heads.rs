//! Which of the mentions of a source the source is about.

use std::ops::Range;

use super::Speakers;
use crate::resolve::book::ledger::Linked;
use crate::resolve::mentions::mention::Sort;
use crate::resolve::view::View;

impl Speakers<'_> {
    /// The mention that the source is about: the one at its head, or the name behind a role.
    pub(super) fn head_mention(
        &self,
        view: &View,
        range: &Range<u32>,
        head: u32,
        within: &[Linked],
    ) -> Option<Linked> {
        let at_head = |l: &Linked| l.mention.base.contains(&head) && range.contains(&head);
        let index = match within.iter().position(at_head) {
            Some(index) if self.may_head(view, range, &within[index]) => index,
            _ => within.iter().position(|l| self.leads(view, range, l))?,
        };
        let index = match within.first() {
            Some(first) if self.reaches(view, range, first, &within[index]) => 0,
            _ => index,
        };
        let (linked, behind) = (&within[index], &within[index + 1..]);
        let m = &linked.mention;
        let people = m.sort == Sort::Institution
            && m.country.is_none()
            && view.is(m.core.start, self.v.human);
        let person = behind
            .iter()
            .filter(|_| m.sort == Sort::Role || people || has_office(linked, behind))
            .find(|l| self.is_named_person(view, range, l));
        Some(person.unwrap_or(linked).clone())
    }

    /// Whether the head of a source is the mention there; a name may be the last of a list behind it, or
    /// that of whom its role is told.
    fn may_head(&self, view: &View, range: &Range<u32>, l: &Linked) -> bool {
        if l.mention.sort == Sort::Person {
            return !self.has_anothers_role(view, range, l.mention.core.start);
        }
        let named = matches!(
            l.mention.sort,
            Sort::Place | Sort::Name | Sort::Organization
        );
        !named || !self.is_brought(view, range, l)
    }

    /// Whether a mention is neither somebody's who owns something nor brought by a preposition.
    pub(super) fn leads(&self, view: &View, range: &Range<u32>, l: &Linked) -> bool {
        !view.is(l.mention.base.end, self.v.genitive) && !self.is_brought(view, range, l)
    }

    /// "The twitchers near Paris" are not Paris; a report by an office may be the office's, but no report
    /// seen by one.
    fn is_brought(&self, view: &View, range: &Range<u32>, l: &Linked) -> bool {
        let v = self.v;
        let mut before = range.start..l.mention.base.start;
        let document = |u: u32| view.is(u, v.document) || view.is(u, v.channel_noun);
        let written = before.clone().any(document);
        before.any(|u| {
            let brings = view.is(u, v.preposition) || view.is(u, v.of);
            brings && (view.follows(u, v.reader) || !(written && view.is(u, v.author)))
        })
    }

    /// The name that a role is told of, in the source itself.
    fn is_named_person(&self, view: &View, range: &Range<u32>, l: &Linked) -> bool {
        let m = &l.mention;
        let behind_comma = view.follows(m.base.start, self.v.comma);
        let named =
            m.sort == Sort::Name && m.core.len() > 1 && (behind_comma || m.base.end == range.end);
        let body = m.sort == Sort::Organization && behind_comma && m.base.end == range.end;
        (m.sort == Sort::Person || named || body)
            && !self.is_anothers_name(view, range, m.base.start)
            && !self.has_anothers_role(view, range, m.core.start)
            && !view.is(m.base.end, self.v.genitive)
    }

    /// "The family | of the late Chief Odongo", "doctors | treating Anna Horn": whether a preposition, or what
    /// somebody does, brings the name that begins here.
    fn is_anothers_name(&self, view: &View, range: &Range<u32>, start: u32) -> bool {
        let v = self.v;
        let between = [
            v.determiner,
            v.definite,
            v.adjective,
            v.former,
            v.place_adjective,
            v.number,
        ];
        let mut before = (range.start..start).rev();
        let brings = before.find(|&u| !between.iter().any(|&c| view.is(u, c)));
        brings.is_some_and(|u| {
            let does = view.is(u, v.ing) && view.is(u, v.verb) && u > range.start;
            view.is(u, v.preposition) || view.is(u, v.of) || does
        })
    }

    /// "A spokesman for Turkish President Omar Kaya": whether the name that begins here is that of whom
    /// another role, behind a preposition, tells.
    fn has_anothers_role(&self, view: &View, range: &Range<u32>, name: u32) -> bool {
        let v = self.v;
        let role = name.saturating_sub(1);
        let title = view.is(role, v.title) && view.is(role, v.capitalised);
        let human = view.is(role, v.human) && !title;
        if !view.is(role, v.role) && !human {
            return false;
        }
        let closes = [v.preposition, v.of, v.conjunction, v.comma, v.dash];
        let mut before = (range.start..role).rev();
        let last = before.find(|&u| closes.iter().any(|&c| view.is(u, c)));
        last.is_some_and(|u| {
            let brings = view.is(u, v.preposition) || view.is(u, v.of);
            let whose = [v.role, v.human, v.kin];
            let person = whose.iter().any(|&class| view.follows(u, class));
            brings && (person || self.is_body_of(view, u, role))
        })
    }

    /// "The campaign | of former president": whether a common noun for a body stands before a preposition, and
    /// nothing but small words and adjectives between that and a role.
    fn is_body_of(&self, view: &View, preposition: u32, role: u32) -> bool {
        let v = self.v;
        let noun = preposition.saturating_sub(1);
        let between = [
            v.determiner,
            v.definite,
            v.possessive,
            v.adjective,
            v.former,
            v.place_adjective,
            v.number,
        ];
        let body = view.is(noun, v.group) || view.is(noun, v.institution);
        let small = |u: u32| between.iter().any(|&class| view.is(u, class));
        body && !view.is(noun, v.capitalised) && (preposition + 1..role).all(small)
    }

    /// "The governor for trade and law": whether a role at the very beginning has the other mention
    /// in a phrase of its own.
    fn reaches(&self, view: &View, range: &Range<u32>, role: &Linked, other: &Linked) -> bool {
        let begins = role.mention.sort == Sort::Role
            && role.mention.base.start == range.start
            && !view.is(role.mention.core.start, self.v.document);
        let nameless = matches!(other.mention.sort, Sort::Role | Sort::Institution)
            && !other.mention.name.contains(char::is_uppercase);
        let mut gap = role.mention.base.end..other.mention.base.start;
        begins
            && nameless
            && view.is(gap.start, self.v.preposition)
            && !gap.any(|u| view.is(u, self.v.comma) || view.is(u, self.v.dash))
    }

    /// The name set behind a description: "The head of the council, Evgeny Balitsky,", "the naval
    /// mission, Operation Aspides,".
    pub(super) fn apposed(
        &self,
        sentence: usize,
        range: &Range<u32>,
        linked: &Linked,
        cue: u32,
    ) -> Option<Linked> {
        let (view, v) = (&self.views[sentence], self.v);
        let one = view.is(range.start, v.number) && view.is(range.start + 1, v.of)
            || view.is(range.start, v.quantifier);
        let describes = matches!(linked.mention.sort, Sort::Role | Sort::Institution)
            && (!linked.mention.plural || one);
        if !describes {
            return None;
        }
        let next = self.set_off(sentence, range, cue, self.is_of_a_body(view, linked))?;
        let named = self.may_name(view, linked, next) || self.is_called(view, linked, next, cue);
        named.then(|| next.clone())
    }

    /// "One of them, Hussein Ali,": the person set behind words that name nobody.
    pub(super) fn one_of_them(
        &self,
        sentence: usize,
        range: &Range<u32>,
        cue: u32,
    ) -> Option<Linked> {
        let next = self.set_off(sentence, range, cue, false)?;
        let named = next.mention.sort == Sort::Person;
        (named && range.len() == 1).then(|| next.clone())
    }

    /// The mention between the mark behind a source and the next; of a body also behind an article.
    fn set_off(
        &self,
        sentence: usize,
        range: &Range<u32>,
        cue: u32,
        body: bool,
    ) -> Option<&Linked> {
        let (view, v) = (&self.views[sentence], self.v);
        let mark = self.behind_bracket(view, range.end);
        if !(view.is(mark, v.comma) || view.is(mark, v.dash)) || cue == mark {
            return None;
        }
        let article = u32::from(body && view.is(mark + 1, v.definite));
        let starts = [mark + 1, mark + 1 + article];
        let mut mentions = self.book.mentions.of(sentence).iter();
        let next = mentions.find(|l| starts.contains(&l.mention.base.start))?;
        let end = next.mention.base.end;
        let closes = [v.comma, v.dash, v.stop, v.open, v.colon];
        let ends = end >= view.len() || end == cue || closes.iter().any(|&c| view.is(end, c));
        ends.then_some(next)
    }

    /// The unit behind a short name in brackets, "(IAEA)", if one begins at `at`; else `at`.
    fn behind_bracket(&self, view: &View, at: u32) -> u32 {
        let v = self.v;
        let short = view.is(at, v.open) && view.is(at + 2, v.close);
        at + if short { 3 } else { 0 }
    }

    /// Whether a description tells of a body.
    fn is_of_a_body(&self, view: &View, description: &Linked) -> bool {
        let (d, v) = (&description.mention, self.v);
        let people = view.is(d.core.start, v.human);
        d.sort == Sort::Institution && !people || view.is(d.core.start, v.group)
    }

    /// "The firm, | Aker, | said": whether an unknown name stands alone between a definite noun for a body and
    /// the verb.
    fn is_called(&self, view: &View, description: &Linked, name: &Linked, cue: u32) -> bool {
        let (d, m, v) = (&description.mention, &name.mention, self.v);
        let definite = d.definite || view.is(d.base.start, v.definite);
        let unknown = m.sort == Sort::Name && view.is(m.core.start, v.unknown);
        let alone = m.base.len() == 1 && view.is(m.base.end, v.comma) && m.base.end + 1 == cue;
        definite && unknown && alone && self.is_of_a_body(view, description)
    }

    /// Whether a name can be that of whom a description tells: people have names of people, bodies
    /// those of bodies or capital letters.
    fn may_name(&self, view: &View, description: &Linked, name: &Linked) -> bool {
        let (d, m) = (&description.mention, &name.mention);
        let v = self.v;
        if d.sort == Sort::Role && !self.is_of_a_body(view, description) {
            // "The president, William Ruto,", "her husband, Mark,".
            let known = view.is(m.core.start, v.person_name);
            let kin = view.is(d.base.start, v.possessive) && view.is(m.core.start, v.given);
            let whole = m.base.len() > 1 || known || kin;
            let body = m.sort == Sort::Organization;
            return body || matches!(m.sort, Sort::Person | Sort::Name) && whole;
        }
        let short = m.sort == Sort::Organization || view.is(m.core.start, v.all_caps);
        short && m.core.len() == 1 || m.sort == Sort::Name && m.core.len() > 1
    }
}

/// "Oxfam head of policy Asep Rahayu": whether a role stands right behind a body.
fn has_office(body: &Linked, behind: &[Linked]) -> bool {
    let named = matches!(body.mention.sort, Sort::Organization | Sort::Name);
    let next = behind.first().filter(|_| named);
    next.is_some_and(|l| {
        l.mention.sort == Sort::Role && l.mention.base.start == body.mention.base.end
    })
}
