//! Measures found claims against annotated ones.
//!
//! The figures are those of `eval/score.py`, to the last digit: contents are compared as sets of
//! word tokens and matched one-to-one at the best total Dice; on the matches, source, cue,
//! speaker, channel and outlet are judged. [`evaluate`] does it all:
//!
//! ```
//! use sayso::score::{Gold, Predictions, evaluate};
//!
//! let gold = r#"{"doc": "d", "text": "Rain fell, Ann said.", "attributions": [{"content": [[0, 9]], "source": [[11, 14]]}]}"#;
//! let found = r#"{"doc": "d", "content": [[0, 9]], "source": [[11, 14]]}"#;
//! let gold = Gold::from_jsonl(gold.as_bytes(), "gold.jsonl")?;
//! let predictions = Predictions::from_jsonl(found.as_bytes(), "found.jsonl", &gold)?;
//! let report = evaluate(&gold, &predictions, None);
//! assert_eq!(report.overall.pair.f1, Some(1.0));
//! assert!(report.outcomes[0].right_pair());
//! # Ok::<(), sayso::score::Error>(())
//! ```
//!
//! One file a concern: [`chars`] what counts as a letter or a space, `tokens` texts and token
//! sets, `quotes` the kind of a content, `source` sources and cues, `labels` speakers, channels
//! and outlets, `matching` the assignment, `gold`, `brat` and `predictions` the reading,
//! `case` one article, `evaluate` all, `figures` and `report` what comes out, `mistakes` and `worst` where
//! to look next.

mod brat;
mod case;
pub mod chars;
mod error;
mod evaluate;
mod figures;
mod gold;
mod item;
mod labels;
mod matching;
mod mistakes;
mod predictions;
mod quotes;
mod report;
mod source;
mod tokens;
mod words;
mod worst;

pub use error::Error;
pub use evaluate::evaluate;
pub use figures::{Figures, Prf, Share, SourceShare};
pub use gold::{Gold, GoldDoc, read_statements};
pub use item::{Item, Labels};
pub use mistakes::{Mistake, What};
pub use predictions::Predictions;
pub use report::{ByKind, Matched, Outcome, Report, Standing};
pub use tokens::{Doc, Span, TokenSet};
pub use worst::{Cost, Costs};
