//! `sayso review`: marks turned into figures.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Done, Stop, lexicon, tell};
use crate::lexicon::Folders;
use crate::output::Target;
use crate::review::figures::{Figures, figures};
use crate::review::{Review, report};

/// Read reviewed tables, tell precision with 95 % intervals, what cost most, and agreement.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 done; 2 could not run.")]
pub struct Args {
    /// Reviewed tables (CSV, XLSX, ODS); several reviewers' tables of the same claims.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// How to tell.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,

    /// File to write [default: standard output].
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Write the claims on which reviewers differ to this file (CSV).
    #[arg(long, value_name = "FILE")]
    disagreements: Option<PathBuf>,

    /// A folder that was laid over the built-in lexicon when the table was made, to tell the lines that
    /// cost most; may be given again.
    #[arg(long, value_name = "DIR")]
    lexicons: Vec<PathBuf>,

    /// How many lines of each table to show as text.
    #[arg(long, value_name = "N", default_value_t = 15)]
    worst: usize,
}

/// How figures are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Form {
    /// For a person.
    Text,
    /// For a spreadsheet.
    Csv,
    /// For a program.
    Json,
}

impl Args {
    /// Reads, counts, tells.
    ///
    /// # Errors
    /// When a file is no table of claims or the output fails.
    pub fn run(self) -> Result<Done, Stop> {
        let reviews = read_all(&self.files)?;
        let mut figures = figures(&reviews);
        if !figures.costs.is_empty() {
            let kit = lexicon::load(&Folders {
                base: None,
                overlays: self.lexicons.clone(),
            })?;
            figures.tell_lines(|column, value| kit.line_of(column, value));
        }
        let output = self.output.as_deref();
        if let Some(path) = &self.disagreements {
            let table = report::disagreements(&figures);
            write(Some(path), table)?;
        }
        write(output, self.told(&figures))?;
        Ok(Done::All)
    }

    fn told(&self, figures: &Figures) -> io::Result<String> {
        match self.format {
            Form::Text => Ok(report::text(figures, self.worst)),
            Form::Csv => report::csv(figures),
            Form::Json => Ok(report::json(figures)? + "\n"),
        }
    }
}

/// Every table, or every error; notices are told.
pub(super) fn read_all(paths: &[PathBuf]) -> Result<Vec<Review>, Stop> {
    let (mut reviews, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        match Review::read(path) {
            Ok(review) => reviews.push(review),
            Err(error) => errors.push(error.to_string()),
        }
    }
    if !errors.is_empty() {
        return Err(Stop::Errors(errors));
    }
    crate::review::name_apart(&mut reviews);
    for review in &reviews {
        review.notices.iter().for_each(|notice| tell(notice));
    }
    Ok(reviews)
}

/// Writes a text whole or not at all.
pub(super) fn write(output: Option<&Path>, text: io::Result<String>) -> Result<(), Stop> {
    let written = text.and_then(|text| {
        let mut target = match output {
            Some(path) => Target::file(path)?,
            None => Target::stdout(),
        };
        target.write_all(text.as_bytes())?;
        target.commit()
    });
    written.map_err(|error| Stop::output(&super::table::name(output), &error))
}
