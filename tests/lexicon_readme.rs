//! Runs the commands of `lexicons/README.md` and compares what they print with what the page says.

use std::fs;
use std::path::Path;
use std::process::Command;

/// `SAYSO_UPDATE=1 cargo test --test lexicon_readme` writes the output into the page; read the
/// difference before keeping it.
#[test]
fn the_page_shows_what_the_commands_print() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = root.join("lexicons/README.md");
    let text = fs::read_to_string(&page).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let articles = dir.path().join("articles");
    fs::create_dir(&articles).unwrap();
    for entry in fs::read_dir(root.join("fixtures/lexicons/tutorial/articles")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, articles.join(path.file_name().unwrap())).unwrap();
    }
    let fixtures = root.join("fixtures/lexicons");
    let workbooks = dir.path().join("workbooks");
    fs::create_dir(&workbooks).unwrap();
    for (from, to) in [
        (
            "saved/libreoffice-xlsx/people.xlsx",
            "workbooks/people.xlsx",
        ),
        ("saved/libreoffice-ods/cues.ods", "workbooks/cues.ods"),
        ("tutorial/review/anna.csv", "anna.csv"),
    ] {
        fs::copy(fixtures.join(from), dir.path().join(to)).unwrap();
    }
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(start) = rest.find("```") {
        let (before, block) = rest.split_at(start);
        let (info, body) = block[3..].split_once('\n').unwrap();
        let (body, after) = body.split_once("```").unwrap();
        out.push_str(before);
        let body = match info.split_once(' ') {
            Some(("csv" | "toml", file)) => {
                fs::write(dir.path().join(file), body).unwrap();
                body.to_owned()
            }
            _ if info == "console" => session(dir.path(), body),
            _ => body.to_owned(),
        };
        out.push_str(&format!("```{info}\n{body}```"));
        rest = after;
    }
    out.push_str(rest);
    if std::env::var_os("SAYSO_UPDATE").is_some() {
        fs::write(&page, &out).unwrap();
    }
    for (wanted, found) in text.lines().zip(out.lines()) {
        assert_eq!(wanted, found);
    }
    assert_eq!(text, out);
}

/// The commands of a block, each with what it prints.
fn session(dir: &Path, block: &str) -> String {
    let commands = block.lines().filter_map(|line| line.strip_prefix("$ "));
    commands
        .map(|command| format!("$ {command}\n{}", run(dir, command)))
        .collect()
}

fn run(dir: &Path, command: &str) -> String {
    let mut words = command.split(' ');
    match words.next() {
        Some("accept-all") => accept_all(&dir.join(words.next().unwrap())),
        Some("head-of") => {
            let text = fs::read_to_string(dir.join(words.next().unwrap())).unwrap();
            let lines: Vec<&str> = text
                .trim_start_matches('\u{feff}')
                .lines()
                .take(2)
                .collect();
            format!("{}\n", steady(&lines.join("\n")))
        }
        Some("sayso") => {
            let out = Command::new(env!("CARGO_BIN_EXE_sayso"))
                .current_dir(dir)
                .args(words)
                .output()
                .unwrap();
            steady(&String::from_utf8(out.stdout).unwrap())
        }
        other => panic!("{other:?} is no command of the page"),
    }
}

/// Line numbers and sizes of the embedded lexicon change from day to day.
fn steady(text: &str) -> String {
    let lines = regex::Regex::new(r"(lexicons/en/[\w.]+)(:|,)\d+").unwrap();
    let sizes = regex::Regex::new(r"(?m)^([a-z_]+ +)\d+( +\d+ +)\d+$").unwrap();
    let steady = lines.replace_all(text, "$1$2…");
    sizes.replace_all(&steady, "$1…$2…").into_owned()
}

fn accept_all(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    fs::write(file, text.replace("\n,", "\nx,")).unwrap();
    String::new()
}
