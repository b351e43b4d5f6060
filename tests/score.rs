//! The scorer: what counts as right, and that its figures are those of `eval/score.py`.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use sayso::score::{Gold, Predictions, Report, Standing, evaluate, read_statements};
use serde_json::{Value, json};

// ---------------------------------------------------------------- small texts

const TEXT: &str = "“We will win big,” Mr. Robby Mook, the campaign manager, said on Monday. \
                    Donald Trump said that taxes are too high. Officials worried about a shutdown.";

/// The span of the `n`-th occurrence of a part of a text, in code points.
fn span(text: &str, part: &str, n: usize) -> Value {
    let (at, _) = text.match_indices(part).nth(n).unwrap();
    let begin = text[..at].chars().count();
    json!([[begin, begin + part.chars().count()]])
}

fn annotations() -> [Value; 3] {
    let at = |part, n| span(TEXT, part, n);
    [
        json!({"content": at("We will win big,", 0), "source": at("Mr. Robby Mook, the campaign manager", 0), "cue": at("said on Monday", 0)}),
        json!({"content": at("taxes are too high", 0), "source": at("Donald Trump", 0), "cue": at("said", 1)}),
        json!({"content": at("about a shutdown", 0), "source": at("Officials", 0), "cue": at("worried", 0)}),
    ]
}

fn gold_of(text: &str, attributions: &[Value], ignore: Value) -> Gold {
    let line = json!({"doc": "d", "text": text, "attributions": attributions, "ignore": ignore});
    Gold::from_jsonl(line.to_string().as_bytes(), "gold.jsonl").unwrap()
}

fn predicted(gold: &Gold, records: &[Value]) -> Predictions {
    let lines: Vec<String> = records
        .iter()
        .map(|r| with(r, "doc", json!("d")).to_string())
        .collect();
    Predictions::from_jsonl(lines.join("\n").as_bytes(), "found.jsonl", gold).unwrap()
}

fn with(record: &Value, key: &str, value: Value) -> Value {
    let mut out = record.clone();
    out[key] = value;
    out
}

fn scored(attributions: &[Value], records: &[Value]) -> Report {
    let gold = gold_of(TEXT, attributions, json!([]));
    let predictions = predicted(&gold, records);
    evaluate(&gold, &predictions, None)
}

#[test]
fn the_gold_itself_is_perfect() {
    let report = scored(&annotations(), &annotations());
    for prf in [
        report.overall.content_token,
        report.overall.content_strict,
        report.overall.pair,
    ] {
        assert_eq!((prf.p, prf.r, prf.f1), (Some(1.0), Some(1.0), Some(1.0)));
    }
    assert_eq!(
        (
            report.by_kind.direct.pair.gold,
            report.by_kind.indirect.pair.gold
        ),
        (1, 2)
    );
    assert_eq!(
        (report.by_kind.mixed.pair.f1, report.overall.row),
        (None, None)
    );
    assert!(report.mistakes.is_empty());
}

#[test]
fn nothing_found_is_no_precision_and_no_recall() {
    let report = scored(&annotations(), &[]);
    assert_eq!(
        (report.overall.pair.p, report.overall.pair.r),
        (None, Some(0.0))
    );
    assert_eq!(
        (
            report.docs_without_prediction,
            report.pair_f1_macro_over_docs
        ),
        (1, Some(0.0))
    );
}

#[test]
fn outcomes_tell_pair_and_row() {
    let [mook, trump, officials] = annotations();
    let label = |a: &Value, speaker: &str, channel: &str| {
        with(
            &with(a, "speaker", json!(speaker)),
            "channel",
            json!(channel),
        )
    };
    let gold = [
        label(&mook, "Robby Mook", ""),
        label(&trump, "Donald Trump", "x"),
    ];
    let found = [
        label(&mook, "Mr. Robby Mook", ""),
        with(
            &label(&trump, "Donald Trump", "telegram"),
            "source",
            json!([]),
        ),
        officials,
    ];
    let report = scored(&gold, &found);
    let told: Vec<_> = report
        .outcomes
        .iter()
        .map(|o| (o.right_pair(), o.right_row()))
        .collect();
    assert_eq!(told, [(true, true), (false, false), (false, false)]);
    assert_eq!(report.outcomes[2].standing, Standing::Unmatched);
    assert_eq!(report.overall.channel.map(|s| (s.right, s.n)), Some((1, 2)));
    let what: Vec<_> = report.mistakes.iter().map(|m| m.what.name()).collect();
    assert_eq!(what, ["wrong-channel", "no-source", "spurious"]);
}

#[test]
fn optional_and_ignored_count_neither_way() {
    let [mook, trump, officials] = annotations();
    let gold = gold_of(
        TEXT,
        &[mook.clone(), with(&trump, "optional", json!(true))],
        officials["content"].clone(),
    );
    let predictions = predicted(&gold, &[mook, trump, officials]);
    let report = evaluate(&gold, &predictions, None);
    assert_eq!(
        (report.gold, report.gold_optional, report.overall.pair.pred),
        (1, 1, 1)
    );
    assert_eq!(report.outcomes.iter().filter(|o| !o.counts()).count(), 2);
    assert_eq!(report.overall.pair.f1, Some(1.0));
}

#[test]
fn beliefs_are_optional_among_statements() {
    let gold = gold_of(TEXT, &annotations(), json!([]));
    let report = evaluate(
        &gold,
        &Predictions::none(&gold),
        Some(&["said".to_string()].into()),
    );
    assert_eq!((report.gold, report.gold_optional), (2, 1));
}

#[test]
fn spans_count_code_points_of_the_text_as_it_is() {
    let text = "Z\u{fc}rich:\r\n\r\n“Cafe\u{301}\u{a0}noir,”\r\nsaid Ann.";
    let attribution =
        json!({"content": span(text, "Cafe\u{301}\u{a0}noir", 0), "source": span(text, "Ann", 0)});
    let gold = gold_of(text, std::slice::from_ref(&attribution), json!([]));
    assert_eq!(gold.docs[0].items[0].content, [(12, 22)]);
    assert_eq!(gold.docs[0].items[0].kind.name(), "direct");
    let predictions = predicted(&gold, &[attribution]);
    assert_eq!(
        evaluate(&gold, &predictions, None)
            .overall
            .content_strict
            .f1,
        Some(1.0)
    );
}

#[test]
fn rules_and_cues_are_sorted_by_what_they_cost() {
    let [mook, trump, officials] = annotations();
    let made = |a: &Value, rule: &str, entry: &str| {
        let evidence = json!([{"part": "rule", "file": "rules.toml", "line": 1, "entry": rule},
                              {"part": "cue", "file": "cues.csv", "line": 7, "entry": entry}]);
        with(&with(a, "rule", json!(rule)), "evidence", evidence)
    };
    let found = [
        made(&mook, "good", "say"),
        made(&trump, "bad", "say"),
        made(&officials, "bad", "worry"),
    ];
    let costs = scored(&annotations()[..1], &found).costs;
    let rules: Vec<_> = costs
        .rules
        .iter()
        .map(|c| (c.name.as_str(), c.right, c.wrong))
        .collect();
    assert_eq!(rules, [("bad", 0, 2), ("good", 1, 0)]);
    let cues: Vec<_> = costs
        .cues
        .iter()
        .map(|c| (c.name.as_str(), c.right, c.wrong))
        .collect();
    assert_eq!(cues, [("cues.csv:7 worry", 0, 1), ("cues.csv:7 say", 1, 1)]);
    assert!(costs.table(1).contains("and 1 more"));
    assert_eq!(costs.table(0), "");
}

#[test]
fn faults_name_file_and_line() {
    let told = |text: &str| {
        Gold::from_jsonl(text.as_bytes(), "gold.jsonl")
            .unwrap_err()
            .to_string()
    };
    assert!(told("\n{\"doc\": 1}").starts_with("gold.jsonl:2: column 9: "));
    assert!(
        told("{\"doc\": \"d\", \"text\": \"\"}\n{\"doc\": \"d\", \"text\": \"\"}")
            .contains(":2: document")
    );
    let outside =
        json!({"doc": "d", "text": "ab", "attributions": [{"content": [[0, 3]]}]}).to_string();
    assert!(told(&outside).starts_with("gold.jsonl:1: content span [0, 3] lies outside"));
    let gold = gold_of(TEXT, &[], json!([]));
    let bad = Predictions::from_jsonl(
        &b"{\"doc\": \"d\", \"cue\": \"said\"}"[..],
        "found.jsonl",
        &gold,
    );
    assert!(
        bad.unwrap_err()
            .to_string()
            .starts_with("found.jsonl:1: column ")
    );
    assert!(
        Gold::read(Path::new("no/such.jsonl"))
            .unwrap_err()
            .to_string()
            .starts_with("no/such.jsonl: ")
    );
}

#[test]
fn brat_folders_are_gold() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("b.txt"), "Rain fell,\r\nAnn said.").unwrap();
    let ann = "T1\tContent 0 9\tRain fell\nT2\tSource 12 15\tAnn\nT3\tCue 16 20\tsaid\nE1\tAttribution:T3 Content:T1 Source:T2 Cue:T3\n";
    fs::write(folder.path().join("b.ann"), ann).unwrap();
    let gold = Gold::read(folder.path()).unwrap();
    let item = &gold.docs[0].items[0];
    assert_eq!(
        (
            gold.docs[0].id.as_str(),
            item.content.as_slice(),
            item.cue.as_slice()
        ),
        ("b", &[(0, 9)][..], &[(16, 20)][..])
    );
}

// ---------------------------------------------------------------- the program

#[test]
fn the_program_prints_figures_and_writes_mistakes() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let [mook, trump, _] = annotations();
    let gold = json!({"doc": "d", "text": TEXT, "attributions": [mook.clone(), trump]}).to_string();
    fs::write(path("gold.jsonl"), gold).unwrap();
    fs::write(
        path("found.jsonl"),
        with(&mook, "article_id", json!("d")).to_string(),
    )
    .unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        let files = ["score", "gold.jsonl", "--predictions", "found.jsonl"];
        command
            .current_dir(folder.path())
            .args(files)
            .args(args)
            .output()
            .unwrap()
    };
    let json: Value =
        serde_json::from_slice(&run(&["--json", "--errors", "e.tsv"]).stdout).unwrap();
    assert_eq!(json["overall"]["pair"]["r"], json!(0.5));
    let mistakes = fs::read_to_string(path("e.tsv")).unwrap();
    assert!(
        mistakes
            .lines()
            .nth(1)
            .unwrap()
            .starts_with("missed\td\tindirect\t0.00\ttaxes are too high\t")
    );
    let table = String::from_utf8(run(&[]).stdout).unwrap();
    assert!(
        table.contains("PAIR                100.0  50.0  66.7   100.0 100.0 100.0"),
        "{table}"
    );
    fs::write(path("found.jsonl"), "{").unwrap();
    let failed = run(&[]);
    assert_eq!(failed.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&failed.stderr).contains("found.jsonl:1: "));
}

// ---------------------------------------------------------------- against score.py

/// A small generator of numbers, so that the same predictions come out everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// `../shared/eval`, if it and Python are there; else why not.
fn evaluator() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval");
    if !folder.join("score.py").is_file() {
        return Err(format!("{} has no score.py", folder.display()));
    }
    let python = Command::new("python3").arg("--version").output();
    python
        .map(|_| folder)
        .map_err(|e| format!("python3 does not run: {e}"))
}

fn lines_of(path: &Path) -> Vec<Value> {
    let mut bytes = fs::read(path).unwrap();
    if path.extension().is_some_and(|e| e == "gz") {
        let mut text = Vec::new();
        flate2::read::MultiGzDecoder::new(bytes.as_slice())
            .read_to_end(&mut text)
            .unwrap();
        bytes = text;
    }
    let text = String::from_utf8(bytes).unwrap();
    text.split('\n')
        .filter(|l| !l.trim().is_empty())
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

/// Texts with some characters exchanged, one for one, so that marks, gaps and letters of all kinds
/// meet; the kinds are left out, for both scorers to work them out.
fn garbled(docs: &[Value], dice: &mut Dice) -> Vec<Value> {
    const STRANGE: [char; 30] = [
        '"', '\'', '`', '‘', '’', '“', '”', '„', '«', '»', '\n', '\r', '\t', '\u{a0}', '\u{1c}',
        '\u{301}', '½', '²', '٣', '_', '中', 'ﬁ', 'ß', 'İ', '—', '(', ',', '\u{200b}', 's', 'Ⓐ',
    ];
    let mut out = docs.to_vec();
    for doc in &mut out {
        let often = [25, 60, 200][dice.below(3)];
        let text = doc["text"].as_str().unwrap().chars();
        let text: String = text
            .map(|c| {
                if dice.one_in(often) {
                    *dice.of(&STRANGE)
                } else {
                    c
                }
            })
            .collect();
        let text: String = if dice.one_in(3) {
            text.replace(". ", "\n\n")
        } else {
            text
        };
        doc["text"] = json!(text);
        for attribution in doc["attributions"].as_array_mut().unwrap() {
            attribution.as_object_mut().unwrap().remove("kind");
        }
    }
    out
}

/// Predictions made of the gold of one article: some right, some moved, cut, doubled, swapped.
fn perturbed(doc: &Value, dice: &mut Dice) -> Vec<Value> {
    let length = doc["text"].as_str().unwrap().chars().count();
    let gold = doc["attributions"].as_array().unwrap();
    let mut out = Vec::new();
    for attribution in gold.iter().filter(|_| length > 0) {
        if dice.one_in(8) {
            continue;
        }
        let mut found = json!({});
        let other = dice.of(gold);
        for part in ["content", "source", "cue"] {
            let from = if part != "content" && dice.one_in(8) {
                other
            } else {
                attribution
            };
            found[part] = moved(&from[part], length, dice);
        }
        for part in ["source", "cue"] {
            if dice.one_in(8) {
                found[part] = json!(null);
            }
        }
        relabel(&mut found, attribution, other, dice);
        let id = if dice.one_in(2) { "doc" } else { "article_id" };
        found[id] = if dice.one_in(40) {
            json!("nowhere")
        } else {
            doc["doc"].clone()
        };
        out.extend(halves(&found, dice));
        if dice.one_in(10) {
            found["content"] = json!([[dice.below(length), length]]);
            out.push(found);
        }
    }
    out
}

/// Spans with their ends moved, most often not at all.
fn moved(spans: &Value, length: usize, dice: &mut Dice) -> Value {
    let reach = [1, 1, 4, 40][dice.below(4)];
    let mut shift = |at: &Value| {
        let at = usize::try_from(at.as_u64().unwrap()).unwrap();
        (at + dice.below(reach))
            .saturating_sub(dice.below(reach))
            .min(length)
    };
    spans
        .as_array()
        .unwrap()
        .iter()
        .map(|s| json!([shift(&s[0]), shift(&s[1])]))
        .collect()
}

/// The prediction, or two of it, or it twice, or with spans in disorder.
fn halves(found: &Value, dice: &mut Dice) -> Vec<Value> {
    let spans = found["content"].as_array().unwrap().clone();
    match (dice.below(12), spans.first()) {
        (0, Some(first)) => {
            let (begin, end) = (first[0].as_u64().unwrap(), first[1].as_u64().unwrap());
            let middle = u64::midpoint(begin, end);
            let half = |span| with(found, "content", json!([span]));
            vec![half([begin, middle]), half([middle, end])]
        }
        (1, _) => vec![found.clone(), found.clone()],
        (2, _) => {
            let spans: Vec<Value> = spans.iter().rev().chain(&spans).cloned().collect();
            vec![with(found, "content", json!(spans))]
        }
        (3, _) => vec![with(found, "content", json!([]))],
        _ => vec![found.clone()],
    }
}

fn relabel(found: &mut Value, gold: &Value, other: &Value, dice: &mut Dice) {
    for label in ["speaker", "channel", "outlet"] {
        let Some(name) = gold[label].as_str() else {
            continue;
        };
        found[label] = match dice.below(9) {
            0 => json!(null),
            1 => other[label].clone(),
            2 => json!(name.to_uppercase()),
            3 => json!(format!("the {name} News Agency")),
            4 => gold["speaker_in_text"].clone(),
            5 => json!(name.split(' ').skip(1).collect::<Vec<_>>().join(" ")),
            6 => json!(name.replace('é', "e\u{301}").replace('o', "o\u{308}")),
            _ => json!(name),
        };
    }
}

fn write_lines(path: &Path, lines: &[Value]) {
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    fs::write(path, lines.join("\n")).unwrap();
}

/// The JSON and the list of mistakes of score.py.
fn theirs(
    eval: &Path,
    files: &[&Path; 2],
    statements: Option<&Path>,
    tsv: &Path,
) -> (Value, String) {
    let mut command = Command::new("python3");
    command
        .arg(eval.join("score.py"))
        .args(files)
        .args(["--json", "--bootstrap", "0", "--errors"])
        .arg(tsv);
    if let Some(list) = statements {
        command.arg("--statements").arg(list);
    }
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    (
        serde_json::from_slice(&output.stdout).unwrap(),
        fs::read_to_string(tsv).unwrap(),
    )
}

/// Asserts that all of `theirs` is in `ours`.
fn assert_same(ours: &Value, theirs: &Value, at: &str) {
    match theirs {
        Value::Object(map) => map
            .iter()
            .for_each(|(k, v)| assert_same(&ours[k], v, &format!("{at}.{k}"))),
        Value::Number(n) => {
            let (ours, theirs) = (ours.as_f64(), n.as_f64().unwrap());
            assert!(
                ours.is_some_and(|o| (o - theirs).abs() <= 1e-9),
                "{at}: {ours:?}, not {theirs}"
            );
        }
        _ => assert_eq!(ours, theirs, "{at}"),
    }
}

/// Mistakes in any order; of missed and spurious ones, the other side's best overlap is left out,
/// as score.py takes whichever comes first of equal ones; its `None` for a null label is empty here.
fn comparable(tsv: &str) -> Vec<String> {
    let comparable = |line: &str| {
        let mut cells: Vec<&str> = line.split('\t').collect();
        let overlap: &[usize] = match cells[0] {
            "missed" => &[5, 7, 9],
            "spurious" => &[4, 6, 8],
            _ => &[],
        };
        overlap.iter().for_each(|&cell| cells[cell] = "");
        cells
            .iter_mut()
            .filter(|c| **c == "None")
            .for_each(|c| *c = "");
        cells.join("\t")
    };
    let mut out: Vec<String> = tsv.split('\n').map(comparable).collect();
    out.sort();
    out
}

fn compare(eval: &Path, docs: &[Value], seed: u64, name: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut dice = Dice(seed);
    let found: Vec<Value> = docs.iter().flat_map(|d| perturbed(d, &mut dice)).collect();
    let files = [path("gold.jsonl"), path("found.jsonl")];
    write_lines(&files[0], docs);
    write_lines(&files[1], &found);
    let gold = Gold::read(&files[0]).unwrap();
    let predictions = Predictions::read(&files[1], &gold).unwrap();
    let list = eval.join("statement_cues.txt");
    for statements in [None, Some(list.as_path())] {
        let forms = statements.map(|list| read_statements(list).unwrap());
        let report = evaluate(&gold, &predictions, forms.as_ref());
        let (json, tsv) = theirs(eval, &[&files[0], &files[1]], statements, &path("e.tsv"));
        let at = format!("{name}, seed {seed}, statements {}", statements.is_some());
        assert_same(&serde_json::to_value(&report).unwrap(), &json, &at);
        let (ours, theirs) = (
            comparable(&report.mistakes_tsv(&gold, &predictions)),
            comparable(&tsv),
        );
        ours.iter()
            .zip(&theirs)
            .for_each(|(ours, theirs)| assert_eq!(ours, theirs, "{at}"));
        assert_eq!(ours.len(), theirs.len(), "{at}");
    }
}

#[test]
fn all_figures_are_those_of_score_py() {
    let eval = match evaluator() {
        Ok(eval) => eval,
        Err(why) => return eprintln!("skipped the comparison with score.py: {why}"),
    };
    for name in [
        "channel-dev.jsonl",
        "diplo-dev.jsonl",
        "polnear-dev.jsonl.gz",
    ] {
        let docs = lines_of(&eval.join("data").join(name));
        for seed in 1..=2 {
            compare(&eval, &docs, seed, name);
            compare(
                &eval,
                &garbled(&docs, &mut Dice(seed)),
                seed + 10,
                &format!("{name}, garbled"),
            );
        }
    }
}

/// Every mechanism can be left out: the lexicons that `ablate` writes for it can be read.
#[test]
fn every_mechanism_can_be_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let gold = folder.path().join("gold.jsonl");
    let line = json!({"doc": "d", "text": TEXT, "attributions": annotations()});
    fs::write(&gold, line.to_string()).unwrap();
    let out = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .arg("ablate")
        .arg(&gold)
        .output()
        .unwrap();
    let table = String::from_utf8_lossy(&out.stdout);
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    for mechanism in [
        "everything on",
        "all phrase rules off",
        "noun phrases off",
        "cues halved",
    ] {
        assert!(table.contains(mechanism), "{table}");
    }
}
