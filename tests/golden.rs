//! The claims of every fixture article, against the files in `fixtures/golden/`.
//!
//! `UPDATE_GOLDEN=1 cargo test --test golden` writes them; without it a difference fails, is shown
//! as a diff, and nothing is written. A golden file is read before it is kept. Rows that are known
//! to be wrong stand behind a `!` line that says why, rows that should be there are told in `! missing`
//! lines at the head; such lines are no part of the comparison.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sayso::analyzer::Options;
use sayso::input::{Fields, Item, Records};
use sayso::lexicon::Folders;
use sayso::{Analyzer, Article, Claim};

/// What a `!` line begins with.
const KNOWN_WRONG: char = '!';
/// What a `!` line about a row that is not there begins with.
const MISSING: &str = "! missing";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn articles() -> Vec<Article> {
    let inputs = vec![root().join("articles"), root().join("articles.jsonl")];
    let items = Records::new(inputs).map(|record| record.decode(&Fields::default()));
    let articles = items.map(|item| match item {
        Item::Article(article) => article,
        Item::Failed(failure) => panic!("{failure}"),
    });
    articles.collect()
}

/// One claim as a few lines to be read.
fn row(claim: &Claim, out: &mut String) {
    let kind = claim.kind.name();
    let negated = if claim.negated { " negated" } else { "" };
    let speaker = if claim.speaker.is_empty() {
        "-"
    } else {
        &claim.speaker
    };
    let mention = if claim.speaker_mention.is_empty() {
        String::new()
    } else {
        format!(" <- {}", claim.speaker_mention)
    };
    let _ = writeln!(
        out,
        "{kind}{negated} | {speaker} ({}){mention}",
        claim.speaker_how
    );
    let channel = [&claim.channel, &claim.channel_how]
        .map(String::as_str)
        .join(" ");
    let more = [
        ("channel", channel.trim()),
        ("outlet", &claim.outlet),
        ("chain", &claim.speaker_chain),
        ("attitude", &claim.attitude),
        ("on", &claim.speech_date),
        ("cue", &claim.cue),
        ("rule", &claim.rule),
        ("repeats", &claim.duplicate_of),
    ];
    let more = more.iter().filter(|(_, value)| !value.is_empty());
    let more: Vec<String> = more
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    let _ = writeln!(out, "  {}", more.join(" | "));
    let _ = writeln!(out, "  = {}\n", claim.claim);
}

fn golden(claims: &[Claim]) -> String {
    let mut out = String::new();
    claims.iter().for_each(|claim| row(claim, &mut out));
    if claims.is_empty() {
        "no claims\n".to_owned()
    } else {
        out.trim_end().to_owned() + "\n"
    }
}

/// The file without its `!` lines.
fn compared(file: &str) -> String {
    let lines = file.lines().filter(|line| !line.starts_with(KNOWN_WRONG));
    lines.fold(String::new(), |out, line| out + line + "\n")
}

/// New rows with the `!` lines of the old file, each before the row that it stood before; what is
/// said to be missing stays at the head.
fn with_remarks(old: &str, new: &str) -> String {
    let missing = old.lines().filter(|line| line.starts_with(MISSING));
    let mut out = missing.fold(String::new(), |out, line| out + line + "\n");
    for (i, row) in new.split("\n\n").enumerate() {
        let same = old.split("\n\n").find(|o| compared(o).trim() == row.trim());
        let remarks = same.into_iter().flat_map(str::lines);
        let remarks =
            remarks.filter(|line| line.starts_with(KNOWN_WRONG) && !line.starts_with(MISSING));
        out.push_str(if i == 0 { "" } else { "\n" });
        remarks
            .chain([row.trim_end()])
            .for_each(|line| out = format!("{out}{line}\n"));
    }
    out
}

/// Lines that only one side has, with the lines around them left out.
fn diff(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut length = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            length[i][j] = if old[i] == new[j] {
                length[i + 1][j + 1] + 1
            } else {
                length[i + 1][j].max(length[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, String::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || i < old.len() && length[i + 1][j] >= length[i][j + 1] {
            let _ = writeln!(out, "    - {}", old[i]);
            i += 1;
        } else {
            let _ = writeln!(out, "    + {}", new[j]);
            j += 1;
        }
    }
    out
}

#[test]
fn claims_of_the_fixture_articles() {
    let analyzer = Analyzer::new(&Folders::default(), Options::default())
        .unwrap_or_else(|faults| panic!("{}", faults.join("\n")));
    let update = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    let mut faults = String::new();
    let mut names = BTreeSet::new();
    for article in articles() {
        let path = root().join("golden").join(format!("{}.txt", article.id));
        let old = fs::read_to_string(&path).unwrap_or_default();
        let new = golden(&analyzer.analyze(&article));
        names.insert(path.clone());
        if compared(&old) == new {
            continue;
        }
        if update {
            fs::write(&path, with_remarks(&old, &new)).unwrap();
        } else {
            let _ = writeln!(
                faults,
                "{} (- golden, + now):\n{}",
                path.display(),
                diff(&compared(&old), &new)
            );
        }
    }
    assert!(
        faults.is_empty(),
        "{faults}\nUPDATE_GOLDEN=1 writes what is now found; read every change before you keep it."
    );
    let files = fs::read_dir(root().join("golden"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let stray: Vec<PathBuf> = files.filter(|path| !names.contains(path)).collect();
    assert!(
        stray.is_empty(),
        "golden files without an article: {stray:?}"
    );
}

#[test]
fn remarks_stay_with_their_rows() {
    let old = "! wrong\na\n  = x\n\nb\n  = y\n";
    assert_eq!(compared(old), "a\n  = x\n\nb\n  = y\n");
    let head = "! missing: q\n";
    assert_eq!(
        with_remarks(&format!("{head}{old}"), "a\n  = x\n"),
        format!("{head}! wrong\na\n  = x\n")
    );
    assert_eq!(
        with_remarks(old, "c\n  = z\n\na\n  = x\n"),
        "c\n  = z\n\n! wrong\na\n  = x\n"
    );
    assert_eq!(diff("a\nb\nc\n", "a\nc\nd\n"), "    - b\n    + d\n");
}
