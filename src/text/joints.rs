//! Marks inside a word: which of them hold it together.

use super::tokens::{TokenWords, is_apostrophe, is_hyphen, is_word_char};

/// Whether two characters are the bytes of one letter, UTF-8 that somebody took for Latin-1: the `Ã§` of
/// "FranÃ§ois". Guillemets count only inside a word.
fn is_second_of_garbled(before: char, c: char, next: Option<char>) -> bool {
    let second = match c {
        '«' | '»' => next.is_some_and(char::is_alphabetic),
        _ => matches!(c, '\u{80}'..='\u{bf}') && !c.is_whitespace(),
    };
    second && matches!(before, 'Â' | 'Ã' | 'Ä' | 'Å')
}

/// Whether mark `c` between `before` and `next` holds a word together.
pub(super) fn joins(
    before: char,
    c: char,
    next: Option<char>,
    [word, rest]: [&str; 2],
    words: &TokenWords,
) -> bool {
    if c == '%' {
        return before.is_ascii_digit();
    }
    if is_second_of_garbled(before, c, next) {
        return true;
    }
    if c == '.' && next.is_some_and(is_hyphen) {
        return is_acronym(word) && rest.chars().nth(1).is_some_and(is_word_char);
    }
    let Some(next) = next.filter(|n| is_word_char(*n)) else {
        return false;
    };
    match c {
        '.' => joins_dot(before, next, [word, rest], words),
        ',' | ':' => before.is_ascii_digit() && next.is_ascii_digit(),
        '&' => before.is_uppercase() && next.is_uppercase(),
        '@' => true,
        _ if is_apostrophe(c) => is_word_char(before),
        _ if is_hyphen(c) => is_word_char(before) || before == '.',
        _ => false,
    }
}

/// "U.S" and "ex-U.S": the letters of an acronym with a dot behind each, the last aside.
pub(super) fn is_acronym(word: &str) -> bool {
    let last = word.rsplit(is_hyphen).next().unwrap_or(word);
    last.contains('.') && last.split('.').all(|part| part.chars().count() == 1)
}

/// "U.S", "3.5", "site.com", "LNZG.DE", "W.Va" of the list, but not the missing space in "ended.Then".
fn joins_dot(before: char, next: char, [word, rest]: [&str; 2], words: &TokenWords) -> bool {
    if before.is_ascii_digit() && next.is_ascii_digit() {
        return true;
    }
    let last_part = word
        .rsplit(|c| c == '.' || is_hyphen(c))
        .next()
        .unwrap_or(word);
    if last_part.chars().count() == 1 && next.is_alphabetic() {
        let plain = rest.chars().nth(1).is_none_or(|c| !c.is_lowercase()) || next.is_lowercase();
        let letters = rest.find(|c| !is_word_char(c)).unwrap_or(rest.len());
        let listed = || words.has_abbreviation(&format!("{last_part}.{}", &rest[..letters]));
        return plain || listed();
    }
    before.is_alphanumeric() && next.is_lowercase() || is_ticker(last_part, rest)
}

/// The letters of a stock exchange behind those of a company.
const EXCHANGE: usize = 2;

/// "HALD.N": capital letters, a dot, one or two more.
fn is_ticker(before: &str, rest: &str) -> bool {
    let letters = rest.find(|c| !is_word_char(c)).unwrap_or(rest.len());
    let capital = |part: &str| part.bytes().all(|b| b.is_ascii_uppercase());
    (1..=EXCHANGE).contains(&letters) && capital(before) && capital(&rest[..letters])
}
