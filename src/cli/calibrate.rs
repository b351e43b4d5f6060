//! `sayso calibrate`: learns from annotated articles how sure rows are, or tells how honest that is.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::PathBuf;

use super::options::Analysis;
use super::{Done, Stop};
use crate::Claim;
use crate::confidence::samples::{analyzed, predictions, samples};
use crate::confidence::{Sample, check, fit, share};
use crate::output::Target;
use crate::score::{Error, Gold, evaluate, read_statements};

/// Measure how sure rows are against annotated articles, and learn it from them.
///
/// Without -o it tells how honest the confidence of the lexicon in use is. With -o it learns a new
/// table from the articles and writes it; lay it over the lexicon, or put it in its place.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 done; 2 could not run.")]
pub struct Args {
    /// Annotated articles: JSONL (also .gz), or folders of brat's .ann and .txt files.
    #[arg(required = true)]
    gold: Vec<PathBuf>,

    /// Learn the table from these articles and write it here.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Below which confidence rows are left out by default, for the table that is written.
    #[arg(long, value_name = "P", default_value = "0", value_parser = super::options::share)]
    least: f32,

    /// Count only annotations with quoted words or with a cue out of this list of word forms.
    #[arg(long, value_name = "FILE")]
    statements: Option<PathBuf>,

    #[command(flatten)]
    analysis: Analysis,
}

/// Annotated articles with what was found in them.
struct Measured {
    gold: Gold,
    claims: Vec<Vec<Claim>>,
    samples: Vec<Sample>,
}

impl Args {
    /// Reads, measures, learns, prints.
    ///
    /// # Errors
    /// When it cannot run or the output fails.
    pub fn run(self) -> Result<Done, Stop> {
        let statements = self.statements.as_deref().map(read_statements);
        let statements = statements.transpose().map_err(stop)?;
        let measured = self.measured(statements.as_ref())?;
        let report = match &self.output {
            Some(path) => {
                let all = one_after_another(&measured);
                let lines = fit::fit(&all);
                let written = Target::file(path).and_then(|mut target| {
                    target.write_all(fit::csv(&lines, self.least).as_bytes())?;
                    target.commit()
                });
                written.map_err(|error| Stop::output(&path.display(), &error))?;
                learnt(&all, lines.len())
            }
            None => honesty(&measured, statements.as_ref())?,
        };
        match writeln!(io::stdout().lock(), "{report}") {
            Ok(()) => Ok(Done::All),
            Err(error) => Err(Stop::output(&"standard output", &error)),
        }
    }

    fn measured(&self, statements: Option<&HashSet<String>>) -> Result<Vec<Measured>, Stop> {
        let analyzer = self.analysis.analyzer_of_all()?;
        let one = |path: &PathBuf| {
            let gold = Gold::read(path)?;
            let claims = analyzed(&gold, &analyzer);
            let samples = samples(&gold, &claims, statements)?;
            Ok(Measured {
                gold,
                claims,
                samples,
            })
        };
        self.gold
            .iter()
            .map(one)
            .collect::<Result<Vec<_>, Error>>()
            .map_err(stop)
    }
}

fn stop(error: Error) -> Stop {
    Stop::error(error.to_string())
}

/// All samples, the articles of later files numbered behind those of earlier ones.
fn one_after_another(measured: &[Measured]) -> Vec<Sample> {
    let mut out = Vec::new();
    let mut before = 0;
    for m in measured {
        out.extend(m.samples.iter().cloned().map(|s| Sample {
            article: s.article + before,
            ..s
        }));
        before += m.gold.docs.len();
    }
    out
}

/// Parts of the articles, each left out once.
const PARTS: usize = 5;

/// What was learnt, and how well it holds for articles that were left out.
fn learnt(samples: &[Sample], lines: usize) -> String {
    let mut unseen = Vec::new();
    for part in 0..PARTS {
        let (out, rest): (Vec<Sample>, Vec<Sample>) = samples
            .iter()
            .cloned()
            .partition(|s| s.article % PARTS == part);
        let weights = fit::weights(&fit::fit(&rest));
        let known = |s: &Sample| {
            weights.base + s.values.iter().map(|(f, v)| weights.of(*f, v)).sum::<f64>()
        };
        unseen.extend(out.into_iter().map(|s| Sample {
            confidence: share(known(&s)),
            ..s
        }));
    }
    let mut out = format!("{lines} lines learnt from {} rows\n", samples.len());
    let _ = write!(
        out,
        "each fifth of the articles, by what the others taught:\n\n{}",
        tables(&unseen)
    );
    out
}

fn honesty(measured: &[Measured], statements: Option<&HashSet<String>>) -> Result<String, Stop> {
    let mut out = tables(&one_after_another(measured));
    out.push_str("\n\n  left out below   PAIR P     R    F1");
    for step in 0..=14_u8 {
        let least = f32::from(step) * 0.05;
        let line = at_least(measured, statements, least).map_err(stop)?;
        let _ = write!(out, "\n{least:>16.2} {line}");
    }
    Ok(out)
}

/// Figures over all files if rows below `least` are left out.
fn at_least(
    measured: &[Measured],
    statements: Option<&HashSet<String>>,
    least: f32,
) -> Result<String, Error> {
    let mut counts = [0_usize; 4];
    for m in measured {
        let pair = evaluate(
            &m.gold,
            &predictions(&m.gold, &m.claims, least)?,
            statements,
        )
        .overall
        .pair;
        let here = [pair.tp_pred, pair.pred, pair.tp_gold, pair.gold];
        counts.iter_mut().zip(here).for_each(|(sum, n)| *sum += n);
    }
    let part = |a: usize, b: usize| {
        if b == 0 {
            0.0
        } else {
            100.0 * a as f64 / b as f64
        }
    };
    let (p, r) = (part(counts[0], counts[1]), part(counts[2], counts[3]));
    let f1 = if p + r > 0.0 {
        2.0 * p * r / (p + r)
    } else {
        0.0
    };
    Ok(format!("  {p:6.1} {r:5.1} {f1:5.1}"))
}

/// Calibration by tenths, and precision against coverage.
fn tables(samples: &[Sample]) -> String {
    let mut out = format!(
        "expected calibration error {:.3} over {} rows\n",
        check::error(samples),
        samples.len()
    );
    out.push_str("\n      confidence    rows    said   right");
    for (i, band) in check::bands(samples)
        .iter()
        .enumerate()
        .filter(|(_, b)| b.rows > 0)
    {
        let low = i as f64 / 10.0;
        let _ = write!(
            out,
            "\n      {low:.1} to {:.1}  {:>6}   {:>5.1}   {:>5.1}",
            low + 0.1,
            band.rows,
            100.0 * band.said,
            100.0 * band.right
        );
    }
    out.push_str("\n\n      kept from  precision  of all rows  of right rows");
    for least in [0.0, 0.3, 0.5, 0.7, 0.8, 0.9] {
        let k = check::kept(samples, least);
        let precision = k
            .precision
            .map_or("-".to_owned(), |p| format!("{:.1}", 100.0 * p));
        let _ = write!(
            out,
            "\n      {least:>9.1}  {precision:>9}  {:>11.1}  {:>13.1}",
            100.0 * k.rows,
            100.0 * k.right
        );
    }
    out
}
