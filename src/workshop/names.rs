//! Names compared as a person would: letter case and accents aside.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Small letters without accents.
pub fn plain(name: &str) -> String {
    name.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn case_and_accents_aside() {
        assert_eq!(super::plain("São Tomé"), super::plain("Sao tome"));
    }
}
