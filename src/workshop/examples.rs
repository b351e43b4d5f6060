//! Runs the examples and counter-examples of entries and rules.

use super::kit::{Kit, Shelf, Whose};
use super::trace::Trace;
use crate::lexicon::{Dictionary, Fault, Row};
use crate::rules::file::Example;

/// What an example is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// The entry or rule takes part.
    Fires,
    /// It does not.
    Silent,
}

/// How one example went.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Entry or rule.
    pub name: String,
    /// The example itself.
    pub text: String,
    /// What it was to show.
    pub expected: Expected,
    /// It belongs to an overlay.
    pub overlaid: bool,
    /// Where it stands, and why it fails; the message is empty where it holds.
    pub fault: Fault,
}

impl Outcome {
    /// Whether it shows what it was to show.
    pub fn holds(&self) -> bool {
        self.fault.message.is_empty()
    }
}

/// Runs all examples, in the order of the dictionaries, then of the rules.
pub fn run(kit: &Kit) -> Vec<Outcome> {
    let mut out = Vec::new();
    for shelf in &kit.tables {
        for row in shelf.rows_of(Whose::All) {
            let texts = [
                ("example", Expected::Fires),
                ("counter_example", Expected::Silent),
            ];
            for (column, expected) in texts {
                let text = shelf.table.cell(row, column);
                if !text.is_empty() {
                    out.push(entry(kit, shelf, row, column, expected));
                }
            }
        }
    }
    phrase_rules(kit, &mut out);
    frame_rules(kit, &mut out);
    out
}

fn entry(kit: &Kit, shelf: &Shelf, row: &Row, column: &str, expected: Expected) -> Outcome {
    let text = shelf.table.cell(row, column);
    let name = shelf.table.cell(row, shelf.table.layout.key[0]);
    let why = match shelf.dictionary {
        Dictionary::Boilerplate => boilerplate(kit, text, expected),
        Dictionary::Abbreviations => abbreviation(kit, text, expected),
        Dictionary::Inflections => {
            Some("An example has no meaning here; write it as a note.".to_owned())
        }
        _ => kit
            .fact_of(shelf, row)
            .and_then(|fact| fact_in(kit, fact, name, text, expected)),
    };
    Outcome {
        name: name.to_owned(),
        text: text.to_owned(),
        expected,
        overlaid: row.file >= shelf.table.overlays_from,
        fault: shelf.table.fault(row, column, why.unwrap_or_default()),
    }
}

fn boilerplate(kit: &Kit, text: &str, expected: Expected) -> Option<String> {
    let patterns = &kit.lexicon.text.boilerplate;
    let is = patterns.class_of(text.trim()).is_some() || patterns.dateline(text.trim()) > 0;
    match (expected, is) {
        (Expected::Fires, false) => Some(
            "The example is taken for article text; mend the pattern or the example.".to_owned(),
        ),
        (Expected::Silent, true) => {
            Some("The counter-example is taken for boilerplate; narrow the pattern.".to_owned())
        }
        _ => None,
    }
}

fn abbreviation(kit: &Kit, text: &str, expected: Expected) -> Option<String> {
    let one = Trace::new(kit, text).document.sentences.len() <= 1;
    match (expected, one) {
        (Expected::Fires, false) => Some(
            "The example is cut into sentences at a dot; mend the abbreviation or the example."
                .to_owned(),
        ),
        (Expected::Silent, true) => Some(
            "The counter-example is one sentence; it should be cut where the abbreviation ends."
                .to_owned(),
        ),
        _ => None,
    }
}

fn fact_in(kit: &Kit, fact: u32, name: &str, text: &str, expected: Expected) -> Option<String> {
    let trace = Trace::new(kit, text);
    let lexicon = &kit.lexicon;
    let is_cue = lexicon.facts[fact as usize].dictionary == Dictionary::Cues;
    let part = trace.found.iter().find(|f| {
        let facts = if is_cue {
            trace.cue_facts(f, lexicon)
        } else {
            trace.part_facts(f, lexicon)
        };
        facts.contains(&fact)
    });
    let tagged = || trace.tagged(lexicon).contains(&fact);
    match expected {
        Expected::Silent => part.map(|f| {
            let rule = f.frame.map_or("", |i| &kit.rules.frames[i].id);
            format!(
                "{name:?} takes part in a claim of the counter-example: rule {rule} finds {:?}. Narrow the entry, or mend the \
                 counter-example.",
                trace.content(f)
            )
        }),
        Expected::Fires if part.is_some() || (!is_cue && tagged()) => None,
        Expected::Fires if !tagged() => Some(not_tagged(kit, &trace, name)),
        Expected::Fires => Some(format!("{name:?} brings no claim in the example{}", instead(kit, &trace))),
    }
}

/// Why a form that may well stand in the text was not seen: something longer stands over it.
fn not_tagged(kit: &Kit, trace: &Trace, name: &str) -> String {
    let longer = trace
        .tagged(&kit.lexicon)
        .into_iter()
        .map(|f| &kit.lexicon.facts[f as usize])
        .find(|f| {
            f.name.len() > name.len() && f.name.to_lowercase().contains(&name.to_lowercase())
        });
    match longer {
        Some(fact) => format!(
            "{name:?} is shadowed in the example by the longer entry {:?} ({}); choose another example, or remove that entry.",
            fact.name,
            kit.place_of(fact)
        ),
        None => format!(
            "No form of {name:?} is found in the example; check its forms and letter case, or mend the example."
        ),
    }
}

fn instead(kit: &Kit, trace: &Trace) -> String {
    let Some(other) = trace.found.first() else {
        return "; no rule fires there. Check what it takes, or mend the example.".to_owned();
    };
    let rule = other.frame.map_or("", |i| &kit.rules.frames[i].id);
    format!(
        "; rule {rule} finds source {:?} and content {:?} there.",
        trace.source(other),
        trace.content(other)
    )
}

fn phrase_rules(kit: &Kit, out: &mut Vec<Outcome>) {
    for phrase in kit.rules.levels.iter().flatten() {
        for (text, expected) in [
            (&phrase.example, Expected::Fires),
            (&phrase.silent, Expected::Silent),
        ] {
            if text.is_empty() {
                continue;
            }
            let fired = Trace::new(kit, text).phrases(&kit.rules);
            let why = match (expected, fired.contains(&phrase.id)) {
                (Expected::Fires, false) => format!(
                    "The rule does not fire on its example; those that do are {}.",
                    listed(&fired)
                ),
                (Expected::Silent, true) => {
                    "The rule fires on the sentence that is to stay silent.".to_owned()
                }
                _ => String::new(),
            };
            out.push(rule(kit, &phrase.id, text, expected, why));
        }
    }
}

fn listed(ids: &[String]) -> String {
    if ids.is_empty() {
        "none".to_owned()
    } else {
        ids.join(", ")
    }
}

fn frame_rules(kit: &Kit, out: &mut Vec<Outcome>) {
    for (index, frame) in kit.rules.frames.iter().enumerate() {
        for example in &frame.examples {
            let why = frame_example(kit, index, example).unwrap_or_default();
            out.push(rule(kit, &frame.id, &example.text, Expected::Fires, why));
        }
        for text in &frame.silent {
            let trace = Trace::new(kit, text);
            let fires = trace.found.iter().find(|f| f.frame == Some(index));
            let why = fires.map(|f| {
                format!(
                    "The rule fires on the sentence that is to stay silent, and finds {:?}.",
                    trace.content(f)
                )
            });
            out.push(rule(
                kit,
                &frame.id,
                text,
                Expected::Silent,
                why.unwrap_or_default(),
            ));
        }
    }
}

fn frame_example(kit: &Kit, index: usize, example: &Example) -> Option<String> {
    let trace = Trace::new(kit, &example.text);
    let mine: Vec<_> = trace
        .found
        .iter()
        .filter(|f| f.frame == Some(index))
        .collect();
    if mine.is_empty() {
        return Some(format!(
            "The rule does not fire on its example{}",
            instead(kit, &trace)
        ));
    }
    let right = |f: &&&crate::rules::Found| {
        trace.source(f) == example.source && trace.content(f) == example.content
    };
    if mine.iter().any(|f| right(&f)) {
        return None;
    }
    Some(format!(
        "The rule finds source {:?} and content {:?}, not source {:?} and content {:?}.",
        trace.source(mine[0]),
        trace.content(mine[0]),
        example.source,
        example.content
    ))
}

fn rule(kit: &Kit, id: &str, text: &str, expected: Expected, why: String) -> Outcome {
    let (file, line) = kit.rule_place(id);
    let mut fault = Fault::at(
        file,
        line,
        if why.is_empty() {
            why
        } else {
            format!("Rule {id}: {why}")
        },
    );
    fault.row = text.to_owned();
    Outcome {
        name: id.to_owned(),
        text: text.to_owned(),
        expected,
        overlaid: kit.rule_is_overlaid(id),
        fault,
    }
}
