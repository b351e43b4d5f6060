//! Dictionaries: load, check, compile, look up.

mod build;
pub mod classes;
pub mod dictionaries;
pub mod entry;
pub mod facts;
pub mod fault;
pub mod flat;
pub mod folder;
pub mod inflect;
mod rule_files;
pub mod sheet;
pub mod table;
pub mod trie;
mod values;

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

use build::Builder;
pub use classes::{ClassId, Classes, Registry, Sets};
pub use dictionaries::Dictionary;
pub use entry::{Entry, Fact, Gender};
pub use facts::Facts;
pub use fault::{Fault, Findings};
pub use folder::Part;
use inflect::Inflections;
pub use rule_files::RuleSource;
pub use table::{Row, Table};
pub use trie::Trie;
pub use values::Values;

use crate::confidence::Weights;
use crate::embedded;
use crate::text::TextRules;
use facts::Told;
use flat::Flat;
use folder::Folder;
use sheet::Sheet;
use values::Known;

/// All dictionaries of one language, compiled.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lexicon {
    /// Names of the classes.
    pub registry: Registry,
    /// What the rows say.
    pub facts: Facts,
    /// What the surface forms mean.
    pub entries: Flat<Entry, 8>,
    /// Sets of classes that entries have.
    pub sets: Sets,
    /// Look-up of surface forms.
    pub trie: Trie,
    /// What the text step needs.
    pub text: TextRules,
    /// Names of the files that rows come from.
    pub files: Vec<String>,
    /// What makes a row sure or unsure.
    pub confidence: Weights,
    /// What in those files is probably not meant.
    pub warnings: Vec<Fault>,
    /// How forms are made.
    pub inflections: Inflections,
}

impl Lexicon {
    /// The classes of a token run that is an entry.
    pub fn classes_of(&self, entry: u32) -> Classes {
        self.sets.get(self.entries.at(entry).classes)
    }
}

/// Where a lexicon is read from.
#[derive(Debug, Clone, Default)]
pub struct Folders {
    /// A folder in place of the embedded lexicon.
    pub base: Option<PathBuf>,
    /// Folders laid over it, in order.
    pub overlays: Vec<PathBuf>,
}

/// A lexicon that still takes words (those that the rules name).
pub struct Draft(Builder);

/// Reads the embedded dictionaries, or those of another base, with the overlays laid over them; goes
/// on where there are faults, and hands out the tables.
pub fn read(
    folders: &Folders,
    take: &mut dyn FnMut(Part, Table),
) -> (Draft, Vec<RuleSource>, Findings) {
    let mut found = Findings::default();
    let mut base = folders
        .base
        .as_ref()
        .map(|base| Folder::open(base, &mut found));
    let mut overlays: Vec<Folder> = folders
        .overlays
        .iter()
        .map(|o| Folder::open(o, &mut found))
        .collect();
    let sources = rule_sources(base.as_ref(), &overlays, &mut found);
    let mut known = Known {
        declared: rule_files::declared(&sources).collect(),
        ..Known::default()
    };
    let mut builder = Builder::default();
    for dictionary in Dictionary::ALL {
        let part = Part::Dictionary(dictionary);
        let table = lay(part, base.as_mut(), &mut overlays, &mut known, &mut found);
        builder.read(dictionary, &table);
        take(part, table);
    }
    take(
        Part::LeftOut,
        lay(
            Part::LeftOut,
            base.as_mut(),
            &mut overlays,
            &mut known,
            &mut found,
        ),
    );
    found.faults.append(&mut builder.faults);
    builder.channels = known.channels;
    (Draft(builder), sources, found)
}

/// One dictionary, the base first, then what lies over it.
fn lay(
    part: Part,
    base: Option<&mut Folder>,
    overlays: &mut [Folder],
    known: &mut Known,
    found: &mut Findings,
) -> Table {
    let layout = match part {
        Part::Dictionary(dictionary) => dictionary.layout(),
        Part::LeftOut => &dictionaries::LEFT_OUT,
    };
    let mut table = Table::new(layout);
    match base {
        Some(folder) => folder
            .take(part, found)
            .into_iter()
            .for_each(|sheet| table.lay(sheet, found)),
        None => table.lay(
            Sheet::of_text(
                format!("{}/{}", dictionaries::EMBEDDED_FOLDER, layout.file),
                embedded::text(layout.file),
            ),
            found,
        ),
    }
    known.learn(&table);
    table.begin_overlays();
    for folder in overlays {
        for sheet in folder.take(part, found) {
            table.lay(sheet, found);
        }
    }
    table.settle();
    if let Part::Dictionary(dictionary) = part {
        known.settled(dictionary, &table);
    }
    known.check(&table, table.overlays_from, found);
    table
}

fn rule_sources(
    base: Option<&Folder>,
    overlays: &[Folder],
    found: &mut Findings,
) -> Vec<RuleSource> {
    let mut out: Vec<RuleSource> = match base {
        Some(folder) => folder
            .rules
            .iter()
            .filter_map(|path| RuleSource::read(path, found))
            .collect(),
        None => vec![RuleSource::embedded()],
    };
    let over: Vec<_> = overlays
        .iter()
        .filter_map(|o| RuleSource::read(o.rules.as_ref()?, found))
        .collect();
    rule_files::contradictions(&over, found);
    out.extend(over);
    out
}

impl Draft {
    /// The number of a class, given out at first use; `None` when there is no room.
    pub fn class(&mut self, name: &str) -> Option<ClassId> {
        self.0.lexicon.registry.intern(name)
    }

    /// Whether a class is in use.
    pub fn knows(&self, name: &str) -> bool {
        self.0.lexicon.registry.get(name).is_some()
    }

    /// All classes in use.
    pub fn class_names(&self) -> &[String] {
        self.0.lexicon.registry.names()
    }

    /// Names of all channels.
    pub fn channels(&self) -> impl Iterator<Item = &str> {
        self.0.channels.iter().map(|name| &**name)
    }

    /// A class of its own for a word that a rule names.
    pub fn literal(&mut self, word: &str) -> Option<ClassId> {
        let name = format!("={word}");
        if let Some(id) = self.0.lexicon.registry.get(&name) {
            return Some(id);
        }
        let id = self.0.lexicon.registry.intern(&name)?;
        let fact = self.0.lexicon.facts.push(Told {
            dictionary: Dictionary::Words,
            name: word,
            sort: "",
            of: "",
            pattern: "",
            gender: Gender::Unknown,
            overlaid: false,
            file: 0,
            line: 0,
        });
        self.0.surface(word, fact, Classes::of(id));
        Some(id)
    }

    /// No more words.
    pub fn finish(mut self) -> Lexicon {
        self.0.lexicon.trie.finish();
        self.0.lexicon.facts.finish();
        self.0.lexicon
    }
}
