//! Rows of what has a name: places, institutions, bodies, people with their roles, channels.

use super::Builder;
use crate::lexicon::classes::Classes;
use crate::lexicon::dictionaries::Dictionary;
use crate::lexicon::entry::Gender;
use crate::lexicon::table::{Row, Table, forms_in};
use crate::text::tokens;

impl Builder {
    pub(super) fn place(&mut self, table: &Table, row: &Row) {
        let (name, sort) = (table.cell(row, "place"), table.cell(row, "type"));
        let mut told = self.told(Dictionary::Places, row, name, sort);
        told.of = match table.cell(row, "country") {
            "" => name,
            country => country,
        };
        let fact = self.lexicon.facts.push(told);
        let named = self.set(&["place", sort]);
        self.surface(name, fact, named);
        for (column, classes) in [
            ("names", ["place", sort]),
            ("demonym", ["demonym", "demonym"]),
            ("adjective", ["place-adjective", "place-adjective"]),
            ("capital", ["place", "capital"]),
            ("metonyms", ["place", "metonym"]),
        ] {
            let classes = self.set(&classes);
            for form in table.forms(row, column) {
                self.surface(form, fact, classes);
            }
        }
    }

    pub(super) fn institution(&mut self, table: &Table, row: &Row) {
        let (name, sort) = (table.cell(row, "institution"), table.cell(row, "type"));
        let mut told = self.told(Dictionary::Institutions, row, name, sort);
        told.pattern = table.cell(row, "pattern");
        let fact = self.lexicon.facts.push(told);
        let classes = self.set(&["institution"]);
        let short = self.set(&["institution", "institution-short"]);
        let mut done = Vec::new();
        let names = std::iter::once((name, classes));
        let forms = [("forms", classes), ("short", short)];
        let forms = forms.into_iter().flat_map(|(column, classes)| {
            let forms = table.forms(row, column);
            forms.map(move |form| (form, classes))
        });
        for (form, mut classes) in names.chain(forms) {
            let form = form.to_lowercase();
            if done.contains(&form) {
                continue;
            }
            classes.extend(self.field(&form));
            self.surface(&form, fact, classes);
            done.push(form);
        }
    }

    /// The class of a form that has its field behind it: "ministry of health".
    fn field(&mut self, form: &str) -> Classes {
        let mut behind = form.split_whitespace().skip(1);
        match behind.any(|word| self.joins_field.contains(word)) {
            true => self.set(&["with-field"]),
            false => Classes::NONE,
        }
    }

    pub(super) fn organization(&mut self, table: &Table, row: &Row) {
        let [name, sort, country, aliases] =
            row.some(table.places(["name", "type", "country", "aliases"]));
        let mut told = self.told(Dictionary::Organizations, row, name, sort);
        told.of = country;
        let fact = self.lexicon.facts.push(told);
        let classes = self.set(&["organization", &format!("org-{sort}")]);
        self.surface(name, fact, classes);
        for form in forms_in(aliases).filter(|f| *f != name) {
            self.surface(form, fact, classes);
        }
    }

    pub(super) fn role(&mut self, table: &Table, row: &Row) {
        let (role, kind) = (table.cell(row, "role"), table.cell(row, "kind"));
        let mut told = self.told(Dictionary::Roles, row, role, kind);
        told.gender = Gender::of(table.cell(row, "gender"));
        let gender = told.gender;
        let fact = self.lexicon.facts.push(told);
        let mut classes = self.set(&[kind]);
        classes.extend(self.field(role));
        match gender {
            Gender::Male => classes.extend(self.set(&["male"])),
            Gender::Female => classes.extend(self.set(&["female"])),
            Gender::Unknown => {}
        }
        if kind == "title" {
            self.surface(role, fact, classes);
        } else {
            self.noun_forms(role, table.cell(row, "plural"), fact, classes);
        }
    }

    pub(super) fn given_name(&mut self, table: &Table, row: &Row) {
        let name = table.cell(row, "name");
        let mut told = self.told(Dictionary::GivenNames, row, name, "given");
        told.gender = Gender::of(table.cell(row, "gender"));
        let fact = self.lexicon.facts.push(told);
        let classes = self.set(&["given"]);
        self.surface(name, fact, classes);
    }

    pub(super) fn person(&mut self, table: &Table, row: &Row) {
        let [name, gender, country, aliases, role] =
            row.some(table.places(["name", "gender", "country", "aliases", "role"]));
        let mut told = self.told(Dictionary::People, row, name, "person");
        told.gender = Gender::of(gender);
        told.of = country;
        told.pattern = role;
        let fact = self.lexicon.facts.push(told);
        let classes = self.set(&["person-name"]);
        self.surface(name, fact, classes);
        for form in forms_in(aliases) {
            self.surface(form, fact, classes);
        }
    }

    pub(super) fn channel(&mut self, table: &Table, row: &Row) {
        let (form, kind) = (table.cell(row, "form"), table.cell(row, "kind"));
        let mut told = self.told(Dictionary::Channels, row, form, table.cell(row, "channel"));
        told.of = table.cell(row, "outlet");
        told.pattern = kind;
        let fact = self.lexicon.facts.push(told);
        if kind == "name" && form.chars().count() == 1 {
            self.lexicon
                .text
                .sentences
                .letters
                .insert(tokens::fold(form).into());
        }
        let class = format!("channel-{kind}");
        let classes = self.set(&[class.as_str()]);
        if kind == "verb" {
            return self.verb_forms(table, row, form, fact, classes);
        }
        if matches!(kind, "noun" | "place" | "event") && form == form.to_lowercase() {
            self.noun_forms(form, "", fact, classes);
        } else {
            self.surface(form, fact, classes);
        }
    }
}
