//! What a row says besides its speaker and channel: words, kind, place in the text, evidence.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::codepoints::CodePointIndex;
use super::view::View;
use crate::claim::{Evidence, Kind};
use crate::lexicon::Lexicon;
use crate::text::tokens::is_alphanumeric;
use crate::text::{Document, TokenKind};

/// The one letter whose small form depends on the letters around it.
const SIGMA: char = 'Σ';

/// Between the spans of one claim.
const GAP: &str = " […] ";

/// The words of a claim, white space folded.
pub fn words(text: &str, content: &[Range<usize>]) -> String {
    let span = |r: &Range<usize>| plain(text.get(r.clone()).unwrap_or(""));
    match content {
        [only] => span(only),
        all => all.iter().map(span).collect::<Vec<_>>().join(GAP),
    }
}

/// A stretch of text on one line.
pub fn plain(text: &str) -> String {
    let text = text.trim();
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for (number, word) in text.split_whitespace().enumerate() {
        out.push_str(if number > 0 { " " } else { "" });
        out.push_str(word);
    }
    out
}

/// Whether all white space is single spaces, as it mostly is.
fn is_plain(text: &str) -> bool {
    let mut behind_space = false;
    text.chars().all(|c| {
        let doubled = behind_space && c == ' ';
        behind_space = c == ' ';
        !doubled && (behind_space || !c.is_whitespace())
    })
}

/// Letters and digits only, in small letters, one space between words.
pub fn folded_words(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    if words.contains(SIGMA) {
        let cut = words.split(|c: char| !c.is_alphanumeric());
        for word in cut.filter(|w| !w.is_empty()) {
            out.push_str(if out.is_empty() { "" } else { " " });
            out.push_str(&word.to_lowercase());
        }
        return out;
    }
    let mut ended = false;
    for c in words.chars() {
        if !is_alphanumeric(c) {
            ended = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut ended) {
            out.push(' ');
        }
        match c.is_ascii() {
            true => out.push(c.to_ascii_lowercase()),
            false => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Hash of the article's id, the folded words and, for a repetition, its number.
pub fn claim_id(article: &str, folded: &str, repetition: usize) -> String {
    let mut key = [article, "\0", folded].concat();
    if repetition > 0 {
        key.push_str(&format!("\0{repetition}"));
    }
    format!("c{:016x}", xxh3_64(key.as_bytes()))
}

/// All, some or none of the words in quotation marks.
pub fn kind(document: &Document, text: &str, content: &[Range<usize>]) -> Kind {
    if !content.iter().any(|range| document.meets_quotation(range)) {
        return Kind::Indirect;
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn one_space_between_words(text in "[a \\n\u{A0}“é]{0,12}|\\PC{0,20}") {
            let words: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(plain(&text), words.join(" "));
        }

        #[test]
        fn words_are_folded_one_by_one(text in "[aB1’ΣΟσ \u{2071}“-]{0,12}|\\PC{0,20}") {
            let words = text.split(|c: char| !c.is_alphanumeric());
            let words = words.filter(|w| !w.is_empty()).map(str::to_lowercase);
            prop_assert_eq!(folded_words(&text), words.collect::<Vec<_>>().join(" "));
        }
    }
}
