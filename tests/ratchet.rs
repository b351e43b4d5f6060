//! No figure on the annotated articles may fall more than half a point below the recorded one.
//!
//! The record is `accuracy.toml`; `UPDATE_ACCURACY=1 cargo test --test ratchet` writes it anew.
//! The passages of `fixtures/annotated` are always measured, the others where `../shared/eval` is.

mod open_data;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sayso::confidence::samples::{analyzed, predictions};
use sayso::score::{Gold, Prf, Report, Share, evaluate};

/// By set of articles and figure, in percent.
type Figures = BTreeMap<String, BTreeMap<String, f64>>;

/// What is measured: name, file, statements only, attitudes too.
const SETS: [(&str, &str, bool, bool); 5] = [
    ("seeds", "seeds.jsonl", false, false),
    ("channel-dev", "channel-dev.jsonl", false, false),
    ("diplo-dev", "diplo-dev.jsonl", false, false),
    (
        "polnear-dev-statements",
        "polnear-dev.jsonl.gz",
        true,
        false,
    ),
    ("polnear-dev-whole", "polnear-dev.jsonl.gz", false, true),
];

/// Passages and single sentences written for this project, with the claims that a reader marked.
const OWN: [&str; 9] = [
    "diplomatic-1",
    "diplomatic-2",
    "general-1",
    "general-2",
    "plain-1",
    "plain-2",
    "sentences-1",
    "sentences-2",
    "sentences-3",
];

/// Points by which a figure may fall.
const SLACK: f64 = 0.5;

#[test]
fn no_figure_falls() {
    let mut now = own();
    match open_data::folder() {
        Some(folder) => now.extend(measure(&folder)),
        None => println!("../shared/eval is not there: only fixtures/annotated is measured"),
    }
    let before: Figures = toml::from_str(&fs::read_to_string(record()).unwrap()).unwrap();
    if std::env::var_os("UPDATE_ACCURACY").is_some() {
        let mut all = before;
        all.extend(now);
        fs::write(record(), written(&all)).unwrap();
        return;
    }
    let fallen = fallen(&before, &now);
    assert!(
        fallen.is_empty(),
        "fallen by more than {SLACK}:\n{}",
        fallen.join("\n")
    );
}

fn record() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("accuracy.toml")
}

fn own() -> Figures {
    let analyzer = open_data::analyzer(false, None);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/annotated");
    let one = |name: &&str| {
        let gold = Gold::read(&folder.join(format!("{name}.jsonl"))).unwrap();
        let claims = analyzed(&gold, &analyzer);
        let found = predictions(&gold, &claims, 0.0).unwrap();
        ((*name).to_owned(), figures(&evaluate(&gold, &found, None)))
    };
    OWN.iter().map(one).collect()
}

fn measure(folder: &Path) -> Figures {
    let statements = open_data::statements(folder);
    let one = |&(name, file, only_statements, attitudes): &(&str, &str, bool, bool)| {
        let gold = open_data::gold(folder, file);
        let claims = analyzed(&gold, &open_data::analyzer(attitudes, None));
        let found = predictions(&gold, &claims, 0.0).unwrap();
        let report = evaluate(&gold, &found, only_statements.then_some(&statements));
        (name.to_owned(), figures(&report))
    };
    SETS.iter().map(one).collect()
}

fn figures(report: &Report) -> BTreeMap<String, f64> {
    let mut out = BTreeMap::new();
    let mut add = |name: &str, value: Option<f64>| {
        if let Some(value) = value {
            out.insert(name.to_owned(), (value * 1000.0).round() / 10.0);
        }
    };
    let kinds = &report.by_kind;
    let all = &report.overall;
    let f1 = |prf: Prf| prf.f1;
    let share = |share: Option<Share>| share.and_then(|s| s.accuracy);
    add("pair", all.pair.f1);
    add("pair-direct", kinds.direct.pair.f1);
    add("pair-mixed", kinds.mixed.pair.f1);
    add("pair-indirect", kinds.indirect.pair.f1);
    add("strict-direct", kinds.direct.content_strict.f1);
    add("row", all.row.and_then(f1));
    add("speaker", share(all.speaker));
    add("channel", share(all.channel));
    out
}

fn written(figures: &Figures) -> String {
    let mut out = String::from(
        "# Figures on the annotated articles, in percent: F1 of PAIR, of strict contents and of ROW,\n\
         # accuracy of speaker and channel over matched claims. tests/ratchet.rs writes and guards them.\n",
    );
    for (set, figures) in figures {
        let _ = write!(out, "\n[{set}]\n");
        for (name, value) in figures {
            let _ = writeln!(out, "{name} = {value:.1}");
        }
    }
    out
}

fn fallen(before: &Figures, now: &Figures) -> Vec<String> {
    let mut out = Vec::new();
    for (set, figures) in before.iter().filter(|(set, _)| now.contains_key(*set)) {
        for (name, old) in figures {
            let new = now
                .get(set)
                .and_then(|f| f.get(name))
                .copied()
                .unwrap_or(0.0);
            println!("{set} {name}: {old} -> {new}");
            if new < old - SLACK {
                out.push(format!("{set} {name}: {old} -> {new}"));
            }
        }
    }
    out
}
