//! The command: one file a subcommand; the only room that knows flags.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::output::file::remove_unfinished;

pub mod ablate;
pub mod calibrate;
mod carry;
pub mod explain;
pub mod extract;
pub mod lexicon;
mod options;
mod painting;
mod progress;
pub mod review;
pub mod sample;
pub mod score;
mod table;

/// Finds who said what, through which channel, in which words, in news articles.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Args),
    Explain(explain::Args),
    Review(review::Args),
    Sample(sample::Args),
    Score(score::Args),
    Calibrate(calibrate::Args),
    Ablate(ablate::Args),
    Lexicon(lexicon::Args),
    Diff(lexicon::Tables),
}

impl Cli {
    /// Runs the subcommand.
    ///
    /// # Errors
    /// When it could not run or had to stop.
    pub fn run(self) -> Result<Done, Stop> {
        leave_nothing_half_written();
        match self.command {
            Command::Extract(args) => args.run(),
            Command::Explain(args) => args.run(),
            Command::Review(args) => args.run(),
            Command::Sample(args) => args.run(),
            Command::Score(args) => args.run(),
            Command::Calibrate(args) => args.run(),
            Command::Ablate(args) => args.run(),
            Command::Lexicon(args) => args.run(),
            Command::Diff(args) => args.run(),
        }
    }
}

/// What the shell calls a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Ctrl-C and its kin remove the hidden file that is being written before they end the program.
fn leave_nothing_half_written() {
    let stop = || {
        remove_unfinished();
        std::process::exit(INTERRUPTED);
    };
    // Where no handler can be set, Ctrl-C ends the program all the same.
    let _ = ctrlc::set_handler(stop);
}

/// How a run that came to its end went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Every input was read.
    All,
    /// Some inputs failed, the others were read.
    SomeFailed,
}

impl Done {
    /// 0 or 1.
    pub fn exit_code(self) -> ExitCode {
        match self {
            Done::All => ExitCode::SUCCESS,
            Done::SomeFailed => ExitCode::from(1),
        }
    }
}

/// Why a run did not come to its end.
#[derive(Debug)]
pub enum Stop {
    /// Nobody reads the output any more, which is no fault.
    ClosedPipe,
    /// Full sentences, every one to be shown.
    Errors(Vec<String>),
}

impl Stop {
    /// One error.
    pub fn error(sentence: impl Into<String>) -> Self {
        Stop::Errors(vec![sentence.into()])
    }

    /// An error of the output, which `name` tells.
    pub fn output(name: &dyn Display, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Stop::ClosedPipe;
        }
        let (why, remedy) = match error.kind() {
            io::ErrorKind::NotFound => ("its folder does not exist", "make the folder first"),
            io::ErrorKind::IsADirectory => ("it is a folder", "name a file"),
            io::ErrorKind::PermissionDenied => ("you may not write there", "name another place"),
            io::ErrorKind::StorageFull => ("the disk is full", "make room or name another place"),
            _ => (&*error.to_string(), "name another place with -o"),
        };
        Stop::error(format!("{name}: it cannot be written: {why} ({remedy})"))
    }

    /// Tells the errors on standard error; 0 for a closed pipe, else 2.
    pub fn report(self) -> ExitCode {
        match self {
            Stop::ClosedPipe => ExitCode::SUCCESS,
            Stop::Errors(errors) => {
                for error in errors {
                    tell(&error);
                }
                ExitCode::from(2)
            }
        }
    }
}

/// One message on standard error; if nobody reads it, that is no fault.
fn tell(message: &dyn Display) {
    let _ = writeln!(io::stderr().lock(), "sayso: {message}");
}
