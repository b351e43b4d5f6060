//! How time grows with the length of one article: `cargo bench --bench linear`.
//!
//! Each shape of text is read at sizes that double. Where cost is linear, the nanoseconds for a byte
//! stay the same and the slope, the exponent of growth from the first size to the last, is 1.
//! `LARGE=1` reads each shape once more at the size that it must be able to have: an article of
//! 50 MB, a paragraph of 5 MB, 100,000 marks, a sentence of a million words.

use std::time::Instant;

use sayso::analyzer::{Analyzer, Options};
use sayso::{Article, lexicon};

/// Sizes in bytes, and how many of them, each twice the one before.
const FIRST: usize = 200_000;
const SIZES: u32 = 4;

/// Name, text of about so many bytes, and the size with `LARGE`.
type Shape = (&'static str, fn(usize) -> String, usize);

const SHAPES: [Shape; 9] = [
    ("real articles, joined", articles, 50_000_000),
    ("paragraphs of claims", paragraphs, 50_000_000),
    ("pronouns only", pronouns, 50_000_000),
    ("quoted sentences only", quoted, 5_000_000),
    ("a name for each claim", names, 5_000_000),
    ("one paragraph", paragraph, 5_000_000),
    ("marks in a row", marks, 200_000),
    ("nested marks", nested, 600_000),
    ("one sentence", sentence, 5_000_000),
];

fn repeated(piece: &str, size: usize) -> String {
    piece.repeat(size.div_ceil(piece.len()))
}

fn articles(size: usize) -> String {
    let lines = std::fs::read_to_string("fixtures/articles.jsonl").unwrap_or_default();
    let text = |line: &str| {
        let json = serde_json::from_str::<serde_json::Value>(line).ok()?;
        Some(json["text"].as_str()?.to_owned() + "\n\n")
    };
    repeated(&lines.lines().filter_map(text).collect::<String>(), size)
}

fn paragraphs(size: usize) -> String {
    let claim = "“We will go on,” the minister said. He told reporters that talks had failed.\n";
    repeated(claim, size)
}

fn pronouns(size: usize) -> String {
    let claim = "“We will go on,” he said. She wrote in a post on X that it was over.\n";
    repeated(claim, size)
}

fn quoted(size: usize) -> String {
    repeated("“Yes, we will all go.” ", size)
}

/// Claims of persons who are named once each.
fn names(size: usize) -> String {
    let syllables = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu"];
    let word = |number: usize| {
        let digits = number.to_string();
        let word: String = digits
            .bytes()
            .map(|d| syllables[usize::from(d - b'0')])
            .collect();
        word[..1].to_uppercase() + &word[1..]
    };
    let claim = |i: usize| format!("“We will go on,” {} {} said.\n", word(i * 7), word(i));
    let mut out = String::new();
    for number in 1.. {
        out += &claim(number);
        if out.len() >= size {
            break;
        }
    }
    out
}

fn paragraph(size: usize) -> String {
    paragraphs(size).replace('\n', " ")
}

fn marks(size: usize) -> String {
    repeated("\" ", size)
}

fn nested(size: usize) -> String {
    format!("{}words{}", "“".repeat(size / 6), "”".repeat(size / 6))
}

fn sentence(size: usize) -> String {
    repeated("the minister said talks ", size)
}

fn seconds(analyzer: &Analyzer, text: String) -> f64 {
    let article = Article {
        id: "a".into(),
        text,
        ..Article::default()
    };
    let start = Instant::now();
    analyzer.each(&article, &mut |claim| {
        std::hint::black_box(claim);
    });
    start.elapsed().as_secs_f64()
}

fn line(name: &str, bytes: usize, taken: f64, slope: Option<f64>) {
    let slope = slope.map_or(String::new(), |s| format!("{s:.2}"));
    let each = taken * 1e9 / bytes as f64;
    println!("{name:24}{bytes:>12}{taken:>10.2}{each:>12.0}{slope:>10}");
}

fn main() {
    let analyzer = Analyzer::new(&lexicon::Folders::default(), Options::default())
        .unwrap_or_else(|e| panic!("{}", e[0]));
    let large = std::env::var_os("LARGE").is_some();
    // What is worked out at the first article is no part of growth.
    seconds(&analyzer, articles(FIRST));
    println!(
        "{:24}{:>12}{:>10}{:>12}{:>10}",
        "shape", "bytes", "seconds", "ns a byte", "slope"
    );
    for (name, text, most) in SHAPES {
        let mut first = 0.0;
        for doubling in 0..SIZES {
            let size = FIRST << doubling;
            let taken = seconds(&analyzer, text(size));
            first = if doubling == 0 { taken } else { first };
            let slope = (doubling > 0).then(|| (taken / first).log2() / f64::from(doubling));
            line(name, size, taken, slope);
        }
        if large {
            let taken = seconds(&analyzer, text(most));
            let doublings = (most as f64 / FIRST as f64).log2();
            let slope = (doublings >= 1.0).then(|| (taken / first).log2() / doublings);
            line(name, most, taken, slope);
        }
    }
}
