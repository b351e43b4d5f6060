//! What reviewers corrected, as entries: aliases, forms of channels, cues to leave out.

use std::collections::BTreeMap;
use std::io;

use rustc_hash::FxHashMap;

use super::known::Rows;
use super::{CONTEXTS, Suggestion, gain, sort};
use crate::analyzer::{Analyzer, Options};
use crate::lexicon::{Dictionary, Fact, Folders};
use crate::review::corrections::Part;
use crate::review::{Correction, Mark, Review, corrections};
use crate::workshop::kit::Kit;
use crate::workshop::names::plain;
use crate::{Article, Claim};

/// The dictionaries of names.
type Homes = [(Dictionary, Rows); 2];
type Cells = BTreeMap<&'static str, String>;

/// What is to come true in a row's context.
enum Wish {
    /// The speaker or channel is the right one.
    Corrected(Part, String),
    /// The cue brings no claim.
    Silent,
}

/// A row of a review that an entry could mend.
struct Case {
    dictionary: Dictionary,
    cells: Cells,
    wish: Wish,
    cue: String,
    context: String,
    /// `anna row 12`.
    place: String,
    article: String,
}

/// Suggestions out of reviews, each with the rows that it mends where their context is read again;
/// and how many corrections no entry could mend.
///
/// # Errors
/// When no temporary file can be written.
pub fn learn(
    kit: &Kit,
    folders: &Folders,
    reviews: &[Review],
) -> io::Result<(Vec<Suggestion>, usize)> {
    let homes = [Dictionary::People, Dictionary::Organizations].map(|d| (d, Rows::of(kit, d)));
    let mut cases = Vec::new();
    let mut beyond = 0;
    for review in reviews {
        for correction in corrections(review) {
            match corrected(kit, &homes, review, correction) {
                Some(case) => cases.push(case),
                None => beyond += 1,
            }
        }
    }
    cases.extend(cues_to_leave_out(kit, reviews));
    let mut all: Vec<(Suggestion, Vec<Case>)> = Vec::new();
    let mut places: FxHashMap<(Dictionary, Cells), usize> = FxHashMap::default();
    for case in cases {
        let key = (case.dictionary, case.cells.clone());
        let at = *places.entry(key).or_insert_with(|| {
            all.push((empty(&case), Vec::new()));
            all.len() - 1
        });
        all[at].1.push(case);
    }
    let (suggestions, cases): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    let mut suggestions = filled(suggestions, &cases);
    try_out(&mut suggestions, &cases, folders)?;
    sort(&mut suggestions);
    Ok((suggestions, beyond))
}

fn empty(case: &Case) -> Suggestion {
    Suggestion {
        dictionary: case.dictionary,
        cells: case.cells.clone(),
        ..Suggestion::default()
    }
}

fn filled(mut all: Vec<Suggestion>, cases: &[Vec<Case>]) -> Vec<Suggestion> {
    for (suggestion, cases) in all.iter_mut().zip(cases) {
        let mut articles: Vec<&str> = cases.iter().map(|c| c.article.as_str()).collect();
        articles.sort_unstable();
        articles.dedup();
        suggestion.count = cases.len();
        suggestion.articles = articles.len();
        let contexts = cases.iter().map(|c| c.context.clone());
        suggestion.contexts = contexts.take(CONTEXTS).collect();
    }
    all
}

/// Reads each row's context with all suggestions in force.
fn try_out(all: &mut [Suggestion], cases: &[Vec<Case>], folders: &Folders) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    gain::write(all, folder.path())?;
    let with = Folders {
        base: folders.base.clone(),
        overlays: vec![folder.path().to_owned()],
    };
    let every = Options {
        attitudes: true,
        min_confidence: Some(0.0),
    };
    // The suggestions are tried without overlays, which they might contradict.
    let Ok(tried) = Analyzer::new(&with, every) else {
        return Ok(());
    };
    for (suggestion, cases) in all.iter_mut().zip(cases) {
        let mended = cases.iter().filter(|case| is_mended(&tried, case));
        suggestion.mended = mended.map(|case| case.place.clone()).collect();
        suggestion.changed = suggestion.mended.len();
    }
    Ok(())
}

fn is_mended(tried: &Analyzer, case: &Case) -> bool {
    let article = Article {
        text: case.context.clone(),
        ..Article::default()
    };
    let claims = tried.analyze(&article);
    let mut of_cue = claims.iter().filter(|claim| claim.cue == case.cue);
    match &case.wish {
        Wish::Silent => of_cue.next().is_none(),
        Wish::Corrected(part, right) => of_cue.any(|claim| cell_of(claim, *part) == right),
    }
}

fn cell_of(claim: &Claim, part: Part) -> &str {
    match part {
        Part::Speaker => &claim.speaker,
        Part::Channel => &claim.channel,
    }
}

fn corrected(kit: &Kit, homes: &Homes, review: &Review, c: Correction) -> Option<Case> {
    let (dictionary, cells) = match c.part {
        Part::Speaker => alias(kit, homes, &c)?,
        Part::Channel => (Dictionary::Channels, channel_form(kit, &c)?),
    };
    Some(Case {
        dictionary,
        cells,
        place: format!("{} row {}", review.reviewer, c.row),
        cue: c.cue,
        context: c.context,
        article: c.article,
        wish: Wish::Corrected(c.part, c.right),
    })
}

/// The right speaker's row, with what the text calls him among its aliases.
fn alias(kit: &Kit, homes: &Homes, c: &Correction) -> Option<(Dictionary, Cells)> {
    let name = capital_words(kit, &c.mention)?;
    for (dictionary, rows) in homes {
        if let Some(cells) = rows.with_alias(kit, &c.right, &name) {
            return Some((*dictionary, cells));
        }
    }
    let first = c.right.split(' ').next().unwrap_or_default();
    let given = kit
        .facts_written(first)
        .any(|f| f.dictionary == Dictionary::GivenNames);
    let (dictionary, column, value) = if given {
        (Dictionary::People, "gender", "u")
    } else {
        (Dictionary::Organizations, "type", super::names::BODY)
    };
    let mut cells = Cells::from([("name", c.right.clone()), (column, value.to_owned())]);
    if name != c.right {
        cells.insert("aliases", name);
    }
    Some((dictionary, cells))
}

/// The way of naming a channel that the text has: a name, else its last word.
fn channel_form(kit: &Kit, c: &Correction) -> Option<Cells> {
    let (form, kind) = match capital_words(kit, &c.mention) {
        Some(name) => (name, "name"),
        None => (c.mention.rsplit(' ').next()?.to_owned(), "noun"),
    };
    if form.is_empty() {
        return None;
    }
    let channel = plain(&c.right).replace(' ', "-");
    Some(Cells::from([
        ("channel", channel),
        ("form", form),
        ("kind", kind.to_owned()),
    ]))
}

/// The last run of capital words of a mention, without words of the closed classes.
fn capital_words(kit: &Kit, mention: &str) -> Option<String> {
    let is_name = |word: &str| {
        let closed = [Dictionary::Words, Dictionary::References];
        word.starts_with(char::is_uppercase)
            && !kit
                .facts_written(word)
                .any(|f| closed.contains(&f.dictionary))
    };
    let words: Vec<&str> = mention.split_whitespace().collect();
    let end = words.iter().rposition(|w| is_name(w))? + 1;
    let start = words[..end].iter().rposition(|w| !is_name(w));
    let name = words[start.map_or(0, |i| i + 1)..end].join(" ");
    Some(name.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
}

/// Cues whose rows are no claims more often than they are.
fn cues_to_leave_out(kit: &Kit, reviews: &[Review]) -> Vec<Case> {
    let mut by_cue: BTreeMap<(u16, u32), (usize, Vec<Case>)> = BTreeMap::new();
    for review in reviews {
        for row in &review.rows {
            let cue = review.cell(row, "cue");
            let marked = row.mark.filter(|m| *m != Mark::Unsure);
            let (Some(mark), Some(fact)) = (marked, kit.fact_in(cue, &[Dictionary::Cues])) else {
                continue;
            };
            let (right, cases) = by_cue.entry((fact.file, fact.line)).or_default();
            if mark != Mark::NotAClaim {
                *right += 1;
                continue;
            }
            cases.extend(removal(kit, fact).map(|cells| Case {
                dictionary: Dictionary::Cues,
                cells,
                wish: Wish::Silent,
                cue: cue.to_owned(),
                context: review.cell(row, "context").to_owned(),
                place: format!("{} row {}", review.reviewer, row.row),
                article: review.cell(row, "article_id").to_owned(),
            }));
        }
    }
    let outweighed = |(right, cases): &(usize, Vec<Case>)| cases.len() > *right;
    let mostly = by_cue.into_values().filter(outweighed);
    mostly.flat_map(|(_, cases)| cases).collect()
}

/// The row that takes an entry out.
fn removal(kit: &Kit, fact: &Fact) -> Option<Cells> {
    let shelf = kit.shelf(Dictionary::Cues);
    let is_it = |row: &&crate::lexicon::Row| {
        let found = kit
            .fact_of(shelf, row)
            .map(|i| &kit.lexicon.facts[i as usize]);
        found.is_some_and(|f| (f.file, f.line) == (fact.file, fact.line))
    };
    let row = shelf.table.rows.iter().find(is_it)?;
    let key = shelf.table.layout.key.iter();
    let mut cells: Cells = key
        .map(|k| (*k, shelf.table.cell(row, k).to_owned()))
        .collect();
    cells.insert("remove", "x".to_owned());
    Some(cells)
}
