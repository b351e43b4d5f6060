//! The rules of one level as one automaton: which of them is the first that matches at a unit, and
//! where it ends, told by reading each unit once.
//!
//! A state is what the matcher could be trying next, the most wanted first, of all rules together;
//! states and the ways between them are made when a text first needs them. It finds what trying the
//! rules one by one with the [`super::matcher::Matcher`] finds.

use rustc_hash::FxHashMap;

use super::kinds::Kinds;
use super::lean::{Lean, LeanStep};
use super::matcher::REACH;
use super::walk::{Edges, Thread, Walk};

/// Number of a state.
type StateId = u16;

/// Where a unit leads: a state, with [`MATCHES`] if a rule matches in it.
type Way = u16;

/// Of a way: a rule matches in the state it leads to, here or if the sentence ends here.
const MATCHES: Way = 1 << 15;

/// The way is not made yet; of states, that there is no room for so many.
const UNKNOWN: Way = Way::MAX;

/// So many classes share a page of a row: their next states fill one line of the cache.
const PAGE: usize = 32;

/// Ways on by the class within the page, in one line of the cache.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Page([Way; PAGE]);

impl Default for Page {
    fn default() -> Self {
        Page([UNKNOWN; PAGE])
    }
}

/// No way of the page is made yet: the first page there is.
const BLANK: u16 = 0;

/// The state in which nothing matches and nothing can: the first that is made.
const DEAD: StateId = 0;

/// In place of a rule: none.
const NO_RULE: u16 = u16::MAX;

/// What may come next.
#[derive(Debug, Default, PartialEq, Eq, Hash, Clone)]
struct State {
    /// Steps that read a unit or ask for the sentence's end, the most wanted first.
    threads: Vec<Thread>,
    /// The rule that matches here if none of them comes to a match.
    matched: Option<u16>,
}

/// What is read off a state, or [`NO_RULE`].
#[derive(Debug, Clone, Copy)]
struct Matched {
    /// The rule that matches here.
    here: u16,
    /// The rule that matches if the sentence ends here.
    at_end: u16,
}

impl Matched {
    /// The rule that matches here, or if the sentence ends here.
    fn rule(self, at_end: bool) -> u16 {
        if at_end { self.at_end } else { self.here }
    }
}

/// A state or a way to it is not made yet.
#[derive(Debug)]
struct Unmade;

/// The automaton of a level, as far as it is made.
#[derive(Debug, Default)]
pub struct Automaton {
    states: Vec<State>,
    /// Of each state.
    matched: Vec<Matched>,
    /// For each state a row of pages, by the class of the next unit.
    rows: Vec<u16>,
    /// Pages of a row.
    width: usize,
    /// The ways on, by the class within a page. Of all pairs of state and class some three in a hundred
    /// ever meet.
    pages: Vec<Page>,
    numbers: FxHashMap<State, StateId>,
    /// Where to begin: by the first rule that counts, elsewhere in the sentence and where it begins.
    starts: Vec<[StateId; 2]>,
    /// Room to make states in.
    walk: Walk,
}

impl Automaton {
    /// Number of its states.
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// The first rule, from `from` on, that matches one unit or more at `at`, and where it ends.
    pub fn first(
        &mut self,
        level: &Level,
        kinds: &Kinds,
        from: usize,
        at: usize,
    ) -> Option<(usize, usize)> {
        match self.known_first(level.number, kinds, from, at) {
            Ok(found) => found,
            Err(Unmade) => self.make_first(level, kinds, from, at),
        }
    }

    /// As [`Self::first`], where all states on the way are made, as they nearly always are.
    fn known_first(
        &self,
        level: usize,
        kinds: &Kinds,
        from: usize,
        at: usize,
    ) -> Result<Option<(usize, usize)>, Unmade> {
        if self.width * PAGE < kinds.level_classes(level) {
            return Err(Unmade);
        }
        let edge = usize::from(at == 0);
        let mut state = self.starts.get(from).map_or(UNKNOWN, |start| start[edge]);
        if state == UNKNOWN {
            return Err(Unmade);
        }
        let mut found = (NO_RULE, at);
        for (end, class) in (at + 1..).zip(kinds.classes(level, at)) {
            let way = self.next(state, class);
            state = way & !MATCHES;
            if way & MATCHES != 0 {
                if way == UNKNOWN {
                    return Err(Unmade);
                }
                let rule = self.matched[usize::from(state)].rule(end == kinds.len());
                if rule != NO_RULE {
                    found = (rule, end);
                }
            } else if state == DEAD {
                break;
            }
        }
        let (rule, end) = found;
        Ok((rule != NO_RULE).then_some((usize::from(rule), end)))
    }

    /// As [`Self::first`]; makes what states are not made yet.
    #[cold]
    fn make_first(
        &mut self,
        level: &Level,
        kinds: &Kinds,
        from: usize,
        at: usize,
    ) -> Option<(usize, usize)> {
        // What is made here at most, numbers must be left for.
        self.make_room(level, kinds);
        let mut state = self.start(level.programs, from, at == 0);
        for class in kinds.classes(level.number, at) {
            state = self.made_next(level, kinds, state, class) & !MATCHES;
            if state == DEAD {
                break;
            }
        }
        self.known_first(level.number, kinds, from, at)
            .unwrap_or_default()
    }

    /// Room for what one attempt makes at most, and for all classes.
    fn make_room(&mut self, level: &Level, kinds: &Kinds) {
        if self.states.len().max(self.pages.len()) + REACH >= usize::from(MATCHES) {
            *self = Automaton::default();
        }
        if self.width * PAGE < kinds.level_classes(level.number) {
            self.widen(kinds.level_classes(level.number));
        }
    }

    /// The way on from a state and a class, which is made if there is none.
    fn made_next(&mut self, level: &Level, kinds: &Kinds, state: StateId, class: u16) -> Way {
        match self.next(state, class) {
            UNKNOWN => self.make_next(level, kinds, state, class),
            way => way,
        }
    }

    /// The way on from a state and a class.
    #[inline]
    fn next(&self, state: StateId, class: u16) -> Way {
        let class = usize::from(class);
        let page = self.rows[usize::from(state) * self.width + class / PAGE];
        self.pages[usize::from(page)].0[class % PAGE]
    }

    /// Keeps the way on from a state and a class.
    fn set_next(&mut self, state: StateId, class: u16, next: Way) {
        let class = usize::from(class);
        let page = &mut self.rows[usize::from(state) * self.width + class / PAGE];
        if *page == BLANK {
            *page = self.pages.len() as u16;
            self.pages.push(Page::default());
        }
        self.pages[usize::from(*page)].0[class % PAGE] = next;
    }

    fn start(&mut self, programs: &[Lean], from: usize, edge: bool) -> StateId {
        if self.starts.is_empty() {
            self.starts = vec![[UNKNOWN; 2]; programs.len() + 1];
            self.pages = vec![Page::default()];
            self.walk.begin(programs);
            self.keep(programs, None);
        }
        match self.starts[from][usize::from(edge)] {
            UNKNOWN => self.make_start(programs, from, edge),
            start => start,
        }
    }

    #[cold]
    fn make_start(&mut self, programs: &[Lean], from: usize, edge: bool) -> StateId {
        self.walk.begin(programs);
        for rule in from..programs.len() {
            // A rule that would rather match nothing folds nothing.
            let here = Edges { edge, end: false };
            self.walk.add(programs, (rule as u16, 0), here);
        }
        let start = self.keep(programs, None);
        self.starts[from][usize::from(edge)] = start;
        start
    }

    /// Makes room for at least so many classes.
    #[cold]
    fn widen(&mut self, classes: usize) {
        let width = classes.div_ceil(PAGE).next_power_of_two();
        let mut wide = vec![BLANK; width * self.states.len()];
        if self.width > 0 {
            let rows = self.rows.chunks(self.width);
            for (row, to) in rows.zip(wide.chunks_mut(width)) {
                to[..row.len()].copy_from_slice(row);
            }
        }
        (self.rows, self.width) = (wide, width);
    }

    #[cold]
    fn make_next(&mut self, level: &Level, kinds: &Kinds, from: StateId, class: u16) -> Way {
        self.walk.begin(level.programs);
        let mut matched = None;
        for (rule, step) in &self.states[usize::from(from)].threads {
            let reads = match level.programs[usize::from(*rule)].right.steps[usize::from(*step)] {
                LeanStep::Ask(question) => kinds.class_answer(level.number, class, question),
                step => matches!(step, LeanStep::Any),
            };
            let next = (*rule, *step + 1);
            if reads && self.walk.add(level.programs, next, Edges::default()) {
                matched = Some(*rule);
                break;
            }
        }
        let next = self.keep(level.programs, matched);
        let way = match self.matched[usize::from(next)].rule(true) {
            NO_RULE => next,
            _ => next | MATCHES,
        };
        self.set_next(from, class, way);
        way
    }

    /// The number of the state that has been walked to.
    fn keep(&mut self, programs: &[Lean], matched: Option<u16>) -> StateId {
        let threads = std::mem::take(&mut self.walk.threads);
        let state = State { threads, matched };
        if let Some(known) = self.numbers.get(&state) {
            self.walk.threads = state.threads;
            return *known;
        }
        self.walk.begin(programs);
        let here = Edges {
            end: true,
            ..Edges::default()
        };
        let ends = |(rule, step): &&Thread| {
            let asks = programs[usize::from(*rule)].right.steps[usize::from(*step)];
            matches!(asks, LeanStep::End) && self.walk.add(programs, (*rule, *step), here)
        };
        let at_end = state.threads.iter().find(ends).map(|(rule, _)| *rule);
        let number = self.states.len() as StateId;
        self.numbers.insert(state.clone(), number);
        self.matched.push(Matched {
            here: state.matched.unwrap_or(NO_RULE),
            at_end: at_end.or(state.matched).unwrap_or(NO_RULE),
        });
        self.states.push(state);
        self.rows.resize(self.rows.len() + self.width, BLANK);
        number
    }
}

/// The rules of a level.
#[derive(Clone, Copy)]
pub struct Level<'a> {
    /// Its number.
    pub number: usize,
    /// Its rules.
    pub programs: &'a [Lean],
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rustc_hash::FxHashMap;

    use super::*;
    use crate::lexicon::{ClassId, Classes};
    use crate::rules::matcher::Matcher;
    use crate::rules::pattern::{self, Names};
    use crate::rules::plan::Plan;
    use crate::rules::units::Unit;
    use crate::rules::{Phrase, Rules};

    const LETTERS: &str = "abcd";

    /// A class for each letter.
    struct Letters;

    impl Names for Letters {
        fn class(&mut self, name: &str) -> Result<Classes, String> {
            let at = LETTERS.find(name).ok_or("no letter")?;
            Ok(Classes::of(at as ClassId))
        }

        fn literal(&mut self, _: &str) -> Result<Classes, String> {
            Err("no words".to_owned())
        }
    }

    fn rules(patterns: &[String]) -> Rules {
        let phrase = |pattern: &String| Phrase {
            id: pattern.clone(),
            program: pattern::compile(pattern, &FxHashMap::default(), &mut Letters).unwrap(),
            set: Classes::NONE,
            keep: Classes::NONE,
            heads: Vec::new(),
            marks: Vec::new(),
            fixed: Vec::new(),
            example: String::new(),
            silent: String::new(),
        };
        let mut rules = Rules {
            levels: vec![patterns.iter().map(phrase).collect()],
            ..Rules::default()
        };
        rules.plan = Plan::new(&rules);
        rules
    }

    fn units(classes: &[u8]) -> Vec<Unit> {
        let unit = |(at, bits): (usize, &u8)| {
            let mut classes = Classes::NONE;
            let letters = (0..LETTERS.len() as ClassId).filter(|c| bits >> c & 1 == 1);
            letters.for_each(|c| classes.insert(c));
            let at = at as u32;
            Unit {
                classes,
                tokens: at..at + 1,
                base: at..at + 1,
                head: at,
            }
        };
        classes.iter().enumerate().map(unit).collect()
    }

    fn patterns() -> impl Strategy<Value = String> {
        let leaf = prop::sample::select(vec!["a", "b", "c&!a", "!d", "a&b", ".", "^", "$"]);
        leaf.prop_map(str::to_owned)
            .prop_recursive(4, 16, 3, |inner| {
                let times = prop::sample::select(vec!["*", "+", "?", "*?", "+?", "??", ""]);
                prop_oneof![
                    prop::collection::vec(inner.clone(), 1..3).prop_map(|all| all.join(" ")),
                    prop::collection::vec(inner.clone(), 2..3)
                        .prop_map(|all| format!("({})", all.join(" | "))),
                    (inner.clone(), times).prop_map(|(one, times)| format!("({one}){times}")),
                    inner.prop_map(|one| format!("x:({one})")),
                ]
            })
    }

    proptest! {
        #[test]
        fn finds_what_the_matcher_finds(
            patterns in prop::collection::vec(patterns(), 1..5),
            classes in prop::collection::vec(0..16_u8, 1..9),
        ) {
            let rules = rules(&patterns);
            let (mut kinds, mut automaton) = (Kinds::default(), Automaton::default());
            kinds.begin(&units(&classes), &rules.plan);
            let (programs, mut matcher) = (&rules.plan.phrases[0], Matcher::default());
            let level = Level { number: 0, programs };
            for at in 0..classes.len() {
                for from in 0..programs.len() {
                    let mut each = (from..programs.len()).filter_map(|rule| {
                        let end = matcher.phrase_end(&programs[rule], &kinds, at)?;
                        (end > at).then_some((rule, end))
                    });
                    let expected = each.next();
                    prop_assert_eq!(automaton.first(&level, &kinds, from, at), expected);
                    prop_assert!(expected.is_none() || kinds.close_up(0, at, at) == 0);
                }
                for (phrase, program) in rules.levels[0].iter().zip(programs) {
                    let Some(end) = matcher.phrase_end(program, &kinds, at) else { continue };
                    let side = &phrase.program.right;
                    let slots = matcher.phrase(program, &kinds, at).clone();
                    for (slot, place) in slots.iter().enumerate() {
                        if let Some(Some(fixed)) = side.fixed().get(slot) {
                            prop_assert_eq!(*place, Some(at as u32 + fixed));
                        }
                        if !side.reads_behind(slot) && place.is_some() {
                            prop_assert_eq!(*place, Some(end as u32));
                        }
                    }
                }
            }
        }
    }
}
