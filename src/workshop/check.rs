//! All errors and warnings about a lexicon, at once.

use rustc_hash::{FxHashMap, FxHashSet};

use super::kit::{Kit, Shelf, Whose};
use super::names::plain;
use super::{examples, shadow};
use crate::lexicon::table::position;
use crate::lexicon::trie::Longer;
use crate::lexicon::{Dictionary, Fact, Fault, Findings, Folders, Row};
use crate::text::tokens;

/// Class of words that begin sentences; that a name is one of them is told by letter case.
const NOT_A_NAME: &str = "not-a-name";

/// Columns that hold more ways of writing an entry.
const FORMS: [&str; 7] = [
    "forms",
    "names",
    "aliases",
    "demonym",
    "adjective",
    "metonyms",
    "short",
];

/// Checks a lexicon: what can't be used, what does not show what its examples say, and what is
/// probably not meant. Warnings are about `whose` rows only.
pub fn check(folders: &Folders, whose: Whose) -> Findings {
    let (kit, mut found) = Kit::load(folders);
    if let Some(kit) = kit {
        examples_of(&kit, folders, whose, &mut found);
        for shelf in &kit.tables {
            entries(&kit, shelf, whose, &mut found.warnings);
        }
        for s in shadow::shadowed(&kit.rules) {
            if whose == Whose::All || kit.rule_is_overlaid(s.rule) || kit.rule_is_overlaid(s.by) {
                let (file, line) = kit.rule_place(s.rule);
                let message = format!(
                    "Rule {} can never match, because rule {} before it always does; narrow that one.",
                    s.rule, s.by
                );
                found.warnings.push(Fault::at(file, line, message));
            }
        }
    }
    let order = |f: &Fault| (f.file.clone(), f.line);
    found.faults.sort_by_key(order);
    found.warnings.sort_by_key(order);
    found.shorten();
    found
}

/// Failing examples of the lexicon's own rows are errors; those of the base that held without the
/// overlay are warnings.
fn examples_of(kit: &Kit, folders: &Folders, whose: Whose, found: &mut Findings) {
    let (mine, others): (Vec<_>, Vec<_>) = examples::run(kit)
        .into_iter()
        .filter(|o| !o.holds())
        .partition(|o| whose == Whose::All || o.overlaid);
    found.faults.extend(mine.into_iter().map(|o| o.fault));
    if others.is_empty() {
        return;
    }
    let base = Folders {
        base: folders.base.clone(),
        overlays: Vec::new(),
    };
    let Some(base) = Kit::load(&base).0 else {
        return;
    };
    let failed: FxHashSet<(String, String)> = examples::run(&base)
        .into_iter()
        .filter(|o| !o.holds())
        .map(|o| (o.name, o.text))
        .collect();
    for other in others {
        if !failed.contains(&(other.name, other.text)) {
            let message = format!(
                "This example held before this lexicon was laid over: {}",
                other.fault.message
            );
            found.warnings.push(Fault {
                message,
                ..other.fault
            });
        }
    }
}

fn entries(kit: &Kit, shelf: &Shelf, whose: Whose, warnings: &mut Vec<Fault>) {
    if shelf.rows_of(whose).next().is_none() || shelf.dictionary == Dictionary::Inflections {
        return;
    }
    let twins = Twins::of(shelf);
    let longer = kit.lexicon.trie.longer();
    for row in shelf.rows_of(whose) {
        warnings.extend(left_out(kit, shelf, row));
        warnings.extend(twins.of_row(shelf, row));
        if let Some(fact) = kit.fact_of(shelf, row) {
            warnings.extend(shared_form(kit, shelf, row, fact));
            warnings.extend(within_longer(kit, &longer, shelf, row, fact));
            warnings.extend(common_word(kit, shelf, row));
        }
    }
}

/// A word that was left out on purpose.
fn left_out(kit: &Kit, shelf: &Shelf, row: &Row) -> Option<Fault> {
    let key = shelf.table.layout.key[0];
    let word = shelf.table.cell(row, key);
    let table = &kit.left_out;
    let listed = table.rows.iter().find(|r| {
        let (bare, sense) = sense_of(table.cell(r, "word"));
        table.cell(r, "dictionary") == shelf.dictionary.name()
            && bare == word
            && has_sense(shelf, row, sense)
    })?;
    let message = format!(
        "{word:?} was left out on purpose ({}:{}): {}. Take it in only with an example and a counter-example.",
        table.files[listed.file as usize],
        listed.line,
        table.cell(listed, "reason")
    );
    Some(shelf.table.fault(row, key, message))
}

/// `word (sense)` parted.
fn sense_of(word: &str) -> (&str, Option<&str>) {
    match word.strip_suffix(')').and_then(|w| w.rsplit_once(" (")) {
        Some((bare, sense)) => (bare, Some(sense)),
        None => (word, None),
    }
}

/// Whether a row has the sense that is left out: a value of one of its cells, or no attitude.
fn has_sense(shelf: &Shelf, row: &Row, sense: Option<&str>) -> bool {
    let Some(sense) = sense else { return true };
    let named = shelf.table.layout.values.iter().any(|(column, _)| {
        shelf
            .table
            .cell(row, column)
            .split_whitespace()
            .any(|value| value == sense)
    });
    named || (sense == "statement" && shelf.table.cell(row, "attitude").is_empty())
}

/// Entries that differ from others in nothing but letter case or accents.
struct Twins<'k>(FxHashMap<String, Vec<&'k Row>>);

impl<'k> Twins<'k> {
    fn of(shelf: &'k Shelf) -> Self {
        let mut by_plain: FxHashMap<String, Vec<&Row>> = FxHashMap::default();
        for row in &shelf.table.rows {
            by_plain.entry(Self::key(shelf, row)).or_default().push(row);
        }
        by_plain.retain(|_, rows| rows.len() > 1);
        Twins(by_plain)
    }

    fn key(shelf: &Shelf, row: &Row) -> String {
        let cells = shelf
            .table
            .layout
            .key
            .iter()
            .filter(|k| **k != "id")
            .map(|k| shelf.table.cell(row, k));
        plain(&cells.collect::<Vec<_>>().join("\n"))
    }

    fn of_row(&self, shelf: &Shelf, row: &Row) -> Option<Fault> {
        let key = shelf.table.layout.key[0];
        let word = shelf.table.cell(row, key);
        let twin = self
            .0
            .get(&Self::key(shelf, row))?
            .iter()
            .find(|r| shelf.table.cell(r, key) != word)?;
        let message = format!(
            "{word:?} differs from {:?} ({}:{}) only in letter case or accents; keep one, or make the other an alias.",
            shelf.table.cell(twin, key),
            shelf.table.files[twin.file as usize],
            twin.line
        );
        Some(shelf.table.fault(row, key, message))
    }
}

/// All ways of writing a row's entry that a cell gives, with their columns.
fn forms<'r>(shelf: &'r Shelf, row: &'r Row) -> impl Iterator<Item = (&'static str, &'r str)> {
    let layout = shelf.table.layout;
    let key = if shelf.dictionary == Dictionary::Channels {
        "form"
    } else {
        layout.key[0]
    };
    let more = FORMS
        .into_iter()
        .filter(move |c| position(layout, c).is_some());
    let more = more.flat_map(move |c| shelf.table.forms(row, c).map(move |form| (c, form)));
    std::iter::once((key, shelf.table.cell(row, key))).chain(more)
}

fn facts_written(kit: &Kit, form: &str) -> Vec<u32> {
    let mut cut = Vec::new();
    tokens::tokenize(form, 0..form.len(), &kit.lexicon.text.tokens, &mut cut);
    let words: Vec<&str> = cut.iter().map(|t| t.of(form)).collect();
    let entries = kit.lexicon.trie.written(&words);
    entries
        .into_iter()
        .map(|e| kit.lexicon.entries.at(e).fact)
        .collect()
}

/// A form that an earlier entry of the same dictionary has too.
fn shared_form(kit: &Kit, shelf: &Shelf, row: &Row, fact: u32) -> Option<Fault> {
    const NAMED: [Dictionary; 3] = [
        Dictionary::People,
        Dictionary::Organizations,
        Dictionary::Places,
    ];
    let own = &kit.lexicon.facts[fact as usize];
    if !NAMED.contains(&own.dictionary) {
        return None;
    }
    forms(shelf, row).find_map(|(column, form)| {
        let facts = facts_written(kit, form);
        let other = facts.iter().map(|f| (*f, &kit.lexicon.facts[*f as usize])).find(|(f, other)| {
            *f != fact && other.dictionary == own.dictionary && other.sort == own.sort && other.line > 0
        });
        let (_, other) = other?;
        let message = format!(
            "{form:?} is a form of {:?} ({}) too; where the article does not tell which is meant, it stays unresolved.",
            other.name,
            kit.place_of(other)
        );
        Some(shelf.table.fault(row, column, message))
    })
}

/// A form of several words, of an overlay, with which a longer entry of the same dictionary begins.
fn within_longer(
    kit: &Kit,
    longer: &Longer<'_>,
    shelf: &Shelf,
    row: &Row,
    fact: u32,
) -> Option<Fault> {
    if row.file < shelf.table.overlays_from || !shelf.table.cell(row, "example").is_empty() {
        return None;
    }
    let several = forms(shelf, row).filter(|(_, form)| form.contains(' '));
    several.into_iter().find_map(|(column, form)| {
        let words: Vec<&str> = form.split(' ').collect();
        let entries = longer.of(&words).into_iter();
        let mut facts = entries.map(|e| kit.lexicon.entries.at(e).fact);
        let other = facts.find(|f| {
            let other = &kit.lexicon.facts[*f as usize];
            *f != fact && other.dictionary == shelf.dictionary && other.line > 0
        })?;
        let other = &kit.lexicon.facts[other as usize];
        let message = format!(
            "{form:?} is shadowed by the longer entry {:?} ({}) wherever that is written; make it an alias of that one if they are the same, or give an example that fires.",
            other.name,
            kit.place_of(other)
        );
        Some(shelf.table.fault(row, column, message))
    })
}

/// A form that is a common word too, without an example to show that it works.
fn common_word(kit: &Kit, shelf: &Shelf, row: &Row) -> Option<Fault> {
    const COMMON: [Dictionary; 3] = [Dictionary::Words, Dictionary::Verbs, Dictionary::Roles];
    const TESTED: [Dictionary; 4] = [
        Dictionary::Cues,
        Dictionary::Channels,
        Dictionary::People,
        Dictionary::Organizations,
    ];
    if !TESTED.contains(&shelf.dictionary) || !shelf.table.cell(row, "example").is_empty() {
        return None;
    }
    // That a verb of saying is a verb is no ambiguity.
    let verbal = shelf.table.cell(row, "pos") == "verb";
    forms(shelf, row).filter(|(_, form)| !form.contains(' ')).find_map(|(column, form)| {
        let facts = facts_written(kit, form);
        let facts = facts.iter().map(|f| &kit.lexicon.facts[*f as usize]);
        let is_common = |f: &&Fact| COMMON.contains(&f.dictionary) && !(verbal && f.dictionary == Dictionary::Verbs);
        let common = facts.filter(|f| f.line > 0 && &*f.sort != NOT_A_NAME).find(is_common)?;
        let message = format!(
            "{form:?} is a common word too ({}); give an example that must fire and a counter-example that must not.",
            kit.place_of(common)
        );
        Some(shelf.table.fault(row, column, message))
    })
}
