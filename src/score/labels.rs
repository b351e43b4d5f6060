//! Whether speaker, channel and outlet are the right ones.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::chars::{fold, is_word};
use super::item::Labels;
use super::tokens::dice;
use super::words::WORDS;

/// Words are cut to so many letters, so that Russia and Russian, ministry and minister's are one.
const STEM: usize = 5;
/// At or over this, a part of a name is the name.
const SUBSET: f64 = 0.66;

type Names = BTreeSet<String>;

/// For each label that the gold has, whether the prediction's is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct LabelsRight {
    pub speaker: Option<bool>,
    pub channel: Option<bool>,
    pub outlet: Option<bool>,
}

pub(crate) fn labels_right(gold: &Labels, predicted: &Labels) -> LabelsRight {
    let name = |label: &Option<String>| label.clone().unwrap_or_default();
    let speaker = gold.speaker.as_ref().map(|speaker| {
        same_name(
            speaker,
            &name(&predicted.speaker),
            &name(&gold.speaker_in_text),
        )
    });
    let channel = gold.channel.as_ref().map(|channel| {
        let found = name(&predicted.channel);
        found == *channel || gold.channel_alt.contains(&found)
    });
    let outlet = gold.outlet.as_ref().filter(|outlet| !outlet.is_empty());
    let outlet = outlet.map(|outlet| same_outlet(outlet, &name(&predicted.outlet)));
    LabelsRight {
        speaker,
        channel,
        outlet,
    }
}

/// The words of a name, each cut to its first letters, small words and titles aside.
fn name_words(name: &str) -> Names {
    let chars: Vec<char> = name.nfc().collect();
    let words = chars
        .split(|&c| !is_word(c))
        .filter(|w| !w.is_empty())
        .map(fold);
    let words: Vec<String> = words.collect();
    let telling = |w: &&String| !WORDS.small.contains(*w) && !WORDS.lead.contains(*w);
    let out: Names = words.iter().filter(telling).map(|w| stem(w)).collect();
    if out.is_empty() {
        words.iter().map(|w| stem(w)).collect()
    } else {
        out
    }
}

fn stem(word: &str) -> String {
    word.chars().take(STEM).collect()
}

fn alike(one: &Names, other: &Names) -> f64 {
    dice(one.intersection(other).count(), one.len(), other.len())
}

/// One set of words holds the other, and most of it.
fn nested(one: &Names, other: &Names) -> bool {
    (one.is_subset(other) || other.is_subset(one)) && alike(one, other) >= SUBSET
}

/// `in_text` is the fullest form that the passage has, which may lack words of the full name.
fn same_name(gold: &str, predicted: &str, in_text: &str) -> bool {
    let (g, p, t) = (name_words(gold), name_words(predicted), name_words(in_text));
    if p.is_empty() {
        return false;
    }
    let fullest = !t.is_empty() && t.is_subset(&p) && alike(&g, &p) >= 0.5;
    g == p || p == t || nested(&g, &p) || fullest
}

/// As for speakers, words for kinds of media aside.
fn same_outlet(gold: &str, predicted: &str) -> bool {
    let medium: Names = WORDS.medium.iter().map(|w| stem(w)).collect();
    let words = |name: &str| {
        let all = name_words(name);
        let own: Names = all.difference(&medium).cloned().collect();
        if own.is_empty() { all } else { own }
    };
    let (g, p) = (words(gold), words(predicted));
    !p.is_empty() && (g == p || nested(&g, &p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let embassy = "Embassy of Russia in Iran";
        assert!(same_name(embassy, "the Russian Embassy in Iran", ""));
        assert!(!same_name(embassy, "Embassy of Ukraine in Iran", ""));
        assert!(same_name("Volodymyr Zelensky", "Zelensky", "Zelensky"));
        assert!(same_name("José Díaz", "Jose\u{301} Di\u{301}az", ""));
        assert!(!same_name("Ann", "", "") && !same_name("", "Ann", ""));
    }

    #[test]
    fn outlets() {
        assert!(same_outlet("Yonhap", "Yonhap News Agency"));
        assert!(!same_outlet("Yonhap", "Kyodo News Agency"));
    }

    #[test]
    fn labels_count_where_the_gold_has_them() {
        let gold = Labels {
            channel: Some("x".into()),
            channel_alt: vec![String::new()],
            ..Labels::default()
        };
        let right = labels_right(&gold, &Labels::default());
        assert_eq!(
            right,
            LabelsRight {
                channel: Some(true),
                ..LabelsRight::default()
            }
        );
    }
}
