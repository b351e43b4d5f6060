//! Regular expressions of lexicon files, compiled when a text first needs them.

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
        let regex = Regex::new(pattern).map_err(|e| why(&e))?;
        Ok(LazyRegex {
            regex: OnceLock::from(Some(regex)),
            ..LazyRegex::later(pattern)
        })
    }

    /// A pattern that is known to compile.
    pub fn later(pattern: &str) -> Self {
        LazyRegex {
            pattern: pattern.to_owned(),
            regex: OnceLock::new(),
        }
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

fn why(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => {
            "it is too large; repeat less in it, or write several rows.".to_owned()
        }
        other => other.to_string(),
    }
}
