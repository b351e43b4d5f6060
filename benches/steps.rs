//! Each step of the way by itself, the whole, and a floor: `cargo bench --bench steps`.
//!
//! All read the same articles, so the medians are shares of the whole. `floor` does only what any
//! reader of text must: it checks the UTF-8, finds the quotation marks, cuts tokens and looks each
//! one up. Input is `fixtures/articles.jsonl` repeated; `ARTICLES` names another file.

use divan::{Bencher, counter::BytesCount};
use sayso::analyzer::{Analyzer, Options};
use sayso::lexicon::Lexicon;
use sayso::rules::{Finder, Rules};
use sayso::text::{Boilerplate, Document, TokenKind, paragraphs, quotations, tokens};
use sayso::{Article, lexicon};

fn main() {
    divan::main();
}

/// Bytes of text that each bench reads, at least.
const SIZE: usize = 1_000_000;

fn articles() -> Vec<Article> {
    let path = std::env::var("ARTICLES").unwrap_or_else(|_| "fixtures/articles.jsonl".into());
    let lines = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let texts: Vec<String> = lines
        .lines()
        .filter_map(|line| {
            serde_json::from_str::<serde_json::Value>(line).ok()?["text"]
                .as_str()
                .map(str::to_owned)
        })
        .collect();
    let mut size = 0;
    let repeated = texts.iter().cycle().take_while(|text| {
        let more = size < SIZE;
        size += text.len();
        more
    });
    repeated
        .enumerate()
        .map(|(id, text)| Article {
            id: id.to_string(),
            text: text.clone(),
            ..Article::default()
        })
        .collect()
}

fn compiled() -> (Lexicon, Rules) {
    sayso::workshop::kit::compile(&lexicon::Folders::default())
        .unwrap_or_else(|faults| panic!("{}", faults[0]))
}

fn bytes(articles: &[Article]) -> BytesCount {
    BytesCount::new(articles.iter().map(|a| a.text.len()).sum::<usize>())
}

#[divan::bench]
fn a_floor(bencher: Bencher) {
    let (articles, (lexicon, _)) = (articles(), compiled());
    bencher.counter(bytes(&articles)).bench(|| {
        let (mut out, mut folded, mut known) = (Vec::new(), String::new(), 0);
        for article in &articles {
            let text = std::str::from_utf8(article.text.as_bytes()).unwrap_or_default();
            known += memchr::memchr3_iter(b'"', b'\'', 0xE2, text.as_bytes()).count();
            out.clear();
            tokens::tokenize(text, 0..text.len(), &lexicon.text.tokens, &mut out);
            for token in out.iter().filter(|t| t.kind == TokenKind::Word) {
                tokens::fold_into(token.of(text), &mut folded);
                known += lexicon.trie.word(&folded) as usize;
            }
        }
        known
    });
}

#[divan::bench]
fn b_paragraphs(bencher: Bencher) {
    let (articles, (lexicon, _)) = (articles(), compiled());
    let each = |a: &Article| paragraphs::paragraphs(&a.text, "", &lexicon.text.boilerplate).len();
    bencher
        .counter(bytes(&articles))
        .bench(|| articles.iter().map(each).sum::<usize>());
}

#[divan::bench]
fn c_quotations(bencher: Bencher) {
    let articles = articles();
    let bodies: Vec<Vec<_>> = articles
        .iter()
        .map(|a| {
            paragraphs::paragraphs(&a.text, "", &Boilerplate::default())
                .into_iter()
                .map(|p| p.body)
                .collect()
        })
        .collect();
    let each = |(a, b): (&Article, &Vec<_>)| quotations::quotations(&a.text, b).len();
    bencher
        .counter(bytes(&articles))
        .bench(|| articles.iter().zip(&bodies).map(each).sum::<usize>());
}

#[divan::bench]
fn d_tokens(bencher: Bencher) {
    let (articles, (lexicon, _)) = (articles(), compiled());
    let mut out = Vec::new();
    bencher.counter(bytes(&articles)).bench_local(|| {
        out.clear();
        for a in &articles {
            tokens::tokenize(&a.text, 0..a.text.len(), &lexicon.text.tokens, &mut out);
        }
        out.len()
    });
}

#[divan::bench]
fn e_text_as_a_whole(bencher: Bencher) {
    let (articles, (lexicon, _)) = (articles(), compiled());
    let each = |a: &Article| Document::new(&a.text, "", &lexicon.text).tokens.len();
    bencher
        .counter(bytes(&articles))
        .bench(|| articles.iter().map(each).sum::<usize>());
}

#[divan::bench]
fn f_look_up_and_rules(bencher: Bencher) {
    let (articles, (lexicon, rules)) = (articles(), compiled());
    let documents: Vec<Document> = articles
        .iter()
        .map(|a| Document::new(&a.text, "", &lexicon.text))
        .collect();
    let finder = Finder {
        lexicon: &lexicon,
        rules: &rules,
        cue: lexicon.registry.get("cue").unwrap_or_default(),
    };
    let each = |(a, d): (&Article, &Document)| finder.find(&a.text, d).1.len();
    bencher
        .counter(bytes(&articles))
        .bench(|| articles.iter().zip(&documents).map(each).sum::<usize>());
}

#[divan::bench]
fn g_whole(bencher: Bencher) {
    let articles = articles();
    let analyzer = Analyzer::new(&lexicon::Folders::default(), Options::default())
        .unwrap_or_else(|e| panic!("{}", e[0]));
    bencher.counter(bytes(&articles)).bench(|| {
        articles
            .iter()
            .map(|a| analyzer.analyze(a).len())
            .sum::<usize>()
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn h_start() -> Analyzer {
    Analyzer::new(&lexicon::Folders::default(), Options::default())
        .unwrap_or_else(|e| panic!("{}", e[0]))
}
