//! The whole circle of a review: tables out, what people do to them, and back.

use std::fs;
use std::path::{Path, PathBuf};

use sayso::Claim;
use sayso::claim::{COLUMNS, Kind};
use sayso::output::{Format, Layout, Row, Sink, Target};
use sayso::review::carry::orphans_path;
use sayso::review::figures::figures;
use sayso::review::{Carried, Carrying, Mark, Marks, Review, ReviewRow, corrections};
use tempfile::TempDir;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/review")
        .join(name)
}

/// The claims that the fixtures were made of.
fn claims() -> Vec<Claim> {
    let review = Review::read(&fixture("marked.csv")).unwrap();
    review
        .rows
        .iter()
        .map(|row| claim_of(&review.fixed(row)))
        .collect()
}

fn claim_of(cells: &[&str; COLUMNS.len()]) -> Claim {
    let cell = |column: &str| cells[COLUMNS.iter().position(|c| *c == column).unwrap()].to_owned();
    Claim {
        claim_id: cell("claim_id"),
        kind: match &*cell("kind") {
            "direct" => Kind::Direct,
            "mixed" => Kind::Mixed,
            _ => Kind::Indirect,
        },
        speaker: cell("speaker"),
        channel: cell("channel"),
        claim: cell("claim"),
        cue: cell("cue"),
        speaker_how: cell("speaker_how"),
        confidence: cell("confidence").parse().unwrap(),
        rule: cell("rule"),
        context: cell("context"),
        article_id: cell("article_id"),
        article_title: cell("article_title"),
        article_url: cell("article_url"),
        paragraph: cell("paragraph").parse().unwrap(),
        start: cell("start").parse().unwrap(),
        end: cell("end").parse().unwrap(),
        ..Claim::default()
    }
}

/// A new table and what became of the reviews.
struct Round {
    dir: TempDir,
    review: Review,
    carried: Carried,
    notices: Vec<String>,
}

impl Round {
    fn of(files: &[&str], claims: &[Claim]) -> Round {
        let paths: Vec<PathBuf> = files.iter().map(|name| fixture(name)).collect();
        Round::with(&paths, claims, tempfile::tempdir().unwrap())
    }

    fn with(paths: &[PathBuf], claims: &[Claim], dir: TempDir) -> Round {
        let output = dir.path().join("new.csv");
        let marks = Marks::read(paths, &orphans_path(&output)).unwrap();
        let notices = marks.notices.clone();
        let layout = Layout {
            extra: marks.columns(),
            ..Layout::default()
        };
        let table = Format::Csv
            .open_table(Target::file(&output).unwrap(), &layout)
            .unwrap();
        let mut sink = Carrying::new(table, marks, &output).unwrap();
        let outcome = sink.outcome();
        for claim in claims {
            sink.write(claim).unwrap();
        }
        Box::new(sink).finish().unwrap();
        let review = Review::read(&output).unwrap();
        let carried = outcome.borrow().clone();
        Round {
            dir,
            review,
            carried,
            notices,
        }
    }

    fn column(&self, column: &str) -> Vec<&str> {
        let rows = self.review.rows.iter();
        rows.map(|row| self.review.cell(row, column)).collect()
    }

    fn beside(&self, name: &str) -> String {
        fs::read_to_string(self.dir.path().join(name)).unwrap_or_default()
    }
}

const FIVE: [&str; 6] = [
    "right",
    "wrong-words",
    "wrong-speaker",
    "right",
    "",
    "not-a-claim",
];
const NOTE: &str = "speaker: Embassy of Russia in Iraq; channel: telegram";

#[test]
fn marks_come_back_whatever_program_saved_the_table() {
    for name in [
        "marked.csv",
        "windows-1252.csv",
        "utf-16.csv",
        "bom.csv",
        "marked.xlsx",
        "marked.ods",
        "renamed.csv",
    ] {
        let round = Round::of(&[name], &claims());
        assert_eq!(round.column("review"), FIVE, "{name}");
        assert_eq!(round.column("review_note")[2], NOTE, "{name}");
        assert_eq!(round.carried.carried, 5, "{name}");
        assert_eq!(
            round.carried.changed,
            0,
            "{name}: {:?}",
            round.column("review_status")
        );
        assert_eq!(round.carried.orphaned, 0, "{name}");
        assert_eq!(round.column("review_status")[0], "unchanged", "{name}");
    }
}

#[test]
fn renamed_columns_are_told_and_the_analysts_own_come_back() {
    let round = Round::of(&["renamed.csv"], &claims());
    assert_eq!(round.notices.len(), 2, "{:?}", round.notices);
    assert!(round.notices[0].contains("“Kennung” is read as claim_id (rename it back)"));
    assert!(round.notices[1].contains("“Bewertung” is read as review"));
    assert_eq!(round.column("topic"), ["", "cost", "", "", "", ""]);
}

#[test]
fn what_a_reviewer_left_is_read_without_the_other_rows() {
    for file in fs::read_dir(fixture("")).unwrap() {
        let path = file.unwrap().path();
        let (Ok(all), Ok(touched)) = (Review::read(&path), Review::read_touched(&path)) else {
            continue;
        };
        let told = |review: &Review, row: &ReviewRow| {
            let cells = review.fixed(row).map(str::to_owned);
            (row.row, row.mark_cell.clone(), row.mark, cells)
        };
        let of_all = all.rows.iter().filter(|row| all.is_touched(row));
        let of_touched = touched.rows.iter().filter(|row| touched.is_touched(row));
        assert_eq!(
            of_touched
                .map(|row| told(&touched, row))
                .collect::<Vec<_>>(),
            of_all.map(|row| told(&all, row)).collect::<Vec<_>>(),
            "{}",
            path.display()
        );
        assert_eq!(touched.extra, all.extra, "{}", path.display());
        assert_eq!(touched.notices, all.notices, "{}", path.display());
    }
}

/// A byte that is no UTF-8 far behind the beginning: what was read by then is read again, in the
/// encoding that fits.
#[test]
fn a_long_table_whose_encoding_is_told_late() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("long.csv");
    let mut table = b"claim_id,review,claim\n".to_vec();
    for row in 0..5_000 {
        let mark = if row % 1_000 == 0 { "right" } else { "" };
        table.extend(format!("c{row:016x},{mark},These are some words.\n").bytes());
    }
    table.extend(b"c0000000000009999,wrong-words,The caf\xE9.\n");
    fs::write(&path, table).unwrap();
    let review = Review::read_touched(&path).unwrap();
    assert_eq!(review.rows.len(), 6);
    assert_eq!(review.cell(&review.rows[5], "claim"), "The café.");
    assert_eq!(review.rows[5].row, 5_002);
}

#[test]
fn a_sorted_table_with_deleted_rows() {
    let round = Round::of(&["sorted-filtered.csv"], &claims());
    assert_eq!(
        round.column("review"),
        ["", "wrong-words", "", "right", "", "not-a-claim"]
    );
    assert_eq!(round.carried.orphaned, 0);
}

#[test]
fn a_mark_that_is_none_is_told_with_its_cell_and_kept() {
    let round = Round::of(&["bad-mark.csv"], &claims());
    assert_eq!(
        round.column("review")[..3],
        ["rihgt", "Wrong Words", "perhaps"]
    );
    assert_eq!(round.notices.len(), 2);
    assert!(
        round.notices[0].contains("cell B2: “rihgt” is no mark"),
        "{:?}",
        round.notices
    );
    assert!(round.notices[0].ends_with("(did you mean right?)"));
    assert!(round.notices[1].contains("cell B4") && round.notices[1].contains("not-a-claim"));
}

#[test]
fn two_marks_of_one_claim_are_a_conflict() {
    let round = Round::of(&["two-marks.csv"], &claims());
    assert_eq!(round.column("review")[..2], ["", "right"]);
    assert_eq!((round.carried.conflicts, round.carried.carried), (1, 2));
    let status = round.column("review_status")[0];
    assert!(
        status.starts_with("conflict: right (two-marks, cell B2); wrong-speaker"),
        "{status}"
    );
    let table = round.beside("new.conflicts.csv");
    assert_eq!(table.lines().count(), 3, "{table}");
}

#[test]
fn the_sheet_of_another_batch_is_told_and_kept() {
    let round = Round::of(&["other-batch.csv"], &claims());
    assert_eq!(round.carried.carried, 0);
    assert_eq!(round.carried.orphaned, 5);
    assert_eq!(round.carried.strangers, [(fixture("other-batch.csv"), 5)]);
    let orphans = Review::read(&round.dir.path().join("new.orphans.csv")).unwrap();
    let marks: Vec<_> = orphans.rows.iter().filter_map(|row| row.mark).collect();
    assert_eq!(marks.len(), 5);
}

#[test]
fn what_changed_since_the_review_is_told() {
    let mut claims = claims();
    claims[0].speaker = "Mayor Ann Lee".into();
    claims[0].rule = "another".into();
    let round = Round::of(&["marked.csv"], &claims);
    assert_eq!(round.carried.changed, 1);
    assert_eq!(
        round.column("review_status")[0],
        "changed since the review: speaker: Ann Lee → Mayor Ann Lee; \
         rule: quote-cue-source → another"
    );
    // It stays told in the next round, until the reviewer takes it out.
    let first = round.dir.path().join("first.csv");
    fs::rename(round.dir.path().join("new.csv"), &first).unwrap();
    let again = Round::with(&[first], &claims, round.dir);
    assert!(again.column("review_status")[0].starts_with("changed since the review: speaker"));
    assert_eq!(again.column("review"), FIVE);
    assert_eq!(again.carried.changed, 0);
}

#[test]
fn claims_that_moved_are_found_by_their_text() {
    let mut claims = claims();
    claims[1].claim_id = "c00000000000000aa".into();
    claims[1].claim = "the new bridge had cost 4 million euros".into();
    // The article has another id and no address: only the same words count.
    claims[3].claim_id = "c00000000000000bb".into();
    claims[3].article_id = "renamed".into();
    claims[3].article_url = String::new();
    claims[5].claim_id = "c00000000000000cc".into();
    claims[5].claim = "some had asked for the moon".into();
    let round = Round::of(&["marked.csv"], &claims);
    assert_eq!(
        round.column("review"),
        ["right", "wrong-words", "wrong-speaker", "right", "", ""]
    );
    assert_eq!((round.carried.moved, round.carried.orphaned), (2, 1));
    assert!(round.column("review_status")[1].starts_with("matched by its text (93 % alike)"));
    assert!(
        round
            .beside("new.orphans.csv")
            .contains("nobody had asked the neighbours")
    );
}

#[test]
fn an_orphan_comes_back_when_its_claim_does() {
    let all = claims();
    let round = Round::of(&["marked.csv"], &all[..3]);
    assert_eq!((round.carried.carried, round.carried.orphaned), (3, 2));
    // The orphans' table of the run before is read without being named.
    let first = round.dir.path().join("first.csv");
    fs::rename(round.dir.path().join("new.csv"), &first).unwrap();
    let again = Round::with(std::slice::from_ref(&first), &all, round.dir);
    assert_eq!(again.column("review"), FIVE);
    assert_eq!(again.carried.orphaned, 0);
    assert_eq!(again.beside("new.orphans.csv").lines().count(), 1);
    // Named again with the very file the orphans came from, nothing is counted twice.
    let again = Round::with(&[fixture("marked.csv"), first], &all, again.dir);
    assert_eq!(again.carried.conflicts, 0);
}

#[test]
fn several_reviewers_keep_a_column_each() {
    let round = Round::of(&["marked.csv", "ben.csv"], &claims());
    assert_eq!(
        round.column("review"),
        ["right", "", "wrong-speaker", "", "", "not-a-claim"]
    );
    assert_eq!(round.column("review (marked)"), FIVE);
    assert_eq!(round.column("review (ben)")[3], "unsure");
    assert_eq!(round.column("review_note (ben)")[1], "fine");
    assert_eq!(round.carried.conflicts, 2);
    // Figures are the same from the two files and from the one that both went into.
    let two = ["marked.csv", "ben.csv"].map(|name| Review::read(&fixture(name)).unwrap());
    let [two, one] = [figures(&two), figures(&[round.review])].map(|f| f.agreement.unwrap());
    assert_eq!(two.pairs[0].kappa, one.pairs[0].kappa);
    assert_eq!(two.alpha, one.alpha);
    assert_eq!((two.claims, two.disagreements.len()), (5, 2));
    assert!((two.pairs[0].agreement - 0.6).abs() < 1e-9);
}

#[test]
fn files_that_are_no_tables_are_told_with_a_remedy() {
    for (name, told) in [
        ("no-ids.csv", "it has no column claim_id"),
        ("no-table.csv", "no row of it is the header"),
        ("empty.csv", "no row of it is the header"),
        ("broken.xlsx", "it is no workbook that can be read"),
        ("none.csv", "there is no such file"),
    ] {
        let error = Review::read(&fixture(name)).unwrap_err().to_string();
        assert!(
            error.contains(told) && error.ends_with(')'),
            "{name}: {error}"
        );
    }
}

#[test]
fn precision_of_a_small_review() {
    let figures = figures(&[Review::read(&fixture("marked.csv")).unwrap()]);
    let overall = figures.overall.precision.unwrap();
    assert!((overall.share - 0.4).abs() < 1e-9);
    assert!((overall.low - 0.1176).abs() < 1e-4 && (overall.high - 0.7693).abs() < 1e-4);
    assert_eq!(
        (figures.reviewers[0].marked, figures.reviewers[0].rows),
        (5, 6)
    );
    let kinds: Vec<_> = figures.by["kind"]
        .iter()
        .map(|l| (l.name.as_str(), l.marked))
        .collect();
    assert_eq!(kinds, [("direct", 2), ("indirect", 2), ("mixed", 1)]);
    assert!(
        figures
            .costs
            .iter()
            .any(|cost| cost.column == "cue" && cost.value == "told")
    );
}

#[test]
fn corrections_are_listed() {
    let found = corrections(&Review::read(&fixture("marked.csv")).unwrap());
    let parts: Vec<_> = found
        .iter()
        .map(|c| (c.part.name(), c.right.as_str()))
        .collect();
    assert_eq!(
        parts,
        [
            ("speaker", "Embassy of Russia in Iraq"),
            ("channel", "telegram")
        ]
    );
    assert_eq!(
        (found[0].was.as_str(), found[0].row),
        ("Embassy of Russia in Iran", 4)
    );
}

/// Claims that are hard on cells.
fn hard_claims() -> Vec<Claim> {
    let words = [
        "-5 degrees",
        "=1+1",
        "@user wrote",
        "+380 44 123 45 67",
        "'quoted'",
        "''twice''",
        "1/2",
        "TRUE",
        "2025-03-04",
        "a\nb",
        "a\r\nb",
        "¶ and \\¶",
        "_x000D_ literal",
        "tab\tin",
        "<b>&amp;",
        "\u{b}control",
        "“x”; y, \"z\"",
        "🙂 𝄞",
        "   spaces   ",
        "=HYPERLINK(\"http://a\",\"b\")",
    ];
    let long = "ä𝄞 word ".repeat(6_000);
    words
        .into_iter()
        .chain([long.as_str()])
        .zip(1u64..)
        .map(|(words, number)| Claim {
            claim_id: format!("c{number:016x}"),
            claim: words.to_owned(),
            context: format!("{words}, he said. {words}"),
            speaker: words.chars().take(100).collect(),
            article_id: "1234567890123456789".to_owned(),
            article_url: "https://example.org/a?b=c&d=%20e".to_owned(),
            published: "2025-03-04".to_owned(),
            confidence: 0.9,
            ..Claim::default()
        })
        .collect()
}

fn written(format: Format, layout: &Layout, claims: &[Claim], path: &Path) {
    let mut table = format
        .open_table(Target::file(path).unwrap(), layout)
        .unwrap();
    for claim in claims {
        table.row(&Row::of(claim)).unwrap();
    }
    table.finish().unwrap();
}

#[test]
fn the_same_rows_in_every_format_byte_for_byte() {
    let dir = tempfile::tempdir().unwrap();
    let claims = hard_claims();
    let expected: Vec<_> = claims.iter().map(Claim::cells).collect();
    let excel = Layout {
        excel: true,
        ..Layout::default()
    };
    let tab = Layout {
        delimiter: Some(b'\t'),
        ..excel.clone()
    };
    for (name, format, layout) in [
        ("a.csv", Format::Csv, &Layout::default()),
        ("b.csv", Format::Csv, &excel),
        ("c.csv", Format::Csv, &tab),
        ("d.xlsx", Format::Xlsx, &Layout::default()),
    ] {
        let path = dir.path().join(name);
        written(format, layout, &claims, &path);
        let review = Review::read(&path).unwrap();
        assert_eq!(review.rows.len(), claims.len(), "{name}");
        assert!(review.extra.is_empty(), "{name}: {:?}", review.extra);
        for (row, cells) in review.rows.iter().zip(&expected) {
            for (cell, (expected, column)) in
                review.fixed(row).iter().zip(cells.iter().zip(COLUMNS))
            {
                assert_eq!(cell, expected, "{name}: {column}");
            }
        }
    }
    let path = dir.path().join("e.jsonl");
    written(Format::Jsonl, &Layout::default(), &claims, &path);
    let lines = fs::read_to_string(path).unwrap();
    for (line, claim) in lines.lines().zip(&claims) {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(record["claim"], claim.claim.as_str());
    }
    assert_eq!(lines.lines().count(), claims.len());
}

#[test]
fn no_cell_of_the_spreadsheet_form_starts_a_formula() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.csv");
    let layout = Layout {
        excel: true,
        ..Layout::default()
    };
    written(Format::Csv, &layout, &hard_claims(), &path);
    let bytes = fs::read(path).unwrap();
    assert!(bytes.starts_with(b"\xEF\xBB\xBF") && bytes.ends_with(b"\r\n"));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(&bytes[3..]);
    for record in reader.records() {
        for cell in &record.unwrap() {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell}"
            );
            assert!(!cell.contains('\n'));
        }
    }
}

#[test]
fn more_rows_than_a_sheet_holds_go_to_further_sheets() {
    use sayso::output::Table;
    use sayso::output::xlsx::{Book, Limits};
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.xlsx");
    let limits = Limits {
        rows: 8,
        cell: 200,
        links: 3,
    };
    let target = Target::file(&path).unwrap();
    let mut book = Book::with_limits(target, &Layout::default(), limits).unwrap();
    let claims = hard_claims();
    for claim in &claims {
        book.row(&Row::of(claim)).unwrap();
    }
    Box::new(book).finish().unwrap();
    let review = Review::read(&path).unwrap();
    let ids: Vec<_> = review
        .rows
        .iter()
        .map(|row| review.cell(row, "claim_id"))
        .collect();
    let expected: Vec<_> = claims.iter().map(|claim| claim.claim_id.as_str()).collect();
    assert_eq!(ids, expected);
    assert!(review.rows[20].mark_cell.ends_with("of the sheet Claims 3"));
    assert_eq!(review.cell(&review.rows[0], "claim"), "-5 degrees");
}

#[test]
fn a_workbook_is_the_same_bytes_each_time() {
    let dir = tempfile::tempdir().unwrap();
    let [a, b] = ["a.xlsx", "b.xlsx"].map(|name| {
        let path = dir.path().join(name);
        written(Format::Xlsx, &Layout::default(), &hard_claims(), &path);
        fs::read(path).unwrap()
    });
    assert!(a == b);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
}

#[test]
fn marks_have_a_meaning() {
    for mark in Mark::ALL {
        assert!(mark.meaning().ends_with('.'));
    }
}
