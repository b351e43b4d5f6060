//! Lines of a scraped page that are no article text, and datelines in front of one.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, packed};
use regex::bytes;
use rustc_hash::FxHashMap;

use super::lazy::LazyRegex;
use super::loose::{Set, loosen};
use super::tokens::leading_ascii;

/// One entry of the dictionary, with the line that it stands in.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// How `text` is meant: line, prefix, suffix, contains or regex.
    pub kind: Kind,
    /// What is looked for.
    pub text: String,
    /// What it shows: caption, share, dateline, ….
    pub class: String,
}

/// How a pattern is compared with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The whole line, letter case aside.
    Line,
    /// The line begins so, letter case aside.
    Prefix,
    /// The line ends so, letter case aside.
    Suffix,
    /// Somewhere in the line, letter case aside.
    Contains,
    /// A regular expression on the trimmed line.
    Regex,
}

const NO_BREAK_SPACE: char = '\u{a0}';

/// Class of the patterns that mark a dateline.
const DATELINE: &str = "dateline";
/// Lines longer than this are article text (bytes).
const LONGEST_LINE: usize = 1_200;
/// Lines longer than this are article text whatever texts of boilerplate they hold: the borders of
/// paragraphs that a page lost leave a credit behind a column of text (bytes).
const LONGEST_HOLDING: usize = 500;

/// All patterns, compiled.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Boilerplate {
    lines: FxHashMap<String, String>,
    /// Bytes of the longest of `lines`.
    longest: usize,
    prefixes: Edges,
    suffixes: Edges,
    within: Within,
    regexes: Sieve,
    classes: Vec<String>,
    datelines: Sieve,
}

impl Boilerplate {
    /// Compiles the patterns.
    ///
    /// # Errors
    /// The index of each pattern that is no regular expression, with the reason.
    pub fn new(patterns: &[Pattern]) -> Result<Self, Vec<(usize, String)>> {
        let mut out = Boilerplate::default();
        let mut errors = Vec::new();
        for (i, p) in patterns.iter().enumerate() {
            let folded = p.text.to_lowercase();
            match p.kind {
                Kind::Line => {
                    out.longest = out.longest.max(folded.len());
                    out.lines.insert(folded, p.class.clone());
                }
                Kind::Prefix => out.prefixes.add(folded.into_bytes(), &p.class),
                Kind::Suffix => out
                    .suffixes
                    .add(folded.into_bytes().into_iter().rev().collect(), &p.class),
                Kind::Contains => {
                    out.within.texts.push(folded);
                    out.within.classes.push(p.class.clone());
                }
                Kind::Regex if p.class == DATELINE => {
                    out.datelines.at_start = true;
                    errors.extend(out.datelines.add(&p.text).err().map(|e| (i, e)));
                }
                Kind::Regex => {
                    errors.extend(out.regexes.add(&p.text).err().map(|e| (i, e)));
                    out.classes.push(p.class.clone());
                }
            }
        }
        if errors.is_empty() {
            Ok(out)
        } else {
            Err(errors)
        }
    }

    /// The class of a line that is no article text.
    pub fn class_of(&self, line: &str) -> Option<&str> {
        self.class_in(line, &mut String::new())
    }

    /// As [`Self::class_of`]; `folded` is a buffer to work in.
    pub fn class_in(&self, line: &str, folded: &mut String) -> Option<&str> {
        if line.len() > LONGEST_LINE {
            return None;
        }
        let line = &*plain_blanks(line);
        lower_into(line, folded);
        if folded.len() <= self.longest
            && let Some(class) = self.lines.get(folded.as_str())
        {
            return Some(class);
        }
        let bytes = folded.as_bytes();
        let edge = || {
            let prefix = self.prefixes.find(bytes.iter());
            prefix.or_else(|| self.suffixes.find(bytes.iter().rev()))
        };
        let texts = || edge().or_else(|| self.within.find(folded));
        let text = (line.len() <= LONGEST_HOLDING).then(texts).flatten();
        text.or_else(|| {
            Some(
                &self.classes[self
                    .regexes
                    .candidates(line)
                    .find(|&i| self.regexes.is_match(i, line))?],
            )
        })
    }

    /// Bytes of a dateline at the start of a line; 0 for none.
    pub fn dateline(&self, line: &str) -> usize {
        let plain = plain_blanks(line);
        let ends = self
            .datelines
            .candidates(&plain)
            .filter_map(|i| self.datelines.expressions[i].source.get()?.find(&plain))
            .filter(|m| m.start() == 0 && m.end() < plain.len())
            .map(|m| m.end());
        match (ends.max().unwrap_or(0), &plain) {
            (end, Cow::Borrowed(_)) => end,
            (end, Cow::Owned(plain)) => {
                let read = plain[..end].chars().count();
                line.chars().take(read).map(char::len_utf8).sum()
            }
        }
    }
}

/// The line with blanks in place of no-break spaces, which scraped pages have anywhere: no pattern
/// needs to name them.
fn plain_blanks(line: &str) -> Cow<'_, str> {
    match line.contains(NO_BREAK_SPACE) {
        true => Cow::Owned(line.replace(NO_BREAK_SPACE, " ")),
        false => Cow::Borrowed(line),
    }
}

/// What lines begin with, or end with if read backwards.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Edges {
    /// By the first two bytes.
    by_pair: FxHashMap<[u8; 2], Vec<(Vec<u8>, String)>>,
    /// Those of one byte.
    single: Vec<(u8, String)>,
}

impl Edges {
    fn add(&mut self, edge: Vec<u8>, class: &str) {
        match edge[..] {
            [] => {}
            [only] => self.single.push((only, class.to_owned())),
            [a, b, ..] => self
                .by_pair
                .entry([a, b])
                .or_default()
                .push((edge, class.to_owned())),
        }
    }

    fn find<'b>(&self, line: impl Iterator<Item = &'b u8> + Clone) -> Option<&str> {
        let mut first = line.clone().copied();
        let (a, b) = (first.next()?, first.next());
        if let Some((_, class)) = self.single.iter().find(|(byte, _)| *byte == a) {
            return Some(class);
        }
        let edges = self.by_pair.get(&[a, b?])?;
        let fits = |edge: &[u8]| {
            let mut rest = line.clone();
            edge.iter().all(|byte| rest.next() == Some(byte))
        };
        edges
            .iter()
            .find(|(edge, _)| fits(edge))
            .map(|(_, class)| class.as_str())
    }
}

/// What lines may hold anywhere.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Within {
    texts: Vec<String>,
    classes: Vec<String>,
    /// Made when a line first needs it.
    #[serde(skip)]
    automaton: OnceLock<Option<AhoCorasick>>,
    /// Tells many bytes at a time that a line holds none of them, where the processor can.
    #[serde(skip)]
    glance: OnceLock<Option<packed::Searcher>>,
}

impl Within {
    fn find(&self, folded: &str) -> Option<&str> {
        let glance = || packed::Config::new().builder().extend(&self.texts).build();
        let glance = self.glance.get_or_init(glance).as_ref();
        if glance.is_some_and(|all| all.find(folded).is_none()) {
            return None;
        }
        let build = || (!self.texts.is_empty()).then(|| AhoCorasick::new(&self.texts).ok());
        let automaton = self.automaton.get_or_init(|| build().flatten());
        let found = automaton.as_ref()?.find(folded)?;
        Some(&self.classes[found.pattern().as_usize()])
    }
}

/// Regular expressions that are compiled when a line first needs them: one pass with all loose
/// forms tells which ones do.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Sieve {
    expressions: Vec<Expression>,
    /// Matches count only where the line begins.
    at_start: bool,
    #[serde(skip)]
    set: OnceLock<Option<bytes::RegexSet>>,
}

/// A regular expression and its loose form.
#[derive(Debug, Serialize, Deserialize)]
struct Expression {
    source: LazyRegex,
    loose: String,
    /// Characters of the shortest line that it matches, or fewer.
    shortest: usize,
    /// What lines may begin with that it matches.
    begins: Set,
}

impl Sieve {
    /// Takes in one more; says why it is no regular expression.
    fn add(&mut self, source: &str) -> Result<(), String> {
        let loose = loosen(source);
        let unsure = loose.as_ref().is_none_or(|loose| loose.large);
        let compiled = match unsure {
            true => LazyRegex::new(source)?,
            false => LazyRegex::later(source),
        };
        let (mut form, mut shortest, mut begins) = (String::new(), 0, Set::ANY);
        if let Some(loose) = loose {
            (form, shortest) = (loose.form, loose.shortest);
            begins = match loose.anchored || self.at_start {
                true => loose.begins,
                false => Set::ANY,
            };
        }
        self.expressions.push(Expression {
            source: compiled,
            loose: match self.at_start {
                true => format!("^(?:{form})"),
                false => form,
            },
            shortest,
            begins,
        });
        Ok(())
    }

    /// All loose forms.
    fn set(&self) -> Option<&bytes::RegexSet> {
        let build = || {
            bytes::RegexSetBuilder::new(self.expressions.iter().map(|e| &e.loose))
                .size_limit(usize::MAX)
                .build()
        };
        self.set.get_or_init(|| build().ok()).as_ref()
    }

    /// Those that may match, in order.
    fn candidates(&self, line: &str) -> impl Iterator<Item = usize> {
        let first = line.bytes().next();
        let likely = |e: &Expression| {
            e.shortest <= line.len() && first.is_none_or(|byte| e.begins.has(byte))
        };
        let likely = self.expressions.iter().any(likely);
        let set = likely.then(|| self.set()).flatten();
        let set = set.filter(|set| set.is_match(line.as_bytes()));
        set.map(|set| set.matches(line.as_bytes()))
            .into_iter()
            .flatten()
    }

    fn is_match(&self, index: usize, line: &str) -> bool {
        self.expressions[index].source.is_match(line)
    }
}

/// Lower case, as [`str::to_lowercase`] has it, into a buffer that is emptied first.
fn lower_into(line: &str, out: &mut String) {
    out.clear();
    if line.contains('Σ') {
        out.push_str(&line.to_lowercase());
        return;
    }
    let mut rest = line;
    while !rest.is_empty() {
        let end = leading_ascii(rest);
        let start = out.len();
        out.push_str(&rest[..end]);
        out[start..].make_ascii_lowercase();
        rest = &rest[end..];
        if let Some(c) = rest.chars().next() {
            // General punctuation has no letter case.
            match c {
                '\u{2000}'..='\u{20ff}' => out.push(c),
                _ => out.extend(c.to_lowercase()),
            }
            rest = &rest[c.len_utf8()..];
        }
    }
}
