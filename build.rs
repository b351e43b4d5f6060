//! Compiles the embedded lexicon with the program's own modules, so that the program itself need not do
//! it at every start.

#![allow(
    dead_code,
    unused_imports,
    reason = "the modules are the program's, and not all of them is needed here"
)]

use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/claim.rs"]
mod claim;
#[path = "src/confidence"]
mod confidence {
    pub mod features;
    pub mod weights;

    pub use features::Feature;
    pub use weights::{Weights, share};
}
#[path = "src/image.rs"]
mod image;
#[path = "src/lexicon/mod.rs"]
mod lexicon;
#[path = "src/rules/mod.rs"]
mod rules;
#[path = "src/text/mod.rs"]
mod text;

pub use claim::Claim;

/// The files themselves, in place of the copies that the program holds.
mod embedded {
    /// The text of a file of the embedded lexicon.
    pub fn text(file: &str) -> &'static str {
        let path = super::folder().join(file);
        let text = std::fs::read_to_string(&path);
        text.unwrap_or_else(|e| panic!("{}: {e}", path.display()))
            .leak()
    }
}

fn folder() -> PathBuf {
    Path::new(&env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default())
        .join(lexicon::dictionaries::EMBEDDED_FOLDER)
}

fn main() {
    println!(
        "cargo::rerun-if-changed={}",
        lexicon::dictionaries::EMBEDDED_FOLDER
    );
    let folders = lexicon::Folders::default();
    let (mut draft, sources, mut found) = lexicon::read(&folders, &mut |_, _| {});
    let rules = rules::file::compile(&sources, &mut draft).unwrap_or_else(|faults| {
        found.faults.extend(faults);
        rules::Rules::default()
    });
    for fault in &found.faults {
        let told = fault.to_string();
        told.lines()
            .for_each(|line| println!("cargo::error={line}"));
    }
    if !found.faults.is_empty() {
        return;
    }
    let mut lexicon = draft.finish();
    found.shorten();
    lexicon.warnings = found.warnings;
    let image = image::write(&lexicon, &rules).expect("a lexicon has a form as bytes");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("lexicon.image"), image).expect("cargo gives a folder to write to");
}
