//! `sayso lexicon suggest` and `accept`: what the articles use and the lexicon lacks.

use std::path::{Path, PathBuf};

use super::super::options::{Analysis, FieldNames};
use super::super::tell;
use super::check::counted;
use super::{Done, Inputs, Stop, print, write_file};
use crate::lexicon::{Fault, Folders};
use crate::workshop::{Kit, accept, suggest};

/// Find words, names and channels that the articles use and the lexicon lacks.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Write x into the column accept of what you want, then run: sayso lexicon accept FILE --into DIR"
)]
pub struct Args {
    /// Files (.txt, .jsonl, both also with .gz), folders of them, or - for standard input.
    #[arg(required_unless_present = "from_review", value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    fields: FieldNames,

    /// A reviewed table (CSV, XLSX, ODS): what its reviewers corrected becomes suggestions. May be
    /// given again.
    #[arg(long, value_name = "FILE")]
    from_review: Vec<PathBuf>,

    #[command(flatten)]
    analysis: Analysis,

    /// The file to write (CSV).
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Leave out what occurs less often than this.
    #[arg(long, value_name = "N", default_value_t = 2)]
    min_count: usize,
}

impl Args {
    pub(super) fn run(self) -> Result<Done, Stop> {
        let folders = self.analysis.folders();
        let kit = load(&folders)?;
        let untried = |e| Stop::error(format!("The gain can't be measured: {e}"));
        let (mut found, beyond) = match &self.from_review[..] {
            [] => Default::default(),
            files => suggest::learn(&kit, &folders, &super::super::review::read_all(files)?)
                .map_err(untried)?,
        };
        let mut done = Done::All;
        if !self.paths.is_empty() {
            let inputs = Inputs {
                paths: self.paths,
                fields: self.fields,
            };
            let (articles, read) = inputs.all()?;
            let mut seen = suggest::collect(&kit, &articles, self.min_count);
            suggest::measure(&mut seen, &kit, &folders, &articles).map_err(untried)?;
            found.extend(seen);
            done = read;
        }
        write_file(&self.output, suggest::csv(&found).as_bytes())?;
        print(&suggest::text(&found, &self.output))?;
        if beyond > 0 {
            tell(&format!(
                "{}: no entry can mend these, since the text names the speaker or channel by no name",
                counted(beyond, "correction")
            ));
        }
        Ok(done)
    }
}

/// The lexicon with all that its making left behind.
///
/// # Errors
/// Every fault of every file.
pub fn load(folders: &Folders) -> Result<Kit, Stop> {
    let (kit, found) = Kit::load(folders);
    kit.ok_or_else(|| Stop::Errors(found.faults.iter().map(Fault::to_string).collect()))
}

/// Take accepted suggestions into a lexicon.
#[derive(Debug, clap::Args)]
pub struct Accept {
    /// The file that `suggest` wrote (CSV, or saved as XLSX or ODS), with x in the column accept.
    #[arg(value_name = "FILE")]
    suggestions: PathBuf,

    /// The overlay that gets the entries; made if it is not there.
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
}

impl Accept {
    pub(super) fn run(self) -> Result<Done, Stop> {
        let told = |faults: Vec<Fault>| Stop::Errors(faults.iter().map(Fault::to_string).collect());
        let mut warnings = Vec::new();
        let accepted = accept::accepted(&self.suggestions, &mut warnings).map_err(told)?;
        let files =
            accept::merged(&accepted, &self.into, &mut warnings).map_err(|f| told(vec![f]))?;
        warnings.iter().for_each(|w| tell(w));
        try_out(&self.into, &files)?;
        let failed = |error| {
            Stop::error(format!(
                "{}: the folder can't be made: {error} (name another place)",
                self.into.display()
            ))
        };
        std::fs::create_dir_all(&self.into).map_err(failed)?;
        let mut out = String::new();
        for file in &files {
            let path = self.into.join(&file.name);
            write_file(&path, file.text.as_bytes())?;
            let count = accepted
                .iter()
                .find(|(name, _)| file.name.starts_with(*name))
                .map_or(0, |(_, rows)| rows.len());
            out.push_str(&format!(
                "{} taken into {}.\n",
                counted(count, "row"),
                path.display()
            ));
        }
        if files.is_empty() {
            out.push_str("No row is accepted; write x into the column accept first.\n");
        }
        print(&out)?;
        Ok(Done::All)
    }
}

/// Loads a copy of the overlay with the new files, so that a bad row breaks nothing.
fn try_out(folder: &Path, files: &[crate::workshop::export::File]) -> Result<(), Stop> {
    let failed = |error: std::io::Error| {
        Stop::error(format!(
            "The suggestions can't be tried out: {error} (make room for temporary files)"
        ))
    };
    let copy = tempfile::tempdir().map_err(failed)?;
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_file() {
            std::fs::copy(entry.path(), copy.path().join(entry.file_name())).map_err(failed)?;
        }
    }
    for file in files {
        std::fs::write(copy.path().join(&file.name), &file.text).map_err(failed)?;
    }
    if files.is_empty() {
        return Ok(());
    }
    load(&Folders {
        base: None,
        overlays: vec![copy.path().to_owned()],
    })
    .map(|_| ())
}
