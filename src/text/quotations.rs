//! Quotations: which marks of a text open and close which words.
//!
//! One paragraph at a time, in passes that each look at every mark once:
//!
//! 1. `scan` finds the marks and notes what stands to the left and right of each.
//! 2. `Doubles` pairs double marks with a stack. Most marks tell by their neighbours
//!    whether they open or close; the others take whichever the stack calls for.
//! 3. `Singles` pairs single marks, which are mostly apostrophes: an opening mark waits
//!    for the best closing one among the double marks' own level.
//! 4. `Reader::list` puts both into one list, with depths and continuations.
//!
//! Nothing is searched for twice, so time grows with the length of the text alone.

use std::ops::Range;

/// One quotation within one paragraph. Offsets are bytes into the article's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// First byte of the opening mark; where the paragraph's text starts if the quotation
    /// was carried over from the paragraph before without a mark.
    pub start: usize,
    /// One past the closing mark; the end of the paragraph's text if it is unclosed.
    pub end: usize,
    /// First byte of the words, after the mark and white space.
    pub inner_start: usize,
    /// One past the last byte of the words.
    pub inner_end: usize,
    /// Told by the opening mark.
    pub style: Style,
    /// False where the paragraph's end closes it.
    pub closed: bool,
    /// 0 for an outermost quotation; nested ones count up (and stop at 255).
    pub depth: u8,
    /// Index into the paragraphs given to [`quotations`].
    pub paragraph: usize,
    /// Index, into the list returned, of the outermost quotation in the paragraph before
    /// that was left open there and goes on here: a mark opens this paragraph again, or
    /// its first mark is a closing one. Whether a forgotten mark only makes it look so, the
    /// words around it must tell.
    pub continues: Option<usize>,
}

/// The kind of marks, told by the opening one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `"`, `“`, `''`, ` `` `, fullwidth and corner marks.
    Double,
    /// `'`, `‘`, `` ` `` and the low `‚`.
    Single,
    /// `«` or `»` and their single forms.
    Guillemet,
    /// `„`.
    LowHigh,
}

/// All quotations of a text, those of a paragraph by start, an outer one before its inner ones.
///
/// `paragraphs` are byte ranges in order that do not overlap; white space at their ends
/// does not matter. A range outside the text or within a character holds no quotation.
/// Time is linear in the length of the text.
pub fn quotations(text: &str, paragraphs: &[Range<usize>]) -> Vec<Quotation> {
    let bodies = paragraphs.iter().map(|range| trimmed(text, range));
    let bodies: Vec<(usize, Range<usize>)> = bodies
        .enumerate()
        .filter_map(|(index, body)| Some((index, body?)))
        .collect();
    let mut reader = Reader::new(text);
    for (at, (index, body)) in bodies.iter().enumerate() {
        let next = bodies.get(at + 1).map(|(_, next)| next.clone());
        reader.paragraph(*index, body.clone(), next);
    }
    reader.found
}

/// The longest stretch of letterless text that is looked at before a quotation in single
/// marks passes as words.
const SHORT: usize = 64;
/// Letters that a quotation in single marks has at least: `rock 'n' roll` is none.
const FEWEST_LETTERS: usize = 3;
/// Bytes after which a doubtful single mark no longer closes a quotation.
const DOUBTFUL_REACH: usize = 700;
/// Bytes after which no single mark does.
const REACH: usize = 4000;

/// The range without white space at its ends; none if nothing is left or it is no valid range.
fn trimmed(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let whole = text.get(range.clone())?;
    let rest = whole.trim_start();
    let start = range.start + (whole.len() - rest.len());
    let body = rest.trim_end();
    (!body.is_empty()).then(|| start..start + body.len())
}

/// What a mark looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Glyph {
    /// `"` and `''`, which open and close alike.
    Straight,
    /// `“`, ` `` ` and `‘‘`: opening in English, closing in German.
    Six,
    /// `”` and `’’`: closing, opening in Finnish or by mistake.
    Nine,
    /// `„`
    Low,
    /// `«`
    Left,
    /// `»`
    Right,
    /// `「`
    CornerOpen,
    /// `」`
    CornerClose,
    /// `'`
    Apostrophe,
    /// `‘`
    SingleSix,
    /// `’`
    SingleNine,
    /// `‚`
    SingleLow,
    /// `` ` ``
    Backtick,
}

/// Marks of one family close each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    High,
    Guillemet,
    Corner,
}

impl Glyph {
    fn is_single(self) -> bool {
        use Glyph::*;
        matches!(
            self,
            Apostrophe | SingleSix | SingleNine | SingleLow | Backtick
        )
    }

    fn family(self) -> Family {
        match self {
            Glyph::Left | Glyph::Right => Family::Guillemet,
            Glyph::CornerOpen | Glyph::CornerClose => Family::Corner,
            _ => Family::High,
        }
    }

    fn style(self) -> Style {
        match self {
            Glyph::Low => Style::LowHigh,
            Glyph::Left | Glyph::Right => Style::Guillemet,
            glyph if glyph.is_single() => Style::Single,
            _ => Style::Double,
        }
    }
}

/// What pairing the double marks made of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pairing {
    Unpaired,
    Opens,
    Closes,
}

/// A mark and its surroundings.
#[derive(Debug, Clone, Copy)]
struct Mark {
    start: usize,
    end: usize,
    glyph: Glyph,
    /// Two single marks side by side.
    doubled: bool,
    before: Option<char>,
    after: Option<char>,
    /// The last character before the mark that is no white space.
    previous: Option<char>,
    pairing: Pairing,
}

impl Mark {
    fn starts_clause(&self) -> bool {
        self.previous
            .is_none_or(|c| ends_clause(c) || precedes_opening(c))
    }

    fn starts_sentence(&self) -> bool {
        self.gap_before() && matches!(self.previous, Some('.' | '!' | '?'))
    }

    fn gap_before(&self) -> bool {
        is_gap(self.before)
    }

    fn gap_after(&self) -> bool {
        is_gap(self.after)
    }

    /// Neighbours are those of an opening mark.
    fn may_open(&self) -> bool {
        let words_after = !self.gap_after() && !self.after.is_some_and(begins_no_words);
        words_after && (self.gap_before() || self.before.is_some_and(precedes_opening))
    }

    /// Neighbours are those of a closing mark.
    fn may_close(&self) -> bool {
        !self.gap_before() && (self.gap_after() || self.after.is_some_and(follows_closing))
    }

    fn must_open(&self) -> bool {
        self.may_open() && !self.may_close()
    }

    fn must_close(&self) -> bool {
        self.may_close() && !self.may_open()
    }

    /// May be inches, seconds or feet.
    fn after_digit(&self) -> bool {
        self.before.is_some_and(|c| c.is_ascii_digit())
    }
}

/// White space, the paragraph's edge, or a character without width.
fn is_gap(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    })
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

fn precedes_opening(c: char) -> bool {
    is_dash(c)
        || matches!(
            c,
            '(' | '[' | '{' | '/' | ':' | '‘' | '\'' | '“' | '"' | '¿' | '¡'
        )
}

fn begins_no_words(c: char) -> bool {
    matches!(c, ',' | ';' | ')' | ']' | '}')
}

fn follows_closing(c: char) -> bool {
    is_dash(c) || ends_clause(c) || matches!(c, ')' | ']' | '}' | '/' | '’' | '\'' | '”' | '"')
}

fn ends_clause(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…')
}

/// Single marks that make a double one, two of them side by side.
const SINGLE_LOOKS: [char; 8] = ['\'', '’', '‘', '`', '´', '‛', '′', '＇'];

/// All marks of a paragraph, in order.
fn scan(text: &str, body: &Range<usize>, marks: &mut Vec<Mark>) {
    marks.clear();
    let bytes = text.as_bytes();
    let mut at = body.start;
    while at < body.end {
        let plain = bytes[at..body.end]
            .iter()
            .position(|b| BEGINS_MARK[usize::from(*b)]);
        let Some(plain) = plain else { break };
        at += plain;
        match glyph_at(&bytes[at..body.end]) {
            Some((glyph, len)) => {
                marks.push(mark_at(text, body, at..at + len, glyph));
                at += len;
            }
            None => at += 1,
        }
    }
}

fn mark_at(text: &str, body: &Range<usize>, place: Range<usize>, glyph: Glyph) -> Mark {
    let left = text.get(body.start..place.start).unwrap_or_default();
    let right = text.get(place.end..body.end).unwrap_or_default();
    Mark {
        start: place.start,
        end: place.end,
        glyph,
        doubled: !glyph.is_single() && text[place].starts_with(SINGLE_LOOKS),
        before: left.chars().next_back(),
        after: right.chars().next(),
        previous: left.trim_end().chars().next_back(),
        pairing: Pairing::Unpaired,
    }
}

/// Whether a mark may begin with a byte.
const BEGINS_MARK: [bool; 256] = {
    let mut table = [false; 256];
    let mut rest: &[u8] = b"\"'`\xC2\xE2\xE3\xEF";
    while let [byte, behind @ ..] = rest {
        table[*byte as usize] = true;
        rest = behind;
    }
    table
};

/// The mark that these bytes begin with, and its length.
fn glyph_at(bytes: &[u8]) -> Option<(Glyph, usize)> {
    let one = match *bytes.first()? {
        b'"' => (Glyph::Straight, 1),
        b'\'' => (Glyph::Apostrophe, 1),
        b'`' => (Glyph::Backtick, 1),
        0xC2 => (latin_glyph(*bytes.get(1)?)?, 2),
        0xE2 | 0xE3 | 0xEF => (wide_glyph(bytes.get(..3)?)?, 3),
        _ => return None,
    };
    Some(doubled(bytes, one))
}

/// Marks of two bytes in UTF-8.
fn latin_glyph(second: u8) -> Option<Glyph> {
    match second {
        0xAB => Some(Glyph::Left),
        0xBB => Some(Glyph::Right),
        0xB4 => Some(Glyph::SingleNine), // ´ typed for an apostrophe
        _ => None,
    }
}

/// Marks of three bytes in UTF-8.
fn wide_glyph(bytes: &[u8]) -> Option<Glyph> {
    Some(match std::str::from_utf8(bytes).ok()?.chars().next()? {
        '‘' | '‛' => Glyph::SingleSix,
        '’' => Glyph::SingleNine,
        '‚' => Glyph::SingleLow,
        '“' | '‟' => Glyph::Six,
        '”' => Glyph::Nine,
        '„' => Glyph::Low,
        '″' | '＂' => Glyph::Straight,
        '′' | '＇' => Glyph::Apostrophe,
        '‹' => Glyph::Left,
        '›' => Glyph::Right,
        '「' | '『' | '〝' => Glyph::CornerOpen,
        '」' | '』' | '〞' | '〟' => Glyph::CornerClose,
        _ => return None,
    })
}

/// Two single marks side by side are one double mark.
fn doubled(bytes: &[u8], (glyph, len): (Glyph, usize)) -> (Glyph, usize) {
    let double = match glyph {
        Glyph::Apostrophe => Glyph::Straight,
        Glyph::Backtick | Glyph::SingleSix => Glyph::Six,
        Glyph::SingleNine => Glyph::Nine,
        _ => return (glyph, len),
    };
    if bytes.get(len..2 * len) == bytes.get(..len) {
        (double, 2 * len)
    } else {
        (glyph, len)
    }
}

/// A quotation by the indices of its marks, within one paragraph.
#[derive(Debug, Clone, Copy)]
struct Pair {
    /// None where it was carried over from the paragraph before.
    open: Option<usize>,
    /// None where the paragraph's end closes it.
    close: Option<usize>,
}

/// Pairs the double marks of one paragraph.
struct Doubles<'a> {
    marks: &'a [Mark],
    /// A quotation of the paragraph before was left open.
    carried: bool,
    /// A double mark opens the next paragraph.
    resumes: bool,
    /// Within a quotation, opening marks are overlooked.
    flat: bool,
    stack: Vec<usize>,
    /// Marks in `stack`, by family.
    open: [usize; 3],
    nested: bool,
    /// Within a quotation a mark opened a new sentence.
    restarts: bool,
    pairs: Vec<Pair>,
}

impl<'a> Doubles<'a> {
    fn new(marks: &'a [Mark], carried: bool, resumes: bool) -> Self {
        Doubles {
            marks,
            carried,
            resumes,
            flat: false,
            stack: Vec::new(),
            open: [0; 3],
            nested: false,
            restarts: false,
            pairs: Vec::new(),
        }
    }

    /// The pairs, and whether one quotation is left open.
    fn pair(mut self) -> (Vec<Pair>, bool) {
        self.read();
        if self.forgotten() {
            // Nesting that does not come out even: somebody forgot a mark, so read the
            // paragraph again without nesting.
            self = Doubles {
                flat: true,
                ..Doubles::new(self.marks, self.carried, self.resumes)
            };
            self.read();
        }
        // A `»` that nothing closes is a bullet or a breadcrumb.
        let bullet = |m: &usize| self.marks[*m].glyph == Glyph::Right;
        let left = self.stack.first().copied().filter(|m| !bullet(m));
        if left.is_some() {
            self.pairs.push(Pair {
                open: left,
                close: None,
            });
        }
        (self.pairs, left.is_some())
    }

    /// Something is left open although quotations were nested, and it is not simply the
    /// whole paragraph, quoted, that goes on in the next.
    fn forgotten(&self) -> bool {
        let goes_on = self.resumes && !self.restarts && self.stack.len() == 1;
        self.nested && !self.stack.is_empty() && !goes_on
    }

    fn read(&mut self) {
        let marks = self.marks;
        let mut doubles = (0..marks.len()).filter(|&m| !marks[m].glyph.is_single());
        let mut next = doubles.next();
        let mut first = true;
        while let Some(at) = next {
            next = doubles.next();
            if self.is_measure(at, next, first) {
                continue;
            }
            if self.closes(&marks[at], first) {
                self.close(at, first);
            } else {
                self.opened(at);
            }
            first = false;
        }
    }

    /// Inches or seconds: after a digit, and not the mark that closes, for the next one does.
    fn is_measure(&self, at: usize, next: Option<usize>, first: bool) -> bool {
        let mark = &self.marks[at];
        mark.glyph == Glyph::Straight
            && mark.after_digit()
            && match self.stack.len() {
                0 => !(self.carried && first),
                1 => next.is_some_and(|n| self.marks[n].must_close()),
                _ => false,
            }
    }

    fn closes(&self, mark: &Mark, first: bool) -> bool {
        let top = self.stack.last().map(|&m| self.marks[m].glyph);
        let carried = self.carried && first;
        match mark.glyph {
            Glyph::CornerOpen => false,
            Glyph::CornerClose => true,
            Glyph::Six | Glyph::Low | Glyph::Left => {
                mark.must_close() || (!mark.must_open() && reversed(top, mark.glyph))
            }
            Glyph::Nine | Glyph::Right => {
                let idle = top.is_none() && !carried;
                let spaced = mark.gap_before() && !mark.after.is_some_and(ends_clause);
                !(mark.must_open() && (spaced || idle))
            }
            _ if mark.may_open() != mark.may_close() => mark.may_close(),
            _ => top.is_some() || (carried && !mark.gap_before()),
        }
    }

    fn opened(&mut self, at: usize) {
        let inside = !self.stack.is_empty();
        self.nested |= inside;
        self.restarts |= inside && self.marks[at].starts_sentence();
        if !inside || !self.flat {
            self.stack.push(at);
            self.open[self.marks[at].glyph.family() as usize] += 1;
        }
    }

    fn close(&mut self, at: usize, first: bool) {
        let family = self.marks[at].glyph.family();
        if self.open[family as usize] == 0 {
            if first && self.carried {
                let close = Some(at);
                self.pairs.push(Pair { open: None, close });
            }
            return;
        }
        while let Some(open) = self.stack.pop() {
            let popped = self.marks[open].glyph.family();
            self.open[popped as usize] -= 1;
            if popped == family {
                let (open, close) = (Some(open), Some(at));
                self.pairs.push(Pair { open, close });
                return;
            }
        }
    }
}

/// The mark that opened calls for this one, an opening one elsewhere: `„…“`, `»…«`.
fn reversed(top: Option<Glyph>, glyph: Glyph) -> bool {
    matches!(
        (top, glyph),
        (Some(Glyph::Low), Glyph::Six) | (Some(Glyph::Right), Glyph::Left)
    )
}

/// An opening single mark and the best closing one so far.
#[derive(Debug, Clone, Copy, Default)]
struct Waiting {
    open: Option<usize>,
    strong: bool,
    best: Option<(u8, usize)>,
}

/// Pairs the single marks of one paragraph, after the double ones.
struct Singles<'a> {
    text: &'a str,
    body: &'a Range<usize>,
    marks: &'a [Mark],
    /// One for the paragraph, and one for each quotation in double marks around here.
    levels: Vec<Waiting>,
    pairs: Vec<Pair>,
}

/// The rank of a single mark that certainly closes, and of the same look as the opening one.
const CERTAIN: u8 = 7;

impl<'a> Singles<'a> {
    /// The pairs, and the mark that opens the paragraph if nothing closes it.
    fn pair(
        text: &'a str,
        body: &'a Range<usize>,
        marks: &'a [Mark],
        carried: bool,
    ) -> (Vec<Pair>, Option<usize>) {
        let levels = vec![Waiting::default(); 1 + usize::from(carried)];
        let mut singles = Singles {
            text,
            body,
            marks,
            levels,
            pairs: Vec::new(),
        };
        for at in 0..marks.len() {
            singles.step(at);
        }
        let mut last = Waiting::default();
        while let Some(level) = singles.levels.pop() {
            singles.settle(level);
            last = level;
        }
        let unclosed = last
            .open
            .filter(|&m| last.best.is_none() && marks[m].start == body.start);
        (singles.pairs, unclosed)
    }

    fn step(&mut self, at: usize) {
        match self.marks[at].pairing {
            Pairing::Opens => self.levels.push(Waiting::default()),
            Pairing::Closes => {
                if let Some(level) = self.levels.pop() {
                    self.settle(level);
                }
            }
            Pairing::Unpaired if self.opens(at) => self.opened(at),
            Pairing::Unpaired => self.consider(at),
        }
    }

    /// Opens unless an opening mark that is at least as good waits for its closing one.
    fn opened(&mut self, at: usize) {
        let Some(&level) = self.levels.last() else {
            return;
        };
        let strong = self.is_strong(at);
        let better = level.open.is_none() || (strong && !level.strong);
        if better || level.best.is_some() {
            self.settle(level);
            self.wait(Waiting {
                open: Some(at),
                strong,
                best: None,
            });
        }
    }

    fn wait(&mut self, waiting: Waiting) {
        if let Some(level) = self.levels.last_mut() {
            *level = waiting;
        }
    }

    /// Keeps a mark that could close if none before was better; the first certain one closes.
    fn consider(&mut self, at: usize) {
        let Some((mut level, open)) = self.levels.last().and_then(|&l| Some((l, l.open?))) else {
            return;
        };
        let rank = self.rank(open, at);
        if rank > level.best.map_or(0, |(rank, _)| rank) {
            level.best = Some((rank, at));
        }
        if rank == CERTAIN {
            self.settle(level);
            level = Waiting::default();
        }
        self.wait(level);
    }

    fn settle(&mut self, level: Waiting) {
        if let (Some(open), Some((_, close))) = (level.open, level.best)
            && self.has_words(open, close)
        {
            self.pairs.push(Pair {
                open: Some(open),
                close: Some(close),
            });
        }
    }

    fn has_words(&self, open: usize, close: usize) -> bool {
        let place = self.marks[open].end..self.marks[close].start;
        let letters = |s: &str| s.chars().filter(|c| c.is_alphabetic()).count();
        place.len() > SHORT || letters(&self.text[place]) >= FEWEST_LETTERS
    }

    fn opens(&self, at: usize) -> bool {
        let mark = &self.marks[at];
        mark.glyph.is_single()
            && self.room_before(at)
            && self.words_after(mark)
            && (mark.glyph != Glyph::SingleNine || self.opens_reversed(at))
    }

    /// `’Word`: mostly an apostrophe, unless a clause starts with it.
    fn opens_reversed(&self, at: usize) -> bool {
        let capital = self.marks[at].after.is_some_and(char::is_uppercase);
        capital && self.marks[at].starts_clause()
    }

    fn room_before(&self, at: usize) -> bool {
        let mark = &self.marks[at];
        let touching = at.checked_sub(1).map(|m| &self.marks[m]);
        mark.gap_before()
            || mark
                .before
                .is_some_and(|c| is_dash(c) || matches!(c, '(' | '[' | '{' | '/'))
            || touching.is_some_and(|m| m.end == mark.start && m.pairing == Pairing::Opens)
    }

    fn words_after(&self, mark: &Mark) -> bool {
        let rest = &self.text[mark.end..self.body.end];
        match mark.after {
            Some(c) if c.is_ascii_digit() => !is_year(rest.as_bytes()),
            Some('.') => rest.starts_with(".."),
            Some(c) => {
                c.is_alphabetic()
                    || matches!(c, '[' | '(' | '…' | '"' | '“' | '$' | '£' | '€' | '#' | '@')
            }
            None => false,
        }
    }

    /// More likely a quotation's start than a left-out letter (`get 'em`).
    fn is_strong(&self, at: usize) -> bool {
        self.marks[at].after.is_some_and(char::is_uppercase) || self.marks[at].starts_clause()
    }

    /// How surely a mark closes what another opened: 0 not at all, then two for each degree
    /// of likelihood, and one more where both marks are of one look.
    fn rank(&self, open: usize, at: usize) -> u8 {
        let (opening, mark) = (&self.marks[open], &self.marks[at]);
        let degree = self.degree(mark);
        let distance = mark.start - opening.end;
        let reach = if degree < 3 { DOUBTFUL_REACH } else { REACH };
        match closes_alike(opening.glyph, mark) {
            Some(alike) if degree > 0 && distance <= reach => 2 * degree + u8::from(alike),
            _ => 0,
        }
    }

    /// From 0, within a word, to 3, next to the punctuation that ends quotations.
    fn degree(&self, mark: &Mark) -> u8 {
        let in_word = mark.after.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let outside = mark.after.is_some_and(ends_clause);
        match mark.before {
            _ if in_word || mark.gap_before() => 0,
            Some('(' | '[' | '{') | None => 0,
            Some(c) if ends_clause(c) || matches!(c, '"' | '”' | '»') => 3,
            Some('s' | 'S') => 1 + u8::from(outside), // a plural's possessive, mostly
            Some(c) if c.is_ascii_digit() => 1 + u8::from(outside), // feet
            Some(_) => 2 + u8::from(outside),
        }
    }
}

/// Whether a mark can close what a single one opened, and looks as if made for it.
fn closes_alike(open: Glyph, close: &Mark) -> Option<bool> {
    use Glyph::*;
    match (open, close.glyph) {
        (_, Straight | Nine) => close.doubled.then_some(true),
        (Apostrophe | Backtick, Apostrophe) => Some(true),
        (SingleSix | SingleNine | SingleLow, SingleNine) => Some(true),
        (SingleLow, SingleSix) | (Backtick, Backtick) => Some(true),
        (Apostrophe | Backtick, SingleNine) => Some(false),
        (SingleSix | SingleLow, Apostrophe) | (SingleSix, SingleSix) => Some(false),
        _ => None,
    }
}

/// Two digits, perhaps a plural's letter, and the word ends: `'90s`, `'16`.
fn is_year(rest: &[u8]) -> bool {
    let digits = rest.iter().take(3).take_while(|b| b.is_ascii_digit());
    let tail = match digits.count() {
        2 => &rest[2..],
        _ => return false,
    };
    let tail = tail.strip_prefix(b"s").unwrap_or(tail);
    !tail
        .first()
        .is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'%' | b'-'))
}

/// The outermost quotation that the paragraph before left open.
#[derive(Debug, Clone, Copy)]
struct LeftOpen {
    /// None where the mark was the last thing in its paragraph.
    index: Option<usize>,
    style: Style,
}

/// What is kept from paragraph to paragraph.
struct Reader<'a> {
    text: &'a str,
    marks: Vec<Mark>,
    left_open: Option<LeftOpen>,
    found: Vec<Quotation>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Reader {
            text,
            marks: Vec::new(),
            left_open: None,
            found: Vec::new(),
        }
    }

    fn paragraph(&mut self, index: usize, body: Range<usize>, next: Option<Range<usize>>) {
        scan(self.text, &body, &mut self.marks);
        let resumed = next.and_then(|next| glyph_at(self.text.as_bytes().get(next)?));
        let resumed = resumed.map(|(glyph, _)| glyph);
        let before = self.left_open.take();
        let carried = before.is_some_and(|b| b.style != Style::Single);
        let resumes = resumed.is_some_and(|g| !g.is_single());
        let (mut pairs, open) = Doubles::new(&self.marks, carried, resumes).pair();
        let over = self.note_pairings(&pairs);
        let (singles, unclosed) = Singles::pair(self.text, &body, &self.marks, over);
        pairs.extend(singles);
        let unclosed = unclosed.filter(|&m| !open && resumed == Some(self.marks[m].glyph));
        pairs.extend(unclosed.map(|m| Pair {
            open: Some(m),
            close: None,
        }));
        let from = self.found.len();
        self.list(index, &body, &pairs, before);
        if open || unclosed.is_some() {
            self.left_open = Some(self.last_open(from, open));
        }
    }

    /// Writes down what pairing made of the double marks; true if one pair was carried over.
    fn note_pairings(&mut self, pairs: &[Pair]) -> bool {
        for pair in pairs {
            if let Some(open) = pair.open {
                self.marks[open].pairing = Pairing::Opens;
            }
            if let Some(close) = pair.close {
                self.marks[close].pairing = Pairing::Closes;
            }
        }
        pairs.iter().any(|pair| pair.open.is_none())
    }

    fn last_open(&self, from: usize, double: bool) -> LeftOpen {
        let unclosed = |q: &Quotation| q.depth == 0 && !q.closed;
        let last = self.found[from..].iter().rposition(unclosed);
        let other = if double { Style::Double } else { Style::Single };
        LeftOpen {
            index: last.map(|i| from + i),
            style: last.map_or(other, |i| self.found[from + i].style),
        }
    }

    /// Appends a paragraph's quotations in order, with their depths.
    fn list(
        &mut self,
        index: usize,
        body: &Range<usize>,
        pairs: &[Pair],
        before: Option<LeftOpen>,
    ) {
        let quoted = |pair: &Pair| self.quotation(index, body, pair, before);
        let mut new: Vec<Quotation> = pairs.iter().filter_map(quoted).collect();
        new.sort_unstable_by_key(|q| (q.start, usize::MAX - q.end));
        let mut ends: Vec<usize> = Vec::new();
        for mut q in new {
            while ends.last().is_some_and(|&end| end <= q.start) {
                ends.pop();
            }
            q.depth = u8::try_from(ends.len()).unwrap_or(u8::MAX);
            q.continues = q.continues.filter(|_| ends.is_empty());
            ends.push(q.end);
            self.found.push(q);
        }
    }

    /// None for a quotation without words.
    fn quotation(
        &self,
        paragraph: usize,
        body: &Range<usize>,
        pair: &Pair,
        before: Option<LeftOpen>,
    ) -> Option<Quotation> {
        let open = pair.open.map(|m| &self.marks[m]);
        let close = pair.close.map(|m| &self.marks[m]);
        let inner = open.map_or(body.start, |m| m.end)..close.map_or(body.end, |m| m.start);
        let inner = trimmed(self.text, &inner)?;
        let start = open.map_or(body.start, |m| m.start);
        let style = open.map(|m| m.glyph.style());
        let style = style.or(before.map(|b| b.style)).unwrap_or(Style::Double);
        let goes_on = |b: LeftOpen| {
            start == body.start && (b.style == Style::Single) == (style == Style::Single)
        };
        Some(Quotation {
            start,
            end: close.map_or(body.end, |m| m.end),
            inner_start: inner.start,
            inner_end: inner.end,
            style,
            closed: close.is_some(),
            depth: 0,
            paragraph,
            continues: before.filter(|&b| goes_on(b)).and_then(|b| b.index),
        })
    }
}

#[cfg(test)]
#[path = "quotations_tests.rs"]
mod tests;
