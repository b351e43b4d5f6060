//! `sayso ablate`: what each mechanism is worth.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::PathBuf;

use super::options::Analysis;
use super::{Done, Stop};
use crate::Analyzer;
use crate::ablate::{MECHANISMS, Mechanism, Whole};
use crate::confidence::samples::{analyzed, predictions};
use crate::score::{Error, Gold, evaluate, read_statements};

/// Measure what each mechanism is worth, by leaving one after the other out.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 done; 2 could not run.")]
pub struct Args {
    /// Annotated articles: JSONL (also .gz), or folders of brat's .ann and .txt files.
    #[arg(required = true)]
    gold: Vec<PathBuf>,

    /// Count only annotations with quoted words or with a cue out of this list of word forms.
    #[arg(long, value_name = "FILE")]
    statements: Option<PathBuf>,

    #[command(flatten)]
    analysis: Analysis,
}

/// PAIR F1 and, where the gold has speakers, ROW F1 of each gold file.
type Figures = Vec<(f64, Option<f64>)>;

impl Args {
    /// Leaves out, scores, prints.
    ///
    /// # Errors
    /// When it cannot run or the output fails.
    pub fn run(self) -> Result<Done, Stop> {
        let statements = self
            .statements
            .as_deref()
            .map(read_statements)
            .transpose()
            .map_err(stop)?;
        let gold = self
            .gold
            .iter()
            .map(|path| Gold::read(path))
            .collect::<Result<Vec<_>, _>>()
            .map_err(stop)?;
        let told = |faults: Vec<crate::lexicon::Fault>| {
            Stop::Errors(faults.iter().map(ToString::to_string).collect())
        };
        let whole = Whole::read(&self.analysis.folders()).map_err(told)?;
        let mut all = None;
        self.print(&self.header())?;
        for mechanism in &MECHANISMS {
            let figures = self.mean(&whole, mechanism, &gold, statements.as_ref())?;
            let full = all.get_or_insert_with(|| figures.clone());
            self.print(&line(mechanism.name, &figures, full))?;
        }
        Ok(Done::All)
    }

    fn print(&self, line: &str) -> Result<(), Stop> {
        writeln!(io::stdout().lock(), "{line}")
            .map_err(|error| Stop::output(&"standard output", &error))
    }

    fn header(&self) -> String {
        let name = |path: &PathBuf| {
            path.file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default()
        };
        let files = self.gold.iter().map(|path| format!("{:>28}", name(path)));
        let columns = self
            .gold
            .iter()
            .map(|_| format!("{:>28}", "PAIR  diff    ROW  diff"));
        format!(
            "{:<30}{}\n{:<30}{}",
            "F1, %",
            files.collect::<String>(),
            "",
            columns.collect::<String>()
        )
    }

    /// Figures without the mechanism, averaged over its variants.
    fn mean(
        &self,
        whole: &Whole,
        mechanism: &Mechanism,
        gold: &[Gold],
        statements: Option<&HashSet<String>>,
    ) -> Result<Figures, Stop> {
        let n = mechanism.variants();
        let runs = (0..n).map(|variant| {
            let analyzer = self.analyzer(whole, mechanism, variant)?;
            gold.iter()
                .map(|g| figures(g, &analyzer, statements))
                .collect::<Result<Figures, _>>()
                .map_err(stop)
        });
        let runs = runs.collect::<Result<Vec<_>, Stop>>()?;
        let pair = |g: usize| runs.iter().map(|r| r[g].0).sum::<f64>() / n as f64;
        let row = |g: usize| {
            runs.iter()
                .map(|r| r[g].1)
                .sum::<Option<f64>>()
                .map(|sum| sum / n as f64)
        };
        Ok((0..gold.len()).map(|g| (pair(g), row(g))).collect())
    }

    fn analyzer(
        &self,
        whole: &Whole,
        mechanism: &Mechanism,
        variant: usize,
    ) -> Result<Analyzer, Stop> {
        let failed = |e: io::Error| {
            Stop::error(format!(
                "A temporary folder can't be written: {e}; make room, or set TMPDIR."
            ))
        };
        let folder = tempfile::tempdir().map_err(failed)?;
        whole
            .write(mechanism, variant, folder.path())
            .map_err(failed)?;
        let mut folders = self.analysis.folders();
        folders.overlays.push(folder.path().to_path_buf());
        Analyzer::new(&folders, self.analysis.options()).map_err(Stop::Errors)
    }
}

fn stop(error: Error) -> Stop {
    Stop::error(error.to_string())
}

fn figures(
    gold: &Gold,
    analyzer: &Analyzer,
    statements: Option<&HashSet<String>>,
) -> Result<(f64, Option<f64>), Error> {
    let found = predictions(gold, &analyzed(gold, analyzer), 0.0)?;
    let overall = evaluate(gold, &found, statements).overall;
    Ok((
        overall.pair.f1.unwrap_or(0.0),
        overall.row.map(|r| r.f1.unwrap_or(0.0)),
    ))
}

fn line(name: &str, figures: &Figures, all: &Figures) -> String {
    let mut out = format!("{name:<30}");
    for ((pair, row), (all_pair, all_row)) in figures.iter().zip(all) {
        let cells =
            |now: f64, before: f64| format!("{:5.1} {:+5.1}", 100.0 * now, 100.0 * (now - before));
        let row = row
            .zip(*all_row)
            .map_or(String::new(), |(now, before)| cells(now, before));
        out.push_str(&format!("    {} {row:>12}", cells(*pair, *all_pair)));
    }
    out.trim_end().to_owned()
}
