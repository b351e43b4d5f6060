//! Regular expressions of lexicon files, compiled when something first asks.

use std::sync::OnceLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

/// A regular expression that compiles.
#[derive(Debug, Serialize, Deserialize)]
pub struct LazyRegex {
    pattern: String,
    #[serde(skip)]
    regex: OnceLock<Option<Regex>>,
}

impl LazyRegex {
    /// A pattern, compiled at once to see that it can be.
    ///
    /// # Errors
    /// Why `pattern` is no regular expression.
    pub fn new(pattern: &str) -> Result<Self, String> {
        let regex = Regex::new(pattern).map_err(|e| e.to_string())?;
        Ok(LazyRegex {
            pattern: pattern.to_owned(),
            regex: OnceLock::from(Some(regex)),
        })
    }

    /// The expression.
    pub fn get(&self) -> Option<&Regex> {
        let compile = || Regex::new(&self.pattern).ok();
        self.regex.get_or_init(compile).as_ref()
    }

    /// Whether it fits some of the text.
    pub fn is_match(&self, text: &str) -> bool {
        self.get().is_some_and(|regex| regex.is_match(text))
    }
}
