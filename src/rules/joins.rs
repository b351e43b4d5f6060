//! Two sentences that may be one attribution: the words in one, who says them in the other.

use crate::text::{Document, Sentence, TokenKind};

/// How a sentence and the next may belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// A paragraph that ends in a colon, then a quotation.
    Colon,
    /// `“Why?” Smith asked.`: the mark belongs to the quotation.
    Asked,
    /// `“We left.” Smith said.`: a full stop where a comma should be.
    Stopped,
    /// A quotation, then a paragraph with a dash and a name.
    Signed,
    /// `Smith said in a statement.`, then a quotation.
    Introduced,
}

/// A sentence of more tokens has words of its own, not the name of who said those before it.
const LONGEST_SIGNATURE: usize = 16;

impl Join {
    /// How the sentence at `at` may belong to the next, by marks and borders alone.
    pub fn of(text: &str, document: &Document, at: usize) -> Option<Join> {
        let (first, second) = (&document.sentences[at], document.sentences.get(at + 1)?);
        let short = second.tokens.len() <= LONGEST_SIGNATURE;
        if first.paragraph == second.paragraph {
            return match quotation_ends_with(text, document, first, second) {
                Some('?' | '!' | '…') => Some(Join::Asked),
                Some('.') if short => Some(Join::Stopped),
                Some(_) => None,
                None => introduced(text, document, second),
            };
        }
        let dash = matches!(
            document.tokens[second.tokens.start].kind,
            TokenKind::Mark('-' | '–' | '—' | '―')
        );
        if dash && short && whole_quotation(document, first, text).is_some() {
            return Some(Join::Signed);
        }
        let join = introduced(text, document, second)?;
        match document.tokens[first.tokens.end - 1].kind {
            TokenKind::Mark(':') => Some(Join::Colon),
            // The first paragraph may be a headline.
            _ => (first.paragraph > 0).then_some(join),
        }
    }

    /// Whether the cue stands in the first of the two.
    pub fn has_cue_first(self) -> bool {
        matches!(self, Join::Colon | Join::Introduced)
    }
}

fn introduced(text: &str, document: &Document, second: &Sentence) -> Option<Join> {
    whole_quotation(document, second, text).map(|_| Join::Introduced)
}

/// The last character of the quotation that `first` ends with, right before `second`.
fn quotation_ends_with(
    text: &str,
    document: &Document,
    first: &Sentence,
    second: &Sentence,
) -> Option<char> {
    let last = document.tokens[first.tokens.end - 1].range();
    let quotation = &document.quotations[document.outermost_at(last.start)?];
    let before = quotation.end <= document.tokens[second.tokens.start].range().start;
    quotation.last(text).filter(|_| before)
}

/// The quotation that a sentence consists of.
pub fn whole_quotation(document: &Document, sentence: &Sentence, text: &str) -> Option<usize> {
    let first = document.tokens.get(sentence.tokens.start)?.start as usize;
    let last = document.tokens.get(sentence.tokens.end - 1)?.end as usize;
    let index = document.outermost_at(first)?;
    let q = &document.quotations[index];
    let rest = text.get(q.end..last).unwrap_or("");
    (q.start <= first && !rest.contains(char::is_alphanumeric)).then_some(index)
}
