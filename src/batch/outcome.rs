//! What a worker makes of a chunk of records.

use std::io;

use xxhash_rust::xxh3::xxh3_64;

use super::pieces::Pieces;
use super::{LEAST_WORDS, Summary};
use crate::Claim;
use crate::input::Failure;
use crate::output::Form;
use crate::resolve::assemble::rows::folded_words;

/// What became of the records of a chunk.
pub(super) struct Outcome {
    pub(super) failures: Vec<Failure>,
    pub(super) counts: Summary,
    pub(super) rows: Rows,
    /// In the order of the rows.
    pub(super) wordings: Vec<Wording>,
}

/// All rows of a chunk but for what they repeat of other articles.
pub(super) enum Rows {
    Written(Form, Pieces),
    Claims(Vec<Claim>),
}

/// Words that another article may have too.
pub(super) struct Wording {
    /// Their hash.
    pub(super) key: u64,
    /// The number in the claim's id.
    pub(super) number: Option<u64>,
    /// The row's `duplicate_of` among the bytes, or the claim among the claims.
    pub(super) place: usize,
}

/// How far an outcome had come before an article.
pub(super) struct Mark {
    counts: Summary,
    rows: usize,
    wordings: usize,
}

impl Outcome {
    pub(super) fn new(form: Option<Form>) -> Self {
        Outcome {
            failures: Vec::new(),
            counts: Summary::default(),
            rows: match form {
                Some(form) => Rows::Written(form, Pieces::default()),
                None => Rows::Claims(Vec::new()),
            },
            wordings: Vec::new(),
        }
    }

    /// An input gave no article.
    pub(super) fn fail(&mut self, failure: Failure) {
        self.counts.failures += 1;
        self.failures.push(failure);
    }

    /// All claims of an article of so many bytes have come.
    pub(super) fn end_article(&mut self, bytes: u64) {
        self.counts.articles += 1;
        self.counts.bytes += bytes;
    }

    /// How far it has come.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            counts: self.counts.clone(),
            rows: self.rows.len(),
            wordings: self.wordings.len(),
        }
    }

    /// Forgets the claims that came since.
    pub(super) fn back_to(&mut self, mark: Mark) {
        self.counts = mark.counts;
        self.rows.truncate(mark.rows);
        self.wordings.truncate(mark.wordings);
    }

    /// Takes a claim; what the analysis has pointed to another is left alone.
    pub(super) fn push(&mut self, claim: Claim) -> io::Result<()> {
        self.counts.count(&claim);
        let pointed = !claim.duplicate_of.is_empty();
        let key = words_key(&claim.claim).filter(|_| !pointed);
        let number = id_number(&claim.claim_id);
        let place = self.rows.push(claim)?;
        self.wordings
            .extend(key.map(|key| Wording { key, number, place }));
        Ok(())
    }
}

impl Rows {
    fn len(&self) -> usize {
        match self {
            Rows::Written(_, bytes) => bytes.len(),
            Rows::Claims(claims) => claims.len(),
        }
    }

    fn truncate(&mut self, len: usize) {
        match self {
            Rows::Written(_, bytes) => bytes.truncate(len),
            Rows::Claims(claims) => claims.truncate(len),
        }
    }

    /// The place of the row's `duplicate_of`, or of the claim.
    fn push(&mut self, claim: Claim) -> io::Result<usize> {
        match self {
            Rows::Written(form, bytes) => bytes.push(|out| form.write(&claim, out)),
            Rows::Claims(claims) => {
                claims.push(claim);
                Ok(claims.len() - 1)
            }
        }
    }
}

/// The number that `c` and 16 hex digits write.
fn id_number(claim_id: &str) -> Option<u64> {
    let digits = claim_id.strip_prefix('c')?;
    u64::from_str_radix(digits, 16).ok()
}

/// A hash of the words, letter case, marks and white space aside; none for a few words only.
fn words_key(words: &str) -> Option<u64> {
    let folded = folded_words(words);
    let spaces = folded.bytes().filter(|byte| *byte == b' ').count();
    (spaces + 1 >= LEAST_WORDS).then(|| xxh3_64(folded.as_bytes()))
}
