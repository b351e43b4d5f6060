//! Where a text is quoted, and from that the kind of a content.
//!
//! This is the scorer's own reading of quotation marks, kept apart from the analyzer's
//! (`crate::text`) on purpose: a judge must not change when the judged one does.

use super::chars::{is_decimal, is_letter, is_space, is_word};
use super::tokens::{Doc, Span};
use crate::claim::Kind;

/// Characters before which a mark may open, white space aside.
const OPENS_AFTER: &str = "([{—–-―/:‘'“\"";
/// Characters after which a mark may close, white space aside.
const CLOSES_BEFORE: &str = ".,;:!?)]}—–-―…/’'”\"";
/// Marks that, like white space, do not count as part of a content.
const UNCOUNTED: &str = "\"'`‘’‚‛“”„‟«»";
/// A closing single mark is looked for in so many characters.
const SINGLE_REACH: usize = 600;

/// Running counts, over a text, of the characters that decide the kind.
#[derive(Debug)]
pub(crate) struct QuotedSums {
    all: Vec<usize>,
    quoted: Vec<usize>,
}

impl QuotedSums {
    pub(crate) fn new(chars: &[char]) -> Self {
        let mut flags = vec![false; chars.len()];
        for (b, e) in quote_regions(chars) {
            flags[b..e].fill(true);
        }
        let (mut all, mut quoted) = (vec![0], vec![0]);
        let (mut n, mut inside) = (0, 0);
        for (&c, flag) in chars.iter().zip(flags) {
            let counted = !is_space(c) && !UNCOUNTED.contains(c);
            n += usize::from(counted);
            inside += usize::from(counted && flag);
            all.push(n);
            quoted.push(inside);
        }
        QuotedSums { all, quoted }
    }

    /// (all, quoted) counted characters of a span.
    fn of(&self, (b, e): Span) -> (usize, usize) {
        (self.all[e] - self.all[b], self.quoted[e] - self.quoted[b])
    }
}

/// Direct, mixed or indirect, from where a content lies in the text.
pub(crate) fn kind_of(doc: &Doc, spans: &[Span]) -> Kind {
    let sums = doc.quoted_sums();
    let parts = spans.iter().map(|&s| sums.of(s));
    let (total, inside) = parts.fold((0, 0), |x, y| (x.0 + y.0, x.1 + y.1));
    if total > 0 && 10 * inside >= 9 * total {
        return Kind::Direct;
    }
    let whole_word = |token: usize| {
        let (all, quoted) = sums.of(doc.tokens()[token]);
        all > 0 && all == quoted
    };
    if inside > 0 && doc.ids(spans).iter().any(whole_word) {
        Kind::Mixed
    } else {
        Kind::Indirect
    }
}

/// The quoted stretches of a text, marks included.
///
/// Double marks (straight, curly, low, guillemets, doubled single ones) may nest. A mark left
/// open runs to the end of its paragraph (a blank line ends one); when the next paragraph's first
/// mark is a closing one, the quotation goes on up to that. Single marks count only outside
/// double ones.
pub(crate) fn quote_regions(chars: &[char]) -> Vec<Span> {
    let (mut regions, mut carried) = (Vec::new(), false);
    for paragraph in paragraphs(chars) {
        let (double, open) = double_regions(chars, paragraph, carried);
        let single = single_regions(chars, paragraph, &double);
        carried = open;
        regions.extend(double);
        regions.extend(single);
    }
    regions.sort_unstable();
    regions
}

/// The stretches between blank lines, without white space at their ends, none empty.
fn paragraphs(chars: &[char]) -> Vec<Span> {
    let mut out = Vec::new();
    let (mut begin, mut i) = (0, 0);
    while i < chars.len() {
        if let Some(end) = blank_line(chars, i) {
            out.extend(trimmed(chars, (begin, i)));
            begin = end - 1; // its second line feed may begin the next blank line
            i = begin;
        } else {
            i += 1;
        }
    }
    out.extend(trimmed(chars, (begin, chars.len())));
    out
}

/// The end of the blank line that begins with the line feed at `at`, if one does.
fn blank_line(chars: &[char], at: usize) -> Option<usize> {
    if chars[at] != '\n' {
        return None;
    }
    let gap = chars[at + 1..]
        .iter()
        .take_while(|c| matches!(c, ' ' | '\t' | '\r'))
        .count();
    let end = at + 1 + gap;
    (chars.get(end) == Some(&'\n')).then_some(end + 1)
}

/// A span without white space at its ends, unless nothing is left.
pub(crate) fn trimmed(chars: &[char], (mut begin, mut end): Span) -> Option<Span> {
    while begin < end && is_space(chars[begin]) {
        begin += 1;
    }
    while end > begin && is_space(chars[end - 1]) {
        end -= 1;
    }
    (begin < end).then_some((begin, end))
}

/// What a mark can do where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    /// Whichever the marks before it leave to do.
    Either,
}

fn role(chars: &[char], (begin, end): Span, paragraph: Span) -> Role {
    let before = (begin > paragraph.0).then(|| chars[begin - 1]);
    let after = (end < paragraph.1).then(|| chars[end]);
    let gap_before = before.is_none_or(is_space);
    let gap_after = after.is_none_or(is_space);
    let opens = (gap_before || before.is_some_and(|c| OPENS_AFTER.contains(c))) && !gap_after;
    let closes = !gap_before && (gap_after || after.is_some_and(|c| CLOSES_BEFORE.contains(c)));
    match chars[begin] {
        '“' | '„' | '‟' | '«' | '`' if closes && !opens => Role::Closes,
        '“' | '„' | '‟' | '«' | '`' => Role::Opens,
        '”' | '»' if opens && !closes && gap_before => Role::Opens,
        '”' | '»' => Role::Closes,
        _ if opens == closes => Role::Either,
        _ if opens => Role::Opens,
        _ => Role::Closes,
    }
}

/// The double marks of a paragraph with their roles.
fn double_marks(chars: &[char], paragraph: Span) -> Vec<(Span, Role)> {
    let mut out = Vec::new();
    let mut i = paragraph.0;
    while i < paragraph.1 {
        let doubled = i + 1 < paragraph.1 && chars[i] == chars[i + 1];
        let width = match chars[i] {
            '\'' | '`' if doubled => 2,
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' => 1,
            _ => 0,
        };
        if width > 0 {
            let mark = (i, i + width);
            out.push((mark, role(chars, mark, paragraph)));
        }
        i += width.max(1);
    }
    out
}

/// Quoted regions by double marks in one paragraph, and whether one was left open.
fn double_regions(chars: &[char], paragraph: Span, carried: bool) -> (Vec<Span>, bool) {
    let marks = double_marks(chars, paragraph);
    let mut read = paired(&marks, paragraph, carried, true);
    if read.deep && !read.open.is_empty() {
        // Nesting that does not come out even: a mark was forgotten, so read without nesting.
        read = paired(&marks, paragraph, carried, false);
    }
    if let Some(&begin) = read.open.first() {
        read.regions.push((begin, paragraph.1));
    }
    (read.regions, !read.open.is_empty())
}

/// What pairing the marks of a paragraph came to.
#[derive(Default)]
struct Paired {
    regions: Vec<Span>,
    /// Where marks were left open.
    open: Vec<usize>,
    /// Whether a mark opened inside another's quotation.
    deep: bool,
}

fn paired(marks: &[(Span, Role)], paragraph: Span, carried: bool, nested: bool) -> Paired {
    let mut read = Paired::default();
    for (k, &((begin, end), role)) in marks.iter().enumerate() {
        let opens = match role {
            Role::Either => read.open.is_empty(),
            _ => role == Role::Opens,
        };
        if opens {
            read.deep |= !read.open.is_empty();
            if nested || read.open.is_empty() {
                read.open.push(begin);
            }
        } else if let Some(start) = read.open.pop() {
            if read.open.is_empty() {
                read.regions.push((start, end));
            }
        } else if k == 0 && carried {
            read.regions.push((paragraph.0, end));
        }
    }
    read
}

/// Quoted regions by single marks in one paragraph, outside those by double marks.
fn single_regions(chars: &[char], paragraph: Span, double: &[Span]) -> Vec<Span> {
    let inside = |i: usize| double.iter().any(|&(b, e)| b <= i && i < e);
    let mut out = Vec::new();
    let mut i = paragraph.0;
    while i < paragraph.1 {
        let begin = i;
        i += 1;
        if !single_opens(chars, begin, paragraph.1) || inside(begin) {
            continue;
        }
        if let Some(end) = single_close(chars, begin, paragraph.1, &inside)
            && chars[begin..end].iter().filter(|&&c| is_letter(c)).count() >= 3
        {
            out.push((begin, end));
            i = end;
        }
    }
    out
}

/// Whether a single mark stands here and opens: after a gap, before a letter or a double mark.
fn single_opens(chars: &[char], at: usize, limit: usize) -> bool {
    let starts = |c: char| c == '"' || c == '“' || (is_word(c) && !is_decimal(c) && c != '_');
    let gap = |c: char| is_space(c) || matches!(c, '(' | '[' | '{' | '—' | '–' | '-');
    matches!(chars[at], '\'' | '‘')
        && (at == 0 || gap(chars[at - 1]))
        && at + 1 < limit
        && starts(chars[at + 1])
}

/// The end of the mark that closes the single mark at `begin`: the first after a stop, else the
/// first that is no plural possessive, else the first.
fn single_close(
    chars: &[char],
    begin: usize,
    end: usize,
    inside: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let limit = end.min(begin + SINGLE_REACH);
    let want = if chars[begin] == '‘' { '’' } else { '\'' };
    let closes = |i: &usize| {
        let after = (i + 1 < limit).then(|| chars[i + 1]);
        chars[*i] == want && !is_space(chars[i - 1]) && !after.is_some_and(is_word) && !inside(*i)
    };
    let found: Vec<usize> = (begin + 1..limit).filter(closes).collect();
    let after_stop = found.iter().find(|&&i| ".,?!;:…".contains(chars[i - 1]));
    let no_plural = || found.iter().find(|&&i| !matches!(chars[i - 1], 's' | 'S'));
    after_stop
        .or_else(no_plural)
        .or(found.first())
        .map(|i| i + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let regions = quote_regions(&chars);
        regions
            .into_iter()
            .map(|(b, e)| chars[b..e].iter().collect())
            .collect()
    }

    #[test]
    fn marks_pair() {
        assert_eq!(
            quoted("He said \"yes\" and “no,\" then ''so''."),
            ["\"yes\"", "“no,\"", "''so''"]
        );
        assert_eq!(quoted("«un «deux» trois» quatre"), ["«un «deux» trois»"]);
        assert_eq!(quoted("the farmers' 'own goal', it's said"), ["'own goal'"]);
        assert_eq!(quoted("a ‘very cats’ day.’ b"), ["‘very cats’ day.’"]);
    }

    #[test]
    fn an_open_mark_runs_to_the_paragraphs_end_and_on() {
        assert_eq!(
            quoted("“One.\r\n\r\n“Two.\r\n \nthree” four"),
            ["“One.", "“Two.", "three”"]
        );
        assert_eq!(quoted("“one “two” three"), ["“one “two”"]);
    }

    #[test]
    fn kinds() {
        let doc = Doc::new("Ann said \"rain will fall\" soon.");
        assert_eq!(kind_of(&doc, &[(9, 25)]), Kind::Direct);
        assert_eq!(kind_of(&doc, &[(9, 30)]), Kind::Mixed);
        assert_eq!(kind_of(&doc, &[(26, 30)]), Kind::Indirect);
    }
}
