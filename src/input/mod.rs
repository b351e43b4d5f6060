//! Articles, out of whatever is on disk: one file a format, all end in [`Article`].
//!
//! [`Records`] walks the paths and hands out undecoded [`Record`]s, in order and in
//! bounded memory; [`Record::decode`] makes an [`Item`] of each, on any thread.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub mod decode;
pub mod jsonl;
mod lines;
mod source;
pub mod txt;
pub mod walk;

pub use jsonl::Fields;
pub use walk::Records;

/// Largest article or line that is read, in bytes; a longer one is a [`Failure`].
pub const MAX_RECORD_BYTES: usize = 512 << 20;

/// One article, as decoded. Every span of the program points into `text`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// Names the article in the table; the file's stem or the record's own id.
    pub id: String,
    /// Headline, empty where the input has none.
    pub title: String,
    /// Address it was published at, or empty.
    pub url: String,
    /// Who published it, or empty.
    pub outlet: String,
    /// When it was published, as the input writes it, or empty.
    pub published: String,
    /// The text as decoded; never edited afterwards.
    pub text: String,
}

/// An input that gave no article, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The file or folder; `-` is standard input.
    pub path: PathBuf,
    /// Line in that file, counted from 1, where the format has lines.
    pub line: Option<u64>,
    /// A sentence without its full stop, with the remedy in brackets.
    pub reason: String,
}

impl fmt::Display for Failure {
    /// `PATH:LINE: reason`, always on one line.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if is_stdin(&self.path) {
            Cow::Borrowed("standard input")
        } else {
            self.path.to_string_lossy()
        };
        write_one_line(out, &name)?;
        if let Some(line) = self.line {
            write!(out, ":{line}")?;
        }
        out.write_str(": ")?;
        write_one_line(out, &self.reason)
    }
}

/// Writes `text` with control characters escaped: file names and JSON keys may hold any.
fn write_one_line(out: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for part in text.split_inclusive(char::is_control) {
        let plain = part.trim_end_matches(char::is_control);
        write!(out, "{plain}{}", part[plain.len()..].escape_default())?;
    }
    Ok(())
}

/// What became of one piece of input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// It was read.
    Article(Article),
    /// It was not; the rest goes on.
    Failed(Failure),
}

/// Where a piece of input lies; cheap to copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file; `-` is standard input.
    pub path: Arc<Path>,
    /// Line in that file, counted from 1, where the format has lines.
    pub line: Option<u64>,
}

impl Origin {
    /// A failure at this place.
    pub fn failure(&self, reason: impl Into<String>) -> Failure {
        Failure {
            path: self.path.to_path_buf(),
            line: self.line,
            reason: reason.into(),
        }
    }

    /// The file's name without its endings, `stdin` for standard input.
    pub fn stem(&self) -> String {
        if is_stdin(&self.path) {
            return "stdin".to_owned();
        }
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        let name = name.to_string_lossy();
        source::without_endings(&name).to_owned()
    }
}

/// One article's bytes, as they lie in the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// A whole text file.
    Text(Origin, Vec<u8>),
    /// One line of a JSONL file.
    Json(Origin, Vec<u8>),
    /// Nothing could be read here.
    Failed(Failure),
}

impl Record {
    /// Where it lies.
    pub fn origin(&self) -> Origin {
        match self {
            Record::Text(origin, _) | Record::Json(origin, _) => origin.clone(),
            Record::Failed(failure) => Origin {
                path: failure.path.as_path().into(),
                line: failure.line,
            },
        }
    }

    /// Its size in bytes.
    pub fn len(&self) -> usize {
        match self {
            Record::Text(_, bytes) | Record::Json(_, bytes) => bytes.len(),
            Record::Failed(_) => 0,
        }
    }

    /// Whether it holds no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Decodes the bytes and, for JSONL, picks the `fields`.
    pub fn decode(self, fields: &Fields) -> Item {
        let read = match self {
            Record::Text(origin, bytes) => txt::read(&origin, bytes),
            Record::Json(origin, bytes) => jsonl::read(&origin, bytes, fields),
            Record::Failed(failure) => Err(failure),
        };
        match read {
            Ok(article) => Item::Article(article),
            Err(failure) => Item::Failed(failure),
        }
    }
}

/// Whether the path stands for standard input.
fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(path: &str, line: Option<u64>) -> Origin {
        Origin {
            path: Path::new(path).into(),
            line,
        }
    }

    #[test]
    fn a_failure_is_one_line() {
        let failure = origin("a\nb.jsonl", Some(3)).failure("bad\tkey");
        assert_eq!(failure.to_string(), "a\\nb.jsonl:3: bad\\tkey");
        assert_eq!(
            origin("-", None).failure("it is empty").to_string(),
            "standard input: it is empty"
        );
    }

    #[test]
    fn stems_lose_every_known_ending() {
        for (path, stem) in [
            ("a/b.txt", "b"),
            ("b.jsonl.gz", "b"),
            ("b.TXT", "b"),
            ("v1.2.txt", "v1.2"),
            ("b", "b"),
            ("-", "stdin"),
        ] {
            assert_eq!(origin(path, None).stem(), stem);
        }
    }
}
