//! From attributions to claims: mentions become speakers and channels, with a ledger of one article.
//!
//! [`mentions::mentions`] finds whom a sentence names, [`book::read`] fills the ledger,
//! [`speakers::Speakers`] answers who a source is, [`channels::Scanner`] which way the words took,
//! [`assemble::claims`] writes the rows.

pub mod assemble;
pub mod book;
pub mod channels;
pub mod kinds;
pub mod mentions;
pub mod speakers;
mod values;
pub mod view;
pub mod vocabulary;

pub use assemble::{Context, claims};
pub use channels::ChannelTable;
pub use speakers::speaker::{How, Speaker};
pub use vocabulary::Vocabulary;

/// What all of them are, if they are the same.
fn only<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}
