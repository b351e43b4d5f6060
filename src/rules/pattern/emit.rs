//! From the tree of a pattern to the steps of one side of its cue.

use super::parse::{Node, Times};
use super::program::{Side, Step};

/// Steps that one side of a pattern may have.
const LONGEST: usize = 1 << 15;

/// The side that these items make.
pub fn side(items: &[Node], backwards: bool) -> Result<Side, String> {
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
