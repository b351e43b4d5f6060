//! Attributions, quoted stretches and cues that became no claim, each with the reason.

use std::fmt;
use std::ops::Range;

use super::{Scene, meet, within};
use crate::Claim;
use crate::claim::CodePoints;
use crate::rules::{Reading, Unit, frame_at};
use crate::text::Quotation;
use crate::text::paragraphs::Role;

/// What became no claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Source, cue and content were found, but the options leave it out.
    Attribution,
    /// Words in quotation marks.
    Quotation,
    /// A word or phrase that can bring a content.
    Cue,
}

impl What {
    /// As it is shown.
    pub fn name(self) -> &'static str {
        match self {
            What::Attribution => "attribution",
            What::Quotation => "quotation",
            What::Cue => "cue",
        }
    }
}

/// Why something became no claim.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// It lies in a line that a boilerplate entry of this class matches.
    Boilerplate(String),
    /// It lies in the headline.
    Headline,
    /// Too few quoted words to stand for themselves.
    Short,
    /// The sentence has no cue.
    NoCue,
    /// The sentence has a cue, but nothing that can be a source.
    NoSource,
    /// The sentence has both, but no frame rule matches them.
    NoFrame,
    /// It lies inside the words of the claim with this id.
    InContent(String),
    /// It is part of this claim's source.
    InSource(String),
    /// It is part of this claim's channel.
    InChannel(String),
    /// This rule matches, but its words went to the claim with the id, or to none.
    Lost(String, Option<String>),
    /// It tells of an attitude of this sort, not of a statement.
    Attitude(String),
    /// Its confidence is below the least that was asked for.
    Confidence(f32),
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Boilerplate(class) => write!(out, "in boilerplate ({class})"),
            Reason::Headline => out.write_str("in the headline"),
            Reason::Short => out.write_str("short quotation without an attribution"),
            Reason::NoCue => out.write_str("no cue in its sentence"),
            Reason::NoSource => out.write_str("cue without a source"),
            Reason::NoFrame => out.write_str("no frame matches"),
            Reason::InContent(id) => write!(out, "lies inside the words of {id}"),
            Reason::InSource(id) => write!(out, "belongs to the source of {id}"),
            Reason::InChannel(id) => write!(out, "belongs to the channel of {id}"),
            Reason::Lost(rule, Some(id)) => {
                write!(out, "rule {rule} matches, but its words are those of {id}")
            }
            Reason::Lost(rule, None) => write!(out, "rule {rule} matches, but leaves no words"),
            Reason::Attitude(sort) => {
                write!(out, "attitude ({sort}), and --attitudes was not given")
            }
            Reason::Confidence(share) => {
                write!(out, "confidence {share:.2} is below --min-confidence")
            }
        }
    }
}

/// Something that became no claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Unclaimed {
    /// What it is.
    pub what: What,
    /// Where it lies.
    pub span: CodePoints,
    /// Its words, on one line.
    pub words: String,
    /// Why.
    pub reason: Reason,
}

/// All of them, in the order of the text.
pub(super) fn unclaimed(scene: &Scene) -> Vec<Unclaimed> {
    let mut out: Vec<Unclaimed> = scene
        .trace
        .claims
        .iter()
        .filter_map(|claim| left_out(scene, claim))
        .collect();
    let search = Search::new(scene);
    out.extend(search.quotations());
    out.extend(search.cues());
    out.sort_by_key(|u| (u.span, u.what as u8));
    out
}

fn left_out(scene: &Scene, claim: &Claim) -> Option<Unclaimed> {
    if scene.analyzer.keeps(claim) {
        return None;
    }
    let reason = match claim.attitude.as_str() {
        sort if !sort.is_empty() && !scene.analyzer.options.attitudes => {
            Reason::Attitude(sort.to_owned())
        }
        _ => Reason::Confidence(claim.confidence),
    };
    Some(Unclaimed {
        what: What::Attribution,
        span: (claim.start, claim.end),
        words: claim.claim.clone(),
        reason,
    })
}

struct Search<'s, 'a> {
    scene: &'s Scene<'a>,
    claims: Vec<Parts<'a>>,
}

/// Where the parts of a claim lie, in bytes.
struct Parts<'a> {
    id: &'a str,
    content: Vec<Range<usize>>,
    source: Vec<Range<usize>>,
    cue: Vec<Range<usize>>,
    channel: Vec<Range<usize>>,
}

impl<'s, 'a> Search<'s, 'a> {
    fn new(scene: &'s Scene<'a>) -> Self {
        let bytes =
            |spans: &[CodePoints]| spans.iter().map(|span| scene.places.bytes(*span)).collect();
        let parts = |claim: &'a Claim| Parts {
            id: &claim.claim_id,
            content: bytes(&claim.content_spans),
            source: bytes(&claim.source_spans),
            cue: bytes(&claim.cue_spans),
            channel: bytes(&claim.channel_spans),
        };
        Search {
            scene,
            claims: scene.trace.claims.iter().map(parts).collect(),
        }
    }

    /// Outermost quotations of which no word is a claim's.
    fn quotations(&self) -> impl Iterator<Item = Unclaimed> {
        let all = self.scene.trace.document.quotations.iter().enumerate();
        all.filter_map(|(index, quotation)| {
            let bytes = quotation.inner_start..quotation.inner_end;
            let claimed = self
                .claims
                .iter()
                .any(|c| c.content.iter().any(|r| meet(r, &bytes)));
            if quotation.depth > 0 || claimed || bytes.is_empty() {
                return None;
            }
            Some(self.unclaimed(
                What::Quotation,
                &bytes,
                self.quotation_reason(index, quotation),
            ))
        })
    }

    fn quotation_reason(&self, index: usize, quotation: &Quotation) -> Reason {
        match self
            .scene
            .trace
            .document
            .paragraphs
            .get(quotation.paragraph)
            .map(|p| &p.role)
        {
            Some(Role::Boilerplate(class)) => return Reason::Boilerplate(class.to_string()),
            Some(Role::Title) => return Reason::Headline,
            _ => {}
        }
        let unit = |reading: Reading<'a>| Some((reading, reading.unit_of(index as u32)?));
        let Some((reading, unit)) = self.scene.trace.readings.iter().find_map(unit) else {
            return Reason::NoFrame;
        };
        let long = self.scene.analyzer.rules.built_in.quote_long;
        if !reading.classes(unit).meets(long) {
            return Reason::Short;
        }
        let cues: Vec<usize> = self.cue_units(reading).collect();
        let lost = cues.iter().find_map(|&cue| self.lost(reading, cue));
        match lost {
            _ if cues.is_empty() => Reason::NoCue,
            Some(lost) => lost,
            None => self.unmatched(reading),
        }
    }

    /// Cues outside quotations that are none of a claim's.
    fn cues(&self) -> impl Iterator<Item = Unclaimed> {
        let cues = self
            .scene
            .trace
            .readings
            .iter()
            .flat_map(|r| self.cue_units(r).map(move |cue| (r, cue)));
        cues.filter_map(|(reading, cue)| {
            let bytes = self.scene.bytes(&reading.folded()[cue].tokens);
            let used = self
                .claims
                .iter()
                .any(|c| c.cue.iter().any(|r| meet(r, &bytes)));
            (!used)
                .then(|| self.unclaimed(What::Cue, &bytes, self.cue_reason(reading, cue, &bytes)))
        })
    }

    fn cue_reason(&self, reading: Reading, cue: usize, bytes: &Range<usize>) -> Reason {
        for claim in &self.claims {
            let inside = |spans: &[Range<usize>]| spans.iter().any(|span| within(bytes, span));
            let id = || claim.id.to_owned();
            match () {
                () if inside(&claim.content) => return Reason::InContent(id()),
                () if inside(&claim.channel) => return Reason::InChannel(id()),
                () if inside(&claim.source) => return Reason::InSource(id()),
                () => {}
            }
        }
        let lost = self.lost(reading, cue);
        lost.unwrap_or_else(|| {
            if self.in_headline(bytes) {
                Reason::Headline
            } else {
                self.unmatched(reading)
            }
        })
    }

    fn in_headline(&self, bytes: &Range<usize>) -> bool {
        let paragraphs = &self.scene.trace.document.paragraphs;
        paragraphs
            .iter()
            .any(|p| p.role == Role::Title && within(bytes, &p.range))
    }

    /// The first rule that matches around a cue; there must be a reason why it made no claim.
    fn lost(&self, reading: Reading, cue: usize) -> Option<Reason> {
        let rules = &self.scene.analyzer.rules;
        let frame = &rules.frames[frame_at(reading.folded(), rules, cue)?];
        let sentence = self.sentence(reading)?;
        let here = |c: &&Parts| c.cue.iter().any(|r| meet(r, &sentence));
        let other = self.claims.iter().find(here).map(|c| c.id.to_owned());
        Some(Reason::Lost(frame.id.clone(), other))
    }

    fn sentence(&self, reading: Reading) -> Option<Range<usize>> {
        let (first, last) = (reading.folded().first()?, reading.folded().last()?);
        Some(self.scene.bytes(&(first.tokens.start..last.tokens.end)))
    }

    fn unmatched(&self, reading: Reading) -> Reason {
        let source = self.scene.analyzer.vocabulary.src;
        let any = reading.folded().iter().any(|u| u.classes.meets(source));
        if any {
            Reason::NoFrame
        } else {
            Reason::NoSource
        }
    }

    /// Units that can be cues and are words.
    fn cue_units<'r>(&self, reading: Reading<'r>) -> impl Iterator<Item = usize> + use<'r> {
        let (cue, word) = (
            self.scene.analyzer.vocabulary.cue,
            self.scene.analyzer.rules.built_in.word,
        );
        let is_word = move |u: &Unit| reading.classes(u.head as usize).meets(word);
        let units = reading.folded().iter().enumerate();
        units
            .filter(move |(_, u)| u.classes.meets(cue) && is_word(u))
            .map(|(at, _)| at)
    }

    fn unclaimed(&self, what: What, bytes: &Range<usize>, reason: Reason) -> Unclaimed {
        Unclaimed {
            what,
            span: self.scene.places.code_points(bytes),
            words: self.scene.words(bytes),
            reason,
        }
    }
}
