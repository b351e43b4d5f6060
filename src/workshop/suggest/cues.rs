//! Words in cue position beside a quotation that stayed without a speaker.

use std::collections::BTreeMap;

use super::{Desk, Sighting, usual};
use crate::lexicon::inflect::Form;
use crate::lexicon::{Dictionary, Lexicon};
use crate::rules::Unit;

pub(super) fn look(desk: &Desk<'_>, sentence: usize, out: &mut Vec<Sighting>) {
    let units = desk.trace.readings.sentence(sentence).folded();
    for (i, unit) in units.iter().enumerate() {
        if unit.classes.meets(desk.kit.rules.built_in.quote_long)
            && is_free(desk, sentence, unit)
            && let Some(word) = beside_a_name(desk, sentence, unit)
                .or_else(|| behind(desk, sentence, units, i))
                .or_else(|| before(desk, sentence, units, i))
        {
            out.push(sighting(desk, sentence, word));
        }
    }
}

/// Whether no attribution has the quotation.
fn is_free(desk: &Desk<'_>, sentence: usize, unit: &Unit) -> bool {
    let reading = desk.trace.readings.sentence(sentence);
    let quotation = reading.quotation(unit.head as usize);
    let Some(q) = quotation.map(|q| &desk.trace.document.quotations[q as usize]) else {
        return false;
    };
    let has = |r: &std::ops::Range<usize>| r.start < q.end && q.start < r.end;
    !desk.trace.found.iter().any(|f| f.content.iter().any(has))
}

/// The same on the first level, where the word was folded into what stands around it.
fn beside_a_name<'d>(desk: &'d Desk<'_>, sentence: usize, quote: &Unit) -> Option<&'d str> {
    let units = desk.trace.readings.sentence(sentence).units();
    let at = quote.base.end as usize;
    let comma = desk.kit.rules.built_in.comma;
    let at = at + usize::from(units.get(at)?.classes.meets(comma));
    let name = desk.capitals(sentence, at.min(units.len()));
    let named = |i: usize| i < units.len() && desk.is_capital(sentence, i);
    if name.is_empty() && !named(at + 1) {
        return None;
    }
    fits(desk, units.get(name.end)?).then(|| desk.word(sentence, name.end))
}

/// A small word that is unknown, or a verb that is no cue.
fn fits(desk: &Desk<'_>, unit: &Unit) -> bool {
    let built_in = &desk.kit.rules.built_in;
    let small = unit.classes.meets(built_in.lower);
    let new = unit.classes.meets(built_in.unknown) || unit.classes.meets(desk.known.verb);
    small && new && !unit.classes.meets(desk.known.cue)
}

/// `“…,” NAME WORD` or `“…,” WORD NAME`.
fn behind<'d>(
    desk: &'d Desk<'_>,
    sentence: usize,
    units: &[Unit],
    quote: usize,
) -> Option<&'d str> {
    let comma = units
        .get(quote + 1)
        .is_some_and(|u| u.classes.meets(desk.kit.rules.built_in.comma));
    let at = quote + 1 + usize::from(comma);
    let (first, second) = (units.get(at)?, units.get(at + 1)?);
    let either = if is_source(desk, first) {
        word(desk, sentence, second)
    } else {
        None
    };
    either.or_else(|| {
        if is_source(desk, second) {
            word(desk, sentence, first)
        } else {
            None
        }
    })
}

/// `NAME WORD: “…”`.
fn before<'d>(
    desk: &'d Desk<'_>,
    sentence: usize,
    units: &[Unit],
    quote: usize,
) -> Option<&'d str> {
    let built_in = &desk.kit.rules.built_in;
    let marked = |at: usize| {
        units
            .get(at)
            .is_some_and(|u| u.classes.meets(built_in.comma) || u.classes.meets(built_in.colon))
    };
    let at = quote.checked_sub(if quote > 0 && marked(quote - 1) { 2 } else { 1 })?;
    let source = units.get(at.checked_sub(1)?)?;
    if is_source(desk, source) {
        word(desk, sentence, &units[at])
    } else {
        None
    }
}

fn is_source(desk: &Desk<'_>, unit: &Unit) -> bool {
    unit.classes.meets(desk.known.src) && !unit.classes.meets(desk.kit.rules.built_in.quote)
}

/// The one word of a unit that could be a cue: a verb that is none yet, or an unknown small word.
fn word<'d>(desk: &'d Desk<'_>, sentence: usize, unit: &Unit) -> Option<&'d str> {
    let (first, last) = (unit.base.start as usize, unit.base.end as usize - 1);
    let built_in = &desk.kit.rules.built_in;
    let classes = desk.classes(sentence, last);
    if classes.meets(desk.known.verb) && !classes.meets(desk.known.cue) {
        return Some(desk.word(sentence, last));
    }
    // An unknown word may have been folded together with what stands behind it.
    let classes = desk.classes(sentence, first);
    let unknown = classes.meets(built_in.unknown) && classes.meets(built_in.lower);
    unknown.then(|| desk.word(sentence, first))
}

/// What a word beside a quotation must take.
const QUOTE: &str = "quote";

fn takes_quote(takes: &str) -> bool {
    takes.split_whitespace().any(|t| t == QUOTE)
}

fn sighting(desk: &Desk<'_>, sentence: usize, word: &str) -> Sighting {
    let verb = |cell: &dyn Fn(&str) -> String| {
        cell("pos") == "verb" && cell("attitude").is_empty() && takes_quote(&cell("takes"))
    };
    let class = usual(desk.kit, Dictionary::Cues, "class", verb);
    let takes = usual(desk.kit, Dictionary::Cues, "takes", |cell| {
        verb(cell) && cell("class") == class
    });
    let lemma = lemma(&desk.kit.lexicon, word);
    let forms = forms_of(desk, &lemma);
    let cells = [
        ("cue", lemma),
        ("pos", "verb".to_owned()),
        ("forms", forms),
        ("class", class),
        ("takes", takes),
    ];
    Sighting {
        dictionary: Dictionary::Cues,
        cells: BTreeMap::from(cells),
        context: desk.context(sentence),
    }
}

/// The forms that `verbs.csv` gives for an irregular verb.
fn forms_of(desk: &Desk<'_>, lemma: &str) -> String {
    let table = &desk.kit.shelf(Dictionary::Verbs).table;
    let row = table.rows.iter().find(|r| table.cell(r, "verb") == lemma);
    row.map_or(String::new(), |r| table.cell(r, "forms").to_owned())
}

/// The verb that a word is a form of: from the dictionary, else the shortest that the inflection
/// rules lead to it.
fn lemma(lexicon: &Lexicon, word: &str) -> String {
    let word = word.to_lowercase();
    let facts = lexicon
        .trie
        .written(&[&word])
        .into_iter()
        .map(|e| &lexicon.facts[lexicon.entries.at(e).fact as usize]);
    if let Some(fact) = facts
        .into_iter()
        .find(|f| f.dictionary == Dictionary::Verbs)
    {
        return fact.name.to_string();
    }
    let ends: Vec<usize> = word.char_indices().map(|(i, _)| i).skip(2).collect();
    let makes = |base: &str| {
        Form::VERB
            .into_iter()
            .any(|form| lexicon.inflections.form(base, form) == word)
    };
    let shorter = ends
        .into_iter()
        .map(|end| &word[..end])
        .find(|base| makes(base));
    shorter.unwrap_or(&word).to_owned()
}
