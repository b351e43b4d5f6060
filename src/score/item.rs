//! One attribution, annotated or predicted, with all that is compared of it.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::quotes::kind_of;
use super::tokens::{Doc, Span, TokenSet, normalized};
use crate::claim::{Claim, CodePoints, Kind};

/// A span as files have it.
pub(crate) type RawSpan = (i64, i64);

/// One attribution as the JSON has it. `null` is the same as nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Record {
    #[serde(deserialize_with = "or_default")]
    content: Vec<RawSpan>,
    #[serde(deserialize_with = "or_default")]
    source: Vec<RawSpan>,
    #[serde(deserialize_with = "or_default")]
    cue: Vec<RawSpan>,
    kind: Option<String>,
    optional: Value,
    speaker: Option<String>,
    speaker_in_text: Option<String>,
    channel: Option<String>,
    #[serde(deserialize_with = "or_default")]
    channel_alt: Vec<String>,
    outlet: Option<String>,
    rule: Option<String>,
    evidence: Value,
}

fn or_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    d: D,
) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(d)?.unwrap_or_default())
}

/// Who said it and by which channel, as far as it is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    /// The resolved name.
    pub speaker: Option<String>,
    /// Its fullest form in the text; gold only.
    pub speaker_in_text: Option<String>,
    /// `""` for none.
    pub channel: Option<String>,
    /// Other channels that are right; gold only.
    pub channel_alt: Vec<String>,
    /// Who relayed, published or was told.
    pub outlet: Option<String>,
}

/// One attribution of a text.
#[derive(Debug, Clone)]
pub struct Item {
    /// Where the words lie: sorted, none empty, none touching.
    pub content: Vec<Span>,
    /// Where the source's mention lies.
    pub source: Vec<Span>,
    /// Where the cue lies.
    pub cue: Vec<Span>,
    /// Tokens of the content.
    pub content_tokens: TokenSet,
    /// Tokens of the source.
    pub source_tokens: TokenSet,
    /// Tokens of the cue.
    pub cue_tokens: TokenSet,
    /// Direct, mixed or indirect.
    pub kind: Kind,
    /// Counts neither way; gold only.
    pub optional: bool,
    /// Speaker, channel, outlet.
    pub labels: Labels,
    /// The rule that made it, or empty; predictions only.
    pub rule: String,
    /// The lexicon lines of its cue, `file:line entry`; predictions only.
    pub cue_entries: Vec<String>,
}

impl Item {
    /// An annotated attribution, whose kind is taken where it is given.
    pub(crate) fn gold(doc: &Doc, record: Record) -> Result<Self, String> {
        let kind = record.kind.as_deref().and_then(kind_named);
        Item::new(doc, record, kind)
    }

    /// A prediction, whose kind is always worked out from the text.
    pub(crate) fn predicted(doc: &Doc, record: Record) -> Result<Self, String> {
        Item::new(doc, record, None)
    }

    fn new(doc: &Doc, record: Record, kind: Option<Kind>) -> Result<Self, String> {
        let spans = Parts {
            content: checked(doc, "content", record.content)?,
            source: checked(doc, "source", record.source)?,
            cue: checked(doc, "cue", record.cue)?,
        };
        Ok(Item {
            optional: truthy(&record.optional),
            labels: Labels {
                speaker: record.speaker,
                speaker_in_text: record.speaker_in_text,
                channel: record.channel,
                channel_alt: record.channel_alt,
                outlet: record.outlet,
            },
            rule: record.rule.unwrap_or_default(),
            cue_entries: cue_entries(&record.evidence),
            ..Item::bare(doc, spans, kind)
        })
    }

    /// What the analyzer found.
    pub(crate) fn from_claim(doc: &Doc, claim: &Claim) -> Result<Self, String> {
        let raw = |spans: &[CodePoints]| spans.iter().map(|s| (s.0.into(), s.1.into())).collect();
        let spans = Parts {
            content: checked(doc, "content", raw(&claim.content_spans))?,
            source: checked(doc, "source", raw(&claim.source_spans))?,
            cue: checked(doc, "cue", raw(&claim.cue_spans))?,
        };
        let cues = claim.evidence.iter().filter(|e| e.part == "cue");
        Ok(Item {
            labels: Labels {
                speaker: Some(claim.speaker.clone()),
                channel: Some(claim.channel.clone()),
                outlet: Some(claim.outlet.clone()),
                ..Labels::default()
            },
            rule: claim.rule.clone(),
            cue_entries: cues
                .map(|e| format!("{}:{} {}", e.file, e.line, e.entry))
                .collect(),
            ..Item::bare(doc, spans, None)
        })
    }

    fn bare(doc: &Doc, spans: Parts, kind: Option<Kind>) -> Self {
        Item {
            content_tokens: doc.ids(&spans.content),
            source_tokens: doc.ids(&spans.source),
            cue_tokens: doc.ids(&spans.cue),
            kind: kind.unwrap_or_else(|| kind_of(doc, &spans.content)),
            content: spans.content,
            source: spans.source,
            cue: spans.cue,
            optional: false,
            labels: Labels::default(),
            rule: String::new(),
            cue_entries: Vec::new(),
        }
    }

    /// An annotated attribution out of bare spans, as brat has them.
    pub(crate) fn annotated(doc: &Doc, [content, source, cue]: [Vec<Span>; 3]) -> Self {
        Item::bare(
            doc,
            Parts {
                content,
                source,
                cue,
            },
            None,
        )
    }
}

struct Parts {
    content: Vec<Span>,
    source: Vec<Span>,
    cue: Vec<Span>,
}

fn kind_named(name: &str) -> Option<Kind> {
    [Kind::Direct, Kind::Mixed, Kind::Indirect]
        .into_iter()
        .find(|k| k.name() == name)
}

/// Spans put in order, if they lie inside the text.
pub(crate) fn checked(doc: &Doc, part: &str, spans: Vec<RawSpan>) -> Result<Vec<Span>, String> {
    let length = doc.chars().len();
    let inside = |&(b, e): &RawSpan| Some((usize::try_from(b).ok()?, usize::try_from(e).ok()?));
    let inside = |s: &RawSpan| inside(s).filter(|&(_, e)| e <= length);
    let outside = |(b, e): RawSpan| {
        format!(
            "{part} span [{b}, {e}] lies outside the text, which has {length} characters; count Unicode code points from 0, end exclusive"
        )
    };
    let spans = normalized(spans);
    spans
        .into_iter()
        .map(|s| inside(&s).ok_or_else(|| outside(s)))
        .collect()
}

/// Whether Python would take a JSON value for true.
fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::Number(n) => n.as_f64() != Some(0.0),
        Value::String(s) => !s.is_empty(),
        Value::Array(a) => !a.is_empty(),
        Value::Object(o) => !o.is_empty(),
    }
}

/// `file:line entry` of each evidence that contributed the cue; anything else is passed over.
fn cue_entries(evidence: &Value) -> Vec<String> {
    let list = evidence.as_array().map(Vec::as_slice).unwrap_or_default();
    let text = |e: &Value, key: &str| match &e[key] {
        Value::String(s) => s.clone(),
        Value::Number(n) => n.to_string(),
        _ => String::new(),
    };
    let cues = list.iter().filter(|e| e["part"] == "cue");
    cues.map(|e| {
        format!(
            "{}:{} {}",
            text(e, "file"),
            text(e, "line"),
            text(e, "entry")
        )
    })
    .collect()
}
