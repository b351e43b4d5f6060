//! Tables through a real spreadsheet program and back: LibreOffice, where there is one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sayso::Claim;
use sayso::output::{Format, Layout, Row, Target};
use sayso::review::{Mark, Review};

/// The program, or why these tests are skipped.
fn office() -> Option<&'static str> {
    let found = ["soffice", "libreoffice"].into_iter().find(|name| {
        let ran = Command::new(name).arg("--version").output();
        ran.is_ok_and(|output| output.status.success())
    });
    if found.is_none() {
        println!(
            "SKIPPED: there is no soffice or libreoffice on the PATH, so nothing went through a \
             spreadsheet program (apt-get install libreoffice-calc-nogui)"
        );
    }
    found
}

/// Reads CSV as harshly as it can be read: numbers, dates and formulas are looked for.
const HARSH: &str = "CSV:59,34,76,1,,0,false,true,false,false,false,-1,true";

/// Opens a file and saves it in another format.
fn saved(office: &str, file: &Path, filter: Option<&str>, format: &str, ending: &str) -> PathBuf {
    let out = file.with_file_name(format!("saved-{ending}"));
    let profile = file.with_file_name("profile");
    let mut command = Command::new(office);
    command
        .arg("--headless")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(filter.map(|filter| format!("--infilter={filter}")))
        .args(["--convert-to", format, "--outdir"])
        .args([&out, file]);
    let ran = command.output().unwrap();
    let saved = out.join(file.with_extension(ending).file_name().unwrap());
    assert!(saved.exists(), "{ran:?}");
    saved
}

/// Claims that spreadsheet programs like to change.
fn claims() -> Vec<Claim> {
    let words = [
        "-5 degrees tonight",
        "=1+1",
        "@user wrote",
        "+380 44 123 45 67",
        "'quoted' words",
        "''twice''",
        "1/2",
        "TRUE",
        "2025-03-04",
        "12 May",
        "1e5",
        "50%",
        "two\nlines",
        "¶ and \\¶ of its own",
        "“x”; y, \"z\"",
        "🙂 Łódź Київ",
        "0012",
        "=HYPERLINK(\"http://a\",\"b\")",
        "_x000D_",
        "<b>&amp;",
    ];
    words
        .into_iter()
        .zip(1u64..)
        .map(|(words, number)| Claim {
            claim_id: format!("c{:016x}", number * 0x1e5),
            claim: words.to_owned(),
            context: format!("{words}, he said."),
            speaker: words.to_owned(),
            article_id: "1234567890123456789".to_owned(),
            article_url: "https://example.org/a?b=c".to_owned(),
            published: "2025-03-04".to_owned(),
            confidence: 0.9,
            paragraph: 3,
            ..Claim::default()
        })
        .collect()
}

fn written(name: &str, format: Format, layout: &Layout, dir: &Path) -> PathBuf {
    let path = dir.join(name);
    let mut table = format
        .open_table(Target::file(&path).unwrap(), layout)
        .unwrap();
    for (claim, at) in claims().iter().zip(0..) {
        let mut row = Row::of(claim);
        row.cells[1] = Mark::ALL[at % Mark::ALL.len()].name().into();
        row.cells[2] = "- my note: =x".into();
        table.row(&row).unwrap();
    }
    table.finish().unwrap();
    path
}

/// Every cell is what it was.
fn same(before: &Path, after: &Path) {
    let [before, now] = [before, after].map(|path| Review::read(path).unwrap());
    assert_eq!(before.rows.len(), now.rows.len(), "{}", after.display());
    for (old, new) in before.rows.iter().zip(&now.rows) {
        assert_eq!(before.fixed(old), now.fixed(new), "{}", after.display());
        assert!(new.mark.is_some());
    }
    assert!(now.notices.is_empty(), "{:?}", now.notices);
}

#[test]
fn csv_for_spreadsheets_comes_back_unharmed() {
    let Some(office) = office() else { return };
    let dir = tempfile::tempdir().unwrap();
    let layout = Layout {
        excel: true,
        ..Layout::default()
    };
    let plain = written("plain.csv", Format::Csv, &Layout::default(), dir.path());
    let table = written("table.csv", Format::Csv, &layout, dir.path());
    same(&plain, &table);
    same(&plain, &saved(office, &table, Some(HARSH), "xlsx", "xlsx"));
    same(&plain, &saved(office, &table, Some(HARSH), "ods", "ods"));
    let csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true";
    same(&plain, &saved(office, &table, Some(HARSH), csv, "csv"));
}

#[test]
fn a_workbook_comes_back_unharmed() {
    let Some(office) = office() else { return };
    let dir = tempfile::tempdir().unwrap();
    let plain = written("plain.csv", Format::Csv, &Layout::default(), dir.path());
    let table = written("table.xlsx", Format::Xlsx, &Layout::default(), dir.path());
    same(&plain, &saved(office, &table, None, "xlsx", "xlsx"));
    same(&plain, &saved(office, &table, None, "ods", "ods"));
    assert!(fs::metadata(table).unwrap().len() > 1000);
}

#[test]
fn suggestions_saved_as_a_spreadsheet_are_accepted() {
    let Some(office) = office() else { return };
    let dir = tempfile::tempdir().unwrap();
    let marked =
        "accept,dictionary,name,aliases\nx,people,Anna Smith,Annie Smith\n,people,Otto Vogel,\n";
    let table = dir.path().join("s.csv");
    fs::write(&table, marked).unwrap();
    let sheet = saved(office, &table, None, "ods", "ods");
    let mine = dir.path().join("mine");
    assert_cmd::Command::cargo_bin("sayso")
        .unwrap()
        .args(["lexicon", "accept"])
        .arg(&sheet)
        .arg("--into")
        .arg(&mine)
        .assert()
        .success();
    let people = fs::read_to_string(mine.join("people.csv")).unwrap();
    assert!(
        people.contains("Anna Smith") && !people.contains("Otto Vogel"),
        "{people}"
    );
}
