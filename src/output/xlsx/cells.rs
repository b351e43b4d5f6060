//! What goes into one cell: cut texts, dates, links, and the claim within its context.

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;

/// A cell holds this many UTF-16 units at most.
pub const LONGEST_CELL: usize = 32_767;

/// What stands at the end of a cut cell.
pub const CUT_MARK: &str = " […✂]";

/// Between the spans of a claim.
const SPAN_JOINT: &str = " […] ";

/// Spreadsheet programs refuse longer addresses.
const LONGEST_LINK: usize = 2_000;

/// The date, if the cell holds an ISO date that a spreadsheet can hold as one and that reads
/// back the same.
pub fn date(cell: &str) -> Option<Date> {
    let date: Date = (cell.len() == 10).then(|| cell.parse().ok())??;
    (date.year() > 1900 && date.to_string() == cell).then_some(date)
}

/// Whether it may be linked: a web address, and no more.
pub fn is_link(cell: &str) -> bool {
    let web = cell.starts_with("https://") || cell.starts_with("http://");
    web && cell.len() <= LONGEST_LINK && !cell.contains(char::is_whitespace)
}

/// The text as far as a cell holds it, [`CUT_MARK`] at its end where it was cut.
pub fn cut(text: &str, longest: usize) -> Cow<'_, str> {
    if units(text) <= longest {
        return Cow::Borrowed(text);
    }
    let kept = prefix(text, longest - units(CUT_MARK));
    Cow::Owned(format!("{kept}{CUT_MARK}"))
}

/// The text in pieces that each fit a cell.
pub fn pieces(text: &str, longest: usize) -> Vec<&str> {
    let (mut rest, mut pieces) = (text, Vec::new());
    while !rest.is_empty() {
        let piece = prefix(rest, longest);
        pieces.push(piece);
        rest = &rest[piece.len()..];
    }
    pieces
}

/// As many whole characters as fit; at least one.
fn prefix(text: &str, longest: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.len_utf16();
        if used > longest && at > 0 {
            return &text[..at];
        }
    }
    text
}

fn units(text: &str) -> usize {
    // No text has more UTF-16 units than bytes.
    match text.len() {
        short if short <= LONGEST_CELL / 3 => text.encode_utf16().count(),
        _ => text.chars().map(char::len_utf16).sum(),
    }
}

/// Where the claim's spans stand in its context, in their order; what is not found is left out.
pub fn spans_in(context: &str, claim: &str) -> Vec<Range<usize>> {
    let (mut from, mut spans) = (0, Vec::new());
    for part in claim.split(SPAN_JOINT).filter(|part| !part.is_empty()) {
        if let Some(at) = context.get(from..).and_then(|rest| rest.find(part)) {
            let span = from + at..from + at + part.len();
            from = span.end;
            spans.push(span);
        }
    }
    spans
}

/// The context in turns of unmarked and marked text, none empty.
pub fn turns<'a>(context: &'a str, spans: &[Range<usize>]) -> Vec<(bool, &'a str)> {
    let mut turns = Vec::with_capacity(spans.len() * 2 + 1);
    let mut from = 0;
    for span in spans {
        turns.push((false, &context[from..span.start]));
        turns.push((true, &context[span.clone()]));
        from = span.end;
    }
    turns.push((false, &context[from..]));
    turns.retain(|(_, text)| !text.is_empty());
    turns
}

/// Lines that a text takes in a column of this width, roughly.
pub fn lines(text: &str, width: f64) -> f64 {
    text.lines()
        .map(|line| (line.chars().count() as f64 / width).ceil().max(1.0))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_dates_only_if_they_read_back_the_same() {
        assert!(date("2025-03-04").is_some());
        for other in [
            "",
            "2025-03",
            "2025-3-4",
            "2025-02-30",
            "1815-06-18",
            "2025-03-04T10:00Z",
        ] {
            assert!(date(other).is_none(), "{other}");
        }
    }

    #[test]
    fn links_are_of_the_web() {
        assert!(is_link("https://example.org/a?b=c"));
        for other in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "example.org",
            "http://a b",
        ] {
            assert!(!is_link(other), "{other}");
        }
    }

    #[test]
    fn a_cut_text_is_marked_and_whole_in_pieces() {
        let text = "𝄞a".repeat(20);
        assert_eq!(cut(&text, 60), text);
        let short = cut(&text, 20);
        assert!(short.ends_with(CUT_MARK) && short.encode_utf16().count() <= 20);
        let pieces = pieces(&text, 20);
        assert_eq!(pieces.concat(), text);
        assert!(pieces.iter().all(|p| p.encode_utf16().count() <= 20));
    }

    #[test]
    fn the_claim_is_found_in_its_context() {
        let context = "“A b,” he said. “C d.”";
        let turns = turns(context, &spans_in(context, "A b, […] C d."));
        let marked: Vec<_> = turns.iter().filter(|t| t.0).map(|t| t.1).collect();
        assert_eq!(marked, ["A b,", "C d."]);
        assert_eq!(turns.iter().map(|t| t.1).collect::<String>(), context);
        assert!(spans_in("other", "A b").is_empty());
    }
}
