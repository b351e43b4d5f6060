//! The lexicon lines that fired for one claim.

use std::ops::Range;

use super::{Line, Scene, meet};
use crate::Claim;
use crate::claim::{CodePoints, Evidence};

/// What decided, then what the words were read as; no line twice for one part.
pub(super) fn lines(scene: &Scene, claim: &Claim) -> Vec<Line> {
    let mut out: Vec<Line> = claim
        .evidence
        .iter()
        .map(|e| decided(scene, claim, e))
        .collect();
    for (part, spans) in parts(claim) {
        for span in spans {
            read_as(scene, part, &scene.places.bytes(*span), &mut out);
        }
    }
    out
}

/// Where the parts of a claim lie that dictionaries are asked about.
fn parts(claim: &Claim) -> [(&'static str, &[CodePoints]); 3] {
    [
        ("cue", &claim.cue_spans),
        ("speaker", &claim.source_spans),
        ("channel", &claim.channel_spans),
    ]
}

fn decided(scene: &Scene, claim: &Claim, evidence: &Evidence) -> Line {
    let spans = parts(claim)
        .into_iter()
        .filter(|(part, _)| *part == evidence.part)
        .flat_map(|(_, spans)| spans);
    let units = spans.flat_map(|span| entries(scene, &scene.places.bytes(*span)));
    let same = units
        .into_iter()
        .find(|(_, e)| e.line == evidence.line && e.file == evidence.file);
    Line {
        words: same.map_or_else(String::new, |(bytes, _)| scene.words(&bytes)),
        evidence: evidence.clone(),
        decided: true,
    }
}

fn read_as(scene: &Scene, part: &'static str, bytes: &Range<usize>, out: &mut Vec<Line>) {
    for (unit, entry) in entries(scene, bytes) {
        let evidence = Evidence { part, ..entry };
        if out.iter().any(|line| line.evidence == evidence) {
            continue;
        }
        out.push(Line {
            words: scene.words(&unit),
            evidence,
            decided: false,
        });
    }
}

/// Every entry of the first-level units in a stretch, with the bytes of its unit.
fn entries(scene: &Scene, bytes: &Range<usize>) -> Vec<(Range<usize>, Evidence)> {
    let mut out = Vec::new();
    for reading in scene.trace.readings.iter() {
        for unit in 0..reading.len() {
            let here = scene.bytes(&reading.tokens(unit).unwrap_or_default());
            if !meet(&here, bytes) {
                continue;
            }
            let entries = reading.entries(unit);
            out.extend(
                entries
                    .iter()
                    .filter_map(|&e| Some((here.clone(), entry(scene, e)?))),
            );
        }
    }
    out
}

/// The line of a dictionary that an entry comes from; none for words that only a rule names.
fn entry(scene: &Scene, index: u32) -> Option<Evidence> {
    let lexicon = &scene.analyzer.lexicon;
    let fact = lexicon
        .facts
        .get(lexicon.entries.get(index as usize)?.fact as usize)?;
    if fact.line == 0 {
        return None;
    }
    Some(Evidence {
        part: "",
        file: lexicon.files.get(fact.file as usize)?.clone(),
        line: fact.line,
        entry: fact.name.to_string(),
    })
}
