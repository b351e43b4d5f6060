//! Looser forms of regular expressions: quick to compile and to run, and sure to match wherever
//! the pattern itself does. What they let pass is tried with the pattern itself.
//!
//! A loose form reads bytes, takes any byte beyond ASCII for any character beyond ASCII, knows no
//! word boundaries, and counts no repetitions.

use std::fmt::Write;

use regex_syntax::ast::{
    AssertionKind, Ast, ClassBracketed, ClassPerl, ClassPerlKind, ClassSet, ClassSetItem,
    GroupKind, Repetition, RepetitionKind, RepetitionRange, parse::Parser,
};
use serde::{Deserialize, Serialize};

/// Alternatives of plain letters, more than this, become a run of any of their letters.
const MANY: usize = 12;

/// Patterns that weigh more than this, repetitions written out, may be too large to compile: the
/// limit of `regex` is near 220 times `\w`, and beyond 5,000 times `.`.
const LARGEST: usize = 3_600;
/// A class weighs as much as so many single characters: it may hold all letters of all scripts.
const CLASS: usize = 20;

/// A loose form, and what can be told of the pattern without compiling it.
#[derive(Debug, PartialEq)]
pub struct Loose {
    /// The form, as a pattern for `regex::bytes`.
    pub form: String,
    /// Characters of the shortest text that the pattern matches, or fewer.
    pub shortest: usize,
    /// What the pattern's matches may begin with.
    pub begins: Set,
    /// The pattern matches only where a text begins.
    pub anchored: bool,
    /// The pattern is so large that it is not sure to compile.
    pub large: bool,
}

/// The loose form; `None` where the pattern is none, or has what this module does not know.
pub fn loosen(pattern: &str) -> Option<Loose> {
    let ast = Parser::new().parse(pattern).ok()?;
    let mut form = "(?-u)".to_owned();
    write(&ast, &mut form)?;
    Some(Loose {
        form,
        shortest: shortest(&ast),
        begins: first(&ast).map_or(Set::ANY, |(set, _)| set),
        anchored: anchored(&ast),
        large: weight(&ast) > LARGEST,
    })
}

/// Characters of the shortest text that a pattern matches.
fn shortest(ast: &Ast) -> usize {
    match ast {
        Ast::Concat(all) => all.asts.iter().map(shortest).fold(0, usize::saturating_add),
        Ast::Alternation(all) => all.asts.iter().map(shortest).min().unwrap_or(0),
        Ast::Group(group) => shortest(&group.ast),
        Ast::Repetition(one) => shortest(&one.ast).saturating_mul(at_least(&one.op.kind)),
        Ast::Literal(_) | Ast::Dot(_) | Ast::ClassPerl(_) | Ast::ClassBracketed(_) => 1,
        _ => 0,
    }
}

/// What a match may begin with, and whether it may be empty; `None` where that is not known.
fn first(ast: &Ast) -> Option<(Set, bool)> {
    let start = (Set::default(), true);
    match ast {
        Ast::Empty(_) | Ast::Assertion(_) => Some(start),
        Ast::Concat(all) => all.asts.iter().try_fold(start, |(set, empty), next| {
            let (more, may_be_empty) = first(next)?;
            let joined = if empty { set.join(more) } else { set };
            Some((joined, empty && may_be_empty))
        }),
        Ast::Alternation(all) => {
            let none = (Set::default(), false);
            all.asts.iter().try_fold(none, |(set, empty), one| {
                let (more, may_be_empty) = first(one)?;
                Some((set.join(more), empty || may_be_empty))
            })
        }
        Ast::Group(group) => first(&group.ast),
        Ast::Repetition(one) => {
            let (set, empty) = first(&one.ast)?;
            Some((set, empty || at_least(&one.op.kind) == 0))
        }
        _ => Some((Set::single(ast)?, false)),
    }
}

/// Whether all matches begin where the text does.
fn anchored(ast: &Ast) -> bool {
    match ast {
        Ast::Assertion(edge) => {
            edge.kind == AssertionKind::StartText || edge.kind == AssertionKind::StartLine
        }
        Ast::Concat(all) => all.asts.first().is_some_and(anchored),
        Ast::Alternation(all) => all.asts.iter().all(anchored),
        Ast::Group(group) => anchored(&group.ast),
        _ => false,
    }
}

/// How often something is repeated at least.
fn at_least(kind: &RepetitionKind) -> usize {
    match kind {
        RepetitionKind::Range(
            RepetitionRange::Exactly(n)
            | RepetitionRange::AtLeast(n)
            | RepetitionRange::Bounded(n, _),
        ) => *n as usize,
        RepetitionKind::OneOrMore => 1,
        RepetitionKind::ZeroOrOne | RepetitionKind::ZeroOrMore => 0,
    }
}

/// How large a pattern gets, repetitions written out.
fn weight(ast: &Ast) -> usize {
    let sum = |all: &[Ast]| all.iter().map(weight).fold(0, usize::saturating_add);
    match ast {
        Ast::Concat(all) => sum(&all.asts),
        Ast::Alternation(all) => sum(&all.asts),
        Ast::Group(group) => weight(&group.ast),
        Ast::Repetition(one) => weight(&one.ast).saturating_mul(times(&one.op.kind)),
        Ast::ClassPerl(_) | Ast::ClassBracketed(_) => CLASS,
        _ => 1,
    }
}

fn times(kind: &RepetitionKind) -> usize {
    let most = match kind {
        RepetitionKind::Range(RepetitionRange::Exactly(n) | RepetitionRange::AtLeast(n)) => *n,
        RepetitionKind::Range(RepetitionRange::Bounded(_, n)) => *n,
        _ => 1,
    };
    (most as usize).max(1)
}

/// Characters of one place: those of ASCII as bits, and whether others may stand there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Set {
    ascii: u128,
    others: bool,
}

impl Set {
    /// All characters.
    pub const ANY: Set = Set {
        ascii: u128::MAX,
        others: true,
    };

    /// Whether a character that begins with this byte is in the set.
    pub fn has(self, byte: u8) -> bool {
        match byte.is_ascii() {
            true => self.ascii >> byte & 1 == 1,
            false => self.others,
        }
    }

    fn of(c: char) -> Set {
        Set::range(c, c)
    }

    fn range(first: char, last: char) -> Set {
        let mut out = Set {
            ascii: 0,
            others: !last.is_ascii(),
        };
        for byte in (first as u32)..=(last as u32).min(127) {
            out.ascii |= 1 << byte;
        }
        out
    }

    fn join(self, other: Set) -> Set {
        Set {
            ascii: self.ascii | other.ascii,
            others: self.others || other.others,
        }
    }

    /// Whatever is not in it, and every character beyond ASCII.
    fn inverse(self) -> Set {
        Set {
            ascii: !self.ascii,
            others: true,
        }
    }

    fn perl(class: &ClassPerl) -> Set {
        let ranges: &[(char, char)] = match class.kind {
            ClassPerlKind::Digit => &[('0', '9')],
            ClassPerlKind::Space => &[('\t', '\r'), (' ', ' ')],
            ClassPerlKind::Word => &[('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_')],
        };
        let others = Set {
            ascii: 0,
            others: true,
        };
        let out = ranges
            .iter()
            .fold(others, |all, &(a, b)| all.join(Set::range(a, b)));
        if class.negated { out.inverse() } else { out }
    }

    fn bracketed(class: &ClassBracketed) -> Option<Set> {
        let ClassSet::Item(item) = &class.kind else {
            return None;
        };
        let out = Set::item(item)?;
        Some(if class.negated { out.inverse() } else { out })
    }

    fn item(item: &ClassSetItem) -> Option<Set> {
        match item {
            ClassSetItem::Empty(_) => Some(Set::default()),
            ClassSetItem::Literal(one) => Some(Set::of(one.c)),
            ClassSetItem::Range(range) => Some(Set::range(range.start.c, range.end.c)),
            ClassSetItem::Perl(class) => Some(Set::perl(class)),
            ClassSetItem::Bracketed(class) => Set::bracketed(class),
            ClassSetItem::Union(union) => union
                .items
                .iter()
                .try_fold(Set::default(), |all, i| Some(all.join(Set::item(i)?))),
            ClassSetItem::Ascii(_) | ClassSetItem::Unicode(_) => None,
        }
    }

    /// Of a pattern that stands for one character.
    fn single(ast: &Ast) -> Option<Set> {
        match ast {
            Ast::Dot(_) => Some(Set::of('\n').inverse()),
            Ast::Literal(one) => Some(Set::of(one.c)),
            Ast::ClassPerl(class) => Some(Set::perl(class)),
            Ast::ClassBracketed(class) => Set::bracketed(class),
            _ => None,
        }
    }

    /// Of the letters of all alternatives, where each is nothing but letters.
    fn letters(ast: &Ast) -> Option<Set> {
        match ast {
            Ast::Literal(one) => Some(Set::of(one.c)),
            Ast::Concat(all) => all
                .asts
                .iter()
                .try_fold(Set::default(), |set, a| Some(set.join(Set::letters(a)?))),
            Ast::Group(group) => Set::letters(&group.ast),
            Ast::Repetition(repetition) => Set::letters(&repetition.ast),
            _ => None,
        }
    }

    /// As a class of bytes.
    fn write(self, out: &mut String) {
        out.push('[');
        for byte in (0..128).filter(|b| self.ascii >> b & 1 == 1) {
            let _ = write!(out, "\\x{byte:02X}");
        }
        if self.others {
            out.push_str("\\x80-\\xFF");
        }
        out.push(']');
    }
}

fn write(ast: &Ast, out: &mut String) -> Option<()> {
    match ast {
        Ast::Empty(_) => {}
        Ast::Literal(one) => {
            for byte in one.c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(out, "\\x{byte:02X}");
            }
        }
        Ast::Dot(_) | Ast::ClassPerl(_) | Ast::ClassBracketed(_) => {
            let set = Set::single(ast)?;
            set.write(out);
            // A character beyond ASCII has several bytes.
            out.push_str(if set.others { "+" } else { "" });
        }
        Ast::Assertion(edge) => match edge.kind {
            AssertionKind::StartLine | AssertionKind::StartText => out.push('^'),
            AssertionKind::EndLine | AssertionKind::EndText => out.push('$'),
            _ => {}
        },
        Ast::Repetition(repetition) => write_repetition(repetition, out)?,
        Ast::Group(group) => {
            if matches!(&group.kind, GroupKind::NonCapturing(flags) if !flags.items.is_empty()) {
                return None;
            }
            write_group(&group.ast, out)?;
        }
        Ast::Alternation(_) => write_group(ast, out)?,
        Ast::Concat(all) => all.asts.iter().try_for_each(|a| write(a, out))?,
        Ast::Flags(_) | Ast::ClassUnicode(_) => return None,
    }
    Some(())
}

fn write_group(ast: &Ast, out: &mut String) -> Option<()> {
    let Ast::Alternation(all) = ast else {
        out.push_str("(?:");
        write(ast, out)?;
        out.push(')');
        return Some(());
    };
    let letters = all
        .asts
        .iter()
        .try_fold(Set::default(), |set, a| Some(set.join(Set::letters(a)?)));
    if let (Some(set), true) = (letters, all.asts.len() > MANY) {
        set.write(out);
        out.push('+');
        return Some(());
    }
    out.push_str("(?:");
    for (i, one) in all.asts.iter().enumerate() {
        out.push_str(if i > 0 { "|" } else { "" });
        write(one, out)?;
    }
    out.push(')');
    Some(())
}

fn write_repetition(repetition: &Repetition, out: &mut String) -> Option<()> {
    match Set::single(&repetition.ast) {
        Some(set) if set.others || !matches!(*repetition.ast, Ast::Literal(_)) => set.write(out),
        _ => {
            out.push_str("(?:");
            write(&repetition.ast, out)?;
            out.push(')');
        }
    }
    let many = matches!(Set::single(&repetition.ast), Some(set) if set.others);
    out.push(match &repetition.op.kind {
        RepetitionKind::ZeroOrOne if many => '*',
        RepetitionKind::ZeroOrOne => '?',
        RepetitionKind::ZeroOrMore => '*',
        RepetitionKind::OneOrMore => '+',
        RepetitionKind::Range(range) => match range {
            RepetitionRange::Exactly(0)
            | RepetitionRange::AtLeast(0)
            | RepetitionRange::Bounded(0, _) => '*',
            _ => '+',
        },
    });
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_pattern_matches_its_loose_form_does_too() {
        let cases = [
            (
                r"^(?:By|BY) [A-Z][\w.’'-]+(?: [A-Z]\w+|de){0,4}$",
                "By Zoë D’Ávila de Souza",
            ),
            (r"^.{5,160}\b(?:AP|AFP)\b[^“”]*$", "Smoke – over “Ĉ” AFP"),
            (r"^\d{1,2}\.? ?[—–-]{1,2} *", "12 — x"),
            (r"^.é?$", "€"),
        ];
        for (pattern, text) in cases {
            let loose = regex::bytes::Regex::new(&loosen(pattern).unwrap().form).unwrap();
            assert_eq!(
                regex::Regex::new(pattern).unwrap().is_match(text),
                loose.is_match(text.as_bytes()),
                "{pattern}"
            );
        }
    }

    #[test]
    fn what_it_does_not_know_has_none() {
        assert_eq!(loosen(r"(?i)a"), None);
        assert_eq!(loosen(r"\p{Lu}"), None);
    }

    #[test]
    fn the_shortest_match_is_known() {
        for (pattern, characters) in [
            (r"^.{5,160}\b(?:AP|Reuters)?$", 5),
            (r"^(?:abc|x+y)é*\d{2}", 4),
            (r"^$", 0),
        ] {
            assert_eq!(loosen(pattern).unwrap().shortest, characters, "{pattern}");
        }
    }

    #[test]
    fn what_a_match_begins_with_is_known() {
        for (pattern, begins, anchored) in [
            (r"^(?:By|by)? ?[A-C]+$", "ABCb ", true),
            (r"^\b(?:x*y|é)", "xyé", true),
            (r"^a|b", "ab", false),
            (r"(?:^a|^b)c", "ab", true),
        ] {
            let loose = loosen(pattern).unwrap();
            let wanted = begins
                .chars()
                .fold(Set::default(), |set, c| set.join(Set::of(c)));
            assert_eq!(
                (loose.begins, loose.anchored),
                (wanted, anchored),
                "{pattern}"
            );
        }
    }

    #[test]
    fn what_may_be_too_large_is_told() {
        for (pattern, large) in [
            (r"(?:\w{40} ?){6}", true),
            (r"\w{180}", false),
            (".{3000}", false),
        ] {
            assert_eq!(loosen(pattern).unwrap().large, large, "{pattern}");
            assert!(large || regex::Regex::new(pattern).is_ok(), "{pattern}");
        }
    }
}
