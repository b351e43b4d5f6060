//! Rows out: one file a format, and [`Target`] for where they go.

use std::borrow::Cow;
use std::io;

use crate::Claim;
use crate::claim::COLUMNS;

pub mod columns;
pub mod csv;
pub mod excel;
pub mod file;
pub mod jsonl;
pub mod xlsx;

pub use file::Target;

use self::csv::Cells;

/// The formats a table of claims can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, with a header.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// A workbook to review in.
    Xlsx,
}

/// How a table is laid out, beyond its format.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// Columns behind the fixed ones.
    pub extra: Vec<String>,
    /// CSV in the form that spreadsheet programs open without harm.
    pub excel: bool,
    /// Between the cells of CSV; a comma, or a semicolon in the spreadsheet form, if none.
    pub delimiter: Option<u8>,
    /// What the workbook's "Read me" tells.
    pub about: About,
}

/// What made a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Names and values, one line each: version, lexicons, inputs, ….
    pub facts: Vec<(String, String)>,
}

impl Format {
    /// Every format with the ending of its files.
    pub const ALL: [(Format, &str); 3] = [
        (Format::Csv, "csv"),
        (Format::Jsonl, "jsonl"),
        (Format::Xlsx, "xlsx"),
    ];

    /// By a file's ending, in whatever letter case.
    pub fn of_ending(ending: &str) -> Option<Format> {
        let found = |(_, known): &&(Format, &str)| known.eq_ignore_ascii_case(ending);
        Format::ALL.iter().find(found).map(|(format, _)| *format)
    }

    /// Opens a table in this format; what the format puts first is written at once.
    ///
    /// # Errors
    /// When the target cannot be written.
    pub fn open(self, target: Target) -> io::Result<Box<dyn Sink>> {
        let table = self.open_table(target, &Layout::default())?;
        Ok(Box::new(Unreviewed(table)))
    }

    /// Opens a table whose rows may bring a review and further columns.
    ///
    /// # Errors
    /// When the target cannot be written.
    pub fn open_table(self, target: Target, layout: &Layout) -> io::Result<Box<dyn Table>> {
        Ok(match self {
            Format::Csv => Box::new(csv::Rows::new(target, layout)?),
            Format::Jsonl => Box::new(jsonl::Lines::new(target, layout)),
            Format::Xlsx => Box::new(xlsx::Book::new(target, layout)?),
        })
    }
}

/// Takes claims in their final order.
pub trait Sink {
    /// Writes one row.
    ///
    /// # Errors
    /// When the target cannot be written.
    fn write(&mut self, claim: &Claim) -> io::Result<()>;

    /// Where rows go that other threads have written; none if rows depend on more than their claims.
    fn plain(&mut self) -> Option<Plain<'_>> {
        None
    }

    /// Writes what is buffered and gives the file its name. Without it no file appears.
    ///
    /// # Errors
    /// When the target cannot be written or named.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// A row: the fixed columns, then those of [`Layout::extra`].
pub struct Row<'a> {
    /// As many as there are columns.
    pub cells: Vec<Cow<'a, str>>,
    /// The claim itself, where the row is made of one and not of another table's row.
    pub claim: Option<&'a Claim>,
}

impl<'a> Row<'a> {
    /// A claim that nobody has reviewed.
    pub fn of(claim: &'a Claim) -> Self {
        Row {
            cells: claim.cells().into(),
            claim: Some(claim),
        }
    }
}

/// How a claim becomes the bytes of a row, whoever writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Cells with something between them.
    Csv(Cells),
    /// One JSON object a line.
    Jsonl,
}

impl Form {
    /// Writes a claim that nobody has reviewed behind what is there, and tells where its
    /// `duplicate_of` ends, for who fills it in later.
    ///
    /// # Errors
    /// When the claim has no such form.
    pub fn write(self, claim: &Claim, out: &mut Vec<u8>) -> io::Result<usize> {
        match self {
            Form::Csv(cells) => Ok(cells.write(&claim.cells(), out)),
            Form::Jsonl => jsonl::write(&Row::of(claim), &[], out),
        }
    }
}

/// A table whose rows are nothing but bytes.
pub struct Plain<'a> {
    /// How they are made.
    pub form: Form,
    /// Where they go.
    pub target: &'a mut Target,
}

/// Takes finished rows in their final order.
pub trait Table {
    /// Writes one row.
    ///
    /// # Errors
    /// When the target cannot be written.
    fn row(&mut self, row: &Row<'_>) -> io::Result<()>;

    /// Where rows go that other threads have written; none if a row is more than its bytes.
    fn plain(&mut self) -> Option<Plain<'_>> {
        None
    }

    /// Writes what is buffered and gives the file its name. Without it no file appears.
    ///
    /// # Errors
    /// When the target cannot be written or named.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Claims as they come, the review columns empty.
pub struct Unreviewed(pub Box<dyn Table>);

impl Sink for Unreviewed {
    fn write(&mut self, claim: &Claim) -> io::Result<()> {
        self.0.row(&Row::of(claim))
    }

    fn plain(&mut self) -> Option<Plain<'_>> {
        self.0.plain()
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.0.finish()
    }
}

/// Place of a fixed column, which must be one.
pub(crate) fn place(column: &str) -> usize {
    let found = COLUMNS.iter().position(|known| *known == column);
    debug_assert!(found.is_some(), "{column} is no column");
    found.unwrap_or_default()
}

/// Columns that hold numbers.
pub(crate) const NUMBERS: [&str; 4] = ["confidence", "paragraph", "start", "end"];

/// Columns that hold dates.
pub(crate) const DATES: [&str; 2] = ["speech_date", "published"];

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::claim::Kind;

    /// A claim with a word in every column that could be mistaken for another.
    pub(crate) fn claim(id: u64, words: &str) -> Claim {
        let none = String::new;
        Claim {
            claim_id: format!("c{id:016x}"),
            kind: Kind::Direct,
            attitude: none(),
            speaker: "Vladimir Putin".into(),
            channel: "x".into(),
            claim: words.into(),
            cue: "said".into(),
            speaker_type: "person".into(),
            speaker_mention: "he".into(),
            speaker_how: "pronoun".into(),
            speaker_chain: none(),
            channel_mention: none(),
            channel_how: none(),
            outlet: none(),
            cue_class: "say".into(),
            negated: false,
            speech_date: none(),
            confidence: 0.9,
            rule: "r".into(),
            context: none(),
            article_id: "a".into(),
            article_title: none(),
            article_url: none(),
            article_outlet: none(),
            published: none(),
            paragraph: 2,
            start: 3,
            end: 9,
            duplicate_of: none(),
            content_spans: vec![(3, 5), (7, 9)],
            source_spans: vec![(0, 1)],
            cue_spans: vec![(1, 2)],
            channel_spans: vec![],
            evidence: vec![],
        }
    }

    #[test]
    fn endings() {
        assert_eq!(Format::of_ending("CSV"), Some(Format::Csv));
        assert_eq!(Format::of_ending("jsonl"), Some(Format::Jsonl));
        assert_eq!(Format::of_ending("xlsx"), Some(Format::Xlsx));
        assert_eq!(Format::of_ending("txt"), None);
    }
}
