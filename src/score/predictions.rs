//! Predicted attributions, out of JSONL or from the analyzer.

use std::io::BufRead;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::error::Error;
use super::gold::{Gold, json_lines, open};
use super::item::{Item, Record};
use crate::claim::Claim;

/// Predictions for the articles of a [`Gold`].
#[derive(Debug, Default)]
pub struct Predictions {
    /// For each article of the gold, in its order, the predictions in theirs.
    pub items: Vec<Vec<Item>>,
    /// How many named an article that the gold lacks; they are left out.
    pub in_unknown_docs: usize,
}

#[derive(Deserialize)]
struct Line {
    doc: Option<Value>,
    article_id: Option<Value>,
    #[serde(flatten)]
    record: Record,
}

impl Predictions {
    /// None for any article of the gold.
    pub fn none(gold: &Gold) -> Self {
        Predictions {
            items: gold.docs.iter().map(|_| Vec::new()).collect(),
            in_unknown_docs: 0,
        }
    }

    /// Reads a JSONL file (`.gz` as such, `-` for standard input).
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub fn read(path: &Path, gold: &Gold) -> Result<Self, Error> {
        if path.as_os_str() == "-" {
            return Predictions::from_jsonl(std::io::stdin().lock(), "standard input", gold);
        }
        Predictions::from_jsonl(open(path)?, &path.display().to_string(), gold)
    }

    /// Reads JSONL; `name` stands for it in errors.
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub fn from_jsonl(input: impl BufRead, name: &str, gold: &Gold) -> Result<Self, Error> {
        let mut out = Predictions::none(gold);
        json_lines(input, name, |n, line: Line| {
            let id = line.doc.or(line.article_id);
            let Some(d) = id
                .as_ref()
                .and_then(Value::as_str)
                .and_then(|id| gold.position(id))
            else {
                out.in_unknown_docs += 1;
                return Ok(());
            };
            let item = Item::predicted(&gold.docs[d].doc, line.record);
            out.items[d].push(item.map_err(|why| Error::line(name, n, why))?);
            Ok(())
        })?;
        Ok(out)
    }

    /// Takes the analyzer's claims for the article at place `doc` of the gold.
    ///
    /// # Errors
    /// When a claim's span lies outside the text, which is a bug of the analyzer.
    pub fn add_claims(&mut self, gold: &Gold, doc: usize, claims: &[Claim]) -> Result<(), Error> {
        let article = &gold.docs[doc];
        let items = claims.iter().map(|claim| {
            let named = |why| Error::file(&article.id, format!("claim {}: {why}", claim.claim_id));
            Item::from_claim(&article.doc, claim).map_err(named)
        });
        self.items[doc].extend(items.collect::<Result<Vec<_>, _>>()?);
        Ok(())
    }
}
