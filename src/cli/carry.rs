//! The flag `--carry-review`, and what protects the marks in a table that would be replaced.

use std::cell::RefCell;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::{Stop, tell};
use crate::output::{Sink, Table, Unreviewed};
use crate::review::carry::orphans_path;
use crate::review::{Carried, Carrying, Marks, marks_in};

/// Reviews to carry over.
#[derive(Debug, clap::Args)]
pub struct CarryReview {
    /// Take marks, notes and added columns over from a reviewed table (CSV, XLSX, ODS); may be
    /// given again for further reviewers. Needs -o: reviews whose claim is gone are written
    /// beside it.
    #[arg(long, value_name = "FILE", requires = "output", num_args = 1)]
    carry_review: Vec<PathBuf>,

    /// Replace the output even if it holds marks that are not carried over.
    #[arg(long)]
    drop_review: bool,
}

impl CarryReview {
    /// Reads the reviews; none where none were asked for.
    ///
    /// # Errors
    /// Files that cannot be read, and an output whose marks would be lost.
    pub fn read(&self, output: Option<&Path>) -> Result<Option<Marks>, Stop> {
        if let Some(output) = output {
            self.protect(output)?;
        }
        let (Some(output), false) = (output, self.carry_review.is_empty()) else {
            return Ok(None);
        };
        let told = |errors: Vec<_>| {
            let told = |error: crate::review::read::Error| error.to_string();
            Stop::Errors(errors.into_iter().map(told).collect())
        };
        let marks = Marks::read(&self.carry_review, &orphans_path(output)).map_err(told)?;
        marks.notices.iter().for_each(|notice| tell(notice));
        Ok(Some(marks))
    }

    /// The files.
    pub fn files(&self) -> &[PathBuf] {
        &self.carry_review
    }

    fn protect(&self, output: &Path) -> Result<(), Stop> {
        let same = |path: &PathBuf| match (path.canonicalize(), output.canonicalize()) {
            (Ok(a), Ok(b)) => a == b,
            _ => false,
        };
        if self.drop_review || !output.is_file() || self.carry_review.iter().any(same) {
            return Ok(());
        }
        // What is no table of claims holds no marks either.
        let marks = marks_in(output).unwrap_or(0);
        if marks == 0 {
            return Ok(());
        }
        Err(Stop::error(format!(
            "{0}: it holds {marks} marks or notes that would be lost (add --carry-review {0}, or \
             name another file with -o, or add --drop-review)",
            output.display()
        )))
    }
}

/// What a run writes to, and what becomes of the reviews.
pub(super) struct Review {
    /// Takes the claims.
    pub(super) sink: Box<dyn Sink>,
    outcome: Option<Rc<RefCell<Carried>>>,
}

impl Review {
    /// A sink that carries reviews over, if there are any.
    pub(super) fn new(
        table: Box<dyn Table>,
        marks: Option<Marks>,
        output: Option<&Path>,
    ) -> io::Result<Review> {
        let (Some(marks), Some(output)) = (marks, output) else {
            let sink = Box::new(Unreviewed(table));
            return Ok(Review {
                sink,
                outcome: None,
            });
        };
        let carrying = Carrying::new(table, marks, output)?;
        let outcome = Some(carrying.outcome());
        Ok(Review {
            sink: Box::new(carrying),
            outcome,
        })
    }

    /// For after the sink has finished.
    pub(super) fn outcome(&self) -> Option<Rc<RefCell<Carried>>> {
        self.outcome.clone()
    }
}

/// Tells what became of the reviews; whether each file's were found.
pub(super) fn told(outcome: Option<Rc<RefCell<Carried>>>) -> bool {
    let Some(outcome) = outcome else { return true };
    let carried = outcome.borrow();
    for (path, count) in &carried.strangers {
        let kept = match &carried.orphans_at {
            Some(at) => format!("; they are kept in {}", at.display()),
            None => String::new(),
        };
        tell(&format!(
            "{}: none of its {count} reviewed claims is in the new table{kept} (is it the sheet of \
             another batch?)",
            path.display()
        ));
    }
    tell(&*carried);
    carried.strangers.is_empty()
}
