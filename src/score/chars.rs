//! Classes of characters as Python's `str` and `re` have them.
//!
//! `eval/score.py` is written in Python, and the figures must agree: Rust's own classes differ
//! (`char::is_alphanumeric` and `\w` take combining marks in, `char::is_whitespace` leaves the
//! four separators U+001C to U+001F out).

use std::sync::LazyLock;

use regex::Regex;

static LETTER: LazyLock<Regex> = LazyLock::new(|| one_of(r"\p{L}"));
static DECIMAL: LazyLock<Regex> = LazyLock::new(|| one_of(r"\p{Nd}"));

/// A pattern for a text of one character; both patterns above are constants.
fn one_of(class: &str) -> Regex {
    Regex::new(&format!("^{class}$")).expect("a constant pattern")
}

fn is_one(pattern: &Regex, c: char) -> bool {
    pattern.is_match(c.encode_utf8(&mut [0; 4]))
}

/// `str.isspace`, and `\s`.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// `str.isalpha`: the letters, without combining marks.
pub fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphabetic()
    } else {
        c.is_alphabetic() && is_one(&LETTER, c)
    }
}

/// `\d`.
pub fn is_decimal(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_digit()
    } else {
        c.is_numeric() && is_one(&DECIMAL, c)
    }
}

/// `\w`.
pub fn is_word(c: char) -> bool {
    c == '_' || c.is_numeric() || is_letter(c)
}

/// Chinese, Japanese and Korean characters, each a token by itself.
pub fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// `str.casefold`, by way of the upper case: it differs only in Cherokee, where it is lower case
/// throughout, so that what folds alike there folds alike here.
pub fn fold(chars: &[char]) -> String {
    let mut out = String::with_capacity(chars.len());
    for &c in chars {
        match c {
            'ı' => out.push(c),
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ => out.extend(c.to_uppercase().flat_map(char::to_lowercase)),
        }
    }
    out
}

/// The same for a string.
pub fn fold_str(text: &str) -> String {
    fold(&text.chars().collect::<Vec<_>>())
}

/// Runs of white space to one space, none at the ends: `" ".join(text.split())`.
pub fn squeeze(chars: &[char]) -> String {
    let parts = chars
        .split(|&c| is_space(c))
        .filter(|part| !part.is_empty());
    parts
        .map(|part| part.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_pythons() {
        assert!(is_word('é') && is_word('²') && is_word('中') && is_word('_'));
        assert!(!is_word('\u{301}') && !is_word('’') && !is_word('\u{24b6}'));
        assert!(is_space('\u{a0}') && is_space('\u{1f}') && !is_space('\u{200b}'));
        assert!(is_decimal('٣') && !is_decimal('½'));
    }

    #[test]
    fn folding_is_full() {
        assert_eq!(
            fold_str("Straße ΣΊΣΥΦΟΣ ﬁn İ ı"),
            "strasse σίσυφοσ fin i\u{307} ı"
        );
        assert_eq!(squeeze(&['\n', 'a', ' ', '\u{a0}', 'b', ' ']), "a b");
    }
}
