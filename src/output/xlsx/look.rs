//! How the sheets look: formats, colours, widths.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::review::Mark;

/// Width of a column that nothing else is said of.
const USUAL_WIDTH: f64 = 14.0;

/// Every format, made once.
pub struct Look {
    /// The header's cells.
    pub header: Format,
    /// The header's cells above what the analyst fills in.
    pub header_review: Format,
    /// Plain cells.
    pub plain: Format,
    /// Cells whose text goes over several lines.
    pub wrapped: Format,
    /// Cells the analyst fills in.
    pub review: Format,
    /// Ids: there, but not in the way.
    pub faint: Format,
    /// ISO dates.
    pub date: Format,
    /// Shares with two digits.
    pub share: Format,
    /// Whole numbers.
    pub number: Format,
    /// Addresses.
    pub link: Format,
    /// The claim within its context.
    pub marked: Format,
    /// The context around it.
    pub around: Format,
    /// Headings of the other sheets.
    pub title: Format,
}

impl Look {
    /// The look of every table.
    pub fn new() -> Look {
        let plain = Format::new().set_align(FormatAlign::Top);
        let header = Format::new()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(0x2F_4B_6E))
            .set_align(FormatAlign::VerticalCenter)
            .set_border_bottom(FormatBorder::Thin);
        let wrapped = plain.clone().set_text_wrap();
        Look {
            header_review: header.clone().set_background_color(Color::RGB(0x8A_5A_00)),
            header,
            review: wrapped.clone().set_background_color(Color::RGB(0xFF_FB_EC)),
            faint: plain.clone().set_font_color(Color::RGB(0x99_99_99)),
            date: plain.clone().set_num_format("yyyy-mm-dd"),
            share: plain.clone().set_num_format("0.00"),
            number: plain.clone().set_num_format("0"),
            link: plain.clone().set_hyperlink(),
            marked: Format::new()
                .set_bold()
                .set_font_color(Color::RGB(0x9C_2B_00)),
            around: Format::new(),
            title: Format::new().set_bold().set_font_size(14.0),
            wrapped,
            plain,
        }
    }

    /// The format of a column's cells.
    pub fn of_column(&self, column: &str) -> &Format {
        match column {
            "claim_id" | "article_id" | "duplicate_of" => &self.faint,
            "review" | "review_note" => &self.review,
            "claim" | "context" | "article_title" | "speaker" | "speaker_chain" => &self.wrapped,
            "confidence" => &self.share,
            "paragraph" | "start" | "end" => &self.number,
            _ => &self.plain,
        }
    }
}

/// The width of a column in characters.
pub fn width(column: &str) -> f64 {
    match column {
        "claim_id" => 8.0,
        "review" => 15.0,
        "review_note" | "speaker" | "speaker_chain" | "review_status" => 26.0,
        "claim" => 60.0,
        "context" => 80.0,
        "article_title" | "article_url" => 40.0,
        "kind" | "negated" | "paragraph" | "start" | "end" => 9.0,
        _ => USUAL_WIDTH,
    }
}

/// Background and letters of a mark.
pub fn colours(mark: Mark) -> (Color, Color) {
    let (background, letters) = match mark {
        Mark::Right => (0xC6_EF_CE, 0x00_61_00),
        Mark::WrongWords => (0xFF_D8_B8, 0x7F_3F_00),
        Mark::WrongSpeaker => (0xFF_C7_CE, 0x9C_00_06),
        Mark::WrongChannel => (0xE4_D2_F2, 0x4B_1F_6F),
        Mark::NotAClaim => (0xD9_D9_D9, 0x40_40_40),
        Mark::Unsure => (0xFF_EB_9C, 0x7F_60_00),
    };
    (Color::RGB(background), Color::RGB(letters))
}
