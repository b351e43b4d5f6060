//! Rows of annotated articles with what became of them.

use std::collections::HashSet;

use super::features::{Feature, visit};
use crate::score::{Error, Gold, Predictions, evaluate};
use crate::{Analyzer, Article, Claim};

/// One row: what is known of it, and whether its words and its source are right.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Number of its article.
    pub article: usize,
    /// Its features.
    pub values: Vec<(Feature, String)>,
    /// The confidence that it has.
    pub confidence: f64,
    /// Right words and right source.
    pub right: bool,
}

/// The claims of every article of the gold.
pub fn analyzed(gold: &Gold, analyzer: &Analyzer) -> Vec<Vec<Claim>> {
    let article = |doc: &crate::score::GoldDoc| Article {
        id: doc.id.clone(),
        text: doc.text.clone(),
        ..Article::default()
    };
    gold.docs
        .iter()
        .map(|doc| analyzer.analyze(&article(doc)))
        .collect()
}

/// The claims that are at least so sure, as predictions.
///
/// # Errors
/// When a span lies outside its text.
pub fn predictions(gold: &Gold, claims: &[Vec<Claim>], least: f32) -> Result<Predictions, Error> {
    let mut out = Predictions::none(gold);
    for (doc, claims) in claims.iter().enumerate() {
        let kept: Vec<Claim> = claims
            .iter()
            .filter(|c| c.confidence >= least)
            .cloned()
            .collect();
        out.add_claims(gold, doc, &kept)?;
    }
    Ok(out)
}

/// A sample for every claim that counts.
///
/// # Errors
/// When a span lies outside its text.
pub fn samples(
    gold: &Gold,
    claims: &[Vec<Claim>],
    statements: Option<&HashSet<String>>,
) -> Result<Vec<Sample>, Error> {
    let predictions = predictions(gold, claims, 0.0)?;
    let report = evaluate(gold, &predictions, statements);
    let counted = report.outcomes.iter().filter(|o| o.counts());
    let sample = |o: &crate::score::Outcome| {
        let article = &claims[o.doc];
        let mut values = Vec::new();
        visit(article, o.prediction, &mut |feature, value| {
            values.push((feature, value.to_owned()))
        });
        Sample {
            article: o.doc,
            values,
            confidence: f64::from(article[o.prediction].confidence),
            right: o.right_pair(),
        }
    };
    Ok(counted.map(sample).collect())
}
