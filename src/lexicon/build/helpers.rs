//! Rows that no text is looked up in: how forms are made, where sentences end, what is no article text,
//! how sure a row is.

use super::Builder;
use crate::lexicon::inflect::Form;
use crate::lexicon::table::{Row, Table};
use crate::text::boilerplate::{Boilerplate, Kind, Pattern};
use crate::text::tokens;

impl Builder {
    pub(super) fn inflection(&mut self, table: &Table, row: &Row) {
        let Some(form) = Form::named(table.cell(row, "form")) else {
            // Told with the values of the table.
            return;
        };
        if let Err(why) = self.lexicon.inflections.add(
            form,
            table.cell(row, "pattern"),
            table.cell(row, "replacement"),
        ) {
            self.faults.push(table.fault(row, "pattern", why));
        }
    }

    pub(super) fn abbreviation(&mut self, table: &Table, row: &Row) {
        let bare = tokens::fold(table.cell(row, "abbreviation").trim_end_matches('.'));
        if matches!(table.cell(row, "kind"), "initialism" | "company" | "other") {
            self.lexicon
                .text
                .sentences
                .may_end
                .insert(bare.as_str().into());
        }
        if table.cell(row, "kind") == "hour" {
            self.lexicon
                .text
                .sentences
                .may_end
                .insert(bare.as_str().into());
            self.lexicon
                .text
                .sentences
                .hours
                .insert(bare.as_str().into());
        }
        self.lexicon.text.tokens.abbreviations.insert(bare.into());
    }

    pub(super) fn confidence(&mut self, table: &Table, row: &Row) {
        let written = table.cell(row, "weight");
        let Some(weight) = written.parse().ok().filter(|w: &f64| w.is_finite()) else {
            let message = format!("{written:?} is no number; give the weight as 0.25 or -1.5.");
            self.faults.push(table.fault(row, "weight", message));
            return;
        };
        if let Err(why) = self.lexicon.confidence.add(
            table.cell(row, "feature"),
            table.cell(row, "value"),
            weight,
        ) {
            self.faults.push(table.fault(row, "feature", why));
        }
    }

    pub(super) fn boilerplate(&mut self, table: &Table) {
        let mut patterns = Vec::new();
        for row in &table.rows {
            let kind = match table.cell(row, "kind") {
                "line" => Kind::Line,
                "prefix" => Kind::Prefix,
                "suffix" => Kind::Suffix,
                "contains" => Kind::Contains,
                "regex" => Kind::Regex,
                other => {
                    let message = format!(
                        "{other:?} is no kind; use line, prefix, suffix, contains or regex."
                    );
                    self.faults.push(table.fault(row, "kind", message));
                    continue;
                }
            };
            patterns.push(Pattern {
                kind,
                text: table.cell(row, "pattern").to_owned(),
                class: table.cell(row, "class").to_owned(),
            });
        }
        match Boilerplate::new(&patterns) {
            Ok(compiled) => self.lexicon.text.boilerplate = compiled,
            Err(bad) => {
                for (i, why) in bad {
                    self.faults.push(table.fault(
                        &table.rows[i],
                        "pattern",
                        format!("This regular expression can't be used: {why}"),
                    ));
                }
            }
        }
    }
}
