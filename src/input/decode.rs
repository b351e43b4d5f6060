//! Bytes to text: byte order mark, strict UTF-8, else detected.

use std::fmt;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// One character in this many may be damaged before a text counts as no text.
const DAMAGE_SHARE: usize = 100;

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undecodable {
    /// NUL bytes that are not UTF-16's.
    Nul,
    /// No encoding fits; holds the name of the one that came nearest.
    Unknown(&'static str),
}

impl fmt::Display for Undecodable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Undecodable::Nul => {
                out.write_str("it holds NUL bytes, so it is not text (save it as UTF-8 text)")
            }
            Undecodable::Unknown(nearest) => write!(
                out,
                "its encoding cannot be told, {nearest} comes nearest but does not fit \
                 (save it as UTF-8 text)"
            ),
        }
    }
}

/// Decodes to text without its byte order mark. Valid UTF-8 is not copied.
///
/// Damaged UTF-8 (a scrape cut inside a character) stays UTF-8, with U+FFFD for what is
/// broken: read as Windows-1252, every quotation mark of the text would be lost.
///
/// # Errors
/// NUL characters, or no encoding that fits.
pub fn decode(mut bytes: Vec<u8>) -> Result<String, Undecodable> {
    if let Some(encoding) = utf16_by_mark(&bytes).or_else(|| utf16_by_shape(&bytes)) {
        return lossy(&bytes, encoding);
    }
    if bytes.starts_with(UTF8_MARK) {
        bytes.drain(..UTF8_MARK.len());
    }
    if memchr::memchr(0, &bytes).is_some() {
        return Err(Undecodable::Nul);
    }
    String::from_utf8(bytes).or_else(|error| legacy(error.as_bytes()))
}

/// UTF-16 that says so.
pub(super) fn utf16_by_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-16 without a mark: NUL bytes at odd or at even places only, and at many of them.
fn utf16_by_shape(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) || memchr::memchr(0, bytes).is_none() {
        return None;
    }
    let mut zeros = [0usize; 2];
    for place in memchr::memchr_iter(0, bytes) {
        zeros[place % 2] += 1;
    }
    match zeros {
        [0, odd] if odd > bytes.len() / 6 => Some(UTF_16LE),
        [even, 0] if even > bytes.len() / 6 => Some(UTF_16BE),
        _ => None,
    }
}

/// What is not valid UTF-8: damaged UTF-8, or an older encoding.
fn legacy(bytes: &[u8]) -> Result<String, Undecodable> {
    if is_damaged_utf8(bytes)
        && let Ok(text) = lossy(bytes, UTF_8)
    {
        return Ok(text);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    lossy(bytes, detector.guess(None, Utf8Detection::Deny))
}

/// Whether more characters of several bytes are whole than broken; by chance hardly one is.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken || (whole == broken && is_cut_short(bytes))
}

/// Whether the only fault is a last character that lacks bytes.
fn is_cut_short(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// Decodes, with U+FFFD for what is broken, unless too much is.
fn lossy(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Undecodable> {
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    if text.contains('\0') {
        return Err(Undecodable::Nul);
    }
    let damaged = text.chars().filter(|c| is_damage(*c)).count();
    if damaged * DAMAGE_SHARE > text.chars().count() {
        return Err(Undecodable::Unknown(encoding.name()));
    }
    Ok(text.into_owned())
}

/// Replacement and control characters, which text in its right encoding hardly holds.
fn is_damage(c: char) -> bool {
    c == char::REPLACEMENT_CHARACTER
        || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\u{85}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn utf8_with_and_without_a_mark() {
        assert_eq!(decode("“é”".into()).unwrap(), "“é”");
        assert_eq!(decode("\u{FEFF}“é”".into()).unwrap(), "“é”");
        assert_eq!(decode(Vec::new()).unwrap(), "");
    }

    #[test]
    fn utf16_both_ways_with_and_without_a_mark() {
        let text = "“Ljubljana”, he said.";
        for mark in ["", "\u{FEFF}"] {
            let marked = format!("{mark}{text}");
            assert_eq!(decode(utf16(&marked, u16::to_le_bytes)).unwrap(), text);
            assert_eq!(decode(utf16(&marked, u16::to_be_bytes)).unwrap(), text);
        }
    }

    #[test]
    fn windows_1252_is_detected() {
        let bytes = b"The caf\xE9 owners said: \x93We\x92re delighted, naturally\x94 \x96 twice.";
        assert_eq!(
            decode(bytes.to_vec()).unwrap(),
            "The café owners said: “We’re delighted, naturally” – twice."
        );
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let mut text = "x".repeat(300).into_bytes();
        text.extend("“Yes,” he said. “No".bytes());
        text.push(0xE2);
        assert!(
            decode(text)
                .unwrap()
                .ends_with("“Yes,” he said. “No\u{FFFD}")
        );
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert_eq!(decode(b"abc\0def g".to_vec()), Err(Undecodable::Nul));
        assert_eq!(
            decode(b"\xFF\xFE\0\0a\0\0\0".to_vec()),
            Err(Undecodable::Nul)
        );
        // As a picture or a packed file looks.
        let noise = (1..2000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24).max(1) as u8);
        assert!(matches!(
            decode(noise.collect()),
            Err(Undecodable::Unknown(_))
        ));
    }
}
