//! `sayso score`: figures against annotated articles.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::options::Analysis;
use super::{Done, Stop, tell};
use crate::Article;
use crate::output::Target;
use crate::score::{Error, Gold, Predictions, Report, evaluate, read_statements};

/// Measure precision and recall against annotated articles.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 done; 2 could not run.")]
pub struct Args {
    /// Annotated articles: JSONL (also .gz), or a folder of brat's .ann and .txt files.
    gold: PathBuf,

    /// Score these claims (JSONL, also .gz, or - for standard input), not what sayso finds.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["lexicons", "attitudes", "min_confidence"])]
    predictions: Option<PathBuf>,

    /// Count only annotations with quoted words or with a cue out of this list of word forms.
    #[arg(long, value_name = "FILE")]
    statements: Option<PathBuf>,

    /// Print JSON, not tables.
    #[arg(long)]
    json: bool,

    /// Write what is wrong to this file, tab-separated.
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,

    /// How many of the worst rules, and of the worst cues of the lexicon, to show.
    #[arg(long, value_name = "N", default_value_t = 15)]
    worst: usize,

    #[command(flatten)]
    analysis: Analysis,
}

impl Args {
    /// Reads, scores, prints.
    ///
    /// # Errors
    /// When it cannot run or the output fails.
    pub fn run(self) -> Result<Done, Stop> {
        let gold = Gold::read(&self.gold).map_err(stop)?;
        let statements = self.statements.as_deref().map(read_statements);
        let statements = statements.transpose().map_err(stop)?;
        let predictions = match &self.predictions {
            Some(path) => Predictions::read(path, &gold).map_err(stop)?,
            None => self.analyzed(&gold)?,
        };
        let report = evaluate(&gold, &predictions, statements.as_ref());
        warn(&report);
        if let Some(path) = &self.errors {
            let written = write_file(path, &report.mistakes_tsv(&gold, &predictions));
            written.map_err(|error| failed(&path.display(), &error))?;
        }
        match writeln!(io::stdout().lock(), "{}", self.rendered(&report)) {
            Ok(()) => Ok(Done::All),
            Err(error) => Err(failed(&"standard output", &error)),
        }
    }

    /// What sayso itself finds in the texts of the gold.
    fn analyzed(&self, gold: &Gold) -> Result<Predictions, Stop> {
        let analyzer = self.analysis.analyzer()?;
        let mut predictions = Predictions::none(gold);
        for (place, doc) in gold.docs.iter().enumerate() {
            let article = Article {
                id: doc.id.clone(),
                text: doc.text.clone(),
                ..Article::default()
            };
            let claims = analyzer.analyze(&article);
            predictions.add_claims(gold, place, &claims).map_err(stop)?;
        }
        Ok(predictions)
    }

    fn rendered(&self, report: &Report) -> String {
        if self.json {
            return json(report);
        }
        let tables = [report.table(), report.costs.table(self.worst)];
        let tables: Vec<String> = tables.into_iter().filter(|t| !t.is_empty()).collect();
        tables.join("\n\n")
    }
}

fn stop(error: Error) -> Stop {
    Stop::error(error.to_string())
}

/// A closed pipe is no fault here either.
fn failed(name: &dyn Display, error: &io::Error) -> Stop {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Stop::ClosedPipe,
        _ => Stop::error(format!(
            "{name}: it cannot be written: {error} (name another place, or make room)"
        )),
    }
}

fn warn(report: &Report) {
    let unknown = report.pred_in_unknown_docs_ignored;
    if unknown > 0 {
        tell(&format!(
            "warning: {unknown} predictions name documents that the gold file lacks; ignored"
        ));
    }
}

/// JSON with the keys and the indentation of `eval/score.py --json`.
fn json(report: &Report) -> String {
    let format = serde_json::ser::PrettyFormatter::with_indent(b" ");
    let mut out = Vec::new();
    let mut writer = serde_json::Serializer::with_formatter(&mut out, format);
    // Numbers and texts under fixed keys, written to memory: nothing that could fail.
    let written = report.serialize(&mut writer);
    debug_assert!(written.is_ok());
    String::from_utf8_lossy(&out).into_owned()
}

fn write_file(path: &Path, text: &str) -> io::Result<()> {
    let mut target = Target::file(path)?;
    target.write_all(text.as_bytes())?;
    target.commit()
}
