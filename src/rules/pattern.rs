//! The pattern language of rules, and its compiler.
//!
//! ```text
//! pattern     alternatives parted by |, each a run of items
//! item        [name:] primary [* + ?] [?]      a capture; a repetition; ? behind it: as few as possible
//! primary     class | 'word' | . | ^ | $ | ( pattern ) | @macro | <tests>
//! tests       class&!class&'word'              one unit for which all of it holds
//! <tests>     the cue that the frame is about; once, not inside brackets
//! ```

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::lexicon::Classes;

/// One step of a program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Step {
    /// A unit that has all of `all` and none of `none`.
    Test(Test),
    /// A unit that passes one of several tests.
    OneOf(OneOf),
    /// Any unit.
    Any,
    /// Go on at the first, else at the second; forks of a side are numbered.
    Split(usize, usize, usize),
    /// Go on elsewhere.
    Jump(usize),
    /// Keep the position.
    Save(usize),
    /// Only before the first unit.
    Start,
    /// Only behind the last unit.
    End,
    /// Done.
    Match,
}

/// What a unit must have and must not have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Test {
    /// All of these.
    pub all: Classes,
    /// None of these.
    pub none: Classes,
}

impl Test {
    /// Whether a unit with these classes passes.
    pub fn passes(&self, classes: Classes) -> bool {
        classes.holds(self.all) && !classes.meets(self.none)
    }
}

/// Several tests, of which a unit need pass one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OneOf {
    /// Any of these classes does.
    any: Classes,
    /// So does passing any of these.
    tests: Vec<Test>,
}

impl OneOf {
    /// A single test, or none, which no unit passes.
    pub fn of(test: Option<Test>) -> OneOf {
        let mut out = OneOf::default();
        test.into_iter().for_each(|t| out.push(t));
        out
    }

    /// What passes any of several; `None` where one of them takes anything.
    pub fn any_of<'a>(all: impl Iterator<Item = Option<&'a OneOf>>) -> Option<OneOf> {
        let mut out = OneOf::default();
        for one in all {
            out.join(one?);
        }
        Some(out)
    }

    /// Takes in one more test.
    fn push(&mut self, test: Test) {
        match (test.all.single(), test.none.is_empty()) {
            (true, true) => self.any.extend(test.all),
            _ => self.tests.push(test),
        }
    }

    /// The tests that ask for more than one class, and the classes that are enough by themselves.
    pub fn parts(&self) -> (&[Test], Classes) {
        (&self.tests, self.any)
    }

    /// Takes in all of another.
    fn join(&mut self, other: &OneOf) {
        self.any.extend(other.any);
        self.tests.extend_from_slice(&other.tests);
    }

    /// Whether a unit with these classes passes.
    #[cfg(test)]
    pub fn passes(&self, classes: Classes) -> bool {
        classes.meets(self.any) || self.tests.iter().any(|t| t.passes(classes))
    }
}

/// A pattern parted at its cue; a pattern without one has only a right side.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Program {
    /// What the cue must be.
    pub focus: Option<Test>,
    /// Read backwards from the cue.
    pub left: Side,
    /// Read forwards from the cue.
    pub right: Side,
    /// Capture names; slots 2i and 2i+1 hold where the i-th begins and ends.
    pub captures: Vec<String>,
}

/// What stands on one side of the cue.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// Its steps.
    pub steps: Vec<Step>,
    /// Number of forks among them.
    pub forks: usize,
    /// What the first unit must be; `None` where it may match without one.
    pub first: Option<OneOf>,
    /// What the unit next to it must be; `None` where it may match without one.
    pub second: Option<OneOf>,
    /// It begins at the sentence's edge.
    pub at_edge: bool,
}

impl Program {
    /// The captures of this name; a pattern with alternatives may have several.
    pub fn slots(&self, name: &str) -> Vec<usize> {
        let named = |(slot, capture): (usize, &String)| (capture == name).then_some(slot);
        self.captures.iter().enumerate().filter_map(named).collect()
    }
}

impl Side {
    fn new(steps: Vec<Step>) -> Side {
        let (first, next) = asked(&steps, vec![0]);
        let second = first.as_ref().and_then(|_| asked(&steps, next).0);
        Side {
            forks: steps
                .iter()
                .filter(|s| matches!(s, Step::Split(..)))
                .count(),
            at_edge: matches!(
                steps.iter().find(|s| !matches!(s, Step::Save(_))),
                Some(Step::Start)
            ),
            first,
            second,
            steps,
        }
    }
}

impl Side {
    /// Where slots lie that are set before any choice, counted from where the side begins.
    pub fn fixed(&self) -> Vec<Option<u32>> {
        let backwards = self.steps.iter().enumerate().flat_map(|(at, step)| {
            let targets = match step {
                Step::Split(a, b, _) => [*a, *b],
                Step::Jump(to) => [*to; 2],
                _ => [at + 1; 2],
            };
            targets.into_iter().filter(move |to| *to <= at)
        });
        let repeated = backwards.min().unwrap_or(self.steps.len());
        let mut out = Vec::new();
        let mut read = 0;
        for step in &self.steps[..repeated] {
            match step {
                Step::Save(slot) => {
                    out.resize(out.len().max(slot + 1), None);
                    out[*slot] = Some(read);
                }
                Step::Test(_) | Step::OneOf(_) | Step::Any => read += 1,
                Step::Start => {}
                _ => break,
            }
        }
        out
    }

    /// Whether a unit may be read behind the step that sets a slot.
    pub fn reads_behind(&self, slot: usize) -> bool {
        let sets = |at: &usize| self.steps[*at] == Step::Save(slot);
        let mut todo: Vec<usize> = (0..self.steps.len()).filter(sets).collect();
        let mut seen = vec![false; self.steps.len()];
        while let Some(at) = todo.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            match &self.steps[at] {
                Step::Test(_) | Step::OneOf(_) | Step::Any => return true,
                Step::Split(a, b, _) => todo.extend([*a, *b]),
                Step::Jump(to) => todo.push(*to),
                Step::Save(_) | Step::Start | Step::End => todo.push(at + 1),
                Step::Match => {}
            }
        }
        false
    }
}

/// What a unit must be that is read at one of some steps, `None` where none need be; and the steps
/// that come after it.
fn asked(steps: &[Step], from: Vec<usize>) -> (Option<OneOf>, Vec<usize>) {
    let mut tests = Some(OneOf::default());
    let (mut seen, mut todo, mut next) = (vec![false; steps.len()], from, Vec::new());
    while let Some(at) = todo.pop() {
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        match &steps[at] {
            Step::Test(test) => {
                tests.iter_mut().for_each(|f| f.push(*test));
                next.push(at + 1);
            }
            Step::OneOf(more) => {
                tests.iter_mut().for_each(|f| f.join(more));
                next.push(at + 1);
            }
            Step::Split(a, b, _) => todo.extend([*a, *b]),
            Step::Jump(to) => todo.push(*to),
            Step::Save(_) | Step::Start => todo.push(at + 1),
            Step::Any | Step::End | Step::Match => tests = None,
        }
    }
    (tests, next)
}

#[derive(Debug, Clone)]
enum Node {
    Test(Test),
    OneOf(OneOf),
    Any,
    Start,
    End,
    Focus(Test),
    Sequence(Vec<Node>),
    Either(Vec<Node>),
    Repeat(Box<Node>, Times, bool),
    Capture(usize, Box<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Times {
    Maybe,
    Many,
    Some,
}

/// Looks up the words of a pattern.
pub trait Names {
    /// The set of a class; `Err` says why there is none.
    ///
    /// # Errors
    /// A full sentence.
    fn class(&mut self, name: &str) -> Result<Classes, String>;
    /// The set of a word that is named itself.
    ///
    /// # Errors
    /// A full sentence.
    fn literal(&mut self, word: &str) -> Result<Classes, String>;
}

/// Compiles `pattern`, with `macros` for its `@names`.
///
/// # Errors
/// A full sentence that says what is wrong and where (code points from the start).
pub fn compile(
    pattern: &str,
    macros: &FxHashMap<String, String>,
    names: &mut dyn Names,
) -> Result<Program, String> {
    let mut captures = Vec::new();
    let node = Parser {
        rest: pattern,
        whole: pattern,
        macros,
        names,
        captures: &mut captures,
        depth: 0,
    }
    .whole()?;
    let mut program = Program {
        captures,
        ..Program::default()
    };
    let items = match node {
        Node::Sequence(items) => items,
        other => vec![other],
    };
    let focus = items.iter().position(|n| matches!(n, Node::Focus(_)));
    let (left, right) = match focus {
        Some(i) => (&items[..i], &items[i + 1..]),
        None => (&items[..0], &items[..]),
    };
    if let Some(Node::Focus(test)) = focus.map(|i| &items[i]) {
        program.focus = Some(*test);
    }
    program.left = side(left, true)?;
    program.right = side(right, false)?;
    Ok(program)
}

/// Steps that one side of a pattern may have.
const LONGEST: usize = 1 << 15;

fn side(items: &[Node], backwards: bool) -> Result<Side, String> {
    let mut steps = Vec::new();
    emit(&Node::Sequence(items.to_vec()), backwards, &mut steps)?;
    steps.push(Step::Match);
    if steps.len() > LONGEST {
        return Err(format!(
            "The pattern comes to {} steps, and {LONGEST} are the most; make two rules of it.",
            steps.len()
        ));
    }
    let mut forks = 0;
    for step in &mut steps {
        if let Step::Split(_, _, fork) = step {
            *fork = forks;
            forks += 1;
        }
    }
    Ok(Side::new(steps))
}

fn emit(node: &Node, backwards: bool, out: &mut Vec<Step>) -> Result<(), String> {
    match node {
        Node::Test(test) => out.push(Step::Test(*test)),
        Node::OneOf(tests) => out.push(Step::OneOf(tests.clone())),
        Node::Any => out.push(Step::Any),
        Node::Start => out.push(Step::Start),
        Node::End => out.push(Step::End),
        Node::Focus(_) => return Err("The cue <…> must stand once, outside of brackets.".into()),
        Node::Sequence(items) if backwards => {
            for item in items.iter().rev() {
                emit(item, backwards, out)?;
            }
        }
        Node::Sequence(items) => {
            for item in items {
                emit(item, backwards, out)?;
            }
        }
        Node::Capture(slot, inner) => {
            let (first, last) = if backwards {
                (slot * 2 + 1, slot * 2)
            } else {
                (slot * 2, slot * 2 + 1)
            };
            out.push(Step::Save(first));
            emit(inner, backwards, out)?;
            out.push(Step::Save(last));
        }
        Node::Either(nodes) => emit_either(nodes, backwards, out)?,
        Node::Repeat(inner, times, lazy) => emit_repeat(inner, *times, *lazy, backwards, out)?,
    }
    Ok(())
}

fn emit_either(nodes: &[Node], backwards: bool, out: &mut Vec<Step>) -> Result<(), String> {
    let mut jumps = Vec::new();
    for (i, node) in nodes.iter().enumerate() {
        if i + 1 == nodes.len() {
            emit(node, backwards, out)?;
            break;
        }
        let split = out.len();
        out.push(Step::Match);
        emit(node, backwards, out)?;
        jumps.push(out.len());
        out.push(Step::Match);
        out[split] = Step::Split(split + 1, out.len(), 0);
    }
    let end = out.len();
    for jump in jumps {
        out[jump] = Step::Jump(end);
    }
    Ok(())
}

fn emit_repeat(
    inner: &Node,
    times: Times,
    lazy: bool,
    backwards: bool,
    out: &mut Vec<Step>,
) -> Result<(), String> {
    let order = |body: usize, after: usize| {
        if lazy {
            Step::Split(after, body, 0)
        } else {
            Step::Split(body, after, 0)
        }
    };
    let start = out.len();
    if times != Times::Some {
        out.push(Step::Match);
    }
    let body = out.len();
    emit(inner, backwards, out)?;
    match times {
        Times::Some => {
            let after = out.len() + 1;
            out.push(order(body, after));
        }
        Times::Many => {
            out.push(Step::Jump(start));
            out[start] = order(body, out.len());
        }
        Times::Maybe => out[start] = order(body, out.len()),
    }
    Ok(())
}

/// Alternatives; where each is a test of one unit, they are one step.
fn either(nodes: Vec<Node>) -> Node {
    let mut all = OneOf::default();
    for node in &nodes {
        match only(node) {
            Node::Test(test) => all.push(*test),
            Node::OneOf(tests) => all.join(tests),
            _ => return Node::Either(nodes),
        }
    }
    Node::OneOf(all)
}

/// The item of a run of one.
fn only(node: &Node) -> &Node {
    match node {
        Node::Sequence(items) if items.len() == 1 => only(&items[0]),
        other => other,
    }
}

struct Parser<'p> {
    rest: &'p str,
    whole: &'p str,
    macros: &'p FxHashMap<String, String>,
    names: &'p mut dyn Names,
    captures: &'p mut Vec<String>,
    depth: usize,
}

/// Macros may call macros this deep.
const DEEPEST: usize = 12;

impl Parser<'_> {
    fn whole(&mut self) -> Result<Node, String> {
        let node = self.alternatives()?;
        if self.rest.is_empty() {
            Ok(node)
        } else {
            Err(self.wrong("This was not expected"))
        }
    }

    fn wrong(&self, what: &str) -> String {
        let at = self.whole.chars().count() - self.rest.chars().count();
        let near: String = self.rest.chars().take(20).collect();
        format!(
            "{what} at character {} of the pattern, near {near:?}.",
            at + 1
        )
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, c: char) -> bool {
        self.space();
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn alternatives(&mut self) -> Result<Node, String> {
        let mut nodes = vec![self.sequence()?];
        while self.take('|') {
            nodes.push(self.sequence()?);
        }
        Ok(if nodes.len() == 1 {
            nodes.remove(0)
        } else {
            either(nodes)
        })
    }

    fn sequence(&mut self) -> Result<Node, String> {
        let mut items = Vec::new();
        loop {
            self.space();
            if self.rest.is_empty() || self.rest.starts_with([')', '|']) {
                return Ok(Node::Sequence(items));
            }
            items.push(self.item()?);
        }
    }

    fn item(&mut self) -> Result<Node, String> {
        let name = self.capture_name();
        let slot = name.map(|n| {
            self.captures.push(n);
            self.captures.len() - 1
        });
        let primary = self.primary()?;
        let node = self.repetition(primary);
        Ok(match slot {
            Some(slot) => Node::Capture(slot, Box::new(node)),
            None => node,
        })
    }

    fn capture_name(&mut self) -> Option<String> {
        let end = self.rest.find(|c: char| !is_name_char(c))?;
        if end == 0 || !self.rest[end..].starts_with(':') {
            return None;
        }
        let name = self.rest[..end].to_owned();
        self.rest = &self.rest[end + 1..];
        Some(name)
    }

    fn repetition(&mut self, node: Node) -> Node {
        let times = match self.rest.chars().next() {
            Some('*') => Times::Many,
            Some('+') => Times::Some,
            Some('?') => Times::Maybe,
            _ => return node,
        };
        self.rest = &self.rest[1..];
        let lazy = self.rest.starts_with('?');
        if lazy {
            self.rest = &self.rest[1..];
        }
        Node::Repeat(Box::new(node), times, lazy)
    }

    fn primary(&mut self) -> Result<Node, String> {
        self.space();
        if self.take('(') {
            let inner = self.alternatives()?;
            return if self.take(')') {
                Ok(inner)
            } else {
                Err(self.wrong("A closing bracket is missing"))
            };
        }
        if self.take('<') {
            let test = self.tests()?;
            return if self.take('>') {
                Ok(Node::Focus(test))
            } else {
                Err(self.wrong("A closing > is missing"))
            };
        }
        if self.take('.') {
            return Ok(Node::Any);
        }
        if self.take('^') {
            return Ok(Node::Start);
        }
        if self.take('$') {
            return Ok(Node::End);
        }
        if self.take('@') {
            return self.call();
        }
        self.tests().map(Node::Test)
    }

    fn call(&mut self) -> Result<Node, String> {
        let name = self.name()?;
        let Some(pattern) = self.macros.get(&name) else {
            let hint =
                crate::lexicon::table::did_you_mean(&name, self.macros.keys().map(String::as_str));
            return Err(format!("There is no macro @{name}{hint}"));
        };
        if self.depth == DEEPEST {
            return Err(format!("The macro @{name} calls itself."));
        }
        Parser {
            rest: pattern,
            whole: pattern,
            macros: self.macros,
            names: self.names,
            captures: self.captures,
            depth: self.depth + 1,
        }
        .whole()
    }

    fn tests(&mut self) -> Result<Test, String> {
        let mut test = Test::default();
        loop {
            let not = self.take('!');
            let set = if self.take('\'') {
                self.quoted()?
            } else {
                self.class()?
            };
            if not { &mut test.none } else { &mut test.all }.extend(set);
            if !self.take_tight('&') {
                return Ok(test);
            }
        }
    }

    fn take_tight(&mut self, c: char) -> bool {
        let found = self.rest.starts_with(c);
        if found {
            self.rest = &self.rest[1..];
        }
        found
    }

    fn quoted(&mut self) -> Result<Classes, String> {
        let Some((word, rest)) = self.rest.split_once('\'') else {
            return Err(self.wrong("A closing ' is missing"));
        };
        self.rest = rest;
        self.names.literal(word)
    }

    fn class(&mut self) -> Result<Classes, String> {
        let name = self.name()?;
        self.names.class(&name)
    }

    fn name(&mut self) -> Result<String, String> {
        let end = self
            .rest
            .find(|c: char| !is_name_char(c))
            .unwrap_or(self.rest.len());
        if end == 0 {
            return Err(self.wrong("A class or a 'word' was expected"));
        }
        let name = self.rest[..end].to_owned();
        self.rest = &self.rest[end..];
        Ok(name)
    }
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}
