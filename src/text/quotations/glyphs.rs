//! What quotation marks look like, by their bytes.

use super::Style;

/// What a mark looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// `"` and `''`, which open and close alike.
    Straight,
    /// `“`, ` `` ` and `‘‘`: opening in English, closing in German.
    Six,
    /// `”` and `’’`: closing, opening in Finnish or by mistake.
    Nine,
    /// `„`
    Low,
    /// `«`
    Left,
    /// `»`
    Right,
    /// `「`
    CornerOpen,
    /// `」`
    CornerClose,
    /// `'`
    Apostrophe,
    /// `‘`
    SingleSix,
    /// `’`
    SingleNine,
    /// `‚`
    SingleLow,
    /// `` ` ``
    Backtick,
}

/// Marks of one family close each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    High,
    Guillemet,
    Corner,
}

impl Glyph {
    pub fn is_single(self) -> bool {
        use Glyph::*;
        matches!(
            self,
            Apostrophe | SingleSix | SingleNine | SingleLow | Backtick
        )
    }

    pub fn family(self) -> Family {
        match self {
            Glyph::Left | Glyph::Right => Family::Guillemet,
            Glyph::CornerOpen | Glyph::CornerClose => Family::Corner,
            _ => Family::High,
        }
    }

    pub fn style(self) -> Style {
        match self {
            Glyph::Low => Style::LowHigh,
            Glyph::Left | Glyph::Right => Style::Guillemet,
            glyph if glyph.is_single() => Style::Single,
            _ => Style::Double,
        }
    }
}

/// Whether a mark may begin with a byte.
pub const BEGINS_MARK: [bool; 256] = {
    let mut table = [false; 256];
    let mut rest: &[u8] = b"\"'`\xC2\xE2\xE3\xEF";
    while let [byte, behind @ ..] = rest {
        table[*byte as usize] = true;
        rest = behind;
    }
    table
};

/// The mark that these bytes begin with, and its length.
pub fn glyph_at(bytes: &[u8]) -> Option<(Glyph, usize)> {
    let one = match *bytes.first()? {
        b'"' => (Glyph::Straight, 1),
        b'\'' => (Glyph::Apostrophe, 1),
        b'`' => (Glyph::Backtick, 1),
        0xC2 => (latin_glyph(*bytes.get(1)?)?, 2),
        0xE2 | 0xE3 | 0xEF => (wide_glyph(bytes.get(..3)?)?, 3),
        _ => return None,
    };
    Some(doubled(bytes, one))
}

/// Marks of two bytes in UTF-8.
fn latin_glyph(second: u8) -> Option<Glyph> {
    match second {
        0xAB => Some(Glyph::Left),
        0xBB => Some(Glyph::Right),
        0xB4 => Some(Glyph::SingleNine), // ´ typed for an apostrophe
        _ => None,
    }
}

/// Marks of three bytes in UTF-8.
fn wide_glyph(bytes: &[u8]) -> Option<Glyph> {
    Some(match std::str::from_utf8(bytes).ok()?.chars().next()? {
        '‘' | '‛' => Glyph::SingleSix,
        '’' => Glyph::SingleNine,
        '‚' => Glyph::SingleLow,
        '“' | '‟' => Glyph::Six,
        '”' => Glyph::Nine,
        '„' => Glyph::Low,
        '″' | '＂' => Glyph::Straight,
        '′' | '＇' => Glyph::Apostrophe,
        '‹' => Glyph::Left,
        '›' => Glyph::Right,
        '「' | '『' | '〝' => Glyph::CornerOpen,
        '」' | '』' | '〞' | '〟' => Glyph::CornerClose,
        _ => return None,
    })
}

/// Two single marks side by side are one double mark; of three that close, the first is the single one.
fn doubled(bytes: &[u8], (glyph, len): (Glyph, usize)) -> (Glyph, usize) {
    let double = match glyph {
        Glyph::Apostrophe => Glyph::Straight,
        Glyph::Backtick | Glyph::SingleSix => Glyph::Six,
        Glyph::SingleNine => Glyph::Nine,
        _ => return (glyph, len),
    };
    let mark = &bytes[..len];
    let pair = bytes[len..].starts_with(mark);
    let third = pair && bytes[2 * len..].starts_with(mark);
    let opens = bytes.get(3 * len).is_some_and(u8::is_ascii_alphanumeric);
    if pair && (!third || opens) {
        (double, 2 * len)
    } else {
        (glyph, len)
    }
}
