//! The whole way of the data for one article, built once and shared by threads.

use crate::{Article, Claim};

/// Compiled lexicons and rules.
#[derive(Debug)]
pub struct Analyzer {}

/// What to keep.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Also ascribed beliefs, wishes, plans, ….
    pub attitudes: bool,
    /// Rows below this confidence are left out.
    pub min_confidence: f32,
}

impl Analyzer {
    /// Builds from the embedded lexicon with the folders in `overlays` laid over it, in order.
    ///
    /// # Errors
    /// Every fault of every file at once.
    pub fn new(overlays: &[std::path::PathBuf], options: Options) -> Result<Self, Vec<String>> {
        let _ = (overlays, options);
        Ok(Analyzer {})
    }

    /// All claims of one article, in the order of the text.
    pub fn analyze(&self, article: &Article) -> Vec<Claim> {
        let _ = article;
        Vec::new()
    }
}
