//! Media in a sentence: who relays the words, publishes them, or was told.

use std::ops::Range;

use super::named::{Named, rank};
use super::scanner::Scanner;
use super::table::among;
use crate::lexicon::{Dictionary, Fact};
use crate::resolve::assemble::rows::plain;
use crate::resolve::kinds;
use crate::rules::Found;

/// A medium.
struct Outlet {
    name: String,
    /// What kind of medium, if the dictionary of channels tells.
    channel: Option<String>,
    /// What it is called by.
    called: Called,
    /// Units of its name.
    words: Range<u32>,
}

/// What a medium is called by.
#[derive(Clone, Copy, PartialEq)]
enum Called {
    /// A name: "CNN", "the Warri Herald".
    Name,
    /// A noun with a name beside it: "the newspaper Dobra Vest".
    NounAndName,
    /// A noun alone: "state media".
    Noun,
}

impl Scanner<'_> {
    /// A medium that was told, or that relays: "told CNN", ", TASS reported", "on ABC".
    pub(super) fn medium(&self, unit: u32, found: &[&Found]) -> Option<Named> {
        let view = self.view;
        let outlet = self.outlet_at(unit)?;
        let way = self.way_of(unit, &outlet, found);
        let (channel, start, rank) = way.filter(|(channel, ..)| !channel.is_empty())?;
        Some(Named {
            channel,
            outlet: outlet.name,
            base: start.min(unit)..unit + 1,
            rank,
            again: (start..unit).any(|u| view.is(u, self.v.again)),
            told: false,
            fact: None,
        })
    }

    /// Through which channel a medium had the words, where the phrase begins, and its rank.
    fn way_of(&self, unit: u32, outlet: &Outlet, found: &[&Found]) -> Option<(String, u32, u8)> {
        let (view, v, uses) = (self.view, self.v, &self.table.uses);
        let own = outlet.channel.clone();
        let agency = own.as_ref() == Some(&uses.agency);
        let reports = match &own {
            Some(own) if agency || outlet.called != Called::Name => own.clone(),
            _ => uses.media.clone(),
        };
        let sources = || {
            found
                .iter()
                .filter_map(|f| Some((f.source.as_ref()?, f.source_head)))
        };
        if sources().any(|(s, head)| s.contains(&unit) && outlet.words.contains(&head)) {
            return Some((reports, unit, rank::RELAY));
        }
        let relays = |f: &&Found| f.relay.as_ref().is_some_and(|r| r.contains(&unit));
        if found.iter().any(relays) {
            return Some((reports, unit, rank::RELAY));
        }
        let seen = view.only_reads(outlet.words.start, v);
        let hosted = |head: u32| view.is(head, v.document) && !view.is(head, v.own_voice);
        if !seen && sources().any(|(s, head)| s.contains(&unit) && hosted(head)) {
            return Some((reports, unit, rank::PLATFORM));
        }
        if let Some(start) = self.told(unit, found).or_else(|| self.asked(unit)) {
            let told_alone = match outlet.called {
                Called::Noun if view.is(unit, v.channel_addressee) => return None,
                Called::Noun => true,
                Called::NounAndName => own.as_ref() != Some(&uses.media),
                Called::Name => agency,
            };
            let told = own
                .filter(|_| told_alone)
                .unwrap_or_else(|| uses.interview.clone());
            return Some((told, start, rank::TOLD));
        }
        // "A spokesperson for ITV said": no word of the station's.
        let somebody = |head: u32| view.is(head, v.role) || view.is(head, v.human);
        if sources().any(|(s, head)| s.contains(&unit) && somebody(head)) {
            return None;
        }
        let aside = u32::from(view.is(unit + 1, v.adverb) || view.is(unit + 1, v.have));
        if view.is(unit + 1 + aside, v.cue_verb) {
            return Some((reports, unit, rank::RELAY));
        }
        if self.employs(unit) {
            return None;
        }
        let start = self.brought(unit)?;
        let on_air = own
            .filter(|_| !view.is(start, v.author) && !view.is(start, v.toward))
            .unwrap_or(reports);
        Some((on_air, start, rank::RELAY))
    }

    /// The medium that a unit names.
    fn outlet_at(&self, unit: u32) -> Option<Outlet> {
        let (view, v) = (self.view, self.v);
        let own = self.channel_fact(unit, |f| f.pattern.as_ref() == "outlet");
        if view.is(unit, v.news) || own.is_some() {
            return self.known_outlet(unit, own);
        }
        let Some(words) = self.outlet_words(unit) else {
            return self.unnamed_outlet(unit);
        };
        Some(Outlet {
            name: plain(view.letters(&words)),
            channel: None,
            called: Called::Name,
            words,
        })
    }

    /// A medium that a dictionary has, but for one that tells of what kind the next is, "ABC affiliate
    /// KTLR", and for what another one broadcasts, "NPR's Morning Edition".
    fn known_outlet(&self, unit: u32, own: Option<&Fact>) -> Option<Outlet> {
        let (view, v) = (self.view, self.v);
        let kind = view.is(unit + 1, v.channel_place) && self.name_behind(unit + 1).is_some();
        let programme = view.follows(unit, v.genitive) && view.is(unit.wrapping_sub(2), v.news);
        if kind || programme {
            return None;
        }
        let programme =
            self.channel_fact(unit, |f| f.pattern.as_ref() == "place" && !f.of.is_empty());
        let mut bodies = self.view.facts_of(unit, Dictionary::Organizations);
        let body = bodies
            .find(|(_, f)| f.sort.as_ref() == kinds::NEWS)
            .map(|(_, f)| &f.name);
        let named = own.map(|f| if f.of.is_empty() { &f.name } else { &f.of });
        Some(Outlet {
            name: programme.map(|f| &f.of).or(body).or(named)?.to_string(),
            channel: own.map(|f| f.sort.to_string()),
            called: Called::Name,
            words: unit..unit + 1,
        })
    }

    /// "State television", "the newspaper": a medium without a name, or with an unknown one beside it.
    fn unnamed_outlet(&self, unit: u32) -> Option<Outlet> {
        let (view, v, uses) = (self.view, self.v, &self.table.uses);
        let relays = |f: &Fact| f.pattern.as_ref() == "place" && among(&uses.relaying, &f.sort);
        let place = self.channel_fact(unit, relays)?;
        let known = |u: u32| view.is(u, v.news) || view.is(u, v.channel_outlet);
        if known(unit + 1) || unit > 0 && known(unit - 1) {
            return None;
        }
        let behind = self.name_behind(unit);
        let words = unit..behind.as_ref().map_or(unit + 1, |name| name.end);
        let behind = behind.map(|name| plain(view.letters(&name)));
        let (name, called) = match behind.or_else(|| self.named_before(unit)) {
            Some(name) => (name, Called::NounAndName),
            None if view.is(unit, v.adjective) => return None,
            None if place.of.is_empty() && self.is_one(unit) => (String::new(), Called::Noun),
            None if place.of.is_empty() => (self.with_country(unit), Called::Noun),
            None => (place.of.to_string(), Called::Name),
        };
        Some(Outlet {
            name,
            channel: Some(place.sort.to_string()),
            called,
            words,
        })
    }

    /// "The newspaper": one that was named before.
    fn is_one(&self, unit: u32) -> bool {
        self.view.is(unit, self.v.one_medium) && self.view.follows(unit, self.v.definite)
    }

    fn channel_fact(&self, unit: u32, wanted: impl Fn(&Fact) -> bool) -> Option<&Fact> {
        let mut facts = self.view.facts_of(unit, Dictionary::Channels);
        facts.find(|(_, f)| wanted(f)).map(|(_, f)| f)
    }

    /// A unit with the countries' adjectives before it: "Syrian state television".
    fn with_country(&self, unit: u32) -> String {
        let (view, v) = (self.view, self.v);
        let country = |u: &u32| view.is(*u, v.place_adjective) || view.is(*u, v.demonym);
        let start = (0..unit).rev().take_while(country).last();
        plain(view.letters(&(start.unwrap_or(unit)..unit + 1)))
    }

    /// Whether a unit can be one of the words of a medium's name.
    pub(super) fn is_name_part(&self, unit: u32) -> bool {
        let (view, v) = (self.view, self.v);
        view.is(unit, v.capitalised) && !view.is(unit, v.never_in_outlet)
    }

    /// One past the last word of a medium's name that begins at `unit`.
    fn name_end(&self, unit: u32) -> u32 {
        let mut behind = unit..self.view.len();
        behind
            .find(|&u| !self.is_name_part(u))
            .unwrap_or(unit.max(self.view.len()))
    }

    /// "The Warri Herald", "the Sunday Herald": a run of capital words, one of which newspapers and
    /// stations are called by; or a word that is called so by its shape, "WXYZ-TV".
    fn outlet_words(&self, unit: u32) -> Option<Range<u32>> {
        let (view, v) = (self.view, self.v);
        if view.is(unit, v.outlet_name) {
            return Some(unit..unit + 1);
        }
        let part = |u: &u32| self.is_name_part(*u);
        if !view.is(unit, v.outlet_word) || !part(&unit) {
            return None;
        }
        let start = (0..unit).rev().take_while(part).last();
        let end = self.name_end(unit);
        let mut words = start.unwrap_or(unit)..end;
        let day = words.start.wrapping_sub(1);
        if view.follows(words.start, v.weekday) && view.follows(day, v.definite) {
            words.start = day;
        }
        let nobody = || words.clone().all(|u| !view.is(u, v.given));
        let called = view.follows(words.start, v.definite) || words.len() > 1 && nobody();
        called.then_some(words)
    }

    /// "The Dobra Vest newspaper": the name right before, which is no country's.
    fn named_before(&self, unit: u32) -> Option<String> {
        let (view, v) = (self.view, self.v);
        let part = |u: &u32| self.is_name_part(*u) && !view.is(*u, v.places);
        let start = (0..unit).rev().take_while(part).last()?;
        (start..unit)
            .any(|u| view.is(u, v.unknown))
            .then(|| plain(view.letters(&(start..unit))))
    }

    /// "An interview with La Sarovia": the unknown name behind what words were told in.
    pub(super) fn interviewer(&self, unit: u32) -> Option<String> {
        let (view, v) = (self.view, self.v);
        let with = unit + 1;
        let name = with + 1 + u32::from(view.is(with + 1, v.definite));
        let brings =
            view.is(with, v.preposition) || view.is(with, v.way) || view.is(with, v.toward);
        let end = self.name_end(name);
        let unknown = |u: u32| view.is(u, v.unknown) && !view.is(u, v.given);
        let nobody = (name..end).all(|u| unknown(u) || view.is(u, v.particle));
        let called = end > name && nobody && unknown(end - 1) && !view.is(end, v.genitive);
        (brings && called).then(|| plain(view.letters(&(name..end))))
    }

    /// "The TV channel al-Ekhbariya", "local newspaper the Warri Herald": the name right behind.
    fn name_behind(&self, unit: u32) -> Option<Range<u32>> {
        let (view, v) = (self.view, self.v);
        let article = view.is(unit + 1, v.definite) && !view.is(unit + 1, v.that);
        let begin = unit + 1 + u32::from(article);
        let part = |u: &u32| self.is_name_part(*u) && !view.is(*u, v.places);
        let shaped = view.is(begin, v.unknown) && view.word(begin).contains(char::is_uppercase);
        let end = match part(&begin) {
            true => (begin..view.len()).take_while(part).last()? + 1,
            false => begin + u32::from(shaped),
        };
        (begin..end)
            .any(|u| view.is(u, v.unknown) || view.is(u, v.channel_addressee))
            .then_some(begin..end)
    }
}
