//! Lines of JSON: one article each, its parts in fields whose names can be chosen.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{Article, Failure, Origin, decode::decode};

/// How many fields an error names.
const NAMED_FIELDS: usize = 8;

/// Names of the fields; of several, the first that holds something counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// The text, the only one that must be there.
    pub text: Vec<String>,
    /// The article's id; without one it is `stem:line`.
    pub id: Vec<String>,
    /// The headline.
    pub title: Vec<String>,
    /// The address.
    pub url: Vec<String>,
    /// Who published it.
    pub outlet: Vec<String>,
    /// When it was published.
    pub date: Vec<String>,
}

impl Default for Fields {
    fn default() -> Self {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Fields {
            text: names(&["text"]),
            id: names(&["id", "doc", "article_id", "uid"]),
            title: names(&["title"]),
            url: names(&["url"]),
            outlet: names(&["outlet", "source", "publisher", "site"]),
            date: names(&["published", "date", "published_at", "date_published"]),
        }
    }
}

impl Fields {
    /// In the order of [`Picked`].
    fn parts(&self) -> [&[String]; PARTS] {
        [
            &self.text,
            &self.id,
            &self.title,
            &self.url,
            &self.outlet,
            &self.date,
        ]
    }
}

/// Makes an article of one line. Numbers are taken as they stand.
///
/// # Errors
/// A line that is no text, no JSON object, or lacks a text.
pub fn read(origin: &Origin, bytes: Vec<u8>, fields: &Fields) -> Result<Article, Failure> {
    let line = decode(bytes).map_err(|error| origin.failure(error.to_string()))?;
    let picked = pick(&line, fields).map_err(|error| origin.failure(not_json(&error)))?;
    let [text, id, title, url, outlet, published] = picked.map(|part| part.map(|(_, held)| held));
    let text = match text {
        Some(Held::Words(text)) if text.contains('\0') => {
            Err("its text holds NUL characters (take them out before the text is read)".to_owned())
        }
        Some(Held::Words(text)) if !text.trim().is_empty() => Ok(text),
        Some(Held::Words(_) | Held::Nothing) => {
            Err("its text is empty (take the line out of the input)".to_owned())
        }
        Some(Held::Other) => {
            Err("its text is no string (name another field with --text-field)".to_owned())
        }
        None => Err(lacking(&line, fields)),
    }
    .map_err(|reason| origin.failure(reason))?;
    Ok(Article {
        id: words(id).unwrap_or_else(|| numbered_id(origin)),
        title: words(title).unwrap_or_default(),
        url: words(url).unwrap_or_default(),
        outlet: words(outlet).unwrap_or_default(),
        published: words(published).unwrap_or_default(),
        text,
    })
}

fn numbered_id(origin: &Origin) -> String {
    format!("{}:{}", origin.stem(), origin.line.unwrap_or(1))
}

fn words(held: Option<Held>) -> Option<String> {
    match held {
        Some(Held::Words(words)) if !words.is_empty() => Some(words),
        _ => None,
    }
}

/// The reason for a line that does not parse.
fn not_json(error: &serde_json::Error) -> String {
    let told = error.to_string();
    let what = told.split(" at line ").next().unwrap_or_default();
    format!(
        "it is no JSON object: {what}, at byte {} of the line (write one object a line)",
        error.column()
    )
}

/// The reason for a record without a text, with the fields that it has.
fn lacking(line: &str, fields: &Fields) -> String {
    let keys = serde_json::from_str::<BTreeMap<String, IgnoredAny>>(line).unwrap_or_default();
    let quoted = |name: &String| format!("`{name}`");
    let wanted: Vec<_> = fields.text.iter().map(quoted).collect();
    let mut has: Vec<_> = keys.keys().take(NAMED_FIELDS).map(quoted).collect();
    match keys.len() {
        0 => has.push("none".to_owned()),
        count if count > NAMED_FIELDS => has.push("…".to_owned()),
        _ => {}
    }
    format!(
        "it lacks the field {}; its fields: {} (name the one that holds the text with --text-field)",
        wanted.join(" or "),
        has.join(", ")
    )
}

const PARTS: usize = 6;

/// For each part of an article, the place of the field's name in its list and what it holds.
type Picked = [Option<(usize, Held)>; PARTS];

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
enum Held {
    /// A string, or a number as it is written.
    Words(String),
    /// `null`.
    Nothing,
    /// A list, an object, true or false.
    Other,
}

impl Held {
    fn is_filled(&self) -> bool {
        matches!(self, Held::Words(words) if !words.is_empty())
    }
}

/// Reads the wanted fields and passes over all others without keeping them.
fn pick(line: &str, fields: &Fields) -> serde_json::Result<Picked> {
    let mut json = serde_json::Deserializer::from_str(line);
    let picked = json.deserialize_map(Picker(fields))?;
    json.end()?;
    Ok(picked)
}

struct Picker<'a>(&'a Fields);

impl<'de> Visitor<'de> for Picker<'_> {
    type Value = Picked;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Picked, A::Error> {
        let parts = self.0.parts();
        let mut picked = Picked::default();
        while let Some(Held::Words(key)) = map.next_key_seed(Hold)? {
            let ranks = parts.map(|names| names.iter().position(|name| *name == key));
            if ranks.iter().all(Option::is_none) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let held = map.next_value_seed(Hold)?;
            for (slot, rank) in picked.iter_mut().zip(ranks) {
                if let Some(rank) = rank {
                    keep_better(slot, rank, &held);
                }
            }
        }
        Ok(picked)
    }
}

/// A filled field goes before an empty one, then an earlier name before a later.
fn keep_better(slot: &mut Option<(usize, Held)>, rank: usize, held: &Held) {
    let better = match slot {
        None => true,
        Some((kept, other)) => {
            (held.is_filled(), std::cmp::Reverse(rank))
                > (other.is_filled(), std::cmp::Reverse(*kept))
        }
    };
    if better {
        *slot = Some((rank, held.clone()));
    }
}

struct Hold;

impl<'de> DeserializeSeed<'de> for Hold {
    type Value = Held;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Held, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Hold {
    type Value = Held;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_str<E>(self, words: &str) -> Result<Held, E> {
        Ok(Held::Words(words.to_owned()))
    }

    fn visit_string<E>(self, words: String) -> Result<Held, E> {
        Ok(Held::Words(words))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Held, E> {
        Ok(Held::Words(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Held, E> {
        Ok(Held::Words(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Held, E> {
        Ok(Held::Words(number.to_string()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Held, E> {
        Ok(Held::Other)
    }

    fn visit_unit<E>(self) -> Result<Held, E> {
        Ok(Held::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Held, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Held::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Held, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Held::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn article(line: &str, fields: &Fields) -> Result<Article, String> {
        let origin = Origin {
            path: Path::new("dir/news.jsonl.gz").into(),
            line: Some(7),
        };
        read(&origin, line.into(), fields).map_err(|failure| failure.reason)
    }

    fn default(line: &str) -> Result<Article, String> {
        article(line, &Fields::default())
    }

    #[test]
    fn all_fields() {
        let line = r#"{"x":{"text":"no"},"doc":12345678901234567890,"title":"T","url":"U",
            "site":"S","date":"2025-08-25","text":"\u201cA\u201d"}"#;
        let expected = Article {
            id: "12345678901234567890".into(),
            title: "T".into(),
            url: "U".into(),
            outlet: "S".into(),
            published: "2025-08-25".into(),
            text: "“A”".into(),
        };
        assert_eq!(default(line), Ok(expected));
    }

    #[test]
    fn the_first_filled_name_counts() {
        let id = |line: &str| default(line).unwrap().id;
        assert_eq!(id(r#"{"uid":"u","id":"i","text":"a"}"#), "i");
        assert_eq!(id(r#"{"id":"","uid":"u","text":"a"}"#), "u");
        assert_eq!(id(r#"{"id":null,"doc":["d"],"text":"a"}"#), "news:7");
        assert_eq!(id(r#"{"text":"a"}"#), "news:7");
    }

    #[test]
    fn names_can_be_chosen() {
        let fields = Fields {
            text: vec!["body".into()],
            title: vec!["body".into()],
            ..Fields::default()
        };
        let read = article(r#"{"text":"no","body":"yes"}"#, &fields).unwrap();
        assert_eq!((read.text.as_str(), read.title.as_str()), ("yes", "yes"));
    }

    #[test]
    fn faults_are_told() {
        for (line, told) in [
            ("no", "it is no JSON object: expected ident, at byte 2"),
            (
                "[1]",
                "it is no JSON object: invalid type: sequence, expected an object",
            ),
            (
                r#"{"text":"a"},"#,
                "it is no JSON object: trailing characters, at byte 13",
            ),
            (
                r#"{"text":"a"#,
                "it is no JSON object: EOF while parsing a string",
            ),
            (
                r#"{"b":1,"a":2}"#,
                "it lacks the field `text`; its fields: `a`, `b` (",
            ),
            ("{}", "it lacks the field `text`; its fields: none ("),
            (r#"{"text":[]}"#, "its text is no string"),
            (r#"{"text":" "}"#, "its text is empty"),
            (r#"{"text":null}"#, "its text is empty"),
            (r#"{"text":"a\u0000"}"#, "its text holds NUL"),
        ] {
            let reason = default(line).unwrap_err();
            assert!(reason.starts_with(told), "{line}: {reason}");
        }
    }

    #[test]
    fn deep_nesting_is_no_danger() {
        let deep = format!(r#"{{"x":{},"text":"a"}}"#, "[".repeat(100_000));
        assert!(default(&deep).is_err());
        let deep = format!(r#"{{"text":{}"#, "[".repeat(100_000));
        assert!(default(&deep).is_err());
    }
}
