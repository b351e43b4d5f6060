//! How alike two wordings are.

use rustc_hash::FxHashMap;

/// Wordings below this are not the same claim.
pub(super) const ALIKE: f64 = 0.75;

/// Longer claims are compared by their words' counts only.
const LONGEST_ORDERED: usize = 2_000;

/// The words, letter case, marks and white space aside.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Twice the words that both have in the same order, by all words: 1 for the same.
pub(super) fn alike(a: &[String], b: &[String]) -> f64 {
    let all = (a.len() + b.len()) as f64;
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    let shared = 2.0 * common(a, b) as f64 / all;
    if shared < ALIKE || a.len().max(b.len()) > LONGEST_ORDERED {
        return shared;
    }
    2.0 * in_order(a, b) as f64 / all
}

/// Words that both have, in any order: never fewer than in order.
fn common(a: &[String], b: &[String]) -> usize {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for word in a {
        *counts.entry(word).or_default() += 1;
    }
    let taken = |word: &&String| match counts.get_mut(word.as_str()) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    };
    b.iter()
        .filter({
            let mut taken = taken;
            move |word| taken(word)
        })
        .count()
}

/// The longest common subsequence.
fn in_order(a: &[String], b: &[String]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for word in a {
        let mut diagonal = 0;
        for (at, other) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = match word == other {
                true => diagonal + 1,
                false => above.max(row[at]),
            };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slight_changes_are_alike() {
        let of = |a: &str, b: &str| alike(&words(a), &words(b));
        assert!((of("We will not leave.", "“we WILL not leave”") - 1.0).abs() < 1e-9);
        assert!(
            of(
                "The bridge had cost 4 million euros",
                "The bridge cost 4 million euros"
            ) > 0.9
        );
        assert!(of("The bridge had cost 4 million euros", "It will open in May") < 0.2);
        assert!(of("a b c d", "d c b a") < ALIKE);
        assert!(of("", "") < ALIKE);
    }
}
