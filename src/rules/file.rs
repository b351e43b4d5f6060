//! `rules.toml`: read, overlaid, compiled.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::built_in::BuiltIn;
use super::channels::Channels;
use super::matcher::Pool;
use super::pattern::{self, Names, Program};
use super::plan::Plan;
use crate::lexicon::fault::did_you_mean;
use crate::lexicon::{Classes, Draft, Fault, RuleSource};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    classes: Vec<String>,
    #[serde(default)]
    relayers: String,
    #[serde(default)]
    speech: String,
    #[serde(default)]
    channels: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    macros: BTreeMap<String, String>,
    #[serde(default)]
    phrase: Vec<Spanned<PhraseText>>,
    #[serde(default)]
    frame: Vec<Spanned<FrameText>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseText {
    id: String,
    level: u8,
    pattern: String,
    #[serde(default)]
    set: String,
    #[serde(default)]
    keep: String,
    #[serde(default)]
    mark: BTreeMap<String, String>,
    #[serde(default)]
    example: String,
    #[serde(default)]
    silent: String,
    #[serde(default)]
    remove: bool,
    #[serde(default)]
    #[allow(dead_code)]
    note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameText {
    id: String,
    #[serde(default)]
    pattern: String,
    #[serde(default)]
    example: Vec<Example>,
    #[serde(default)]
    silent: Vec<String>,
    #[serde(default)]
    relays: bool,
    #[serde(default)]
    turn: bool,
    #[serde(default)]
    remove: bool,
    #[serde(default)]
    #[allow(dead_code)]
    note: String,
}

/// A sentence on which a frame must fire, and what it must find there.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The source's words; empty for none.
    #[serde(default)]
    pub source: String,
    /// The content's words, spans joined by ` […] `.
    pub content: String,
}

/// A phrase rule: folds a run of units into one, or marks some of them.
#[derive(Debug, Serialize, Deserialize)]
pub struct Phrase {
    /// Name of the rule.
    pub id: String,
    /// What it matches.
    pub program: Program,
    /// Classes of the folded unit.
    pub set: Classes,
    /// Classes that it takes over from its head, as far as that has them.
    pub keep: Classes,
    /// Capture that is the head; the last unit if there is none, or if the head is always the last.
    pub head: Option<usize>,
    /// Captures whose units get classes instead of a fold.
    pub marks: Vec<(usize, Classes)>,
    /// Where captures lie that always lie there, counted from where the phrase begins.
    pub fixed: Vec<Option<u32>>,
    /// Sentence in which it fires.
    pub example: String,
    /// Sentence in which it does not.
    pub silent: String,
}

/// A frame rule: reads source, cue, content and channel out of a sentence of units.
#[derive(Debug, Serialize, Deserialize)]
pub struct Frame {
    /// Name of the rule; the `rule` column.
    pub id: String,
    /// What it matches, around its cue.
    pub program: Program,
    /// What each capture is.
    pub parts: Vec<Part>,
    /// Sentences in which it fires.
    pub examples: Vec<Example>,
    /// Sentences in which it does not.
    pub silent: Vec<String>,
    /// Its source may be one that only relays the words of another.
    pub relays: bool,
    /// It reads the beginning of a turn in a transcript, which goes on to the end of its paragraph.
    pub turn: bool,
    /// File it comes from.
    pub file: String,
    /// Line in that file, counted from 1.
    pub line: u32,
}

/// What a capture of a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Who says it.
    Source,
    /// What is said.
    Content,
    /// The way it reached the public.
    Channel,
    /// Who relayed it.
    Relay,
    /// To whom it was said.
    Addressee,
}

impl Part {
    const ALL: [(&'static str, Part); 5] = [
        ("source", Part::Source),
        ("content", Part::Content),
        ("channel", Part::Channel),
        ("relay", Part::Relay),
        ("addressee", Part::Addressee),
    ];
}

/// All rules of a lexicon, compiled.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Rules {
    /// Phrase rules by level, in the order in which they are tried.
    pub levels: Vec<Vec<Phrase>>,
    /// Frame rules in the order in which they are tried.
    pub frames: Vec<Frame>,
    /// Which of them are worth a try where.
    pub(crate) plan: Plan,
    /// What runs them.
    #[serde(skip)]
    pub matchers: Pool,
    /// Classes of letters and marks.
    pub built_in: BuiltIn,
    /// Classes of sources that relay the words of others.
    pub relayers: Classes,
    /// Classes of cues whose content is what was said, not what it was about.
    pub speech: Classes,
    /// What channels are used for.
    pub channels: Channels,
}

struct Lookup<'d>(&'d mut Draft);

impl Names for Lookup<'_> {
    fn class(&mut self, name: &str) -> Result<Classes, String> {
        if !self.0.knows(name) {
            let hint = did_you_mean(name, self.0.class_names().iter().map(String::as_str));
            return Err(format!("There is no class {name:?}{hint}"));
        }
        Ok(self.0.class(name).map_or(Classes::NONE, Classes::of))
    }

    fn literal(&mut self, word: &str) -> Result<Classes, String> {
        let id = self
            .0
            .literal(word)
            .ok_or("There are too many classes; name fewer words in rules.")?;
        Ok(Classes::of(id))
    }
}

/// Compiles all rule files, later ones laid over earlier ones by the rules' ids.
///
/// # Errors
/// Every fault of every rule at once.
pub fn compile(sources: &[RuleSource], draft: &mut Draft) -> Result<Rules, Vec<Fault>> {
    let mut compiler = Compiler {
        draft,
        macros: FxHashMap::default(),
        channels: Channels::default(),
        faults: Vec::new(),
    };
    let built_in = compiler.built_in();
    let mut phrases: Vec<(Place, PhraseText)> = Vec::new();
    let mut frames: Vec<(Place, FrameText)> = Vec::new();
    let (mut relayers, mut speech): (Vec<String>, Vec<String>) = Default::default();
    for source in sources {
        let Some(file) = compiler.parse(source) else {
            continue;
        };
        relayers.extend([file.relayers]);
        speech.extend([file.speech]);
        for class in &file.classes {
            compiler.draft.class(class);
        }
        compiler.macros.extend(file.macros);
        for (usage, names) in &file.channels {
            let place = Place::new(source, names.span().start);
            compiler.channels(&place, usage, names.as_ref());
        }
        for phrase in file.phrase {
            let place = Place::new(source, phrase.span().start);
            let phrase = phrase.into_inner();
            overlay(&mut phrases, place, phrase, |p| &p.id);
        }
        for frame in file.frame {
            let place = Place::new(source, frame.span().start);
            overlay(&mut frames, place, frame.into_inner(), |f| &f.id);
        }
    }
    let mut rules = Rules {
        built_in,
        ..Rules::default()
    };
    for (_, p) in phrases.iter().filter(|(_, p)| !p.remove) {
        compiler.declare(&p.set);
        p.mark
            .values()
            .for_each(|classes| compiler.declare(classes));
    }
    for (place, phrase) in phrases.into_iter().filter(|(_, p)| !p.remove) {
        compiler.phrase(place, phrase, &mut rules.levels);
    }
    for (place, frame) in frames.into_iter().filter(|(_, f)| !f.remove) {
        compiler.frame(place, frame, &mut rules.frames);
    }
    let everywhere = Place {
        file: sources.last().map_or(String::new(), |s| s.file.clone()),
        line: 1,
    };
    rules.relayers = compiler.classes(&everywhere, "relayers", &relayers.join(" "));
    rules.speech = compiler.classes(&everywhere, "speech", &speech.join(" "));
    rules.channels = compiler.channels;
    rules.plan = Plan::new(&rules);
    if compiler.faults.is_empty() {
        Ok(rules)
    } else {
        Err(compiler.faults)
    }
}

fn overlay<T>(all: &mut Vec<(Place, T)>, place: Place, rule: T, id: impl Fn(&T) -> &String) {
    match all.iter().position(|(_, r)| id(r) == id(&rule)) {
        Some(at) => all[at] = (place, rule),
        None => all.push((place, rule)),
    }
}

#[derive(Debug, Clone)]
struct Place {
    file: String,
    line: u32,
}

impl Place {
    fn new(source: &RuleSource, byte: usize) -> Self {
        Place {
            file: source.file.clone(),
            line: source.text[..byte.min(source.text.len())]
                .matches('\n')
                .count() as u32
                + 1,
        }
    }
}

struct Compiler<'d> {
    draft: &'d mut Draft,
    macros: FxHashMap<String, String>,
    channels: Channels,
    faults: Vec<Fault>,
}

impl Compiler<'_> {
    fn built_in(&mut self) -> BuiltIn {
        BuiltIn::new(|name| self.draft.class(name).map_or(Classes::NONE, Classes::of))
    }

    fn parse(&mut self, source: &RuleSource) -> Option<File> {
        match toml::from_str(&source.text) {
            Ok(file) => Some(file),
            Err(e) => {
                let byte = e.span().map_or(0, |s| s.start);
                self.wrong(&Place::new(source, byte), "", e.message().to_owned());
                None
            }
        }
    }

    fn wrong(&mut self, place: &Place, rule: &str, message: String) {
        self.faults.push(Fault {
            file: place.file.clone(),
            line: u64::from(place.line),
            column: String::new(),
            message: if rule.is_empty() {
                message
            } else {
                format!("Rule {rule}: {message}")
            },
            row: String::new(),
        });
    }

    fn declare(&mut self, classes: &str) {
        for class in classes.split_whitespace() {
            self.draft.class(class);
        }
    }

    /// The set of named classes; `@name` stands for those that a macro lists.
    fn classes(&mut self, place: &Place, rule: &str, names: &str) -> Classes {
        let mut out = Classes::NONE;
        let mut unknown = Vec::new();
        for name in names.split_whitespace() {
            let listed = name.strip_prefix('@').and_then(|m| self.macros.get(m));
            for class in listed.map_or(name, String::as_str).split_whitespace() {
                match Lookup(self.draft).class(class) {
                    Ok(set) => out.extend(set),
                    Err(why) => unknown.push(why),
                }
            }
        }
        for why in unknown {
            self.wrong(place, rule, why);
        }
        out
    }

    /// Puts channels to a use.
    fn channels(&mut self, place: &Place, usage: &str, names: &str) {
        if let Err(why) = self.channels.lay(usage, names) {
            return self.wrong(place, "", why);
        }
        for name in names.split_whitespace() {
            let known = || self.draft.channels();
            if known().all(|k| k != name) {
                let hint = did_you_mean(name, known());
                let message = format!(
                    "{usage} names the channel {name:?}, and channels.csv has none of that name{hint} Write it as there, or add a row there."
                );
                self.wrong(place, "", message);
            }
        }
    }

    fn program(&mut self, place: &Place, rule: &str, text: &str) -> Option<Program> {
        match pattern::compile(text, &self.macros, &mut Lookup(self.draft)) {
            Ok(program) => Some(program),
            Err(why) => {
                self.wrong(place, rule, why);
                None
            }
        }
    }

    fn phrase(&mut self, place: Place, text: PhraseText, levels: &mut Vec<Vec<Phrase>>) {
        let Some(program) = self.program(&place, &text.id, &text.pattern) else {
            return;
        };
        let set = self.classes(&place, &text.id, &text.set);
        let keep = self.classes(&place, &text.id, &text.keep);
        let mut marks = Vec::new();
        for (capture, classes) in &text.mark {
            match program.captures.iter().position(|c| c == capture) {
                Some(slot) => marks.push((slot, self.classes(&place, &text.id, classes))),
                None => self.wrong(
                    &place,
                    &text.id,
                    format!("mark names {capture:?}, but the pattern has no such capture."),
                ),
            }
        }
        while levels.len() <= usize::from(text.level) {
            levels.push(Vec::new());
        }
        let head = program.captures.iter().position(|c| c == "head");
        levels[usize::from(text.level)].push(Phrase {
            head: head.filter(|slot| program.right.reads_behind(slot * 2 + 1)),
            fixed: program.right.fixed(),
            id: text.id,
            program,
            set,
            keep,
            marks,
            example: text.example,
            silent: text.silent,
        });
    }

    fn frame(&mut self, place: Place, text: FrameText, frames: &mut Vec<Frame>) {
        let Some(program) = self.program(&place, &text.id, &text.pattern) else {
            return;
        };
        if program.focus.is_none() {
            return self.wrong(&place, &text.id, "The pattern has no cue <…>.".into());
        }
        let mut parts = Vec::new();
        for capture in &program.captures {
            match Part::ALL.iter().find(|(name, _)| name == capture) {
                Some((_, part)) => parts.push(*part),
                None => {
                    let hint = did_you_mean(capture, Part::ALL.iter().map(|(n, _)| *n));
                    self.wrong(
                        &place,
                        &text.id,
                        format!("A frame has no part {capture:?}{hint}"),
                    );
                    return;
                }
            }
        }
        frames.push(Frame {
            id: text.id,
            program,
            parts,
            examples: text.example,
            silent: text.silent,
            relays: text.relays,
            turn: text.turn,
            file: place.file,
            line: place.line,
        });
    }
}
