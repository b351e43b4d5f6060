//! Laws of the house that no type can hold: they are looked up in the sources, the lexicon and the
//! output.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use sayso::claim::COLUMNS;
use sayso::lexicon::{Dictionary, Folders};
use sayso::rules::Channels;
use sayso::workshop::kit::Kit;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn kit() -> Kit {
    let (kit, findings) = Kit::load(&Folders::default());
    kit.unwrap_or_else(|| panic!("the built-in lexicon has faults: {:#?}", findings.faults))
}

/// Rust files of a folder, but those that hold only tests.
fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            sources(&path, out);
        } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
            out.push(path);
        }
    }
}

/// The string literals of Rust code before its tests, each with its line.
fn literals(code: &str) -> Vec<(usize, String)> {
    let code = code.split("#[cfg(test)]").next().unwrap_or(code);
    let chars: Vec<char> = code.chars().collect();
    let (mut at, mut out) = (0, Vec::new());
    while at < chars.len() {
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        match chars[at] {
            '/' if next == '/' => at = skip(&chars, at, "\n"),
            '/' if next == '*' => at = skip(&chars, at, "*/"),
            '\'' if next == '\\' => at = skip(&chars, at + 3, "'"),
            '\'' if chars.get(at + 2) == Some(&'\'') => at += 3,
            'r' if next == '#' && chars.get(at + 2) == Some(&'"') => {
                at = skip(&chars, at + 3, "\"#")
            }
            '"' => {
                let line = chars[..at].iter().filter(|c| **c == '\n').count() + 1;
                let (text, end) = literal(&chars, at + 1);
                out.push((line, text));
                at = end;
            }
            _ => at += 1,
        }
    }
    out
}

/// Behind the next `end`.
fn skip(chars: &[char], from: usize, end: &str) -> usize {
    let end: Vec<char> = end.chars().collect();
    let rest = chars.get(from..).unwrap_or(&[]);
    rest.windows(end.len())
        .position(|w| w == end)
        .map_or(chars.len(), |at| from + at + end.len())
}

fn literal(chars: &[char], from: usize) -> (String, usize) {
    let (mut at, mut text) = (from, String::new());
    while at < chars.len() && chars[at] != '"' {
        if chars[at] == '\\' {
            at += 1;
        }
        text.extend(chars.get(at));
        at += 1;
    }
    (text, at + 1)
}

#[test]
fn literals_are_told_from_comments_and_tests() {
    let code = "// \"a\"\nlet b = \"c\\\"d\"; /* \"e\" */ let f = '\"'; let g = r#\"h\"#; \"i\"\n#[cfg(test)]\nmod tests { \"j\" }";
    let found: Vec<String> = literals(code).into_iter().map(|(_, text)| text).collect();
    assert_eq!(found, ["c\"d", "i"]);
}

/// Dictionaries whose entries are words of a language, with the columns that hold them.
const WORDS: [(Dictionary, &[&str]); 8] = [
    (Dictionary::Cues, &["cue", "forms"]),
    (
        Dictionary::Places,
        &["place", "demonym", "adjective", "capital", "metonyms"],
    ),
    (Dictionary::Institutions, &["institution", "forms", "short"]),
    (Dictionary::Organizations, &["name", "aliases"]),
    (Dictionary::Roles, &["role"]),
    (Dictionary::GivenNames, &["name"]),
    (Dictionary::Channels, &["form"]),
    (Dictionary::Words, &["word"]),
];

/// Every word of a dictionary of words, in small letters, with the dictionary's file.
fn language(kit: &Kit) -> BTreeMap<String, &'static str> {
    let mut out = BTreeMap::new();
    for (dictionary, columns) in WORDS {
        let table = &kit.shelf(dictionary).table;
        for (row, column) in table
            .rows
            .iter()
            .flat_map(|row| columns.iter().map(move |column| (row, column)))
        {
            for form in table.forms(row, column) {
                out.entry(form.to_lowercase())
                    .or_insert(dictionary.layout().file);
            }
        }
    }
    out
}

/// What a lexicon file calls things: classes, files, columns, uses of channels, and what stands in closed
/// columns.
fn is_format_word(kit: &Kit, word: &str) -> bool {
    let columns = Dictionary::ALL.iter().flat_map(|d| d.layout().columns);
    let class = kit.lexicon.registry.get(word).is_some();
    let sort = kit
        .lexicon
        .facts
        .iter()
        .any(|f| &*f.sort == word || &*f.pattern == word || &*f.of == word);
    let usage = Channels::USES.contains(&word);
    class
        || sort
        || usage
        || COLUMNS.contains(&word)
        || columns.into_iter().any(|column| *column == word)
}

/// Rooms that read the language; everywhere else a word can only be shown, not looked for.
const ROOMS: [&str; 7] = [
    "src/analyzer.rs",
    "src/claim.rs",
    "src/confidence.rs",
    "src/text",
    "src/lexicon",
    "src/rules",
    "src/resolve",
];

/// Words of these rooms that are the program's own: values of columns, cells, parts of rules.
const PROGRAM: [&str; 22] = [
    "classes",
    "direct",
    "mixed",
    "indirect",
    "ambiguous",
    "hour",
    "named",
    "headline",
    "none",
    "yes",
    "no",
    "true",
    "other",
    "phrase",
    "frame",
    "head",
    "source",
    "relay",
    "file",
    "dictionary",
    "reason",
    "ods",
];

/// Words that no room may hold at all, unless as the name of a class.
const REPORTING: [&str; 15] = [
    "said",
    "says",
    "told",
    "wrote",
    "according",
    "embassy",
    "ministry",
    "telegram",
    "twitter",
    "statement",
    "president",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "according to",
];

#[test]
fn no_word_of_a_language_in_the_sources() {
    let kit = kit();
    let language = language(&kit);
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut faults = Vec::new();
    for path in files {
        let name = path
            .strip_prefix(root())
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        let room = ROOMS.iter().any(|room| name.starts_with(room));
        for (line, text) in literals(&fs::read_to_string(&path).unwrap()) {
            let word = text.trim().to_lowercase();
            let looked_for =
                room && language.contains_key(&word) && !PROGRAM.contains(&word.as_str());
            let wrong = looked_for || REPORTING.contains(&word.as_str());
            if wrong && word.contains(char::is_alphabetic) && !is_format_word(&kit, &word) {
                faults.push(format!("{name}:{line}: {text:?} belongs into the lexicon"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_rule_has_an_example_and_a_silent_one() {
    let kit = kit();
    let mut faults = Vec::new();
    for frame in &kit.rules.frames {
        if frame.examples.is_empty() || frame.silent.is_empty() {
            faults.push(format!("{}:{}: frame {}", frame.file, frame.line, frame.id));
        }
    }
    for phrase in kit.rules.levels.iter().flatten() {
        if phrase.example.is_empty() || phrase.silent.is_empty() {
            let (file, line) = kit.rule_place(&phrase.id);
            faults.push(format!("{file}:{line}: phrase {}", phrase.id));
        }
    }
    assert!(
        faults.is_empty(),
        "{} rules lack an example or a silent one:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

fn extract(threads: &str, format: &str) -> Vec<u8> {
    let mut command = Command::new(cargo_bin!("sayso"));
    command
        .current_dir(root())
        .args(["extract", "fixtures/articles", "fixtures/articles.jsonl"]);
    let run = command
        .args(["--threads", threads, "--format", format])
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    run.stdout
}

#[test]
fn the_same_bytes_for_any_number_of_threads_and_on_every_run() {
    for format in ["csv", "jsonl"] {
        let once = extract("1", format);
        assert!(once.len() > 10_000, "only {} bytes of {format}", once.len());
        assert!(once == extract("1", format), "two runs differ ({format})");
        for threads in ["2", "7"] {
            assert!(
                once == extract(threads, format),
                "1 and {threads} threads differ ({format})"
            );
        }
    }
}

/// The names in the first cells of the table under a heading.
fn named_in_table(text: &str, heading: &str) -> Vec<String> {
    let section = text.split(heading).nth(1).unwrap_or("");
    let rows = section
        .lines()
        .skip_while(|line| !line.starts_with("| `"))
        .take_while(|line| line.starts_with('|'));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned))
        .collect()
}

#[test]
fn the_readme_names_every_column_in_its_order() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert_eq!(named_in_table(&readme, "\n## The columns\n"), COLUMNS);
}

#[test]
fn the_readme_names_every_subcommand() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let help = Command::new(cargo_bin!("sayso"))
        .arg("--help")
        .output()
        .unwrap();
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let list = help
        .split("Commands:")
        .nth(1)
        .unwrap_or("")
        .lines()
        .skip(1)
        .take_while(|line| !line.is_empty());
    for command in list
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
    {
        assert!(
            readme.contains(&format!("`sayso {command}")),
            "README.md lacks `sayso {command}`"
        );
    }
}
