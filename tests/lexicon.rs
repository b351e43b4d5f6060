//! The lexicon workshop from outside: what is wrong is told, what spreadsheets save is read.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;
use sayso::lexicon::{Folders, Lexicon};
use sayso::workshop::Kit;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lexicons")
}

fn sayso() -> Command {
    Command::new(env!("CARGO_BIN_EXE_sayso"))
}

/// Line numbers and lists of the embedded lexicon change with it; what is told does not.
fn steady(text: &str) -> String {
    let numbers = Regex::new(r"(lexicons/en/[\w.]+):\d+").unwrap();
    let lists = Regex::new(r"(It is one of|it should hold one of) .*").unwrap();
    lists
        .replace_all(&numbers.replace_all(text, "$1:N"), "$1 …")
        .into_owned()
}

/// `SAYSO_UPDATE=1 cargo test` writes the expected files anew; read the difference before keeping it.
fn compare(expected: &Path, found: &str) {
    if std::env::var_os("SAYSO_UPDATE").is_some() {
        fs::write(expected, found).unwrap();
    }
    let wanted = fs::read_to_string(expected).unwrap_or_default();
    assert_eq!(wanted, found, "{} differs", expected.display());
}

#[test]
fn every_fault_is_told() {
    let broken = fixtures().join("broken");
    let mut folders: Vec<PathBuf> = fs::read_dir(&broken)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_dir())
        .collect();
    folders.sort();
    assert!(folders.len() > 15);
    for folder in folders {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let out = sayso()
            .current_dir(&broken)
            .args(["lexicon", "check", &name])
            .output()
            .unwrap();
        let text = steady(&String::from_utf8(out.stdout).unwrap());
        let errors = !text.contains("\n0 errors") && !text.starts_with("0 errors");
        assert_eq!(
            out.status.code(),
            Some(if errors { 2 } else { 0 }),
            "{name}"
        );
        compare(&broken.join(format!("{name}.out")), &text);
        let extract = sayso()
            .current_dir(&broken)
            .args(["extract", "../tutorial/articles", "--lexicons", &name])
            .output()
            .unwrap();
        let usable = Kit::load(&overlay(&folder)).0.is_some();
        assert_eq!(extract.status.code() == Some(2), !usable, "{name}");
        assert_eq!(extract.stdout.is_empty(), !usable, "{name}");
    }
}

#[test]
fn overlays_must_not_contradict() {
    let folder = fixtures().join("contradiction");
    let out = sayso()
        .current_dir(&folder)
        .args([
            "extract",
            "../tutorial/articles",
            "--lexicons",
            "one",
            "--lexicons",
            "two",
        ])
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(out.stdout.is_empty());
    let told = String::from_utf8(out.stderr).unwrap();
    assert!(
        told.contains("two/people.csv:2") && told.contains("one/people.csv:2"),
        "{told}"
    );
    assert!(
        told.contains("two/rules.toml:2") && told.contains("frame mine"),
        "{told}"
    );
    assert!(
        told.contains("channel-use noted stands otherwise in one/rules.toml:6"),
        "{told}"
    );
}

#[test]
fn the_folder_above_a_lexicon_names_the_one_in_it() {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons");
    let out = sayso()
        .args(["lexicon", "check"])
        .arg(&above)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&out.stdout).into_owned();
    let meant = above.join("en").display().to_string();
    assert!(
        told.contains(&format!("but {meant} in it does; name that one.")),
        "{told}"
    );
}

#[test]
fn json_for_editors() {
    let out = sayso()
        .current_dir(fixtures().join("broken"))
        .args(["lexicon", "check", "unknown-class", "--format", "json"])
        .output()
        .unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(value["ok"], false);
    assert_eq!(value["errors"][0]["line"], 2);
    assert_eq!(value["errors"][0]["column"], "class");
}

fn overlay(folder: &Path) -> Folders {
    Folders {
        base: None,
        overlays: vec![folder.to_owned()],
    }
}

/// All that a lexicon says, without where it stands.
fn says(lexicon: &Lexicon) -> Vec<String> {
    let fact = |f: &sayso::lexicon::Fact| {
        format!(
            "{:?} {} {} {} {} {:?}",
            f.dictionary, f.name, f.sort, f.of, f.pattern, f.gender
        )
    };
    let mut out: Vec<String> = lexicon
        .entries
        .iter()
        .map(|e| (&lexicon.facts[e.fact as usize], lexicon.sets.get(e.classes)))
        .map(|(f, classes)| format!("{} {classes:?}", fact(f)))
        .collect();
    out.push(lexicon.trie.vocabulary().to_string());
    out
}

fn loaded(folder: &Path) -> Vec<String> {
    let (kit, found) = Kit::load(&overlay(folder));
    says(&kit.unwrap_or_else(|| panic!("{:?}", found.faults)).lexicon)
}

#[test]
fn files_that_libreoffice_saved_are_the_same_lexicon() {
    let saved = fixtures().join("saved");
    let plain = loaded(&saved.join("plain"));
    for folder in ["libreoffice-csv", "libreoffice-xlsx", "libreoffice-ods"] {
        assert!(loaded(&saved.join(folder)) == plain, "{folder}");
    }
}

/// Where LibreOffice is installed, it saves our files itself.
#[test]
fn libreoffice_saves_the_same_lexicon() {
    let dir = tempfile::tempdir().unwrap();
    let plain = fixtures().join("saved/plain");
    for format in ["xlsx", "ods"] {
        let to = dir.path().join(format);
        let profile = format!(
            "-env:UserInstallation=file://{}",
            dir.path().join("profile").display()
        );
        for name in ["people", "cues", "channels"] {
            let mut soffice = Command::new("soffice");
            soffice.args([
                &profile,
                "--headless",
                "--infilter=CSV:44,34,76,1",
                "--convert-to",
                format,
                "--outdir",
            ]);
            if soffice
                .arg(&to)
                .arg(plain.join(format!("{name}.csv")))
                .output()
                .is_err()
            {
                eprintln!(
                    "soffice is not installed; the files in fixtures/lexicons/saved stand in for it"
                );
                return;
            }
        }
        assert!(loaded(&to) == loaded(&plain), "{format}");
    }
}

type Save = fn(&str) -> Vec<u8>;

#[test]
fn other_ways_of_saving_are_the_same_lexicon() {
    let plain = fixtures().join("saved/plain");
    let wanted = loaded(&plain);
    let ways: [(&str, Save); 8] = [
        ("bom", |t| format!("\u{feff}{t}").into_bytes()),
        ("crlf", |t| t.replace('\n', "\r\n").into_bytes()),
        ("semicolon", |t| separated(t, b';')),
        ("tab", |t| separated(t, b'\t')),
        ("sep line", |t| {
            [b"sep=;\r\n".to_vec(), separated(t, b';')].concat()
        }),
        ("utf-16", |t| {
            format!("\u{feff}{t}")
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect()
        }),
        ("empty columns and rows", |t| {
            format!("{},,,\n,,,,\n,,,\n", t.replacen('\n', ",,,\n", 1)).into_bytes()
        }),
        ("header in capitals", |t| {
            let (header, rows) = t.split_once('\n').unwrap();
            format!("{}\n{rows}", header.to_uppercase()).into_bytes()
        }),
    ];
    for (way, save) in ways {
        let dir = tempfile::tempdir().unwrap();
        for name in ["people.csv", "cues.csv", "channels.csv"] {
            let text = fs::read_to_string(plain.join(name)).unwrap();
            fs::write(dir.path().join(name), save(&text)).unwrap();
        }
        assert!(loaded(dir.path()) == wanted, "{way}");
    }
}

fn separated(text: &str, separator: u8) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_writer(Vec::new());
    reader
        .records()
        .for_each(|r| writer.write_record(&r.unwrap()).unwrap());
    writer.into_inner().unwrap()
}

#[test]
fn an_exported_lexicon_is_the_embedded_one() {
    let dir = tempfile::tempdir().unwrap();
    let whole = dir.path().join("whole");
    let export = |args: &[&str]| {
        sayso()
            .args(["lexicon", "export"])
            .args(args)
            .arg(&whole)
            .status()
            .unwrap()
    };
    assert!(export(&[]).success());
    let base = Folders {
        base: Some(whole.clone()),
        overlays: Vec::new(),
    };
    let exported = Kit::load(&base).0.unwrap();
    let embedded = Kit::load(&Folders::default()).0.unwrap();
    assert!(says(&exported.lexicon) == says(&embedded.lexicon));
    assert_eq!(
        export(&[]).code(),
        Some(2),
        "files of an analyst are never overwritten"
    );
}

#[test]
fn a_template_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mine = dir.path().join("mine");
    assert!(
        sayso()
            .args(["lexicon", "export", "--template"])
            .arg(&mine)
            .status()
            .unwrap()
            .success()
    );
    let (kit, found) = Kit::load(&overlay(&mine));
    assert_eq!((found.faults.len(), found.warnings.len()), (0, 0));
    assert!(
        says(&kit.unwrap().lexicon) == says(&Kit::load(&Folders::default()).0.unwrap().lexicon)
    );
}

#[test]
fn a_lexicon_adds_replaces_and_removes() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("cues.csv"), "cue;pos;class;takes;remove\nzwitscher;verb;say;quote that;\nadd;verb;;;x\nwarn;verb;say;quote that;\n").unwrap();
    let kit = Kit::load(&overlay(dir.path())).0.unwrap();
    let sorts = |cue: &str| {
        let cues = kit
            .lexicon
            .facts
            .iter()
            .filter(|f| f.dictionary == sayso::lexicon::Dictionary::Cues && &*f.name == cue);
        cues.map(|f| f.sort.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(sorts("zwitscher"), ["say"]);
    assert!(sorts("add").is_empty());
    assert!(sorts("warn").contains(&"say".to_owned()));
}

#[test]
fn suggestions_are_found_accepted_and_work() {
    let dir = tempfile::tempdir().unwrap();
    let (article, file, mine) = (
        dir.path().join("a.txt"),
        dir.path().join("s.csv"),
        dir.path().join("mine"),
    );
    fs::write(&article, "Bridge stays\n\n“We will never give up the old bridge,” Anna Smith zwitschered on Monday.\n").unwrap();
    let run = |args: &[&std::ffi::OsStr]| {
        let out = sayso().arg("lexicon").args(args).output().unwrap();
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
        String::from_utf8(out.stdout).unwrap()
    };
    let told = run(&[
        "suggest".as_ref(),
        article.as_ref(),
        "-o".as_ref(),
        file.as_ref(),
        "--min-count".as_ref(),
        "1".as_ref(),
    ]);
    assert!(told.contains("zwitscher"), "{told}");
    let table = fs::read_to_string(&file).unwrap();
    fs::write(&file, table.replace("\n,cues,", "\nx,cues,")).unwrap();
    run(&[
        "accept".as_ref(),
        file.as_ref(),
        "--into".as_ref(),
        mine.as_ref(),
    ]);
    let diff = run(&[
        "diff".as_ref(),
        article.as_ref(),
        "--lexicons".as_ref(),
        mine.as_ref(),
    ]);
    assert!(
        diff.contains("Anna Smith") && diff.contains("zwitschered"),
        "{diff}"
    );
}

#[test]
fn a_name_of_two_people_is_not_picked_silently() {
    let dir = tempfile::tempdir().unwrap();
    let rows = "id,name,aliases,country\nQ1,Zebulon Quist,Zed Quist,France\nQ2,Zedekiah Quist,Zed Quist,Spain\n";
    fs::write(dir.path().join("people.csv"), rows).unwrap();
    let article = dir.path().join("a.txt");
    fs::write(
        &article,
        "Bridge stays\n\n“We will never give up the old bridge,” Zed Quist said on Monday.\n",
    )
    .unwrap();
    let out = sayso()
        .arg("extract")
        .arg(&article)
        .arg("--lexicons")
        .arg(dir.path())
        .output()
        .unwrap();
    let table = String::from_utf8(out.stdout).unwrap();
    assert!(
        !table.contains(",Zebulon Quist,x") && table.contains("Zed Quist"),
        "{table}"
    );
}
