//! The `speaker_type` of a mention, as the dictionaries tell it.

use crate::lexicon::{Dictionary, Fact};
use crate::resolve::mentions::mention::{Mention, Sort};

/// The type of a speaker of whom nothing is known.
pub const UNKNOWN: &str = "unknown";
/// A human being.
pub const PERSON: &str = "person";
/// Several, or a body without a name.
pub const GROUP: &str = "group";
/// A medium.
pub const NEWS: &str = "news-organisation";
/// A ministry, of which every country has but one of a kind.
pub const MINISTRY: &str = "ministry";
/// Institutions that have no type of their own: companies, groups, agencies.
pub const AGENCY: &str = "agency";
/// Something written.
pub const DOCUMENT: &str = "document";

/// Person, government, ministry, …; what a type of a dictionary is for the column.
pub fn kind_of(m: &Mention, fact: Option<&Fact>) -> String {
    let kind = match (m.sort, fact) {
        (Sort::Person, _) => PERSON,
        (Sort::Place, _) => "government",
        (Sort::Institution | Sort::Organization, Some(f)) => f.sort.as_ref(),
        (Sort::Name, Some(f)) if f.dictionary == Dictionary::Institutions => f.sort.as_ref(),
        (Sort::Role, Some(f)) if f.dictionary == Dictionary::Roles => match f.sort.as_ref() {
            "group" => GROUP,
            "document" => DOCUMENT,
            _ if m.plural => GROUP,
            _ => PERSON,
        },
        _ => UNKNOWN,
    };
    kind.to_owned()
}
