//! Notices that somebody saved a file of a lexicon.

use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use crate::lexicon::Folders;

/// Between two looks at the folders.
const LOOK: Duration = Duration::from_millis(40);

/// The files of some lexicon folders, as they were when last looked at.
#[derive(Debug)]
pub struct Watch {
    folders: Vec<PathBuf>,
    seen: Vec<File>,
}

/// A file's name, time of change and size.
type File = (PathBuf, Option<SystemTime>, u64);

impl Watch {
    /// Looks at the folders for the first time.
    pub fn new(folders: &Folders) -> Self {
        let folders: Vec<PathBuf> = folders
            .base
            .iter()
            .chain(&folders.overlays)
            .cloned()
            .collect();
        let seen = look(&folders);
        Watch { folders, seen }
    }

    /// Whether nothing is watched.
    pub fn is_empty(&self) -> bool {
        self.folders.is_empty()
    }

    /// Waits until something has been saved, and until the saving is over.
    pub fn wait(&mut self) {
        loop {
            sleep(LOOK);
            let now = look(&self.folders);
            if now == self.seen {
                continue;
            }
            let mut last = now;
            loop {
                sleep(LOOK);
                let now = look(&self.folders);
                if now == last {
                    break;
                }
                last = now;
            }
            self.seen = last;
            return;
        }
    }
}

fn look(folders: &[PathBuf]) -> Vec<File> {
    let mut out = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let hidden = entry.file_name().to_string_lossy().starts_with(['.', '~']);
            if let (false, Ok(meta)) = (hidden, entry.metadata()) {
                out.push((entry.path(), meta.modified().ok(), meta.len()));
            }
        }
    }
    out.sort();
    out
}
