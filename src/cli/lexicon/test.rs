//! `sayso lexicon test`: examples and counter-examples as a test report.

use std::fmt::Write;

use super::check::counted;
use super::{Done, Place, Stop, print};
use crate::lexicon::Fault;
use crate::workshop::Kit;
use crate::workshop::examples::{self, Expected, Outcome};

/// Run the examples and counter-examples of a lexicon.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 all hold; 1 some do not; 2 the lexicon can't be used.")]
pub struct Args {
    #[command(flatten)]
    place: Place,

    /// Also run those of the built-in lexicon that DIR is laid over.
    #[arg(long)]
    all: bool,
}

impl Args {
    pub(super) fn run(self) -> Result<Done, Stop> {
        let (kit, found) = Kit::load(&self.place.folders());
        let Some(kit) = kit else {
            return Err(Stop::Errors(
                found.faults.iter().map(Fault::to_string).collect(),
            ));
        };
        let everything = self.all || self.place.whole;
        let outcomes: Vec<Outcome> = examples::run(&kit)
            .into_iter()
            .filter(|o| everything || o.overlaid)
            .collect();
        print(&report(&outcomes))?;
        Ok(if outcomes.iter().all(Outcome::holds) {
            Done::All
        } else {
            Done::SomeFailed
        })
    }
}

fn report(outcomes: &[Outcome]) -> String {
    let mut out = String::new();
    for outcome in outcomes {
        let verdict = if outcome.holds() { "ok" } else { "FAILED" };
        let expected = match outcome.expected {
            Expected::Fires => "fires",
            Expected::Silent => "silent",
        };
        let _ = writeln!(
            out,
            "{verdict:<6} {expected:<6} {}: {}",
            outcome.name, outcome.text
        );
        if !outcome.holds() {
            let _ = writeln!(
                out,
                "{:14}{}",
                "",
                outcome
                    .fault
                    .to_string()
                    .replace("\n    ", "\n              ")
            );
        }
    }
    let failed = outcomes.iter().filter(|o| !o.holds()).count();
    let _ = writeln!(
        out,
        "\n{}: {} hold, {failed} do not.",
        counted(outcomes.len(), "example"),
        outcomes.len() - failed
    );
    out
}
