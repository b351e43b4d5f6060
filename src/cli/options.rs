//! Flags that several subcommands share.

use std::path::PathBuf;

use crate::Analyzer;
use crate::analyzer::Options;
use crate::input::Fields;
use crate::lexicon::Folders;

use super::{Stop, tell};

/// What is looked for.
#[derive(Debug, clap::Args)]
pub struct Analysis {
    /// A folder laid over the built-in lexicon; may be given again, the last goes on top.
    #[arg(long, value_name = "DIR")]
    lexicons: Vec<PathBuf>,

    /// A whole lexicon to use in place of the built-in one.
    #[arg(long, value_name = "DIR")]
    base_lexicon: Option<PathBuf>,

    /// Also give ascribed beliefs, wishes, plans, …, not only what was said or written.
    #[arg(long)]
    attitudes: bool,

    /// Leave out claims with a confidence below this, from 0 to 1; 0 gives all [default: the one in
    /// the lexicon's confidence.csv].
    #[arg(long, value_name = "P", value_parser = share)]
    min_confidence: Option<f32>,
}

impl Analysis {
    /// The folders that were named.
    pub(super) fn folders(&self) -> Folders {
        Folders {
            base: self.base_lexicon.clone(),
            overlays: self.lexicons.clone(),
        }
    }

    /// What was chosen, for whom the table tells what made it.
    pub fn facts(&self) -> Vec<(String, String)> {
        let base = match &self.base_lexicon {
            Some(folder) => folder.display().to_string(),
            None => "built-in".to_owned(),
        };
        let fact = |name: &str, value: String| (name.to_owned(), value);
        let mut facts = vec![fact("lexicon", base)];
        if !self.lexicons.is_empty() {
            facts.push(fact("lexicons laid over it", listed(&self.lexicons)));
        }
        if self.attitudes {
            facts.push(fact("attitudes", "given too".to_owned()));
        }
        if let Some(least) = self.min_confidence {
            facts.push(fact("least confidence", least.to_string()));
        }
        facts
    }

    /// Builds the analyzer.
    ///
    /// # Errors
    /// Every fault of every lexicon.
    pub fn analyzer(&self) -> Result<Analyzer, Stop> {
        let analyzer = Analyzer::new(&self.folders(), self.options()).map_err(Stop::Errors)?;
        analyzer
            .warnings()
            .iter()
            .for_each(|w| tell(&format!("warning: {w}")));
        Ok(analyzer)
    }

    /// Builds an analyzer that leaves no row out for being unsure.
    ///
    /// # Errors
    /// Every fault of every lexicon.
    pub fn analyzer_of_all(&self) -> Result<Analyzer, Stop> {
        let all = Options {
            min_confidence: Some(0.0),
            ..self.options()
        };
        Analyzer::new(&self.folders(), all).map_err(Stop::Errors)
    }

    /// What to keep.
    pub(super) fn options(&self) -> Options {
        Options {
            attitudes: self.attitudes,
            min_confidence: self.min_confidence,
        }
    }
}

/// Paths, one a line.
pub(super) fn listed(paths: &[PathBuf]) -> String {
    let shown: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    shown.join("\n")
}

/// Where JSONL records keep the parts of an article.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Fields of JSONL input")]
pub struct FieldNames {
    /// Field that holds the text [default: text].
    #[arg(long, value_name = "NAME")]
    text_field: Option<String>,

    /// Field that holds the id [default: id, doc, article_id or uid; else file and line].
    #[arg(long, value_name = "NAME")]
    id_field: Option<String>,

    /// Field that holds the headline [default: title].
    #[arg(long, value_name = "NAME")]
    title_field: Option<String>,

    /// Field that holds the address [default: url].
    #[arg(long, value_name = "NAME")]
    url_field: Option<String>,

    /// Field that holds the outlet [default: outlet, source, publisher or site].
    #[arg(long, value_name = "NAME")]
    outlet_field: Option<String>,

    /// Field that holds the date [default: published, date, published_at or date_published].
    #[arg(long, value_name = "NAME")]
    date_field: Option<String>,
}

impl FieldNames {
    /// The names given, else the usual ones.
    pub fn fields(self) -> Fields {
        let usual = Fields::default();
        let chosen = |name: Option<String>, usual| name.map_or(usual, |name| vec![name]);
        Fields {
            text: chosen(self.text_field, usual.text),
            id: chosen(self.id_field, usual.id),
            title: chosen(self.title_field, usual.title),
            url: chosen(self.url_field, usual.url),
            outlet: chosen(self.outlet_field, usual.outlet),
            date: chosen(self.date_field, usual.date),
        }
    }
}

/// A share, as a flag has it.
pub(super) fn share(word: &str) -> Result<f32, String> {
    word.parse()
        .ok()
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| "give a number from 0 to 1, as 0.8".to_owned())
}
