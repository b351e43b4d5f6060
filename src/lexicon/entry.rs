//! What an entry says about the world: one fact a row, shared by all its surface forms.

use std::sync::Arc;

use super::dictionaries::Dictionary;
use super::flat::{Record, part};

/// Usual gender of a name or role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
    /// Either, or not told.
    #[default]
    Unknown,
}

impl Gender {
    /// Whether one and the same person may have both.
    pub fn agrees(self, other: Gender) -> bool {
        self == Gender::Unknown || other == Gender::Unknown || self == other
    }

    /// From a cell: m, f, anything else.
    pub fn of(cell: &str) -> Gender {
        match cell {
            "m" => Gender::Male,
            "f" => Gender::Female,
            _ => Gender::Unknown,
        }
    }
}

/// A row of a dictionary.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The dictionary that it stands in.
    pub dictionary: Dictionary,
    /// The key cell: lemma, place, institution, name, ….
    pub name: Arc<str>,
    /// Type, kind, class or channel cell: what sort of thing it is.
    pub sort: Arc<str>,
    /// Country of a city, body or person; attitude of a cue; outlet of a channel.
    pub of: Arc<str>,
    /// How an institution's resolved name is written.
    pub pattern: Arc<str>,
    /// Usual gender.
    pub gender: Gender,
    /// It stands in a folder that is laid over the base.
    pub overlaid: bool,
    /// Index into [`super::Lexicon::files`].
    pub file: u16,
    /// Line in that file, counted from 1.
    pub line: u32,
}

/// A surface form's meaning: a fact and the classes that this form has.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Index into [`super::Lexicon::facts`].
    pub fact: u32,
    /// Classes of a token run that is written so: a place in [`super::Lexicon::sets`].
    pub classes: u32,
}

impl Record<8> for Entry {
    fn bytes(self) -> [u8; 8] {
        u64::to_le_bytes(u64::from(self.fact) | u64::from(self.classes) << 32)
    }

    fn of(bytes: [u8; 8]) -> Entry {
        Entry {
            fact: u32::from_le_bytes(part(&bytes, 0)),
            classes: u32::from_le_bytes(part(&bytes, 4)),
        }
    }
}
