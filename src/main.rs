//! Starts the program: parse, run, exit code.

use std::process::ExitCode;

use clap::Parser;
use sayso::cli::Cli;

/// An article makes many small things that live as long as its analysis, on every thread.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(done) => done.exit_code(),
        Err(stop) => stop.report(),
    }
}
