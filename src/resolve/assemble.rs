//! Rows, one for each attribution, in the order of the text.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::anaphora::Place;
use super::channels::{ChannelTable, Named, Scanner, choose, outlet_of};
use super::codepoints::CodePointIndex;
use super::dates;
use super::kinds;
use super::orphans::orphans;
use super::read::read;
use super::rows;
use super::speaker::{How, Speaker};
use super::speakers::{Said, Speakers};
use super::talk::{Event, INHERITED, STATED, Talk, Through};
use super::view::View;
use super::vocabulary::Vocabulary;
use crate::claim::Evidence;
use crate::lexicon::{Dictionary, Fact, Lexicon};
use crate::rules::{Found, Reading, Rules};
use crate::text::Document;
use crate::{Article, Claim};

/// What the rows of one article are made from.
pub struct Context<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its text, cut up.
    pub document: &'a Document,
    /// Its sentences as units.
    pub readings: &'a [Reading],
    /// Dictionaries.
    pub lexicon: &'a Lexicon,
    /// Rules.
    pub rules: &'a Rules,
    /// Classes.
    pub vocabulary: &'a Vocabulary,
    /// The dictionary of channels as a whole.
    pub channels: &'a ChannelTable,
}

/// All claims of an article; attitudes too.
pub fn claims(context: &Context, found: Vec<Found>) -> Vec<Claim> {
    let text = context.article.text.as_str();
    let mut found = found;
    found.extend(orphans(context.document, text, &found));
    found.sort_by_key(|f| (f.sentence, f.content.first().map_or(0, |r| r.start)));
    let views: Vec<View> = (0..context.readings.len())
        .map(|sentence| view(context, sentence))
        .collect();
    let mut assembler = Assembler {
        context,
        speakers: Speakers {
            views: &views,
            v: context.vocabulary,
            book: read(&views, context.vocabulary),
            said: Vec::new(),
            last_through: FxHashMap::default(),
        },
        talk: Talk::new(context.channels),
        index: CodePointIndex::new(text),
        published: dates::published(&context.article.published),
        seen: FxHashMap::default(),
    };
    assembler.run(&found)
}

fn view<'a>(context: &Context<'a>, sentence: usize) -> View<'a> {
    View {
        text: &context.article.text,
        document: context.document,
        lexicon: context.lexicon,
        reading: &context.readings[sentence],
        sentence,
    }
}

struct Assembler<'a> {
    context: &'a Context<'a>,
    speakers: Speakers<'a>,
    talk: Talk<'a>,
    index: CodePointIndex<'a>,
    published: Option<Date>,
    /// Folded words of the claims so far: the first one's id and how often they came.
    seen: FxHashMap<String, (String, usize)>,
}

/// One attribution on its way to a row.
struct Draft<'f> {
    found: &'f Found,
    speaker: Speaker,
    /// Who relays the speaker's words, or empty.
    relay: String,
    through: Through,
    date: Option<Date>,
}

impl<'a> Assembler<'a> {
    fn run(&mut self, found: &[Found]) -> Vec<Claim> {
        let mut out = Vec::with_capacity(found.len());
        let mut at = 0;
        for sentence in 0..self.speakers.views.len() {
            let here = found[at..].partition_point(|f| f.sentence <= sentence);
            let group: Vec<&Found> = found[at..at + here].iter().collect();
            at += here;
            self.sentence(sentence, &group, &mut out);
        }
        out
    }

    /// All rows of one sentence.
    fn sentence(&mut self, sentence: usize, group: &[&Found], out: &mut Vec<Claim>) {
        let view = self.speakers.views[sentence];
        let channels = self.context.vocabulary.any_channel;
        if group.is_empty() && !view.units().iter().any(|u| u.classes.meets(channels)) {
            return;
        }
        let contents: Vec<Range<usize>> = group
            .iter()
            .flat_map(|f| f.content.iter().cloned())
            .collect();
        let taken = view.units_in(&contents);
        let scanner = Scanner {
            view: &view,
            v: self.context.vocabulary,
            table: self.context.channels,
            taken: &taken,
        };
        let named = scanner.all(group);
        let framed: Vec<&Found> = group
            .iter()
            .copied()
            .filter(|f| f.frame.is_some())
            .collect();
        if framed.is_empty() {
            self.note(sentence, &named);
        }
        let mut spoken: Option<Speaker> = None;
        let mut relays: Vec<(Speaker, Speaker)> = Vec::new();
        for &found in group {
            let outer = self.speakers.of(found);
            let going_on = relays.iter().find(|(o, _)| {
                o.same(&outer) && view.is(found.cue_head, self.context.vocabulary.ing)
            });
            let participle = view.is(found.cue_head, self.context.vocabulary.ing);
            let quoted =
                spoken.filter(|s| participle && outer.kind == kinds::NEWS && s.kind != kinds::NEWS);
            let inner = going_on
                .map(|(_, i)| i.clone())
                .or(quoted)
                .or_else(|| self.speakers.relayed(found, &outer));
            let relayed = inner.filter(|inner| !inner.name.is_empty() && !inner.same(&outer));
            if let Some(inner) = &relayed {
                relays.push((outer.clone(), inner.clone()));
            }
            let relay = if relayed.is_some() {
                outer.name.clone()
            } else {
                String::new()
            };
            let mut speaker = relayed.unwrap_or(outer);
            let mut through = self.through(found, &speaker, &named, &framed);
            if through.how == INHERITED && self.another_time(&view, &taken) {
                through = Through::default();
            }
            if found.adopted {
                speaker.how = How::Inherited;
                through.how = if through.channel.is_empty() {
                    ""
                } else {
                    INHERITED
                };
            }
            let v = self.context.vocabulary;
            let date = self
                .published
                .and_then(|day| dates::speech_date(&view, v, &taken, found.cue_base.start, day));
            spoken = Some(speaker.clone());
            self.say(sentence, &speaker, &through);
            let draft = Draft {
                found,
                speaker,
                relay,
                through,
                date,
            };
            out.push(self.row(&view, &draft));
        }
    }

    /// A channel named in a sentence without a claim: "She took to X."
    fn note(&mut self, sentence: usize, named: &[Named]) {
        let public = |n: &&Named| self.context.channels.is_noted(&n.channel);
        let Some(best) = named.iter().filter(public).max_by_key(|n| n.rank) else {
            return;
        };
        let Some(unit) = self.speakers.book.subjects[sentence] else {
            return;
        };
        let Some(linked) = self.speakers.book.mentions[sentence]
            .iter()
            .find(|l| l.mention.base.start == unit)
        else {
            return;
        };
        let base = linked.mention.base.clone();
        let speaker = self
            .speakers
            .of_range(sentence, &base, base.end - 1, base.end);
        let through = Through {
            channel: best.channel.clone(),
            outlet: outlet_of(named, best),
            how: STATED,
            base: None,
            fact: best.fact,
        };
        self.event(sentence, &speaker, &through);
    }

    fn through(
        &self,
        found: &Found,
        speaker: &Speaker,
        named: &[Named],
        framed: &[&Found],
    ) -> Through {
        let paragraph = self.paragraph(found.sentence);
        let others: Vec<&Found> = framed
            .iter()
            .copied()
            .filter(|o| o.cue != found.cue)
            .collect();
        let chosen = if found.frame.is_some() {
            choose(named, found, &others)
        } else {
            None
        };
        let chosen = chosen.map(|n| (n, outlet_of(named, n)));
        let chosen = chosen.map(|(n, outlet)| match outlet.as_str() {
            "" if n.told && self.context.channels.is_interview(&n.channel) => {
                (n, self.last_medium(found))
            }
            _ => (n, outlet),
        });
        let through = self
            .talk
            .of(chosen, speaker, &self.speakers.said, paragraph);
        if through.how.is_empty() && self.is_next_voice(found) {
            return self.talk.next_voice(paragraph);
        }
        if through.how.is_empty() && self.is_turn(found) {
            return self.talk.next_turn();
        }
        through
    }

    /// "Another wrote": somebody else of those who spoke just now.
    fn is_next_voice(&self, found: &Found) -> bool {
        let (view, v) = (self.speakers.views[found.sentence], self.context.vocabulary);
        let first = found.source.as_ref().map(|s| s.start);
        first.is_some_and(|unit| {
            let article = view.is(unit, v.determiner) && !view.is(unit, v.again);
            view.is(unit + u32::from(article), v.again)
        })
    }

    /// A turn of a transcript.
    fn is_turn(&self, found: &Found) -> bool {
        let frame = found.frame.and_then(|i| self.context.rules.frames.get(i));
        frame.is_some_and(|f| f.turn)
    }

    /// "Told the newspaper": the medium named last.
    fn last_medium(&self, found: &Found) -> String {
        let at = Place {
            sentence: found.sentence,
            unit: found.cue_base.start,
        };
        let medium = self.speakers.latest(at, |e| e.kind == kinds::NEWS);
        medium.map_or_else(String::new, |id| {
            self.speakers.book.ledger.entities[id].name.clone()
        })
    }

    /// "Previously", "earlier this month": words of another occasion go through another channel.
    fn another_time(&self, view: &View, taken: &[bool]) -> bool {
        let v = self.context.vocabulary;
        let elsewhere = v.elsewhere;
        let opens = view.is(0, v.weekday) || view.is(0, v.way) && view.is(1, v.weekday);
        opens
            || (0..view.len())
                .any(|u| view.is(u, elsewhere) && !taken.get(u as usize).copied().unwrap_or(false))
    }

    fn paragraph(&self, sentence: usize) -> usize {
        self.context
            .document
            .sentences
            .get(sentence)
            .map_or(0, |s| s.paragraph)
    }

    fn say(&mut self, sentence: usize, speaker: &Speaker, through: &Through) {
        self.speakers.say(Said {
            speaker: speaker.clone(),
            sentence,
            paragraph: self.paragraph(sentence),
            channel: through.channel.clone(),
            run: 0,
        });
        if !through.channel.is_empty() {
            self.event(sentence, speaker, through);
        }
    }

    fn event(&mut self, sentence: usize, speaker: &Speaker, through: &Through) {
        self.talk.push(Event {
            speaker: speaker.clone(),
            through: through.clone(),
            sentence,
            paragraph: self.paragraph(sentence),
            run: 0,
        });
    }

    fn row(&mut self, view: &View, draft: &Draft) -> Claim {
        let (context, found) = (self.context, draft.found);
        let (article, text) = (context.article, context.article.text.as_str());
        let words = rows::words(text, &found.content);
        let (claim_id, duplicate_of) = self.number(&words);
        let bytes =
            found.content.first().map_or(0, |r| r.start)..found.content.last().map_or(0, |r| r.end);
        let cue = self.cue_bytes(found);
        let around = if cue.is_empty() {
            bytes.clone()
        } else {
            bytes.start.min(cue.start)..bytes.end.max(cue.end)
        };
        let rule = found
            .frame
            .and_then(|i| context.rules.frames.get(i))
            .map_or("", |f| f.id.as_str());
        let (start, end) = self.index.span(&bytes);
        let source = found.source.clone();
        let channel = draft.through.base.clone();
        let mut claim = Claim {
            claim_id,
            kind: rows::kind(context.document, text, &found.content),
            speaker: draft.speaker.name.clone(),
            channel: draft.through.channel.clone(),
            claim: words,
            cue: rows::plain(text.get(cue.clone()).unwrap_or("")),
            speaker_type: draft.speaker.kind.clone(),
            speaker_mention: source
                .as_ref()
                .map_or_else(String::new, |s| rows::plain(view.letters(s))),
            speaker_how: self.speakers.how(&draft.speaker),
            channel_mention: channel
                .as_ref()
                .map_or_else(String::new, |c| rows::plain(view.letters(c))),
            channel_how: draft.through.how.to_owned(),
            outlet: draft.through.outlet.clone(),
            speech_date: draft.date.map_or_else(String::new, |d| d.to_string()),
            rule: rule.to_owned(),
            context: rows::context(context.document, text, &around),
            article_id: article.id.clone(),
            article_title: article.title.clone(),
            article_url: article.url.clone(),
            article_outlet: article.outlet.clone(),
            published: article.published.clone(),
            paragraph: self.paragraph_of(bytes.start),
            start,
            end,
            duplicate_of,
            content_spans: found.content.iter().map(|r| self.index.span(r)).collect(),
            source_spans: source
                .iter()
                .map(|s| rows::unit_span(view, &self.index, s))
                .collect(),
            cue_spans: if cue.is_empty() {
                Vec::new()
            } else {
                vec![self.index.span(&cue)]
            },
            channel_spans: channel
                .iter()
                .map(|c| rows::unit_span(view, &self.index, c))
                .collect(),
            ..Claim::default()
        };
        self.cue_columns(view, found, &mut claim);
        claim.speaker_chain = match draft.relay.as_str() {
            "" => self.chain(found, &draft.speaker, &draft.through.outlet),
            relay => format!("{relay} > {}", draft.speaker.name),
        };
        claim.evidence = self.evidence(view, draft);
        claim
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

    fn cue_columns(&self, view: &View, found: &Found, claim: &mut Claim) {
        let Some((_, fact)) = self.cue_fact(view, found) else {
            return;
        };
        let v = self.context.vocabulary;
        claim.cue_class = fact.sort.to_string();
        claim.attitude = fact.of.to_string();
        let negative = found.cue_base.clone().any(|u| view.is(u, v.negation));
        claim.negated = negative || fact.sort.as_ref() == REFUSE;
    }

    /// "Ministry > Pezeshkian": the claim itself begins with another's words.
    fn chain(&mut self, found: &Found, speaker: &Speaker, outlet: &str) -> String {
        if speaker.name.is_empty() {
            return String::new();
        }
        let sentence = found.sentence;
        let view = self.speakers.views[sentence];
        if let Some(relay) = &found.relay {
            let by = self
                .speakers
                .of_range(sentence, relay, relay.end.saturating_sub(1), u32::MAX);
            let name = if outlet.is_empty() { &by.name } else { outlet };
            return if name.is_empty() || by.same(speaker) {
                String::new()
            } else {
                format!("{name} > {}", speaker.name)
            };
        }
        let Some(first) = found.content.first().and_then(|r| view.unit_at(r.start)) else {
            return String::new();
        };
        let v = self.context.vocabulary;
        let Some(inner) = self.speakers.book.mentions[sentence]
            .iter()
            .find(|l| l.mention.base.start == first)
            .cloned()
        else {
            return String::new();
        };
        let mut at = inner.mention.base.end;
        while view.is(at, v.adverb) && !view.is(at, v.cue_verb) {
            at += 1;
        }
        if !self.speakers.tells(&view, at) || found.cue_base.contains(&at) {
            return String::new();
        }
        let base = inner.mention.base.clone();
        let Place { sentence, .. } = Place {
            sentence,
            unit: base.start,
        };
        let second = self.speakers.of_range(sentence, &base, base.end - 1, at);
        if second.name.is_empty() || second.same(speaker) {
            String::new()
        } else {
            format!("{} > {}", speaker.name, second.name)
        }
    }

    fn evidence(&self, view: &View, draft: &Draft) -> Vec<Evidence> {
        let lexicon = self.context.lexicon;
        let rule = draft
            .found
            .frame
            .and_then(|i| self.context.rules.frames.get(i))
            .map(|f| Evidence {
                part: "rule",
                file: f.file.clone(),
                line: f.line,
                entry: f.id.clone(),
            });
        let cue = self
            .cue_fact(view, draft.found)
            .and_then(|(i, _)| rows::evidence(lexicon, "cue", i));
        let speaker = draft
            .speaker
            .fact
            .and_then(|i| rows::evidence(lexicon, "speaker", i));
        let channel = draft
            .through
            .fact
            .and_then(|i| rows::evidence(lexicon, "channel", i));
        rule.into_iter()
            .chain(cue)
            .chain(speaker)
            .chain(channel)
            .collect()
    }
}

/// The class of cues that tell of silence.
const REFUSE: &str = "refuse";
