//! Whether a source and a cue are the right ones.

use std::collections::HashSet;

use super::chars::fold;
use super::tokens::{Doc, TokenSet, dice};
use super::words::WORDS;

/// A word of a source: case folded, and where it stands.
#[derive(Clone)]
struct Word {
    folded: String,
    begin: usize,
    end: usize,
}

impl Word {
    fn is_in(&self, set: &HashSet<String>) -> bool {
        set.contains(&self.folded)
    }
}

/// The words of a source and, among them, its heads.
struct SourceWords {
    words: HashSet<String>,
    heads: HashSet<String>,
}

/// (right, exactly right): whether a predicted source is that of the gold.
pub(crate) fn source_right(doc: &Doc, gold: &TokenSet, predicted: &TokenSet) -> (bool, bool) {
    if gold.is_empty() || predicted.is_empty() {
        let neither = gold.is_empty() && predicted.is_empty();
        return (neither, neither);
    }
    let (g, p) = (source_words(doc, gold), source_words(doc, predicted));
    let pronoun = |s: &SourceWords| s.words.is_subset(&WORDS.pronouns);
    if (pronoun(&g) || pronoun(&p)) && gold.shared(predicted) == 0 {
        return (false, false);
    }
    let exact = g.words == p.words;
    if exact || !g.heads.is_disjoint(&p.heads) {
        return (true, exact);
    }
    // "Ann" is not "a spokesman for Ann": a head of each must be among the other's words.
    let both = g.words.intersection(&p.words).count();
    let alike = dice(both, g.words.len(), p.words.len()) >= 0.5;
    let crossed = !g.heads.is_disjoint(&p.words) && !p.heads.is_disjoint(&g.words);
    (alike && crossed, false)
}

fn source_words(doc: &Doc, ids: &TokenSet) -> SourceWords {
    let all = words_of(doc, ids);
    if all.is_empty() {
        return SourceWords {
            words: HashSet::new(),
            heads: HashSet::new(),
        };
    }
    let core = core_of(&all);
    let mut heads = heads_of(doc, core);
    heads.extend(name_after_role(doc, core));
    if heads.is_empty() {
        heads.extend(core.last().map(|w| w.folded.clone()));
    }
    SourceWords {
        words: core.iter().map(|w| w.folded.clone()).collect(),
        heads,
    }
}

/// The words of a source, possessive endings left out.
fn words_of(doc: &Doc, ids: &TokenSet) -> Vec<Word> {
    let words = ids.iter().map(|i| {
        let (begin, end) = doc.tokens()[i];
        Word {
            folded: fold(&doc.chars()[begin..end]),
            begin,
            end,
        }
    });
    let possessive = |w: &Word| {
        w.folded == WORDS.possessive
            && w.begin > 0
            && matches!(doc.chars()[w.begin - 1], '\'' | '’')
    };
    words.filter(|w| !possessive(w)).collect()
}

/// Without titles and determiners at the front and the like at the end, unless nothing is left.
fn core_of(all: &[Word]) -> &[Word] {
    let mut core = all;
    while let [first, rest @ ..] = core {
        // "president" stays in "the president of Russia"
        let kept = rest
            .first()
            .is_some_and(|next| next.is_in(&WORDS.kept_before));
        if kept || !first.is_in(&WORDS.lead) {
            break;
        }
        core = rest;
    }
    while let [rest @ .., last] = core {
        if !last.is_in(&WORDS.tail) {
            break;
        }
        core = rest;
    }
    if core.is_empty() { all } else { core }
}

/// The last words before the first comma, bracket, dash, preposition or auxiliary: one for each
/// part that a conjunction joins.
fn heads_of(doc: &Doc, core: &[Word]) -> HashSet<String> {
    let mut chunks: Vec<Vec<&Word>> = vec![Vec::new()];
    for (k, word) in core.iter().enumerate() {
        if k > 0 && between(doc, &core[k - 1], word, ",;:()—–\n") {
            break;
        }
        let Some(chunk) = chunks.last_mut() else {
            break;
        };
        if !chunk.is_empty() && word.is_in(&WORDS.conjunction) {
            chunks.push(Vec::new());
        } else if !chunk.is_empty() && word.is_in(&WORDS.cut) {
            break;
        } else if !chunk.is_empty() || k == 0 || !word.is_in(&WORDS.lead) {
            chunk.push(word);
        }
    }
    let head = |chunk: &Vec<&Word>| {
        let last = chunk
            .iter()
            .rposition(|w| !w.is_in(&WORDS.tail))
            .unwrap_or(0);
        chunk.get(last).map(|w| w.folded.clone())
    };
    chunks.iter().filter_map(head).collect()
}

/// The head of NAME in "the governor of Odesa, NAME": a role set before a name by a comma.
fn name_after_role(doc: &Doc, core: &[Word]) -> Option<String> {
    const BREAKS: &str = ",—–";
    let k = (1..core.len()).find(|&k| between(doc, &core[k - 1], &core[k], BREAKS))?;
    let initial = |w: &Word| doc.chars()[w.begin];
    let name_len = core[k..]
        .iter()
        .take_while(|w| initial(w).is_uppercase())
        .count();
    let (name, rest) = core[k..].split_at(name_len);
    let last = name.last()?;
    let ends = match rest.first() {
        None => true,
        Some(next) => next.is_in(&WORDS.cut) || between(doc, last, next, BREAKS),
    };
    let role = core[..k].iter().any(|w| initial(w).is_lowercase());
    (role && name.len() > 1 && ends).then(|| last.folded.clone())
}

/// Whether one of the characters stands between two words.
fn between(doc: &Doc, left: &Word, right: &Word, any_of: &str) -> bool {
    doc.chars()[left.end..right.begin]
        .iter()
        .any(|&c| any_of.contains(c))
}

/// The main word of a cue: the first that is no auxiliary and no adverb.
fn cue_head(doc: &Doc, ids: &TokenSet) -> Option<usize> {
    let main = |i: &usize| {
        let word = doc.folded(*i);
        !WORDS.auxiliaries.contains(&word) && !word.ends_with(&WORDS.adverb_ending)
    };
    ids.iter().find(main).or_else(|| ids.iter().next())
}

/// Whether a predicted cue is that of the gold: much the same words, or the same main word.
pub(crate) fn cue_right(doc: &Doc, gold: &TokenSet, predicted: &TokenSet) -> bool {
    !predicted.is_empty()
        && (gold.dice(predicted) >= 0.5 || cue_head(doc, gold) == cue_head(doc, predicted))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether two stretches of one text are the same source.
    fn same(text: &str, gold: &str, predicted: &str) -> (bool, bool) {
        let doc = Doc::new(text);
        let ids = |part: &str| {
            let begin = text[..text.find(part).unwrap()].chars().count();
            doc.ids(&[(begin, begin + part.chars().count())])
        };
        source_right(&doc, &ids(gold), &ids(predicted))
    }

    #[test]
    fn titles_and_appositions_do_not_matter() {
        let text = "Mr. Robby Mook, the campaign manager; Mook; a spokesman for Mook’s wife.";
        assert_eq!(
            same(text, "Mr. Robby Mook, the campaign manager", "Mook"),
            (true, false)
        );
        assert_eq!(same(text, "Mr. Robby Mook", "Robby Mook"), (true, true));
        assert_eq!(
            same(text, "Robby Mook", "a spokesman for Mook’s"),
            (false, false)
        );
    }

    #[test]
    fn two_heads_and_a_role_before_a_name() {
        let text = "Ann and Bob, Bob; the governor of Odesa, Oleh Kiper, Kiper.";
        assert_eq!(same(text, "Ann and Bob", "Bob"), (true, false));
        assert_eq!(
            same(text, "the governor of Odesa, Oleh Kiper", "Kiper"),
            (true, false)
        );
    }

    #[test]
    fn pronouns_count_in_place_only() {
        let doc = Doc::new("He said he won.");
        let (one, other) = (doc.ids(&[(0, 2)]), doc.ids(&[(8, 10)]));
        assert_eq!(source_right(&doc, &one, &other), (false, false));
        assert_eq!(source_right(&doc, &one, &one), (true, true));
    }

    #[test]
    fn cues_share_the_main_word() {
        let doc = Doc::new("He has also repeatedly said on many other days");
        assert!(cue_right(&doc, &doc.ids(&[(3, 46)]), &doc.ids(&[(23, 27)])));
        assert!(!cue_right(
            &doc,
            &doc.ids(&[(3, 46)]),
            &doc.ids(&[(41, 46)])
        ));
    }
}
