//! One JSON object a claim: every column, and where its parts lie in the text.
//!
//! `paragraph`, `start`, `end` and `confidence` are numbers, `negated` is true or false, all
//! other columns are strings. `doc` is the article's id. `content`, `source`, `cue` and
//! `channel_span` are lists of `[start, end)` in code points, the names that attribution
//! corpora use; so the words of the column `cue` stand in `cue_words`.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Form, Layout, Plain, Row, Table, Target};
use crate::Claim;
use crate::claim::COLUMNS;

/// Lines that are being written.
pub struct Lines {
    target: Target,
    extra: Vec<String>,
    /// The line that is being written.
    line: Vec<u8>,
}

impl Lines {
    /// Nothing is written before the first claim.
    pub fn new(target: Target, layout: &Layout) -> Self {
        let extra = layout.extra.clone();
        Lines {
            target,
            extra,
            line: Vec::new(),
        }
    }
}

impl Table for Lines {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.line.clear();
        write(row, &self.extra, &mut self.line)?;
        self.target.write_all(&self.line)
    }

    fn plain(&mut self) -> Option<Plain<'_>> {
        Some(Plain {
            form: Form::Jsonl,
            target: &mut self.target,
        })
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.target.commit()
    }
}

/// Between the name of the column `duplicate_of` and its words. No other words can look like it:
/// marks within words have a backslash before them.
const DUPLICATE_OF: &[u8] = b"\"duplicate_of\":\"";

/// Writes a line behind what is there, and tells where an empty `duplicate_of` stands in it.
pub(super) fn write(row: &Row<'_>, extra: &[String], out: &mut Vec<u8>) -> io::Result<usize> {
    let start = out.len();
    serde_json::to_writer(&mut *out, &Record { row, extra }).map_err(io::Error::from)?;
    out.push(b'\n');
    let place = memchr::memmem::rfind(&out[start..], DUPLICATE_OF);
    Ok(place.map_or(out.len(), |at| start + at + DUPLICATE_OF.len()))
}

struct Record<'a> {
    row: &'a Row<'a>,
    extra: &'a [String],
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let cells = &self.row.cells;
        let mut map = out.serialize_map(None)?;
        map.serialize_entry("doc", &cells[super::place("article_id")])?;
        for (column, cell) in COLUMNS.into_iter().zip(cells) {
            match column {
                "paragraph" | "start" | "end" => {
                    map.serialize_entry(column, &cell.parse::<u32>().ok())?;
                }
                // As the cell rounds it; what is no number becomes null.
                "confidence" => map.serialize_entry(column, &cell.parse::<f64>().ok())?,
                "negated" => map.serialize_entry(column, &!cell.is_empty())?,
                "cue" => map.serialize_entry("cue_words", cell)?,
                _ => map.serialize_entry(column, cell)?,
            }
        }
        for (column, cell) in self.extra.iter().zip(cells.iter().skip(COLUMNS.len())) {
            map.serialize_entry(column, cell)?;
        }
        if let Some(claim) = self.row.claim {
            spans(&mut map, claim)?;
        }
        map.end()
    }
}

fn spans<M: SerializeMap>(map: &mut M, claim: &Claim) -> Result<(), M::Error> {
    map.serialize_entry("content", &claim.content_spans)?;
    map.serialize_entry("source", &claim.source_spans)?;
    map.serialize_entry("cue", &claim.cue_spans)?;
    map.serialize_entry("channel_span", &claim.channel_spans)
}

#[cfg(test)]
mod tests {
    use super::super::tests::claim;
    use super::*;

    #[test]
    fn the_expected_line() {
        let claim = claim(7, "“=1”\n");
        let (row, extra) = (&Row::of(&claim), &[] as &[String]);
        let line = serde_json::to_string(&Record { row, extra }).unwrap();
        let expected = concat!(
            r#"{"doc":"a","claim_id":"c0000000000000007","review":"","review_note":"","#,
            r#""kind":"direct","attitude":"","speaker":"Vladimir Putin","channel":"x","#,
            r#""claim":"“=1”\n","cue_words":"said","speaker_type":"person","#,
            r#""speaker_mention":"he","speaker_how":"pronoun","speaker_chain":"","#,
            r#""channel_mention":"","channel_how":"","outlet":"","cue_class":"say","#,
            r#""negated":false,"speech_date":"","confidence":0.9,"rule":"r","context":"","#,
            r#""article_id":"a","article_title":"","article_url":"","article_outlet":"","#,
            r#""published":"","paragraph":2,"start":3,"end":9,"duplicate_of":"","#,
            r#""content":[[3,5],[7,9]],"source":[[0,1]],"cue":[[1,2]],"channel_span":[]}"#,
        );
        assert_eq!(line, expected);
    }
}
