//! What was found in articles, kept as long as it holds: after a lexicon has changed, only articles
//! that the change can reach are analysed again.
//!
//! An article asks a lexicon for its own words and for nothing else, so a form that came, went or
//! means something else reaches only articles that hold all of its words. Whatever works without
//! words of its own (rules, weights, the ways of cutting a text, …) reaches all.

use std::hash::{Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::analyzer::Trace;
use crate::lexicon::Lexicon;
use crate::resolve::{ChannelTable, Vocabulary};
use crate::text::{TokenKind, tokens};
use crate::{Analyzer, Article, Claim};

/// Claims of articles, and the lexicon that they were found with.
#[derive(Debug)]
pub struct Memory {
    lexicon: Imprint,
    articles: Mutex<FxHashMap<u128, Known>>,
}

/// What is kept of an article.
#[derive(Debug)]
struct Known {
    words: Words,
    claims: Vec<Claim>,
}

impl Memory {
    /// Nothing yet; the analyzer is the one that will be asked.
    pub fn new(analyzer: &Analyzer) -> Self {
        Memory {
            lexicon: Imprint::of(analyzer),
            articles: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, FxHashMap<u128, Known>> {
        self.articles.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As [`Analyzer::analyze`], with the analyzer that the memory was told of last.
    pub fn analyze(&self, analyzer: &Analyzer, article: &Article) -> Vec<Claim> {
        let key = key_of(article);
        if let Some(known) = self.lock().get(&key) {
            return known.claims.clone();
        }
        let trace = analyzer.trace(article);
        let words = Words::of(article, &trace);
        let mut claims = trace.claims;
        claims.retain(|claim| analyzer.keeps(claim));
        let known = Known {
            words,
            claims: claims.clone(),
        };
        self.lock().insert(key, known);
        claims
    }

    /// Another lexicon from now on: forgets the articles that the change can reach, and says how
    /// many it still knows.
    pub fn change(&mut self, analyzer: &Analyzer) -> usize {
        let old = std::mem::replace(&mut self.lexicon, Imprint::of(analyzer));
        let changed = old.changed_forms(&self.lexicon);
        let mut articles = self.lock();
        match changed {
            None => articles.clear(),
            Some(forms) => articles.retain(|_, known| !known.words.hold_any(&forms)),
        }
        articles.len()
    }
}

/// Two articles of the same key are the same in all their parts.
fn key_of(article: &Article) -> u128 {
    let Article {
        id,
        title,
        url,
        outlet,
        published,
        text,
    } = article;
    let mut hasher = Xxh3::new();
    for part in [id, title, url, outlet, published, text] {
        part.hash(&mut hasher);
    }
    hasher.digest128()
}

/// Hashes of all that an article may look up.
#[derive(Debug)]
struct Words(FxHashSet<u64>);

impl Words {
    /// Its tokens, and what stands between blanks.
    fn of(article: &Article, trace: &Trace) -> Words {
        let mut folded = String::new();
        let mut hash = |word: &str| {
            tokens::fold_into(word, &mut folded);
            xxh3_64(folded.as_bytes())
        };
        let text = &article.text;
        let mut out: FxHashSet<u64> = text.split_whitespace().map(&mut hash).collect();
        for token in &trace.document.tokens {
            let letters = token.of(text);
            out.insert(match token.kind {
                TokenKind::Mark(_) => xxh3_64(letters.as_bytes()),
                _ => hash(letters),
            });
        }
        out.shrink_to_fit();
        Words(out)
    }

    /// Whether all words of one of the forms are here.
    fn hold_any(&self, forms: &[&[u64]]) -> bool {
        forms
            .iter()
            .any(|form| form.iter().all(|word| self.0.contains(word)))
    }
}

/// What a lexicon says, so that it can be compared with what another one says.
#[derive(Debug)]
struct Imprint {
    /// By the hashes of a form's words what it means.
    forms: FxHashMap<Box<[u64]>, u64>,
    /// What needs no words of its own.
    general: u64,
    vocabulary: Vocabulary,
    channels: ChannelTable,
}

impl Imprint {
    fn of(analyzer: &Analyzer) -> Imprint {
        let lexicon = &analyzer.lexicon;
        let facts: Vec<u64> = facts(lexicon).collect();
        let meaning = |entry: u32, hasher: &mut Xxh3| {
            let entry = lexicon.entries.at(entry);
            facts[entry.fact as usize].hash(hasher);
            lexicon.sets.get(entry.classes).hash(hasher);
        };
        let forms = lexicon.trie.forms().map(|(words, surfaces)| {
            let mut hasher = Xxh3::new();
            for (entry, cases) in surfaces {
                cases.hash(&mut hasher);
                meaning(entry, &mut hasher);
            }
            (words, hasher.finish())
        });
        let forms = forms.collect();
        let mut general = Xxh3::new();
        for (affix, entry) in lexicon.trie.all_affixes() {
            affix.hash(&mut general);
            meaning(entry, &mut general);
        }
        lexicon.registry.names().hash(&mut general);
        let rest = (&analyzer.rules, &lexicon.text, &lexicon.confidence);
        postcard::to_stdvec(&rest).ok().hash(&mut general);
        Imprint {
            forms,
            general: general.finish(),
            vocabulary: analyzer.vocabulary.clone(),
            channels: analyzer.channels.clone(),
        }
    }

    /// The forms that only one of the two has, or that mean something else in each; `None` where the
    /// change reaches articles that hold none of them.
    fn changed_forms<'i>(&'i self, new: &'i Imprint) -> Option<Vec<&'i [u64]>> {
        let confined = self.general == new.general
            && self.vocabulary == new.vocabulary
            && self.channels == new.channels;
        let other = |a: &'i Imprint, b: &'i Imprint| {
            let forms = a.forms.iter();
            let differ = forms.filter(|(words, meaning)| b.forms.get(*words) != Some(meaning));
            differ.map(|(words, _)| &**words).collect::<Vec<_>>()
        };
        confined.then(|| [other(self, new), other(new, self)].concat())
    }
}

/// A hash of each fact, its file by name.
fn facts(lexicon: &Lexicon) -> impl Iterator<Item = u64> {
    lexicon.facts.told().map(|mut told| {
        let mut hasher = Xxh3::new();
        let file = lexicon.files.get(told.file as usize);
        told.file = 0;
        (told, file).hash(&mut hasher);
        hasher.finish()
    })
}
