//! Each step of the way by itself, the whole, and a floor: `cargo bench --bench steps`.
//!
//! All read the same articles: `fixtures/articles.jsonl` repeated, or the file that `ARTICLES`
//! names. `floor` does only what any reader of text must: it checks the UTF-8, finds the quotation
//! marks, cuts tokens and looks each one up. Behind the figures of divan stands a table with each
//! step's share of the whole.

use std::path::Path;
use std::time::{Duration, Instant};

use divan::{Bencher, counter::BytesCount};
use sayso::analyzer::{Analyzer, Options};
use sayso::input::{Fields, Item, Origin, Record};
use sayso::lexicon::{Folders, Lexicon};
use sayso::output::{Format, Target};
use sayso::resolve::{self, ChannelTable, Context, Vocabulary};
use sayso::rules::units::base_units;
use sayso::rules::{Finder, Found, Readings, Rules, attributions::attributions, phrases};
use sayso::text::{Document, TokenKind, paragraphs, quotations, tokens};
use sayso::{Article, Claim};

/// Bytes of text that each step reads, at least.
const SIZE: usize = 1_000_000;
/// Runs of each step for the table; the quickest counts.
const RUNS: usize = 5;

type Step = (&'static str, fn(&Input) -> usize);

/// In the order of the way; the parts of a step are set in.
const STEPS: [Step; 12] = [
    ("decode", decode),
    ("paragraphs", paragraphs),
    ("quotations", quotations),
    ("tokens", tokens),
    ("text, with sentences", text),
    ("look-up", look_up),
    ("rules", rules),
    ("resolution", resolution),
    ("confidence", confidence),
    ("rows out", rows_out),
    ("whole", whole),
    ("floor", floor),
];
/// Steps that are parts of another one, and those that are no part of the whole.
const PARTS: [&str; 3] = ["paragraphs", "quotations", "tokens"];

fn main() {
    divan::main();
    if !std::env::args().any(|a| a == "--list" || a == "--test") {
        shares();
    }
}

#[divan::bench(args = STEPS.map(|(name, _)| name))]
fn step(bencher: Bencher, name: &str) {
    let input = Input::read();
    let run = STEPS.iter().find(|(n, _)| *n == name).map(|(_, run)| *run);
    let run = run.unwrap_or(whole);
    bencher
        .counter(BytesCount::new(input.bytes()))
        .bench_local(|| run(&input));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn start() -> Analyzer {
    analyzer()
}

/// The table: seconds, MB/s and the share of the whole.
fn shares() {
    let input = Input::read();
    let time = |run: fn(&Input) -> usize| {
        let once = |_| {
            let begin = Instant::now();
            std::hint::black_box(run(&input));
            begin.elapsed()
        };
        (0..RUNS).map(once).min().unwrap_or_default()
    };
    let times: Vec<Duration> = STEPS.iter().map(|(_, run)| time(*run)).collect();
    let whole = STEPS.iter().position(|(n, _)| *n == "whole").unwrap_or(0);
    println!("\n{:24}{:>10}{:>10}{:>10}", "step", "ms", "MB/s", "share");
    for ((name, _), taken) in STEPS.iter().zip(&times) {
        let inset = if PARTS.contains(name) { "  " } else { "" };
        println!(
            "{:24}{:>10.1}{:>10.1}{:>9.1}%",
            format!("{inset}{name}"),
            taken.as_secs_f64() * 1e3,
            input.bytes() as f64 / 1e6 / taken.as_secs_f64(),
            taken.as_secs_f64() * 100.0 / times[whole].as_secs_f64(),
        );
    }
}

/// The articles after each step.
struct Input {
    lines: Vec<Vec<u8>>,
    articles: Vec<Article>,
    documents: Vec<Document>,
    readings: Vec<(Readings, Vec<Found>)>,
    claims: Vec<Vec<Claim>>,
    analyzer: Analyzer,
    lexicon: Lexicon,
    rules: Rules,
    vocabulary: Vocabulary,
    channels: ChannelTable,
}

fn analyzer() -> Analyzer {
    Analyzer::new(&Folders::default(), Options::default()).unwrap_or_else(|e| panic!("{}", e[0]))
}

/// Lines of articles, repeated up to [`SIZE`].
fn lines() -> Vec<Vec<u8>> {
    let path = std::env::var("ARTICLES").unwrap_or_else(|_| "fixtures/articles.jsonl".into());
    let file = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let mut size = 0;
    let repeated = file.lines().cycle().take_while(|line| {
        let more = size < SIZE;
        size += line.len();
        more
    });
    repeated.map(|line| line.as_bytes().to_vec()).collect()
}

fn decoded(line: &[u8]) -> Option<Article> {
    let origin = Origin {
        path: Path::new("articles.jsonl").into(),
        line: Some(1),
    };
    match Record::Json(origin, line.to_vec()).decode(&Fields::default()) {
        Item::Article(article) => Some(article),
        Item::Failed(_) => None,
    }
}

impl Input {
    fn read() -> Input {
        let (lexicon, rules) = sayso::workshop::kit::compile(&Folders::default())
            .unwrap_or_else(|faults| panic!("{}", faults[0]));
        let lines = lines();
        let articles: Vec<Article> = lines.iter().filter_map(|l| decoded(l)).collect();
        let analyzer = analyzer();
        let mut input = Input {
            claims: articles.iter().map(|a| analyzer.analyze(a)).collect(),
            documents: Vec::new(),
            readings: Vec::new(),
            vocabulary: Vocabulary::new(&lexicon),
            channels: ChannelTable::new(&lexicon, &rules),
            lines,
            articles,
            analyzer,
            lexicon,
            rules,
        };
        let cut = |a: &Article| Document::new(&a.text, &a.title, &input.lexicon.text);
        input.documents = input.articles.iter().map(cut).collect();
        let finder = input.finder();
        let found = input.each(|a, d| finder.find(&a.text, d)).collect();
        input.readings = found;
        input
    }

    fn bytes(&self) -> usize {
        self.articles.iter().map(|a| a.text.len()).sum()
    }

    fn finder(&self) -> Finder<'_> {
        Finder {
            lexicon: &self.lexicon,
            rules: &self.rules,
            cue: self.lexicon.registry.get("cue").unwrap_or_default(),
            subject: self.lexicon.registry.set("subject"),
            keeps_folded: false,
        }
    }

    /// What `work` makes of each article and its document.
    fn each<R>(&self, mut work: impl FnMut(&Article, &Document) -> R) -> impl Iterator<Item = R> {
        let both = self.articles.iter().zip(&self.documents);
        both.map(move |(a, d)| work(a, d))
    }
}

fn decode(input: &Input) -> usize {
    input.lines.iter().filter_map(|l| decoded(l)).count()
}

fn paragraphs(input: &Input) -> usize {
    let boilerplate = &input.lexicon.text.boilerplate;
    let each = |a: &Article| paragraphs::paragraphs(&a.text, &a.title, boilerplate).len();
    input.articles.iter().map(each).sum()
}

fn quotations(input: &Input) -> usize {
    let each = |a: &Article, d: &Document| {
        let bodies: Vec<_> = d.paragraphs.iter().map(|p| p.body.clone()).collect();
        quotations::quotations(&a.text, &bodies).len()
    };
    input.each(each).sum()
}

fn tokens(input: &Input) -> usize {
    let mut out = Vec::new();
    for a in &input.articles {
        tokens::tokenize(
            &a.text,
            0..a.text.len(),
            &input.lexicon.text.tokens,
            &mut out,
        );
    }
    out.len()
}

fn text(input: &Input) -> usize {
    let each = |a: &Article| {
        Document::new(&a.text, &a.title, &input.lexicon.text)
            .tokens
            .len()
    };
    input.articles.iter().map(each).sum()
}

fn look_up(input: &Input) -> usize {
    let mut matcher = input.rules.matchers.lend();
    let each = |a: &Article, d: &Document| -> usize {
        let mut readings = matcher.readings(d.tokens.len());
        let (lexicon, rules) = (&input.lexicon, &input.rules);
        for s in &d.sentences {
            base_units(&a.text, d, s, lexicon, rules, &mut matcher, &mut readings);
        }
        readings.iter().map(|reading| reading.len()).sum()
    };
    input.each(each).sum()
}

fn rules(input: &Input) -> usize {
    let (rules, cue) = (&input.rules, input.finder().cue);
    let mut matcher = rules.matchers.lend();
    let readings = input.readings.iter();
    let readings = readings.flat_map(|(readings, _)| readings.iter());
    let found = readings.map(|reading| {
        let base = reading.units();
        let units = phrases::fold_traced(&base, rules, &mut matcher, &mut |_| {});
        attributions(&units, rules, cue, &mut matcher).len()
    });
    found.sum()
}

fn resolution(input: &Input) -> usize {
    let both = input.articles.iter().zip(&input.documents);
    let claims = both
        .zip(&input.readings)
        .map(|((article, document), (readings, found))| {
            let context = Context {
                article,
                document,
                readings,
                lexicon: &input.lexicon,
                rules: &input.rules,
                vocabulary: &input.vocabulary,
                channels: &input.channels,
            };
            let mut count = 0;
            resolve::claims(&context, found.clone(), &mut |claims| count += claims.len());
            count
        });
    claims.sum()
}

fn confidence(input: &Input) -> usize {
    let rated = input.claims.iter().map(|claims| {
        let mut claims = claims.clone();
        input.lexicon.confidence.rate(&mut claims);
        claims.len()
    });
    rated.sum()
}

/// Writes claims as CSV into a file that is thrown away.
fn write(claims: impl Iterator<Item = Claim>) -> usize {
    let dir = tempfile::tempdir().expect("a folder for a file");
    let target = Target::file(&dir.path().join("claims.csv")).expect("a file");
    let mut sink = Format::Csv.open(target).expect("a table");
    let written = claims.map(|claim| sink.write(&claim).expect("a row"));
    let count = written.count();
    sink.finish().expect("a whole table");
    count
}

fn rows_out(input: &Input) -> usize {
    write(input.claims.iter().flatten().cloned())
}

fn whole(input: &Input) -> usize {
    let articles = input.lines.iter().filter_map(|l| decoded(l));
    write(articles.flat_map(|a| input.analyzer.analyze(&a)))
}

fn floor(input: &Input) -> usize {
    let (mut out, mut folded, mut known) = (Vec::new(), String::new(), 0);
    for article in &input.articles {
        let text = std::str::from_utf8(article.text.as_bytes()).unwrap_or_default();
        known += memchr::memchr3_iter(b'"', b'\'', 0xE2, text.as_bytes()).count();
        out.clear();
        tokens::tokenize(text, 0..text.len(), &input.lexicon.text.tokens, &mut out);
        for token in out.iter().filter(|t| t.kind == TokenKind::Word) {
            tokens::fold_into(token.of(text), &mut folded);
            known += input.lexicon.trie.word(&folded) as usize;
        }
    }
    known
}
