//! The whole way of the data for one article, built once and shared by threads.

use crate::lexicon::{self, Folders, Lexicon};
use crate::rules::{Finder, Rules, file};
use crate::text::Document;
use crate::{Article, Claim};

/// Compiled lexicons and rules.
#[derive(Debug)]
pub struct Analyzer {
    lexicon: Lexicon,
    rules: Rules,
    options: Options,
}

/// What to keep.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Also ascribed beliefs, wishes, plans, ….
    pub attitudes: bool,
    /// Rows below this confidence are left out.
    pub min_confidence: f32,
}

impl Analyzer {
    /// Builds from the embedded lexicon or another base, with overlays laid over it.
    ///
    /// # Errors
    /// Every fault of every file at once.
    pub fn new(folders: &Folders, options: Options) -> Result<Self, Vec<String>> {
        let told = |faults: Vec<lexicon::Fault>| faults.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (mut draft, sources) = lexicon::load(folders).map_err(told)?;
        let rules = file::compile(&sources, &mut draft).map_err(told)?;
        Ok(Analyzer {
            lexicon: draft.finish(),
            rules,
            options,
        })
    }

    /// All claims of one article, in the order of the text.
    pub fn analyze(&self, article: &Article) -> Vec<Claim> {
        let text = &article.text;
        let document = Document::new(text, &article.title, &self.lexicon.text);
        let finder = Finder {
            lexicon: &self.lexicon,
            rules: &self.rules,
            cue: self.lexicon.registry.get("cue").unwrap_or_default(),
        };
        let (readings, found) = finder.find(text, &document);
        let attitude = self.lexicon.registry.set("attitude");
        let mut out = Vec::new();
        for f in &found {
            let r = &readings[f.sentence];
            if !self.options.attitudes && r.base.units[f.cue_head as usize].classes.meets(attitude) { continue }
            let cp = |b: usize| text[..b].chars().count() as u32;
            let span = |t: std::ops::Range<u32>| (cp(document.tokens[t.start as usize].start as usize), cp(document.tokens[t.end as usize - 1].end as usize));
            let base = |b: &std::ops::Range<u32>| span(r.base.units[b.start as usize].tokens.start..r.base.units[b.end as usize - 1].tokens.end);
            let mut c = Claim::default();
            c.article_id = article.id.clone();
            c.rule = f.frame.map_or(String::new(), |i| self.rules.frames[i].id.clone());
            c.content_spans = f.content.iter().map(|r| (cp(r.start), cp(r.end))).collect();
            c.source_spans = f.source.iter().map(base).collect();
            c.cue_spans = vec![span(f.cue.clone())];
            out.push(c);
        }
        out
    }
}
