//! `sayso explain`: an article with its claims in colour, and what made each of them.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::path::PathBuf;

use clap::ValueEnum;

use super::options::{Analysis, FieldNames};
use super::{Done, Stop, tell};
use crate::claim::CodePoints;
use crate::explain::{Explained, Explanation, Unclaimed};
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

/// What is to be shown of each article.
struct Page {
    style: Style,
    claim: Option<String>,
    why_not: bool,
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
        let legend: Vec<String> = parts
            .iter()
            .map(|part| self.style.part(*part, part.name()))
            .collect();
        let id = self.style.paint(BOLD, &plain(&article.id));
        format!(
            "{id}: {} claim{plural}   {}\n\n",
            claims.len(),
            legend.join(" ")
        )
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
        let whole = 0..painting.chars.len();
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
        for line in &explained.lines {
            let e = &line.evidence;
            let words = match line.words.as_str() {
                "" => String::new(),
                words => format!("  “{}”", plain(words)),
            };
            let text = format!("{}:{}  {}{words}", e.file, e.line, plain(&e.entry));
            let text = if line.decided {
                text
            } else {
                self.style.paint(DIM, &text)
            };
            let _ = writeln!(out, "    {:<8} {text}", e.part);
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

/// A text that cannot steer a terminal: control characters are shown, not sent.
fn plain(text: &str) -> String {
    text.chars().map(harmless).collect()
}

fn harmless(c: char) -> char {
    let overrides = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if c.is_control() || overrides {
        '\u{FFFD}'
    } else {
        c
    }
}

const BOLD: &str = "1";
const DIM: &str = "2";

/// What a stretch of the article is to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Source,
    Cue,
    Content,
    Channel,
    Furniture,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Part::Source => "source",
            Part::Cue => "cue",
            Part::Content => "content",
            Part::Channel => "channel",
            Part::Furniture => "boilerplate",
        }
    }

    fn code(self) -> &'static str {
        match self {
            Part::Source => "1;36",
            Part::Cue => "1;33",
            Part::Content => "32",
            Part::Channel => "1;35",
            Part::Furniture => DIM,
        }
    }

    fn spans(self, claim: &Claim) -> &[CodePoints] {
        match self {
            Part::Source => &claim.source_spans,
            Part::Cue => &claim.cue_spans,
            Part::Content => &claim.content_spans,
            Part::Channel => &claim.channel_spans,
            Part::Furniture => &[],
        }
    }
}

/// Colours, or brackets where there are none.
#[derive(Debug, Clone, Copy)]
struct Style {
    colors: bool,
}

impl Style {
    fn paint(self, code: &str, text: &str) -> String {
        if self.colors {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn part(self, part: Part, text: &str) -> String {
        match (self.colors, part) {
            (true, _) => self.paint(part.code(), text),
            (false, Part::Content | Part::Furniture) => text.to_owned(),
            (false, part) => format!("{{{}: {text}}}", part.name()),
        }
    }
}

/// An article's code points, each with the part that it belongs to.
struct Painting {
    chars: Vec<char>,
    parts: Vec<Option<Part>>,
    /// Numbers of the claims that begin at a code point.
    numbers: Vec<(u32, usize)>,
}

impl Painting {
    fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        Painting {
            parts: vec![None; chars.len()],
            chars,
            numbers: Vec::new(),
        }
    }

    fn paint(&mut self, (start, end): CodePoints, part: Part) {
        let end = (end as usize).min(self.parts.len());
        let start = (start as usize).min(end);
        self.parts[start..end].fill(Some(part));
    }

    fn number(&mut self, at: u32, number: usize) {
        self.numbers.push((at, number));
    }

    /// The lines that hold the words, source and cue of a claim.
    fn paragraphs(&self, claim: &Claim) -> std::ops::Range<usize> {
        let spans = [&claim.content_spans, &claim.source_spans, &claim.cue_spans]
            .into_iter()
            .flatten();
        let (first, last) = spans.fold((claim.start, claim.end), |(a, b), span| {
            (a.min(span.0), b.max(span.1))
        });
        let last = (last as usize).min(self.chars.len());
        let first = (first as usize).min(last);
        let start = self.chars[..first]
            .iter()
            .rposition(|c| *c == '\n')
            .map_or(0, |at| at + 1);
        let end = self.chars[last..]
            .iter()
            .position(|c| *c == '\n')
            .map_or(self.chars.len(), |at| last + at);
        start..end
    }

    fn render(&self, range: std::ops::Range<usize>, style: Style) -> String {
        let mut out = String::new();
        let mut at = range.start;
        while at < range.end {
            for (_, number) in self
                .numbers
                .iter()
                .filter(|(start, _)| *start as usize == at)
            {
                out.push_str(&style.paint(BOLD, &format!("[{number}]")));
            }
            let end = self.run_end(at, range.end);
            let run: String = self.chars[at..end]
                .iter()
                .filter(|c| **c != '\r')
                .map(|c| visible(*c))
                .collect();
            match self.parts[at] {
                Some(part) if !run.trim().is_empty() => out.push_str(&style.part(part, &run)),
                _ => out.push_str(&run),
            }
            at = end;
        }
        if !out.ends_with('\n') {
            out.push('\n');
        }
        out
    }

    /// Where the part changes, a line ends or the next claim begins.
    fn run_end(&self, at: usize, limit: usize) -> usize {
        if self.chars[at] == '\n' {
            return at + 1;
        }
        let goes_on = |i: &usize| {
            self.parts[*i] == self.parts[at]
                && self.chars[*i] != '\n'
                && !self.numbers.iter().any(|(start, _)| *start as usize == *i)
        };
        (at + 1..limit)
            .take_while(goes_on)
            .last()
            .map_or(at + 1, |last| last + 1)
    }
}

fn visible(c: char) -> char {
    if matches!(c, '\n' | '\t') {
        c
    } else {
        harmless(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(colors: bool) -> String {
        let mut painting = Painting::new("\u{1b}“No,” she said.\r\n");
        painting.paint((2, 5), Part::Content);
        painting.paint((7, 10), Part::Source);
        painting.paint((11, 15), Part::Cue);
        painting.number(2, 1);
        painting.render(0..18, Style { colors })
    }

    #[test]
    fn parts_show_with_colours_and_without() {
        assert_eq!(
            painted(false),
            "\u{FFFD}“[1]No,” {source: she} {cue: said}.\n"
        );
        let colored = painted(true);
        assert!(colored.contains("\u{1b}[32mNo,\u{1b}[0m”"), "{colored:?}");
        assert_eq!(colored.matches('\u{1b}').count(), 8);
    }

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
