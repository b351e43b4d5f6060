//! Paragraphs: blank lines always part them; a single newline does unless the lines are hard-wrapped.

use std::ops::Range;

use super::boilerplate::Boilerplate;
use super::quotations;

/// What a paragraph is in its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Article text.
    Body,
    /// The headline, or a repetition of it.
    Title,
    /// No article text; the class of the boilerplate entry that says so.
    Boilerplate(Box<str>),
}

/// One paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Bytes of the text, white space around it left out.
    pub range: Range<usize>,
    /// The range without a dateline in front.
    pub body: Range<usize>,
    /// Body, title or boilerplate.
    pub role: Role,
}

/// A line this much longer than a terminal is wide was not wrapped by hand (code points).
const WRAP_LIMIT: usize = 100;
/// Wrapped text has lines at least this long (code points).
const WRAP_LEAST: usize = 45;

/// All paragraphs of `text`, in order.
pub fn paragraphs(text: &str, title: &str, boilerplate: &Boilerplate) -> Vec<Paragraph> {
    let lines = lines(text);
    let wrapped = is_hard_wrapped(text, &lines);
    let mut folded = String::new();
    let mut out: Vec<Paragraph> = group(text, &lines, wrapped)
        .into_iter()
        .map(|range| describe(text, range, boilerplate, &mut folded))
        .collect();
    mark_titles(text, title, &mut out);
    out
}

/// Trimmed ranges of all lines; empty ones stand for blank lines.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for end in line_ends(text) {
        let line = &text[start..end];
        let trimmed = line.trim();
        let lead = line.len() - line.trim_start().len();
        out.push(start + lead..start + lead + trimmed.len());
        start = end;
    }
    out
}

/// Where lines end, behind what ends them.
fn line_ends(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let ends = memchr::memchr3_iter(b'\n', 0xC2, 0xE2, bytes).filter_map(|at| match bytes[at..] {
        [b'\n', ..] => Some(at + 1),
        // U+0085, U+2028 and U+2029.
        [0xC2, 0x85, ..] => Some(at + 2),
        [0xE2, 0x80, 0xA8 | 0xA9, ..] => Some(at + 3),
        _ => None,
    });
    let mut last = 0;
    ends.map(Some).chain([None]).map_while(move |end| {
        let end = end.or((last < text.len()).then_some(text.len()));
        last = end.unwrap_or(last);
        end
    })
}

/// Whether single newlines are only line ends: neighbours fill the line, and break in mid-sentence.
fn is_hard_wrapped(text: &str, lines: &[Range<usize>]) -> bool {
    let length = |r: &Range<usize>| text[r.clone()].chars().count();
    let (mut pairs, mut broken, mut long) = (0, 0, 0);
    for pair in lines.windows(2) {
        if pair[0].is_empty() || pair[1].is_empty() {
            continue;
        }
        pairs += 1;
        let size = length(&pair[0]);
        long += usize::from(size > WRAP_LIMIT);
        let line = text[pair[0].clone()].trim_end_matches(['\'', '’']);
        let ends_sentence = line.ends_with(['.', '!', '?', '"', '”', ':']);
        broken += usize::from(size >= WRAP_LEAST && !ends_sentence);
    }
    pairs >= 3 && long * 20 <= pairs && broken * 2 >= pairs || is_filled(text, lines)
}

/// Whether no line had room for the first word of the next, and most go on in lower case: wrapped
/// text that is too short, or has too many sentences, to tell otherwise.
fn is_filled(text: &str, lines: &[Range<usize>]) -> bool {
    let length = |s: &str| s.chars().count();
    let mut neighbours = lines
        .windows(2)
        .filter(|p| !p[0].is_empty() && !p[1].is_empty())
        .peekable();
    if neighbours.peek().is_none() {
        return false;
    }
    let longest = lines
        .iter()
        .map(|r| length(&text[r.clone()]))
        .max()
        .unwrap_or(0);
    let (mut pairs, mut small) = (0, 0);
    for pair in neighbours {
        let (line, next) = (&text[pair[0].clone()], &text[pair[1].clone()]);
        let word = next.split_whitespace().next().unwrap_or("");
        if length(line) < WRAP_LEAST || length(line) + 1 + length(word) <= longest {
            return false;
        }
        pairs += 1;
        small += usize::from(next.starts_with(char::is_lowercase));
    }
    pairs > 0 && longest <= WRAP_LIMIT && small * 2 >= pairs
}

fn group(text: &str, lines: &[Range<usize>], wrapped: bool) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for line in lines {
        if text[line.clone()].trim_matches('\0').is_empty() {
            open = false;
        } else if let (true, true, Some(last)) = (open, wrapped, out.last_mut()) {
            last.end = line.end;
        } else {
            out.push(line.clone());
            open = true;
        }
    }
    out
}

fn describe(
    text: &str,
    range: Range<usize>,
    boilerplate: &Boilerplate,
    folded: &mut String,
) -> Paragraph {
    let line = &text[range.clone()];
    if let Some(class) = boilerplate.class_in(line, folded) {
        return Paragraph {
            body: range.clone(),
            range,
            role: Role::Boilerplate(class.into()),
        };
    }
    let front = boilerplate.dateline(line).max(mark_of_turn(line));
    let body = range.start + front..range.end;
    Paragraph {
        range,
        body,
        role: Role::Body,
    }
}

/// A name in capital letters before the colon of a turn has no more bytes.
const LONGEST_LABEL: usize = 40;

/// `"WALLACE: Let us begin.`: bytes of a mark in front of a turn. It belongs to the transcript that is
/// quoted as a whole, not to the words of this speaker.
fn mark_of_turn(line: &str) -> usize {
    let mark = quotations::first_mark(line);
    let Some((label, _)) = line[mark..].split_once(':').filter(|_| mark > 0) else {
        return 0;
    };
    let letters = label.chars().filter(|c| c.is_alphabetic());
    let shouted = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
    let plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’');
    let is_label = shouted && label.len() <= LONGEST_LABEL && label.chars().all(plain);
    match is_label && !goes_on_behind_mark(line) {
        true => mark,
        false => 0,
    }
}

/// `"BREAKING: The lock is shut," a post said`: whether a quotation ends with a comma, and the sentence
/// goes on.
fn goes_on_behind_mark(line: &str) -> bool {
    let mut ends = [",\"", ",”", ",»"].iter();
    let closed = ends.find_map(|end| line.split_once(end));
    closed.is_some_and(|(_, behind)| behind.chars().any(char::is_alphabetic))
}

fn mark_titles(text: &str, title: &str, paragraphs: &mut [Paragraph]) {
    let title = title.trim();
    if title.is_empty() {
        return;
    }
    for p in paragraphs.iter_mut() {
        if p.role == Role::Body
            && text[p.range.clone()].trim_end_matches('.') == title.trim_end_matches('.')
        {
            p.role = Role::Title;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        paragraphs(text, "", &Boilerplate::default())
            .into_iter()
            .map(|p| &text[p.range])
            .collect()
    }

    #[test]
    fn blank_lines_and_single_newlines() {
        assert_eq!(
            cut("One.\r\n\r\nTwo.\nThree.\n"),
            ["One.", "Two.", "Three."]
        );
    }

    #[test]
    fn marks_in_front_of_a_turn_are_no_part_of_it() {
        let body = |text| paragraphs(text, "", &Boilerplate::default())[0].body.start;
        assert_eq!(body("\"WALLACE: Let us begin."), 1);
        assert_eq!(body("“MR. SMITH: Let us begin."), 3);
        assert_eq!(body("'WALLACE: Let us begin."), 1);
        assert_eq!(body("‘MR. SMITH: Let us begin."), 3);
        assert_eq!(body("\"Wallace: Let us begin.\""), 0);
        assert_eq!(body("\"A word,\" he said: yes."), 0);
        assert_eq!(body("WALLACE: Let us begin."), 0);
    }

    #[test]
    fn hard_wrapped_lines_stay_together() {
        let line = "this line was filled up to the margin by a careful typist who then\n";
        let text = format!("{}ended it.\n\nNext.", line.repeat(4));
        assert_eq!(cut(&text).len(), 2);
    }

    #[test]
    fn two_lines_are_enough_where_the_first_was_full() {
        let wrapped = "The ferry to the islands will sail again from the first of May, the\nharbour office said.";
        assert_eq!(cut(wrapped).len(), 1);
        let headline =
            "The ferry to the islands will sail again from the first of May\nBy Our Reporter";
        assert_eq!(cut(headline).len(), 2);
    }
}
