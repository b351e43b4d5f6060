//! Classes that the code calls by name: most come from letters and marks themselves, the last few from
//! the columns of dictionaries.

use serde::{Deserialize, Serialize};

use crate::lexicon::Classes;
use crate::text::{Shape, Token, TokenKind};

macro_rules! built_in {
    ($($field:ident = $name:literal,)*) => {
        /// Sets of one class each, by the names that rules call them.
        #[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
        pub struct BuiltIn {
            $(#[doc = concat!("Class `", $name, "`.")] pub $field: Classes,)*
        }

        impl BuiltIn {
            /// Looks the classes up.
            pub fn new(mut set: impl FnMut(&str) -> Classes) -> Self {
                BuiltIn {
                    $($field: set($name),)*
                }
            }
        }
    };
}

built_in! {
    word = "word",
    unknown = "unknown",
    capitalised = "capitalised",
    all_caps = "all-caps",
    initial = "initial",
    lower = "lower",
    number = "number",
    comma = "comma",
    stop = "stop",
    question = "question",
    colon = "colon",
    semicolon = "semicolon",
    dash = "dash",
    open = "open",
    close = "close",
    apostrophe = "apostrophe",
    slash = "slash",
    mark = "mark",
    quote = "quote",
    quote_long = "quote-long",
    quote_comma = "quote-comma",
    quote_stop = "quote-stop",
    quote_capital = "quote-capital",
    quote_capitals = "quote-capitals",
    mid_capital = "mid-capital",
    namelike = "namelike",
    person = "person",
    document = "document",
    // Of dictionaries: words that names of newspapers and of companies have, and that stay unknown besides.
    outlet_word = "outlet-word",
    body_word = "body-word",
    // The names of newspapers, stations and their programmes.
    outlet = "org-news-organisation",
    // Of cues: what they tell of, and whether they are the verb of a clause.
    attitude = "attitude",
    statement = "statement",
    finite = "finite",
    verb_group = "vg",
    // What tells that somebody did not speak, and whoever was named before.
    negation = "negation",
    refusing = "class-refuse",
    pronoun = "pronoun-subject",
}

impl BuiltIn {
    /// What the entries of a word say of it; what is only part of names stays unknown besides.
    pub fn told(&self, entries: impl Iterator<Item = Classes>) -> Classes {
        let mut told = Classes::NONE;
        entries.for_each(|classes| told.extend(classes));
        let names_only = [self.outlet_word, self.body_word];
        if told != Classes::NONE && names_only.contains(&told) {
            told.extend(self.unknown);
        }
        told
    }

    /// Of a token that no entry tells of.
    pub fn of_token(&self, token: &Token) -> Classes {
        match token.kind {
            TokenKind::Mark(c) => self.of_mark(c),
            TokenKind::Number => {
                let mut number = self.number;
                number.extend(self.word);
                number
            }
            TokenKind::Word => self.of_shape(token.shape),
        }
    }

    fn of_shape(&self, shape: Shape) -> Classes {
        let mut out = self.word;
        out.extend(match shape {
            Shape::Lower => self.lower,
            Shape::Inner | Shape::Capitalised => self.capitalised,
            Shape::AllCaps => self.all_caps,
            Shape::Initial => self.initial,
        });
        if !matches!(shape, Shape::Lower) {
            out.extend(self.capitalised);
        }
        out
    }

    fn of_mark(&self, c: char) -> Classes {
        match c {
            ',' | '،' => self.comma,
            '.' | '…' | '。' => self.stop,
            '?' | '!' => self.question,
            ':' => self.colon,
            ';' => self.semicolon,
            '-' | '–' | '—' | '―' | '−' => self.dash,
            '(' | '[' => self.open,
            ')' | ']' => self.close,
            '\'' | '’' => self.apostrophe,
            '/' => self.slash,
            _ => self.mark,
        }
    }
}
