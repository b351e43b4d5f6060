//! The circle of a review from outside: extract, mark, carry over, count, sample.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;

const TEXT: &str = "Bridge opens\n\n“We are glad about it,” Mayor Ann Lee said on Monday. The mayor \
                    said that the bridge had cost 4 million euros.\n\nIt is a long bridge.\n\nBo \
                    Chen told Reuters that nobody had asked the neighbours.\n";

fn run(dir: &Path, args: &[&str]) -> Output {
    Command::new(cargo_bin!("sayso"))
        .current_dir(dir)
        .args(args)
        .output()
        .unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Marks the first rows of a plain table.
fn mark(path: &Path, marks: &[&str]) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(rows.len() >= marks.len());
    let mut out = csv::Writer::from_path(path).unwrap();
    out.write_record(&header).unwrap();
    for (at, row) in rows.iter().enumerate() {
        let cells = row.iter().enumerate().map(|(place, cell)| match place {
            1 => marks.get(at).copied().unwrap_or_default(),
            _ => cell,
        });
        out.write_record(cells).unwrap();
    }
    out.flush().unwrap();
}

#[test]
fn the_whole_circle() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::write(dir.join("a.txt"), TEXT).unwrap();
    assert_eq!(
        run(dir, &["extract", "a.txt", "-o", "one.csv"])
            .status
            .code(),
        Some(0)
    );
    mark(&dir.join("one.csv"), &["right", "wrong-speaker"]);

    let lost = run(dir, &["extract", "a.txt", "-o", "one.csv"]);
    assert_eq!(lost.status.code(), Some(2));
    assert!(told(&lost).contains("one.csv: it holds 2 marks or notes that would be lost"));

    for output in ["two.xlsx", "two.csv", "one.csv"] {
        let carried = run(
            dir,
            &[
                "extract",
                "a.txt",
                "--carry-review",
                "one.csv",
                "-o",
                output,
            ],
        );
        assert_eq!(carried.status.code(), Some(0), "{carried:?}");
        let counts = "reviews: 2 rows carried over (0 changed since, 0 matched by text)";
        assert!(told(&carried).contains(counts), "{carried:?}");
    }
    for format in ["text", "csv", "json"] {
        let [xlsx, csv] =
            ["two.xlsx", "two.csv"].map(|file| run(dir, &["review", file, "--format", format]));
        assert_eq!(xlsx.status.code(), Some(0), "{xlsx:?}");
        assert!(!xlsx.stdout.is_empty() && xlsx.stdout == csv.stdout);
        let told = String::from_utf8_lossy(&csv.stdout).into_owned();
        assert!(
            told.contains("lexicons/en/references.csv:"),
            "what cost most: {told}"
        );
    }
}

#[test]
fn the_sheet_of_another_batch() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::write(dir.join("a.txt"), TEXT).unwrap();
    let other = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/review/other-batch.csv");
    let other = other.to_str().unwrap();
    let ran = run(
        dir,
        &["extract", "a.txt", "--carry-review", other, "-o", "one.csv"],
    );
    assert_eq!(ran.status.code(), Some(1));
    assert!(
        told(&ran).contains("none of its 5 reviewed claims is in the new table"),
        "{ran:?}"
    );
    assert!(dir.join("one.orphans.csv").exists());
}

#[test]
fn a_sample_stands_for_the_whole() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::write(dir.join("a.txt"), TEXT).unwrap();
    assert_eq!(
        run(dir, &["extract", "a.txt", "-o", "all.csv"])
            .status
            .code(),
        Some(0)
    );
    let args = ["sample", "all.csv", "-n", "2", "--silent", "a.txt", "-o"];
    for output in ["s.csv", "t.csv", "s.xlsx"] {
        let ran = run(dir, &[&args[..], &[output]].concat());
        assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    }
    assert_eq!(
        fs::read(dir.join("s.csv")).unwrap(),
        fs::read(dir.join("t.csv")).unwrap()
    );
    let rows = |file: &str| {
        let mut reader = csv::Reader::from_path(dir.join(file)).unwrap();
        let header = reader.headers().unwrap().clone();
        let at = header.iter().position(|name| name == "sample_weight");
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let claims: Vec<_> = rows.into_iter().filter(|row| &row[3] != "silent").collect();
        let weight = |row: &csv::StringRecord| at.map_or(1.0, |at| row[at].parse::<f64>().unwrap());
        (claims.len(), claims.iter().map(weight).sum::<f64>())
    };
    let (drawn, weight) = rows("s.csv");
    let (all, _) = rows("all.csv");
    assert!(
        drawn == 2 && (weight - all as f64).abs() < 1e-3,
        "{drawn} {weight} {all}"
    );
}

#[test]
fn flags_that_contradict_each_other_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::write(dir.join("a.txt"), TEXT).unwrap();
    for (args, says) in [
        (vec!["--excel", "-o", "a.xlsx"], "for CSV only"),
        (vec!["--delimiter", ";;"], "give one character"),
        (vec!["--carry-review", "a.csv"], "--output"),
        (
            vec!["--carry-review", "none.csv", "-o", "b.csv"],
            "there is no such file",
        ),
    ] {
        let ran = run(dir, &[&["extract", "a.txt"][..], &args].concat());
        assert_eq!(ran.status.code(), Some(2), "{ran:?}");
        assert!(told(&ran).contains(says), "{ran:?}");
    }
}
