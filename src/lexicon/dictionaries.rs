//! The dictionaries: their files, columns and keys, and the embedded copies.

use super::table::Layout;
use super::values::Values;
use crate::embedded;

/// Which dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Dictionary {
    /// How regular forms are made.
    Inflections,
    /// What a dot belongs to.
    Abbreviations,
    /// Closed classes.
    #[default]
    Words,
    /// Closed classes that point back or count: pronouns by gender, months by number.
    References,
    /// Verbs that are no cues.
    Verbs,
    /// Verbs, nouns and phrases that bring a content.
    Cues,
    /// Countries, regions, cities.
    Places,
    /// Heads that compose with a country.
    Institutions,
    /// Bodies with a name of their own.
    Organizations,
    /// Titles, offices, human nouns, groups, documents.
    Roles,
    /// Given names with usual gender.
    GivenNames,
    /// Public figures.
    People,
    /// Ways by which words reach the public.
    Channels,
    /// Lines that are no article text.
    Boilerplate,
    /// What makes a row sure or unsure.
    Confidence,
}

impl Dictionary {
    /// All of them, in the order in which they are read.
    pub const ALL: [Dictionary; 15] = [
        Dictionary::Inflections,
        Dictionary::Abbreviations,
        Dictionary::Words,
        Dictionary::References,
        Dictionary::Verbs,
        Dictionary::Cues,
        Dictionary::Places,
        Dictionary::Institutions,
        Dictionary::Organizations,
        Dictionary::Roles,
        Dictionary::GivenNames,
        Dictionary::People,
        Dictionary::Channels,
        Dictionary::Boilerplate,
        Dictionary::Confidence,
    ];

    /// File, columns and key.
    pub fn layout(self) -> &'static Layout {
        &LAYOUTS[self as usize]
    }

    /// Name of the dictionary: that of its file, without the ending.
    pub fn name(self) -> &'static str {
        let file = self.layout().file;
        file.split_once('.').map_or(file, |(stem, _)| stem)
    }

    /// The dictionary of that name, letter case aside.
    pub fn named(name: &str) -> Option<Dictionary> {
        Dictionary::ALL
            .into_iter()
            .find(|d| d.name().eq_ignore_ascii_case(name))
    }

    /// The text that is built into the program.
    pub fn embedded(self) -> &'static str {
        embedded::text(self.layout().file)
    }
}

/// File of the rules.
pub const RULES_FILE: &str = "rules.toml";
/// Folder of the embedded lexicon, as messages name it.
pub const EMBEDDED_FOLDER: &str = "lexicons/en";

/// Parts of speech of a cue.
const POS: &[&str] = &["verb", "noun", "predicate", "phrase", "adverb"];
/// Male, female, either.
const GENDERS: &[&str] = &["m", "f", "u", ""];
/// How a line of boilerplate is recognised.
const LINES: &[&str] = &["line", "prefix", "suffix", "contains", "regex"];

const LAYOUTS: [Layout; 15] = [
    Layout {
        file: "inflections.csv",
        columns: &["form", "pattern", "replacement"],
        key: &["form", "pattern"],
        optional: &[],
        values: &[(
            "form",
            Values::One(&["third", "past", "participle", "ing", "plural"]),
        )],
    },
    Layout {
        file: "abbreviations.csv",
        columns: &["abbreviation", "kind"],
        key: &["abbreviation", "kind"],
        optional: &[],
        values: &[("kind", Values::Base)],
    },
    Layout {
        file: "words.csv",
        columns: &["word", "class"],
        key: &["word", "class"],
        optional: &[],
        values: &[("class", Values::Class)],
    },
    Layout {
        file: "references.csv",
        columns: &["word", "class", "value"],
        key: &["word", "class"],
        optional: &[],
        values: &[("class", Values::Class)],
    },
    Layout {
        file: "verbs.csv",
        columns: &["verb", "forms"],
        key: &["verb"],
        optional: &[],
        values: &[],
    },
    Layout {
        file: "cues.csv",
        columns: &["cue", "pos", "forms", "class", "takes", "attitude"],
        key: &["cue", "pos"],
        optional: &[],
        values: &[
            ("pos", Values::One(POS)),
            ("class", Values::Base),
            ("takes", Values::BaseMany),
            ("attitude", Values::Base),
        ],
    },
    Layout {
        file: "places.csv",
        columns: &[
            "place",
            "type",
            "names",
            "demonym",
            "adjective",
            "capital",
            "metonyms",
            "country",
        ],
        key: &["place", "type", "country"],
        optional: &["country"],
        values: &[("type", Values::Base), ("country", Values::Country)],
    },
    Layout {
        file: "institutions.csv",
        columns: &[
            "institution",
            "type",
            "forms",
            "pattern",
            "short",
            "needs_country",
        ],
        key: &["institution"],
        optional: &[],
        values: &[
            ("type", Values::Base),
            ("needs_country", Values::One(&["yes", "no"])),
        ],
    },
    Layout {
        file: "organizations.csv",
        columns: &["id", "name", "type", "aliases", "country"],
        key: &["name", "id"],
        optional: &["id"],
        values: &[("type", Values::Base), ("country", Values::Country)],
    },
    Layout {
        file: "roles.csv",
        columns: &["role", "kind", "plural", "gender"],
        key: &["role", "kind"],
        optional: &[],
        values: &[("kind", Values::Base), ("gender", Values::One(GENDERS))],
    },
    Layout {
        file: "given_names.csv",
        columns: &["name", "gender"],
        key: &["name"],
        optional: &[],
        values: &[("gender", Values::One(GENDERS))],
    },
    Layout {
        file: "people.csv",
        columns: &["id", "name", "gender", "aliases", "country", "role"],
        key: &["name", "country", "id"],
        optional: &["country", "id"],
        values: &[
            ("gender", Values::One(GENDERS)),
            ("country", Values::Country),
        ],
    },
    Layout {
        file: "channels.csv",
        columns: &["channel", "form", "kind", "outlet"],
        key: &["channel", "form", "kind"],
        optional: &[],
        values: &[("channel", Values::Usual), ("kind", Values::Base)],
    },
    Layout {
        file: "boilerplate.csv",
        columns: &["pattern", "kind", "class"],
        key: &["pattern", "kind"],
        optional: &[],
        values: &[("kind", Values::One(LINES)), ("class", Values::Usual)],
    },
    Layout {
        file: "confidence.csv",
        columns: &["feature", "value", "weight", "seen", "right"],
        key: &["feature", "value"],
        optional: &["value"],
        values: &[],
    },
];

/// What is left out on purpose, with the reason; read by the check only.
pub const LEFT_OUT: Layout = Layout {
    file: "left_out.csv",
    columns: &["word", "dictionary", "reason"],
    key: &["word", "dictionary"],
    optional: &[],
    values: &[],
};
