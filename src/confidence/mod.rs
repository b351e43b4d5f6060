//! How sure a row is: the share of right answers that was measured for rows like it.
//!
//! A table in the lexicon (`confidence.csv`) gives every feature of a row a weight: its rule, the
//! way its speaker was reached, its cue, how long it is, …. The weights of a row's features add up
//! to log odds; `confidence` is the share that these odds stand for. [`fit`] learns the weights
//! from annotated articles, [`check`] tells how honest they are, [`features`] what is looked at.

pub mod check;
pub mod features;
pub mod fit;
pub mod samples;
pub mod weights;

pub use features::Feature;
pub use samples::Sample;
pub use weights::{Weights, share};
