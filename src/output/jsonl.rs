//! One JSON object a claim: every column, and where its parts lie in the text.
//!
//! `paragraph`, `start`, `end` and `confidence` are numbers, `negated` is true or false, all
//! other columns are strings. `doc` is the article's id. `content`, `source`, `cue` and
//! `channel_span` are lists of `[start, end)` in code points, the names that attribution
//! corpora use; so the words of the column `cue` stand in `cue_words`.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Sink, Target};
use crate::Claim;
use crate::claim::COLUMNS;

/// Lines that are being written.
pub struct Lines {
    target: Target,
}

impl Lines {
    /// Nothing is written before the first claim.
    pub fn new(target: Target) -> Self {
        Lines { target }
    }
}

impl Sink for Lines {
    fn write(&mut self, claim: &Claim) -> io::Result<()> {
        serde_json::to_writer(&mut self.target, &Record(claim)).map_err(io::Error::from)?;
        self.target.write_all(b"\n")
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.target.commit()
    }
}

struct Record<'a>(&'a Claim);

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let claim = self.0;
        let mut map = out.serialize_map(None)?;
        map.serialize_entry("doc", &claim.article_id)?;
        for (column, cell) in COLUMNS.into_iter().zip(claim.cells()) {
            match column {
                "paragraph" => map.serialize_entry(column, &claim.paragraph)?,
                "start" => map.serialize_entry(column, &claim.start)?,
                "end" => map.serialize_entry(column, &claim.end)?,
                // As the cell rounds it; what is no number becomes null.
                "confidence" => map.serialize_entry(column, &cell.parse::<f64>().ok())?,
                "negated" => map.serialize_entry(column, &claim.negated)?,
                "cue" => map.serialize_entry("cue_words", &cell)?,
                _ => map.serialize_entry(column, &cell)?,
            }
        }
        map.serialize_entry("content", &claim.content_spans)?;
        map.serialize_entry("source", &claim.source_spans)?;
        map.serialize_entry("cue", &claim.cue_spans)?;
        map.serialize_entry("channel_span", &claim.channel_spans)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::claim;
    use super::*;

    #[test]
    fn the_expected_line() {
        let line = serde_json::to_string(&Record(&claim(7, "“=1”\n"))).unwrap();
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
