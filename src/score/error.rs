//! What can be wrong with a file that is scored.

use std::fmt;

/// A fault in a gold, prediction or word file: where it is and what to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    file: String,
    line: Option<usize>,
    message: String,
}

impl Error {
    /// A fault of a whole file.
    pub(crate) fn file(file: impl fmt::Display, message: impl Into<String>) -> Self {
        Error {
            file: file.to_string(),
            line: None,
            message: message.into(),
        }
    }

    /// A fault of one line, counted from 1.
    pub(crate) fn line(file: impl fmt::Display, line: usize, message: impl Into<String>) -> Self {
        Error {
            line: Some(line),
            ..Error::file(file, message)
        }
    }

    /// The line at fault, counted from 1, where it is one line's.
    pub fn line_number(&self) -> Option<usize> {
        self.line
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{}: {}", self.file, line, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for Error {}
