//! All reviews that were read, by claim.

use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};

use super::STATUS;
use crate::Claim;
use crate::claim::COLUMNS;
use crate::output::NUMBERS;
use crate::review::read::Error;
use crate::review::sheet::{Review, ReviewRow, name_apart};
use crate::review::{Mark, matching};

/// Columns of which a change is told.
pub(super) const WATCHED: [&str; 9] = [
    "kind", "attitude", "speaker", "channel", "claim", "cue", "outlet", "negated", "rule",
];

/// Reviews of one or several files.
pub struct Marks {
    pub(super) files: Vec<FileInfo>,
    /// Reviewers' columns, each name once, in the order met.
    pub(super) extra: Vec<String>,
    pub(super) groups: Vec<Group>,
    pub(super) by_id: FxHashMap<String, usize>,
    articles: FxHashSet<String>,
    wordings: FxHashSet<Vec<String>>,
    /// What the user should know of the files.
    pub notices: Vec<String>,
}

/// A file of reviews.
pub(super) struct FileInfo {
    pub(super) path: PathBuf,
    pub(super) reviewer: String,
    /// Orphans of an earlier run.
    pub(super) is_orphans: bool,
}

/// All that was said of one claim.
pub(super) struct Group {
    pub(super) article_id: String,
    pub(super) url: String,
    pub(super) words: Vec<String>,
    pub(super) rows: Vec<Reviewed>,
    /// Its claim is in the new table.
    pub(super) found: bool,
}

/// One reviewed row.
pub(super) struct Reviewed {
    pub(super) file: usize,
    /// The file and row it was first read from.
    pub(super) source: (String, String),
    /// Names its cell.
    pub(super) place: String,
    /// The review cell as it is, and the mark it holds.
    pub(super) cell: String,
    pub(super) mark: Option<Mark>,
    pub(super) note: String,
    pub(super) status: String,
    /// In the order of [`Marks::extra`]; shorter where later files brought more.
    pub(super) extra: Vec<String>,
    /// The fixed columns; none where the file lacks the column.
    pub(super) fixed: Vec<Option<String>>,
}

impl Reviewed {
    /// The mark as a name, or what stands in its place.
    pub(super) fn shown(&self) -> &str {
        match self.mark {
            Some(mark) => mark.name(),
            None => self.cell.trim(),
        }
    }
}

impl Marks {
    /// Reads the files; `orphans`, if it exists, is read too.
    ///
    /// # Errors
    /// Every file that cannot be read.
    pub fn read(paths: &[PathBuf], orphans: &Path) -> Result<Marks, Vec<Error>> {
        let (mut reviews, mut errors) = (Vec::new(), Vec::new());
        let earlier = orphans.exists() && !paths.iter().any(|path| path == orphans);
        let earlier = earlier.then(|| orphans.to_path_buf());
        for path in paths.iter().chain(&earlier) {
            match Review::read_touched(path) {
                Ok(review) => reviews.push(review),
                Err(error) => errors.push(error),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        name_apart(&mut reviews);
        Ok(Marks::of(reviews, earlier.is_some()))
    }

    fn of(reviews: Vec<Review>, last_is_orphans: bool) -> Marks {
        let mut marks = Marks {
            files: Vec::new(),
            extra: Vec::new(),
            groups: Vec::new(),
            by_id: FxHashMap::default(),
            articles: FxHashSet::default(),
            wordings: FxHashSet::default(),
            notices: Vec::new(),
        };
        let last = reviews.len().saturating_sub(1);
        for (file, review) in reviews.into_iter().enumerate() {
            marks.add(file, review, last_is_orphans && file == last);
        }
        marks
    }

    fn add(&mut self, file: usize, mut review: Review, is_orphans: bool) {
        self.notices.append(&mut review.notices);
        for name in &review.extra {
            if !self.extra.contains(name) {
                self.extra.push(name.clone());
            }
        }
        for row in review.rows.iter().filter(|row| review.is_touched(row)) {
            let source = match is_orphans {
                true => ["review_file", "review_row"].map(|c| review.cell(row, c).to_owned()),
                false => [review.path.display().to_string(), row.row.to_string()],
            };
            self.add_row(file, &review, row, source.into());
        }
        self.files.push(FileInfo {
            path: review.path,
            reviewer: review.reviewer,
            is_orphans,
        });
    }

    fn add_row(&mut self, file: usize, review: &Review, row: &ReviewRow, source: (String, String)) {
        let cell = |column: &str| review.cell(row, column).to_owned();
        let fixed = COLUMNS.map(|column| review.has(column).then(|| cell(column)));
        let reviewed = Reviewed {
            file,
            source,
            place: row.mark_cell.clone(),
            cell: cell("review"),
            mark: row.mark,
            note: cell("review_note"),
            status: cell(STATUS),
            extra: self.extra.iter().map(|name| cell(name)).collect(),
            fixed: fixed.into(),
        };
        let id = cell("claim_id").trim().to_owned();
        let place = self.group(&id, &cell);
        let group = &mut self.groups[place];
        // An orphan of an earlier run, whose file was given again.
        if group.rows.iter().any(|row| row.source == reviewed.source) {
            return;
        }
        group.rows.push(reviewed);
    }

    /// The group of this id, made if need be.
    fn group(&mut self, id: &str, cell: &dyn Fn(&str) -> String) -> usize {
        if let Some(place) = self.by_id.get(id) {
            return *place;
        }
        let group = Group {
            article_id: cell("article_id"),
            url: cell("article_url"),
            words: matching::words(&cell("claim")),
            rows: Vec::new(),
            found: false,
        };
        for key in [&group.article_id, &group.url] {
            if !key.is_empty() {
                self.articles.insert(key.clone());
            }
        }
        self.wordings.insert(group.words.clone());
        self.groups.push(group);
        let place = self.groups.len() - 1;
        if !id.is_empty() {
            self.by_id.insert(id.to_owned(), place);
        }
        place
    }

    /// Whether a review may belong to this claim by its text.
    pub(super) fn may_hold(&self, claim: &Claim) -> bool {
        self.articles.contains(&claim.article_id)
            || self.articles.contains(&claim.article_url)
            || self.wordings.contains(&matching::words(&claim.claim))
    }

    /// Reviewers of whom each has columns of their own: only where there are several.
    pub(super) fn reviewers(&self) -> Vec<(usize, &str)> {
        let named = |(_, file): &(usize, &FileInfo)| !file.is_orphans;
        let files: Vec<(usize, &FileInfo)> = self.files.iter().enumerate().filter(named).collect();
        match files.len() {
            0 | 1 => Vec::new(),
            _ => files
                .into_iter()
                .map(|(at, file)| (at, file.reviewer.as_str()))
                .collect(),
        }
    }

    /// The columns behind the fixed ones in the new table.
    pub fn columns(&self) -> Vec<String> {
        let mut columns = vec![STATUS.to_owned()];
        for (_, reviewer) in self.reviewers() {
            columns.push(format!("review ({reviewer})"));
            columns.push(format!("review_note ({reviewer})"));
        }
        // What an earlier round with the same reviewers wrote is written anew.
        let new: Vec<String> = self.own_extra().map(|(_, name)| name.clone()).collect();
        columns.extend(new);
        columns
    }

    /// The analysts' columns that are not written anew, with their places in `extra`.
    pub(super) fn own_extra(&self) -> impl Iterator<Item = (usize, &String)> {
        let reviewers = self.reviewers();
        self.extra.iter().enumerate().filter(move |(_, name)| {
            !reviewers.iter().any(|(_, reviewer)| {
                **name == format!("review ({reviewer})")
                    || **name == format!("review_note ({reviewer})")
            })
        })
    }

    /// Reviewed rows of all files.
    pub fn rows(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }
}

/// Whether a cell that was saved by a spreadsheet program, perhaps in an encoding that lacks
/// some letters, holds this value.
pub(super) fn same(column: &str, before: &str, now: &str) -> bool {
    if NUMBERS.contains(&column) {
        return before.parse::<f64>().ok() == now.parse::<f64>().ok();
    }
    let cut = before.strip_suffix(crate::output::xlsx::cells::CUT_MARK);
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match cut {
        Some(start) => now.starts_with(start),
        None => {
            let (before, now) = (plain(before), plain(now));
            before == now || lossy_same(&before, &now)
        }
    }
}

/// A letter that the encoding lacked was saved as a question mark.
fn lossy_same(before: &str, now: &str) -> bool {
    before.chars().count() == now.chars().count()
        && before
            .chars()
            .zip(now.chars())
            .all(|(b, n)| b == n || (matches!(b, '?' | '\u{FFFD}') && !n.is_ascii()))
}
