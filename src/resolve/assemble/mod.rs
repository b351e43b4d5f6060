//! Rows, one for each attribution, in the order of the text.

mod afterword;
pub mod codepoints;
pub mod dates;
pub mod orphans;
mod row;
pub mod rows;
mod voices;
mod way;

use std::cell::OnceCell;
use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::lexicon::{Classes, Lexicon};
use crate::resolve::book::read;
use crate::resolve::channels::talk::{Event, INHERITED, Talk, Through};
use crate::resolve::channels::{ChannelTable, Named, Scanner};
use crate::resolve::kinds;
use crate::resolve::speakers::speaker::{How, Speaker};
use crate::resolve::speakers::{Said, Speakers};
use crate::resolve::view::View;
use crate::resolve::vocabulary::Vocabulary;
use crate::rules::{Found, Readings, Rules};
use crate::text::Document;
use crate::{Article, Claim};
use codepoints::CodePointIndex;
use orphans::orphans;
use voices::Heard;

/// What the rows of one article are made from.
pub struct Context<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its text, cut up.
    pub document: &'a Document,
    /// Its sentences as units.
    pub readings: &'a Readings,
    /// Dictionaries.
    pub lexicon: &'a Lexicon,
    /// Rules.
    pub rules: &'a Rules,
    /// Classes.
    pub vocabulary: &'a Vocabulary,
    /// The dictionary of channels as a whole.
    pub channels: &'a ChannelTable,
}

/// All claims of an article, attitudes too: handed over in their order, paragraph by paragraph, with as
/// many as stand there. Of a long article they would fill more memory than all else.
pub fn claims(context: &Context, found: Vec<Found>, take: &mut dyn FnMut(&mut Vec<Claim>)) {
    let text = context.article.text.as_str();
    let mut found = found;
    found.extend(orphans(context.document, text, &found));
    found.sort_by_key(|f| (f.sentence, f.content.first().map_or(0, |r| r.start)));
    let is_channel = |classes: Classes| classes.meets(context.vocabulary.any_channel);
    let views: Vec<View> = (0..context.readings.len())
        .map(|sentence| view(context, sentence))
        .collect();
    let mut assembler = Assembler {
        context,
        speakers: Speakers {
            views: &views,
            v: context.vocabulary,
            channels: context.channels,
            book: read(&views, context.readings, context.vocabulary),
            recency: OnceCell::new(),
            said: Vec::new(),
            last_through: FxHashMap::default(),
        },
        talk: Talk::new(context.channels),
        channel_sets: context.readings.sets_that(is_channel),
        index: CodePointIndex::new(text),
        published: dates::published(&context.article.published),
        seen: FxHashMap::default(),
    };
    assembler.run(&found, take);
}

fn view<'a>(context: &Context<'a>, sentence: usize) -> View<'a> {
    View {
        text: &context.article.text,
        document: context.document,
        lexicon: context.lexicon,
        reading: context.readings.sentence(sentence),
        sentence,
    }
}

struct Assembler<'a> {
    context: &'a Context<'a>,
    speakers: Speakers<'a>,
    talk: Talk<'a>,
    /// By set of classes, whether units that have it may name a channel.
    channel_sets: Vec<bool>,
    index: CodePointIndex<'a>,
    published: Option<Date>,
    /// Folded words of the claims so far: the first one's id and how often they came.
    seen: FxHashMap<String, (String, usize)>,
}

/// A sentence whose attributions become rows.
struct Host<'a, 'f> {
    view: View<'a>,
    /// For each unit whether it lies in a content.
    taken: Vec<bool>,
    /// Channels that it names.
    named: Vec<Named>,
    /// Attributions that a frame made.
    framed: Vec<&'f Found>,
}

/// One attribution on its way to a row.
struct Draft<'f> {
    found: &'f Found,
    speaker: Speaker,
    /// Who relays the speaker's words, or empty.
    relay: String,
    through: Through,
    /// The way is that of who relays the words, and not the speaker's own.
    handed_on: bool,
    date: Option<Date>,
}

impl<'a> Assembler<'a> {
    fn run(&mut self, found: &[Found], take: &mut dyn FnMut(&mut Vec<Claim>)) {
        let (mut rows, mut new) = (Vec::<Claim>::new(), Vec::new());
        let mut at = 0;
        for sentence in 0..self.speakers.views.len() {
            let here = found[at..].partition_point(|f| f.sentence <= sentence);
            let group: Vec<&Found> = found[at..at + here].iter().collect();
            at += here;
            self.sentence(sentence, &group, &mut rows, &mut new);
            let paragraph = |claim: Option<&Claim>| claim.map(|claim| claim.paragraph);
            if !new.is_empty() && paragraph(rows.last()) != paragraph(new.first()) {
                take(&mut rows);
                rows.clear();
            }
            rows.append(&mut new);
        }
        take(&mut rows);
    }

    /// All rows of one sentence, behind those before it.
    fn sentence(
        &mut self,
        sentence: usize,
        group: &[&Found],
        before: &mut [Claim],
        out: &mut Vec<Claim>,
    ) {
        let view = self.speakers.views[sentence];
        let subject = self.speakers.book.subjects[sentence];
        let speaks = |f: &&Found| {
            let source = f.source.as_ref().zip(subject);
            source.is_some_and(|(source, unit)| source.contains(&unit))
        };
        if !group.iter().any(speaks) {
            self.speakers.speak_of(sentence);
        }
        if group.is_empty() && !view.reading.sets().any(|set| self.channel_sets[set]) {
            return;
        }
        let host = self.host(view, group);
        if host.framed.is_empty() && !self.look_back(&host, before) {
            self.note(sentence, &host.named);
        }
        let mut heard = Heard::default();
        for &found in group {
            let draft = self.draft(&host, found, &mut heard);
            let own = Some(&draft.through).filter(|_| !draft.handed_on);
            let asks = self.is_question(&host.view, found);
            self.say(sentence, &draft.speaker, own, asks);
            out.push(self.row(&host.view, &draft));
            heard.spoken = Some(draft.speaker);
        }
    }

    /// A sentence with what it tells besides its attributions.
    fn host<'f>(&self, view: View<'a>, group: &[&'f Found]) -> Host<'a, 'f> {
        let contents = group.iter().flat_map(|f| f.content.iter().cloned());
        let taken = view.units_in(&contents.collect::<Vec<Range<usize>>>());
        let scanner = Scanner {
            view: &view,
            v: self.context.vocabulary,
            table: self.context.channels,
            taken: &taken,
        };
        let named = scanner.all(group);
        let framed = group.iter().copied().filter(|f| f.frame.is_some());
        Host {
            framed: framed.collect(),
            view,
            taken,
            named,
        }
    }

    /// Who says an attribution, through which channel, and when.
    fn draft<'f>(&mut self, host: &Host, found: &'f Found, heard: &mut Heard) -> Draft<'f> {
        let (mut speaker, relay) = self.voice(&host.view, found, heard);
        let mut through = self.through(host, found, &speaker);
        if let Some(name) = self.medium_speaking(found, &speaker, &through) {
            speaker = name;
        }
        let handed_on = through.how.is_empty();
        if handed_on {
            through = self.way_of_relay(found).unwrap_or_default();
        }
        if through.how == INHERITED && self.another_time(host) {
            through = Through::default();
            let paragraph = self.paragraph(found.sentence);
            self.talk.leave(&speaker, found.sentence, paragraph);
        }
        if found.adopted {
            speaker.how = How::Inherited;
            through.how = match through.channel.as_str() {
                "" => "",
                _ => INHERITED,
            };
        }
        let (v, cue) = (self.context.vocabulary, found.cue_base.start);
        let date = |day| dates::speech_date(&host.view, v, &host.taken, cue, day);
        Draft {
            found,
            speaker,
            relay,
            through,
            handed_on,
            date: self.published.and_then(date),
        }
    }

    /// "The Warri Evening Herald reported": a medium that no dictionary has, by its whole name.
    fn medium_speaking(
        &self,
        found: &Found,
        speaker: &Speaker,
        through: &Through,
    ) -> Option<Speaker> {
        let named = through.base.as_ref()?.end - 1;
        let own = found.source.as_ref()?.contains(&named);
        let part = speaker.name.len() < through.outlet.len()
            && through.outlet.ends_with(&speaker.name)
            && speaker.how == How::None;
        (own && part).then(|| Speaker {
            name: through.outlet.clone(),
            kind: kinds::NEWS.to_owned(),
            how: How::Named,
            ..speaker.clone()
        })
    }

    fn paragraph(&self, sentence: usize) -> usize {
        self.context
            .document
            .sentences
            .get(sentence)
            .map_or(0, |s| s.paragraph)
    }

    /// "Asked whether she knew", "“Who is there?” the keeper asked".
    fn is_question(&self, view: &View, found: &Found) -> bool {
        let text = &self.context.article.text;
        let question = |bytes: &Range<usize>| text[bytes.clone()].ends_with('?');
        let v = self.speakers.v;
        let whether = || {
            let inside = view.units_in(&found.content);
            let first = inside.iter().position(|inside| *inside);
            first.is_some_and(|unit| view.is(unit as u32, v.wh))
        };
        found.content.iter().any(question) || view.is(found.cue_head, v.asks) && whether()
    }

    /// Notes who said something, and the way of the speaker's own.
    fn say(&mut self, sentence: usize, speaker: &Speaker, through: Option<&Through>, asks: bool) {
        let through = through.filter(|t| !t.channel.is_empty());
        self.speakers.say(Said {
            speaker: speaker.clone(),
            sentence,
            paragraph: self.paragraph(sentence),
            channel: through.map_or_else(String::new, |t| t.channel.clone()),
            run: 0,
            asks,
        });
        if let Some(through) = through {
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
}
