//! `sayso extract` from outside: every odd input, every exit code.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command as Process, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use flate2::{Compression, write::GzEncoder};
use tempfile::TempDir;

const TEXT: &str = "Bridge opens\n\n“We are glad,” Mayor Ann Lee said on Monday. The mayor said \
                    that the bridge had cost 4 million euros.\n";

/// A folder to run in.
struct Place(TempDir);

impl Place {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let place = Place(tempfile::tempdir().unwrap());
        for (name, bytes) in files {
            fs::write(place.0.path().join(name), bytes).unwrap();
        }
        place
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn command(&self, args: &[&str]) -> Process {
        let mut command = Process::new(cargo_bin!("sayso"));
        command.current_dir(self.path()).arg("extract").args(args);
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).stdin(Stdio::null()).output().unwrap())
    }

    fn run_with_stdin(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Ran::of(child.wait_with_output().unwrap())
    }
}

/// What a run left.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: Vec<String>,
}

impl Ran {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran {
            code: output.status.code().expect("ended by itself"),
            out: text(output.stdout),
            err: text(output.stderr).lines().map(str::to_owned).collect(),
        }
    }

    /// Exit code 1, the failures told in this order, then the summary.
    fn failed(&self, articles: u32, told: &[&str]) {
        assert_eq!(self.code, 1, "{self:?}");
        assert_eq!(self.err.len(), told.len() + 1, "{self:?}");
        for (line, told) in self.err.iter().zip(told) {
            assert!(line.starts_with(&format!("sayso: {told}")), "{line}");
            assert!(line.ends_with(')'), "no remedy: {line}");
        }
        self.summary(articles, told.len());
    }

    /// Exit code 0 and nothing but the summary on standard error.
    fn fine(&self, articles: u32) {
        assert_eq!((self.code, self.err.len()), (0, 1), "{self:?}");
        self.summary(articles, 0);
    }

    fn summary(&self, articles: u32, failures: usize) {
        let last = self.err.last().unwrap();
        let plural = |count| if count == 1 { "" } else { "s" };
        let start = format!("sayso: {articles} article{}, ", plural(articles as usize));
        let end = format!("; {failures} input{} failed", plural(failures));
        assert!(last.starts_with(&start) && last.ends_with(&end), "{last}");
    }

    /// Exit code 2, nothing on standard output, and these errors.
    fn stopped(&self, told: &[&str]) {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{self:?}");
        for told in told {
            let found = self.err.iter().any(|line| line.contains(told));
            assert!(found, "{told:?} is not in {self:?}");
        }
    }
}

/// Little-endian, with its mark.
fn utf16(text: &str) -> Vec<u8> {
    let marked = format!("\u{FEFF}{text}");
    marked.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn json(id: &str, text: &str) -> String {
    serde_json::json!({ "doc": id, "text": text }).to_string() + "\n"
}

#[test]
fn a_table_has_its_header_even_without_rows() {
    let place = Place::new(&[("a.txt", b"Nothing is said here.")]);
    let ran = place.run(&["a.txt"]);
    ran.fine(1);
    assert!(ran.out.starts_with("claim_id,review,review_note,kind,"));
    assert!(ran.out.ends_with(",duplicate_of\r\n"));
}

#[test]
fn an_empty_folder_is_no_failure() {
    Place::new(&[]).run(&["."]).fine(0);
}

#[test]
fn empty_files_are_told() {
    let place = Place::new(&[
        ("a.txt", b""),
        ("b.jsonl", b"\n \n"),
        ("c.txt", TEXT.as_bytes()),
    ]);
    let ran = place.run(&["."]);
    ran.failed(1, &["./a.txt: it is empty", "./b.jsonl: it is empty"]);
}

#[test]
fn undecodable_files_and_nul_bytes_are_told() {
    let noise = (1..2000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24).max(1) as u8);
    let place = Place::new(&[
        ("a.txt", &noise.collect::<Vec<_>>()),
        ("b.txt", b"one\0two, three"),
        ("c.txt", TEXT.as_bytes()),
        ("d.jsonl", b"{\"text\":\"a\0b\"}\n{\"text\":\"said\"}\n"),
    ]);
    let told = [
        "./a.txt: its encoding cannot be told",
        "./b.txt: it holds NUL bytes",
        "./d.jsonl:1: it holds NUL bytes",
    ];
    place.run(&["."]).failed(2, &told);
}

#[test]
fn broken_json_lines_are_told_with_their_numbers() {
    let lines = "{\"text\":\"said\"}\n\nno json\n{\"body\":\"said\"}\n[1]\n{\"text\":\"said\"}";
    let place = Place::new(&[("a.jsonl", lines.as_bytes())]);
    let told = [
        "a.jsonl:3: it is no JSON object",
        "a.jsonl:4: it lacks the field `text`; its fields: `body`",
        "a.jsonl:5: it is no JSON object",
    ];
    place.run(&["a.jsonl"]).failed(2, &told);
    place.run(&["a.jsonl", "--text-field", "body"]).failed(
        1,
        &[
            "a.jsonl:1: it lacks the field `body`",
            told[0],
            told[2],
            "a.jsonl:6: it lacks the field `body`",
        ],
    );
}

#[test]
fn a_long_line_is_read() {
    let long = "word ".repeat(1 << 20);
    let lines = json("long", &long) + &json("short", TEXT);
    let place = Place::new(&[("a.jsonl", lines.as_bytes()), ("b.txt", long.as_bytes())]);
    place.run(&["a.jsonl", "b.txt"]).fine(3);
}

#[test]
fn a_damaged_gzip_file_is_told() {
    let whole = gzip(json("a", TEXT).repeat(1000).as_bytes());
    let place = Place::new(&[("a.jsonl.gz", &whole[..whole.len() / 2])]);
    let ran = place.run(&["a.jsonl.gz"]);
    assert_eq!((ran.code, ran.err.len()), (1, 2), "{ran:?}");
    assert!(ran.err[0].contains(": it is damaged: "), "{ran:?}");
}

#[test]
fn a_missing_path_is_told_and_the_rest_read() {
    let place = Place::new(&[("a.txt", TEXT.as_bytes())]);
    let ran = place.run(&["none.txt", "a.txt"]);
    ran.failed(1, &["none.txt: there is no such file or folder"]);
}

#[test]
fn if_every_path_is_missing_nothing_runs() {
    let place = Place::new(&[]);
    let ran = place.run(&["none.txt", "nor.txt", "-o", "out.csv"]);
    ran.stopped(&["none.txt: there is no such", "nor.txt: there is no such"]);
    assert!(!place.path().join("out.csv").exists());
}

#[test]
fn another_kind_of_file_is_told_when_named_and_passed_over_in_a_folder() {
    let place = Place::new(&[
        ("a.html", b"<p>"),
        ("b.txt", TEXT.as_bytes()),
        (".c.txt", b""),
    ]);
    let told = ["a.html: its ending is of no known format"];
    place.run(&["a.html", "b.txt"]).failed(1, &told);
    place.run(&["."]).fine(1);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new(&[("a.txt", TEXT.as_bytes())]);
    let closed = place.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&closed).is_err() {
        place
            .run(&["."])
            .failed(1, &["./closed: it may not be read"]);
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_in_circles_are_told() {
    use std::os::unix::fs::symlink;
    let place = Place::new(&[("c.txt", TEXT.as_bytes())]);
    symlink("none", place.path().join("a.txt")).unwrap();
    symlink(".", place.path().join("b")).unwrap();
    let told = ["./a.txt: there is no such file", "./b: the link leads back"];
    place.run(&["."]).failed(1, &told);
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(TEXT);
    let variants: [&[u8]; 5] = [
        TEXT.as_bytes(),
        &[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(),
        &utf16(TEXT),
        &windows,
        &gzip(TEXT.as_bytes()),
    ];
    let tables = variants.map(|bytes| {
        let ran = Place::new(&[("a.txt", bytes)]).run(&["a.txt", "--format", "jsonl"]);
        ran.fine(1);
        ran.out
    });
    assert!(tables.iter().all(|table| *table == tables[0]), "{tables:?}");
}

#[test]
fn json_lines_may_be_packed_or_utf16_or_on_standard_input() {
    let lines = json("a", TEXT) + &json("b", TEXT);
    let variants: [&[u8]; 3] = [lines.as_bytes(), &utf16(&lines), &gzip(lines.as_bytes())];
    let expected = Place::new(&[("a.jsonl", variants[0])]).run(&["a.jsonl"]);
    expected.fine(2);
    for bytes in variants {
        let place = Place::new(&[("a.jsonl", bytes), ("a.jsonl.gz", bytes)]);
        for ran in [
            place.run(&["a.jsonl"]),
            place.run(&["a.jsonl.gz"]),
            place.run_with_stdin(&["-"], bytes),
        ] {
            ran.fine(2);
            assert_eq!(ran.out, expected.out);
        }
    }
}

#[test]
fn standard_input_may_be_a_text_or_nothing() {
    let place = Place::new(&[]);
    place.run_with_stdin(&["-"], TEXT.as_bytes()).fine(1);
    place
        .run_with_stdin(&["-"], b"")
        .failed(0, &["standard input: it is empty"]);
}

#[test]
fn a_broken_lexicon_stops_before_anything_is_read() {
    let place = Place::new(&[("a.txt", TEXT.as_bytes())]);
    fs::create_dir(place.path().join("broken")).unwrap();
    fs::write(place.path().join("broken/cues.csv"), "lemna\nsay\n").unwrap();
    let ran = place.run(&[
        "a.txt",
        "--lexicons",
        "broken",
        "--lexicons",
        "none",
        "-o",
        "out.csv",
    ]);
    ran.stopped(&["none", "cues.csv"]);
    assert!(!place.path().join("out.csv").exists());
}

#[test]
fn an_output_that_cannot_be_written_stops_before_anything_is_read() {
    let place = Place::new(&[("a.txt", TEXT.as_bytes())]);
    fs::create_dir(place.path().join("dir.csv")).unwrap();
    for (output, why) in [
        ("none/out.csv", "its folder does not exist"),
        ("dir.csv", "it is a folder"),
    ] {
        place
            .run(&["a.txt", "-o", output])
            .stopped(&[&format!("{output}: it cannot be written: {why} (")]);
    }
    place
        .run(&["a.txt", "-o", "out.xyz"])
        .stopped(&["out.xyz: its ending", "--format csv"]);
    place
        .run(&["a.txt", "--min-confidence", "2"])
        .stopped(&["from 0 to 1"]);
}

#[test]
fn the_output_is_whole_and_is_not_read_as_input() {
    let place = Place::new(&[("a.jsonl", json("a", TEXT).as_bytes())]);
    for _ in 0..2 {
        place.run(&[".", "-o", "out.jsonl"]).fine(1);
    }
    let written = fs::read_to_string(place.path().join("out.jsonl")).unwrap();
    assert_eq!(written, place.run(&["a.jsonl", "--format", "jsonl"]).out);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2);
}

#[test]
fn the_ending_names_the_format_and_the_flag_goes_before_it() {
    let place = Place::new(&[("a.txt", TEXT.as_bytes())]);
    let written = |args: &[&str]| {
        place.run(args).fine(1);
        fs::read_to_string(place.path().join("out.jsonl")).unwrap()
    };
    assert!(!written(&["a.txt", "-o", "out.jsonl"]).starts_with("claim_id,"));
    assert!(written(&["a.txt", "-o", "out.jsonl", "--format", "csv"]).starts_with("claim_id,"));
}

#[test]
fn the_rows_do_not_depend_on_threads() {
    let lines: String = (0..500)
        .map(|i| {
            json(
                &format!("d{i}"),
                &format!("{TEXT}\nAnn Lee said she had {} boats.", i % 7),
            )
        })
        .collect();
    let place = Place::new(&[("a.jsonl", lines.as_bytes()), ("b.txt", TEXT.as_bytes())]);
    for format in ["csv", "jsonl"] {
        let [one, two, again] = ["1", "2", "2"].map(|threads| {
            let ran = place.run(&[".", "--threads", threads, "--format", format]);
            ran.fine(501);
            ran.out
        });
        assert!(one == two && two == again);
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_fault() {
    let lines = json("a", TEXT).repeat(2_000);
    let place = Place::new(&[("a.jsonl", lines.as_bytes())]);
    let mut command = place.command(&["a.jsonl"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ran = Ran::of(child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.err.len()), (0, 0), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told() {
    if Path::new("/dev/full").exists() {
        let place = Place::new(&[("a.txt", TEXT.as_bytes())]);
        let ran = place.run(&["a.txt", "-o", "/dev/full", "--format", "csv"]);
        ran.stopped(&["/dev/full: it cannot be written"]);
    }
}
