//! `sayso explain`: an article with its claims in colour, and what made each of them.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::path::PathBuf;

use clap::ValueEnum;

use super::options::{Analysis, FieldNames};
use super::painting::{BOLD, DIM, Painting, Part, Style, plain};
use super::{Done, Stop, tell};
use crate::explain::{Explained, Explanation, Line, Unclaimed};
use crate::input::{Fields, Item, Record, Records};
use crate::{Analyzer, Article, Claim};

/// Show an article with its claims, and what made each of them.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 done; 1 done, but some inputs failed; 2 could not run.")]
pub struct Args {
    /// A .txt or .jsonl file (also with .gz), or - for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Only the claim with this id, or with an id that begins so.
    #[arg(long, value_name = "ID")]
    claim: Option<String>,

    /// Also list quotations and cues that became no claim, each with the reason.
    #[arg(long)]
    why_not: bool,

    /// Also show each sentence as the rules read it: its units with their classes.
    #[arg(long)]
    units: bool,

    /// Colours; auto shows them on a terminal unless NO_COLOR is set.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: When,

    #[command(flatten)]
    analysis: Analysis,

    #[command(flatten)]
    fields: FieldNames,
}

/// When to write colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    /// On a terminal.
    Auto,
    /// Also into a file or pipe.
    Always,
    /// Brackets instead.
    Never,
}

impl When {
    fn colors(self) -> bool {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        match self {
            When::Always => true,
            When::Never => false,
            When::Auto => !unwanted && !dumb && io::stdout().is_terminal(),
        }
    }
}

impl Args {
    /// Reads, explains, prints.
    ///
    /// # Errors
    /// When it cannot run, no claim has the id, or the output fails.
    pub fn run(self) -> Result<Done, Stop> {
        let analyzer = self.analysis.analyzer()?;
        let page = Page {
            style: Style {
                colors: self.color.colors(),
            },
            claim: self.claim,
            why_not: self.why_not,
            units: self.units,
        };
        let fields = self.fields.fields();
        let (mut articles, mut failures, mut shown) = (0, 0, 0);
        for record in Records::new(vec![self.file.clone()]) {
            let article = match read(record, &fields) {
                Ok(article) => article,
                Err(failure) => {
                    tell(&failure);
                    failures += 1;
                    continue;
                }
            };
            articles += 1;
            shown += page.show(&analyzer, &article)?;
        }
        match (&page.claim, articles) {
            (_, 0) => Err(Stop::error("there is no article to explain")),
            (Some(id), _) if shown == 0 => {
                Err(Stop::error(no_claim(id, &self.file.display().to_string())))
            }
            _ if failures > 0 => Ok(Done::SomeFailed),
            _ => Ok(Done::All),
        }
    }
}

fn read(record: Record, fields: &Fields) -> Result<Article, crate::input::Failure> {
    match record.decode(fields) {
        Item::Article(article) => Ok(article),
        Item::Failed(failure) => Err(failure),
    }
}

fn no_claim(id: &str, file: &str) -> String {
    format!(
        "{file}: no claim has an id that begins with {id} (run it without --claim to see all ids; --attitudes and --lexicons change what is found)"
    )
}

/// A line for each unit, an empty one between sentences; then what their classes say.
fn units(explanation: &Explanation, out: &mut String) {
    for sentence in explanation.sentences.iter().filter(|s| !s.is_empty()) {
        out.push('\n');
        for unit in sentence {
            let _ = writeln!(out, "  [{}]  {}", unit.words, unit.classes.join(" "));
        }
    }
    if !explanation.meanings.is_empty() {
        out.push_str("\nClasses that rules give:\n");
    }
    let names = explanation.meanings.iter().map(|(class, _)| class.len());
    let width = names.max().unwrap_or(0);
    for (class, meaning) in &explanation.meanings {
        let _ = writeln!(out, "  {class:width$}  {meaning}");
    }
}

/// What is to be shown of each article.
struct Page {
    style: Style,
    claim: Option<String>,
    why_not: bool,
    units: bool,
}

impl Page {
    /// Prints one article; how many claims of it were shown.
    fn show(&self, analyzer: &Analyzer, article: &Article) -> Result<usize, Stop> {
        let explanation = analyzer.explain(article);
        let claims: Vec<(usize, &Explained)> = (1..)
            .zip(&explanation.claims)
            .filter(|(_, c)| self.wants(&c.claim))
            .collect();
        if self.claim.is_some() && claims.is_empty() {
            return Ok(0);
        }
        let mut out = self.head(article, &claims);
        out.push_str(&self.article(article, &explanation, &claims));
        if self.units {
            units(&explanation, &mut out);
        }
        for (number, explained) in &claims {
            out.push('\n');
            self.claim(*number, explained, &mut out);
        }
        if self.why_not {
            self.unclaimed(&explanation.unclaimed, &mut out);
        }
        let written = io::stdout().lock().write_all(out.as_bytes());
        written.map_err(|error| Stop::output(&"standard output", &error))?;
        Ok(claims.len())
    }

    fn wants(&self, claim: &Claim) -> bool {
        self.claim
            .as_ref()
            .is_none_or(|id| claim.claim_id.starts_with(id.as_str()))
    }

    /// Id, number of claims and what the colours mean.
    fn head(&self, article: &Article, claims: &[(usize, &Explained)]) -> String {
        let plural = if claims.len() == 1 { "" } else { "s" };
        let parts = [Part::Source, Part::Cue, Part::Content, Part::Channel];
        let legend = parts.iter().fold(String::new(), |out, part| {
            out + "  " + &self.style.part(*part, part.name())
        });
        let legend = if self.style.colors {
            legend
        } else {
            String::new()
        };
        let id = self.style.paint(BOLD, &plain(&article.id));
        format!("{id}: {} claim{plural}{legend}\n\n", claims.len())
    }

    /// The text with its claims; only the paragraphs of one claim if one is asked for.
    fn article(
        &self,
        article: &Article,
        explanation: &Explanation,
        claims: &[(usize, &Explained)],
    ) -> String {
        let mut painting = Painting::new(&article.text);
        for span in &explanation.furniture {
            painting.paint(*span, Part::Furniture);
        }
        for part in [Part::Content, Part::Channel, Part::Source, Part::Cue] {
            for (_, explained) in claims {
                part.spans(&explained.claim)
                    .iter()
                    .for_each(|span| painting.paint(*span, part));
            }
        }
        for (number, explained) in claims {
            painting.number(explained.claim.start, *number);
        }
        let whole = painting.whole();
        let shown = match &self.claim {
            Some(_) => claims
                .iter()
                .map(|(_, c)| painting.paragraphs(&c.claim))
                .reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)),
            None => None,
        };
        painting.render(shown.unwrap_or(whole), self.style)
    }

    fn claim(&self, number: usize, explained: &Explained, out: &mut String) {
        let claim = &explained.claim;
        let head = format!("[{number}] {}", claim.claim_id);
        let _ = writeln!(
            out,
            "{}  {}{}",
            self.style.paint(BOLD, &head),
            claim.kind.name(),
            extras(claim)
        );
        let _ = writeln!(
            out,
            "    {}",
            self.style.part(Part::Content, &plain(&claim.claim))
        );
        let speaker = reached(&claim.speaker, &claim.speaker_mention, &claim.speaker_how);
        let channel = reached(&claim.channel, &claim.channel_mention, &claim.channel_how);
        let rows = [
            ("speaker", with_type(speaker, &claim.speaker_type)),
            ("channel", channel),
            ("outlet", plain(&claim.outlet)),
            ("chain", plain(&claim.speaker_chain)),
            ("said on", plain(&claim.speech_date)),
            ("repeats", plain(&claim.duplicate_of)),
        ];
        for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
            let _ = writeln!(out, "    {name:<8} {value}");
        }
        self.lines(explained, out);
    }

    fn lines(&self, explained: &Explained, out: &mut String) {
        if explained.claim.rule.is_empty() {
            let _ = writeln!(
                out,
                "    {:<8} none: quoted words that nothing attributes",
                "rule"
            );
        }
        let (decided, others): (Vec<&Line>, Vec<&Line>) =
            explained.lines.iter().partition(|line| line.decided);
        for line in decided {
            let e = &line.evidence;
            let words = match line.words.as_str() {
                "" => String::new(),
                words => format!("  “{}”", plain(words)),
            };
            let _ = writeln!(
                out,
                "    {:<8} {}:{}  {}{words}",
                e.part,
                e.file,
                e.line,
                plain(&e.entry)
            );
        }
        for same in others.chunk_by(|a, b| a.words == b.words && a.evidence.part == b.evidence.part)
        {
            let text = format!("“{}” is read as {}", plain(&same[0].words), read_as(same));
            let _ = writeln!(
                out,
                "    {:<8} {}",
                same[0].evidence.part,
                self.style.paint(DIM, &text)
            );
        }
    }

    fn unclaimed(&self, unclaimed: &[Unclaimed], out: &mut String) {
        let _ = writeln!(out, "\n{}", self.style.paint(BOLD, "Became no claim:"));
        if unclaimed.is_empty() {
            out.push_str("    nothing\n");
        }
        for one in unclaimed {
            let words = shortened(&plain(&one.words));
            let _ = writeln!(
                out,
                "    {:<11} {:>5}  “{words}”: {}",
                one.what.name(),
                one.span.0,
                one.reason
            );
        }
        out.push('\n');
    }
}

/// `FILE:LINE entry, :LINE entry; FILE:LINE entry`.
fn read_as(lines: &[&Line]) -> String {
    let mut out = String::new();
    let mut file = "";
    for Line { evidence: e, .. } in lines {
        let _ = match e.file.as_str() {
            same if same == file => write!(out, ", :{} {}", e.line, plain(&e.entry)),
            new if out.is_empty() => write!(out, "{new}:{} {}", e.line, plain(&e.entry)),
            new => write!(out, "; {new}:{} {}", e.line, plain(&e.entry)),
        };
        file = &e.file;
    }
    out
}

/// `name ← mention (how)`.
fn reached(name: &str, mention: &str, how: &str) -> String {
    let name = if name.is_empty() && !mention.is_empty() {
        "unknown"
    } else {
        name
    };
    match (name, mention, how) {
        ("", _, _) => String::new(),
        (name, "", "") => plain(name),
        (name, "", how) => format!("{} ({how})", plain(name)),
        (name, mention, how) => format!("{} ← “{}” ({how})", plain(name), plain(mention)),
    }
}

fn with_type(speaker: String, kind: &str) -> String {
    match (speaker.as_str(), kind) {
        ("", _) => "nobody is named".to_owned(),
        (_, "") => speaker,
        (_, kind) => format!("{speaker}, {kind}"),
    }
}

/// Cue class, attitude and negation, where there are any.
fn extras(claim: &Claim) -> String {
    let negated = if claim.negated { "negated" } else { "" };
    let cue = if claim.cue.is_empty() {
        String::new()
    } else {
        format!("“{}” ({})", plain(&claim.cue), claim.cue_class)
    };
    let confidence = format!("confidence {:.2}", claim.confidence);
    let parts = [cue.as_str(), &claim.attitude, negated, &confidence];
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .fold(String::new(), |out, part| out + ", " + part)
}

/// Long words are cut: the list shows where to look, not what is there.
fn shortened(words: &str) -> String {
    const MOST: usize = 60;
    match words.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_how_it_was_reached() {
        assert_eq!(
            reached("Ann Lee", "She", "pronoun"),
            "Ann Lee ← “She” (pronoun)"
        );
        assert_eq!(reached("telegram", "", "inherited"), "telegram (inherited)");
        assert_eq!(reached("", "", ""), "");
    }
}
