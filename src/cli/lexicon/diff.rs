//! `sayso lexicon diff`: what a lexicon changes. `sayso diff`: what differs between two tables.

use std::path::{Path, PathBuf};

use super::super::tell;
use super::{Done, Inputs, Stop, print, write_file};
use crate::analyzer::Options;
use crate::lexicon::Folders;
use crate::workshop::Memory;
use crate::workshop::diff::{self, Diff, Row};
use crate::workshop::watch::Watch;
use crate::{Analyzer, Article, Claim, batch};

/// Show what a lexicon changes in the claims of some articles.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 done; 1 done, but some inputs failed; 2 could not run.")]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,

    /// The lexicon to try, laid over the built-in one; may be given again.
    #[arg(long, value_name = "NEW", required = true)]
    lexicons: Vec<PathBuf>,

    /// The lexicon to compare with [default: the built-in one alone]; may be given again.
    #[arg(long, value_name = "OLD")]
    against: Vec<PathBuf>,

    /// Also compare ascribed beliefs, wishes, plans, ….
    #[arg(long)]
    attitudes: bool,

    #[command(flatten)]
    output: Output,

    /// Compare again whenever a file of NEW is saved, until you press Ctrl-C.
    #[arg(long)]
    watch: bool,
}

/// How differences are written.
#[derive(Debug, clap::Args)]
struct Output {
    /// Write all differences to this file (CSV).
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// How many rows of each kind to show.
    #[arg(long, value_name = "N", default_value_t = 20)]
    most: usize,
}

impl Output {
    fn write(&self, diff: &Diff) -> Result<(), Stop> {
        if let Some(path) = &self.output {
            write_file(path, &diff::csv(diff))?;
        }
        print(&diff::text(diff, self.most))
    }
}

impl Args {
    pub(super) fn run(self) -> Result<Done, Stop> {
        let options = Options {
            attitudes: self.attitudes,
            ..Options::default()
        };
        let folders = |overlays: &[PathBuf]| Folders {
            base: None,
            overlays: overlays.to_vec(),
        };
        let old = Analyzer::new(&folders(&self.against), options).map_err(Stop::Errors)?;
        let new = Analyzer::new(&folders(&self.lexicons), options).map_err(Stop::Errors)?;
        if self.watch {
            let watcher = Watcher::new(folders(&self.lexicons))?;
            let (articles, _) = self.inputs.all()?;
            return watch(&articles, &old, new, options, watcher, &self.output);
        }
        let mut diff = Diff::default();
        let done = self.inputs.each_chunk(|articles| {
            let rows = |analyzer: &Analyzer| rows(&articles, &|a| analyzer.analyze(a));
            compare(&mut diff, &rows(&old), &rows(&new))
        })?;
        self.output.write(&diff)?;
        Ok(done)
    }
}

fn watch(
    articles: &[Article],
    old: &Analyzer,
    new: Analyzer,
    options: Options,
    mut watcher: Watcher,
    output: &Output,
) -> Result<Done, Stop> {
    let before = rows(articles, &|article| old.analyze(article));
    let mut new = new;
    let mut memory = Memory::new(&new);
    loop {
        let mut diff = Diff::default();
        let after = rows(articles, &|article| memory.analyze(&new, article));
        compare(&mut diff, &before, &after);
        output.write(&diff)?;
        new = watcher.next(options);
        memory.change(&new);
    }
}

fn rows(articles: &[Article], analyze: &(dyn Fn(&Article) -> Vec<Claim> + Sync)) -> Vec<Vec<Row>> {
    batch::map(articles, &|article| {
        analyze(article).iter().map(Row::of).collect()
    })
}

fn compare(diff: &mut Diff, old: &[Vec<Row>], new: &[Vec<Row>]) {
    for (old, new) in old.iter().zip(new) {
        let [old, new] = [old, new].map(|rows| rows.iter().collect::<Vec<_>>());
        diff.article(&old, &new);
    }
}

/// Waits for saves of a lexicon; keeps the last good one in force.
pub struct Watcher {
    folders: Folders,
    watch: Watch,
}

impl Watcher {
    /// Watches the folders of a lexicon.
    ///
    /// # Errors
    /// When there is none to watch.
    pub fn new(folders: Folders) -> Result<Self, Stop> {
        let watch = Watch::new(&folders);
        if watch.is_empty() {
            return Err(Stop::error(
                "--watch needs a lexicon to watch (add --lexicons DIR)",
            ));
        }
        Ok(Watcher { folders, watch })
    }

    /// Waits for the next save that gives a good lexicon; tells the errors of bad ones.
    pub fn next(&mut self, options: Options) -> Analyzer {
        loop {
            self.watch.wait();
            match Analyzer::new(&self.folders, options) {
                Ok(analyzer) => return analyzer,
                Err(errors) => {
                    errors.iter().for_each(|e| tell(e));
                    tell(
                        &"the lexicon that was saved can't be used; the one before stays in force",
                    );
                }
            }
        }
    }
}

/// Show what differs between two tables of claims.
#[derive(Debug, clap::Args)]
pub struct Tables {
    /// The table before (CSV, XLSX, ODS).
    old: PathBuf,

    /// The table after (CSV, XLSX, ODS).
    new: PathBuf,

    #[command(flatten)]
    output: Output,
}

impl Tables {
    /// Reads both and compares them.
    ///
    /// # Errors
    /// When one can't be read, or the output fails.
    pub fn run(self) -> Result<Done, Stop> {
        let mut notices = Vec::new();
        let mut read = |path: &Path| {
            diff::read_table(path, &mut notices).map_err(|error| Stop::error(error.to_string()))
        };
        let (old, new) = (read(&self.old)?, read(&self.new)?);
        notices.iter().for_each(|notice| tell(notice));
        self.output.write(&diff::tables(&old, &new))?;
        Ok(Done::All)
    }
}
