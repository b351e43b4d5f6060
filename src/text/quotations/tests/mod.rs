//! One line a case; `\n\n` parts paragraphs. All sentences are made up for these tests.

mod british;
mod marks;
mod nesting;
mod shape;
mod singles;

use super::*;

fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let parts = text.split("\n\n").map(|part| {
        let range = start..start + part.len();
        start = range.end + 2;
        range
    });
    parts.collect()
}

fn read(text: &str) -> Vec<Quotation> {
    quotations(text, &paragraphs(text))
}

fn words<'a>(text: &'a str, q: &Quotation) -> &'a str {
    &text[q.inner_start..q.inner_end]
}

fn outermost(text: &str) -> Vec<&str> {
    let found = read(text);
    let outer = found.iter().filter(|q| q.depth == 0);
    outer.map(|q| words(text, q)).collect()
}

/// Name, text, words of the outermost quotations.
type Case = (&'static str, &'static str, &'static [&'static str]);

fn check(cases: &[Case]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(_, text, want)| outermost(text) != *want)
        .map(|(name, text, _)| format!("{name}: {text}\n   gives {:?}", outermost(text)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Text, and each quotation as its depth and words.
type Nested = (&'static str, &'static [(u8, &'static str)]);

/// Text, and each outermost quotation as its words, whether it is closed, and which it continues.
type Continued = (&'static str, &'static [(&'static str, bool, Option<usize>)]);
