//! Marks, notes and the analyst's columns, taken over to a new table.
//!
//! A review is found by `claim_id`; where the words moved or changed slightly, by its text.
//! Which of the two it is can be told only when all claims are known, so [`Carrying`] puts
//! the claims aside on disk and writes them at the end. Reviews whose claim is gone, and those
//! that contradict each other, go to tables of their own.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::matching::{self, ALIKE};
use super::spool::Spool;
use crate::Claim;
use crate::output::{Sink, Table};

mod beside;
mod marks;
mod merge;

pub use beside::orphans_path;
pub use marks::Marks;

use marks::Group;
use merge::Merged;

/// Shorter claims are not searched for in other articles.
const LEAST_WORDS: usize = 5;

/// What became of the reviews.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    /// Rows that got a review.
    pub carried: usize,
    /// Of these, rows whose speaker, channel, rule, … is another now.
    pub changed: usize,
    /// Of these, rows that were found by their text.
    pub moved: usize,
    /// Reviewed rows whose claim is gone.
    pub orphaned: usize,
    /// Rows that were given different marks.
    pub conflicts: usize,
    /// The table of the orphaned, if it was written.
    pub orphans_at: Option<PathBuf>,
    /// The table of conflicts, if it was written.
    pub conflicts_at: Option<PathBuf>,
    /// Files of which no review was found again, and how many reviews each held.
    pub strangers: Vec<(PathBuf, usize)>,
}

impl fmt::Display for Carried {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Carried {
            carried,
            changed,
            moved,
            ..
        } = self;
        let plural = if *carried == 1 { "" } else { "s" };
        write!(
            out,
            "reviews: {carried} row{plural} carried over ({changed} changed since, {moved} matched by text)"
        )?;
        for (count, what, at) in [
            (self.orphaned, "orphaned", &self.orphans_at),
            (self.conflicts, "in conflict", &self.conflicts_at),
        ] {
            write!(out, ", {count} {what}")?;
            if let (Some(path), true) = (at, count > 0) {
                write!(out, " ({})", path.display())?;
            }
        }
        Ok(())
    }
}

/// A sink that gives each claim its review.
pub struct Carrying {
    table: Box<dyn Table>,
    marks: Marks,
    output: PathBuf,
    spool: Spool,
    candidates: Vec<Candidate>,
    outcome: Rc<RefCell<Carried>>,
}

/// A claim without a review of its id, to which a review may belong by its text.
struct Candidate {
    claim_id: String,
    article_id: String,
    url: String,
    words: Vec<String>,
}

impl Carrying {
    /// Reviews for the table that is written to `output`.
    ///
    /// # Errors
    /// When no temporary file can be had.
    pub fn new(table: Box<dyn Table>, marks: Marks, output: &Path) -> io::Result<Self> {
        let folder = output.parent().filter(|f| !f.as_os_str().is_empty());
        Ok(Carrying {
            table,
            marks,
            output: output.to_path_buf(),
            spool: Spool::new(folder)?,
            candidates: Vec::new(),
            outcome: Rc::default(),
        })
    }

    /// What became of the reviews, once the table is finished.
    pub fn outcome(&self) -> Rc<RefCell<Carried>> {
        Rc::clone(&self.outcome)
    }

    /// New claim ids for the groups that were not found, and how alike the words are.
    fn found_by_text(&self) -> FxHashMap<String, (usize, f64)> {
        let near = Near::new(&self.candidates);
        let mut pairs = Vec::new();
        let lost = self.marks.groups.iter().enumerate();
        for (place, group) in lost.filter(|(_, group)| !group.found) {
            for at in near.to(group) {
                let alike = self.candidates[at].fits(group);
                if alike >= ALIKE {
                    pairs.push((alike, place, at));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let (mut placed, mut found) = (FxHashSet::default(), FxHashMap::default());
        for (alike, group, at) in pairs {
            let id = &self.candidates[at].claim_id;
            if !placed.contains(&group) && !found.contains_key(id) {
                placed.insert(group);
                found.insert(id.clone(), (group, alike));
            }
        }
        found
    }

    fn write_all(mut self) -> io::Result<()> {
        let by_text = self.found_by_text();
        for (group, _) in by_text.values() {
            self.marks.groups[*group].found = true;
        }
        let mut outcome = self.told();
        beside::write(&self.output, &self.marks, &mut outcome)?;
        for claim in self.spool.read()? {
            let claim = claim?;
            let own = self
                .marks
                .by_id
                .get(&claim.claim_id)
                .map(|group| (*group, None));
            let other = || {
                by_text
                    .get(&claim.claim_id)
                    .map(|(group, alike)| (*group, Some(*alike)))
            };
            let Some((group, alike)) = own.or_else(other) else {
                self.table.row(&Merged::none(&claim, &self.marks))?;
                continue;
            };
            let merged = Merged::new(&claim, &self.marks, &self.marks.groups[group], alike);
            outcome.carried += 1;
            outcome.changed += usize::from(merged.changed);
            outcome.moved += usize::from(alike.is_some());
            self.table.row(&merged.row)?;
        }
        self.table.finish()?;
        self.outcome.replace(outcome);
        Ok(())
    }

    /// What can be told before the rows are written.
    fn told(&self) -> Carried {
        let strangers = self
            .marks
            .files
            .iter()
            .enumerate()
            .filter_map(|(file, review)| {
                let mine = |group: &&Group| group.rows.iter().any(|row| row.file == file);
                let count = self.marks.groups.iter().filter(mine).count();
                let found = self
                    .marks
                    .groups
                    .iter()
                    .filter(mine)
                    .any(|group| group.found);
                (count > 0 && !found && !review.is_orphans).then(|| (review.path.clone(), count))
            });
        Carried {
            strangers: strangers.collect(),
            ..Carried::default()
        }
    }
}

impl Sink for Carrying {
    fn write(&mut self, claim: &Claim) -> io::Result<()> {
        self.spool.push(claim)?;
        if let Some(group) = self.marks.by_id.get(&claim.claim_id) {
            self.marks.groups[*group].found = true;
        } else if self.marks.may_hold(claim) {
            self.candidates.push(Candidate {
                claim_id: claim.claim_id.clone(),
                article_id: claim.article_id.clone(),
                url: claim.article_url.clone(),
                words: matching::words(&claim.claim),
            });
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.write_all()
    }
}

/// Candidates by what they can be found by.
#[derive(Default)]
struct Near<'a> {
    articles: FxHashMap<&'a str, Vec<usize>>,
    wordings: FxHashMap<&'a [String], Vec<usize>>,
}

impl<'a> Near<'a> {
    fn new(candidates: &'a [Candidate]) -> Self {
        let mut near = Near::default();
        for (at, candidate) in candidates.iter().enumerate() {
            for key in [&candidate.article_id, &candidate.url] {
                near.articles.entry(key).or_default().push(at);
            }
            near.wordings.entry(&candidate.words).or_default().push(at);
        }
        near
    }

    /// In the same article, or with the same words.
    fn to(&self, group: &Group) -> BTreeSet<usize> {
        let keys = [&group.article_id, &group.url]
            .into_iter()
            .filter(|key| !key.is_empty());
        let by_article = keys.filter_map(|key| self.articles.get(key.as_str()));
        let by_words = self.wordings.get(group.words.as_slice());
        by_article.chain(by_words).flatten().copied().collect()
    }
}

impl Candidate {
    /// How alike the words are, if the article may be the same one; in another article only
    /// the very same words count.
    fn fits(&self, group: &Group) -> f64 {
        let same = |a: &str, b: &str| !a.is_empty() && a == b;
        let article = same(&self.article_id, &group.article_id) || same(&self.url, &group.url);
        match article {
            true => matching::alike(&self.words, &group.words),
            false if self.words.len() >= LEAST_WORDS && self.words == group.words => ALIKE,
            false => 0.0,
        }
    }
}

/// The columns that are added behind the fixed ones.
pub(crate) const STATUS: &str = "review_status";
