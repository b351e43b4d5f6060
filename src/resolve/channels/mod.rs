//! The ways by which words reached the public.
//!
//! [`Scanner`] finds what a sentence names, the media among it in `media.rs`; [`named::choose`] tells which
//! of that is an attribution's, and [`talk::Talk`] what goes on from earlier words.

mod media;
pub mod named;
pub mod scanner;
pub mod table;
pub mod talk;

pub use named::{Named, choose, outlet_of};
pub use scanner::Scanner;
pub use table::ChannelTable;
