//! Reads a pattern into a tree.

use rustc_hash::FxHashMap;

use super::Names;
use super::program::{OneOf, Test};
use crate::lexicon::Classes;
use crate::lexicon::fault::did_you_mean;

/// A pattern as it is written.
#[derive(Debug, Clone)]
pub enum Node {
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

/// How often something is repeated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Times {
    Maybe,
    Many,
    Some,
}

/// Reads a pattern, character by character.
pub struct Parser<'p> {
    rest: &'p str,
    whole: &'p str,
    macros: &'p FxHashMap<String, String>,
    names: &'p mut dyn Names,
    captures: &'p mut Vec<String>,
    depth: usize,
}

/// Macros may call macros this deep.
const DEEPEST: usize = 12;

impl<'p> Parser<'p> {
    /// At the beginning of a pattern.
    pub fn new(
        pattern: &'p str,
        macros: &'p FxHashMap<String, String>,
        names: &'p mut dyn Names,
        captures: &'p mut Vec<String>,
    ) -> Self {
        Parser {
            rest: pattern,
            whole: pattern,
            macros,
            names,
            captures,
            depth: 0,
        }
    }

    /// All of it, and nothing behind it.
    pub fn whole(&mut self) -> Result<Node, String> {
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
            let hint = did_you_mean(&name, self.macros.keys().map(String::as_str));
            return Err(format!("There is no macro @{name}{hint}"));
        };
        if self.depth == DEEPEST {
            return Err(format!("The macro @{name} calls itself."));
        }
        let mut within = Parser::new(pattern, self.macros, self.names, self.captures);
        within.depth = self.depth + 1;
        within.whole()
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

/// Alternatives in their order; tests of one unit that stand side by side are one step.
fn either(nodes: Vec<Node>) -> Node {
    let mut ways = Vec::new();
    nodes.into_iter().for_each(|node| add_way(node, &mut ways));
    match ways.len() {
        1 => ways.remove(0),
        _ => Node::Either(ways),
    }
}

/// Adds an alternative behind others, or those that it is made of.
fn add_way(node: Node, ways: &mut Vec<Node>) {
    match (only(node), ways.last_mut()) {
        (Node::Either(inner), _) => inner.into_iter().for_each(|node| add_way(node, ways)),
        (Node::Test(test), Some(Node::OneOf(tests))) => tests.push(test),
        (Node::OneOf(more), Some(Node::OneOf(tests))) => tests.join(&more),
        (Node::Test(test), _) => ways.push(Node::OneOf(OneOf::of(Some(test)))),
        (other, _) => ways.push(other),
    }
}

/// The item of a run of one.
fn only(node: Node) -> Node {
    match node {
        Node::Sequence(mut items) if items.len() == 1 => only(items.remove(0)),
        other => other,
    }
}
