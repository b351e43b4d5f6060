//! The engine: a finite-state cascade. Phrase rules fold runs of units into one unit; frame rules
//! then read source, cue, content and channel out of a sentence of units.
//!
//! Rules are data; nothing here knows a word of any language.

pub mod attributions;
mod automaton;
pub mod built_in;
pub mod channels;
mod continuations;
pub mod file;
mod forms;
pub mod found;
pub mod joins;
mod kinds;
mod lean;
pub mod matcher;
pub mod pattern;
pub mod phrases;
mod plan;
mod questions;
pub mod readings;
pub mod taken;
pub mod units;
mod walk;

pub use attributions::{Attribution, frame_at};
pub use channels::Channels;
pub use file::{Frame, Part, Phrase, Rules};
pub use found::{Finder, Found};
pub use matcher::Matcher;
pub use readings::{Reading, Readings};
pub use units::Unit;
