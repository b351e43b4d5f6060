//! Flags of every table that is written.

use std::io;
use std::path::Path;

use super::Stop;
use crate::output::{About, Format, Layout, Table, Target};

/// How a table is laid out.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Table")]
pub struct TableForm {
    /// Format of the table [default: by the ending of FILE, else csv].
    #[arg(long)]
    format: Option<Format>,

    /// CSV that spreadsheet programs open without harm: BOM, semicolons, no cell starts a
    /// formula or turns into a date.
    #[arg(long)]
    excel: bool,

    /// What stands between the cells of CSV: one character, or `tab` [default: , and ; with
    /// --excel].
    #[arg(long, value_name = "CHAR", value_parser = delimiter)]
    delimiter: Option<u8>,
}

impl TableForm {
    /// The format that was asked for, or that the ending of the output tells.
    ///
    /// # Errors
    /// An ending of no known format, or flags that only CSV knows.
    pub fn choose(&self, output: Option<&Path>) -> Result<Format, Stop> {
        let format = chosen(self.format, output)?;
        if format != Format::Csv && (self.excel || self.delimiter.is_some()) {
            return Err(Stop::error(
                "--excel and --delimiter are for CSV only (leave them out, or add --format csv)",
            ));
        }
        Ok(format)
    }

    /// Columns behind the fixed ones, and what made the table.
    pub fn layout(&self, extra: Vec<String>, about: About) -> Layout {
        Layout {
            extra,
            excel: self.excel,
            delimiter: self.delimiter,
            about,
        }
    }
}

fn chosen(asked: Option<Format>, output: Option<&Path>) -> Result<Format, Stop> {
    let (None, Some(path)) = (asked, output) else {
        return Ok(asked.unwrap_or(Format::Csv));
    };
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    Format::of_ending(&ending).ok_or_else(|| {
        let names: Vec<_> = Format::ALL.iter().map(|(_, name)| *name).collect();
        Stop::error(format!(
            "{}: its ending is of no known format (add --format {})",
            path.display(),
            names.join(" or --format ")
        ))
    })
}

/// Opens the table in a file, or on standard output.
pub(super) fn open(
    format: Format,
    output: Option<&Path>,
    layout: &Layout,
) -> io::Result<Box<dyn Table>> {
    let target = match output {
        Some(path) => Target::file(path)?,
        None => Target::stdout(),
    };
    format.open_table(target, layout)
}

/// The output's name in messages.
pub(super) fn name(output: Option<&Path>) -> String {
    output.map_or("standard output".to_owned(), |path| {
        path.display().to_string()
    })
}

fn delimiter(word: &str) -> Result<u8, String> {
    match word.as_bytes() {
        _ if word.eq_ignore_ascii_case("tab") || word == "\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii_punctuation() && *byte != b'"' || *byte == b'\t' => Ok(*byte),
        _ => Err("give one character such as ; or , or |, or the word tab".to_owned()),
    }
}
