//! What holds of every text, and how long reading one takes.

use super::marks::{AROUND, MEASURES, STRAIGHT_AND_CURLY, UNEVEN};
use super::nesting::OUTERMOST_OF_NESTED;
use super::singles::SINGLE;
use super::*;

#[test]
fn white_space_around_a_paragraph_does_not_matter() {
    let all = [STRAIGHT_AND_CURLY, AROUND, UNEVEN, MEASURES, SINGLE];
    for (name, text, want) in all.concat() {
        let padded = format!(" \t{}\r\n ", text.replace("\n\n", " \n\n\u{a0}"));
        assert_eq!(outermost(&padded), want, "{name}");
    }
}

#[test]
fn a_quotation_is_the_same_in_its_own_paragraph() {
    for (name, text, want) in [STRAIGHT_AND_CURLY, AROUND, MEASURES, SINGLE].concat() {
        let found = format!("Before it.\n\n{text}\n\nAfter it.");
        assert_eq!(outermost(&found), want, "{name}");
    }
}

/// A small generator of numbers (xorshift), so that a failure can be had again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn soup(&mut self, pieces: &[&str], len: usize) -> String {
        (0..len).map(|_| pieces[self.below(pieces.len())]).collect()
    }
}

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "\"", "'", "`", "“", "”", "„", "‟", "‘", "’", "‚", "«", "»", "‹", "›", "''", "``", "「", "」",
    "『", "』", "＂", "″", "′", "´", " ", " ", " ", " ", "\n\n", "\n\n", "\n", "a", "word", "Word",
    "s", "É", "日", "🔥", "12", "90s", ".", ",", "?", "…", "—", "-", "(", ")", "[", "]", ":", "\u{a0}",
    "\u{feff}", "\u{300}", "\r", "\t",
];

fn check_shape(text: &str) {
    let ranges = paragraphs(text);
    let found = quotations(text, &ranges);
    let mut open: Vec<&Quotation> = Vec::new();
    for (i, q) in found.iter().enumerate() {
        let ordered = [q.start, q.inner_start, q.inner_end, q.end];
        assert!(
            ordered.is_sorted() && q.inner_start < q.inner_end,
            "{text:?} {q:?}"
        );
        assert!(
            ordered.iter().all(|&at| text.is_char_boundary(at)),
            "{text:?} {q:?}"
        );
        let place = &ranges[q.paragraph];
        assert!(
            place.start <= q.start && q.end <= place.end,
            "{text:?} {q:?}"
        );
        open.retain(|outer| outer.end > q.start);
        assert!(
            open.iter().all(|outer| q.end <= outer.end),
            "crossing: {text:?} {q:?}"
        );
        assert_eq!(usize::from(q.depth), open.len().min(255), "{text:?} {q:?}");
        open.push(q);
        if let Some(earlier) = q.continues {
            let from = &found[earlier];
            assert!(
                earlier < i && from.paragraph < q.paragraph,
                "{text:?} {q:?}"
            );
            assert!(
                from.depth == 0 && q.depth == 0 && !from.closed,
                "{text:?} {q:?}"
            );
        }
    }
}

#[test]
fn any_soup_of_marks_gives_proper_quotations() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for round in 0..40_000 {
        let len = 1 + round % 60;
        check_shape(&random.soup(PIECES, len));
    }
}

#[test]
fn any_cut_of_a_text_gives_proper_quotations() {
    for (_, text, _) in [STRAIGHT_AND_CURLY, SINGLE, OUTERMOST_OF_NESTED].concat() {
        let cuts = text.char_indices().map(|(at, _)| at);
        cuts.for_each(|at| check_shape(&text[at..]));
    }
}

/// Texts that make a quadratic reading take hours.
#[test]
fn a_megabyte_of_marks_is_read() {
    let long = |piece: &str| piece.repeat(1_000_000 / piece.len());
    let marks = [
        "\"", "“", "”", "'", "‘", "’", "`", "«", "»", "„", "「", " \"a", " 'a", " ‘A", "a' ",
    ];
    for piece in marks {
        let text = long(piece);
        quotations(&text, std::slice::from_ref(&(0..text.len())));
    }
    for (open, close) in [
        (" “a", "b” "),
        (" «a", "b» "),
        ("「", "」"),
        (" “‘abc", "d’”"),
        (" (\"'", "'\")"),
        (" ‘A", ".’ "),
        (" ‘A ‘B.’", " s’ "),
    ] {
        let text = format!("{}word{}", open.repeat(100_000), close.repeat(100_000));
        quotations(&text, std::slice::from_ref(&(0..text.len())));
    }
    let spaces = format!("a{}{}", " ".repeat(500_000), " 'b".repeat(200_000));
    quotations(&spaces, std::slice::from_ref(&(0..spaces.len())));
    let paragraphs: Vec<_> = (0..200_000).map(|i| i * 5..i * 5 + 3).collect();
    quotations(&"“\n\n".repeat(200_000), &paragraphs);
    quotations(&"'AB\n\n".repeat(200_000), &paragraphs);
}

#[test]
fn nesting_as_deep_as_one_likes_is_listed() {
    let text = format!("{}word{}", "「a".repeat(300), "」".repeat(300));
    let found = read(&text);
    let depths: Vec<u8> = found.iter().map(|q| q.depth).collect();
    assert_eq!(
        (found.len(), depths[0], depths[254], depths[299]),
        (300, 0, 254, 255)
    );
}

#[test]
fn a_long_paragraph_of_single_quotes_is_read() {
    let sentence = "'It's the drivers' day and we won't pay,' she said of the '90s plan. ";
    let text = sentence.repeat(5_000_000 / sentence.len());
    let found = read(&text);
    assert_eq!(found.len(), 5_000_000 / sentence.len());
}
