//! From the text of rule files to rules: read, laid over each other, compiled.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::written::{File, FrameText, PhraseText};
use super::{Frame, OwnNames, Part, Phrase, Rules, WordShape};
use crate::lexicon::fault::did_you_mean;
use crate::lexicon::{Classes, Draft, Fault, RuleSource};
use crate::rules::built_in::BuiltIn;
use crate::rules::channels::Channels;
use crate::rules::pattern::{self, Names, Program};
use crate::rules::plan::Plan;
use crate::text::lazy::LazyRegex;

struct Lookup<'d>(&'d mut Draft);

impl Names for Lookup<'_> {
    fn class(&mut self, name: &str) -> Result<Classes, String> {
        if !self.0.knows(name) {
            let hint = did_you_mean(name, self.0.class_names().iter().map(String::as_str));
            return Err(format!(
                "There is no class {name:?}{hint} A class of your own needs a line under [classes]."
            ));
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
    let mut rules = Rules {
        built_in: compiler.built_in(),
        ..Rules::default()
    };
    let mut written = Written {
        last: Place {
            file: sources.last().map_or(String::new(), |s| s.file.clone()),
            line: 1,
        },
        ..Written::default()
    };
    for source in sources {
        if let Some(file) = compiler.parse(source) {
            compiler.lay(source, file, &mut written);
        }
    }
    compiler.rules(written, &mut rules);
    rules.channels = compiler.channels;
    rules.plan = Plan::new(&rules);
    if compiler.faults.is_empty() {
        Ok(rules)
    } else {
        Err(compiler.faults)
    }
}

/// The rules of all files, those that a later file gives in the place of earlier ones.
#[derive(Default)]
struct Written {
    phrases: Vec<(Place, PhraseText)>,
    frames: Vec<(Place, FrameText)>,
    relayers: Vec<String>,
    speech: Vec<String>,
    /// What names begin with, what is a whole one, what is never one.
    own_names: [Vec<String>; 3],
    /// Classes with the letters of their words.
    shapes: Vec<(Place, (String, String))>,
    /// What classes say.
    meanings: BTreeMap<String, String>,
    /// Where a fault is told that may be of any file.
    last: Place,
}

fn overlay<T>(all: &mut Vec<(Place, T)>, place: Place, rule: T, id: impl Fn(&T) -> &String) {
    match all.iter().position(|(_, r)| id(r) == id(&rule)) {
        Some(at) => all[at] = (place, rule),
        None => all.push((place, rule)),
    }
}

#[derive(Debug, Clone, Default)]
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

    /// Lays the rules of a file over those of earlier ones.
    fn lay(&mut self, source: &RuleSource, file: File, written: &mut Written) {
        written.relayers.push(file.relayers);
        written.speech.push(file.speech);
        let own_names = [file.names_behind, file.whole_names, file.never_names];
        for (all, here) in written.own_names.iter_mut().zip(own_names) {
            all.push(here);
        }
        for class in file.classes.keys() {
            self.draft.class(class);
        }
        written.meanings.extend(file.classes);
        self.macros.extend(file.macros);
        for (class, letters) in file.shapes {
            let place = Place::new(source, letters.span().start);
            let shape = (class, letters.into_inner());
            overlay(&mut written.shapes, place, shape, |(class, _)| class);
        }
        for (usage, names) in &file.channels {
            let place = Place::new(source, names.span().start);
            self.channels(&place, usage, names.as_ref());
        }
        for phrase in file.phrase {
            let place = Place::new(source, phrase.span().start);
            overlay(&mut written.phrases, place, phrase.into_inner(), |p| &p.id);
        }
        for frame in file.frame {
            let place = Place::new(source, frame.span().start);
            overlay(&mut written.frames, place, frame.into_inner(), |f| &f.id);
        }
    }

    /// Compiles what was not taken out.
    fn rules(&mut self, mut written: Written, rules: &mut Rules) {
        written.phrases.retain(|(_, p)| !p.remove);
        written.frames.retain(|(_, f)| !f.remove);
        for (place, phrase) in written.phrases {
            self.phrase(place, phrase, &mut rules.levels);
        }
        for (place, frame) in written.frames {
            self.frame(place, frame, &mut rules.frames);
        }
        for (place, (class, letters)) in &written.shapes {
            rules.shapes.extend(self.shape(place, class, letters));
        }
        rules.meanings = written.meanings;
        rules.relayers = self.classes(&written.last, "relayers", &written.relayers.join(" "));
        rules.speech = self.classes(&written.last, "speech", &written.speech.join(" "));
        let [behind, whole, never] = written.own_names.map(|keys| keys.join(" "));
        rules.own_names = OwnNames {
            behind: self.classes(&written.last, "names-behind", &behind),
            whole: self.classes(&written.last, "whole-names", &whole),
            never: self.classes(&written.last, "never-names", &never),
        };
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

    fn shape(&mut self, place: &Place, class: &str, letters: &str) -> Option<WordShape> {
        let classes = self.classes(place, "", class);
        match LazyRegex::new(&format!("^(?:{letters})$")) {
            Ok(letters) => Some(WordShape { letters, classes }),
            Err(why) => {
                let why = why.lines().last().unwrap_or_default();
                let why = why.trim_start_matches("error: ");
                let message = format!(
                    "The regular expression {letters:?} of the shape {class} can't be used: {why}. Write one that fits the whole word."
                );
                self.wrong(place, "", message);
                None
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
            let slots = program.slots(capture);
            if slots.is_empty() {
                let why = format!("mark names {capture:?}, but the pattern has no such capture.");
                self.wrong(&place, &text.id, why);
            }
            let classes = self.classes(&place, &text.id, classes);
            marks.extend(slots.into_iter().map(|slot| (slot, classes)));
        }
        while levels.len() <= usize::from(text.level) {
            levels.push(Vec::new());
        }
        let mut heads = program.slots("head");
        heads.retain(|slot| program.right.reads_behind(slot * 2 + 1));
        levels[usize::from(text.level)].push(Phrase {
            heads,
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
