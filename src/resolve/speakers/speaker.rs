//! Who said it, and how that was found out.

use crate::resolve::book::ledger::EntityId;

/// How a speaker was reached: the `speaker_how` column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum How {
    /// The mention is the name itself.
    Named,
    /// Part of a name told elsewhere.
    Surname,
    /// Letters that stand for a name.
    Acronym,
    /// He, she, it, they, who.
    Pronoun,
    /// "The embassy", "the senator".
    Definite,
    /// A place that stands for its government.
    Metonym,
    /// "The post", "the statement".
    Document,
    /// The clause names nobody; who spoke before goes on.
    Inherited,
    /// The headline names the speaker.
    Headline,
    /// A name of several, of whom the article tells one.
    Context,
    /// A name of several.
    Ambiguous,
    /// Not resolved.
    #[default]
    None,
}

impl How {
    /// As the column writes it.
    pub fn name(self) -> &'static str {
        match self {
            How::Named => "named",
            How::Surname => "surname",
            How::Acronym => "acronym",
            How::Pronoun => "pronoun",
            How::Definite => "definite",
            How::Metonym => "metonym",
            How::Document => "document",
            How::Inherited => "inherited",
            How::Headline => "headline",
            How::Context => "context",
            How::Ambiguous => "ambiguous",
            How::None => "none",
        }
    }
}

/// A resolved source.
#[derive(Debug, Clone, Default)]
pub struct Speaker {
    /// In the ledger, if it is there.
    pub entity: Option<EntityId>,
    /// The resolved name.
    pub name: String,
    /// The `speaker_type` column.
    pub kind: String,
    /// How it was reached.
    pub how: How,
    /// The dictionary's row, if one names it.
    pub fact: Option<u32>,
    /// Of several who speak together, how many.
    pub parts: usize,
}

impl Speaker {
    /// Whether the two have entity and name in common.
    pub fn is(&self, other: &Speaker) -> bool {
        (self.entity, &self.name) == (other.entity, &other.name)
    }

    /// Whether two are the same.
    pub fn same(&self, other: &Speaker) -> bool {
        if self.parts != other.parts {
            return false;
        }
        match (self.entity, other.entity) {
            (Some(a), Some(b)) => a == b,
            (None, Some(_)) => !other.name.is_empty() && self.name.contains(&other.name),
            (Some(_), None) => !self.name.is_empty() && other.name.contains(&self.name),
            _ => !self.name.is_empty() && self.name == other.name,
        }
    }
}
