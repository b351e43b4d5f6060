//! Lays a row over the rows of a dictionary: adds it, puts it in the place of one, or takes one out.

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::lay::Layer;
use super::{ALWAYS, Row, Table, position};
use crate::lexicon::fault::{Fault, Findings, did_you_mean};

impl Table {
    pub(super) fn place(&mut self, layer: &mut Layer, row: Row, found: &mut Findings) {
        let [key, nameless] = self.keys_of(&row);
        let nameless = Some(nameless).filter(|nameless| *nameless != key);
        let known = self.keys.get(&key).copied();
        let line_of = |at: &u32| {
            let earlier = &self.rows[*at as usize];
            (earlier.file == row.file).then_some(earlier.line)
        };
        let here = known.as_ref().and_then(line_of);
        if let Some(line) = here.or_else(|| layer.without.get(&key).copied()) {
            return self.twice(&row, key, line, found);
        }
        let bare = |at: &u32| self.rows[*at as usize].file != row.file;
        let at = known.or_else(|| {
            nameless
                .and_then(|k| self.keys.get(&k).copied())
                .filter(bare)
        });
        match at {
            None if row.removes => {
                layer.without.insert(key, row.line);
                found.warnings.push(self.removes_nothing(&row));
            }
            None => {
                self.keys.insert(key, self.rows.len() as u32);
                self.rows.push(row);
            }
            Some(at) => {
                self.compare(&row, at as usize, found);
                if let Some(nameless) = nameless {
                    self.keys.remove(&nameless);
                }
                self.keys.insert(key, at);
                self.rows[at as usize] = row;
            }
        }
    }

    /// The same entry twice in one file.
    fn twice(&self, row: &Row, key: u64, line: u32, found: &mut Findings) {
        let first = self.keys.get(&key).map(|at| &self.rows[*at as usize]);
        let first_column = self.layout.key[0];
        if first.is_some_and(|first| self.same(first, row)) {
            let message =
                format!("This entry stands in line {line} already; delete one of the two.");
            found.warnings.push(self.fault(row, first_column, message));
        } else {
            let message = format!(
                "This entry stands in line {line} already, with other cells; keep one of the two."
            );
            found.faults.push(self.fault(row, first_column, message));
        }
    }

    /// An entry of an overlay over one that is there already.
    fn compare(&self, row: &Row, at: usize, found: &mut Findings) {
        let earlier = &self.rows[at];
        let place = format!("{}:{}", self.files[earlier.file as usize], earlier.line);
        if self.same(earlier, row) {
            let message =
                format!("This entry stands in {place} already, with the same cells; delete it.");
            found
                .warnings
                .push(self.fault(row, self.layout.key[0], message));
        } else if earlier.file >= self.overlays_from {
            let does = |r: &Row| if r.removes { "removes" } else { "gives" };
            let column = self.first_difference(earlier, row);
            let message = format!(
                "This row {} the entry that {place} {} otherwise; two overlays must not contradict each other, so take one of the \
                 two rows out.",
                does(row),
                does(earlier)
            );
            found.faults.push(self.fault(row, column, message));
        }
    }

    fn same(&self, a: &Row, b: &Row) -> bool {
        let note = position(self.layout, "note").unwrap_or(usize::MAX);
        a.removes == b.removes
            && a.cells()
                .zip(b.cells())
                .enumerate()
                .all(|(i, (x, y))| i == note || x == y)
    }

    fn first_difference(&self, a: &Row, b: &Row) -> &'static str {
        let i = a
            .cells()
            .zip(b.cells())
            .position(|(x, y)| x != y)
            .unwrap_or(0);
        let columns = self.layout.columns;
        columns
            .get(i)
            .copied()
            .unwrap_or_else(|| ALWAYS[i.saturating_sub(columns.len())])
    }

    fn removes_nothing(&self, row: &Row) -> Fault {
        let key = self.layout.key[0];
        let names = self.rows.iter().map(|r| self.cell(r, key));
        let cell = self.cell(row, key);
        let same = self.rows.iter().find(|r| self.cell(r, key) == cell);
        let hint = match same {
            Some(other) => format!(
                ", only one with other cells in {}; fill in all of {}.",
                self.file_line(other),
                self.layout.key.join(", ")
            ),
            None => did_you_mean(cell, names),
        };
        self.fault(
            row,
            key,
            format!("There is no entry {cell:?} to remove{hint}"),
        )
    }

    fn file_line(&self, row: &Row) -> String {
        format!("{}:{}", self.files[row.file as usize], row.line)
    }

    /// Hashes of the cells that name the entry: with its id, and without; equal where it has none.
    fn keys_of(&self, row: &Row) -> [u64; 2] {
        let own = self.key.iter().filter(|place| Some(**place) != self.id);
        let nameless = own.fold(0, |hash, place| {
            xxh3_64_with_seed(row.nth(*place).as_bytes(), hash)
        });
        let id = self.id.map_or("", |place| row.nth(place));
        if id.is_empty() {
            return [nameless; 2];
        }
        [xxh3_64_with_seed(id.as_bytes(), nameless), nameless]
    }
}
