//! What the neighbours of a single mark tell: whether it opens, closes or is an apostrophe.

use super::glyphs::Glyph;
use super::marks::{Mark, ends_clause, is_dash};

/// Words of a quotation follow, and no left-out letter does; `rest` is what stands behind the mark.
pub fn may_open(mark: &Mark, rest: &str) -> bool {
    let words = match mark.after {
        Some(c) if c.is_ascii_digit() => !is_year(rest.as_bytes()),
        Some('.') => rest.starts_with("..") || rest.starts_with(". ."),
        Some(c) => c.is_alphabetic() || BEGINS_WORDS.contains(&c),
        None => false,
    };
    words && (mark.glyph != Glyph::SingleNine || opens_reversed(mark)) && mark.glyph.is_single()
}

/// What quotations begin with that begin with no letter or digit.
const BEGINS_WORDS: [char; 12] = ['[', '(', '…', '"', '“', '$', '£', '€', '#', '@', '—', '–'];

/// `’Word`: mostly an apostrophe, unless a clause starts with it.
fn opens_reversed(mark: &Mark) -> bool {
    mark.after.is_some_and(char::is_uppercase) && mark.starts_clause()
}

/// No word stands directly before the mark.
pub fn room_before(mark: &Mark) -> bool {
    let word = mark.before.is_some_and(char::is_alphanumeric);
    mark.gap_before()
        || (mark.glyph == Glyph::SingleSix && !word)
        || mark
            .before
            .is_some_and(|c| is_dash(c) || matches!(c, '(' | '[' | '{' | '/'))
}

/// `said:‘Word`: a space was forgotten.
pub fn opens_glued(mark: &Mark) -> bool {
    matches!(mark.before, Some(',' | ':')) && mark.after.is_some_and(char::is_uppercase)
}

/// More likely a quotation's start than a left-out letter (`get 'em`).
pub fn is_strong(mark: &Mark) -> bool {
    mark.after.is_some_and(char::is_uppercase) || mark.starts_clause()
}

/// Begins as a name does, not as a sentence or a left-out letter.
pub fn starts_name(mark: &Mark) -> bool {
    mark.after.is_some_and(char::is_uppercase) && !mark.starts_sentence()
}

/// From 0, within a word, to 3, next to the punctuation that ends quotations.
pub fn degree(mark: &Mark) -> u8 {
    let in_word = mark.after.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let outside = mark.after.is_some_and(ends_clause);
    match mark.before {
        _ if in_word => 3 * u8::from(closes_glued(mark)),
        _ if mark.gap_before() => 3 * u8::from(closes_apart(mark)),
        Some('(' | '[' | '{') | None => 0,
        Some(c) if ends_clause(c) || is_closing_double(c) => 3,
        Some('s' | 'S') => 1 + u8::from(outside), // a plural's possessive, mostly
        Some(c) if c.is_ascii_digit() => 1 + u8::from(outside), // feet
        Some(_) => 2 + u8::from(outside),
    }
}

/// `yes,’he said`: a space was forgotten, for no apostrophe follows a comma, and none that
/// follows a full stop (`the U.S.’s`) has a capital behind it.
fn closes_glued(mark: &Mark) -> bool {
    let (before, after) = (mark.before, mark.after);
    after.is_some_and(char::is_alphabetic)
        && (before == Some(',')
            || (matches!(before, Some('.' | '!' | '?' | '…'))
                && after.is_some_and(char::is_uppercase)))
}

/// `yes, ’ he said` and `“yes,” ’ he said`: white space on both sides.
fn closes_apart(mark: &Mark) -> bool {
    let ended = mark
        .previous
        .is_some_and(|c| ends_clause(c) || is_closing_double(c));
    ended && (mark.gap_after() || mark.after.is_some_and(ends_clause))
}

fn is_closing_double(c: char) -> bool {
    matches!(c, '"' | '”' | '»')
}

/// Whether a mark can close what a single one opened, and looks as if made for it.
pub fn closes_alike(open: Glyph, close: &Mark) -> Option<bool> {
    use Glyph::*;
    match (open, close.glyph) {
        (_, Straight | Nine) => close.doubled.then_some(true),
        (Apostrophe | Backtick, Apostrophe) => Some(true),
        (SingleSix | SingleNine | SingleLow, SingleNine) => Some(true),
        (SingleLow, SingleSix) | (Backtick, Backtick) => Some(true),
        (Apostrophe | Backtick, SingleNine) => Some(false),
        (SingleSix | SingleLow, Apostrophe) | (SingleSix, SingleSix) => Some(false),
        _ => None,
    }
}

/// Two digits, perhaps a plural's letter, and the word ends: `'90s`, `'16`.
fn is_year(rest: &[u8]) -> bool {
    let digits = rest.iter().take(3).take_while(|b| b.is_ascii_digit());
    let tail = match digits.count() {
        2 => &rest[2..],
        _ => return false,
    };
    let tail = tail.strip_prefix(b"s").unwrap_or(tail);
    let number = |b: &[u8]| matches!(b, [b'.' | b',', digit, ..] if digit.is_ascii_digit());
    !number(tail)
        && !tail
            .first()
            .is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'%' | b'-'))
}
