//! A folder of a lexicon: which of its files and sheets are which dictionary.

use std::fs;
use std::path::{Path, PathBuf};

use super::dictionaries::{Dictionary, LEFT_OUT, RULES_FILE};
use super::fault::{Fault, Findings, did_you_mean};
use super::sheet::{BOOK_ENDINGS, Content, Sheet, TEXT_ENDINGS, read_book, read_text};

/// What a file or sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A dictionary.
    Dictionary(Dictionary),
    /// The list of words left out on purpose.
    LeftOut,
}

impl Part {
    /// By the name of a file without its ending, or of a sheet.
    pub fn named(name: &str) -> Option<Part> {
        let left_out = stem(LEFT_OUT.file).eq_ignore_ascii_case(name);
        let dictionary = || Dictionary::named(name).map(Part::Dictionary);
        if left_out {
            Some(Part::LeftOut)
        } else {
            dictionary()
        }
    }
}

/// Something that can be read as a table.
#[derive(Debug)]
enum Item {
    File(PathBuf),
    Sheet(Sheet),
}

/// The parts of a lexicon that lie in a folder.
#[derive(Debug, Default)]
pub struct Folder {
    parts: Vec<(Part, Item)>,
    /// The rule file, if there is one.
    pub rules: Option<PathBuf>,
}

impl Folder {
    /// Looks which parts there are; texts are read later, one by one.
    pub fn open(path: &Path, found: &mut Findings) -> Folder {
        let mut folder = Folder::default();
        match files(path) {
            Err(error) => {
                let message = format!("The folder can't be read: {error}; check its name.");
                found
                    .faults
                    .push(Fault::of_file(path.display().to_string(), message));
                return folder;
            }
            Ok(files) => files.into_iter().for_each(|file| folder.add(file, found)),
        }
        if folder.parts.is_empty() && folder.rules.is_none() && found.faults.is_empty() {
            let message = match folder_within(path) {
                Some(inner) => format!(
                    "The folder holds no dictionary, but {} in it does; name that one.",
                    inner.display()
                ),
                None => format!(
                    "The folder holds no dictionary; it should hold one of {RULES_FILE}, {}.",
                    file_names().collect::<Vec<_>>().join(", ")
                ),
            };
            found
                .faults
                .push(Fault::of_file(path.display().to_string(), message));
        }
        folder
    }

    /// The sheets that are this part, read now.
    pub fn take(&mut self, part: Part, found: &mut Findings) -> Vec<Sheet> {
        let mut out = Vec::new();
        let (mine, rest) = std::mem::take(&mut self.parts)
            .into_iter()
            .partition(|(p, _)| *p == part);
        self.parts = rest;
        let mine: Vec<(Part, Item)> = mine;
        for (_, item) in mine {
            match item {
                Item::Sheet(sheet) => out.push(sheet),
                Item::File(path) => match read_text(&path, &mut found.warnings) {
                    Ok(text) => out.push(Sheet::of_text(path.display().to_string(), text)),
                    Err(fault) => found.faults.push(fault),
                },
            }
        }
        out
    }

    fn add(&mut self, path: PathBuf, found: &mut Findings) {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
        let ending = ending.to_ascii_lowercase();
        if name == RULES_FILE {
            self.rules = Some(path);
        } else if BOOK_ENDINGS.contains(&&*ending) {
            match read_book(&path) {
                Ok(sheets) => self.add_sheets(stem, sheets, &mut found.warnings),
                Err(fault) => found.faults.push(fault),
            }
        } else if TEXT_ENDINGS.contains(&&*ending) {
            match Part::named(stem) {
                Some(part) => self.parts.push((part, Item::File(path))),
                None if ending == "txt" => {}
                None => found
                    .warnings
                    .push(stray(path.display().to_string(), &name, "file")),
            }
        }
    }

    /// A sheet is what its name says; the only sheet of a workbook may leave that to the file.
    fn add_sheets(&mut self, stem: &str, sheets: Vec<(String, Sheet)>, warnings: &mut Vec<Fault>) {
        let filled =
            |sheet: &Sheet| matches!(&sheet.content, Content::Cells(rows) if !rows.is_empty());
        let sheets: Vec<_> = sheets
            .into_iter()
            .filter(|(_, sheet)| filled(sheet))
            .collect();
        let alone = sheets.len() == 1;
        for (title, sheet) in sheets {
            match Part::named(title.trim()).or_else(|| Part::named(stem).filter(|_| alone)) {
                Some(part) => self.parts.push((part, Item::Sheet(sheet))),
                None => warnings.push(stray(sheet.name, &title, "sheet")),
            }
        }
    }
}

/// All files of a folder by name, without hidden ones and the locks of open spreadsheets.
fn files(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        let hidden = path
            .file_name()
            .is_some_and(|n| n.to_string_lossy().starts_with(['.', '~']));
        if !hidden && path.is_file() {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}

/// The first folder in this one, by name, that holds a dictionary.
fn folder_within(path: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(path).ok()?;
    let folders = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let holds = |folder: &PathBuf| {
        folder.join(RULES_FILE).is_file() || file_names().any(|name| folder.join(name).is_file())
    };
    folders.filter(holds).min()
}

fn stray(place: String, name: &str, what: &str) -> Fault {
    let hint = did_you_mean(name, file_names());
    Fault::of_file(
        place,
        format!("This {what} is no dictionary, so nothing in it is read{hint}"),
    )
}

fn file_names() -> impl Iterator<Item = &'static str> {
    Dictionary::ALL
        .into_iter()
        .map(|d| d.layout().file)
        .chain([LEFT_OUT.file])
}

fn stem(file: &str) -> &str {
    file.split_once('.').map_or(file, |(stem, _)| stem)
}
