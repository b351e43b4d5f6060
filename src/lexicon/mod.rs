//! Dictionaries: load, check, compile, look up.

mod build;
pub mod classes;
pub mod dictionaries;
pub mod entry;
pub mod inflect;
pub mod table;
pub mod trie;

use std::path::{Path, PathBuf};

use build::Builder;
pub use classes::{ClassId, Classes, Registry};
pub use dictionaries::Dictionary;
pub use entry::{Entry, Fact, Gender};
pub use table::{Fault, Table};
pub use trie::Trie;

use crate::text::TextRules;

/// All dictionaries of one language, compiled.
#[derive(Debug)]
pub struct Lexicon {
    /// Names of the classes.
    pub registry: Registry,
    /// What the rows say.
    pub facts: Vec<Fact>,
    /// What the surface forms mean.
    pub entries: Vec<Entry>,
    /// Look-up of surface forms.
    pub trie: Trie,
    /// What the text step needs.
    pub text: TextRules,
    /// Names of the files that rows come from.
    pub files: Vec<String>,
}

/// The rules' text, and the file it comes from: embedded first, overlays behind.
#[derive(Debug)]
pub struct RuleSource {
    /// File, as the user knows it.
    pub file: String,
    /// TOML.
    pub text: String,
}

/// Where a lexicon is read from.
#[derive(Debug, Clone, Default)]
pub struct Folders {
    /// A folder in place of the embedded lexicon.
    pub base: Option<PathBuf>,
    /// Folders laid over it, in order.
    pub overlays: Vec<PathBuf>,
}

impl Folders {
    fn all(&self) -> impl Iterator<Item = &PathBuf> {
        self.base.iter().chain(&self.overlays)
    }
}

/// A lexicon that still takes words (those that the rules name).
pub struct Draft(Builder);

/// Reads the embedded dictionaries, or those of another base, with the overlays laid over them.
///
/// # Errors
/// Every fault of every file at once.
pub fn load(folders: &Folders) -> Result<(Draft, Vec<RuleSource>), Vec<Fault>> {
    let mut builder = Builder::default();
    let mut faults: Vec<Fault> = folders.all().filter_map(|folder| no_lexicon(folder)).collect();
    for dictionary in Dictionary::ALL {
        let layout = dictionary.layout();
        let mut table = Table::new(layout);
        if folders.base.is_none() {
            let name = format!("{}/{}", dictionaries::EMBEDDED_FOLDER, layout.file);
            table.lay(name, dictionary.embedded(), &mut faults);
        }
        for path in folders.all().map(|o| table::path_in(o, layout)).filter(|p| p.exists()) {
            match table::read(&path) {
                Ok(text) => table.lay(path.display().to_string(), &text, &mut faults),
                Err(fault) => faults.push(fault),
            }
        }
        table.settle();
        builder.read(dictionary, &table);
    }
    faults.append(&mut builder.faults);
    let rules = rule_sources(folders, &mut faults);
    if faults.is_empty() { Ok((Draft(builder), rules)) } else { Err(faults) }
}

fn no_lexicon(folder: &Path) -> Option<Fault> {
    let known = |name: &str| name == dictionaries::RULES_FILE || Dictionary::ALL.iter().any(|d| d.layout().file == name);
    let message = match std::fs::read_dir(folder) {
        Err(e) => format!("The folder can't be read: {e}; check the path after --lexicons."),
        Ok(mut files) => {
            if files.any(|f| f.is_ok_and(|f| f.file_name().to_str().is_some_and(known))) {
                return None;
            }
            let names: Vec<&str> = Dictionary::ALL.iter().map(|d| d.layout().file).collect();
            format!("The folder holds no dictionary; it should hold one of {}.", names.join(", "))
        }
    };
    Some(Fault {
        file: folder.display().to_string(),
        line: 0,
        column: String::new(),
        message,
        row: String::new(),
    })
}

fn rule_sources(folders: &Folders, faults: &mut Vec<Fault>) -> Vec<RuleSource> {
    let mut out = Vec::new();
    if folders.base.is_none() {
        out.push(RuleSource {
            file: format!("{}/{}", dictionaries::EMBEDDED_FOLDER, dictionaries::RULES_FILE),
            text: dictionaries::RULES.to_owned(),
        });
    }
    for path in folders.all().map(|o| o.join(dictionaries::RULES_FILE)).filter(|p| p.exists()) {
        match table::read(&path) {
            Ok(text) => out.push(RuleSource {
                file: path.display().to_string(),
                text,
            }),
            Err(fault) => faults.push(fault),
        }
    }
    out
}

impl Draft {
    /// The number of a class, given out at first use; `None` when there is no room.
    pub fn class(&mut self, name: &str) -> Option<ClassId> {
        self.0.registry.intern(name)
    }

    /// Whether a class is in use.
    pub fn knows(&self, name: &str) -> bool {
        self.0.registry.get(name).is_some()
    }

    /// All classes in use.
    pub fn class_names(&self) -> &[String] {
        self.0.registry.names()
    }

    /// A class of its own for a word that a rule names.
    pub fn literal(&mut self, word: &str) -> Option<ClassId> {
        let name = format!("={word}");
        if let Some(id) = self.0.registry.get(&name) {
            return Some(id);
        }
        let id = self.0.registry.intern(&name)?;
        let fact = self.0.facts.len() as u32;
        self.0.facts.push(Fact {
            dictionary: Dictionary::Words,
            name: word.into(),
            sort: Box::default(),
            of: Box::default(),
            pattern: Box::default(),
            gender: Gender::Unknown,
            file: 0,
            line: 0,
        });
        self.0.surface(word, fact, Classes::of(id));
        Some(id)
    }

    /// No more words.
    pub fn finish(self) -> Lexicon {
        let Builder {
            registry,
            facts,
            entries,
            trie,
            text,
            files,
            ..
        } = self.0;
        Lexicon {
            registry,
            facts,
            entries,
            trie,
            text,
            files,
        }
    }
}
