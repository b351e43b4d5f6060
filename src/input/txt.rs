//! Text files: one article each.

use super::{Article, Failure, Origin, decode::decode};

/// A headline has at most this many characters.
const LONGEST_TITLE: usize = 250;

/// Makes an article of a whole file: its id is the file's stem, its title [`title`].
/// The title's line stays in the text.
///
/// # Errors
/// Bytes that are no text, and files that hold nothing but white space.
pub fn read(origin: &Origin, bytes: Vec<u8>) -> Result<Article, Failure> {
    let text = decode(bytes).map_err(|error| origin.failure(error.to_string()))?;
    if text.trim().is_empty() {
        return Err(origin.failure("it is empty (take it out of the input)"));
    }
    Ok(Article {
        id: origin.stem(),
        title: title(&text).unwrap_or_default().to_owned(),
        text,
        ..Article::default()
    })
}

/// The first line, if it looks like a headline: short, without a final stop, and set off
/// from the text by a blank line, by a much longer line, or by being said twice.
pub fn title(text: &str) -> Option<&str> {
    let mut lines = text.trim_start().lines().map(str::trim);
    let first = lines.next().filter(|line| is_headline(line))?;
    let next = lines.next()?;
    if next.is_empty() {
        return lines.any(|line| !line.is_empty()).then_some(first);
    }
    if first.ends_with(next) && is_headline(next) {
        // A scraper that glued the section's name to the headline, then the headline.
        return Some(next);
    }
    let (length, follower) = (first.chars().count(), next.chars().count());
    (next.ends_with(first) || follower * 2 >= length * 3).then_some(first)
}

/// Short, and not ended like a sentence or in the middle of one.
fn is_headline(line: &str) -> bool {
    let last = line.trim_end_matches(is_closing).chars().next_back();
    let ended = matches!(
        last,
        None | Some('.' | '。' | '।' | '۔' | ',' | ';' | ':' | '،')
    );
    !ended && line.chars().count() <= LONGEST_TITLE
}

/// Marks that may stand after a sentence's stop.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '«' | ')' | ']'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        let long = "A much longer line follows it here, and ends as sentences do.";
        for (text, expected) in [
            (format!("A headline\n\n{long}"), Some("A headline")),
            (format!("\n A headline \r\n\r\n{long}"), Some("A headline")),
            (format!("A headline\n{long}"), Some("A headline")),
            (format!("Is it one?\n\n{long}"), Some("Is it one?")),
            (
                "NewsBridge opens\nBridge opens\n\nText.".into(),
                Some("Bridge opens"),
            ),
            (format!("A sentence.\n\n{long}"), None),
            (format!("“A sentence.”\n\n{long}"), None),
            ("A wrapped line that goes on\nto the next one.".into(), None),
            ("Nothing follows".into(), None),
            ("Nothing follows\n\n".into(), None),
            (format!("{}\n\n{long}", "x".repeat(300)), None),
        ] {
            assert_eq!(title(&text), expected, "{text:?}");
        }
    }
}
