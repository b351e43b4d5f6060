//! `sayso lexicon stats`: which entries and rules work, and which do not.

use std::path::PathBuf;

use super::super::options::Analysis;
use super::{Done, Inputs, Stop, print, write_file};
use crate::lexicon::Fault;
use crate::workshop::{Kit, stats};

/// Count the claims that each entry and each rule took part in.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,

    #[command(flatten)]
    analysis: Analysis,

    /// Write all entries and rules to this file (CSV).
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// How many to show of each list.
    #[arg(long, value_name = "N", default_value_t = 10)]
    most: usize,
}

impl Args {
    pub(super) fn run(self) -> Result<Done, Stop> {
        let (kit, found) = Kit::load(&self.analysis.folders());
        let Some(kit) = kit else {
            return Err(Stop::Errors(
                found.faults.iter().map(Fault::to_string).collect(),
            ));
        };
        let mut counts = stats::Stats::default();
        let done = self
            .inputs
            .each_chunk(|articles| counts.add(&kit, &articles))?;
        let lines = counts.lines(&kit);
        if let Some(path) = &self.output {
            write_file(path, &stats::csv(&lines))?;
        }
        print(&stats::text(&counts, &lines, self.most))?;
        Ok(done)
    }
}
