//! The marks that a reviewer gives.

/// What a reviewer says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// Words, speaker and channel are right.
    Right,
    /// Too many, too few or other words.
    WrongWords,
    /// Somebody else said it.
    WrongSpeaker,
    /// It became public in another way.
    WrongChannel,
    /// Nobody claims anything here.
    NotAClaim,
    /// The reviewer cannot tell.
    Unsure,
}

impl Mark {
    /// Every mark, in the order of the drop-down.
    pub const ALL: [Mark; 6] = [
        Mark::Right,
        Mark::WrongWords,
        Mark::WrongSpeaker,
        Mark::WrongChannel,
        Mark::NotAClaim,
        Mark::Unsure,
    ];

    /// As the `review` column writes it.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Right => "right",
            Mark::WrongWords => "wrong-words",
            Mark::WrongSpeaker => "wrong-speaker",
            Mark::WrongChannel => "wrong-channel",
            Mark::NotAClaim => "not-a-claim",
            Mark::Unsure => "unsure",
        }
    }

    /// What it means, for the "Read me" sheet.
    pub fn meaning(self) -> &'static str {
        match self {
            Mark::Right => "The words, the speaker and the channel are right.",
            Mark::WrongWords => "Somebody said it, but the words are too many, too few or others.",
            Mark::WrongSpeaker => "Somebody else said it; write the right one into review_note.",
            Mark::WrongChannel => "It came through another channel; write it into review_note.",
            Mark::NotAClaim => "Nobody claims anything here.",
            Mark::Unsure => "You cannot tell. It counts neither way.",
        }
    }

    /// Reads a cell: letter case, surrounding space, and spaces or underscores in place of
    /// hyphens don't matter.
    pub fn of_cell(cell: &str) -> Option<Mark> {
        let plain: String = cell
            .trim()
            .chars()
            .map(|c| match c {
                ' ' | '_' | '\u{A0}' | '–' | '‑' => '-',
                other => other.to_ascii_lowercase(),
            })
            .collect();
        Mark::ALL.into_iter().find(|mark| mark.name() == plain)
    }

    /// The mark that a mistyped cell comes nearest to, if any is near.
    pub fn nearest(cell: &str) -> Option<Mark> {
        let cell = cell.trim().to_lowercase();
        let distance = |mark: &Mark| strsim::damerau_levenshtein(mark.name(), &cell);
        let nearest = Mark::ALL.into_iter().min_by_key(distance)?;
        (distance(&nearest) <= 2).then_some(nearest)
    }

    /// All names, for messages.
    pub fn names() -> String {
        Mark::ALL.map(Mark::name).join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_kindly() {
        for cell in ["wrong-speaker", " Wrong Speaker ", "WRONG_SPEAKER"] {
            assert_eq!(Mark::of_cell(cell), Some(Mark::WrongSpeaker));
        }
        assert_eq!(Mark::of_cell("rihgt"), None);
        assert_eq!(Mark::nearest("rihgt"), Some(Mark::Right));
        assert_eq!(Mark::nearest("perhaps"), None);
    }
}
