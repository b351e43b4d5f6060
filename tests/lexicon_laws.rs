//! Laws of the embedded lexicon: every example holds, no rule is shadowed.

use sayso::lexicon::Folders;
use sayso::workshop::{Kit, examples, shadow};

fn kit() -> Kit {
    let (kit, found) = Kit::load(&Folders::default());
    let told: Vec<String> = found.faults.iter().map(ToString::to_string).collect();
    kit.unwrap_or_else(|| panic!("{}", told.join("\n")))
}

#[test]
fn every_example_holds() {
    let failed: Vec<String> = examples::run(&kit())
        .into_iter()
        .filter(|o| !o.holds())
        .map(|o| o.fault.to_string())
        .collect();
    assert!(
        failed.is_empty(),
        "{} examples fail:\n{}",
        failed.len(),
        failed.join("\n")
    );
}

#[test]
fn no_rule_is_shadowed() {
    let kit = kit();
    assert_eq!(shadow::shadowed(&kit.rules), []);
}

#[test]
fn the_dictionaries_have_no_warnings_of_their_own() {
    let (_, found) = Kit::load(&Folders::default());
    let told: Vec<String> = found.warnings.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}
