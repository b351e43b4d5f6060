//! The pattern language of rules, and its compiler.
//!
//! ```text
//! pattern     alternatives parted by |, each a run of items
//! item        [name:] primary [* + ?] [?]      a capture; a repetition; ? behind it: as few as possible
//! primary     class | 'word' | . | ^ | $ | ( pattern ) | @macro | <tests>
//! tests       class&!class&'word'              one unit for which all of it holds
//! <tests>     the cue that the frame is about; once, not inside brackets
//! ```
//!
//! `parse.rs` reads a pattern into a tree, `emit.rs` makes the steps of each side of its cue, and a
//! [`Program`] is what the matcher runs.

mod emit;
mod parse;
mod program;

use rustc_hash::FxHashMap;

use crate::lexicon::Classes;
use emit::side;
use parse::{Node, Parser};
pub use program::{OneOf, Program, Side, Step, Test};

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
    let node = Parser::new(pattern, macros, names, &mut captures).whole()?;
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
