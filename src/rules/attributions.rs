//! Frame rules over a sentence of units: which cue brings which content of which source.

use std::ops::Range;

use super::file::{Frame, Part, Rules};
use super::kinds::Kinds;
use super::matcher::{Matcher, Slots};
use super::units::Unit;
use crate::lexicon::{ClassId, Classes};

/// A frame that fired. Ranges count units of the sentence.
#[derive(Debug, Clone)]
pub struct Attribution {
    /// Index into `Rules.frames`.
    pub frame: usize,
    /// The unit that is the cue.
    pub cue: usize,
    /// Who says it.
    pub source: Option<Range<usize>>,
    /// What is said.
    pub content: Vec<Range<usize>>,
    /// The way it reached the public.
    pub channel: Option<Range<usize>>,
    /// Who relayed it.
    pub relay: Option<Range<usize>>,
    /// To whom it was said.
    pub addressee: Option<Range<usize>>,
}

/// All attributions of the sentence that was folded last with this matcher, in order of their cues;
/// none lies in the content of another.
pub fn attributions(
    units: &[Unit],
    rules: &Rules,
    cue_class: ClassId,
    matcher: &mut Matcher,
) -> Vec<Attribution> {
    let mut found = Vec::new();
    let mut cues = (0..units.len()).filter(|&at| units[at].classes.has(cue_class));
    let mut next = cues.next();
    let kinds = std::mem::take(&mut matcher.kinds);
    while let Some(at) = next {
        next = cues.next();
        found.extend(first_frame(rules, &kinds, matcher, at));
    }
    matcher.kinds = kinds;
    outermost(views_give_way(relayed(found, units, rules), units, rules))
}

/// The first frame that matches around the cue at `at`.
fn first_frame(
    rules: &Rules,
    kinds: &Kinds,
    matcher: &mut Matcher,
    at: usize,
) -> Option<Attribution> {
    let plan = &rules.plan;
    matcher.new_cue();
    let mut worth = std::mem::take(&mut matcher.worth);
    kinds.frames(at, plan, &mut worth);
    let found = worth.frames.iter().find_map(|&i| {
        let slots = matcher.frame(&plan.frames[i], plan.same_left[i], kinds, at)?;
        Some(read(i, &rules.frames[i], slots, at))
    });
    matcher.worth = worth;
    found
}

/// Index of the first frame that matches around the cue at `at`, whatever other cues there are.
pub fn frame_at(units: &[Unit], rules: &Rules, at: usize) -> Option<usize> {
    let (mut kinds, mut matcher) = (Kinds::default(), Matcher::default());
    kinds.begin(units, &rules.plan);
    first_frame(rules, &kinds, &mut matcher, at).map(|a| a.frame)
}

/// "X said A, the agency reported": the words are X's, the agency relays them. The outer
/// attribution gives way to one that fills its content, if its frame or source says that it relays, or
/// the words are quoted and nobody by name tells of them.
fn relayed(mut found: Vec<Attribution>, units: &[Unit], rules: &Rules) -> Vec<Attribution> {
    for outer in 0..found.len() {
        let Some((whole, tail)) = found[outer].content.split_first() else {
            continue;
        };
        let (whole, tail) = (whole.clone(), tail.to_vec());
        let Some(relay) = found[outer].source.clone() else {
            continue;
        };
        // "According to the file, X told the police …": a document in front hands on, too.
        let classes = |class| units[relay.clone()].iter().any(|u| u.classes.meets(class));
        let in_front = relay.end <= whole.start && classes(rules.built_in.document);
        let behind = relay.start >= whole.end;
        if !behind && !in_front || tail.first().is_some_and(|t| t.start < relay.end) {
            continue;
        }
        let relays = rules.frames[found[outer].frame].relays || classes(rules.relayers);
        let somebody = classes(rules.built_in.person);
        let quoted = |i: usize| {
            !somebody
                && found[i].content.iter().all(|c| {
                    units[c.clone()]
                        .iter()
                        .all(|u| u.classes.meets(rules.built_in.quote))
                })
        };
        let handed_on = |i: usize| match in_front {
            true => found[i].addressee.is_some(),
            false => relays || quoted(i),
        };
        let inner: Vec<usize> = (0..found.len())
            .filter(|&i| i != outer && handed_on(i))
            .filter(|&i| lies_in(&found[i], &whole, units, rules, quoted(i)))
            .collect();
        if fill(inner.iter().map(|&i| &found[i]), &whole, units) {
            hand_on(&mut found, &inner, whole.end, &relay, tail);
            found[outer].content.clear();
        }
    }
    found.retain(|a| !a.content.is_empty());
    found
}

/// Gives attributions, which end before a unit, who relayed them, and the last one what follows the relay.
fn hand_on(
    found: &mut [Attribution],
    inner: &[usize],
    end: usize,
    relay: &Range<usize>,
    tail: Vec<Range<usize>>,
) {
    for &i in inner {
        for range in &mut found[i].content {
            range.end = range.end.min(end);
        }
        found[i].relay = Some(relay.clone());
    }
    if let Some(&last) = inner.last() {
        found[last].content.extend(tail);
    }
}

/// Whether `a` is something said, or told with words of its speaker's in quotation marks, of which source
/// and cue lie in `whole`, and where content begins too.
fn lies_in(
    a: &Attribution,
    whole: &Range<usize>,
    units: &[Unit],
    rules: &Rules,
    quoted: bool,
) -> bool {
    let source = a.source.as_ref().is_some_and(|s| whole.contains(&s.start));
    let cue = units[a.cue].classes;
    let mut words = a.content.iter().flat_map(|c| &units[c.clone()]);
    let mut in_words = || words.any(|u| u.classes.meets(rules.built_in.quote));
    let spoken = quoted || !is_view(cue, rules) && (cue.meets(rules.speech) || in_words());
    let begins = a.content.iter().all(|c| c.start < whole.end);
    spoken && source && begins && whole.contains(&a.cue)
}

/// Whether a cue of these classes tells of a view or wish, and of nothing said.
fn is_view(cue: Classes, rules: &Rules) -> bool {
    cue.meets(rules.built_in.attitude) && !cue.meets(rules.built_in.statement)
}

/// Whether these attributions, the first of which opens `whole`, make up all of it: they reach its end,
/// or what is said, with who says it behind, is half of its tokens.
fn fill<'a>(
    found: impl Iterator<Item = &'a Attribution>,
    whole: &Range<usize>,
    units: &[Unit],
) -> bool {
    let size = |r: Range<usize>| {
        units
            .get(r)
            .map_or(0, |u| u.iter().map(|u| u.tokens.len()).sum())
    };
    let (mut first, mut covered, mut reaches) = (usize::MAX, 0, false);
    for a in found {
        let source = a.source.as_ref().map_or(usize::MAX, |s| s.start);
        first = first.min(source);
        if a.content.last().is_some_and(|c| c.end <= source) {
            covered += size(source..a.cue + 1);
        }
        for c in &a.content {
            first = first.min(c.start);
            covered += size(c.start..c.end.min(whole.end));
            reaches |= c.end + 1 >= whole.end;
        }
    }
    first <= whole.start + 2 && (reaches || covered * 2 >= size(whole.clone()))
}

fn read(index: usize, frame: &Frame, slots: &Slots, cue: usize) -> Attribution {
    let mut out = Attribution {
        frame: index,
        cue,
        source: None,
        content: Vec::new(),
        channel: None,
        relay: None,
        addressee: None,
    };
    for (i, part) in frame.parts.iter().enumerate() {
        let (Some(start), Some(end)) = (slots[i * 2], slots[i * 2 + 1]) else {
            continue;
        };
        let range = start as usize..end as usize;
        match part {
            Part::Source => out.source = Some(range),
            Part::Content => out.content.push(range),
            Part::Channel => out.channel = Some(range),
            Part::Relay => out.relay = Some(range),
            Part::Addressee => out.addressee = Some(range),
        }
    }
    out.content.sort_by_key(|r| r.start);
    out
}

/// "Asked whom he would like to win, X said …", "X, a backer of the plan, said …": a view or wish
/// whose content runs on over words that a source there or before it says gives way to them.
fn views_give_way(found: Vec<Attribution>, units: &[Unit], rules: &Rules) -> Vec<Attribution> {
    if found.len() < 2 {
        return found;
    }
    let is = |a: &Attribution, classes| units[a.cue].classes.meets(classes);
    let built_in = &rules.built_in;
    let is_said = |a: &Attribution| is(a, built_in.statement) && is(a, built_in.finite);
    let inside = |outer: &Attribution, a: &Attribution| {
        let before = |s: &Range<usize>| s.end <= outer.cue;
        let spoken = |r: &Range<usize>| {
            let source = a.source.as_ref();
            source.is_some_and(|s| r.contains(&s.start) || before(s)) && r.contains(&a.cue)
        };
        is_said(a) && outer.content.iter().any(spoken)
    };
    let stays = |a: &Attribution| {
        !is_view(units[a.cue].classes, rules) || !found.iter().any(|b| inside(a, b))
    };
    let kept: Vec<bool> = found.iter().map(stays).collect();
    let kept = found.into_iter().zip(kept).filter(|(_, keep)| *keep);
    kept.map(|(a, _)| a).collect()
}

/// Drops what lies inside the content of another; of two that hold each other the earlier rule stays.
fn outermost(found: Vec<Attribution>) -> Vec<Attribution> {
    if found.len() < 2 {
        return found;
    }
    let holds = |a: &Attribution, b: &Attribution| a.content.iter().any(|r| r.contains(&b.cue));
    let overlaps = |a: &Attribution, b: &Attribution| {
        a.content
            .iter()
            .any(|r| b.content.iter().any(|s| r.start < s.end && s.start < r.end))
    };
    let mut order: Vec<usize> = (0..found.len()).collect();
    let inner = |i: usize| found.iter().filter(|a| holds(a, &found[i])).count();
    order.sort_by_key(|&i| (inner(i), found[i].frame, i));
    let mut kept: Vec<usize> = Vec::new();
    for i in order {
        let clash = kept
            .iter()
            .any(|&k| holds(&found[k], &found[i]) || overlaps(&found[k], &found[i]));
        if !clash {
            kept.push(i);
        }
    }
    kept.sort_unstable();
    let mut found: Vec<Option<Attribution>> = found.into_iter().map(Some).collect();
    kept.into_iter().filter_map(|i| found[i].take()).collect()
}
