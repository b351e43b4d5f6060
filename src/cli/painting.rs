//! An article's text with the parts of its claims in colour, or in brackets.

use std::ops::Range;

use crate::Claim;
use crate::claim::CodePoints;

/// A text that cannot steer a terminal: control characters are shown, not sent.
pub(super) fn plain(text: &str) -> String {
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

/// Code of bold text.
pub(super) const BOLD: &str = "1";
/// Code of dim text.
pub(super) const DIM: &str = "2";

/// What a stretch of the article is to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Source,
    Cue,
    Content,
    Channel,
    Furniture,
}

impl Part {
    /// As it is shown.
    pub(super) fn name(self) -> &'static str {
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

    /// Where a claim has this part.
    pub(super) fn spans(self, claim: &Claim) -> &[CodePoints] {
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
pub(super) struct Style {
    /// Else brackets.
    pub(super) colors: bool,
}

impl Style {
    /// The text in a colour, if there are any.
    pub(super) fn paint(self, code: &str, text: &str) -> String {
        if self.colors {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    /// The text as a part, in its colour or in brackets.
    pub(super) fn part(self, part: Part, text: &str) -> String {
        match (self.colors, part) {
            (true, _) => self.paint(part.code(), text),
            (false, Part::Content | Part::Furniture) => text.to_owned(),
            (false, part) => format!("{{{}: {text}}}", part.name()),
        }
    }
}

/// An article's code points, each with the part that it belongs to.
pub(super) struct Painting {
    chars: Vec<char>,
    parts: Vec<Option<Part>>,
    /// Numbers of the claims that begin at a code point.
    numbers: Vec<(u32, usize)>,
}

impl Painting {
    /// Nothing painted yet.
    pub(super) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        Painting {
            parts: vec![None; chars.len()],
            chars,
            numbers: Vec::new(),
        }
    }

    /// Marks a stretch; what is painted later lies on top.
    pub(super) fn paint(&mut self, (start, end): CodePoints, part: Part) {
        let end = (end as usize).min(self.parts.len());
        let start = (start as usize).min(end);
        self.parts[start..end].fill(Some(part));
    }

    /// All code points.
    pub(super) fn whole(&self) -> Range<usize> {
        0..self.chars.len()
    }

    /// Notes that a claim begins here.
    pub(super) fn number(&mut self, at: u32, number: usize) {
        self.numbers.push((at, number));
    }

    /// The lines that hold the words, source and cue of a claim.
    pub(super) fn paragraphs(&self, claim: &Claim) -> Range<usize> {
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

    /// A range with its colours and numbers.
    pub(super) fn render(&self, range: Range<usize>, style: Style) -> String {
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
}
