//! Which values the cells of a column may hold, and whether they do.

use rustc_hash::{FxHashMap, FxHashSet};

use super::dictionaries::Dictionary;
use super::fault::{Fault, Findings, did_you_mean, nearest};
use super::table::{Row, Table};

/// What a column may hold.
#[derive(Debug, Clone, Copy)]
pub enum Values {
    /// One of these.
    One(&'static [&'static str]),
    /// One that the base lexicon uses in this column.
    Base,
    /// Some that the base lexicon uses in this column, parted by blanks.
    BaseMany,
    /// A class that the base lexicon uses or that a rule file declares.
    Class,
    /// At best one that the base lexicon uses; a new one gets a warning if it looks like an old one.
    Usual,
    /// The name of a place of the lexicon; another one gets a warning.
    Country,
}

/// What columns may hold, as far as the lexicon itself tells it.
#[derive(Debug, Default)]
pub struct Known {
    /// By column of the dictionary that is being read.
    pub(super) base: FxHashMap<&'static str, FxHashSet<Box<str>>>,
    /// Classes that the rule files declare.
    pub declared: FxHashSet<String>,
    /// Names of places.
    pub places: FxHashSet<Box<str>>,
    /// Names of channels, those too of rows that an overlay takes out.
    pub channels: FxHashSet<Box<str>>,
}

impl Known {
    /// Learns from a dictionary that holds nothing but its base.
    pub fn learn(&mut self, table: &Table) {
        self.base.clear();
        for (column, values) in table.layout.values {
            let mut seen = FxHashSet::default();
            for row in &table.rows {
                let cell = table.cell(row, column);
                match values {
                    Values::BaseMany => seen.extend(cell.split_whitespace().map(Box::from)),
                    Values::One(_) | Values::Country => {}
                    _ if seen.contains(cell) => {}
                    _ => {
                        seen.insert(cell.into());
                    }
                }
            }
            self.base.insert(column, seen);
        }
    }

    /// What a dictionary without what was taken out of it adds to what is known of all.
    pub fn settled(&mut self, dictionary: Dictionary, table: &Table) {
        let key = table.layout.key[0];
        let names = table.rows.iter().map(|row| table.cell(row, key).into());
        match dictionary {
            Dictionary::Places => self.places = names.collect(),
            Dictionary::Channels => {
                self.channels = self.base.get(key).cloned().unwrap_or_default();
                self.channels.extend(names);
            }
            _ => {}
        }
    }

    /// Checks the rows from file number `first` on.
    pub fn check(&self, table: &Table, first: u16, found: &mut Findings) {
        for (column, values) in table.layout.values {
            if matches!(values, Values::Country) {
                self.countries(table, first, column, &mut found.warnings);
                continue;
            }
            for row in table
                .rows
                .iter()
                .filter(|r| r.file >= first || matches!(values, Values::One(_)))
            {
                self.cell(table, row, column, *values, found);
            }
        }
    }

    fn cell(
        &self,
        table: &Table,
        row: &Row,
        column: &'static str,
        values: Values,
        found: &mut Findings,
    ) {
        let cell = table.cell(row, column);
        let empty = FxHashSet::default();
        let base = self.base.get(column).unwrap_or(&empty);
        let bad = match values {
            Values::One(list) => (!list.contains(&cell)).then_some(cell),
            Values::Base => (!base.contains(cell)).then_some(cell),
            Values::BaseMany => cell.split_whitespace().find(|c| !base.contains(*c)),
            Values::Class => {
                (!base.contains(cell) && !self.declared.contains(cell)).then_some(cell)
            }
            Values::Usual => return self.usual(table, row, column, base, found),
            Values::Country => None,
        };
        let Some(bad) = bad else { return };
        let mut known: Vec<&str> = match values {
            Values::One(list) => list.to_vec(),
            _ => base
                .iter()
                .map(|v| &**v)
                .filter(|v| !v.is_empty())
                .collect(),
        };
        if !matches!(values, Values::One(_)) {
            known.sort_unstable();
        }
        found
            .faults
            .push(table.fault(row, column, wrong_value(column, bad, &known)));
    }

    fn usual(
        &self,
        table: &Table,
        row: &Row,
        column: &str,
        base: &FxHashSet<Box<str>>,
        found: &mut Findings,
    ) {
        let cell = table.cell(row, column);
        if cell.is_empty() {
            let message = format!("This cell must not be empty; fill in the {column}.");
            return found.faults.push(table.fault(row, column, message));
        }
        if base.contains(cell) {
            return;
        }
        let near = nearest(cell, base.iter().map(|v| &**v))
            .filter(|near| strsim::damerau_levenshtein(near, cell) <= 2);
        if let Some(near) = near {
            let message = format!(
                "The {column} {cell:?} is new; did you mean {near:?}? Leave it if it is meant."
            );
            found.warnings.push(table.fault(row, column, message));
        }
    }

    /// One warning for each unknown country, however many rows have it.
    fn countries(&self, table: &Table, first: u16, column: &str, warnings: &mut Vec<Fault>) {
        let mut unknown: FxHashMap<&str, (usize, &Row)> = FxHashMap::default();
        for row in table.rows.iter().filter(|r| r.file >= first) {
            let cell = table.cell(row, column);
            if !cell.is_empty() && !self.places.contains(cell) {
                unknown.entry(cell).or_insert((0, row)).0 += 1;
            }
        }
        let mut unknown: Vec<_> = unknown.into_iter().collect();
        unknown.sort_by_key(|(_, (_, row))| (row.file, row.line));
        for (cell, (count, row)) in unknown {
            let rows = if count == 1 {
                "1 row has it".to_owned()
            } else {
                format!("{count} rows have it")
            };
            let hint = did_you_mean(cell, self.places.iter().map(|p| &**p));
            let message = format!(
                "There is no place {cell:?} in places.csv{hint} {rows}; write it as there, or add it there."
            );
            warnings.push(table.fault(row, column, message));
        }
    }
}

fn wrong_value(column: &str, bad: &str, known: &[&str]) -> String {
    let shown: Vec<&str> = known
        .iter()
        .map(|k| if k.is_empty() { "(empty)" } else { *k })
        .collect();
    if bad.is_empty() {
        return format!(
            "This cell must not be empty; {column} is one of {}.",
            shown.join(", ")
        );
    }
    let hint = did_you_mean(bad, known.iter().copied());
    format!(
        "There is no {column} {bad:?}{hint} It is one of {}.",
        shown.join(", ")
    )
}
