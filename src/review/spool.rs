//! Claims on disk between the moment they are found and the moment they are written.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::Path;

use crate::Claim;

/// Claims that were put aside, in their order.
pub(super) struct Spool(BufWriter<File>);

impl Spool {
    /// In a temporary file of this folder, or of the system's.
    pub(super) fn new(folder: Option<&Path>) -> io::Result<Self> {
        let file = match folder {
            Some(folder) => tempfile::tempfile_in(folder),
            None => tempfile::tempfile(),
        };
        Ok(Spool(BufWriter::new(file?)))
    }

    pub(super) fn push(&mut self, claim: &Claim) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, claim).map_err(io::Error::from)?;
        self.0.write_all(b"\n")
    }

    /// All of them again.
    pub(super) fn read(self) -> io::Result<impl Iterator<Item = io::Result<Claim>>> {
        let mut file = self.0.into_inner().map_err(|error| error.into_error())?;
        file.rewind()?;
        let lines = BufReader::new(file).lines();
        Ok(lines.map(|line| serde_json::from_str(&line?).map_err(io::Error::from)))
    }
}
