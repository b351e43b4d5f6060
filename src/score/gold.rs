//! Annotated articles, out of JSONL or a brat folder.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::chars::{fold_str, is_space};
use super::error::Error;
use super::item::{Item, RawSpan, Record, checked};
use super::tokens::{Doc, TokenSet};
use crate::claim::Kind;

/// An annotated article.
#[derive(Debug)]
pub struct GoldDoc {
    /// Its name, which predictions use.
    pub id: String,
    /// Its text as given; spans are code points into it.
    pub text: String,
    /// The text with its tokens.
    pub doc: Doc,
    /// What was annotated, contents without a word left out.
    pub items: Vec<Item>,
    /// Tokens where a prediction counts neither way.
    pub ignored: TokenSet,
}

/// Annotated articles in the order of their file.
#[derive(Debug, Default)]
pub struct Gold {
    /// The articles.
    pub docs: Vec<GoldDoc>,
    /// How many annotations were skipped, having no word for content.
    pub without_words: usize,
    by_id: HashMap<String, usize>,
}

#[derive(Deserialize)]
struct Line {
    doc: String,
    text: String,
    attributions: Option<Vec<Record>>,
    ignore: Option<Vec<Ignore>>,
}

/// A stretch, or several, where predictions count neither way.
#[derive(Deserialize)]
#[serde(untagged)]
enum Ignore {
    Span(RawSpan),
    Spans(Vec<RawSpan>),
}

impl Gold {
    /// Reads a JSONL file (`.gz` as such) or a brat folder.
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub fn read(path: &Path) -> Result<Self, Error> {
        if path.is_dir() {
            return super::brat::read(path);
        }
        Gold::from_jsonl(open(path)?, &path.display().to_string())
    }

    /// Reads JSONL; `name` stands for it in errors.
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub fn from_jsonl(input: impl BufRead, name: &str) -> Result<Self, Error> {
        let mut gold = Gold::default();
        json_lines(input, name, |n, line: Line| {
            let doc = Doc::new(&line.text);
            let items = line
                .attributions
                .unwrap_or_default()
                .into_iter()
                .map(|r| Item::gold(&doc, r));
            let items = items.collect::<Result<Vec<_>, _>>();
            let items = items.map_err(|why| Error::line(name, n, why))?;
            let ignored = ignored(&doc, line.ignore.unwrap_or_default());
            let ignored = ignored.map_err(|why| Error::line(name, n, why))?;
            let added = gold.push(GoldDoc {
                id: line.doc,
                text: line.text,
                doc,
                items,
                ignored,
            });
            added.map_err(|why| Error::line(name, n, why))
        })?;
        Ok(gold)
    }

    /// Adds an article whose name is new, without the items that have no word for content.
    pub(crate) fn push(&mut self, mut doc: GoldDoc) -> Result<(), String> {
        let annotated = doc.items.len();
        doc.items.retain(|item| !item.content_tokens.is_empty());
        self.without_words += annotated - doc.items.len();
        if self.by_id.insert(doc.id.clone(), self.docs.len()).is_some() {
            return Err(format!(
                "document {:?} occurs twice; give each its own name",
                doc.id
            ));
        }
        self.docs.push(doc);
        Ok(())
    }

    /// The place of an article in `docs`.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }
}

fn ignored(doc: &Doc, stretches: Vec<Ignore>) -> Result<TokenSet, String> {
    let spans = stretches.into_iter().flat_map(|s| match s {
        Ignore::Span(span) => vec![span],
        Ignore::Spans(spans) => spans,
    });
    Ok(doc.ids(&checked(doc, "ignore", spans.collect())?))
}

/// Said or written, as against believed, wanted, seen: it has quoted words or a cue of saying.
pub(crate) fn is_statement(doc: &Doc, item: &Item, forms: &HashSet<String>) -> bool {
    item.kind != Kind::Indirect
        || item
            .cue_tokens
            .iter()
            .any(|t| forms.contains(&doc.folded(t)))
}

/// The word forms of a list, one a line, case folded; `#` begins a line of comment.
///
/// # Errors
/// When the file cannot be read.
pub fn read_statements(path: &Path) -> Result<HashSet<String>, Error> {
    let mut out = HashSet::new();
    text_lines(open(path)?, &path.display().to_string(), |_, line| {
        let word = line.trim_matches(is_space);
        if !word.is_empty() && !line.starts_with('#') {
            out.insert(fold_str(word));
        }
        Ok(())
    })?;
    Ok(out)
}

/// Opens a file, unpacked where its name ends in `.gz`.
pub(crate) fn open(path: &Path) -> Result<Box<dyn BufRead>, Error> {
    let file = File::open(path);
    let file = file.map_err(|e| Error::file(path.display(), format!("cannot be opened: {e}")))?;
    let packed = path.extension().is_some_and(|e| e == "gz");
    let reader: Box<dyn Read> = if packed {
        Box::new(MultiGzDecoder::new(BufReader::new(file)))
    } else {
        Box::new(file)
    };
    Ok(Box::new(BufReader::new(reader)))
}

/// Calls back with every line's number, from 1, and text.
fn text_lines(
    mut input: impl BufRead,
    name: &str,
    mut each: impl FnMut(usize, &str) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut bytes = Vec::new();
    for n in 1.. {
        bytes.clear();
        let read = input.read_until(b'\n', &mut bytes);
        let read = read.map_err(|e| Error::line(name, n, format!("cannot be read: {e}")))?;
        if read == 0 {
            break;
        }
        let line = std::str::from_utf8(&bytes)
            .map_err(|_| Error::line(name, n, "is not UTF-8; save the file as UTF-8"))?;
        let line = if n == 1 {
            line.trim_start_matches('\u{feff}')
        } else {
            line
        };
        each(n, line)?;
    }
    Ok(())
}

/// Calls back with every line's number and its JSON, empty lines passed over.
pub(crate) fn json_lines<T: DeserializeOwned>(
    input: impl BufRead,
    name: &str,
    mut each: impl FnMut(usize, T) -> Result<(), Error>,
) -> Result<(), Error> {
    text_lines(input, name, |n, line| {
        if line.trim_matches(is_space).is_empty() {
            return Ok(());
        }
        let record = serde_json::from_str(line).map_err(|e| {
            let what = e.to_string();
            let what = what.split(" at line ").next().unwrap_or(&what).to_string();
            Error::line(name, n, format!("column {}: {what}", e.column()))
        })?;
        each(n, record)
    })
}
