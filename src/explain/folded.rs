//! Sentences as the frames read them: what the phrase rules folded the words into.

use std::collections::BTreeSet;

use super::Scene;

/// One unit of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldedUnit {
    /// Its letters.
    pub words: String,
    /// Names of its classes.
    pub classes: Vec<String>,
}

/// The units of every sentence, in the order of the text.
pub(super) fn sentences(scene: &Scene) -> Vec<Vec<FoldedUnit>> {
    let registry = &scene.analyzer.lexicon.registry;
    let tokens = &scene.trace.document.tokens;
    let unit = |u: &crate::rules::Unit| {
        let (first, last) = (u.tokens.start as usize, u.tokens.end as usize);
        let end = tokens
            .get(last.wrapping_sub(1))
            .map_or(0, |t| t.end as usize);
        let start = tokens.get(first).map_or(end, |t| t.start as usize);
        let words = scene.text.get(start..end).unwrap_or("");
        let classes = u.classes.iter().map(|c| registry.name(c).to_owned());
        FoldedUnit {
            words: words.split_whitespace().collect::<Vec<_>>().join(" "),
            classes: classes.collect(),
        }
    };
    let readings = scene.trace.readings.iter();
    readings
        .map(|r| r.folded().iter().map(unit).collect())
        .collect()
}

/// What the classes of these units say.
pub(super) fn meanings(scene: &Scene, sentences: &[Vec<FoldedUnit>]) -> Vec<(String, String)> {
    let units = sentences.iter().flatten();
    let here: BTreeSet<&String> = units.flat_map(|unit| &unit.classes).collect();
    let told = scene.analyzer.rules.meanings.iter();
    told.filter(|(class, _)| here.contains(class))
        .map(|(class, meaning)| (class.clone(), meaning.clone()))
        .collect()
}
