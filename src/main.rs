//! Starts the program: parse, run, exit code.

use std::process::ExitCode;

use clap::Parser;
use sayso::cli::Cli;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(done) => done.exit_code(),
        Err(stop) => stop.report(),
    }
}
