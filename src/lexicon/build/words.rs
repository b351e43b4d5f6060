//! Rows of words: closed classes, verbs, and the cues that bring a content.

use rustc_hash::FxHashMap;

use super::Builder;
use crate::lexicon::classes::Classes;
use crate::lexicon::dictionaries::Dictionary;
use crate::lexicon::inflect::Form;
use crate::lexicon::table::{Row, Table};
use crate::text::tokens;

impl Builder {
    pub(super) fn word(&mut self, table: &Table, row: &Row) {
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

    pub(super) fn reference(&mut self, table: &Table, row: &Row) {
        let (word, class) = (table.cell(row, "word"), table.cell(row, "class"));
        let mut told = self.told(Dictionary::References, row, word, class);
        told.of = table.cell(row, "value");
        let fact = self.lexicon.facts.push(told);
        let classes = self.set(&[class]);
        self.surface(word, fact, classes);
        if class == "joins-field" {
            self.joins_field.insert(word.into());
        }
    }

    /// Every form of a verb, with the class of the form.
    pub(super) fn verb_forms(
        &mut self,
        table: &Table,
        row: &Row,
        lemma: &str,
        fact: u32,
        classes: Classes,
    ) {
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

    pub(super) fn verb(&mut self, table: &Table, row: &Row) {
        let lemma = table.cell(row, "verb");
        let told = self.told(Dictionary::Verbs, row, lemma, "");
        let fact = self.lexicon.facts.push(told);
        let classes = self.set(&["verb"]);
        self.verb_forms(table, row, lemma, fact, classes);
    }

    pub(super) fn cue(&mut self, table: &Table, row: &Row) {
        let (lemma, pos) = (table.cell(row, "cue"), table.cell(row, "pos"));
        let classes = self.cue_classes(table, row);
        let mut told = self.told(Dictionary::Cues, row, lemma, table.cell(row, "class"));
        told.of = table.cell(row, "attitude");
        let fact = self.lexicon.facts.push(told);
        match pos {
            "verb" => self.verb_forms(table, row, lemma, fact, classes),
            "noun" => self.noun_forms(lemma, table.cell(row, "forms"), fact, classes),
            // A phrase, predicate or adverb; whatever else it says is told with the values of the table.
            _ => {
                self.surface(lemma, fact, classes);
                for form in table.forms(row, "forms") {
                    self.surface(form, fact, classes);
                }
            }
        }
    }

    /// What all forms of a cue are.
    pub(super) fn cue_classes(&mut self, table: &Table, row: &Row) -> Classes {
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
    pub(super) fn noun_forms(&mut self, noun: &str, plural: &str, fact: u32, classes: Classes) {
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
}
