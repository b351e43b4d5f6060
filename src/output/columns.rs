//! What each column holds, for the people who read the table.

/// One sentence about a column; columns that are not sayso's are the analyst's.
pub fn meaning(column: &str) -> &'static str {
    match column {
        "claim_id" => "Depends on the article and the words only, so a review is found again.",
        "review" => "Your mark, out of the list.",
        "review_note" => "Your note; `speaker: Name` or `channel: x` corrects.",
        "kind" => "direct (all in quotation marks), mixed (partly) or indirect (none).",
        "attitude" => {
            "Empty for a statement; else belief, wish, plan, feeling, perception, support."
        }
        "speaker" => "The person or institution behind the source.",
        "channel" => "How the words reached the public: x, statement, interview, …",
        "claim" => "The words; spans are joined by […].",
        "cue" => "The words that tell that somebody said it.",
        "speaker_type" => "person, government, ministry, company, …",
        "speaker_mention" => "The source as the text has it.",
        "speaker_how" => "How the speaker was found.",
        "speaker_chain" => "Where one source relays another: A > B.",
        "channel_mention" => "The channel as the text has it.",
        "channel_how" => "stated, or inherited from a sentence before.",
        "outlet" => "Who relayed, published or was told.",
        "cue_class" => "say, claim, deny, ask, …",
        "negated" => "yes where it was not said.",
        "speech_date" => "The date of the saying, where the text tells it.",
        "confidence" => "The share of right answers measured for such rows.",
        "rule" => "The rule that found it.",
        "context" => "The whole sentence or sentences.",
        "article_id" | "article_title" | "article_url" | "article_outlet" | "published" => {
            "Of the article."
        }
        "paragraph" => "The paragraph, counted from 1.",
        "start" | "end" => "Where it stands in the article, in Unicode code points.",
        "duplicate_of" => "The first claim with the same words.",
        "review_status" => "What became of this row since it was reviewed.",
        "sample_stratum" => "The group this row was drawn from.",
        "sample_weight" => "How many claims this row of the sample stands for.",
        "missed_claims" => "In a paragraph without a claim: how many claims it does hold.",
        other if other.starts_with("review (") => "This reviewer's mark.",
        other if other.starts_with("review_note (") => "This reviewer's note.",
        _ => "The analyst's own.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::COLUMNS;

    #[test]
    fn every_column_is_explained() {
        for column in COLUMNS {
            assert_ne!(meaning(column), meaning("no column"), "{column}");
        }
    }
}
