//! The finished row: every column of a claim, by what it tells of.

use std::ops::Range;

use super::{Assembler, Draft};
use crate::Claim;
use crate::claim::Evidence;
use crate::lexicon::{Dictionary, Fact, Lexicon};
use crate::resolve::assemble::rows;
use crate::resolve::view::View;
use crate::rules::{Found, Frame};

/// The class of cues that tell of silence.
const REFUSE: &str = "refuse";

impl<'a> Assembler<'a> {
    /// The row of a draft.
    pub(super) fn row(&mut self, view: &View, draft: &Draft) -> Claim {
        let mut claim = Claim::default();
        self.article_columns(&mut claim);
        self.words_columns(draft.found, &mut claim);
        self.cue_columns(view, draft.found, &mut claim);
        self.speaker_columns(view, draft, &mut claim);
        self.channel_columns(view, draft, &mut claim);
        claim.rule = self
            .frame(draft.found)
            .map_or_else(String::new, |f| f.id.clone());
        claim.evidence = self.evidence(view, draft);
        claim
    }

    fn article_columns(&self, claim: &mut Claim) {
        let article = self.context.article;
        claim.article_id = article.id.clone();
        claim.article_title = article.title.clone();
        claim.article_url = article.url.clone();
        claim.article_outlet = article.outlet.clone();
        claim.published = article.published.clone();
    }

    /// What the words are, and where they stand.
    fn words_columns(&mut self, found: &Found, claim: &mut Claim) {
        let (document, text) = (self.context.document, self.context.article.text.as_str());
        let content = &found.content;
        let bytes = content.first().map_or(0, |r| r.start)..content.last().map_or(0, |r| r.end);
        let cue = self.cue_bytes(found);
        let around = match cue.is_empty() {
            true => bytes.clone(),
            false => bytes.start.min(cue.start)..bytes.end.max(cue.end),
        };
        claim.claim = rows::words(text, content);
        (claim.claim_id, claim.duplicate_of) = self.number(&claim.claim);
        claim.kind = rows::kind(document, text, content);
        claim.context = rows::context(document, text, &around);
        claim.paragraph = self.paragraph_of(bytes.start);
        (claim.start, claim.end) = self.index.span(&bytes);
        claim.content_spans = content.iter().map(|r| self.index.span(r)).collect();
    }

    fn cue_columns(&self, view: &View, found: &Found, claim: &mut Claim) {
        let cue = self.cue_bytes(found);
        let text = self.context.article.text.get(cue.clone());
        claim.cue = rows::plain(text.unwrap_or(""));
        if !cue.is_empty() {
            claim.cue_spans = vec![self.index.span(&cue)];
        }
        let Some((_, fact)) = self.cue_fact(view, found) else {
            return;
        };
        let v = self.context.vocabulary;
        claim.cue_class = fact.sort.to_string();
        claim.attitude = fact.of.to_string();
        let negative = found.cue_base.clone().any(|u| view.is(u, v.negation));
        claim.negated = negative || fact.sort.as_ref() == REFUSE;
    }

    /// "Declined to comment".
    pub(super) fn refuses(&self, view: &View, found: &Found) -> bool {
        let cue = self.cue_fact(view, found);
        cue.is_some_and(|(_, fact)| fact.sort.as_ref() == REFUSE)
    }

    fn speaker_columns(&mut self, view: &View, draft: &Draft, claim: &mut Claim) {
        let (found, speaker) = (draft.found, &draft.speaker);
        claim.speaker = speaker.name.clone();
        claim.speaker_type = speaker.kind.clone();
        claim.speaker_how = self.speakers.how(speaker);
        if let Some(source) = &found.source {
            claim.speaker_mention = rows::plain(view.letters(source));
            claim.source_spans = vec![rows::unit_span(view, &self.index, source)];
        }
        claim.speaker_chain = match draft.relay.as_str() {
            "" => self.chain(found, speaker, &draft.through.outlet),
            relay => format!("{relay} > {}", speaker.name),
        };
    }

    fn channel_columns(&self, view: &View, draft: &Draft, claim: &mut Claim) {
        let through = &draft.through;
        claim.channel = through.channel.clone();
        claim.channel_how = through.how.to_owned();
        claim.outlet = through.outlet.clone();
        if let Some(channel) = &through.base {
            claim.channel_mention = rows::plain(view.letters(channel));
            claim.channel_spans = vec![rows::unit_span(view, &self.index, channel)];
        }
        claim.speech_date = draft.date.map_or_else(String::new, |d| d.to_string());
    }

    /// The frame that made an attribution.
    pub(super) fn frame(&self, found: &Found) -> Option<&'a Frame> {
        self.context.rules.frames.get(found.frame?)
    }

    /// The claim's id, and that of the first claim of the same words.
    fn number(&mut self, words: &str) -> (String, String) {
        let folded = rows::folded_words(words);
        let article = &self.context.article.id;
        if let Some((first, count)) = self.seen.get_mut(&folded) {
            *count += 1;
            return (rows::claim_id(article, &folded, *count), first.clone());
        }
        let id = rows::claim_id(article, &folded, 0);
        self.seen.insert(folded, (id.clone(), 0));
        (id, String::new())
    }

    fn cue_bytes(&self, found: &Found) -> Range<usize> {
        let tokens = &self.context.document.tokens;
        match (
            tokens.get(found.cue.start as usize),
            tokens.get((found.cue.end as usize).wrapping_sub(1)),
        ) {
            (Some(a), Some(b)) if found.cue.start < found.cue.end => {
                a.start as usize..b.end as usize
            }
            _ => 0..0,
        }
    }

    fn paragraph_of(&self, byte: usize) -> u32 {
        let before = self
            .context
            .document
            .paragraphs
            .partition_point(|p| p.range.start <= byte);
        u32::try_from(before).unwrap_or(u32::MAX)
    }

    fn cue_fact(&self, view: &View, found: &Found) -> Option<(u32, &'a Fact)> {
        found.frame?;
        let lexicon: &'a Lexicon = self.context.lexicon;
        let (index, _) = view.facts_of(found.cue_head, Dictionary::Cues).next()?;
        Some((index, lexicon.facts.get(index as usize)?))
    }

    /// The lines of the lexicon that made the row.
    fn evidence(&self, view: &View, draft: &Draft) -> Vec<Evidence> {
        let rule = self.frame(draft.found).map(|f| Evidence {
            part: "rule",
            file: f.file.clone(),
            line: f.line,
            entry: f.id.clone(),
        });
        let cue = self.cue_fact(view, draft.found).map(|(fact, _)| fact);
        let facts = [
            ("cue", cue),
            ("speaker", draft.speaker.fact),
            ("channel", draft.through.fact),
        ];
        let line =
            |(part, fact): (_, Option<u32>)| rows::evidence(self.context.lexicon, part, fact?);
        let lines = facts.into_iter().filter_map(line);
        rule.into_iter().chain(lines).collect()
    }
}
