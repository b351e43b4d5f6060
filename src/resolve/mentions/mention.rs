//! What a sentence names: persons, bodies, places, roles.

use std::ops::Range;

use crate::lexicon::Gender;

/// What sort of thing a mention names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A human being with a name.
    Person,
    /// A name that may be anybody's.
    Name,
    /// A head that composes with a country.
    Institution,
    /// A body with a name of its own.
    Organization,
    /// A country, region or city.
    Place,
    /// A role, a group or a document without a name.
    Role,
}

/// A place as one mention has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceName {
    /// As the dictionary calls it.
    pub name: String,
    /// The country that it is, lies in or stands for.
    pub country: String,
    /// As the text has it.
    pub written: String,
    /// The text has an adjective or a people's name.
    pub adjective: bool,
    /// It is no country, but may stand for one.
    pub stands: bool,
}

/// A stretch of a sentence that names something.
#[derive(Debug, Clone)]
pub struct Mention {
    /// First-level units of all of it, titles and determiners included.
    pub base: Range<u32>,
    /// Units of the name proper, or of the head noun.
    pub core: Range<u32>,
    /// What sort of thing it is.
    pub sort: Sort,
    /// The dictionary's row, if one names it.
    pub fact: Option<u32>,
    /// The name as written, without titles.
    pub name: String,
    /// The head of an institution as written, without its places.
    pub head: String,
    /// As far as titles and dictionaries tell.
    pub gender: Gender,
    /// More than one.
    pub plural: bool,
    /// Points at something told before.
    pub definite: bool,
    /// A possessive or a genitive stands before it.
    pub owned: bool,
    /// Whose institution it is.
    pub country: Option<Box<PlaceName>>,
    /// Where it sits.
    pub host: Option<Box<PlaceName>>,
    /// Rows of the titles and roles told with it.
    pub titles: Vec<u32>,
    /// They are of the past: "former President".
    pub former: bool,
}

impl Mention {
    /// A mention of these units, with nothing known of it.
    pub fn new(sort: Sort, base: Range<u32>, core: Range<u32>, name: String) -> Self {
        Mention {
            base,
            core,
            sort,
            fact: None,
            name,
            head: String::new(),
            gender: Gender::Unknown,
            plural: false,
            definite: false,
            owned: false,
            country: None,
            host: None,
            titles: Vec::new(),
            former: false,
        }
    }
}
