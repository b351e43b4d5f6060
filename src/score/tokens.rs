//! Texts, spans and the token sets on which all comparing is done.
//!
//! A token is a run of word characters; each Chinese, Japanese or Korean character stands alone.
//! Punctuation, quotation marks and white space are never tokens, so they can neither help nor
//! hurt.

use std::sync::OnceLock;

use super::chars::{fold, is_cjk, is_word, squeeze};
use super::quotes::QuotedSums;

/// A stretch of a text in Unicode code points, end exclusive.
pub type Span = (usize, usize);

/// How many code points of context stand on each side in the list of mistakes.
const CONTEXT: usize = 70;

/// A text with its tokens.
#[derive(Debug)]
pub struct Doc {
    chars: Vec<char>,
    tokens: Vec<Span>,
    quoted: OnceLock<QuotedSums>,
}

impl Doc {
    /// Tokenizes a text.
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let tokens = tokenize(&chars);
        Doc {
            chars,
            tokens,
            quoted: OnceLock::new(),
        }
    }

    /// The text's characters; spans are indices into them.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The tokens, in the order of the text.
    pub fn tokens(&self) -> &[Span] {
        &self.tokens
    }

    /// Running counts of quoted characters, worked out at the first call.
    pub(crate) fn quoted_sums(&self) -> &QuotedSums {
        self.quoted.get_or_init(|| QuotedSums::new(&self.chars))
    }

    /// The tokens that lie at least half inside the spans.
    pub fn ids(&self, spans: &[Span]) -> TokenSet {
        let mut out = Vec::new();
        for &(begin, end) in spans {
            let first = self.tokens.partition_point(|t| t.1 <= begin);
            let past = self.tokens.partition_point(|t| t.0 < end);
            out.extend((first..past).filter(|&k| {
                let (b, e) = self.tokens[k];
                2 * (end.min(e) - begin.max(b)) >= e - b
            }));
        }
        TokenSet::from_unsorted(out)
    }

    /// A token, case folded.
    pub(crate) fn folded(&self, token: usize) -> String {
        let (b, e) = self.tokens[token];
        fold(&self.chars[b..e])
    }

    /// The words of some spans on one line.
    pub(crate) fn snippet(&self, spans: &[Span]) -> String {
        let parts = spans.iter().map(|&(b, e)| squeeze(&self.chars[b..e]));
        parts.collect::<Vec<_>>().join(" [...] ")
    }

    /// The same, first to last span, in double brackets between what stands around it.
    pub(crate) fn context(&self, spans: &[Span]) -> String {
        let (Some(&(b, _)), Some(&(_, e))) = (spans.first(), spans.last()) else {
            return String::new();
        };
        let right = (e + CONTEXT).min(self.chars.len());
        let mut out = self.chars[b.saturating_sub(CONTEXT)..b].to_vec();
        out.extend(['[', '[']);
        out.extend(&self.chars[b..e]);
        out.extend([']', ']']);
        out.extend(&self.chars[e..right]);
        squeeze(&out)
    }
}

fn tokenize(chars: &[char]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let begin = i;
        i += 1;
        if is_cjk(chars[begin]) {
            out.push((begin, i));
        } else if is_word(chars[begin]) {
            while i < chars.len() && is_word(chars[i]) && !is_cjk(chars[i]) {
                i += 1;
            }
            out.push((begin, i));
        }
    }
    out
}

/// Sorts spans, drops empty ones, merges those that overlap or touch.
pub(crate) fn normalized<T: Ord + Copy>(mut spans: Vec<(T, T)>) -> Vec<(T, T)> {
    spans.retain(|s| s.0 < s.1);
    spans.sort_unstable();
    let mut out: Vec<(T, T)> = Vec::with_capacity(spans.len());
    for (begin, end) in spans {
        match out.last_mut() {
            Some(last) if begin <= last.1 => last.1 = last.1.max(end),
            _ => out.push((begin, end)),
        }
    }
    out
}

/// A set of token indices of one text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct TokenSet(Vec<usize>);

impl TokenSet {
    fn from_unsorted(mut ids: Vec<usize>) -> Self {
        ids.sort_unstable();
        ids.dedup();
        TokenSet(ids)
    }

    /// All tokens of several sets.
    pub(crate) fn union<'a>(sets: impl IntoIterator<Item = &'a TokenSet>) -> Self {
        TokenSet::from_unsorted(sets.into_iter().flat_map(|s| s.iter()).collect())
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The tokens in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().copied()
    }

    fn contains(&self, token: usize) -> bool {
        self.0.binary_search(&token).is_ok()
    }

    /// How many tokens both sets have.
    pub(crate) fn shared(&self, other: &TokenSet) -> usize {
        let (small, large) = if self.len() < other.len() {
            (self, other)
        } else {
            (other, self)
        };
        small.iter().filter(|&t| large.contains(t)).count()
    }

    /// The tokens that the other set lacks.
    pub(crate) fn without(&self, other: &TokenSet) -> TokenSet {
        TokenSet(self.iter().filter(|&t| !other.contains(t)).collect())
    }

    /// 2·|both| / (|one| + |other|).
    pub(crate) fn dice(&self, other: &TokenSet) -> f64 {
        dice(self.shared(other), self.len(), other.len())
    }
}

/// Dice of two sets out of the sizes of what they share and of each.
#[expect(clippy::cast_precision_loss, reason = "no text has 2^53 tokens")]
pub(crate) fn dice(shared: usize, one: usize, other: usize) -> f64 {
    if one == 0 || other == 0 {
        0.0
    } else {
        2.0 * shared as f64 / (one + other) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_split_words_and_cjk_stands_alone() {
        let doc = Doc::new("don't cafe\u{301}s 北京the");
        let words: Vec<_> = (0..doc.tokens().len()).map(|i| doc.folded(i)).collect();
        assert_eq!(words, ["don", "t", "cafe", "s", "北", "京", "the"]);
    }

    #[test]
    fn a_token_half_inside_counts() {
        let doc = Doc::new("abcd efgh");
        assert_eq!(doc.ids(&[(2, 9)]).len(), 2);
        assert_eq!(doc.ids(&[(3, 9)]).len(), 1);
        assert_eq!(doc.ids(&[(4, 5)]).len(), 0);
    }

    #[test]
    fn spans_are_merged() {
        assert_eq!(
            normalized(vec![(5, 7), (1, 3), (3, 4), (9, 9)]),
            [(1, 4), (5, 7)]
        );
    }
}
