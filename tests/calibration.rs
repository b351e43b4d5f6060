//! Confidence is a measured share: the table is small and sensible, and honest on unseen articles.

mod open_data;

use sayso::confidence::check;
use sayso::confidence::samples::{analyzed, samples};

/// The table as it is built in.
const TABLE: &str = include_str!("../lexicons/en/confidence.csv");

/// Expected calibration error that is allowed.
const ERROR: f64 = 0.05;

#[test]
fn the_table_is_small_and_learnt_from_enough() {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(rows.len() < 1_500, "{} rows", rows.len());
    for row in rows.iter().filter(|r| &r[0] == "cue") {
        assert!(
            row[3].parse::<usize>().unwrap() >= 8,
            "{row:?}: seen too seldom for a weight"
        );
    }
    for row in &rows {
        let weight: f64 = row[2].parse().unwrap();
        assert!(weight.abs() < 4.0, "{row:?}: so sure is nothing");
    }
}

#[test]
fn confidence_is_honest_on_unseen_articles() {
    let Some(folder) = open_data::folder() else {
        println!("skipped: ../shared/eval is not there");
        return;
    };
    let gold = open_data::gold(&folder, "polnear-dev.jsonl.gz");
    let statements = open_data::statements(&folder);
    for (name, attitudes, statements) in [
        ("statements", false, Some(&statements)),
        ("whole", true, None),
    ] {
        let claims = analyzed(&gold, &open_data::analyzer(attitudes, Some(0.0)));
        let samples = samples(&gold, &claims, statements).unwrap();
        let error = check::error(&samples);
        println!("{name}: {error:.3} over {} rows", samples.len());
        assert!(
            error <= ERROR,
            "{name}: {error:.3}; run `sayso calibrate` after changing rules"
        );
    }
}
