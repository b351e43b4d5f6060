//! The annotated articles, where they are present.

#![allow(dead_code, reason = "every test that uses this uses a part of it")]

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use sayso::analyzer::Options;
use sayso::lexicon::Folders;
use sayso::score::{Gold, read_statements};
use sayso::{Analyzer, Article};

/// `../shared/eval`, if it is there.
pub fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval");
    folder.join("data").is_dir().then_some(folder)
}

/// A file of annotated articles.
pub fn gold(folder: &Path, file: &str) -> Gold {
    Gold::read(&folder.join("data").join(file)).expect("the gold can be read")
}

/// The word forms that make an annotation a statement.
pub fn statements(folder: &Path) -> HashSet<String> {
    read_statements(&folder.join("statement_cues.txt")).expect("the list can be read")
}

/// With the lexicon of this folder, so that a changed file counts before anything is built again;
/// `min_confidence` as the lexicon has it if none is given.
pub fn analyzer(attitudes: bool, min_confidence: Option<f32>) -> Analyzer {
    let folders = Folders {
        base: Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons/en")),
        ..Folders::default()
    };
    let options = Options {
        attitudes,
        min_confidence,
    };
    Analyzer::new(&folders, options).expect("the lexicon has no fault")
}

/// A bare text as an article.
pub fn article(text: &str) -> Article {
    Article {
        id: "a".into(),
        text: text.into(),
        ..Article::default()
    }
}
