//! What a row says besides its speaker and channel: words, kind, place in the text, evidence.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::codepoints::CodePointIndex;
use crate::claim::{Evidence, Kind};
use crate::lexicon::Lexicon;
use crate::resolve::view::View;
use crate::text::tokens::{is_alphanumeric, leading_ascii};
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

/// Whether all white space of a trimmed text is single spaces, as it mostly is; all bytes are looked at
/// without a branch, many at a time.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let (other, beyond) = pairs.fold((false, false), |(other, beyond), (before, byte)| {
        let doubled = (*before == b' ') & (*byte == b' ');
        let other = other | doubled | (byte.wrapping_sub(b'\t') <= b'\r' - b'\t');
        (other, beyond | (*before >= 0x80))
    });
    // The first bytes of all white space beyond ASCII.
    let mut firsts = memchr::memchr3_iter(0xC2, 0xE2, 0xE3, bytes);
    let blank = |at| text[at..].starts_with(char::is_whitespace);
    !other && (!beyond || !firsts.any(blank) && !memchr::memchr_iter(0xE1, bytes).any(blank))
}

/// Letters and digits only, in small letters, one space between words.
pub fn folded_words(words: &str) -> String {
    if words.contains(SIGMA) {
        let cut = words.split(|c: char| !c.is_alphanumeric());
        let folded = cut.filter(|w| !w.is_empty()).map(str::to_lowercase);
        return folded.collect::<Vec<_>>().join(" ");
    }
    let mut out = Vec::with_capacity(words.len());
    let mut rest = words;
    while !rest.is_empty() {
        let (plain, beyond) = rest.split_at(leading_ascii(rest));
        fold_plain(plain.as_bytes(), &mut out);
        rest = beyond;
        if let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            if is_alphanumeric(c) {
                let small = c.to_lowercase();
                small.for_each(|c| out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()));
            } else {
                fold_plain(b" ", &mut out);
            }
        }
    }
    if out.last() == Some(&b' ') {
        out.pop();
    }
    String::from_utf8(out).unwrap_or_default()
}

/// What each byte of ASCII becomes in folded words.
const FOLDED: [u8; 256] = {
    let mut out = [b' '; 256];
    let mut byte = 0;
    while byte < 128 {
        let b = byte as u8;
        if b.is_ascii_alphanumeric() {
            out[byte] = b.to_ascii_lowercase();
        }
        byte += 1;
    }
    out
};

/// Folds bytes of ASCII behind others; no space begins the whole or follows another.
fn fold_plain(bytes: &[u8], out: &mut Vec<u8>) {
    let mut end = out.len();
    let mut blank = out.last().is_none_or(|byte| *byte == b' ');
    out.resize(end + bytes.len(), 0);
    for byte in bytes {
        let folded = FOLDED[usize::from(*byte)];
        out[end] = folded;
        let doubled = blank & (folded == b' ');
        blank = folded == b' ';
        end += usize::from(!doubled);
    }
    out.truncate(end);
}

/// Hash of the article's id, the folded words and, for a repetition, its number.
pub fn claim_id(article: &str, folded: &str, repetition: usize) -> String {
    let mut key = [article, "\0", folded].concat();
    if repetition > 0 {
        key.push_str(&format!("\0{repetition}"));
    }
    let hash = xxh3_64(key.as_bytes());
    let digit = |at: u32| char::from_digit((hash >> (4 * at)) as u32 & 0xF, 16);
    let mut id = String::with_capacity(17);
    id.push('c');
    (0..16)
        .rev()
        .filter_map(digit)
        .for_each(|digit| id.push(digit));
    id
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
