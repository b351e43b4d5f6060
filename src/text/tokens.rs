//! Tokens: words with their inner marks, numbers, and punctuation, one by one.

use serde::{Deserialize, Serialize};
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::joints::{is_acronym, joins};

/// Letter case of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// No capital letter.
    Lower,
    /// The first letter only, or with more inside ("McCain").
    Capitalised,
    /// Two letters or more, all capital; dots aside ("U.S.").
    AllCaps,
    /// A single capital letter, with or without its dot.
    Initial,
    /// Capital letters, but not the first ("iPhone").
    Inner,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits.
    Word,
    /// Begins with a digit or a currency sign before one.
    Number,
    /// A single mark.
    Mark(char),
}

/// One token of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Word, number or mark.
    pub kind: TokenKind,
    /// Letter case; `Lower` for what is no word.
    pub shape: Shape,
}

impl Token {
    /// Bytes of the text that it covers.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its letters.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range()]
    }
}

/// The words that decide where a token ends.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct TokenWords {
    /// Abbreviations without their final dot, folded.
    pub abbreviations: FxHashSet<Box<str>>,
    /// What is cut off behind an apostrophe, folded, with `'` for every apostrophe.
    pub clitics: Vec<Box<str>>,
}

impl TokenWords {
    pub(super) fn has_abbreviation(&self, letters: &str) -> bool {
        match letters.bytes().all(|byte| byte.is_ascii_lowercase()) {
            true => self.abbreviations.contains(letters),
            false => self.abbreviations.contains(fold(letters).as_str()),
        }
    }
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

pub(super) fn is_word_char(c: char) -> bool {
    is_alphanumeric(c) || c == '_' || matches!(c as u32, 0x300..=0x36F | 0xFE0F)
}

/// Appends the tokens of `text[range]`.
pub fn tokenize(text: &str, range: Range<usize>, words: &TokenWords, out: &mut Vec<Token>) {
    let mut at = range.start;
    let bytes = &text.as_bytes()[..range.end];
    while at < range.end {
        if bytes[at] == b' ' {
            at += 1;
            continue;
        }
        if let Some(word) = plain_word(bytes, at) {
            at = word.end as usize;
            out.push(word);
            continue;
        }
        if let Some(mark) = plain_mark(bytes, at) {
            at = mark.end as usize;
            out.push(mark);
            continue;
        }
        let Some(c) = text[at..range.end].chars().next() else {
            break;
        };
        if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' {
            at += c.len_utf8();
        } else if let Some(end) = word_end(text, at..range.end, c, words) {
            push_word(text, at, end, range.end, words, out);
            at = out.last().map_or(end, |t| t.end as usize);
        } else {
            let end = at + c.len_utf8();
            out.push(mark(at, end, c));
            at = end;
        }
    }
}

fn mark(start: usize, end: usize, c: char) -> Token {
    Token {
        start: start as u32,
        end: end as u32,
        kind: TokenKind::Mark(c),
        shape: Shape::Lower,
    }
}

/// What a byte is for [`plain_word`] and [`plain_mark`], as bits.
const LETTER: u8 = 1;
/// A capital letter.
const CAPITAL: u8 = 2;
/// A byte of ASCII that neither goes on with a word nor joins it to another.
const PARTS: u8 = 4;
/// A mark of ASCII that no word begins with.
const LONE: u8 = 8;

/// Each byte as bits.
const BYTES: [u8; 256] = {
    let mut out = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let b = byte as u8;
        out[byte] = match b {
            b'A'..=b'Z' => LETTER | CAPITAL,
            b'a'..=b'z' => LETTER,
            b'0'..=b'9' | b'_' => 0,
            b'@' => 0,
            b'.' | b'\'' | b'-' | b'&' => LONE,
            b'#' | b'$' | b' ' | b'\t'..=b'\r' => PARTS,
            _ => PARTS | LONE,
        };
        byte += 1;
    }
    out
};

/// The word at `at` if it is nothing but letters of ASCII, up to a byte that neither goes on with a
/// word nor joins it to another.
fn plain_word(bytes: &[u8], at: usize) -> Option<Token> {
    let rest = &bytes[at..];
    let (mut upper, mut letters) = (0, 0);
    let behind = loop {
        let byte = rest.get(letters).map_or(PARTS, |b| BYTES[usize::from(*b)]);
        if byte & LETTER == 0 {
            break byte;
        }
        upper += usize::from(byte & CAPITAL != 0);
        letters += 1;
    };
    if letters == 0 || behind & PARTS == 0 {
        return None;
    }
    Some(Token {
        start: at as u32,
        end: (at + letters) as u32,
        kind: TokenKind::Word,
        shape: shape(upper, letters - upper, rest[0].is_ascii_uppercase()),
    })
}

/// The mark of ASCII at `at` if no word can begin with it. Hyphens in a row are one dash.
fn plain_mark(bytes: &[u8], at: usize) -> Option<Token> {
    let lone = BYTES[usize::from(bytes[at])] & LONE != 0;
    let length = match bytes[at] {
        b'-' => bytes[at..].iter().take_while(|b| **b == b'-').count(),
        _ => 1,
    };
    lone.then(|| mark(at, at + length, char::from(bytes[at])))
}

/// Where the word or number at the start of a range, which begins with `first`, ends, if one does.
fn word_end(text: &str, range: Range<usize>, first: char, words: &TokenWords) -> Option<usize> {
    let (at, limit) = (range.start, range.end);
    let mut end = at + first.len_utf8();
    if !is_word_char(first) {
        let joined = matches!(first, '@' | '#' | '$' | '€' | '£' | '₹' | '¥')
            && text[end..limit].starts_with(is_word_char);
        if !joined {
            return None;
        }
    }
    let mut before = first;
    loop {
        let plain = plain_letters(&text.as_bytes()[end..limit]);
        if plain > 0 {
            end += plain;
            before = char::from(text.as_bytes()[end - 1]);
        }
        let mut rest = text[end..limit].chars();
        let Some(c) = rest.next() else { break };
        let behind = rest.as_str();
        let word = &text[at..end];
        if !is_word_char(c) && !joins(before, c, behind.chars().next(), [word, behind], words) {
            break;
        }
        end += c.len_utf8();
        before = c;
    }
    Some(end)
}

/// How many bytes are letters and digits of ASCII, up to the first that is none.
fn plain_letters(bytes: &[u8]) -> usize {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    bytes.iter().position(|b| !plain(b)).unwrap_or(bytes.len())
}

fn push_word(
    text: &str,
    start: usize,
    end: usize,
    limit: usize,
    words: &TokenWords,
    out: &mut Vec<Token>,
) {
    let end = dotted_end(text, start, end, limit, words);
    let cut = clitic_start(&text[start..end], &words.clitics).map_or(end, |c| start + c);
    out.push(word(text, start, cut));
    if cut < end {
        out.push(word(text, cut, end));
    }
}

fn word(text: &str, start: usize, end: usize) -> Token {
    let letters = &text[start..end];
    let digit = !letters.starts_with(|c: char| c.is_ascii_alphabetic())
        && letters
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(|c| c.is_ascii_digit());
    Token {
        start: start as u32,
        end: end as u32,
        kind: if digit {
            TokenKind::Number
        } else {
            TokenKind::Word
        },
        shape: shape_of(letters),
    }
}

/// Takes in the dot of an abbreviation, an initial or a dotted acronym.
fn dotted_end(text: &str, start: usize, end: usize, limit: usize, words: &TokenWords) -> usize {
    if end >= limit || text.as_bytes()[end] != b'.' || text[end..limit].starts_with("..") {
        return end;
    }
    let letters = &text[start..end];
    let single = letters.chars().count() == 1 && letters.chars().all(char::is_uppercase);
    if single || is_acronym(letters) || words.has_abbreviation(letters) {
        return end + 1;
    }
    let known_tail = letters
        .rsplit(is_hyphen)
        .next()
        .filter(|tail| tail.len() < letters.len())
        .is_some_and(|tail| words.has_abbreviation(tail));
    if known_tail { end + 1 } else { end }
}

fn clitic_start(letters: &str, clitics: &[Box<str>]) -> Option<usize> {
    let plain = letters.bytes().all(|b| b.is_ascii() && b != b'\'');
    if plain || !letters.contains(is_apostrophe) {
        return None;
    }
    let folded = fold(letters);
    let clitic = clitics
        .iter()
        .find(|c| folded.ends_with(&***c) && folded.len() > c.len())?;
    let tail = clitic.chars().count();
    letters.char_indices().rev().nth(tail - 1).map(|(i, _)| i)
}

/// How many bytes of ASCII a text begins with.
pub fn leading_ascii(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut chunks = bytes.chunks_exact(8);
    let plain = chunks.by_ref().take_while(|chunk| chunk.is_ascii()).count() * 8;
    let rest = bytes[plain..].iter();
    plain + rest.take_while(|byte| byte.is_ascii()).count()
}

/// As [`char::is_alphanumeric`], quicker for what stands between words: a table is asked for letters
/// of other alphabets only.
pub fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        '\u{2000}'..='\u{206F}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// Lower case, with one apostrophe for all.
pub fn fold(letters: &str) -> String {
    let mut out = String::with_capacity(letters.len());
    fold_into(letters, &mut out);
    out
}

/// As [`fold`], into a buffer that is emptied first.
pub fn fold_into(letters: &str, out: &mut String) {
    out.clear();
    fold_behind(letters, out);
}

/// As [`fold`], behind what is there.
pub fn fold_behind(letters: &str, out: &mut String) {
    if letters.is_ascii() {
        let start = out.len();
        out.push_str(letters);
        return out[start..].make_ascii_lowercase();
    }
    for c in letters.chars() {
        match c {
            _ if is_apostrophe(c) => out.push('\''),
            _ if is_hyphen(c) => out.push('-'),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

/// Letter case of a word.
pub fn shape_of(letters: &str) -> Shape {
    let (mut upper, mut lower) = (0, 0);
    let mut first_upper = None;
    let mut count = |is_upper: bool, is_letter: bool| {
        upper += usize::from(is_upper);
        lower += usize::from(is_letter && !is_upper);
        if is_letter {
            first_upper.get_or_insert(is_upper);
        }
    };
    if letters.is_ascii() {
        let bytes = letters.bytes();
        bytes.for_each(|b| count(b.is_ascii_uppercase(), b.is_ascii_alphabetic()));
    } else {
        let chars = letters.chars();
        chars.for_each(|c| count(c.is_uppercase(), c.is_uppercase() || c.is_alphabetic()));
    }
    shape(upper, lower, first_upper == Some(true))
}

/// Of a word with so many capital and other letters.
fn shape(upper: usize, lower: usize, first_upper: bool) -> Shape {
    match (upper, lower) {
        (0, _) => Shape::Lower,
        (1, 0) => Shape::Initial,
        (_, 0) => Shape::AllCaps,
        _ if first_upper => Shape::Capitalised,
        _ => Shape::Inner,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let words = TokenWords {
            abbreviations: ["mr", "sen", "va"].iter().map(|s| (*s).into()).collect(),
            clitics: ["'s", "n't", "'re"].iter().map(|s| (*s).into()).collect(),
        };
        let mut out = Vec::new();
        tokenize(text, 0..text.len(), &words, &mut out);
        out.iter().map(|t| t.of(text)).collect()
    }

    #[test]
    fn words_keep_their_inner_marks() {
        assert_eq!(
            cut("Mr. O'Brien didn’t go."),
            ["Mr.", "O'Brien", "did", "n’t", "go", "."]
        );
        assert_eq!(
            cut("U.S.-led (D-Va.) $1,000.50"),
            ["U.S.-led", "(", "D-Va.", ")", "$1,000.50"]
        );
        assert_eq!(
            cut("ended.Then Iran’s 5% @who"),
            ["ended", ".", "Then", "Iran", "’s", "5%", "@who"]
        );
        assert_eq!(
            cut("J. Smith saw site.com..."),
            ["J.", "Smith", "saw", "site.com", ".", ".", "."]
        );
        assert_eq!(
            cut("Lenz (LNZG.DE) saw NATO.The"),
            ["Lenz", "(", "LNZG.DE", ")", "saw", "NATO", ".", "The"]
        );
    }

    #[test]
    fn garbled_letters_are_letters() {
        assert_eq!(cut("FranÃ§ois (NoÃ«l)"), ["FranÃ§ois", "(", "NoÃ«l", ")"]);
        assert_eq!(cut("FranÃ\u{83}Â§ois."), ["FranÃ\u{83}Â§ois", "."]);
        assert_eq!(cut("«AMANHÃ»"), ["«", "AMANHÃ", "»"]);
    }

    #[test]
    fn shapes() {
        assert_eq!(shape_of("U.S."), Shape::AllCaps);
        assert_eq!(shape_of("J."), Shape::Initial);
        assert_eq!(shape_of("McCain"), Shape::Capitalised);
        assert_eq!(shape_of("iPhone"), Shape::Inner);
    }
}
