//! The finished row, and the only file that knows the columns.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Deserializer, Serialize};

/// A stretch of `Article.text` in Unicode code points, end exclusive.
pub type CodePoints = (u32, u32);

/// How much of a claim's words stand in quotation marks.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
pub enum Kind {
    /// All of them.
    #[default]
    Direct,
    /// Some of them.
    Mixed,
    /// None.
    Indirect,
}

impl Kind {
    /// As the `kind` column writes it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Mixed => "mixed",
            Kind::Indirect => "indirect",
        }
    }
}

/// A line of a lexicon that took part in a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// What it contributed: `cue`, `speaker`, `channel`, `rule`, ….
    pub part: &'static str,
    /// File of the lexicon, as the user knows it.
    pub file: String,
    /// Line in that file, counted from 1.
    pub line: u32,
    /// The entry itself.
    pub entry: String,
}

/// As it is read back.
#[derive(Deserialize)]
struct StoredEvidence {
    part: String,
    file: String,
    line: u32,
    entry: String,
}

impl<'de> Deserialize<'de> for Evidence {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let stored = StoredEvidence::deserialize(input)?;
        Ok(Evidence {
            part: interned(stored.part),
            file: stored.file,
            line: stored.line,
            entry: stored.entry,
        })
    }
}

/// The few names of parts live as long as the program; each is kept once.
fn interned(name: String) -> &'static str {
    static KNOWN: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = known.iter().find(|known| **known == name) {
        return found;
    }
    let kept: &'static str = name.leak();
    known.push(kept);
    kept
}

/// One claim/source pair: what was said, by whom, through which channel.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// `c` and 16 hex digits, from the article's id and the words only.
    pub claim_id: String,
    /// Direct, mixed or indirect.
    pub kind: Kind,
    /// Empty for a statement; else belief, wish, plan, feeling, perception, support.
    pub attitude: String,
    /// Resolved name, or empty.
    pub speaker: String,
    /// Resolved channel, or empty.
    pub channel: String,
    /// The words, spans joined by ` […] `.
    pub claim: String,
    /// The cue's words.
    pub cue: String,
    /// Person, ministry, company, …; `unknown` where unresolved.
    pub speaker_type: String,
    /// The source as the text has it.
    pub speaker_mention: String,
    /// How the speaker was reached: named, surname, pronoun, ….
    pub speaker_how: String,
    /// `A > B` where one source relays another.
    pub speaker_chain: String,
    /// The channel as the text has it.
    pub channel_mention: String,
    /// Stated, inherited, or empty.
    pub channel_how: String,
    /// Who relayed, published or was told.
    pub outlet: String,
    /// Class of the cue: say, claim, deny, ….
    pub cue_class: String,
    /// The cue is negated or a refusal.
    pub negated: bool,
    /// ISO date of the saying, where the text tells it.
    pub speech_date: String,
    /// Share of right answers measured for this rule and way of resolving, 0 to 1.
    pub confidence: f32,
    /// Id of the rule.
    pub rule: String,
    /// The host sentence or sentences, whole.
    pub context: String,
    /// Of the article.
    pub article_id: String,
    /// Of the article.
    pub article_title: String,
    /// Of the article.
    pub article_url: String,
    /// Of the article.
    pub article_outlet: String,
    /// Of the article.
    pub published: String,
    /// Paragraph of the first span, counted from 1.
    pub paragraph: u32,
    /// First code point of the first span.
    pub start: u32,
    /// One past the last code point of the last span.
    pub end: u32,
    /// The first claim of the same words in this article or batch, or empty.
    pub duplicate_of: String,

    /// Where the words lie.
    pub content_spans: Vec<CodePoints>,
    /// Where the source's mention lies.
    pub source_spans: Vec<CodePoints>,
    /// Where the cue lies.
    pub cue_spans: Vec<CodePoints>,
    /// Where the channel is named.
    pub channel_spans: Vec<CodePoints>,
    /// Lexicon lines that took part.
    pub evidence: Vec<Evidence>,
}

/// Column names in their order. Names are never reused.
pub const COLUMNS: [&str; 31] = [
    "claim_id",
    "review",
    "review_note",
    "kind",
    "attitude",
    "speaker",
    "channel",
    "claim",
    "cue",
    "speaker_type",
    "speaker_mention",
    "speaker_how",
    "speaker_chain",
    "channel_mention",
    "channel_how",
    "outlet",
    "cue_class",
    "negated",
    "speech_date",
    "confidence",
    "rule",
    "context",
    "article_id",
    "article_title",
    "article_url",
    "article_outlet",
    "published",
    "paragraph",
    "start",
    "end",
    "duplicate_of",
];

impl Claim {
    /// The cells of this row, in the order of [`COLUMNS`].
    pub fn cells(&self) -> [Cow<'_, str>; COLUMNS.len()] {
        fn text(s: &str) -> Cow<'_, str> {
            Cow::Borrowed(s)
        }
        [
            text(&self.claim_id),
            text(""),
            text(""),
            text(self.kind.name()),
            text(&self.attitude),
            text(&self.speaker),
            text(&self.channel),
            text(&self.claim),
            text(&self.cue),
            text(&self.speaker_type),
            text(&self.speaker_mention),
            text(&self.speaker_how),
            text(&self.speaker_chain),
            text(&self.channel_mention),
            text(&self.channel_how),
            text(&self.outlet),
            text(&self.cue_class),
            text(if self.negated { "yes" } else { "" }),
            text(&self.speech_date),
            Cow::Owned(format!("{:.2}", self.confidence)),
            text(&self.rule),
            text(&self.context),
            text(&self.article_id),
            text(&self.article_title),
            text(&self.article_url),
            text(&self.article_outlet),
            text(&self.published),
            Cow::Owned(self.paragraph.to_string()),
            Cow::Owned(self.start.to_string()),
            Cow::Owned(self.end.to_string()),
            text(&self.duplicate_of),
        ]
    }
}
