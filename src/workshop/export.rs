//! Writes lexicons as files to edit.

use super::pages;
use crate::embedded;
use crate::lexicon::dictionaries::{EMBEDDED_FOLDER, LEFT_OUT, RULES_FILE};
use crate::lexicon::fault::Findings;
use crate::lexicon::sheet::Sheet;
use crate::lexicon::table::{ALWAYS, Layout, Row};
use crate::lexicon::{Dictionary, Table};

/// The guide that goes with every lexicon.
const GUIDE: &str = include_str!("../../lexicons/README.md");
/// Its name.
const GUIDE_FILE: &str = "README.md";
/// Its part about rules, and the page of a template that holds that.
const RULES_TITLE: &str = "Rules";
/// See [`RULES_TITLE`].
const RULES_PAGE: &str = "rules.md";
/// Without it, some spreadsheet programs take UTF-8 for something older.
const MARK: &str = "\u{feff}";
/// Example rows of a template.
const EXAMPLES: usize = 2;

/// A file to write.
#[derive(Debug, Clone)]
pub struct File {
    /// Without folder.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// The whole embedded lexicon.
pub fn whole() -> Vec<File> {
    let mut out: Vec<File> = Dictionary::ALL
        .into_iter()
        .map(|d| file(d.layout().file, format!("{MARK}{}", d.embedded())))
        .collect();
    out.push(file(
        LEFT_OUT.file,
        format!("{MARK}{}", embedded::text(LEFT_OUT.file)),
    ));
    out.push(file(RULES_FILE, embedded::text(RULES_FILE).to_owned()));
    out.push(file(GUIDE_FILE, GUIDE.to_owned()));
    out
}

/// An empty overlay: each dictionary with its header and commented rows, and a page about it.
pub fn template() -> Vec<File> {
    let mut out = Vec::new();
    for dictionary in Dictionary::ALL {
        let base = built_in(dictionary);
        let page = pages::page(&section(&format!("`{}`", base.layout.file)), &base);
        out.push(empty(&base));
        out.push(file(&format!("{}.md", dictionary.name()), page));
    }
    out.push(file(RULES_FILE, rules()));
    out.push(file(
        RULES_PAGE,
        format!("# `{RULES_FILE}`\n{}", section(RULES_TITLE)),
    ));
    out.push(file(GUIDE_FILE, guide()));
    out
}

/// Of the guide, what stands under a title.
fn section(title: &str) -> String {
    let rest = GUIDE.split_once(&format!("\n## {title}\n"));
    let section = rest.map_or("", |(_, rest)| rest);
    section.split("\n## ").next().unwrap_or("").to_owned()
}

fn file(name: &str, text: String) -> File {
    File {
        name: name.to_owned(),
        text,
    }
}

fn built_in(dictionary: Dictionary) -> Table {
    let mut table = Table::new(dictionary.layout());
    table.lay(
        Sheet::of_text(EMBEDDED_FOLDER, dictionary.embedded()),
        &mut Findings::default(),
    );
    table
}

fn empty(table: &Table) -> File {
    let layout = table.layout;
    let mut rows: Vec<&Row> = table.rows.iter().collect();
    rows.sort_by_key(|r| std::cmp::Reverse(r.cells().filter(|c| !c.is_empty()).count()));
    let mut records: Vec<Vec<String>> = vec![header(layout)];
    for row in rows.into_iter().take(EXAMPLES) {
        let mut cells: Vec<String> = row.cells().map(str::to_owned).collect();
        cells[0] = format!("# {}", cells[0]);
        records.push(cells);
    }
    file(layout.file, records_to_csv(&records))
}

/// The columns of a dictionary, in the order of a [`Row`]'s cells.
pub fn header(layout: &Layout) -> Vec<String> {
    layout
        .columns
        .iter()
        .chain(&ALWAYS)
        .map(|c| (*c).to_owned())
        .collect()
}

/// CSV as every spreadsheet program opens it.
pub fn records_to_csv(records: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    for record in records {
        // To memory: nothing that could fail.
        let written = writer.write_record(record);
        debug_assert!(written.is_ok());
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("{MARK}{}", String::from_utf8_lossy(&bytes))
}

/// The first frame rule of the embedded lexicon as a comment.
fn rules() -> String {
    let mut out = String::new();
    for block in ["[[phrase]]", "[[frame]]"] {
        let rule = embedded::text(RULES_FILE)
            .split_once(block)
            .map_or("", |(_, rest)| rest);
        out.push_str(&format!("# {block}\n"));
        let lines = rule.lines().skip(1).take_while(|l| !l.trim().is_empty());
        lines.for_each(|line| out.push_str(&format!("# {line}\n")));
        out.push('\n');
    }
    out
}

/// Of the guide what tells about the columns of each dictionary.
fn guide() -> String {
    let mut out = String::new();
    let mut wanted = true;
    for line in GUIDE.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            let about_a_file = title.starts_with('`');
            wanted = about_a_file;
        }
        if wanted {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}
