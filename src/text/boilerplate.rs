//! Lines of a scraped page that are no article text, and datelines in front of one.

use aho_corasick::AhoCorasick;
use regex::{Regex, RegexSet};
use rustc_hash::FxHashMap;

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

/// Class of the patterns that mark a dateline.
const DATELINE: &str = "dateline";
/// Lines longer than this are article text unless a regex says otherwise (bytes).
const LONGEST_LINE: usize = 1_200;

/// All patterns, compiled.
#[derive(Debug, Default)]
pub struct Boilerplate {
    lines: FxHashMap<String, String>,
    literals: Option<AhoCorasick>,
    /// How and with which class each literal counts.
    literal_meaning: Vec<(Kind, String)>,
    set: Option<RegexSet>,
    classes: Vec<String>,
    datelines: Vec<Regex>,
}

impl Boilerplate {
    /// Compiles the patterns.
    ///
    /// # Errors
    /// The index of each pattern that is no regular expression, with the reason.
    pub fn new(patterns: &[Pattern]) -> Result<Self, Vec<(usize, String)>> {
        let mut out = Boilerplate::default();
        let (mut sources, mut literals, mut errors) = (Vec::new(), Vec::new(), Vec::new());
        for (i, p) in patterns.iter().enumerate() {
            match p.kind {
                Kind::Line => {
                    out.lines.insert(p.text.to_lowercase(), p.class.clone());
                }
                Kind::Prefix | Kind::Suffix | Kind::Contains => {
                    literals.push(p.text.to_lowercase());
                    out.literal_meaning.push((p.kind, p.class.clone()));
                }
                Kind::Regex => match Regex::new(&p.text) {
                    Err(e) => errors.push((i, e.to_string())),
                    Ok(regex) if p.class == DATELINE => out.datelines.push(regex),
                    Ok(_) => {
                        sources.push(p.text.as_str());
                        out.classes.push(p.class.clone());
                    }
                },
            }
        }
        out.set = RegexSet::new(sources).ok();
        out.literals = AhoCorasick::new(literals).ok();
        if errors.is_empty() { Ok(out) } else { Err(errors) }
    }

    /// The class of a line that is no article text.
    pub fn class_of(&self, line: &str) -> Option<&str> {
        if line.len() > LONGEST_LINE {
            return None;
        }
        let folded = line.to_lowercase();
        if let Some(class) = self.lines.get(&folded) {
            return Some(class);
        }
        if let Some(class) = self.literal_class(&folded) {
            return Some(class);
        }
        let first = self.set.as_ref()?.matches(line).into_iter().next()?;
        Some(&self.classes[first])
    }

    fn literal_class(&self, folded: &str) -> Option<&str> {
        let fits = |m: &aho_corasick::Match| match self.literal_meaning[m.pattern().as_usize()].0 {
            Kind::Prefix => m.start() == 0,
            Kind::Suffix => m.end() == folded.len(),
            _ => true,
        };
        let found = self.literals.as_ref()?.find_overlapping_iter(folded).find(fits)?;
        Some(&self.literal_meaning[found.pattern().as_usize()].1)
    }

    /// Bytes of a dateline at the start of a line; 0 for none.
    pub fn dateline(&self, line: &str) -> usize {
        self.datelines
            .iter()
            .filter_map(|r| r.find(line))
            .filter(|m| m.start() == 0 && m.end() < line.len())
            .map(|m| m.end())
            .max()
            .unwrap_or(0)
    }
}
