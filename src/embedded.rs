//! The lexicon that is built into the program: its files, and an image of what they compile to, which
//! the build script makes of the same files.

/// The text of a file of the embedded lexicon; empty if it has no such file.
pub fn text(file: &str) -> &'static str {
    FILES
        .iter()
        .find(|(name, _)| *name == file)
        .map_or("", |(_, text)| text)
}

/// The compiled lexicon, for [`crate::image::read`].
pub const IMAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.image"));

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../lexicons/en/", $name)))),*]
    };
}

const FILES: &[(&str, &str)] = files![
    "inflections.csv",
    "abbreviations.csv",
    "words.csv",
    "references.csv",
    "verbs.csv",
    "cues.csv",
    "places.csv",
    "institutions.csv",
    "organizations.csv",
    "roles.csv",
    "given_names.csv",
    "people.csv",
    "channels.csv",
    "boilerplate.csv",
    "confidence.csv",
    "left_out.csv",
    "rules.toml",
];
