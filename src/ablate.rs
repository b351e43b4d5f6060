//! What each mechanism is worth: the same articles with one part of the lexicon left out.
//!
//! A part is left out by an overlay folder, as an analyst would write one, so nothing in the
//! engine knows of it.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use crate::lexicon::table::Row;
use crate::lexicon::{Dictionary, Fault, Folders, RuleSource, Table, dictionaries};
use crate::workshop::kit::Kit;

/// One part of the lexicon, and how it is left out.
#[derive(Debug, Clone, Copy)]
pub struct Mechanism {
    /// What the table calls it.
    pub name: &'static str,
    cut: Cut,
}

#[derive(Debug, Clone, Copy)]
enum Cut {
    Nothing,
    /// All rows of a dictionary.
    All(Dictionary),
    /// Rows whose cell begins with a word.
    Rows(Dictionary, &'static str, &'static str),
    /// Every second row.
    Half(Dictionary),
    /// A column takes what another has, or nothing.
    Blank(Dictionary, &'static [&'static str], Option<&'static str>),
    /// All phrase rules.
    Phrases,
    /// Phrase rules that give units one of these classes.
    Setting(&'static [&'static str]),
}

/// All that is tried, in the order of the table.
pub const MECHANISMS: [Mechanism; 22] = [
    Mechanism {
        name: "everything on",
        cut: Cut::Nothing,
    },
    Mechanism {
        name: "pronouns not resolved",
        cut: Cut::Rows(Dictionary::References, "class", "pronoun-"),
    },
    Mechanism {
        name: "institutions not composed",
        cut: Cut::Blank(Dictionary::Institutions, &["pattern"], Some("institution")),
    },
    Mechanism {
        name: "metonyms and capitals off",
        cut: Cut::Blank(Dictionary::Places, &["metonyms", "capital"], None),
    },
    Mechanism {
        name: "all phrase rules off",
        cut: Cut::Phrases,
    },
    Mechanism {
        name: "turns (ends of contents) off",
        cut: Cut::Setting(&["turn", "turn-cue"]),
    },
    Mechanism {
        name: "noun phrases off",
        cut: Cut::Setting(&["np"]),
    },
    Mechanism {
        name: "prepositional phrases off",
        cut: Cut::Setting(&["pp"]),
    },
    Mechanism {
        name: "verb groups off",
        cut: Cut::Setting(&["vg", "cue"]),
    },
    Mechanism {
        name: "times and brackets off",
        cut: Cut::Setting(&["time-phrase", "paren"]),
    },
    Mechanism {
        name: "given names off",
        cut: Cut::All(Dictionary::GivenNames),
    },
    Mechanism {
        name: "people off",
        cut: Cut::All(Dictionary::People),
    },
    Mechanism {
        name: "channels off",
        cut: Cut::All(Dictionary::Channels),
    },
    Mechanism {
        name: "verbs that are no cues off",
        cut: Cut::All(Dictionary::Verbs),
    },
    Mechanism {
        name: "boilerplate off",
        cut: Cut::All(Dictionary::Boilerplate),
    },
    Mechanism {
        name: "unsure rows kept",
        cut: Cut::Rows(Dictionary::Confidence, "feature", "least"),
    },
    Mechanism {
        name: "cues halved",
        cut: Cut::Half(Dictionary::Cues),
    },
    Mechanism {
        name: "roles halved",
        cut: Cut::Half(Dictionary::Roles),
    },
    Mechanism {
        name: "institutions halved",
        cut: Cut::Half(Dictionary::Institutions),
    },
    Mechanism {
        name: "organizations halved",
        cut: Cut::Half(Dictionary::Organizations),
    },
    Mechanism {
        name: "places halved",
        cut: Cut::Half(Dictionary::Places),
    },
    Mechanism {
        name: "abbreviations off",
        cut: Cut::All(Dictionary::Abbreviations),
    },
];

impl Mechanism {
    /// How many overlays stand for it: two for a half, whose figures are to be averaged.
    pub fn variants(&self) -> usize {
        if matches!(self.cut, Cut::Half(_)) {
            2
        } else {
            1
        }
    }
}

/// A whole lexicon, as far as leaving parts out needs it.
#[derive(Debug)]
pub struct Whole {
    tables: Vec<(Dictionary, Table)>,
    /// All classes, which an overlay must declare where the part that made them is left out.
    classes: Vec<String>,
    phrases: Vec<PhraseRule>,
}

/// What is to be known of a phrase rule.
#[derive(Debug)]
struct PhraseRule {
    id: String,
    sets: BTreeSet<String>,
}

impl Whole {
    /// Reads a lexicon.
    ///
    /// # Errors
    /// Every fault of every file.
    pub fn read(folders: &Folders) -> Result<Self, Vec<Fault>> {
        let (kit, found) = Kit::load(folders);
        let kit = kit.ok_or(found.faults)?;
        let names = kit.lexicon.registry.names().iter();
        Ok(Whole {
            classes: names.filter(|c| !c.starts_with('=')).cloned().collect(),
            phrases: kit.sources.iter().flat_map(phrases).collect(),
            tables: kit
                .tables
                .into_iter()
                .map(|shelf| (shelf.dictionary, shelf.table))
                .collect(),
        })
    }

    /// Writes the overlay that leaves the mechanism out into an empty folder.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn write(&self, mechanism: &Mechanism, variant: usize, folder: &Path) -> io::Result<()> {
        std::fs::write(
            folder.join(dictionaries::RULES_FILE),
            self.rules(mechanism.cut),
        )?;
        let Some((dictionary, text)) = self.dictionary(mechanism.cut, variant) else {
            return Ok(());
        };
        std::fs::write(folder.join(dictionary.layout().file), text)
    }

    fn rules(&self, cut: Cut) -> String {
        let out = |p: &&PhraseRule| match cut {
            Cut::Phrases => true,
            Cut::Setting(classes) => classes.iter().any(|c| p.sets.contains(*c)),
            _ => false,
        };
        let removed = self.phrases.iter().filter(out);
        let removed = removed.map(|p| {
            format!(
                "[[phrase]]\nid = {:?}\nlevel = 0\npattern = \"\"\nremove = true\n",
                p.id
            )
        });
        let classes = self.classes.iter();
        let classes = classes.map(|class| format!("{class:?} = \"\"\n"));
        let (classes, removed) = (classes.collect::<String>(), removed.collect::<String>());
        format!("[classes]\n{classes}\n{removed}")
    }

    fn dictionary(&self, cut: Cut, variant: usize) -> Option<(Dictionary, String)> {
        let table = |d: Dictionary| {
            self.tables
                .iter()
                .find(|(of, _)| *of == d)
                .map(|(_, table)| table)
        };
        match cut {
            Cut::All(d) => Some((d, without(table(d)?, |_, _| true))),
            Cut::Rows(d, column, word) => Some((
                d,
                without(table(d)?, |t, (_, r)| t.cell(r, column).starts_with(word)),
            )),
            Cut::Half(d) => Some((d, without(table(d)?, |_, (i, _)| i % 2 == variant))),
            Cut::Blank(d, columns, from) => Some((d, blanked(table(d)?, columns, from))),
            Cut::Nothing | Cut::Phrases | Cut::Setting(_) => None,
        }
    }
}

/// Ids and classes of the phrase rules of a file.
fn phrases(source: &RuleSource) -> Vec<PhraseRule> {
    let parsed: toml::Table = source.text.parse().unwrap_or_default();
    let rules = parsed
        .get("phrase")
        .and_then(toml::Value::as_array)
        .cloned()
        .unwrap_or_default();
    let rule = |r: &toml::Value| {
        let set = r
            .get("set")
            .and_then(toml::Value::as_str)
            .unwrap_or_default();
        let marks = r.get("mark").and_then(toml::Value::as_table);
        let marks = marks
            .into_iter()
            .flat_map(|m| m.values())
            .filter_map(toml::Value::as_str);
        let sets = std::iter::once(set)
            .chain(marks)
            .flat_map(str::split_whitespace);
        Some(PhraseRule {
            id: r.get("id")?.as_str()?.to_owned(),
            sets: sets.map(str::to_owned).collect(),
        })
    };
    rules.iter().filter_map(rule).collect()
}

/// An overlay that takes rows out.
fn without(table: &Table, out: impl Fn(&Table, (usize, &Row)) -> bool) -> String {
    let header: Vec<&str> = table.layout.key.iter().copied().chain(["remove"]).collect();
    let rows = table
        .rows
        .iter()
        .enumerate()
        .filter(|r| out(table, *r))
        .map(|(_, row)| {
            let key = table.layout.key.iter().map(|k| table.cell(row, k));
            key.chain(["yes"]).collect()
        });
    csv(header, rows)
}

/// An overlay in which some columns have what another column has, or nothing.
fn blanked(table: &Table, columns: &[&str], from: Option<&str>) -> String {
    let rows = table.rows.iter().map(|row| {
        let cell = |c: &&'static str| match columns.contains(c) {
            true => from.map_or("", |f| table.cell(row, f)),
            false => table.cell(row, c),
        };
        table.layout.columns.iter().map(cell).collect()
    });
    csv(table.layout.columns.to_vec(), rows)
}

fn csv<'a>(header: Vec<&str>, rows: impl Iterator<Item = Vec<&'a str>>) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    // Written to memory: nothing that could fail.
    let mut written = out.write_record(header).is_ok();
    for row in rows {
        written &= out.write_record(row).is_ok();
    }
    debug_assert!(written);
    String::from_utf8(out.into_inner().unwrap_or_default()).unwrap_or_default()
}
