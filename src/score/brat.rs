//! Annotated articles out of a folder of brat's standoff files.
//!
//! An attribution is an event whose type begins with `Attribution`, with the roles `Content`,
//! `Source` and `Cue` (numbered ones are joined). Two layouts are read: `name.txt` beside
//! `name.ann`, and PolNeAR's `text/name.txt` with `attributions/name_ANNOTATOR.ann`, of which the
//! first annotator in the alphabet is taken.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::error::Error;
use super::gold::{Gold, GoldDoc};
use super::item::{Item, RawSpan, checked};
use super::quotes::trimmed;
use super::tokens::{Doc, Span, TokenSet, normalized};

static TEXT_BOUND: LazyLock<Regex> =
    LazyLock::new(|| constant(r"^(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)\t"));
static EVENT: LazyLock<Regex> =
    LazyLock::new(|| constant(r"^(E\d+)\tAttribution[^:\s]*:T\d+((?: \S+:T\d+)*)\s*$"));

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

const ROLES: [&str; 3] = ["Content", "Source", "Cue"];

/// Reads all annotated articles of a folder, in the order of their names.
pub(crate) fn read(folder: &Path) -> Result<Gold, Error> {
    let (texts, annotations) = (folder.join("text"), folder.join("attributions"));
    let pairs = if texts.is_dir() && annotations.is_dir() {
        by_annotator(&texts, &annotations)?
    } else {
        side_by_side(folder)?
    };
    if pairs.is_empty() {
        let why = "holds no article: put NAME.txt and NAME.ann side by side, or texts into text/ and annotations into attributions/NAME_ANNOTATOR.ann";
        return Err(Error::file(folder.display(), why));
    }
    let mut gold = Gold::default();
    for (name, text, annotation) in pairs {
        let doc = read_pair(name, &text, &annotation)?;
        gold.push(doc)
            .map_err(|why| Error::file(text.display(), why))?;
    }
    Ok(gold)
}

/// An article's name, text and annotation.
type Pair = (String, PathBuf, PathBuf);

fn side_by_side(folder: &Path) -> Result<Vec<Pair>, Error> {
    let texts = stems(folder, "txt")?;
    let annotations = stems(folder, "ann")?;
    let pair = |(name, ann): (String, PathBuf)| match texts.get(&name) {
        Some(text) => Ok((name, text.clone(), ann)),
        None => Err(Error::file(
            ann.display(),
            "has no text; put the .txt of the same name beside it",
        )),
    };
    annotations.into_iter().map(pair).collect()
}

fn by_annotator(texts: &Path, annotations: &Path) -> Result<Vec<Pair>, Error> {
    let mut first: BTreeMap<String, (String, PathBuf)> = BTreeMap::new();
    for (stem, path) in stems(annotations, "ann")? {
        if let Some((name, who)) = stem.rsplit_once('_') {
            let candidate = (who.to_string(), path);
            let taken = first
                .entry(name.to_string())
                .or_insert_with(|| candidate.clone());
            if candidate.0 < taken.0 {
                *taken = candidate;
            }
        }
    }
    let texts = stems(texts, "txt")?.into_iter();
    Ok(texts
        .filter_map(|(name, text)| first.remove(&name).map(|(_, ann)| (name, text, ann)))
        .collect())
}

/// The files of a folder with this ending, by their names without it.
fn stems(folder: &Path, ending: &str) -> Result<BTreeMap<String, PathBuf>, Error> {
    let failed = |e: std::io::Error| Error::file(folder.display(), format!("cannot be read: {e}"));
    let mut out = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|e| e == ending)
            && let Some(stem) = path.file_stem()
        {
            out.insert(stem.to_string_lossy().into_owned(), path);
        }
    }
    Ok(out)
}

fn read_pair(id: String, text_path: &Path, ann_path: &Path) -> Result<GoldDoc, Error> {
    let text = read_text(text_path)?;
    let doc = Doc::new(&text);
    let mut items = parse(&doc, &read_text(ann_path)?, &ann_path.display().to_string())?;
    items.retain(|item| !item.content.is_empty());
    items.sort_by_key(|item| item.content[0]);
    Ok(GoldDoc {
        id,
        text,
        doc,
        items,
        ignored: TokenSet::default(),
    })
}

fn read_text(path: &Path) -> Result<String, Error> {
    let bytes = std::fs::read(path);
    let bytes = bytes.map_err(|e| Error::file(path.display(), format!("cannot be read: {e}")))?;
    let not_utf8 = |_| Error::file(path.display(), "is not UTF-8; save the file as UTF-8");
    String::from_utf8(bytes).map_err(not_utf8)
}

/// The attributions of an annotation file, in its order. Lines that are neither text-bound
/// annotations nor attributions (notes, attributes, tails of texts with line breaks) are no part
/// of it.
fn parse(doc: &Doc, ann: &str, name: &str) -> Result<Vec<Item>, Error> {
    let mut bound: HashMap<&str, Vec<RawSpan>> = HashMap::new();
    let mut events = Vec::new();
    for (n, line) in (1..).zip(ann.split('\n')) {
        if let Some(found) = TEXT_BOUND.captures(line) {
            let (_, [id, spans]) = found.extract();
            bound.insert(
                id,
                raw_spans(spans).map_err(|why| Error::line(name, n, why))?,
            );
        } else if let Some(found) = EVENT.captures(line) {
            let (_, [_, arguments]) = found.extract();
            events.push((n, arguments));
        }
    }
    let item =
        |(n, arguments)| event(doc, arguments, &bound).map_err(|why| Error::line(name, n, why));
    events.into_iter().map(item).collect()
}

fn raw_spans(spans: &str) -> Result<Vec<RawSpan>, String> {
    let offset = |s: &str| s.parse::<i64>().map_err(|_| format!("{s} is no offset"));
    let span = |s: &str| {
        let (begin, end) = s.split_once(' ').unwrap_or((s, s));
        Ok((offset(begin)?, offset(end)?))
    };
    spans.split(';').map(span).collect()
}

/// One attribution out of an event's arguments, ` Role:T1 Role2:T2`.
fn event(doc: &Doc, arguments: &str, bound: &HashMap<&str, Vec<RawSpan>>) -> Result<Item, String> {
    let mut parts: [Vec<RawSpan>; 3] = Default::default();
    for argument in arguments.split_whitespace() {
        let (role, id) = argument.rsplit_once(':').unwrap_or((argument, ""));
        let role = role.trim_end_matches(|c: char| c.is_ascii_digit());
        let spans = bound.get(id);
        let spans =
            spans.ok_or_else(|| format!("{argument} names an annotation that the file lacks"))?;
        if let Some(k) = ROLES.iter().position(|r| *r == role) {
            parts[k].extend(spans);
        }
    }
    let [content, source, cue] = parts;
    let part = |k: usize, spans| checked(doc, ROLES[k], spans).map(|s| without_gaps(doc, &s));
    Ok(Item::annotated(
        doc,
        [part(0, content)?, part(1, source)?, part(2, cue)?],
    ))
}

/// Spans without white space at their ends.
fn without_gaps(doc: &Doc, spans: &[Span]) -> Vec<Span> {
    normalized(
        spans
            .iter()
            .filter_map(|&s| trimmed(doc.chars(), s))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Rain fell, \"and snow,\" Ann said.";

    #[test]
    fn events_become_attributions() {
        let ann = "T1\tContent 0 10;11 22\tRain fell, \"and snow,\"\nT2\tSource 23 26\tAnn\nT3\tCue 26 31\t said\n\
                   E1\tAttribution:T3 Content:T1 Source1:T2 Cue:T3\nE2\tDiscuss:T3 Content:T1\n#1\tnote";
        let doc = Doc::new(TEXT);
        let items = parse(&doc, ann, "a.ann").unwrap();
        assert_eq!(items.len(), 1);
        assert_eq!(items[0].content, [(0, 10), (11, 22)]);
        assert_eq!(
            (items[0].source.as_slice(), items[0].cue.as_slice()),
            ([(23, 26)].as_slice(), [(27, 31)].as_slice())
        );
        assert_eq!(items[0].kind.name(), "mixed");
    }

    #[test]
    fn faults_name_the_line() {
        let doc = Doc::new(TEXT);
        let told = |ann| parse(&doc, ann, "a.ann").unwrap_err().to_string();
        assert!(told("\nE1\tAttribution:T3 Content:T1").starts_with("a.ann:2: Content:T1 names"));
        assert!(
            told("T1\tContent 0 99\tx\nE1\tAttribution:T3 Content:T1").contains("outside the text")
        );
    }
}
