//! Finds who said what, through which channel, in which words, in news articles.
//!
//! An [`Analyzer`] is built once, from the embedded lexicon and any folders laid over it, and shared
//! by threads. It makes the [`Claim`]s of one [`Article`]; what a claim knows stands in the fields of
//! [`Claim`], and in what order they are written in [`claim::COLUMNS`].
//!
//! ```
//! use sayso::analyzer::Options;
//! use sayso::lexicon::Folders;
//! use sayso::{Analyzer, Article};
//!
//! let analyzer = Analyzer::new(&Folders::default(), Options::default()).map_err(|faults| faults.join("\n"))?;
//! let article = Article {
//!     id: "cheese".to_owned(),
//!     text: "In a post on X, the Bulgarian Embassy in Austria wrote, “We recommend melon.”\n\n\
//!            “Bring bread,” the embassy added."
//!         .to_owned(),
//!     ..Article::default()
//! };
//! let claims = analyzer.analyze(&article);
//! let rows: Vec<_> = claims.iter().map(|c| (c.speaker.as_str(), c.channel.as_str(), c.claim.as_str())).collect();
//! assert_eq!(rows, [
//!     ("Embassy of Bulgaria in Austria", "x", "We recommend melon."),
//!     ("Embassy of Bulgaria in Austria", "x", "Bring bread,"),
//! ]);
//! # Ok::<(), String>(())
//! ```
//!
//! The steps behind it, in their order, are [`input`], [`text`], [`lexicon`], [`rules`], [`resolve`] and
//! [`output`]; [`batch`] goes the way for many articles on many threads, [`explain`] tells what made a
//! claim. The library never prints, and no article can make it panic or change the answer for another.

pub mod ablate;
pub mod analyzer;
pub mod batch;
pub mod claim;
pub mod cli;
pub mod confidence;
mod embedded;
pub mod explain;
pub mod image;
pub mod input;
pub mod lexicon;
pub mod output;
pub mod resolve;
pub mod review;
pub mod rules;
pub mod score;
pub mod text;
pub mod workshop;

pub use analyzer::Analyzer;
pub use claim::Claim;
pub use input::Article;
