//! Regular inflection, worked out by the ordered rules of `inflections.csv`.

use serde::{Deserialize, Serialize};

use crate::text::lazy::LazyRegex;

/// A form that a rule makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Form {
    /// As the entry has it.
    Base,
    /// Third person singular present.
    Third,
    /// Simple past.
    Past,
    /// Past participle.
    Participle,
    /// Present participle.
    Ing,
    /// Plural of a noun.
    Plural,
}

impl Form {
    /// The four forms of a verb in the order in which a `forms` cell lists them.
    pub const VERB: [Form; 4] = [Form::Third, Form::Past, Form::Participle, Form::Ing];

    /// Class of this form; also its name in `inflections.csv`.
    pub fn name(self) -> &'static str {
        match self {
            Form::Base => "base",
            Form::Third => "third",
            Form::Past => "past",
            Form::Participle => "participle",
            Form::Ing => "ing",
            Form::Plural => "plural",
        }
    }

    /// The form of that name.
    pub fn named(name: &str) -> Option<Form> {
        [
            Form::Base,
            Form::Third,
            Form::Past,
            Form::Participle,
            Form::Ing,
            Form::Plural,
        ]
        .into_iter()
        .find(|f| f.name() == name)
    }
}

/// All rules; the first whose pattern fits a word makes its form.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Inflections(Vec<Rule>);

/// Words that the pattern fits become what the replacement says.
#[derive(Debug, Serialize, Deserialize)]
struct Rule {
    form: Form,
    pattern: LazyRegex,
    replacement: String,
}

impl Rule {
    /// What it makes of a word; `None` where its pattern does not fit.
    fn apply(&self, word: &str) -> Option<String> {
        let regex = self.pattern.get().filter(|regex| regex.is_match(word))?;
        let made = regex.replace(word, self.replacement.as_str());
        Some(made.into_owned())
    }
}

impl Inflections {
    /// Adds a rule behind the others.
    ///
    /// # Errors
    /// Why `pattern` is no regular expression.
    pub fn add(&mut self, form: Form, pattern: &str, replacement: &str) -> Result<(), String> {
        self.0.push(Rule {
            form,
            pattern: LazyRegex::new(pattern)?,
            replacement: replacement.to_owned(),
        });
        Ok(())
    }

    /// The form of one word; the word itself where no rule fits.
    pub fn form(&self, word: &str, form: Form) -> String {
        let mut rules = self.0.iter().filter(|rule| rule.form == form);
        let made = rules.find_map(|rule| rule.apply(word));
        made.unwrap_or_else(|| word.to_owned())
    }

    /// The form of an entry of several words whose first word inflects ("point out").
    pub fn first(&self, entry: &str, form: Form) -> String {
        match entry.split_once(' ') {
            Some((first, rest)) => format!("{} {rest}", self.form(first, form)),
            None => self.form(entry, form),
        }
    }

    /// The form of an entry of several words whose last word inflects ("press release").
    pub fn last(&self, entry: &str, form: Form) -> String {
        match entry.rsplit_once(' ') {
            Some((rest, last)) => format!("{rest} {}", self.form(last, form)),
            None => self.form(entry, form),
        }
    }
}
