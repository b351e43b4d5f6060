//! `sayso extract`: articles in, a table of claims out.

use std::cell::RefCell;
use std::io;
use std::num::NonZeroUsize;
use std::panic;
use std::path::PathBuf;
use std::rc::Rc;
use std::thread;

use clap::builder::PossibleValue;

use super::carry::{self, CarryReview};
use super::lexicon::{Watcher, print};
use super::options::{Analysis, FieldNames, listed};
use super::progress::Progress;
use super::table::{self, TableForm};
use super::{Done, Stop, tell};
use crate::batch::{self, Analyze, Batch, Event, Summary, WORKER};
use crate::input::{Fields, Record, Records};
use crate::output::{About, Format, Sink};
use crate::review::Marks;
use crate::workshop::Memory;
use crate::workshop::diff::{self, Row};
use crate::{Analyzer, Article, Claim};

/// Read articles, write a table with one row for each claim and its source.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 done; 1 done, but some inputs failed; 2 could not run.")]
pub struct Args {
    /// Files (.txt, .jsonl, both also with .gz), folders of them, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// File to write, whole or not at all [default: standard output].
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Worker threads [default: one a core]. The rows are the same for any number.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,

    /// Write FILE again whenever a file of a lexicon is saved, and show what changed, until Ctrl-C.
    #[arg(long, requires = "output")]
    watch: bool,

    #[command(flatten)]
    review: CarryReview,

    #[command(flatten)]
    table: TableForm,

    #[command(flatten)]
    analysis: Analysis,

    #[command(flatten)]
    fields: FieldNames,
}

impl clap::ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        const { &[Format::ALL[0].0, Format::ALL[1].0, Format::ALL[2].0] }
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (_, name) = Format::ALL.iter().find(|(format, _)| format == self)?;
        Some(PossibleValue::new(*name))
    }
}

impl Args {
    /// Checks the lexicons, then that there is something to read and a place to write, then
    /// reads and writes.
    ///
    /// # Errors
    /// When it cannot run or the output fails.
    pub fn run(self) -> Result<Done, Stop> {
        let format = self.table.choose(self.output.as_deref())?;
        let analyzer = self.analysis.analyzer()?;
        stop_if_all_missing(&self.paths)?;
        quiet_workers();
        if self.watch {
            return self.watch(format, analyzer);
        }
        let analyze = |article: &Article, take: &mut dyn FnMut(Claim)| analyzer.each(article, take);
        self.once(format, &analyze, None)
    }

    /// Reads and writes once; with `rows`, keeps a copy of what was written.
    fn once(
        &self,
        format: Format,
        analyze: &Analyze<'_>,
        rows: Option<Rows>,
    ) -> Result<Done, Stop> {
        let output = self.output.as_deref();
        let marks = self.review.read(output)?;
        let failed = |error: io::Error| Stop::output(&table::name(output), &error);
        let review = self.open(format, marks).map_err(failed)?;
        let carried = review.outcome();
        let sink = review.sink;
        let job = Job {
            sink: match rows {
                Some(rows) => Box::new(Tee { sink, rows }),
                None => sink,
            },
            records: Records::new(self.paths.clone()).leaving_out(output),
            fields: self.fields.clone().fields(),
            threads: self.threads.map_or(0, NonZeroUsize::get),
            progress: Progress::new(output.is_none()),
        };
        let summary = job.run(analyze).map_err(|error| match error {
            batch::Error::Output(error) => failed(error),
            other => Stop::error(format!("{other} (ask for fewer with --threads)")),
        })?;
        let all_found = carry::told(carried);
        Ok(match summary.failures == 0 && all_found {
            true => Done::All,
            false => Done::SomeFailed,
        })
    }

    /// The table, and what gives its rows their reviews.
    fn open(&self, format: Format, marks: Option<Marks>) -> io::Result<carry::Review> {
        let extra = marks.as_ref().map(Marks::columns).unwrap_or_default();
        let layout = self.table.layout(extra, self.about());
        let output = self.output.as_deref();
        carry::Review::new(table::open(format, output, &layout)?, marks, output)
    }

    /// What made the table, for its readers.
    fn about(&self) -> About {
        let fact = |name: &str, value: String| (name.to_owned(), value);
        let mut facts = vec![
            fact("sayso", env!("CARGO_PKG_VERSION").to_owned()),
            fact("inputs", listed(&self.paths)),
        ];
        facts.extend(self.analysis.facts());
        let reviews = self.review.files();
        if !reviews.is_empty() {
            facts.push(fact("reviews carried over", listed(reviews)));
        }
        About { facts }
    }

    /// Again and again, with the difference to the time before.
    fn watch(&self, format: Format, mut analyzer: Analyzer) -> Result<Done, Stop> {
        let mut watcher = Watcher::new(self.analysis.folders())?;
        let mut memory = Memory::new(&analyzer);
        let mut before: Option<Vec<Row>> = None;
        loop {
            let rows = Rows::default();
            let analyze = |article: &Article, take: &mut dyn FnMut(Claim)| {
                let claims = memory.analyze(&analyzer, article);
                claims.into_iter().for_each(take);
            };
            self.once(format, &analyze, Some(rows.clone()))?;
            let after = rows.take();
            if let Some(before) = &before {
                print(&diff::text(&diff::tables(before, &after), SHOWN))?;
            }
            before = Some(after);
            analyzer = watcher.next(self.analysis.options());
            memory.change(&analyzer);
        }
    }
}

/// Rows that are written, kept to compare them later.
type Rows = Rc<RefCell<Vec<Row>>>;

/// Differences of each kind that `--watch` shows.
const SHOWN: usize = 20;

/// Writes to a table and keeps the rows.
struct Tee {
    sink: Box<dyn Sink>,
    rows: Rows,
}

impl Sink for Tee {
    fn write(&mut self, claim: &Claim) -> io::Result<()> {
        self.rows.borrow_mut().push(Row::of(claim));
        self.sink.write(claim)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.sink.finish()
    }
}

/// All that a run needs but the analysis.
struct Job {
    sink: Box<dyn Sink>,
    records: Records,
    fields: Fields,
    threads: usize,
    progress: Progress,
}

impl Job {
    fn run(mut self, analyze: &Analyze<'_>) -> Result<Summary, batch::Error> {
        let batch = Batch {
            analyze,
            fields: &self.fields,
            threads: self.threads,
        };
        let progress = &self.progress;
        let mut watch = |event: Event<'_>| progress.watch(&event);
        let summary = batch.run(self.records, self.sink.as_mut(), &mut watch)?;
        self.sink.finish()?;
        self.progress.finish(&summary);
        Ok(summary)
    }
}

/// A run of which no path exists is a mistake in the command, not in the input.
pub(super) fn stop_if_all_missing(paths: &[PathBuf]) -> Result<(), Stop> {
    let missing =
        |path: &PathBuf| path.as_os_str() != "-" && matches!(path.try_exists(), Ok(false));
    if !paths.iter().all(missing) {
        return Ok(());
    }
    for record in Records::new(paths.to_vec()) {
        if let Record::Failed(failure) = record {
            tell(&failure);
        }
    }
    Err(Stop::error("nothing was read and nothing written"))
}

/// A worker's panic is told as the failure of its article, not a second time.
fn quiet_workers() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let on_worker = thread::current().name() == Some(WORKER);
        if !on_worker || std::env::var_os("RUST_BACKTRACE").is_some() {
            usual(panic);
        }
    }));
}
