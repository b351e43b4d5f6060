//! How the claims of an article came about, and why other words became none.
//!
//! Nothing here decides anything: it looks at what the steps left and names the lines of the
//! lexicon that took part. Printing is left to whoever asks.

mod folded;
mod lines;
mod unclaimed;

use std::ops::Range;

pub use folded::FoldedUnit;
pub use unclaimed::{Reason, Unclaimed, What};

use crate::analyzer::{Analyzer, Trace};
use crate::claim::{CodePoints, Evidence};
use crate::text::paragraphs::Role;
use crate::{Article, Claim};

/// Everything that is known of one article's claims.
#[derive(Debug)]
pub struct Explanation {
    /// The claims that are kept, in the order of the text.
    pub claims: Vec<Explained>,
    /// Attributions, quoted stretches and cues that became no claim, in the order of the text.
    pub unclaimed: Vec<Unclaimed>,
    /// Stretches of the text that nothing was looked for in, or little.
    pub furniture: Vec<CodePoints>,
    /// The units that the frames read, sentence by sentence.
    pub sentences: Vec<Vec<FoldedUnit>>,
    /// What the classes of these units say, where the rules' file tells it, in the order of their names.
    pub meanings: Vec<(String, String)>,
}

/// A claim and what made it.
#[derive(Debug)]
pub struct Explained {
    /// The row.
    pub claim: Claim,
    /// Lexicon lines that decided something come first, as [`Claim::evidence`] has them; then the
    /// other entries that its source, cue and channel were read as.
    pub lines: Vec<Line>,
}

/// A lexicon line that fired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Part, file, line and entry.
    pub evidence: Evidence,
    /// The words of the text that it stands for; empty for a rule.
    pub words: String,
    /// Whether it decided something, or only took part in reading the words.
    pub decided: bool,
}

impl Analyzer {
    /// The claims of one article with all that made them, and what became no claim.
    pub fn explain(&self, article: &Article) -> Explanation {
        let trace = self.trace(article);
        let places = Places::new(&article.text);
        let scene = Scene {
            analyzer: self,
            text: &article.text,
            trace: &trace,
            places: &places,
        };
        let unclaimed = unclaimed::unclaimed(&scene);
        let kept = trace.claims.iter().filter(|claim| self.keeps(claim));
        let claims = kept
            .map(|claim| Explained {
                claim: claim.clone(),
                lines: lines::lines(&scene, claim),
            })
            .collect();
        let sentences = folded::sentences(&scene);
        Explanation {
            claims,
            unclaimed,
            furniture: furniture(&scene),
            meanings: folded::meanings(&scene, &sentences),
            sentences,
        }
    }
}

/// What explaining looks at.
struct Scene<'a> {
    analyzer: &'a Analyzer,
    text: &'a str,
    trace: &'a Trace,
    places: &'a Places,
}

impl Scene<'_> {
    /// Bytes of a run of tokens.
    fn bytes(&self, tokens: &Range<u32>) -> Range<usize> {
        let all = &self.trace.document.tokens;
        let first = all.get(tokens.start as usize);
        let last = all.get((tokens.end as usize).wrapping_sub(1));
        match (first, last) {
            (Some(first), Some(last)) if tokens.start < tokens.end => {
                first.start as usize..last.end as usize
            }
            _ => 0..0,
        }
    }

    /// The words of a stretch, on one line.
    fn words(&self, bytes: &Range<usize>) -> String {
        let words = self.text.get(bytes.clone()).unwrap_or("");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Headline and boilerplate.
fn furniture(scene: &Scene) -> Vec<CodePoints> {
    let paragraphs = scene.trace.document.paragraphs.iter();
    let furniture = paragraphs.filter(|p| matches!(p.role, Role::Boilerplate(_)));
    furniture
        .map(|p| scene.places.code_points(&p.range))
        .collect()
}

/// Bytes for code points and back.
struct Places(Vec<u32>);

impl Places {
    fn new(text: &str) -> Self {
        let starts = text.char_indices().map(|(byte, _)| byte as u32);
        Places(starts.chain([text.len() as u32]).collect())
    }

    fn bytes(&self, (start, end): CodePoints) -> Range<usize> {
        let byte = |at: u32| {
            self.0
                .get(at as usize)
                .or(self.0.last())
                .map_or(0, |&b| b as usize)
        };
        byte(start)..byte(end)
    }

    fn code_points(&self, bytes: &Range<usize>) -> CodePoints {
        let point = |byte: usize| self.0.partition_point(|&b| (b as usize) < byte) as u32;
        (point(bytes.start), point(bytes.end))
    }
}

fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_there_and_back() {
        let places = Places::new("é“x” 🙂.");
        assert_eq!(places.bytes((1, 4)), 2..9);
        assert_eq!(places.code_points(&(2..9)), (1, 4));
        assert_eq!(places.bytes((6, 99)), 14..15);
    }
}
