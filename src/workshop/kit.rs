//! A lexicon together with the tables and rule files that it was made of.

use rustc_hash::FxHashMap;

use crate::lexicon::dictionaries::EMBEDDED_FOLDER;
use crate::lexicon::{
    self, Dictionary, Fact, Fault, Findings, Folders, Lexicon, Part, Row, RuleSource, Table,
};
use crate::rules::{Rules, file};
use crate::{embedded, image};

/// A compiled lexicon and its sources.
#[derive(Debug)]
pub struct Kit {
    /// Dictionaries.
    pub lexicon: Lexicon,
    /// Rules.
    pub rules: Rules,
    /// Rule files as text, the base first.
    pub sources: Vec<RuleSource>,
    /// Every dictionary as a table.
    pub tables: Vec<Shelf>,
    /// What is left out on purpose.
    pub left_out: Table,
    /// How many of `sources` are the base's.
    pub base_sources: usize,
    /// Facts by file and line.
    places: FxHashMap<(u16, u32), u32>,
}

/// A dictionary's table in a kit.
#[derive(Debug)]
pub struct Shelf {
    /// Which one.
    pub dictionary: Dictionary,
    /// Its rows.
    pub table: Table,
    /// Number of its first file among those of the lexicon.
    first_file: u16,
}

impl Shelf {
    /// Rows that come from overlays; all rows if there are none.
    pub fn rows_of(&self, whose: Whose) -> impl Iterator<Item = &Row> {
        let from = match whose {
            Whose::All => 0,
            Whose::Overlays => self.table.overlays_from,
        };
        self.table.rows.iter().filter(move |row| row.file >= from)
    }
}

/// Which part of a lexicon something is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Base and overlays.
    All,
    /// Only what is laid over the base.
    Overlays,
}

impl Kit {
    /// Reads and compiles. There is no kit where the dictionaries or rules have faults.
    pub fn load(folders: &Folders) -> (Option<Kit>, Findings) {
        let mut tables = Vec::new();
        let mut left_out = Table::new(&lexicon::dictionaries::LEFT_OUT);
        let mut first_file = 0;
        let (mut draft, sources, mut found) =
            lexicon::read(folders, &mut |part, table| match part {
                Part::LeftOut => left_out = table,
                Part::Dictionary(dictionary) => {
                    let files = table.files.len() as u16;
                    tables.push(Shelf {
                        dictionary,
                        table,
                        first_file,
                    });
                    first_file += files;
                }
            });
        let rules = file::compile(&sources, &mut draft).unwrap_or_else(|faults| {
            let faults = faults.into_iter().map(|f| with_rule_line(f, &sources));
            found.faults.extend(faults);
            Rules::default()
        });
        if !found.faults.is_empty() {
            found.shorten();
            return (None, found);
        }
        let lexicon = draft.finish();
        let overlaid = folders.overlays.iter().filter(|o| has_rules(o)).count();
        let base_sources = sources.len().saturating_sub(overlaid);
        let places = places(&lexicon);
        let kit = Kit {
            lexicon,
            rules,
            sources,
            tables,
            left_out,
            base_sources,
            places,
        };
        (Some(kit), found)
    }

    /// The fact that a row became, if its dictionary makes facts.
    pub fn fact_of(&self, shelf: &Shelf, row: &Row) -> Option<u32> {
        let at = self
            .places
            .get(&(shelf.first_file + row.file, row.line))
            .copied()?;
        (self.lexicon.facts[at as usize].dictionary == shelf.dictionary).then_some(at)
    }

    /// The table of a dictionary.
    pub fn shelf(&self, dictionary: Dictionary) -> &Shelf {
        &self.tables[dictionary as usize]
    }

    /// Whether a fact stands in an overlay.
    pub fn is_overlaid(&self, fact: &Fact) -> bool {
        let shelf = self.shelf(fact.dictionary);
        fact.line > 0
            && fact.file
                >= shelf.first_file
                    + shelf
                        .table
                        .overlays_from
                        .min(shelf.table.files.len() as u16)
    }

    /// `file:line` of a fact.
    pub fn place_of(&self, fact: &Fact) -> String {
        let file = self
            .lexicon
            .files
            .get(fact.file as usize)
            .map_or("", String::as_str);
        format!("{file}:{}", fact.line)
    }

    /// File and line of a rule; the last file that gives it counts.
    pub fn rule_place(&self, id: &str) -> (String, u64) {
        let found = self
            .sources
            .iter()
            .rev()
            .map(|s| (s.file.clone(), s.line_of(id)))
            .find(|(_, line)| *line > 0);
        found.unwrap_or_default()
    }

    /// What the dictionaries have that is written so.
    pub fn facts_written(&self, form: &str) -> impl Iterator<Item = &Fact> + use<'_> {
        let words: Vec<&str> = form.split(' ').collect();
        let entries = self.lexicon.trie.written(&words).into_iter();
        entries.map(|e| &self.lexicon.facts[self.lexicon.entries.at(e).fact as usize])
    }

    /// The entry of some dictionaries that a few words were read as: all of them, or the last that is one.
    pub fn fact_in(&self, words: &str, dictionaries: &[Dictionary]) -> Option<&Fact> {
        let of = |form: &str| {
            let mut facts = self.facts_written(form);
            facts.find(|f| dictionaries.contains(&f.dictionary) && f.line > 0)
        };
        of(words).or_else(|| words.split(' ').rev().find_map(of))
    }

    /// `file:line` of what a column of the claims table was made by: the rule, the cue, who or what a
    /// mention names.
    pub fn line_of(&self, column: &str, value: &str) -> Option<String> {
        let dictionaries: &[Dictionary] = match column {
            "rule" => {
                let (file, line) = self.rule_place(value);
                return (line > 0).then(|| format!("{file}:{line}"));
            }
            "cue" => &[Dictionary::Cues],
            "channel_mention" => &[Dictionary::Channels],
            _ => &[
                Dictionary::People,
                Dictionary::Organizations,
                Dictionary::Institutions,
                Dictionary::Roles,
                Dictionary::References,
                Dictionary::Places,
            ],
        };
        Some(self.place_of(self.fact_in(value, dictionaries)?))
    }

    /// Whether a rule stands in an overlay.
    pub fn rule_is_overlaid(&self, id: &str) -> bool {
        self.sources[self.base_sources..]
            .iter()
            .any(|s| s.line_of(id) > 0)
    }
}

/// Only the dictionaries and rules, for who analyses articles.
///
/// # Errors
/// Every fault of every file at once.
pub fn compile(folders: &Folders) -> Result<(Lexicon, Rules), Vec<Fault>> {
    if folders.base.is_none() && folders.overlays.is_empty() {
        return image::read(embedded::IMAGE).map_err(|error| {
            let message = format!("The built-in lexicon can't be read: {error}.");
            vec![Fault::of_file(EMBEDDED_FOLDER, message)]
        });
    }
    compile_files(folders)
}

fn compile_files(folders: &Folders) -> Result<(Lexicon, Rules), Vec<Fault>> {
    let (mut draft, sources, mut found) = lexicon::read(folders, &mut |_, _| {});
    let rules = file::compile(&sources, &mut draft);
    match rules {
        Ok(rules) if found.faults.is_empty() => {
            found.shorten();
            let mut lexicon = draft.finish();
            lexicon.warnings = found.warnings;
            return Ok((lexicon, rules));
        }
        Ok(_) => {}
        Err(faults) => found
            .faults
            .extend(faults.into_iter().map(|f| with_rule_line(f, &sources))),
    }
    found.shorten();
    Err(found.faults)
}

fn places(lexicon: &Lexicon) -> FxHashMap<(u16, u32), u32> {
    let facts = lexicon.facts.iter().enumerate();
    facts.map(|(i, f)| ((f.file, f.line), i as u32)).collect()
}

fn has_rules(folder: &std::path::Path) -> bool {
    folder.join(lexicon::dictionaries::RULES_FILE).is_file()
}

/// Shows the line of the rule file that a fault is about, where the compiler told only its number.
fn with_rule_line(fault: Fault, sources: &[RuleSource]) -> Fault {
    let source = sources.iter().find(|s| s.file == fault.file);
    let Some(source) = source.filter(|_| fault.row.is_empty() && fault.line > 0) else {
        return fault;
    };
    let rule = fault
        .message
        .strip_prefix("Rule ")
        .and_then(|m| m.split_once(':'))
        .map(|(id, _)| id);
    let line = rule
        .map_or(0, |id| pattern_line(source, id))
        .max(fault.line);
    let text = source
        .text
        .lines()
        .nth(line as usize - 1)
        .unwrap_or("")
        .to_owned();
    Fault {
        line,
        row: text.chars().take(160).collect(),
        ..fault
    }
}

/// The line of a rule's pattern.
fn pattern_line(source: &RuleSource, id: &str) -> u64 {
    let first = source.line_of(id);
    let lines = source.text.lines().enumerate().skip(first as usize);
    let mut own = lines.take_while(|(_, l)| !l.trim_start().starts_with('['));
    own.find(|(_, l)| l.trim_start().starts_with("pattern"))
        .map_or(first, |(i, _)| i as u64 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_image_is_what_the_embedded_files_compile_to() {
        let (lexicon, rules) = compile_files(&Folders::default()).unwrap();
        let bytes = image::write(&lexicon, &rules).unwrap();
        assert!(bytes == embedded::IMAGE, "the image is of other files");
        let (read, its_rules) = compile(&Folders::default()).unwrap();
        let facts = |lexicon: &Lexicon| format!("{:?}", lexicon.facts.told().collect::<Vec<_>>());
        assert!(facts(&read) == facts(&lexicon));
        assert_eq!(its_rules.frames.len(), rules.frames.len());
    }
}
