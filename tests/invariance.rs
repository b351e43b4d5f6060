//! Claims do not depend on typography: the same article in other dress has the same claims.

mod open_data;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use sayso::score::Gold;
use sayso::{Analyzer, Claim};

/// Articles of PolNeAR that are tried.
const POLNEAR: usize = 20;

/// A text in another dress.
struct Variant {
    name: &'static str,
    /// The share of claims that must stay.
    least: f64,
    /// The text that it is compared with, made of the original.
    plain: fn(&str) -> String,
    /// The other dress of the plain text.
    dressed: fn(&str) -> String,
    /// Words of a claim in the other dress.
    words: fn(&str, &str) -> String,
}

fn same(text: &str) -> String {
    text.to_owned()
}

fn same_words(_text: &str, words: &str) -> String {
    words.to_owned()
}

/// A share below one allows for what no rule can tell: single marks may be apostrophes or feet, and a
/// mark of inches that is made single is one too many.
const VARIANTS: [Variant; 11] = [
    Variant {
        name: "curly made straight",
        least: 0.99,
        plain: same,
        dressed: straight,
        words: same_words,
    },
    Variant {
        name: "straight made curly",
        least: 0.99,
        plain: straight,
        dressed: curly,
        words: same_words,
    },
    Variant {
        name: "double made single",
        least: 0.99,
        plain: curly,
        dressed: single,
        words: same_words,
    },
    Variant {
        name: "double made straight single",
        least: 0.99,
        plain: curly,
        dressed: straight_single,
        words: same_words,
    },
    Variant {
        name: "CRLF",
        least: 1.0,
        plain: same,
        dressed: crlf,
        words: same_words,
    },
    Variant {
        name: "non-breaking spaces",
        least: 0.99,
        plain: same,
        dressed: non_breaking,
        words: same_words,
    },
    Variant {
        name: "hard-wrapped",
        least: 0.99,
        plain: parted,
        dressed: wrapped,
        words: same_words,
    },
    Variant {
        name: "blank lines doubled",
        least: 1.0,
        plain: same,
        dressed: spread,
        words: same_words,
    },
    Variant {
        name: "paragraph in front",
        least: 0.99,
        plain: same,
        dressed: preceded,
        words: same_words,
    },
    Variant {
        name: "headline in capitals",
        least: 0.99,
        plain: same,
        dressed: headed,
        words: same_words,
    },
    Variant {
        name: "names exchanged",
        least: 0.99,
        plain: same,
        dressed: renamed,
        words: renamed_words,
    },
];

#[test]
fn claims_do_not_depend_on_typography() {
    let analyzer = open_data::analyzer(false, None);
    let texts = texts();
    let mut exceptions = String::new();
    let mut failed = Vec::new();
    for variant in &VARIANTS {
        let (mut all, mut kept) = (0, 0);
        for (name, text) in &texts {
            let (here, same) = compare(&analyzer, variant, name, text, &mut exceptions);
            all += here;
            kept += same;
        }
        let share = if all == 0 {
            1.0
        } else {
            f64::from(kept) / f64::from(all)
        };
        println!("{:<24} {:6.2} % of {all}", variant.name, 100.0 * share);
        if share < variant.least {
            failed.push(variant.name);
        }
    }
    if let Some(path) = std::env::var_os("INVARIANCE_EXCEPTIONS") {
        fs::write(path, exceptions).unwrap();
    }
    assert!(
        failed.is_empty(),
        "{failed:?} (INVARIANCE_EXCEPTIONS=FILE lists the exceptions)"
    );
}

/// Claims on both sides, and those that the other side has too.
fn compare(
    analyzer: &Analyzer,
    variant: &Variant,
    name: &str,
    text: &str,
    exceptions: &mut String,
) -> (u32, u32) {
    let plain = (variant.plain)(text);
    let before: Vec<Key> = keys(&analyzer.analyze(&open_data::article(&plain)));
    let before: Vec<Key> = before
        .iter()
        .map(|(s, c)| {
            (
                fold(&(variant.words)(&plain, s)),
                fold(&(variant.words)(&plain, c)),
            )
        })
        .collect();
    let dressed = (variant.dressed)(&plain);
    let after: Vec<Key> = keys(&analyzer.analyze(&open_data::article(&dressed)));
    let after: Vec<Key> = after.iter().map(|(s, c)| (fold(s), fold(c))).collect();
    let mut counts: HashMap<&Key, (i32, i32)> = HashMap::new();
    before
        .iter()
        .for_each(|k| counts.entry(k).or_default().0 += 1);
    after
        .iter()
        .for_each(|k| counts.entry(k).or_default().1 += 1);
    let mut lone: Vec<_> = counts.iter().filter(|(_, (a, b))| a != b).collect();
    lone.sort();
    for (key, (a, b)) in lone {
        let side = if a > b { "before" } else { "after" };
        let _ = writeln!(
            exceptions,
            "{}\t{name}\t{side}\t{}\t{}",
            variant.name, key.0, key.1
        );
    }
    let shared: i32 = counts.values().map(|(a, b)| 2 * a.min(b)).sum();
    ((before.len() + after.len()) as u32, shared as u32)
}

/// Words of the source and of the content.
type Key = (String, String);

fn keys(claims: &[Claim]) -> Vec<Key> {
    claims
        .iter()
        .map(|c| (c.speaker_mention.clone(), c.claim.clone()))
        .collect()
}

fn fold(words: &str) -> String {
    let cut = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    cut.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Names and texts of all that is tried.
fn texts() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    paths.sort();
    // Those that are not UTF-8 test the decoding, which comes before.
    let read = |p: &std::path::PathBuf| {
        Some((
            p.file_name()?.to_string_lossy().into_owned(),
            fs::read_to_string(p).ok()?,
        ))
    };
    let mut out: Vec<_> = paths.iter().filter_map(read).collect();
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/annotated");
    for file in [
        "general-1",
        "general-2",
        "plain-1",
        "plain-2",
        "diplomatic-1",
        "diplomatic-2",
    ] {
        let gold =
            Gold::read(&ours.join(file).with_extension("jsonl")).expect("the gold can be read");
        out.extend(gold.docs.into_iter().map(|d| (d.id, d.text)));
    }
    if let Some(open) = open_data::folder() {
        for (file, most) in [
            ("channel-dev.jsonl", usize::MAX),
            ("diplo-dev.jsonl", usize::MAX),
            ("polnear-dev.jsonl.gz", POLNEAR),
        ] {
            let gold = open_data::gold(&open, file);
            out.extend(gold.docs.into_iter().take(most).map(|d| (d.id, d.text)));
        }
    }
    out
}

// ---------------------------------------------------------------- quotation marks

fn straight(text: &str) -> String {
    text.replace(['“', '”'], "\"").replace(['‘', '’'], "'")
}

/// As an editor does it: a mark opens behind white space, a bracket, a dash or another mark.
fn curly(text: &str) -> String {
    let chars: Vec<char> = straight(text).chars().collect();
    let opens = |i: usize| {
        let before = i.checked_sub(1).and_then(|i| chars.get(i)).copied();
        let after = chars.get(i + 1).copied();
        before.is_none_or(|c| c.is_whitespace() || "([{—–-/\"'".contains(c))
            && after.is_some_and(|c| !c.is_whitespace())
    };
    let dress = |(i, c): (usize, &char)| match (c, opens(i)) {
        ('"', true) => '“',
        ('"', false) => '”',
        ('\'', true) => '‘',
        ('\'', false) => '’',
        _ => *c,
    };
    chars.iter().enumerate().map(dress).collect()
}

/// The other way round: double marks single, quotations in single ones double. What closes no quotation
/// is an apostrophe or a mark of inches and stays one.
fn single(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut doubled = BTreeMap::new();
    for open in 0..chars.len() {
        if let Some(close) = closing(&chars, open).filter(|c| !doubled.contains_key(c)) {
            doubled.insert(open, '“');
            doubled.insert(close, '”');
        }
    }
    let inches = |i: usize| {
        let word = chars.get(i + 2).is_some_and(|c| c.is_lowercase());
        i > 0 && chars[i - 1].is_ascii_digit() && chars.get(i + 1) == Some(&' ') && word
    };
    let dress = |(i, c): (usize, &char)| match c {
        '“' => '‘',
        '”' if inches(i) => '"',
        '”' => '’',
        '„' => '‚',
        c => *doubled.get(&i).unwrap_or(c),
    };
    chars.iter().enumerate().map(dress).collect()
}

fn straight_single(text: &str) -> String {
    straight(&single(text))
}

/// Where the quotation in single marks ends that begins here: within the same double marks, behind
/// punctuation if one of the marks before the next opening one stands there.
fn closing(chars: &[char], open: usize) -> Option<usize> {
    let in_word = |i: usize| chars.get(i + 1).is_some_and(|c| c.is_alphanumeric());
    if chars[open] != '‘' || !in_word(open) {
        return None;
    }
    let mut first = None;
    for i in open + 1..chars.len() {
        match chars[i] {
            '“' | '”' | '\n' => break,
            '‘' if first.is_some() => break,
            '’' if !in_word(i) && ".,!?…;:".contains(chars[i - 1]) => return Some(i),
            '’' if !in_word(i) => first = first.or(Some(i)),
            _ => {}
        }
    }
    first
}

// ---------------------------------------------------------------- lines

fn crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

fn non_breaking(text: &str) -> String {
    let mut n = 0;
    let dress = |c: char| match c {
        ' ' => {
            n += 1;
            if n % 2 == 0 { '\u{a0}' } else { ' ' }
        }
        c => c,
    };
    text.chars().map(dress).collect()
}

/// Paragraphs as the program sees them, blank lines between.
fn parted(text: &str) -> String {
    let paragraphs =
        sayso::text::paragraphs::paragraphs(text, "", &sayso::text::Boilerplate::default());
    let whole = paragraphs.iter().map(|p| {
        text[p.range.clone()]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    });
    whole.collect::<Vec<_>>().join("\n\n")
}

fn wrapped(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let (mut out, mut column) = (String::new(), 0);
        for word in paragraph.split_whitespace() {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > 72 {
                out.push('\n');
                column = 0;
            } else if column > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
        out
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

fn spread(text: &str) -> String {
    text.replace("\r\n", "\n").replace("\n\n", "\n\n\n\n")
}

fn preceded(text: &str) -> String {
    format!("By noon the rain was gone, and the stalls on the square were open again.\n\n{text}")
}

fn headed(text: &str) -> String {
    format!("HARBOUR TOWN COUNTS THE COST AFTER A NIGHT OF STORMS\n\n{text}")
}

// ---------------------------------------------------------------- names

const MEN: [&str; 8] = [
    "Peter", "Martin", "Oscar", "Henry", "Walter", "Simon", "Edward", "Philip",
];
const WOMEN: [&str; 8] = [
    "Helen", "Clara", "Judith", "Ruth", "Martha", "Alice", "Sylvia", "Nora",
];
const SURNAMES: [&str; 16] = [
    "Halvorsen",
    "Okonkwo",
    "Brandvold",
    "Castellani",
    "Devereux",
    "Eriksen",
    "Fitzalan",
    "Grunwald",
    "Hathersage",
    "Ivanek",
    "Jorgensen",
    "Kowalczyk",
    "Lindqvist",
    "Montague",
    "Norrington",
    "Oberlander",
];

fn renamed(text: &str) -> String {
    renamed_words(text, text)
}

/// Words of `text` with its people's names exchanged.
fn renamed_words(text: &str, words: &str) -> String {
    let names = exchange(text);
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        let word = &rest[..end];
        out.push_str(names.get(word).map_or(word, String::as_str));
        let next = rest[end..]
            .find(char::is_alphabetic)
            .map_or(rest.len(), |n| end + n);
        out.push_str(&rest[end..next]);
        rest = &rest[next..];
    }
    out
}

/// New names for given names with a surname behind, and for the surnames.
fn exchange(text: &str) -> BTreeMap<String, String> {
    let genders = genders();
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’')
        .collect();
    let capital = |w: &str| {
        w.chars().count() > 2
            && w.chars().next().is_some_and(char::is_uppercase)
            && w.chars().skip(1).all(char::is_lowercase)
    };
    let small = |w: &str| words.contains(&w.to_lowercase().as_str());
    let mut out = BTreeMap::new();
    let (mut men, mut women, mut families) = (0, 0, 0);
    for pair in words.windows(2) {
        let (given, surname) = (pair[0], pair[1].trim_end_matches(['s', '\'', '’']));
        let surname = if pair[1].contains(['\'', '’']) {
            surname
        } else {
            pair[1]
        };
        let (Some(gender), true) = (genders.get(given), capital(given) && capital(surname)) else {
            continue;
        };
        if small(given)
            || small(surname)
            || genders.contains_key(surname)
            || !text.contains(&format!("{given} {surname}"))
        {
            continue;
        }
        let (names, n) = if gender == "m" {
            (&MEN, &mut men)
        } else {
            (&WOMEN, &mut women)
        };
        if *n < names.len()
            && families < SURNAMES.len()
            && !out.contains_key(given)
            && !out.contains_key(surname)
        {
            out.insert(given.to_owned(), names[*n].to_owned());
            out.insert(surname.to_owned(), SURNAMES[families].to_owned());
            *n += 1;
            families += 1;
        }
    }
    out
}

/// Given names of one gender that are no place's name too.
fn genders() -> &'static HashMap<String, String> {
    static GENDERS: OnceLock<HashMap<String, String>> = OnceLock::new();
    GENDERS.get_or_init(read_genders)
}

fn read_genders() -> HashMap<String, String> {
    let file = |name: &str| {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("lexicons/en")
            .join(name)
    };
    let rows = |name: &str| {
        csv::Reader::from_path(file(name))
            .unwrap()
            .into_records()
            .map(Result::unwrap)
            .collect::<Vec<_>>()
    };
    let mut out: HashMap<String, String> = rows("given_names.csv")
        .iter()
        .map(|r| (r[0].to_owned(), r[1].to_owned()))
        .collect();
    out.retain(|_, gender| gender == "m" || gender == "f");
    for place in rows("places.csv") {
        out.remove(&place[0]);
    }
    out
}
