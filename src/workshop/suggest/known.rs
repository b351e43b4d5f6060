//! Rows of the dictionaries of names, to give them a further alias.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::lexicon::Dictionary;
use crate::workshop::kit::Kit;

/// Rows of one dictionary by what they are called.
#[derive(Debug)]
pub struct Rows {
    dictionary: Dictionary,
    /// By name.
    pub names: FxHashMap<String, usize>,
    /// By alias.
    pub aliases: FxHashMap<String, usize>,
    /// By the last word of names and aliases of several words.
    surnames: FxHashMap<String, Vec<usize>>,
}

impl Rows {
    /// Of one dictionary.
    pub fn of(kit: &Kit, dictionary: Dictionary) -> Self {
        let table = &kit.shelf(dictionary).table;
        let mut out = Rows {
            dictionary,
            names: FxHashMap::default(),
            aliases: FxHashMap::default(),
            surnames: FxHashMap::default(),
        };
        for (i, row) in table.rows.iter().enumerate() {
            let name = table.cell(row, "name");
            if let Some((_, last)) = name.rsplit_once(' ') {
                out.surnames.entry(last.to_owned()).or_default().push(i);
            }
            for alias in table.forms(row, "aliases") {
                if let Some((_, last)) = alias.rsplit_once(' ') {
                    let rows = out.surnames.entry(last.to_owned()).or_default();
                    if rows.last() != Some(&i) {
                        rows.push(i);
                    }
                }
                out.aliases.insert(alias.to_owned(), i);
            }
            out.names.insert(name.to_owned(), i);
        }
        out
    }

    /// The name of the only row with this surname; `None` also where several have it.
    pub fn only_of_surname<'k>(&self, kit: &'k Kit, surname: &str) -> Option<&'k str> {
        let table = &kit.shelf(self.dictionary).table;
        match self.surnames.get(surname)?[..] {
            [one] => Some(table.cell(&table.rows[one], "name")),
            _ => None,
        }
    }

    /// Whether a row has this surname.
    pub fn has_surname(&self, surname: &str) -> bool {
        self.surnames.contains_key(surname)
    }

    /// The cells of the row of that name, with one more alias.
    pub fn with_alias(
        &self,
        kit: &Kit,
        name: &str,
        alias: &str,
    ) -> Option<BTreeMap<&'static str, String>> {
        let table = &kit.shelf(self.dictionary).table;
        let row = &table.rows[*self.names.get(name)?];
        let columns = table.layout.columns.iter();
        let mut cells: BTreeMap<&'static str, String> = columns
            .map(|column| (*column, table.cell(row, column).to_owned()))
            .collect();
        let mut aliases: Vec<&str> = table.forms(row, "aliases").collect();
        if alias != name && !aliases.contains(&alias) {
            aliases.push(alias);
        }
        cells.insert("aliases", aliases.join(" | "));
        Some(cells)
    }
}
