//! Quotations that go on in other sentences and paragraphs, and those that have no attribution of their
//! own.

use std::ops::Range;

use super::found::{Finder, Found, Reader};
use super::joins::whole_quotation;
use super::taken::Taken;
use crate::text::Document;

impl Finder<'_> {
    /// Quotations that go on: the next sentence of the paragraph is nothing but quoted words, or the
    /// quotation runs over paragraphs.
    pub(super) fn go_on(&self, reader: &Reader, found: &mut Vec<Found>) {
        let Reader { text, document, .. } = *reader;
        self.turns(document, found);
        let taken = Taken::new(found);
        for f in &mut *found {
            self.extend_in_paragraph(document, f, &taken, text);
            extend_over_paragraphs(document, f, &taken);
            extend_backwards(document, f, &taken);
        }
        self.adopt(reader, found);
    }

    /// A turn of a transcript goes on to the next one or to the end of its paragraph; what is said to
    /// be said within it is part of it.
    fn turns(&self, document: &Document, found: &mut Vec<Found>) {
        let opens = |f: &Found| f.frame.is_some_and(|i| self.rules.frames[i].turn);
        let (mut at, mut kept) = (0, 0);
        while at < found.len() {
            found.swap(kept, at);
            at += 1;
            kept += 1;
            let f = &found[kept - 1];
            let begins = f.content.first().map(|r| r.start);
            let quoted = begins.is_some_and(|byte| document.outermost_at(byte).is_some());
            if !opens(f) || quoted {
                continue;
            }
            let first = f.sentence;
            let paragraph = document.sentences[first].paragraph;
            let next = found[at..].iter().find(|o| opens(o)).map(|o| o.sentence);
            let stop = next.unwrap_or(document.sentences.len());
            let goes_on = |i: &usize| document.sentences[*i].paragraph == paragraph;
            let last = (first..stop).take_while(goes_on).last().unwrap_or(first);
            let end = document.sentences[last].tokens.end;
            let f = &mut found[kept - 1];
            if let (Some(content), Some(token)) =
                (f.content.last_mut(), document.tokens[..end].last())
            {
                content.end = content.end.max(token.end as usize);
            }
            f.last_sentence = last;
            let inside = |f: &&Found| f.sentence > first && f.sentence <= last;
            at += found[at..].iter().take_while(inside).count();
        }
        found.truncate(kept);
    }

    /// A quotation that is a sentence of its own belongs to whoever spoke last: in the paragraph, or
    /// up to the end of the one before. Behind quoted words it goes on with them; else it is a claim
    /// of its own with the same source and cue.
    fn adopt(&self, reader: &Reader, found: &mut Vec<Found>) {
        let Reader { text, document, .. } = *reader;
        let mut taken: Vec<Range<usize>> = found
            .iter()
            .flat_map(|f| f.content.iter().cloned())
            .collect();
        taken.sort_by_key(|r| r.start);
        let mut next = 0;
        let mut last: Option<usize> = None;
        for (i, sentence) in document.sentences.iter().enumerate() {
            while next < found.len() && !found[next].adopted && found[next].sentence < i {
                last = Some(next);
                next += 1;
            }
            let Some(q) = whole_quotation(document, sentence, text) else {
                continue;
            };
            let q = &document.quotations[q];
            let before = taken.partition_point(|t| t.end <= q.start);
            if taken.get(before).is_some_and(|t| t.start < q.end) || q.inner_start >= q.inner_end {
                continue;
            }
            let Some(speaker) = last.filter(|&f| speaks_until(document, &found[f], i)) else {
                continue;
            };
            let speaker = self.before_silence(reader, found, speaker);
            if found[speaker]
                .content
                .contains(&(q.inner_start..q.inner_end))
            {
                continue;
            }
            last = Some(take_up(
                document,
                found,
                speaker,
                i,
                q.inner_start..q.inner_end,
            ));
        }
        found.sort_by_key(|f| f.content.first().map_or(0, |r| r.start));
    }

    /// "“We are late,” Weiss said. He did not give a reason. “…”": the words go on with what was said
    /// before somebody kept silent; else the claim itself.
    fn before_silence(&self, reader: &Reader, found: &[Found], claim: usize) -> usize {
        let built_in = &self.rules.built_in;
        let is_silent = |f: &Found| {
            let reading = reader.readings.sentence(f.sentence);
            let cue = reading.classes(f.cue_head as usize);
            let mut words = f
                .cue_base
                .clone()
                .map(|unit| reading.classes(unit as usize));
            cue.meets(built_in.refusing) || words.any(|word| word.meets(built_in.negation))
        };
        let f = &found[claim];
        let source = reader
            .readings
            .sentence(f.sentence)
            .classes(f.source_head as usize);
        let Some(before) = claim.checked_sub(1).map(|before| &found[before]) else {
            return claim;
        };
        let near = before.last_sentence + 1 == f.sentence && !before.adopted && !f.adopted;
        match near && is_silent(f) && source.meets(built_in.pronoun) && !is_silent(before) {
            true => claim - 1,
            false => claim,
        }
    }

    fn extend_in_paragraph(&self, document: &Document, f: &mut Found, taken: &Taken, text: &str) {
        if !f.content.iter().any(|r| is_quoted(document, r)) {
            return;
        }
        let paragraph = document.sentences[f.sentence].paragraph;
        for (i, sentence) in document
            .sentences
            .iter()
            .enumerate()
            .skip(f.last_sentence + 1)
        {
            let Some(q) = whole_quotation(document, sentence, text)
                .filter(|_| sentence.paragraph == paragraph)
            else {
                break;
            };
            if is_attributed_later(document, taken, q) {
                break;
            }
            let q = &document.quotations[q];
            if taken.meets(q.start..q.end) {
                break;
            }
            f.content.push(q.inner_start..q.inner_end);
            f.last_sentence = i;
        }
    }
}

/// Gives a quotation to a speaker: the index of the claim that now holds it.
fn take_up(
    document: &Document,
    found: &mut Vec<Found>,
    speaker: usize,
    sentence: usize,
    words: Range<usize>,
) -> usize {
    let quoted = found[speaker]
        .content
        .iter()
        .any(|r| is_quoted(document, r));
    let index = if quoted {
        found[speaker].content.push(words);
        speaker
    } else {
        let mut claim = found[speaker].clone();
        claim.content = std::iter::once(words).collect();
        claim.adopted = true;
        found.push(claim);
        found.len() - 1
    };
    found[index].last_sentence = sentence;
    extend_over_paragraphs(document, &mut found[index], &Taken::default());
    index
}

/// Whether quoted words are part of a content.
fn is_quoted(document: &Document, content: &Range<usize>) -> bool {
    let first = document
        .quotations
        .partition_point(|q| q.end <= content.start);
    document.quotations[first..]
        .iter()
        .take_while(|q| q.start <= content.end)
        .any(|q| q.depth == 0 && q.inner_start >= content.start)
}

/// Whether what `f` says reaches the sentence right before `sentence`, or it is of its paragraph.
fn speaks_until(document: &Document, f: &Found, sentence: usize) -> bool {
    let paragraph = |i: usize| document.sentences[i].paragraph;
    paragraph(f.last_sentence) == paragraph(sentence) || f.last_sentence + 1 == sentence
}

/// Takes in the paragraphs before a quotation that goes on in it, and has its attribution only there.
fn extend_backwards(document: &Document, f: &mut Found, taken: &Taken) {
    let Some(first) = f.content.first() else {
        return;
    };
    let starts = |&i: &usize| document.quotations[i].inner_start == first.start;
    let last = document.outermost_at(first.start).filter(starts);
    let pieces = std::iter::successors(last, |&i| document.quotations[i].continues).skip(1);
    let pieces = pieces.map(|i| &document.quotations[i]);
    let free = pieces.take_while(|q| !taken.meets(q.start..q.end));
    let mut before: Vec<Range<usize>> = free.map(|q| q.inner_start..q.inner_end).collect();
    before.reverse();
    f.content.splice(0..0, before);
}

/// Whether a quotation goes on in another paragraph, where it has an attribution of its own.
fn is_attributed_later(document: &Document, taken: &Taken, quotation: usize) -> bool {
    let mut pieces = std::iter::successors(document.continuation(quotation), |&piece| {
        document.continuation(piece)
    });
    pieces.any(|piece| {
        let q = &document.quotations[piece];
        taken.begins_in(q.start..q.end)
    })
}

/// Follows a quotation into the next paragraphs, up to a piece that has an attribution of its own.
fn extend_over_paragraphs(document: &Document, f: &mut Found, taken: &Taken) {
    let Some(last) = f.content.last().cloned() else {
        return;
    };
    let Some(mut index) = document.outermost_at(last.start).filter(|&i| {
        let q = &document.quotations[i];
        q.inner_start <= last.start && last.end <= q.end
    }) else {
        return;
    };
    while let Some(next) = document.continuation(index) {
        let q = &document.quotations[next];
        if taken.begins_in(q.start..q.end) {
            return;
        }
        f.content.push(q.inner_start..q.inner_end);
        f.last_sentence = document
            .sentences
            .partition_point(|s| document.tokens[s.tokens.end - 1].start < q.end as u32)
            .saturating_sub(1)
            .max(f.last_sentence);
        index = next;
    }
}
