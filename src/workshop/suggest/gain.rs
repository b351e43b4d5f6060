//! What accepting a suggestion would add, found by trying all of them at once.

use std::io;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Suggestion, sort};
use crate::lexicon::{Dictionary, Folders};
use crate::workshop::export::{header, records_to_csv};
use crate::workshop::kit::{Kit, Whose};
use crate::workshop::trace::Trace;
use crate::{Article, batch};

/// Fills in what each suggestion gains and changes on these articles, and sorts anew.
///
/// # Errors
/// When no temporary file can be written.
pub fn measure(
    all: &mut [Suggestion],
    kit: &Kit,
    folders: &Folders,
    articles: &[Article],
) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let lines = write(all, folder.path())?;
    let mut with = folders.clone();
    with.overlays = vec![folder.path().to_owned()];
    // The suggestions are tried without overlays, which they might contradict.
    let (Some(tried), _) = Kit::load(&with) else {
        return Ok(());
    };
    let mut places: FxHashMap<u32, usize> = FxHashMap::default();
    for shelf in &tried.tables {
        for row in shelf.rows_of(Whose::Overlays) {
            let suggestion = lines.get(&(shelf.dictionary, row.line));
            if let (Some(fact), Some(suggestion)) = (tried.fact_of(shelf, row), suggestion) {
                places.insert(fact, *suggestion);
            }
        }
    }
    for one in batch::map(articles, &|article| compare(kit, &tried, &places, article)) {
        one.into_iter().for_each(|(at, gained)| {
            if gained {
                all[at].gained += 1
            } else {
                all[at].changed += 1
            }
        });
    }
    sort(all);
    Ok(())
}

/// Writes an overlay of all suggestions; which line of which dictionary is which.
pub(super) fn write(
    all: &[Suggestion],
    folder: &std::path::Path,
) -> io::Result<FxHashMap<(Dictionary, u32), usize>> {
    let mut lines = FxHashMap::default();
    let mut keys = rustc_hash::FxHashSet::default();
    for dictionary in Dictionary::ALL {
        let layout = dictionary.layout();
        let mut records = vec![header(layout)];
        for (at, suggestion) in all
            .iter()
            .enumerate()
            .filter(|(_, s)| s.dictionary == dictionary)
        {
            let cell = |column: &str| suggestion.cells.get(column).cloned().unwrap_or_default();
            let key: Vec<String> = layout.key.iter().map(|k| cell(k)).collect();
            if keys.insert((dictionary, key)) {
                lines.insert((dictionary, records.len() as u32 + 1), at);
                records.push(records[0].iter().map(|h| cell(h)).collect());
            }
        }
        if records.len() > 1 {
            std::fs::write(folder.join(layout.file), records_to_csv(&records))?;
        }
    }
    Ok(lines)
}

/// For each attribution that a suggestion takes part in: which, and whether it is new.
fn compare(
    kit: &Kit,
    tried: &Kit,
    places: &FxHashMap<u32, usize>,
    article: &Article,
) -> Vec<(usize, bool)> {
    let old = Trace::with(&kit.lexicon, &kit.rules, &article.text, &article.title);
    let new = Trace::with(&tried.lexicon, &tried.rules, &article.text, &article.title);
    let had = |r: &Range<usize>| {
        old.found
            .iter()
            .any(|f| f.content.iter().any(|o| o.start < r.end && r.start < o.end))
    };
    let mut out = Vec::new();
    for found in &new.found {
        let gained = !found.content.iter().any(had);
        for fact in new.part_facts(found, &tried.lexicon) {
            out.extend(places.get(&fact).map(|at| (*at, gained)));
        }
    }
    out
}
