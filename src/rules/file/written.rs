//! `rules.toml` as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::Example;

/// A rule file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Classes that rules give, with what they say of a unit.
    #[serde(default)]
    pub classes: BTreeMap<String, String>,
    #[serde(default)]
    pub relayers: String,
    #[serde(default)]
    pub speech: String,
    #[serde(default, rename = "names-behind")]
    pub names_behind: String,
    #[serde(default, rename = "whole-names")]
    pub whole_names: String,
    #[serde(default, rename = "never-names")]
    pub never_names: String,
    #[serde(default)]
    pub shapes: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub channels: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub macros: BTreeMap<String, String>,
    #[serde(default)]
    pub phrase: Vec<Spanned<PhraseText>>,
    #[serde(default)]
    pub frame: Vec<Spanned<FrameText>>,
}

/// A phrase rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhraseText {
    pub id: String,
    pub level: u8,
    pub pattern: String,
    #[serde(default)]
    pub set: String,
    #[serde(default)]
    pub keep: String,
    #[serde(default)]
    pub mark: BTreeMap<String, String>,
    #[serde(default)]
    pub example: String,
    #[serde(default)]
    pub silent: String,
    #[serde(default)]
    pub remove: bool,
    #[serde(default)]
    #[allow(dead_code)]
    pub note: String,
}

/// A frame rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameText {
    pub id: String,
    #[serde(default)]
    pub pattern: String,
    #[serde(default)]
    pub example: Vec<Example>,
    #[serde(default)]
    pub silent: Vec<String>,
    #[serde(default)]
    pub relays: bool,
    #[serde(default)]
    pub turn: bool,
    #[serde(default)]
    pub remove: bool,
    #[serde(default)]
    #[allow(dead_code)]
    pub note: String,
}
