//! What comes back from the spreadsheet: marks carried over, figures, samples.
//!
//! ```text
//! file ─read→ Sheet ─sheet→ Review ─┬─ carry     → the marks in a new table
//!                                   ├─ figures   → precision, agreement, progress
//!                                   ├─ corrections → what the lexicon could learn
//!                                   └─ sample
//! ```

pub mod agreement;
pub mod carry;
pub mod corrections;
pub mod figures;
mod mark;
mod matching;
pub mod read;
pub mod report;
pub mod sample;
mod sheet;
mod spool;
mod wilson;

pub use carry::{Carried, Carrying, Marks};
pub use corrections::{Correction, corrections};
pub use mark::Mark;
pub(crate) use sheet::name_apart;
pub use sheet::{Review, ReviewRow, marks_in};
pub use wilson::{Interval, wilson};

/// Columns behind the fixed ones that are sayso's own, and are written anew each time.
pub const OWN_COLUMNS: [&str; 4] = ["review_status", "review_file", "review_row", "excel_guard"];
