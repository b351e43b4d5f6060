//! How time grows with the length of one article: `cargo bench --bench linear`.
//!
//! Each shape of text is read at sizes that double. Where cost is linear, the nanoseconds for a byte
//! stay the same and the slope, the exponent of growth from the first size to the last, is 1.

use std::time::Instant;

use sayso::analyzer::{Analyzer, Options};
use sayso::{Article, lexicon};

/// Sizes in bytes, and how many of them, each twice the one before.
const FIRST: usize = 100_000;
const SIZES: u32 = 4;

type Shape = (&'static str, fn(usize) -> String);

const SHAPES: [Shape; 5] = [
    ("paragraphs of prose", |size| {
        repeated(
            "“We will go on,” the minister said. He told reporters that talks had failed.\n",
            size,
        )
    }),
    ("one paragraph", |size| {
        repeated(
            "“We will go on,” the minister said. He told reporters that talks had failed. ",
            size,
        )
    }),
    ("marks in a row", |size| repeated("\" ", size)),
    ("nested marks", |size| {
        format!("{}words{}", "“".repeat(size / 6), "”".repeat(size / 6))
    }),
    ("one sentence", |size| {
        repeated("the minister said talks ", size)
    }),
];

fn repeated(piece: &str, size: usize) -> String {
    piece.repeat(size / piece.len())
}

fn seconds(analyzer: &Analyzer, text: String) -> f64 {
    let article = Article {
        id: "a".into(),
        text,
        ..Article::default()
    };
    let start = Instant::now();
    std::hint::black_box(analyzer.analyze(&article));
    start.elapsed().as_secs_f64()
}

fn main() {
    let analyzer = Analyzer::new(&lexicon::Folders::default(), Options::default())
        .unwrap_or_else(|e| panic!("{}", e[0]));
    println!(
        "{:22}{:>12}{:>12}{:>10}",
        "shape", "bytes", "ns a byte", "slope"
    );
    for (name, text) in SHAPES {
        let mut first = 0.0;
        for doubling in 0..SIZES {
            let size = FIRST << doubling;
            let taken = seconds(&analyzer, text(size));
            first = if doubling == 0 { taken } else { first };
            let slope = if doubling == 0 {
                f64::NAN
            } else {
                (taken / first).log2() / f64::from(doubling)
            };
            println!(
                "{name:22}{size:>12}{:>12.0}{slope:>10.2}",
                taken * 1e9 / size as f64
            );
        }
    }
}
