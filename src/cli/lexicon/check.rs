//! `sayso lexicon check`: every error and warning at once.

use std::fmt::Write;

use clap::ValueEnum;
use serde_json::json;

use super::{Done, Place, Stop, print};
use crate::lexicon::Findings;
use crate::workshop::check::check;
use crate::workshop::kit::Whose;

/// Show every error and warning of a lexicon.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 no errors; 2 errors, the lexicon can't be used.")]
pub struct Args {
    #[command(flatten)]
    place: Place,

    /// How to write what is found.
    #[arg(long, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For editors and CI.
    Json,
}

impl Args {
    pub(super) fn run(self) -> Result<Done, Stop> {
        let whose = if self.place.whole {
            Whose::All
        } else {
            Whose::Overlays
        };
        let found = check(&self.place.folders(), whose);
        print(&match self.format {
            Format::Text => text(&found),
            Format::Json => json_of(&found),
        })?;
        match found.faults.len() {
            0 => Ok(Done::All),
            n => Err(Stop::error(format!(
                "{}: the lexicon can't be used: {} (mend them and check again)",
                self.place.folder.display(),
                counted(n, "error")
            ))),
        }
    }
}

fn text(found: &Findings) -> String {
    let mut out = String::new();
    for (kind, faults) in [("error", &found.faults), ("warning", &found.warnings)] {
        for fault in faults {
            let _ = writeln!(out, "{kind}: {fault}\n");
        }
    }
    let _ = writeln!(
        out,
        "{}, {}.",
        counted(found.faults.len(), "error"),
        counted(found.warnings.len(), "warning")
    );
    out
}

pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn json_of(found: &Findings) -> String {
    let value = json!({ "ok": found.faults.is_empty(), "errors": found.faults, "warnings": found.warnings });
    format!("{value:#}\n")
}
