//! The whole way of the data for one article, built once and shared by threads.

use crate::lexicon::{self, Folders, Lexicon};
use crate::resolve::{self, ChannelTable, Vocabulary};
use crate::rules::{Finder, Readings, Rules};
use crate::text::Document;
use crate::workshop::kit;
use crate::{Article, Claim};

/// Compiled lexicons and rules.
#[derive(Debug)]
pub struct Analyzer {
    pub(crate) lexicon: Lexicon,
    pub(crate) rules: Rules,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) channels: ChannelTable,
    pub(crate) options: Options,
}

/// What to keep.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Also ascribed beliefs, wishes, plans, ….
    pub attitudes: bool,
    /// Rows below this confidence are left out; the lexicon says below which if none is given.
    pub min_confidence: Option<f32>,
}

/// What the steps made of one article.
#[derive(Debug)]
pub(crate) struct Trace {
    /// Its text, cut up.
    pub document: Document,
    /// Its sentences as units.
    pub readings: Readings,
    /// All claims, those too that the options leave out.
    pub claims: Vec<Claim>,
}

impl Analyzer {
    /// Builds from the embedded lexicon or another base, with overlays laid over it.
    ///
    /// # Errors
    /// Every fault of every file at once.
    pub fn new(folders: &Folders, options: Options) -> Result<Self, Vec<String>> {
        let told = |faults: Vec<lexicon::Fault>| {
            faults.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let (lexicon, rules) = kit::compile(folders).map_err(told)?;
        Ok(Analyzer {
            vocabulary: Vocabulary::new(&lexicon),
            channels: ChannelTable::new(&lexicon, &rules),
            lexicon,
            rules,
            options,
        })
    }

    /// What in the lexicon files is probably not meant.
    pub fn warnings(&self) -> &[lexicon::Fault] {
        &self.lexicon.warnings
    }

    /// All claims of one article, in the order of the text.
    pub fn analyze(&self, article: &Article) -> Vec<Claim> {
        let mut claims = Vec::new();
        self.each(article, &mut |claim| claims.push(claim));
        claims
    }

    /// As [`Self::analyze`], but hands each claim over while the others are not made yet.
    pub fn each(&self, article: &Article, take: &mut dyn FnMut(Claim)) {
        self.go(article, false, &mut |claims| {
            let kept = claims.drain(..).filter(|claim| self.keeps(claim));
            kept.for_each(&mut *take);
        });
    }

    /// Whether the options keep a claim.
    pub(crate) fn keeps(&self, claim: &Claim) -> bool {
        let least = self
            .options
            .min_confidence
            .unwrap_or(self.lexicon.confidence.least);
        (self.options.attitudes || claim.attitude.is_empty()) && claim.confidence >= least
    }

    /// Goes the whole way and keeps what the steps made.
    pub(crate) fn trace(&self, article: &Article) -> Trace {
        let mut all = Vec::new();
        let (document, readings) = self.go(article, true, &mut |claims| all.append(claims));
        Trace {
            document,
            readings,
            claims: all,
        }
    }

    /// Goes the whole way; `take` gets the claims, paragraph by paragraph.
    fn go(
        &self,
        article: &Article,
        keeps_folded: bool,
        take: &mut dyn FnMut(&mut Vec<Claim>),
    ) -> (Document, Readings) {
        let text = &article.text;
        let document = Document::new(text, &article.title, &self.lexicon.text);
        let finder = Finder {
            lexicon: &self.lexicon,
            rules: &self.rules,
            cue: self.lexicon.registry.get("cue").unwrap_or_default(),
            subject: self.lexicon.registry.set("subject"),
            keeps_folded,
        };
        let (readings, found) = finder.find(text, &document);
        let context = resolve::Context {
            article,
            document: &document,
            readings: &readings,
            lexicon: &self.lexicon,
            rules: &self.rules,
            vocabulary: &self.vocabulary,
            channels: &self.channels,
        };
        resolve::claims(&context, found, &mut |claims| {
            self.lexicon.confidence.rate(claims);
            take(claims);
        });
        (document, readings)
    }
}
