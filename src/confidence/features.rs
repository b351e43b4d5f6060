//! What is looked at to tell how sure a row is. All of it stands in the row itself.

use crate::Claim;
use crate::claim::CodePoints;
use crate::text::tokens::is_alphanumeric;

/// What sort of thing a weight is for: the `feature` column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Feature {
    /// The rule, and the kind.
    Rule,
    /// The rule, and how the speaker was reached.
    RuleHow,
    /// How the speaker was reached, and the kind.
    How,
    /// The cue's entry.
    Cue,
    /// The cue's class, and the kind.
    CueClass,
    /// How many words the cue has.
    CueWords,
    /// How many words the claim has, and the kind.
    Length,
    /// How many words the mention has, and how it begins.
    Mention,
    /// The speaker's type.
    SpeakerType,
    /// How many spans the claim has.
    Spans,
    /// How many claims its sentence has.
    Several,
    /// What sort of attitude.
    Attitude,
    /// Whether the cue is negated.
    Negated,
    /// How far the mention stands from the cue, and on which side.
    SourceGap,
    /// How far the claim stands from the cue, and on which side.
    ContentGap,
    /// How the claim begins.
    Begins,
    /// The last word of a mention that is no name: a pronoun, a role, a group.
    MentionWord,
    /// What the sentence goes on with behind the claim, and the kind.
    Follows,
}

impl Feature {
    /// All of them.
    pub const ALL: [Feature; 18] = [
        Feature::Rule,
        Feature::RuleHow,
        Feature::How,
        Feature::Cue,
        Feature::CueClass,
        Feature::CueWords,
        Feature::Length,
        Feature::Mention,
        Feature::SpeakerType,
        Feature::Spans,
        Feature::Several,
        Feature::Attitude,
        Feature::Negated,
        Feature::SourceGap,
        Feature::ContentGap,
        Feature::Begins,
        Feature::MentionWord,
        Feature::Follows,
    ];

    /// As the table writes it.
    pub fn name(self) -> &'static str {
        match self {
            Feature::Rule => "rule+kind",
            Feature::RuleHow => "rule+how",
            Feature::How => "how+kind",
            Feature::Cue => "cue",
            Feature::CueClass => "cue-class+kind",
            Feature::CueWords => "cue-words",
            Feature::Length => "length+kind",
            Feature::Mention => "mention",
            Feature::SpeakerType => "speaker-type",
            Feature::Spans => "spans",
            Feature::Several => "claims-in-sentence",
            Feature::Attitude => "attitude",
            Feature::Negated => "negated",
            Feature::SourceGap => "mention-to-cue",
            Feature::ContentGap => "claim-to-cue",
            Feature::Begins => "begins+kind",
            Feature::MentionWord => "mention-word",
            Feature::Follows => "follows+kind",
        }
    }

    /// The feature of this name.
    pub fn named(name: &str) -> Option<Feature> {
        Feature::ALL.into_iter().find(|f| f.name() == name)
    }
}

/// Shows every feature of one claim with its value; `claims` are those of its article, in order.
pub fn visit(claims: &[Claim], at: usize, see: &mut dyn FnMut(Feature, &str)) {
    let Some(c) = claims.get(at) else { return };
    let mut scratch = String::new();
    let pairs = [
        (Feature::Rule, c.rule.as_str(), c.kind.name()),
        (Feature::RuleHow, &c.rule, &c.speaker_how),
        (Feature::How, &c.speaker_how, c.kind.name()),
        (Feature::CueClass, &c.cue_class, c.kind.name()),
        (
            Feature::Length,
            band(words(&c.claim), &CLAIM_BANDS),
            c.kind.name(),
        ),
        (Feature::Begins, begins(&c.claim), c.kind.name()),
        (Feature::Follows, follows(c), c.kind.name()),
        gap(Feature::SourceGap, &c.source_spans, &c.cue_spans),
        gap(Feature::ContentGap, &c.content_spans, &c.cue_spans),
        mention(&c.speaker_mention),
    ];
    for (feature, first, second) in pairs {
        scratch.clear();
        scratch.extend([first, " ", second]);
        see(feature, scratch.trim());
    }
    see(Feature::CueWords, band(words(&c.cue), &CUE_BANDS));
    see(Feature::SpeakerType, &c.speaker_type);
    see(Feature::Spans, band(c.content_spans.len(), &FEW));
    see(Feature::Several, band(in_sentence(claims, at), &FEW));
    see(Feature::Attitude, &c.attitude);
    see(Feature::Negated, if c.negated { "yes" } else { "no" });
    if let Some(cue) = c.evidence.iter().find(|e| e.part == "cue") {
        see(Feature::Cue, &cue.entry);
    }
    if let Some(word) = common_word(&c.speaker_mention) {
        see(Feature::MentionWord, &word.to_lowercase());
    }
}

/// A feature whose value has two parts.
type Pair = (Feature, &'static str, &'static str);

/// Between the spans of one claim.
const GAP: &str = " […] ";
/// What a gap has and most claims have not.
const BRACKET: u8 = b'[';

/// Upper ends of bands, inclusive, with their names; the last name is for all above.
type Bands<'b> = [(usize, &'b str)];

const CUE_BANDS: [(usize, &str); 4] = [(0, "0"), (1, "1"), (2, "2"), (usize::MAX, "3+")];
const CLAIM_BANDS: [(usize, &str); 6] = [
    (2, "1-2"),
    (5, "3-5"),
    (9, "6-9"),
    (16, "10-16"),
    (30, "17-30"),
    (usize::MAX, "31+"),
];
/// More words are all of one band.
const MOST_WORDS: usize = 31;
const MENTION_BANDS: [(usize, &str); 4] = [(1, "1"), (2, "2"), (5, "3-5"), (usize::MAX, "6+")];
const FEW: [(usize, &str); 3] = [(1, "1"), (2, "2"), (usize::MAX, "3+")];
const GAP_BANDS: [(usize, &str); 4] =
    [(2, "0-2"), (12, "3-12"), (40, "13-40"), (usize::MAX, "41+")];

fn band(n: usize, bands: &Bands<'static>) -> &'static str {
    bands
        .iter()
        .find(|(end, _)| n <= *end)
        .map_or("", |(_, name)| name)
}

/// How many words a text has, counted up to [`MOST_WORDS`]: runs of what is not white space, with a
/// letter or a digit in each.
fn words(text: &str) -> usize {
    let (mut count, mut counted) = (0, false);
    for (at, byte) in text.bytes().enumerate() {
        let sort = match BYTES[usize::from(byte)] {
            Sort::Beyond => Sort::of(text[at..].chars().next().unwrap_or_default()),
            sort => sort,
        };
        match sort {
            Sort::Letter if !counted => {
                count += 1;
                if count == MOST_WORDS {
                    break;
                }
                counted = true;
            }
            Sort::Blank => counted = false,
            _ => {}
        }
    }
    count
}

/// What a character is for words.
#[derive(Debug, Clone, Copy)]
enum Sort {
    Blank,
    Letter,
    Mark,
    /// Not told by its first byte.
    Beyond,
}

impl Sort {
    fn of(c: char) -> Sort {
        match c {
            _ if c.is_whitespace() => Sort::Blank,
            _ if is_alphanumeric(c) => Sort::Letter,
            _ => Sort::Mark,
        }
    }
}

/// What begins with each byte; bytes within a character count as marks.
const BYTES: [Sort; 256] = {
    let mut out = [Sort::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        out[byte] = match b {
            b' ' | b'\t'..=b'\r' => Sort::Blank,
            0xC0.. => Sort::Beyond,
            _ if b.is_ascii_alphanumeric() => Sort::Letter,
            _ => Sort::Mark,
        };
        byte += 1;
    }
    out
};

fn mention(written: &str) -> Pair {
    let size = band(words(written), &MENTION_BANDS);
    let letters = match written.chars().find(|c| c.is_alphabetic()) {
        None => "none",
        Some(c) if c.is_uppercase() => "capital",
        Some(_) => "small",
    };
    (Feature::Mention, letters, size)
}

fn begins(claim: &str) -> &'static str {
    match claim.chars().find(|c| c.is_alphanumeric()) {
        Some(c) if c.is_uppercase() => "capital",
        Some(c) if c.is_numeric() => "number",
        _ => "small",
    }
}

/// Code points between a part and the cue, and which stands first.
fn gap(feature: Feature, part: &[CodePoints], cue: &[CodePoints]) -> Pair {
    let (Some(first), Some(last), Some(cue)) = (part.first(), part.last(), cue.first()) else {
        return (feature, "none", "");
    };
    let (side, size) = match () {
        () if last.1 <= cue.0 => ("before", cue.0 - last.1),
        () if first.0 >= cue.1 => ("behind", first.0 - cue.1),
        () => ("around", 0),
    };
    (feature, side, band(size as usize, &GAP_BANDS))
}

/// Claims with the same sentences around them, itself included; of many, as many as matter.
fn in_sentence(claims: &[Claim], at: usize) -> usize {
    let here = |c: &&Claim| c.paragraph == claims[at].paragraph && c.context == claims[at].context;
    let most = FEW.len();
    let before = claims[..at].iter().rev().take(most).take_while(here);
    before.count() + claims[at..].iter().take(most).take_while(here).count()
}

/// The last word of a mention that has no capital letter but at its beginning.
fn common_word(mention: &str) -> Option<&str> {
    let common = mention.chars().skip(1).all(|c| !c.is_uppercase());
    mention.split_whitespace().last().filter(|_| common)
}

/// Bytes of text in which words are looked for place by place: less work than to prepare a search
/// that is quick whatever the text.
const SHORT: usize = 1_000;

/// Where words first stand in a text.
fn find(text: &str, words: &str) -> Option<usize> {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    match words.first() {
        Some(first) if text.len() <= SHORT => {
            memchr::memchr_iter(*first, text).find(|at| text[*at..].starts_with(words))
        }
        _ => memchr::memmem::find(text, words),
    }
}

/// What the sentence goes on with behind the last span.
fn follows(claim: &Claim) -> &'static str {
    let last = match memchr::memchr(BRACKET, claim.claim.as_bytes()) {
        Some(_) => claim.claim.rsplit(GAP).next().unwrap_or(""),
        None => claim.claim.as_str(),
    };
    let rest = find(&claim.context, last).and_then(|at| claim.context.get(at + last.len()..));
    match rest.map_or("", str::trim_start).chars().next() {
        None => "nothing",
        Some(',') => "comma",
        Some('.' | '!' | '?' | '…') => "stop",
        Some('"' | '”' | '\'' | '’') => "quotation mark",
        Some(c) if c.is_alphanumeric() => "word",
        Some(_) => "other mark",
    }
}
