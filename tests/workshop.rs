//! The workshop from outside: what stays open is watched, what reviewers corrected is learnt, names of
//! several are not picked silently, what cannot be read is told.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn sayso() -> Command {
    Command::new(env!("CARGO_BIN_EXE_sayso"))
}

fn tutorial() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lexicons/tutorial/articles")
}

fn run(args: &[&str], dir: &Path) -> Output {
    sayso().current_dir(dir).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A command that stays open, and the lines that it prints.
struct Open {
    child: Child,
    out: Receiver<String>,
    err: Receiver<String>,
}

impl Open {
    fn new(mut command: Command) -> Open {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let out = lines(child.stdout.take().unwrap());
        let err = lines(child.stderr.take().unwrap());
        Open { child, out, err }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(stream: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (send, receive) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                break;
            }
        }
    });
    receive
}

/// Waits for a line that holds `wanted`.
fn wait_for(lines: &Receiver<String>, wanted: &str) -> String {
    let start = Instant::now();
    let mut seen = Vec::new();
    while start.elapsed() < PATIENCE {
        match lines.recv_timeout(Duration::from_millis(200)) {
            Ok(line) if line.contains(wanted) => return line,
            Ok(line) => seen.push(line),
            Err(_) => {}
        }
    }
    panic!("no line with {wanted:?} came, but {seen:#?}");
}

const GOOD: &str = "cue,pos,class,takes\nharrumph,verb,say,quote that\n";
const BROKEN: &str = "cue,pos,class,takes\nharrumph,verb,sayy,quote that\n";
const REMOVED: &str = "cue,pos,class,takes,remove\nharrumph,verb,say,quote that,\nsay,verb,,,x\n";

#[test]
fn extract_watches_the_lexicon() {
    let dir = tempfile::tempdir().unwrap();
    let (mine, out) = (dir.path().join("mine"), dir.path().join("claims.csv"));
    fs::create_dir(&mine).unwrap();
    fs::write(mine.join("cues.csv"), "cue,pos,class,takes\n").unwrap();
    let mut command = sayso();
    command.arg("extract").arg(tutorial()).arg("-o").arg(&out);
    command.args(["--watch", "--lexicons"]).arg(&mine);
    let open = Open::new(command);
    wait_for(&open.err, "2 articles");
    let before = fs::read_to_string(&out).unwrap();
    assert!(!before.contains("harrumphed,"), "{before}");

    fs::write(mine.join("cues.csv"), GOOD).unwrap();
    wait_for(&open.out, "2 added, 0 dropped");
    let with = fs::read_to_string(&out).unwrap();
    assert!(with.contains("never give up the old bridge"), "{with}");

    fs::write(mine.join("cues.csv"), BROKEN).unwrap();
    let told = wait_for(&open.err, "cues.csv:2");
    assert!(
        told.contains("column class") && told.contains("sayy"),
        "{told}"
    );
    wait_for(&open.err, "the one before stays in force");
    assert_eq!(fs::read_to_string(&out).unwrap(), with);

    fs::write(mine.join("cues.csv"), REMOVED).unwrap();
    wait_for(&open.out, "2 dropped");
    assert_ne!(fs::read_to_string(&out).unwrap(), with);
}

#[test]
fn lexicon_diff_watches_the_lexicon() {
    let dir = tempfile::tempdir().unwrap();
    let mine = dir.path().join("mine");
    fs::create_dir(&mine).unwrap();
    fs::write(mine.join("cues.csv"), GOOD).unwrap();
    let mut command = sayso();
    command.args(["lexicon", "diff"]).arg(tutorial());
    command.args(["--watch", "--lexicons"]).arg(&mine);
    let open = Open::new(command);
    wait_for(&open.out, "2 added");
    fs::write(mine.join("cues.csv"), BROKEN).unwrap();
    wait_for(&open.err, "the one before stays in force");
    fs::write(mine.join("cues.csv"), "cue,pos,class,takes\n").unwrap();
    wait_for(&open.out, "0 added");
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_half_written() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = sayso();
    command.current_dir(dir.path()).stdin(Stdio::piped());
    command.args(["extract", "-", "-o", "claims.csv"]);
    let mut open = Open::new(command);
    let mut input = open.child.stdin.take().unwrap();
    input
        .write_all(b"{\"text\": \"Anna Smith said that it stays.\"}\n")
        .unwrap();
    input.flush().unwrap();
    let files = || fs::read_dir(dir.path()).unwrap().count();
    let start = Instant::now();
    while files() == 0 && start.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(files(), 1, "a hidden file is being written");
    let pid = open.child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(open.child.wait().unwrap().code(), Some(130));
    assert_eq!(files(), 0);
}

/// Speaker and `speaker_how` of every row.
fn speakers(article: &str, lexicon: &Path) -> Vec<(String, String)> {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), article).unwrap();
    let mut command = sayso();
    command
        .current_dir(dir.path())
        .args(["extract", "a.txt", "--lexicons"]);
    let out = command.arg(lexicon).output().unwrap();
    assert!(out.status.success(), "{}", text(&out.stderr));
    let mut reader = csv::Reader::from_reader(&out.stdout[..]);
    let header = reader.headers().unwrap().clone();
    let at = |name| header.iter().position(|h| h == name).unwrap();
    let (speaker, how) = (at("speaker"), at("speaker_how"));
    let row = |r: csv::StringRecord| (r[speaker].to_owned(), r[how].to_owned());
    reader.records().map(|r| row(r.unwrap())).collect()
}

#[test]
fn a_name_of_several_is_told_by_the_article_or_stays_open() {
    let dir = tempfile::tempdir().unwrap();
    let rows = "id,name,aliases,country\nQ1,Zebulon Quist,Quist,France\nQ2,Zedekiah Quist,Quist,Spain\n\
                Q3,Mortimer Ballantyne,Morty Ball,Spain\n";
    fs::write(dir.path().join("people.csv"), rows).unwrap();
    let said = "“We will never give up the old bridge,” Quist said on Monday";
    let of = |article: String| speakers(&article, dir.path()).remove(0);
    let open = "ambiguous: Zebulon Quist (France) | Zedekiah Quist (Spain)";
    assert_eq!(
        of(format!("Bridge\n\n{said}.\n")),
        ("Quist".into(), open.into())
    );
    // The article names the country of one.
    let told = of(format!("Bridge\n\n{said} in Spain.\n"));
    assert_eq!(told, ("Zedekiah Quist".into(), "context".into()));
    // Both countries tell nothing.
    let both = of(format!(
        "Bridge\n\n{said} in Spain.\n\nFrance said nothing.\n"
    ));
    assert_eq!(both.1, open);
    // The article names one in full.
    let full = of(format!(
        "Bridge\n\n{said}.\n\nZebulon Quist is the mayor.\n"
    ));
    assert_eq!(full.0, "Zebulon Quist");
    // Somebody else of that name.
    let other = of(format!("Bridge\n\n{said}.\n\nHannah Quist is the mayor.\n"));
    assert_eq!(other, ("Hannah Quist".into(), "surname".into()));
    // Only one has this alias.
    let alias = of("Bridge\n\n“It is gone for ever,” Morty Ball said.\n".into());
    assert_eq!(alias.0, "Mortimer Ballantyne");
}

#[test]
fn explain_shows_all_whose_name_it_may_be() {
    let dir = tempfile::tempdir().unwrap();
    let mine = dir.path().join("mine");
    fs::create_dir(&mine).unwrap();
    let rows =
        "id,name,aliases,country\nQ1,Zebulon Quist,Quist,France\nQ2,Zedekiah Quist,Quist,Spain\n";
    fs::write(mine.join("people.csv"), rows).unwrap();
    fs::write(
        dir.path().join("a.txt"),
        "Bridge\n\n“It is gone for ever,” Quist said.\n",
    )
    .unwrap();
    let out = run(&["explain", "a.txt", "--lexicons", "mine"], dir.path());
    let told = text(&out.stdout);
    for wanted in [
        "Zebulon Quist (France) | Zedekiah Quist (Spain)",
        "people.csv:2 Zebulon Quist",
        ":3 Zedekiah Quist",
    ] {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
}

const REVIEWED: &str = "claim_id,review,review_note,kind,speaker,channel,claim,cue,speaker_mention,channel_mention,context,article_id,correct_speaker\n\
c0000000000000001,wrong-speaker,,direct,Widget Corp,,It is gone for ever,said,Zedders,,\"“It is gone for ever and ever,” Zedders said.\",a,Anna Smith\n\
c0000000000000002,wrong-channel,channel: gabble,direct,Anna Smith,,It is gone,wrote,Anna Smith,a post on Gabblet,\"“It is gone for ever and ever,” Anna Smith wrote in a post on Gabblet.\",a,\n\
c0000000000000003,not-a-claim,,indirect,The ferry,,the bridge,sentenced,The ferry,,\"The court warned that, the ferry adds to the bridge.\",b,\n\
c0000000000000004,not-a-claim,,indirect,Anna Smith,,that it is gone,insisted,Anna Smith,,Anna Smith insisted that it is gone.,b,\n\
c0000000000000005,wrong-speaker,speaker: Anna Smith,indirect,Widget Corp,,that it is gone,said,he,,He said that it is gone.,b,\n";

#[test]
fn corrections_become_suggestions_with_the_rows_they_mend() {
    let dir = tempfile::tempdir().unwrap();
    let mine = dir.path().join("mine");
    fs::create_dir(&mine).unwrap();
    fs::write(
        mine.join("people.csv"),
        "name,gender,aliases\nAnna Smith,f,A. Smith\n",
    )
    .unwrap();
    fs::write(dir.path().join("anna.csv"), REVIEWED).unwrap();
    let suggest = [
        "lexicon",
        "suggest",
        "--from-review",
        "anna.csv",
        "-o",
        "s.csv",
        "--lexicons",
        "mine",
    ];
    let out = run(&suggest, dir.path());
    assert!(out.status.success(), "{}", text(&out.stderr));
    assert!(
        text(&out.stderr).contains("1 correction: no entry can mend"),
        "{}",
        text(&out.stderr)
    );
    let table = fs::read_to_string(dir.path().join("s.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: &csv::StringRecord, name: &str| {
        let at = header.iter().position(|h| h == name).unwrap();
        row[at].to_owned()
    };
    let of = |dictionary: &str| {
        let found = rows.iter().find(|r| cell(r, "dictionary") == dictionary);
        found.unwrap_or_else(|| panic!("none for {dictionary}: {table}"))
    };
    assert_eq!(cell(of("people"), "aliases"), "A. Smith | Zedders");
    assert_eq!(cell(of("people"), "rows_mended"), "anna row 2");
    assert_eq!(cell(of("channels"), "form"), "Gabblet");
    assert_eq!(cell(of("channels"), "rows_mended"), "anna row 3");
    assert_eq!(
        (cell(of("cues"), "cue"), cell(of("cues"), "remove")),
        ("insist".into(), "x".into())
    );
    assert_eq!(cell(of("cues"), "rows_mended"), "anna row 5");

    fs::write(dir.path().join("s.csv"), table.replace("\n,", "\nx,")).unwrap();
    let out = run(
        &["lexicon", "accept", "s.csv", "--into", "mine"],
        dir.path(),
    );
    assert!(out.status.success(), "{}", text(&out.stderr));
    let people = fs::read_to_string(mine.join("people.csv")).unwrap();
    assert!(people.contains("A. Smith | Zedders"), "{people}");
    let cues = fs::read_to_string(mine.join("cues.csv")).unwrap();
    assert!(
        cues.contains("insist,verb") && cues.contains(",x"),
        "{cues}"
    );
}

#[test]
fn accepting_keeps_what_a_row_has() {
    let dir = tempfile::tempdir().unwrap();
    let mine = dir.path().join("mine");
    fs::create_dir(&mine).unwrap();
    fs::write(
        mine.join("people.csv"),
        "name,gender,aliases,country,role\nAnna Smith,f,A. Smith,,mayor\n",
    )
    .unwrap();
    let accepted = "accept,dictionary,name,aliases\nx,people,Anna Smith,Annie Smith\nx,people,Anna Smith,Ann Smith | A. Smith\n";
    fs::write(dir.path().join("s.csv"), accepted).unwrap();
    assert!(
        run(
            &["lexicon", "accept", "s.csv", "--into", "mine"],
            dir.path()
        )
        .status
        .success()
    );
    let people = fs::read_to_string(mine.join("people.csv")).unwrap();
    assert!(
        people.contains("Anna Smith,f,A. Smith | Annie Smith | Ann Smith,,mayor"),
        "{people}"
    );
}

#[test]
fn suggestions_may_be_saved_as_a_workbook() {
    let dir = tempfile::tempdir().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    let rows = [
        ["accept", "dictionary", "name", "gender"],
        ["x", "people", "Anna Smith", "f"],
        ["", "people", "Bert Smith", "m"],
    ];
    let sheet = book.add_worksheet();
    for (at, row) in rows.iter().enumerate() {
        sheet.write_row(at as u32, 0, *row).unwrap();
    }
    book.save(dir.path().join("s.xlsx")).unwrap();
    let out = run(
        &["lexicon", "accept", "s.xlsx", "--into", "mine"],
        dir.path(),
    );
    assert!(out.status.success(), "{}", text(&out.stderr));
    let people = fs::read_to_string(dir.path().join("mine/people.csv")).unwrap();
    assert!(
        people.contains("Anna Smith,f") && !people.contains("Bert"),
        "{people}"
    );
}

#[test]
fn a_surname_becomes_an_alias_of_the_one_who_has_it() {
    let dir = tempfile::tempdir().unwrap();
    let mine = dir.path().join("mine");
    fs::create_dir(&mine).unwrap();
    fs::write(
        mine.join("people.csv"),
        "name,gender\nAnna Quistelbach,f\nBert Zwirn,m\nCarl Zwirn,m\n",
    )
    .unwrap();
    let article = "Bridge\n\n“It is gone for ever and ever,” Quistelbach said.\n\n“It is not gone at all,” Zwirn said.\n";
    fs::write(dir.path().join("a.txt"), article).unwrap();
    let suggest = [
        "lexicon",
        "suggest",
        "a.txt",
        "--min-count",
        "1",
        "-o",
        "s.csv",
        "--lexicons",
        "mine",
    ];
    let out = run(&suggest, dir.path());
    let told = text(&out.stdout);
    assert!(told.contains("Anna Quistelbach = Quistelbach"), "{told}");
    assert!(!told.contains("Zwirn"), "of two nobody is picked: {told}");
}

#[test]
fn a_template_has_a_page_for_each_dictionary() {
    let dir = tempfile::tempdir().unwrap();
    assert!(
        run(&["lexicon", "export", "--template", "mine"], dir.path())
            .status
            .success()
    );
    let mut pages = 0;
    for entry in fs::read_dir(dir.path().join("mine")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "csv") {
            continue;
        }
        let rows = fs::read_to_string(&path).unwrap();
        let comments = rows
            .lines()
            .filter(|l| l.trim_start_matches('"').starts_with("# "))
            .count();
        assert_eq!(comments, 2, "{}", path.display());
        let page = fs::read_to_string(path.with_extension("md")).unwrap();
        let header = rows.trim_start_matches('\u{feff}').lines().next().unwrap();
        for column in header.split(',') {
            assert!(
                page.contains(&format!("`{column}`")),
                "{} tells nothing of {column}",
                path.display()
            );
        }
        let told = page.lines().nth(2).unwrap_or_default();
        assert!(
            !told.is_empty() && !told.starts_with('|'),
            "{}: the guide has no section",
            path.display()
        );
        pages += 1;
    }
    assert_eq!(pages, 15);
}

#[test]
fn tables_of_any_kind_are_compared() {
    let dir = tempfile::tempdir().unwrap();
    let articles = tutorial();
    let extract = |out: &str| {
        let args = ["extract", articles.to_str().unwrap(), "-o", out];
        assert!(run(&args, dir.path()).status.success());
    };
    extract("a.csv");
    extract("a.xlsx");
    let marked = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/review");
    for name in ["marked.csv", "marked.ods", "marked.xlsx"] {
        fs::copy(marked.join(name), dir.path().join(name)).unwrap();
    }
    for (old, new) in [
        ("a.csv", "a.xlsx"),
        ("marked.csv", "marked.xlsx"),
        ("marked.csv", "marked.ods"),
    ] {
        let out = run(&["diff", old, new], dir.path());
        let told = text(&out.stdout);
        assert!(
            told.contains("0 added, 0 dropped, 0 changed"),
            "{old} {new}: {told}{}",
            text(&out.stderr)
        );
    }
    let csv = fs::read_to_string(dir.path().join("a.csv")).unwrap();
    fs::write(
        dir.path().join("b.csv"),
        csv.replace(",Anna Smith,", ",Bert Smith,"),
    )
    .unwrap();
    let out = run(&["diff", "a.xlsx", "b.csv"], dir.path());
    assert_eq!(
        text(&out.stdout).contains("0 changed"),
        !csv.contains(",Anna Smith,")
    );
    let out = run(&["diff", "a.csv", "none.csv"], dir.path());
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("none.csv"));
}

/// Root may read everything, so the test runs the program as nobody where it is root itself.
#[cfg(unix)]
#[test]
fn a_locked_file_is_told() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let dir = tempfile::tempdir().unwrap();
    let mode =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let program = dir.path().join("sayso");
    fs::copy(env!("CARGO_BIN_EXE_sayso"), &program).unwrap();
    let mine = dir.path().join("mine");
    fs::create_dir(&mine).unwrap();
    let file = mine.join("people.csv");
    fs::write(&file, "name,gender\nAnna Smith,f\n").unwrap();
    fs::write(
        dir.path().join("a.txt"),
        "“It is gone for ever,” Anna Smith said.\n",
    )
    .unwrap();
    [dir.path(), &mine, &program]
        .iter()
        .for_each(|path| mode(path, 0o755));
    mode(&file, 0o000);
    for args in [
        ["extract", "a.txt", "--lexicons", "mine"],
        ["lexicon", "check", "mine", "--format=text"],
    ] {
        let mut command = Command::new(&program);
        command.current_dir(dir.path()).args(args);
        if fs::read(&file).is_ok() {
            command.uid(65534).gid(65534);
        }
        let out = command.output().unwrap();
        assert_eq!(out.status.code(), Some(2), "{}", text(&out.stderr));
        let told = text(&out.stdout) + &text(&out.stderr);
        assert!(told.contains("people.csv: The file is locked"), "{told}");
        assert!(!told.contains("claim_id"), "nothing is extracted: {told}");
    }
}
