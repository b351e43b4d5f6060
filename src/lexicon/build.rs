//! From the rows of all dictionaries to facts, entries and surface forms.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Lexicon;
use super::classes::Classes;
use super::dictionaries::Dictionary;
use super::entry::{Entry, Gender};
use super::facts::Told;
use super::fault::Fault;
use super::inflect::Form;
use super::table::{Row, Table, forms_in};
use crate::text::boilerplate::{Boilerplate, Kind, Pattern};
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

    fn inflection(&mut self, table: &Table, row: &Row) {
        let name = table.cell(row, "form");
        let Some(form) = Form::named(name) else {
            let message =
                format!("{name:?} is no form; use third, past, participle, ing or plural.");
            self.faults.push(table.fault(row, "form", message));
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

    fn abbreviation(&mut self, table: &Table, row: &Row) {
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

    fn word(&mut self, table: &Table, row: &Row) {
        let (word, class) = (table.cell(row, "word"), table.cell(row, "class"));
        if matches!(class, "weekday" | "month") {
            let folded = tokens::fold(word);
            self.lexicon.text.sentences.calendar.insert(folded.into());
        }
        if class == "clitic" {
            self.lexicon
                .text
                .tokens
                .clitics
                .push(tokens::fold(word).into());
        }
        if matches!(
            class,
            "not-a-name" | "determiner" | "pronoun-subject" | "possessive" | "sentence-adverb"
        ) {
            self.lexicon
                .text
                .sentences
                .starters
                .insert(tokens::fold(word).into());
        }
        let told = self.told(Dictionary::Words, row, word, class);
        let fact = self.lexicon.facts.push(told);
        let classes = self.set(&[class]);
        self.surface(word, fact, classes);
    }

    fn reference(&mut self, table: &Table, row: &Row) {
        let (word, class) = (table.cell(row, "word"), table.cell(row, "class"));
        let mut told = self.told(Dictionary::References, row, word, class);
        told.of = table.cell(row, "value");
        let fact = self.lexicon.facts.push(told);
        let classes = self.set(&[class]);
        self.surface(word, fact, classes);
    }

    /// Every form of a verb, with the class of the form.
    fn verb_forms(&mut self, table: &Table, row: &Row, lemma: &str, fact: u32, classes: Classes) {
        let given: Vec<&str> = table.forms(row, "forms").collect();
        let mut by_form: FxHashMap<String, Classes> = FxHashMap::default();
        let mut add = |builder: &mut Builder, word: String, form: Form| {
            let class = builder.set(&[form.name()]);
            by_form.entry(word).or_insert(classes).extend(class);
        };
        add(self, lemma.to_owned(), Form::Base);
        for (i, form) in Form::VERB.into_iter().enumerate() {
            let word = match given.get(i) {
                Some(word) => (*word).to_owned(),
                None => self.lexicon.inflections.first(lemma, form),
            };
            for word in word.split('/') {
                add(self, word.trim().to_owned(), form);
            }
        }
        for other in given.iter().skip(Form::VERB.len()) {
            // Another spelling: it is what the form is that it looks like.
            let like = by_form.iter().max_by(|a, b| {
                let near = |word: &str| strsim::jaro_winkler(word, other);
                near(a.0).total_cmp(&near(b.0)).then_with(|| a.0.cmp(b.0))
            });
            let classes = like.map_or(classes, |(_, classes)| *classes);
            by_form.insert((*other).to_owned(), classes);
        }
        let mut forms: Vec<_> = by_form.into_iter().collect();
        forms.sort_by(|a, b| a.0.cmp(&b.0));
        for (word, classes) in forms {
            self.surface(&word, fact, classes);
        }
    }

    fn verb(&mut self, table: &Table, row: &Row) {
        let lemma = table.cell(row, "verb");
        let told = self.told(Dictionary::Verbs, row, lemma, "");
        let fact = self.lexicon.facts.push(told);
        let classes = self.set(&["verb"]);
        self.verb_forms(table, row, lemma, fact, classes);
    }

    fn cue(&mut self, table: &Table, row: &Row) {
        let (lemma, pos) = (table.cell(row, "cue"), table.cell(row, "pos"));
        let classes = self.cue_classes(table, row);
        let mut told = self.told(Dictionary::Cues, row, lemma, table.cell(row, "class"));
        told.of = table.cell(row, "attitude");
        let fact = self.lexicon.facts.push(told);
        match pos {
            "verb" => self.verb_forms(table, row, lemma, fact, classes),
            "noun" => self.noun_forms(lemma, table.cell(row, "forms"), fact, classes),
            "phrase" | "predicate" | "adverb" => {
                self.surface(lemma, fact, classes);
                for form in table.forms(row, "forms") {
                    self.surface(form, fact, classes);
                }
            }
            _ => {
                let message = format!(
                    "{pos:?} is no part of speech; use verb, noun, predicate, phrase or adverb."
                );
                self.faults.push(table.fault(row, "pos", message));
            }
        }
    }

    /// What all forms of a cue are.
    fn cue_classes(&mut self, table: &Table, row: &Row) -> Classes {
        let cell = |column| table.cell(row, column);
        let takes = cell("takes").split_whitespace();
        let mut names = vec![format!("cue-{}", cell("pos"))];
        names.push(format!("class-{}", cell("class")));
        names.extend(takes.map(|t| format!("takes-{t}")));
        let mut all = vec!["cue"];
        all.extend(names.iter().map(String::as_str));
        all.push(match cell("attitude") {
            "" => "statement",
            _ => "attitude",
        });
        if cell("pos") == "verb" {
            all.push("verb");
        }
        self.set(&all)
    }

    /// A noun and its plural: `plural` as given, worked out if empty, none if "-".
    fn noun_forms(&mut self, noun: &str, plural: &str, fact: u32, classes: Classes) {
        self.surface(noun, fact, classes);
        let mut many = classes;
        many.extend(self.set(&["plural"]));
        let worked_out = self.lexicon.inflections.last(noun, Form::Plural);
        match plural {
            "-" => {}
            "" => self.surface(&worked_out, fact, many),
            given => given
                .split('|')
                .for_each(|p| self.surface(p.trim(), fact, many)),
        }
    }

    fn place(&mut self, table: &Table, row: &Row) {
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

    fn institution(&mut self, table: &Table, row: &Row) {
        let (name, sort) = (table.cell(row, "institution"), table.cell(row, "type"));
        let mut told = self.told(Dictionary::Institutions, row, name, sort);
        told.pattern = table.cell(row, "pattern");
        let fact = self.lexicon.facts.push(told);
        let classes = self.set(&["institution"]);
        let short = self.set(&["institution", "institution-short"]);
        let mut done = vec![name.to_lowercase()];
        self.surface(&done[0].clone(), fact, classes);
        for (column, classes) in [("forms", classes), ("short", short)] {
            for form in table.forms(row, column) {
                let form = form.to_lowercase();
                if !done.contains(&form) {
                    self.surface(&form, fact, classes);
                    done.push(form);
                }
            }
        }
    }

    fn organization(&mut self, table: &Table, row: &Row) {
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

    fn role(&mut self, table: &Table, row: &Row) {
        let (role, kind) = (table.cell(row, "role"), table.cell(row, "kind"));
        let mut told = self.told(Dictionary::Roles, row, role, kind);
        told.gender = Gender::of(table.cell(row, "gender"));
        let gender = told.gender;
        let fact = self.lexicon.facts.push(told);
        let mut classes = self.set(&[kind]);
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

    fn given_name(&mut self, table: &Table, row: &Row) {
        let name = table.cell(row, "name");
        let mut told = self.told(Dictionary::GivenNames, row, name, "given");
        told.gender = Gender::of(table.cell(row, "gender"));
        let fact = self.lexicon.facts.push(told);
        let classes = self.set(&["given"]);
        self.surface(name, fact, classes);
    }

    fn person(&mut self, table: &Table, row: &Row) {
        let [name, gender, country, aliases] =
            row.some(table.places(["name", "gender", "country", "aliases"]));
        let mut told = self.told(Dictionary::People, row, name, "person");
        told.gender = Gender::of(gender);
        told.of = country;
        let fact = self.lexicon.facts.push(told);
        let classes = self.set(&["person-name"]);
        self.surface(name, fact, classes);
        for form in forms_in(aliases) {
            self.surface(form, fact, classes);
        }
    }

    fn channel(&mut self, table: &Table, row: &Row) {
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

    fn confidence(&mut self, table: &Table, row: &Row) {
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

    fn boilerplate(&mut self, table: &Table) {
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
