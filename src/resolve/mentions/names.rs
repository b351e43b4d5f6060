//! The words that names are made of.

use crate::text::tokens::{fold, fold_behind, fold_into, is_alphanumeric};

/// The capital letters that the words of a name begin with.
pub fn initials(name: &str) -> impl Iterator<Item = char> {
    let first = written_words(name).filter_map(|w| w.chars().next());
    first.filter(|c| c.is_uppercase())
}

/// Words of a name as they are written.
fn written_words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !(is_alphanumeric(c) || matches!(c, '-' | '\'' | '’' | '.')))
        .filter(|w| !w.is_empty())
}

/// Folded words of a name.
pub fn words_of(name: &str) -> Vec<String> {
    written_words(name).map(fold).collect()
}

/// As many as [`words_of`] gives.
pub fn count_words(name: &str) -> usize {
    written_words(name).count()
}

/// Whether there is more than one of them.
pub fn has_several_words(name: &str) -> bool {
    written_words(name).nth(1).is_some()
}

/// Whether these are the folded words of a name.
pub fn has_words(name: &str, words: &[String]) -> bool {
    let mut folded = String::new();
    let mut written = written_words(name);
    let mut next_is = |word: &String| {
        written.next().is_some_and(|next| {
            fold_into(next, &mut folded);
            folded == *word
        })
    };
    words.iter().all(&mut next_is) && written.next().is_none()
}

/// A word of a name without what Arabic sets before it: "al-Malki" is called Malki too.
pub fn bare(word: &str) -> &str {
    match word.split_once('-') {
        Some((article, rest)) if article.len() <= ARTICLE && rest.len() >= ARTICLE => rest,
        _ => word,
    }
}

/// Letters of the article before a name at most, and of the name at least: al-, el-, ash-.
pub const ARTICLE: usize = 3;

/// The folded words of a name with a space between them.
pub fn joined_words(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in written_words(name) {
        out.push_str(if out.is_empty() { "" } else { " " });
        fold_behind(word, &mut out);
    }
    out
}

/// The last word of a folded name.
pub fn last_word(folded: &str) -> &str {
    folded.rsplit([' ', '-']).next().unwrap_or(folded)
}
