//! From attributions to claims: mentions become speakers and channels, with a ledger of one article.
//!
//! [`read::read`] fills the ledger, [`speakers::Speakers`] answers who a source is,
//! [`channels::Scanner`] which way the words took, [`assemble::claims`] writes the rows.

mod ages;
mod aliases;
pub mod anaphora;
pub mod assemble;
mod capitals;
pub mod channels;
pub mod codepoints;
mod countries;
pub mod dates;
mod employers;
mod heads;
pub mod institutions;
pub mod kinds;
mod known_for;
pub mod ledger;
pub mod mention;
pub mod mentions;
mod names;
mod offices;
pub mod orphans;
pub mod persons;
pub mod read;
mod recency;
mod refs;
mod relays;
mod roles;
pub mod rows;
mod several;
pub mod speaker;
pub mod speakers;
mod topics;
mod values;
pub mod view;
pub mod vocabulary;

pub use assemble::{Context, claims};
pub use channels::ChannelTable;
pub use speaker::{How, Speaker};
pub use vocabulary::Vocabulary;

/// What all of them are, if they are the same.
fn only<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}
