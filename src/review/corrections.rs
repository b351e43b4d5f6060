//! What reviewers wrote in place of what was wrong, for the lexicon to learn from.

use std::path::PathBuf;

use super::Review;

/// What is corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Who said it.
    Speaker,
    /// How it became public.
    Channel,
}

impl Part {
    /// As the columns and the agreed form of notes name it.
    pub fn name(self) -> &'static str {
        match self {
            Part::Speaker => "speaker",
            Part::Channel => "channel",
        }
    }
}

/// One correction of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What is corrected.
    pub part: Part,
    /// What the table says; empty where it says nothing.
    pub was: String,
    /// What the reviewer says.
    pub right: String,
    /// The words of the text that it was resolved from: `speaker_mention`, `channel_mention`.
    pub mention: String,
    /// The claim's id.
    pub claim_id: String,
    /// The cue's words.
    pub cue: String,
    /// The rule that found the claim.
    pub rule: String,
    /// The host sentence.
    pub context: String,
    /// The article's id.
    pub article: String,
    /// The file of the review.
    pub file: PathBuf,
    /// The row in that file, counted from 1.
    pub row: usize,
}

/// The corrections in a review: its columns `correct_speaker` and `correct_channel`, and notes
/// of the form `speaker: X` and `channel: Y`, several divided by `;`, `|` or a new line.
pub fn corrections(review: &Review) -> Vec<Correction> {
    let mut found = Vec::new();
    for row in &review.rows {
        for part in [Part::Speaker, Part::Channel] {
            let cell = |column: &str| review.cell(row, column).trim().to_owned();
            let written = cell(&format!("correct_{}", part.name()));
            let right = match written.is_empty() {
                true => in_note(review.cell(row, "review_note"), part).unwrap_or_default(),
                false => written,
            };
            let was = cell(part.name());
            if right.is_empty() || right == was {
                continue;
            }
            found.push(Correction {
                part,
                was,
                right,
                mention: cell(&format!("{}_mention", part.name())),
                claim_id: cell("claim_id"),
                cue: cell("cue"),
                rule: cell("rule"),
                context: cell("context"),
                article: cell("article_id"),
                file: review.path.clone(),
                row: row.row,
            });
        }
    }
    found
}

fn in_note(note: &str, part: Part) -> Option<String> {
    note.split([';', '|', '\n']).find_map(|piece| {
        let (before, value) = piece.split_once([':', '='])?;
        // A note merged of several reviewers' has a name before it.
        let (before, value) = match value.split_once(':') {
            Some((inner, rest)) if inner.trim().eq_ignore_ascii_case(part.name()) => (inner, rest),
            _ => (before, value),
        };
        let fits = before.trim().eq_ignore_ascii_case(part.name());
        let value = value.trim();
        (fits && !value.is_empty()).then(|| value.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_the_agreed_form() {
        let speaker = |note| in_note(note, Part::Speaker).unwrap_or_default();
        assert_eq!(speaker("speaker: Vladimir Putin"), "Vladimir Putin");
        assert_eq!(speaker("channel: x; Speaker : Ann Lee "), "Ann Lee");
        assert_eq!(speaker("anna: speaker: Ann Lee | ben: no idea"), "Ann Lee");
        assert_eq!(speaker("the speaker is wrong"), "");
        assert_eq!(
            in_note("channel: x\nspeaker: A", Part::Channel).unwrap(),
            "x"
        );
    }
}
