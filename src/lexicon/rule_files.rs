//! The rule files of a lexicon as text, and what can be told of them before they are compiled.

use std::path::Path;

use rustc_hash::FxHashMap;
use toml::{Table, Value};

use super::dictionaries::{EMBEDDED_FOLDER, RULES_FILE};
use super::fault::{Fault, Findings};
use super::sheet::read_text;
use crate::embedded;

/// The rules' text, and the file it comes from: embedded first, overlays behind.
#[derive(Debug, Clone)]
pub struct RuleSource {
    /// File, as the user knows it.
    pub file: String,
    /// TOML.
    pub text: String,
}

impl RuleSource {
    /// The rules that are built into the program.
    pub fn embedded() -> Self {
        RuleSource {
            file: format!("{EMBEDDED_FOLDER}/{RULES_FILE}"),
            text: embedded::text(RULES_FILE).to_owned(),
        }
    }

    /// Reads a rule file; `None` with a fault where it can't be.
    pub fn read(path: &Path, found: &mut Findings) -> Option<Self> {
        match read_text(path, &mut found.warnings) {
            Err(fault) => {
                found.faults.push(fault);
                None
            }
            Ok(text) => {
                let file = path.display().to_string();
                if let Some(fault) = curly(&file, &text) {
                    found.faults.push(fault);
                    return None;
                }
                Some(RuleSource { file, text })
            }
        }
    }

    /// The line of the rule with this id, or of the key of this name, counted from 1; 0 if it is not here.
    pub fn line_of(&self, id: &str) -> u64 {
        let says = |line: &str| {
            let value = line
                .trim()
                .strip_prefix("id")?
                .trim_start()
                .strip_prefix('=')?
                .trim();
            Some(value.trim_matches(['"', '\'']) == id)
        };
        let names = |line: &str| {
            line.split_once('=')
                .is_some_and(|(key, _)| key.trim() == id)
        };
        let mut lines = self.text.lines();
        let rule = lines.position(|line| says(line) == Some(true));
        rule.or_else(|| self.text.lines().position(names))
            .map_or(0, |i| i as u64 + 1)
    }

    fn table(&self) -> Table {
        self.text.parse().unwrap_or_default()
    }
}

/// A word processor's quotation marks where TOML wants its own.
fn curly(file: &str, text: &str) -> Option<Fault> {
    text.parse::<Table>().err()?;
    let straight = text.replace(['“', '”', '„'], "\"");
    let bad = text
        .lines()
        .position(|l| l.contains(['“', '”', '„']) && l.parse::<Table>().is_err())?;
    straight.parse::<Table>().ok()?;
    let message = "This line has curly quotation marks where straight ones must stand, put in by auto-correct; write \" in their place.";
    Some(Fault::at(file, bad as u64 + 1, message).marking(text.lines().nth(bad).into_iter(), None))
}

/// All classes that rule files declare or give to what they fold.
pub fn declared(sources: &[RuleSource]) -> impl Iterator<Item = String> {
    sources.iter().flat_map(|source| {
        let table = source.table();
        let texts = |value: Option<&Value>| -> Vec<String> {
            match value {
                Some(Value::Array(all)) => all
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
                Some(Value::String(all)) => all.split_whitespace().map(str::to_owned).collect(),
                _ => Vec::new(),
            }
        };
        texts(table.get("classes"))
    })
}

/// Rules that two overlays give differently.
pub fn contradictions(overlays: &[RuleSource], found: &mut Findings) {
    let mut seen: FxHashMap<String, (usize, Value)> = FxHashMap::default();
    for (i, source) in overlays.iter().enumerate() {
        for (name, value) in rules_of(&source.table()) {
            let Some((first, earlier)) = seen.get(&name) else {
                seen.insert(name, (i, value));
                continue;
            };
            if *first != i && *earlier != value {
                let id = name.split_once(' ').map_or("", |(_, id)| id);
                let other = &overlays[*first];
                let message = format!(
                    "The {name} stands otherwise in {}:{}; two overlays must not contradict each other, so keep one of the two.",
                    other.file,
                    other.line_of(id)
                );
                found
                    .faults
                    .push(Fault::at(&source.file, source.line_of(id), message));
            }
        }
    }
}

fn rules_of(table: &Table) -> Vec<(String, Value)> {
    let mut out = Vec::new();
    for kind in ["phrase", "frame"] {
        for rule in table
            .get(kind)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            if let Some(id) = rule.get("id").and_then(Value::as_str) {
                out.push((format!("{kind} {id}"), rule.clone()));
            }
        }
    }
    for (kind, sort) in [("macros", "macro"), ("channels", "channel-use")] {
        for (name, value) in table
            .get(kind)
            .and_then(Value::as_table)
            .into_iter()
            .flatten()
        {
            out.push((format!("{sort} {name}"), value.clone()));
        }
    }
    out
}
