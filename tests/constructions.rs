//! Sentences put together of parts, out of `fixtures/constructions.toml`: what is claimed, by whom, and
//! through which channel is known for each of them. They were not taken from any article; what fails
//! here fails for a whole family of sentences.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use rayon::prelude::*;
use sayso::analyzer::Options;
use sayso::lexicon::Folders;
use sayso::{Analyzer, Article, Claim};
use serde::Deserialize;

#[derive(Deserialize)]
struct Constructions {
    words: String,
    quotation: String,
    sources: Vec<Source>,
    adverbials: Vec<String>,
    orders: Vec<Order>,
    known: Vec<Known>,
    reports: Vec<String>,
    mention: Vec<Mention>,
    ways: Vec<Way>,
    course: Vec<Course>,
    quoted: Vec<Quoted>,
    firsts: Vec<String>,
    seconds: Vec<String>,
    pairs: Vec<Order>,
    told: Vec<Told>,
}

#[derive(Deserialize)]
struct Source {
    text: String,
    speaker: String,
}

impl Source {
    /// Whether it is the speaker of a claim.
    fn is(&self, claim: &Claim) -> bool {
        let name = claim.speaker.to_lowercase();
        name.contains(&self.speaker.to_lowercase())
    }
}

#[derive(Deserialize)]
struct Order {
    name: String,
    pattern: String,
}

/// What is known to be read wrongly.
#[derive(Deserialize)]
struct Known {
    order: String,
    part: String,
}

#[derive(Deserialize)]
struct Mention {
    first: String,
    speaker: String,
    again: Vec<String>,
}

#[derive(Deserialize)]
struct Way {
    text: String,
    channel: String,
}

#[derive(Deserialize)]
struct Told {
    text: String,
    channel: String,
    outlet: String,
}

#[derive(Deserialize)]
struct Course {
    text: String,
    #[serde(default)]
    goes_on: bool,
    last: Option<String>,
}

#[derive(Deserialize)]
struct Quoted {
    text: String,
    claims: Vec<Words>,
}

#[derive(Deserialize)]
struct Words {
    words: String,
    speaker: String,
}

fn constructions() -> Constructions {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/constructions.toml");
    toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// How sentences are read is looked at, not how sure the program is.
fn analyzer() -> Analyzer {
    Analyzer::new(
        &Folders::default(),
        Options {
            min_confidence: Some(0.0),
            ..Options::default()
        },
    )
    .unwrap()
}

fn claims(analyzer: &Analyzer, text: &str) -> Vec<Claim> {
    analyzer.analyze(&Article {
        id: "a".to_owned(),
        text: text.to_owned(),
        ..Article::default()
    })
}

/// Letters and numbers alone, in small letters.
fn plain(words: &str) -> String {
    let word = |w: &str| {
        w.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    let words = words.split_whitespace().map(|w| word(w).to_lowercase());
    words
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Small again where a name or a sentence does not begin.
fn inside(text: &str) -> String {
    match text.split_once(' ') {
        Some(("The", rest)) => format!("the {rest}"),
        None if ["He", "She", "It", "They", "Police"].contains(&text) => text.to_lowercase(),
        _ => text.to_owned(),
    }
}

/// What fails, a line each.
fn fail_if_any(failed: Vec<String>, of: usize) {
    let shown: Vec<&str> = failed.iter().take(40).map(String::as_str).collect();
    assert!(
        failed.is_empty(),
        "{} of {of} fail:\n{}",
        failed.len(),
        shown.join("\n")
    );
}

/// One sentence of a source, an order and an adverbial.
fn sentence(all: &Constructions, source: &str, order: &str, adverbial: &str) -> String {
    let text = order
        .replace("{s}", source)
        .replace("{S}", &capital(source))
        .replace("{open}", source.trim_end_matches(','))
        .replace("{a}", adverbial)
        .replace("{A}", &capital(adverbial))
        .replace("{words}", &all.words)
        .replace("{Words}", &capital(&all.words))
        .replace("{quotation}", &all.quotation);
    let text = text.replace("  ", " ").replace(",,", ",");
    text.replace(" .", ".")
        .replace(" :", ":")
        .replace(" ,", ",")
}

/// Every fifth pair of source and adverbial, in every order.
#[test]
fn a_source_an_order_an_adverbial() {
    let (all, analyzer) = (constructions(), analyzer());
    let mut cases = Vec::new();
    for order in &all.orders {
        for (i, source) in all.sources.iter().enumerate() {
            let without = !order.pattern.to_lowercase().contains("{a}");
            for (j, adverbial) in all.adverbials.iter().enumerate() {
                let read = if without { j == 0 } else { (i + j) % 5 == 0 };
                let fits = !order.pattern.starts_with("{A}") || !adverbial.is_empty();
                let pronoun = source.text == "she" && order.pattern.contains("{open}");
                if read && fits && !pronoun {
                    cases.push((order, source, adverbial.as_str()));
                }
            }
        }
    }
    let failed = cases.par_iter().filter_map(|(order, source, adverbial)| {
        let text = sentence(&all, &source.text, &order.pattern, adverbial);
        let claims = claims(&analyzer, &text);
        let whole = |c: &Claim| {
            let words = plain(&c.claim);
            words == plain(&all.words) || words == plain(&all.quotation)
        };
        let right = |c: &Claim| whole(c) && source.is(c);
        let got: Vec<_> = claims.iter().map(|c| (&c.speaker, &c.claim)).collect();
        let holds = matches!(&claims[..], [c] if right(c));
        let mut known = all.known.iter().filter(|k| k.order == order.name);
        let expected = !known.any(|k| text.contains(&k.part));
        (holds != expected).then(|| format!("{}: {text}\n    {got:?}", order.name))
    });
    let failed: Vec<String> = failed.collect();
    fail_if_any(failed, cases.len());
}

/// A source with each pair of things that it says, in every order.
#[test]
fn one_source_says_two_things() {
    let (all, analyzer) = (constructions(), analyzer());
    let pairs = all.firsts.iter().flat_map(|first| {
        let with = move |second| (first, second);
        all.seconds.iter().map(with)
    });
    let pairs: Vec<_> = pairs.collect();
    let sources = all.sources.iter().filter(|source| source.text != "she");
    let cases = sources.flat_map(|source| all.pairs.iter().map(move |order| (source, order)));
    let cases: Vec<_> = cases.collect();
    let failed = cases.par_iter().flat_map_iter(|(source, order)| {
        pairs.iter().filter_map(|(first, second)| {
            let text = sentence(&all, &source.text, &order.pattern, "")
                .replace("{1}", first)
                .replace("{2}", second)
                .replace("{First}", &capital(first))
                .replace("{Second}", &capital(second));
            let told = |words: &str, slots: [&str; 2]| {
                let has = slots.iter().any(|slot| order.pattern.contains(slot));
                has.then(|| plain(words))
            };
            let wanted = [
                told(first, ["{1}", "{First}"]),
                told(second, ["{2}", "{Second}"]),
            ];
            let claims = claims(&analyzer, &text);
            let words = claims.iter().map(|c| plain(&c.claim));
            let right =
                words.eq(wanted.into_iter().flatten()) && claims.iter().all(|c| source.is(c));
            let got: Vec<_> = claims.iter().map(|c| (&c.speaker, &c.claim)).collect();
            (!right).then(|| format!("{}: {text}\n    {got:?}", order.name))
        })
    });
    let failed: Vec<String> = failed.collect();
    fail_if_any(failed, cases.len() * pairs.len());
}

#[test]
fn whoever_is_told_is_the_outlet() {
    let (all, analyzer) = (constructions(), analyzer());
    let mut failed = Vec::new();
    for told in &all.told {
        let (words, text) = (&all.words, &told.text);
        let text = format!("Mayor Carla Brunner {text} that {words}.");
        let claims = claims(&analyzer, &text);
        let right = |c: &Claim| {
            (&c.channel, &c.outlet) == (&told.channel, &told.outlet)
                && c.speaker == "Carla Brunner"
                && plain(&c.claim) == plain(words)
        };
        if !matches!(&claims[..], [c] if right(c)) {
            let got: Vec<_> = claims
                .iter()
                .map(|c| (&c.speaker, &c.channel, &c.outlet, &c.claim))
                .collect();
            failed.push(format!("{text:?}: {got:?}"));
        }
    }
    fail_if_any(failed, all.told.len());
}

#[test]
fn a_name_and_what_means_it() {
    let (all, analyzer) = (constructions(), analyzer());
    let (mut failed, mut of) = (Vec::new(), 0);
    for mention in &all.mention {
        for (again, report) in mention
            .again
            .iter()
            .flat_map(|a| all.reports.iter().map(move |r| (a, r)))
        {
            let report = report.replace("{again}", again);
            let text = format!(
                "{}\n\n{}",
                mention.first,
                report.replace("{after}", &inside(again))
            );
            let claims = claims(&analyzer, &text);
            let name = claims.last().map_or("", |c| c.speaker.as_str());
            of += 1;
            if !name.contains(&mention.speaker) {
                failed.push(format!("{text:?}: {name:?}"));
            }
        }
    }
    fail_if_any(failed, of);
}

#[test]
fn a_channel_goes_on_or_ends() {
    let (all, analyzer) = (constructions(), analyzer());
    let (mut failed, mut of) = (Vec::new(), 0);
    for way in &all.ways {
        for course in &all.course {
            let text = course.text.replace("{a}", &way.text);
            let text = text.replace("{A}", &capital(&way.text));
            let claims = claims(&analyzer, &text);
            let channels: Vec<&str> = claims.iter().map(|c| c.channel.as_str()).collect();
            let first = channels.first() == Some(&way.channel.as_str());
            let on = !course.goes_on || channels.iter().all(|c| *c == way.channel);
            let last = course.last.as_deref();
            of += 1;
            if !first || !on || last.is_some_and(|c| channels.last() != Some(&c)) {
                failed.push(format!("{text:?}: {channels:?}"));
            }
        }
    }
    fail_if_any(failed, of);
}

#[test]
fn quotations_and_who_said_them() {
    let (all, analyzer) = (constructions(), analyzer());
    let mut failed = Vec::new();
    for quoted in &all.quoted {
        let claims = claims(&analyzer, &quoted.text);
        let right = |(c, w): (&Claim, &Words)| {
            plain(&c.claim) == plain(&w.words) && c.speaker.contains(&w.speaker)
        };
        let same = claims.len() == quoted.claims.len();
        if !same || !claims.iter().zip(&quoted.claims).all(right) {
            let got: Vec<_> = claims.iter().map(|c| (&c.speaker, &c.claim)).collect();
            failed.push(format!("{:?}: {got:?}", quoted.text));
        }
    }
    fail_if_any(failed, all.quoted.len());
}

/// What a broken text may have in the place of a word.
const ODD: [&str; 12] = [
    "“",
    "”",
    "\"",
    "’",
    ",",
    ":",
    "(",
    "—",
    "that",
    "according to",
    "said",
    "\n\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Words left out, exchanged, and marks in their place: whatever comes of it, every claim lies in
    /// its text.
    #[test]
    fn broken_sentences_break_nothing(
        parts in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..3),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0..ODD.len() + 2), 1..9),
    ) {
        thread_local! {
            static KIT: (Constructions, Analyzer) = (constructions(), analyzer());
        }
        KIT.with(|(all, analyzer)| {
            let sentence = |(o, s, a): &(prop::sample::Index, prop::sample::Index, prop::sample::Index)| {
                let (order, source) = (o.get(&all.orders), s.get(&all.sources));
                sentence(all, &source.text, &order.pattern, &all.adverbials[a.index(all.adverbials.len())])
            };
            let text = parts.iter().map(sentence).collect::<Vec<_>>().join(" ");
            let mut words: Vec<&str> = text.split(' ').collect();
            for (at, edit) in &edits {
                let at = at.index(words.len());
                match edit.checked_sub(2) {
                    Some(odd) => words[at] = ODD[odd],
                    None if *edit == 0 && words.len() > 1 => drop(words.remove(at)),
                    None => words.swap(at, 0),
                }
            }
            let text = words.join(" ");
            let length = text.chars().count();
            for claim in claims(analyzer, &text) {
                let inside = |&(start, end): &(u32, u32)| start < end && end as usize <= length;
                prop_assert!(claim.content_spans.iter().all(inside), "{text:?}: {claim:?}");
            }
            Ok(())
        })?;
    }
}
