//! `sayso sample`: a part of a table to review that stands for the whole.

use std::path::PathBuf;

use super::options::FieldNames;
use super::review::read_all;
use super::table::{self, TableForm};
use super::{Done, Stop, tell};
use crate::input::{Item, Records};
use crate::output::{About, Row};
use crate::review::Review;
use crate::review::sample::{Sample, Silent, draw};

/// Draw claims to review, so that `sayso review` can estimate figures for the whole table.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 done; 1 done, but some articles failed; 2 could not run.")]
pub struct Args {
    /// A table of claims (CSV, XLSX, ODS).
    claims: PathBuf,

    /// How many claims to draw.
    #[arg(short, long, value_name = "N")]
    number: usize,

    /// Another seed draws another sample.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,

    /// Articles the claims were found in: as many paragraphs without a claim are drawn too, so
    /// that recall can be estimated. May be given again.
    #[arg(long, value_name = "PATH")]
    silent: Vec<PathBuf>,

    /// File to write [default: standard output].
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    table: TableForm,

    #[command(flatten)]
    fields: FieldNames,
}

impl Args {
    /// Reads, draws, writes.
    ///
    /// # Errors
    /// When the table cannot be read or the output fails.
    pub fn run(self) -> Result<Done, Stop> {
        let output = self.output.as_deref();
        let format = self.table.choose(output)?;
        let reviews = read_all(std::slice::from_ref(&self.claims))?;
        let [review] = reviews.as_slice() else {
            return Err(Stop::error("one table is needed (name it)"));
        };
        let mut sample = draw(review, self.number, self.seed);
        let claims = sample.rows.len();
        let (silent, done) = self.add_silent(review, &mut sample);
        let layout = self.table.layout(sample.extra.clone(), self.about());
        let written = table::open(format, output, &layout).and_then(|mut table| {
            for cells in &sample.rows {
                let cells = cells.iter().map(Into::into).collect();
                table.row(&Row { cells, claim: None })?;
            }
            table.finish()
        });
        written.map_err(|error| Stop::output(&table::name(output), &error))?;
        tell(&format!(
            "{claims} of {} claims drawn from {} groups, {silent} paragraphs without a claim",
            review.rows.len(),
            sample.strata
        ));
        Ok(done)
    }

    fn add_silent(&self, review: &Review, sample: &mut Sample) -> (usize, Done) {
        let mut done = Done::All;
        if self.silent.is_empty() {
            return (0, done);
        }
        let mut silent = Silent::new(review, self.number, self.seed);
        let fields = self.fields.clone().fields();
        for record in Records::new(self.silent.clone()) {
            match record.decode(&fields) {
                Item::Article(article) => silent.add(&article),
                Item::Failed(failure) => {
                    tell(&failure);
                    done = Done::SomeFailed;
                }
            }
        }
        (silent.finish(sample), done)
    }

    fn about(&self) -> About {
        let fact = |name: &str, value: String| (name.to_owned(), value);
        let facts = vec![
            fact("sayso", env!("CARGO_PKG_VERSION").to_owned()),
            fact("sample of", self.claims.display().to_string()),
            fact("claims asked for", self.number.to_string()),
            fact("seed", self.seed.to_string()),
        ];
        About { facts }
    }
}
