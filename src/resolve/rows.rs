//! What a row says besides its speaker and channel: words, kind, place in the text, evidence.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::codepoints::CodePointIndex;
use super::view::View;
use crate::claim::{Evidence, Kind};
use crate::lexicon::Lexicon;
use crate::text::{Document, TokenKind};

/// Between the spans of one claim.
const GAP: &str = " […] ";

/// The words of a claim, white space folded.
pub fn words(text: &str, content: &[Range<usize>]) -> String {
    let spans = content
        .iter()
        .map(|r| plain(text.get(r.clone()).unwrap_or("")));
    spans.collect::<Vec<_>>().join(GAP)
}

/// A stretch of text on one line.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_words(&mut out, text.split_whitespace());
    out
}

/// Words with one space between them.
fn push_words<'t>(out: &mut String, words: impl Iterator<Item = &'t str>) {
    for (number, word) in words.enumerate() {
        out.push_str(if number > 0 { " " } else { "" });
        out.push_str(word);
    }
}

/// Letters and digits only, in small letters, one space between words.
pub fn folded_words(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let cut = words.split(|c: char| !c.is_alphanumeric());
    for word in cut.filter(|w| !w.is_empty()) {
        out.push_str(if out.is_empty() { "" } else { " " });
        let start = out.len();
        if word.is_ascii() {
            out.push_str(word);
            out[start..].make_ascii_lowercase();
        } else {
            out.push_str(&word.to_lowercase());
        }
    }
    out
}

/// Hash of the article's id, the folded words and, for a repetition, its number.
pub fn claim_id(article: &str, folded: &str, repetition: usize) -> String {
    let mut key = format!("{article}\0{folded}");
    if repetition > 0 {
        key.push_str(&format!("\0{repetition}"));
    }
    format!("c{:016x}", xxh3_64(key.as_bytes()))
}

/// All, some or none of the words in quotation marks.
pub fn kind(document: &Document, text: &str, content: &[Range<usize>]) -> Kind {
    let (mut all, mut quoted, mut words) = (0_usize, 0_usize, 0_usize);
    for range in content {
        let first = document
            .tokens
            .partition_point(|t| (t.end as usize) <= range.start);
        let tokens = document.tokens[first..]
            .iter()
            .take_while(|t| (t.start as usize) < range.end);
        for token in tokens {
            let letters = token.of(text).chars().count();
            let inside = document.outermost_at(token.start as usize).is_some();
            let mark = matches!(token.kind, TokenKind::Mark(_));
            all += letters;
            quoted += if inside { letters } else { 0 };
            words += usize::from(inside && !mark);
        }
    }
    match () {
        () if all > 0 && quoted * 10 >= all * 9 => Kind::Direct,
        () if words > 0 => Kind::Mixed,
        () => Kind::Indirect,
    }
}

/// The sentences that hold all of `bytes`, whole.
pub fn context(document: &Document, text: &str, bytes: &Range<usize>) -> String {
    let tokens = &document.tokens;
    let range = |s: &crate::text::Sentence| {
        let start = tokens.get(s.tokens.start).map_or(0, |t| t.start as usize);
        let end = tokens
            .get(s.tokens.end.wrapping_sub(1))
            .map_or(start, |t| t.end as usize);
        start..end
    };
    let first = document
        .sentences
        .partition_point(|s| range(s).end <= bytes.start);
    let touching = document.sentences[first..]
        .iter()
        .map(range)
        .take_while(|r| r.start < bytes.end);
    let whole = touching.fold(bytes.clone(), |a, b| a.start.min(b.start)..a.end.max(b.end));
    plain(text.get(whole).unwrap_or(""))
}

/// A lexicon line that took part.
pub fn evidence(lexicon: &Lexicon, part: &'static str, fact: u32) -> Option<Evidence> {
    let fact = lexicon.facts.get(fact as usize)?;
    Some(Evidence {
        part,
        file: lexicon.files.get(fact.file as usize)?.clone(),
        line: fact.line,
        entry: fact.name.to_string(),
    })
}

/// A range of units in code points.
pub fn unit_span(view: &View, index: &CodePointIndex, base: &Range<u32>) -> (u32, u32) {
    index.span(&view.bytes(base))
}
