//! What the dictionary of references says of the words of one class.

use rustc_hash::FxHashMap;

use crate::lexicon::{Dictionary, Lexicon};
use crate::resolve::mentions::names::last_word;
use crate::text::tokens::fold;

/// The values of each word of a class, by the folded word.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values {
    of: FxHashMap<String, Vec<Box<str>>>,
}

impl Values {
    /// Those of a class.
    pub fn new(lexicon: &Lexicon, class: &str) -> Self {
        let rows = lexicon.facts.of(Dictionary::References);
        let rows = rows.filter(|f| f.sort == class);
        let parts = |of: &str| of.split('|').map(|part| part.trim().into()).collect();
        let of = rows.map(|f| (fold(f.name), parts(f.of))).collect();
        Values { of }
    }

    /// Those of a folded name, or else of its last word.
    pub fn of(&self, name: &str) -> Option<&[Box<str>]> {
        let row = self.of.get(name).or_else(|| self.of.get(last_word(name)));
        row.map(Vec::as_slice)
    }
}
