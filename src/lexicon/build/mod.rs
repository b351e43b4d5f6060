//! From the rows of all dictionaries to facts, entries and surface forms: `words.rs` and `names.rs` tell what
//! a row is, `helpers.rs` reads what helps to cut texts and to make forms.

mod helpers;
mod names;
mod words;

use rustc_hash::FxHashSet;

use super::Lexicon;
use super::classes::Classes;
use super::dictionaries::Dictionary;
use super::entry::{Entry, Gender};
use super::facts::Told;
use super::fault::Fault;
use super::table::{Row, Table};
use crate::text::{Token, tokens};

/// From this many rows on, room is made for all of them at once.
const MANY: usize = 50_000;

/// Everything on the way from tables to a lexicon.
#[derive(Default)]
pub struct Builder {
    /// What has been made of the rows so far.
    pub lexicon: Lexicon,
    /// Names of channels, those too of rows that an overlay takes out.
    pub channels: FxHashSet<Box<str>>,
    pub faults: Vec<Fault>,
    /// File number of the table that is being read, by its own number.
    file_base: u16,
    /// Number of its first file that is laid over the base.
    overlays_from: u16,
    /// Words that join an institution and its field: "of", "for".
    joins_field: FxHashSet<Box<str>>,
    /// Room to cut forms in.
    cut: Vec<Token>,
}

impl Builder {
    /// Reads one dictionary; those before it in [`Dictionary::ALL`] must have been read.
    pub fn read(&mut self, dictionary: Dictionary, table: &Table) {
        self.file_base = self.lexicon.files.len() as u16;
        self.overlays_from = table.overlays_from;
        self.lexicon.files.extend(table.files.iter().cloned());
        if table.rows.len() > MANY {
            self.lexicon.trie.reserve(table.rows.len() * 2);
            self.lexicon.facts.reserve(table.rows.len());
            self.lexicon.entries.reserve(table.rows.len());
        }
        if dictionary == Dictionary::Boilerplate {
            return self.boilerplate(table);
        }
        if dictionary == Dictionary::Inflections {
            // The first that fits makes the form, so those of overlays come first.
            let (overlaid, base): (Vec<_>, Vec<_>) = table
                .rows
                .iter()
                .partition(|r| r.file >= table.overlays_from);
            overlaid
                .into_iter()
                .chain(base)
                .for_each(|row| self.inflection(table, row));
            return;
        }
        for row in &table.rows {
            match dictionary {
                Dictionary::Abbreviations => self.abbreviation(table, row),
                Dictionary::Words => self.word(table, row),
                Dictionary::References => self.reference(table, row),
                Dictionary::Verbs => self.verb(table, row),
                Dictionary::Cues => self.cue(table, row),
                Dictionary::Places => self.place(table, row),
                Dictionary::Institutions => self.institution(table, row),
                Dictionary::Organizations => self.organization(table, row),
                Dictionary::Roles => self.role(table, row),
                Dictionary::GivenNames => self.given_name(table, row),
                Dictionary::People => self.person(table, row),
                Dictionary::Channels => self.channel(table, row),
                Dictionary::Confidence => self.confidence(table, row),
                Dictionary::Inflections | Dictionary::Boilerplate => {}
            }
        }
    }

    /// The set of these classes, given numbers at first use.
    pub fn set(&mut self, names: &[&str]) -> Classes {
        let mut out = Classes::NONE;
        for name in names {
            match self.lexicon.registry.intern(name) {
                Some(id) => out.insert(id),
                None => self.faults.push(Fault::of_file(
                    "",
                    format!("There are too many classes; {name} has no room."),
                )),
            }
        }
        out
    }

    /// What a row says that has nothing but a name and a sort.
    fn told<'r>(
        &self,
        dictionary: Dictionary,
        row: &Row,
        name: &'r str,
        sort: &'r str,
    ) -> Told<'r> {
        Told {
            dictionary,
            name,
            sort,
            of: "",
            pattern: "",
            gender: Gender::Unknown,
            overlaid: row.file >= self.overlays_from,
            file: self.file_base + row.file,
            line: row.line,
        }
    }

    /// Adds a way of writing a fact.
    pub fn surface(&mut self, form: &str, fact: u32, classes: Classes) {
        // The forms of one row follow each other, and most of them mean the same.
        if self
            .lexicon
            .entries
            .iter()
            .next_back()
            .is_none_or(|e| e.fact != fact || self.lexicon.sets.get(e.classes) != classes)
        {
            let classes = self.lexicon.sets.intern(classes);
            self.lexicon.entries.push(Entry { fact, classes });
        }
        let entry = self.lexicon.entries.len() as u32 - 1;
        if form.contains('*') {
            self.lexicon
                .trie
                .add_affix(&form.to_lowercase().replace('’', "'"), entry);
            return;
        }
        // A clitic ("’s") is one token behind its word, and would be two by itself.
        if form.starts_with('\'') {
            let word = (form, tokens::shape_of(form));
            return self.lexicon.trie.add(std::iter::once(word), entry);
        }
        self.cut.clear();
        tokens::tokenize(
            form,
            0..form.len(),
            &self.lexicon.text.tokens,
            &mut self.cut,
        );
        if !self.cut.is_empty() {
            let words = self.cut.iter().map(|t| (t.of(form), t.shape));
            self.lexicon.trie.add(words, entry);
        }
    }
}
