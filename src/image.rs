//! A compiled lexicon with its rules as bytes: written when the program is built, read when it starts,
//! so that nobody waits for dictionaries that have not changed.

use crate::lexicon::Lexicon;
use crate::rules::Rules;

/// The bytes of a lexicon and its rules.
///
/// # Errors
/// When something in them has no form as bytes.
pub fn write(lexicon: &Lexicon, rules: &Rules) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_stdvec(&(lexicon, rules))
}

/// The lexicon and rules that were written.
///
/// # Errors
/// When the bytes are none that this program wrote.
pub fn read(bytes: &'static [u8]) -> Result<(Lexicon, Rules), postcard::Error> {
    postcard::from_bytes(bytes)
}
