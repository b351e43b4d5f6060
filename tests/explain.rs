//! `sayso explain` from outside: what it shows, what it leaves out, its exit codes.

use std::fs;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;

const TEXT: &str = "Bridge opens\n\nIn a post on X, the Bulgarian Embassy in Austria wrote, “We recommend \
                    melon.” It was a “nice” thing.\n\n“Bring bread,” the embassy added.\u{1b}[31m\n";

/// Exit code, standard output and standard error.
fn run(args: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), TEXT).unwrap();
    let mut command = Command::new(cargo_bin!("sayso"));
    command
        .current_dir(folder.path())
        .arg("explain")
        .args(args)
        .stdin(Stdio::null());
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn a_claim_shows_its_rule_its_lexicon_lines_and_its_ways() {
    let (code, out, err) = run(&["a.txt"]);
    assert_eq!((code, err.as_str()), (0, ""));
    for part in [
        "a: 2 claims",
        "{source: the Bulgarian Embassy in Austria} {cue: wrote}, “[1]We recommend melon.”",
        "Embassy of Bulgaria in Austria ← “the embassy” (definite)",
        "x (inherited)",
        "lexicons/en/rules.toml:",
        "lexicons/en/institutions.csv:",
        "lexicons/en/channels.csv:",
    ] {
        assert!(out.contains(part), "{part} is missing in\n{out}");
    }
    assert!(!out.contains("Became no claim"), "{out}");
}

#[test]
fn an_article_cannot_steer_the_terminal() {
    let (_, plain, _) = run(&["a.txt", "--why-not"]);
    assert!(!plain.contains('\u{1b}'), "{plain}");
    let (_, colored, _) = run(&["a.txt", "--color", "always"]);
    assert!(
        colored.contains("\u{1b}[32m") && !colored.contains("\u{1b}[31m"),
        "{colored}"
    );
}

#[test]
fn what_became_no_claim_has_a_reason() {
    let (code, out, _) = run(&["a.txt", "--why-not"]);
    assert_eq!(code, 0);
    assert!(
        out.contains("“nice”: short quotation without an attribution"),
        "{out}"
    );
    let (_, out, _) = run(&["a.txt", "--why-not", "--min-confidence", "1"]);
    assert!(
        out.contains("a: 0 claims") && out.contains("is below --min-confidence"),
        "{out}"
    );
}

#[test]
fn one_claim_is_found_by_the_beginning_of_its_id() {
    let (_, out, _) = run(&["a.txt"]);
    let id = out
        .lines()
        .find_map(|line| line.strip_prefix("[2] "))
        .unwrap();
    let (code, out, _) = run(&["a.txt", "--claim", &id[..9]]);
    assert_eq!(code, 0);
    assert!(
        out.contains("a: 1 claim\n") && !out.contains("We recommend"),
        "{out}"
    );
    let (code, out, err) = run(&["a.txt", "--claim", "nothing"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains("no claim has an id that begins with nothing"),
        "{err}"
    );
}

#[test]
fn a_missing_file_is_an_error() {
    let (code, out, err) = run(&["b.txt"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("b.txt"), "{err}");
}

#[test]
fn units_are_shown_with_what_their_classes_say() {
    let (_, out, _) = run(&["a.txt", "--units"]);
    let (_, told) = out.split_once("Classes that rules give:").unwrap();
    let told_of = |class: &str| {
        told.lines()
            .filter(|l| l.trim_start().starts_with(class))
            .count()
    };
    assert_eq!(told_of("np "), 1, "{told}");
    assert_eq!(told_of("cue-owner "), 0, "{told}");
}
