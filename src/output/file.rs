//! Where rows go: standard output, or a file that appears whole or not at all.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::NamedTempFile;

/// Bytes that are gathered before they are written.
const BUFFER: usize = 256 << 10;

/// A place to write to. Dropped without [`Target::commit`], a file leaves nothing behind.
pub enum Target {
    /// Standard output.
    Stdout(BufWriter<Stdout>),
    /// A temporary file beside the final one.
    File {
        /// What has been written.
        rows: BufWriter<NamedTempFile>,
        /// The name it gets at the end.
        path: PathBuf,
        /// Told as long as it is not finished.
        unfinished: Unfinished,
    },
    /// A pipe or device, written as it goes: there is nothing to rename.
    Device(BufWriter<File>),
}

impl Target {
    /// Standard output.
    pub fn stdout() -> Target {
        Target::Stdout(BufWriter::with_capacity(BUFFER, io::stdout()))
    }

    /// A file of this name, written beside it under a hidden name first.
    ///
    /// # Errors
    /// When the folder is missing or may not be written, or the name is a folder's.
    pub fn file(path: &Path) -> io::Result<Target> {
        // Through a symbolic link the file behind it is replaced, not the link.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let found = path.metadata().ok();
        if found.as_ref().is_some_and(std::fs::Metadata::is_dir) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if found.is_some_and(|found| !found.is_file()) {
            let device = OpenOptions::new().write(true).open(&path)?;
            return Ok(Target::Device(BufWriter::with_capacity(BUFFER, device)));
        }
        let temporary = temporary_beside(&path)?;
        Ok(Target::File {
            unfinished: Unfinished::new(temporary.path()),
            rows: BufWriter::with_capacity(BUFFER, temporary),
            path,
        })
    }

    /// Writes what is buffered and gives the file its name.
    ///
    /// # Errors
    /// When the disk is full, the pipe closed, or the name cannot be given.
    pub fn commit(self) -> io::Result<()> {
        match self {
            Target::Stdout(mut rows) => rows.flush(),
            Target::Device(mut rows) => rows.flush(),
            Target::File {
                rows,
                path,
                unfinished,
            } => {
                let temporary = rows.into_inner().map_err(|error| error.into_error())?;
                temporary.as_file().sync_all()?;
                temporary.persist(path).map_err(|error| error.error)?;
                drop(unfinished);
                Ok(())
            }
        }
    }

    /// The folder of the file, for temporary files that should lie on the same disk.
    pub fn folder(&self) -> Option<PathBuf> {
        match self {
            Target::File { path, .. } => Some(folder_of(path).to_path_buf()),
            _ => None,
        }
    }

    fn inner(&mut self) -> &mut dyn Write {
        match self {
            Target::Stdout(rows) => rows,
            Target::File { rows, .. } => rows,
            Target::Device(rows) => rows,
        }
    }
}

/// Hidden files that are being written. A signal ends the program without unwinding it, so whoever
/// handles one must find them here.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Removes the files that are being written: for who stops the program from outside.
pub fn remove_unfinished() {
    let files = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    for file in files.iter() {
        // It may just have got its final name.
        let _ = std::fs::remove_file(file);
    }
}

/// A file in the list of unfinished files.
pub struct Unfinished(PathBuf);

impl Unfinished {
    fn new(path: &Path) -> Self {
        let mut files = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        files.push(path.to_path_buf());
        Unfinished(path.to_path_buf())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let mut files = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        files.retain(|file| *file != self.0);
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner().flush()
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn temporary_beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = folder_of(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sayso-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What a plain new file gets: the user's mask is taken off by the system.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out");
        let count = || dir.path().read_dir().unwrap().count();
        let mut target = Target::file(&path).unwrap();
        target.write_all(b"half").unwrap();
        assert!(!path.exists());
        drop(target);
        assert_eq!(count(), 0);

        let mut target = Target::file(&path).unwrap();
        target.write_all(b"whole").unwrap();
        target.commit().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"whole");
        assert_eq!(count(), 1);
    }

    #[test]
    fn what_cannot_be_written_is_told_at_once() {
        let dir = tempfile::tempdir().unwrap();
        assert!(Target::file(dir.path()).is_err());
        assert!(Target::file(&dir.path().join("none/out")).is_err());
    }
}
