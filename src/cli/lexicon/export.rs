//! `sayso lexicon export`: the lexicon as files to edit.

use std::path::PathBuf;

use super::check::counted;
use super::{Done, Stop, print, write_file};
use crate::workshop::export;

/// Write the built-in lexicon, or an empty overlay, as files to edit.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to write; files that are there are not touched.
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// Only headers and commented examples, for an overlay.
    #[arg(long)]
    template: bool,
}

impl Args {
    pub(super) fn run(self) -> Result<Done, Stop> {
        let files = if self.template {
            export::template()
        } else {
            export::whole()
        };
        let folder = self.folder.display();
        let there: Vec<String> = files
            .iter()
            .map(|f| self.folder.join(&f.name))
            .filter(|p| p.exists())
            .map(|p| p.display().to_string())
            .collect();
        if !there.is_empty() {
            return Err(Stop::error(format!(
                "{}: there already; nothing was written (name another folder)",
                there.join(", ")
            )));
        }
        std::fs::create_dir_all(&self.folder).map_err(|error| {
            Stop::error(format!(
                "{folder}: the folder can't be made: {error} (name another place)"
            ))
        })?;
        for file in &files {
            write_file(&self.folder.join(&file.name), file.text.as_bytes())?;
        }
        let how = if self.template {
            "--lexicons"
        } else {
            "--base-lexicon"
        };
        print(&format!(
            "{} written to {folder}. Edit them, then use them with {how} {folder}.\n",
            counted(files.len(), "file")
        ))?;
        Ok(Done::All)
    }
}
