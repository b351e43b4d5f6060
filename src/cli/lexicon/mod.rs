//! `sayso lexicon …`: the workshop's commands.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::options::FieldNames;
use super::{Done, Stop, tell};
use crate::Article;
use crate::input::{Fields, Item, Records};
use crate::lexicon::Folders;
use crate::output::Target;

mod check;
mod diff;
mod export;
mod stats;
mod suggest;
mod test;

pub use diff::{Tables, Watcher};
pub use suggest::load;

/// Articles that are read and worked on together.
const CHUNK: usize = 2000;

/// Teach the program: export, check, test, compare and extend lexicons.
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Export(export::Args),
    Check(check::Args),
    Test(test::Args),
    Diff(diff::Args),
    Stats(stats::Args),
    Suggest(suggest::Args),
    Accept(suggest::Accept),
}

impl Args {
    /// Runs the command.
    ///
    /// # Errors
    /// When it could not run, or the lexicon has errors.
    pub fn run(self) -> Result<Done, Stop> {
        match self.command {
            Command::Export(args) => args.run(),
            Command::Check(args) => args.run(),
            Command::Test(args) => args.run(),
            Command::Diff(args) => args.run(),
            Command::Stats(args) => args.run(),
            Command::Suggest(args) => args.run(),
            Command::Accept(args) => args.run(),
        }
    }
}

/// A folder of a lexicon.
#[derive(Debug, clap::Args)]
struct Place {
    /// The folder of the lexicon.
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// DIR is a whole lexicon, as `export` writes it, not one laid over the built-in one.
    #[arg(long)]
    whole: bool,
}

impl Place {
    fn folders(&self) -> Folders {
        match self.whole {
            true => Folders {
                base: Some(self.folder.clone()),
                overlays: Vec::new(),
            },
            false => Folders {
                base: None,
                overlays: vec![self.folder.clone()],
            },
        }
    }
}

/// Articles to work on.
#[derive(Debug, clap::Args)]
struct Inputs {
    /// Files (.txt, .jsonl, both also with .gz), folders of them, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    fields: FieldNames,
}

impl Inputs {
    /// Hands out the articles, some at a time; how many inputs failed.
    fn each_chunk(self, mut work: impl FnMut(Vec<Article>)) -> Result<Done, Stop> {
        super::extract::stop_if_all_missing(&self.paths)?;
        let fields = self.fields.fields();
        let mut records = Records::new(self.paths);
        let mut failed = false;
        loop {
            let articles = next_chunk(&mut records, &fields, &mut failed);
            if articles.is_empty() {
                break;
            }
            work(articles);
        }
        Ok(if failed { Done::SomeFailed } else { Done::All })
    }

    /// All articles at once.
    fn all(self) -> Result<(Vec<Article>, Done), Stop> {
        let mut out = Vec::new();
        let done = self.each_chunk(|articles| out.extend(articles))?;
        Ok((out, done))
    }
}

fn next_chunk(records: &mut Records, fields: &Fields, failed: &mut bool) -> Vec<Article> {
    let mut out = Vec::new();
    for record in records {
        match record.decode(fields) {
            Item::Article(article) => out.push(article),
            Item::Failed(failure) => {
                tell(&failure);
                *failed = true;
            }
        }
        if out.len() == CHUNK {
            break;
        }
    }
    out
}

/// Writes to standard output.
pub(super) fn print(text: &str) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Stop::output(&"standard output", &error))
}

/// Writes a file, whole or not at all.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let write = || {
        let mut target = Target::file(path)?;
        target.write_all(bytes)?;
        target.commit()
    };
    write().map_err(|error| Stop::output(&path.display(), &error))
}
