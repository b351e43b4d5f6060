//! The lexicon workshop: what an analyst needs to teach a lexicon safely.
//!
//! [`Kit`] is a lexicon with all that its making left behind: tables, sources, faults. On it work
//! [`check`](check::check), the [`examples`] of entries and rules, [`stats`] and [`suggest`];
//! [`diff`] compares what two lexicons find; [`export`] and [`accept`] write files to edit.

pub mod accept;
pub mod check;
pub mod diff;
pub mod examples;
pub mod export;
pub mod kit;
pub mod memory;
mod names;
mod pages;
pub mod shadow;
pub mod stats;
pub mod suggest;
pub mod trace;
pub mod watch;

pub use kit::Kit;
pub use memory::Memory;
pub use trace::Trace;
