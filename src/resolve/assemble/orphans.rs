//! Quotations that no frame attributes and that stand as sentences of their own.

use crate::rules::Found;
use crate::rules::joins::whole_quotation;
use crate::rules::taken::Taken;
use crate::text::paragraphs::Role;
use crate::text::{Document, TokenKind};

/// Quoted words fewer than this may be anything.
const LEAST: usize = 4;

/// Such quotations, as attributions without frame and source.
pub fn orphans(document: &Document, text: &str, found: &[Found]) -> Vec<Found> {
    let mut out = Vec::new();
    let taken = Taken::new(found);
    for (number, sentence) in document.sentences.iter().enumerate() {
        let Some(index) = whole_quotation(document, sentence, text) else {
            continue;
        };
        let q = &document.quotations[index];
        let headline = document
            .paragraphs
            .get(sentence.paragraph)
            .is_none_or(|p| p.role != Role::Body);
        let words = document.tokens[sentence.tokens.clone()]
            .iter()
            .filter(|t| !matches!(t.kind, TokenKind::Mark(_)))
            .count();
        let ends = q.ends_sentence(text) || q.last(text) == Some(',');
        if taken.meets(q.start..q.end) || headline || words < LEAST || !ends {
            continue;
        }
        out.push(orphan(number, q.inner_start..q.inner_end));
    }
    out
}

fn orphan(sentence: usize, content: std::ops::Range<usize>) -> Found {
    Found {
        frame: None,
        sentence,
        cue: 0..0,
        cue_head: 0,
        cue_base: 0..0,
        source: None,
        source_head: 0,
        content: vec![content],
        relay: None,
        addressee: None,
        channel: None,
        last_sentence: sentence,
        adopted: false,
    }
}
