//! Paths to records: files, folders, standard input, in a fixed order.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::lines::{Fault, Lines};
use super::source::{Format, Source, open};
use super::{Failure, MAX_RECORD_BYTES, Origin, Record, is_stdin};

/// All records of the paths given, read as they are asked for.
///
/// Paths come in the order given; a folder's files by the bytes of their paths. In folders
/// only files with a known ending are read, and hidden ones are passed over.
pub struct Records {
    paths: std::vec::IntoIter<PathBuf>,
    folder: Option<Folder>,
    lines: Option<OpenLines>,
    left_out: Option<PathBuf>,
}

type Folder = walkdir::FilterEntry<walkdir::IntoIter, fn(&DirEntry) -> bool>;

struct OpenLines {
    path: Arc<Path>,
    lines: Lines,
    any: bool,
}

impl Records {
    /// Of files, folders and `-` for standard input.
    pub fn new(paths: Vec<PathBuf>) -> Self {
        Records {
            paths: paths.into_iter(),
            folder: None,
            lines: None,
            left_out: None,
        }
    }

    /// Passes over this file when it lies in a folder: the output must not be read as input.
    pub fn leaving_out(mut self, file: Option<&Path>) -> Self {
        self.left_out = file.and_then(|file| file.canonicalize().ok());
        self
    }

    fn next_line(&mut self) -> Option<Record> {
        let open = self.lines.as_mut()?;
        let origin = |line| Origin {
            path: open.path.clone(),
            line,
        };
        let record = match open.lines.next() {
            Some((line, Ok(bytes))) => Record::Json(origin(Some(line)), bytes),
            Some((line, Err(fault))) => {
                Record::Failed(origin(Some(line)).failure(line_reason(&fault)))
            }
            None if open.any => {
                self.lines = None;
                return None;
            }
            None => Record::Failed(origin(None).failure(EMPTY)),
        };
        open.any = true;
        Some(record)
    }

    /// The next file of the open folder, or what is wrong with it.
    fn next_in_folder(&mut self) -> Option<Result<PathBuf, Failure>> {
        let folder = self.folder.as_mut()?;
        for entry in folder.by_ref() {
            match entry {
                Ok(entry) if is_wanted(&entry, self.left_out.as_deref()) => {
                    return Some(Ok(entry.into_path()));
                }
                Ok(_) => {}
                Err(error) => return Some(Err(folder_failure(&error))),
            }
        }
        self.folder = None;
        None
    }

    /// Opens what was named on the command line.
    fn start(&mut self, path: PathBuf) -> Option<Record> {
        if is_stdin(&path) {
            return self.open(&path, Format::Untold);
        }
        match path.metadata() {
            Err(error) => Some(failed(&path, &error)),
            Ok(found) if found.is_dir() => {
                self.folder = Some(walk(&path));
                None
            }
            Ok(_) if Format::of(&path) == Format::Other => Some(Record::Failed(Failure {
                path,
                line: None,
                reason: "its ending is of no known format (sayso reads .txt, .jsonl and both \
                         with .gz; rename it, or give it as standard input)"
                    .to_owned(),
            })),
            Ok(_) => self.open(&path, Format::of(&path)),
        }
    }

    /// A whole text; or nothing yet, with the file's lines to come.
    fn open(&mut self, path: &Path, format: Format) -> Option<Record> {
        let path: Arc<Path> = path.into();
        match open(&path, format).and_then(|source| self.take(&path, source)) {
            Ok(record) => record,
            Err(error) => Some(failed(&path, &error)),
        }
    }

    fn take(&mut self, path: &Arc<Path>, source: Source) -> io::Result<Option<Record>> {
        let path = path.clone();
        match source {
            Source::Json(lines) => {
                let any = false;
                self.lines = Some(OpenLines { path, lines, any });
                Ok(None)
            }
            Source::Text(input) => {
                let mut bytes = Vec::new();
                let limit = MAX_RECORD_BYTES as u64 + 1;
                input.take(limit).read_to_end(&mut bytes)?;
                let origin = Origin { path, line: None };
                Ok(Some(if bytes.len() > MAX_RECORD_BYTES {
                    Record::Failed(origin.failure(too_long("file")))
                } else {
                    Record::Text(origin, bytes)
                }))
            }
        }
    }
}

impl Iterator for Records {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            if let Some(record) = self.next_line() {
                return Some(record);
            }
            let found = match self.next_in_folder() {
                Some(Ok(file)) => self.open(&file, Format::of(&file)),
                Some(Err(failure)) => Some(Record::Failed(failure)),
                None => {
                    let path = self.paths.next()?;
                    self.start(path)
                }
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

const EMPTY: &str = "it is empty (take it out of the input)";

/// Files by the bytes of their whole paths: a folder sorts as its name with a slash.
fn walk(folder: &Path) -> Folder {
    let key = |entry: &DirEntry| {
        let mut name = entry.file_name().as_encoded_bytes().to_vec();
        if entry.file_type().is_dir() {
            name.push(b'/');
        }
        name
    };
    WalkDir::new(folder)
        .follow_links(true)
        .sort_by(move |a, b| key(a).cmp(&key(b)))
        .into_iter()
        .filter_entry(is_visible)
}

/// The folder that was named may be hidden, nothing inside it.
fn is_visible(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_wanted(entry: &DirEntry, left_out: Option<&Path>) -> bool {
    let known = matches!(Format::of(entry.path()), Format::Text | Format::Json);
    let is_output =
        || left_out.is_some_and(|out| entry.path().canonicalize().is_ok_and(|p| p == out));
    entry.file_type().is_file() && known && !is_output()
}

fn folder_failure(error: &walkdir::Error) -> Failure {
    let reason = match error.io_error() {
        Some(error) => io_reason(error),
        None => "the link leads back to a folder above it (take the link away)".to_owned(),
    };
    Failure {
        path: error.path().unwrap_or(Path::new("")).to_path_buf(),
        line: None,
        reason,
    }
}

fn failed(path: &Path, error: &io::Error) -> Record {
    Record::Failed(Failure {
        path: path.to_path_buf(),
        line: None,
        reason: io_reason(error),
    })
}

fn line_reason(fault: &Fault) -> String {
    match fault {
        Fault::TooLong => too_long("line"),
        Fault::Broken(error) => format!("{}; the rest of the file is not read", io_reason(error)),
    }
}

fn too_long(what: &str) -> String {
    format!(
        "the {what} is longer than {} MB (split it)",
        MAX_RECORD_BYTES >> 20
    )
}

fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => {
            "there is no such file or folder (check how the path is written)".to_owned()
        }
        io::ErrorKind::PermissionDenied => {
            "it may not be read (give yourself the right to read it)".to_owned()
        }
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            format!("it is damaged: {error} (fetch or pack it again)")
        }
        _ => format!("it cannot be read: {error} (check the disk or copy it elsewhere)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn folders_are_sorted_by_the_bytes_of_paths() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("a/.git")).unwrap();
        for name in [
            "a/b.txt",
            "a.txt",
            "B.txt",
            "a/.git/c.txt",
            ".d.txt",
            "e.md",
            "out.txt",
        ] {
            fs::write(root.join(name), "text").unwrap();
        }
        let records =
            Records::new(vec![root.to_path_buf()]).leaving_out(Some(&root.join("out.txt")));
        let paths: Vec<_> = records
            .map(|record| {
                record
                    .origin()
                    .path
                    .strip_prefix(root)
                    .unwrap()
                    .to_path_buf()
            })
            .collect();
        assert_eq!(paths, ["B.txt", "a.txt", "a/b.txt"].map(PathBuf::from));
    }

    #[test]
    fn what_is_missing_or_of_another_kind_fails() {
        let dir = tempfile::tempdir().unwrap();
        let html = dir.path().join("a.html");
        fs::write(&html, "<p>").unwrap();
        let records = Records::new(vec![dir.path().join("none.txt"), html]);
        let reasons: Vec<_> = records
            .map(|record| match record {
                Record::Failed(failure) => failure.reason,
                other => panic!("{other:?}"),
            })
            .collect();
        assert!(reasons[0].starts_with("there is no such file"));
        assert!(reasons[1].starts_with("its ending is of no known format"));
    }
}
