//! Many articles on many threads, in bounded memory; the only file that knows rayon.
//!
//! One thread reads records and groups them into chunks, the workers decode and analyse a
//! chunk each and write its rows as bytes, and the calling thread takes the chunks back in the
//! order of the input and fills in what the rows repeat. So they are the same whatever the
//! number of threads.

mod ahead;
mod outcome;
mod pieces;
mod writer;

use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use rayon::prelude::*;
use rayon::{Scope, ThreadPool, ThreadPoolBuilder};

use ahead::{Ahead, CloseOnDrop};
use outcome::Outcome;
use writer::Writer;

use crate::claim::Kind;
use crate::input::{Failure, Fields, Item, Record};
use crate::output::{Form, Sink};
use crate::{Article, Claim};

/// A chunk is closed when it holds this many bytes of input …
const CHUNK_BYTES: usize = 64 << 10;

/// … or this many records.
const CHUNK_RECORDS: usize = 64;

/// Chunks of this size that are read ahead for each thread; a larger record goes alone. What waits
/// to be written takes ten times the memory of what was read, and the processor's caches hold little.
const AHEAD_CHUNKS: usize = 4;

/// So many chunks are read ahead for few threads too.
const LEAST_AHEAD: usize = 8;

/// What a chunk weighs at least, so that many failures are bounded too.
const LEAST_WEIGHT: usize = 16 << 10;

/// Different claims that are remembered to find repetitions, 70 MB of them: the most that
/// fit a table of 2²² places. Of claims met later, only repetitions of these are found.
pub const REMEMBERED_CLAIMS: usize = 3_600_000;

/// Shorter claims than this many words are no repetition: two people may both say "yes".
pub const LEAST_WORDS: usize = 5;

/// What worker threads are called, for who handles their panics.
pub const WORKER: &str = "sayso-worker";

/// Hands over the claims of an article, one by one.
pub type Analyze<'a> = dyn Fn(&Article, &mut dyn FnMut(Claim)) + Sync + 'a;

/// How records become rows.
pub struct Batch<'a> {
    /// Hands over all claims of one article, in the order of the text.
    pub analyze: &'a Analyze<'a>,
    /// Where a JSONL record keeps its parts.
    pub fields: &'a Fields,
    /// Worker threads; 0 for one a core.
    pub threads: usize,
}

/// What a batch came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles that were read and analysed.
    pub articles: u64,
    /// Bytes of their texts, in UTF-8.
    pub bytes: u64,
    /// Direct, mixed and indirect claims, in the order of [`KINDS`].
    pub claims: [u64; KINDS.len()],
    /// Claims whose speaker is empty.
    pub without_speaker: u64,
    /// Inputs that gave no article.
    pub failures: u64,
}

/// The order of [`Summary::claims`].
pub const KINDS: [Kind; 3] = [Kind::Direct, Kind::Mixed, Kind::Indirect];

impl Summary {
    /// Claims of every kind.
    pub fn all_claims(&self) -> u64 {
        self.claims.iter().sum()
    }

    fn add(&mut self, more: &Summary) {
        self.articles += more.articles;
        self.bytes += more.bytes;
        for (all, more) in self.claims.iter_mut().zip(more.claims) {
            *all += more;
        }
        self.without_speaker += more.without_speaker;
        self.failures += more.failures;
    }

    fn count(&mut self, claim: &Claim) {
        let place = KINDS.iter().position(|kind| *kind == claim.kind);
        self.claims[place.unwrap_or_default()] += 1;
        self.without_speaker += u64::from(claim.speaker.is_empty());
    }
}

/// Why a batch stopped before its end.
#[derive(Debug)]
pub enum Error {
    /// The rows could not be written.
    Output(io::Error),
    /// The system gave no threads.
    Threads(rayon::ThreadPoolBuildError),
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Output(error) => write!(out, "the rows cannot be written: {error}"),
            Error::Threads(error) => write!(out, "no worker threads can be started: {error}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Error::Output(error)
    }
}

/// What a batch tells while it runs, in the order of the input.
#[derive(Debug)]
pub enum Event<'a> {
    /// An input gave no article.
    Failed(&'a Failure),
    /// Some more was written.
    Progress(&'a Summary),
}

impl Batch<'_> {
    /// Writes the claims of all records, in their order, and fills `duplicate_of` across
    /// articles. An article whose analysis panics becomes a [`Failure`].
    ///
    /// # Errors
    /// When the sink fails or no threads can be had. Inputs that fail are no error.
    pub fn run(
        &self,
        records: impl Iterator<Item = Record> + Send,
        sink: &mut dyn Sink,
        watch: &mut dyn FnMut(Event<'_>),
    ) -> Result<Summary, Error> {
        let pool = ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .thread_name(|_| WORKER.to_owned())
            .build()
            .map_err(Error::Threads)?;
        let chunks = (pool.current_num_threads() * AHEAD_CHUNKS).max(LEAST_AHEAD);
        let ahead = Ahead::new(chunks * CHUNK_BYTES);
        let form = sink.plain().map(|plain| plain.form);
        let (queue, pending) = channel();
        thread::scope(|threads| {
            threads.spawn(|| self.feed(records, form, &pool, &ahead, queue));
            let _closed = CloseOnDrop(&ahead);
            Ok(Writer::new(sink, watch).take_all(pending, &ahead)?)
        })
    }

    /// Reads, and starts one task a chunk, never further ahead than is allowed. Owns the queue
    /// so that it closes when all is read.
    fn feed(
        &self,
        records: impl Iterator<Item = Record>,
        form: Option<Form>,
        pool: &ThreadPool,
        ahead: &Ahead,
        queue: Sender<Pending>,
    ) {
        let mut records = records;
        pool.in_place_scope(|tasks| {
            while let Some(chunk) = Chunk::read(&mut records) {
                if !ahead.wait_for(chunk.weight) || !self.start(chunk, form, tasks, &queue) {
                    break;
                }
            }
        });
    }

    /// Whether somebody still waits for it.
    fn start<'s>(
        &'s self,
        chunk: Chunk,
        form: Option<Form>,
        tasks: &Scope<'s>,
        queue: &Sender<Pending>,
    ) -> bool {
        let (done, result) = channel();
        let weight = chunk.weight;
        tasks.spawn(move |_| {
            let mut outcome = Outcome::new(form);
            let taken = chunk
                .records
                .into_iter()
                .try_for_each(|record| self.analyze(record, &mut outcome));
            // Nobody waits any more when the sink has failed.
            let _ = done.send(taken.map(|()| outcome));
        });
        queue.send(Pending { result, weight }).is_ok()
    }

    /// Adds the claims of a record's article, or why there are none.
    fn analyze(&self, record: Record, outcome: &mut Outcome) -> io::Result<()> {
        let origin = record.origin();
        let before = outcome.mark();
        let analyzed = catch_unwind(AssertUnwindSafe(|| match record.decode(self.fields) {
            Item::Failed(failure) => {
                outcome.fail(failure);
                Ok(())
            }
            Item::Article(article) => {
                let mut taken = Ok(());
                (self.analyze)(&article, &mut |claim| {
                    if taken.is_ok() {
                        taken = outcome.push(claim);
                    }
                });
                outcome.end_article(article.text.len() as u64);
                taken
            }
        }));
        analyzed.unwrap_or_else(|panic| {
            outcome.back_to(before);
            outcome.fail(origin.failure(format!(
                "sayso itself failed on this article: {} (report it, with the article)",
                panic_message(panic.as_ref())
            )));
            Ok(())
        })
    }
}

/// What `work` makes of each article, in their order, on all threads; the default for an article
/// on which it panics.
pub fn map<R: Default + Send>(
    articles: &[Article],
    work: &(dyn Fn(&Article) -> R + Sync),
) -> Vec<R> {
    let safe = |article| catch_unwind(AssertUnwindSafe(|| work(article))).unwrap_or_default();
    articles.par_iter().map(safe).collect()
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message")
}

/// Records that are analysed together.
struct Chunk {
    records: Vec<Record>,
    weight: usize,
}

impl Chunk {
    fn read(records: &mut impl Iterator<Item = Record>) -> Option<Chunk> {
        let mut chunk = Chunk {
            records: Vec::new(),
            weight: 0,
        };
        while chunk.weight < CHUNK_BYTES && chunk.records.len() < CHUNK_RECORDS {
            let Some(record) = records.next() else { break };
            chunk.weight += record.len();
            chunk.records.push(record);
        }
        chunk.weight = chunk.weight.max(LEAST_WEIGHT);
        (!chunk.records.is_empty()).then_some(chunk)
    }
}

/// A chunk on its way through the workers.
struct Pending {
    result: Receiver<io::Result<Outcome>>,
    weight: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Origin;
    use crate::output::tests::claim;
    use crate::output::{Format, Layout, Target, Unreviewed};
    use std::path::Path;

    /// Keeps each row's words and what it repeats.
    #[derive(Default)]
    struct Kept(Vec<(String, String)>);

    impl Sink for Kept {
        fn write(&mut self, claim: &Claim) -> io::Result<()> {
            if claim.claim.contains("full disk") {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            let row = (claim.claim.clone(), claim.duplicate_of.clone());
            self.0.push(row);
            Ok(())
        }

        fn finish(self: Box<Self>) -> io::Result<()> {
            Ok(())
        }
    }

    /// One claim a line, numbered by the text's length.
    fn lines(article: &Article, take: &mut dyn FnMut(Claim)) {
        let number = article.text.len() as u64;
        for line in article.text.lines() {
            assert!(!line.contains("panic"), "as asked");
            take(claim(number, line));
        }
    }

    fn record(line: u64, text: &str) -> Record {
        let path = Path::new("a.jsonl").into();
        let line = Some(line);
        Record::Text(Origin { path, line }, text.into())
    }

    /// Takes claims only, whatever the table.
    struct OneByOne(Box<dyn Sink>);

    impl Sink for OneByOne {
        fn write(&mut self, claim: &Claim) -> io::Result<()> {
            self.0.write(claim)
        }

        fn finish(self: Box<Self>) -> io::Result<()> {
            self.0.finish()
        }
    }

    /// What a table holds of three articles that repeat each other, one of which fails.
    fn table(format: Format, excel: bool, wrapped: fn(Box<dyn Sink>) -> Box<dyn Sink>) -> String {
        let records = vec![
            record(
                1,
                "“We will not leave, ever.”\n=1+1 is two, \"they\" say; twice",
            ),
            record(2, "panic"),
            record(3, "We WILL\u{A0}not – leave ever\nNo."),
            record(4, "=1+1 is two, \"they\" say; twice"),
        ];
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("claims");
        let layout = Layout {
            excel,
            ..Layout::default()
        };
        let target = Target::file(&path).unwrap();
        let table = format.open_table(target, &layout).unwrap();
        let mut sink = wrapped(Box::new(Unreviewed(table)));
        let batch = Batch {
            analyze: &lines,
            fields: &Fields::default(),
            threads: 2,
        };
        let run = batch.run(records.into_iter(), sink.as_mut(), &mut |_| {});
        assert_eq!(run.unwrap().all_claims(), 5);
        sink.finish().unwrap();
        std::fs::read_to_string(path).unwrap()
    }

    #[test]
    fn rows_of_the_workers_are_those_of_the_table() {
        for (format, excel) in [
            (Format::Csv, false),
            (Format::Csv, true),
            (Format::Jsonl, false),
        ] {
            let written = table(format, excel, |sink| sink);
            assert_eq!(
                written,
                table(format, excel, |sink| Box::new(OneByOne(sink)))
            );
            assert!(written.contains("c000000000000001e"), "{written}");
        }
    }

    fn run(threads: usize, records: Vec<Record>) -> (Result<Summary, Error>, Kept, Vec<String>) {
        let (mut sink, mut failures) = (Kept::default(), Vec::new());
        let batch = Batch {
            analyze: &lines,
            fields: &Fields::default(),
            threads,
        };
        let mut watch = |event: Event<'_>| {
            if let Event::Failed(failure) = event {
                failures.push(failure.to_string());
            }
        };
        let summary = batch.run(records.into_iter(), &mut sink, &mut watch);
        (summary, sink, failures)
    }

    #[test]
    fn order_does_not_depend_on_threads() {
        let records = || (0..3000).map(|i| record(i, &format!("claim {i} one\nclaim {i} two")));
        let (one, first, _) = run(1, records().collect());
        assert_eq!(first.0.len(), 6000);
        assert_eq!(first.0[5999].0, "claim 2999 two");
        let (three, second, _) = run(3, records().collect());
        assert_eq!(first.0, second.0);
        assert_eq!(one.unwrap(), three.unwrap());
    }

    #[test]
    fn a_panic_costs_one_article() {
        let records = vec![
            record(1, "a"),
            record(2, "rows before it too\npanic"),
            record(3, " "),
            record(4, "b"),
        ];
        let (summary, kept, failures) = run(2, records);
        let summary = summary.unwrap();
        assert_eq!((summary.articles, summary.failures), (2, 2));
        assert_eq!(kept.0.len(), 2);
        assert!(
            failures[0].starts_with("a.jsonl:2: sayso itself failed on this article: as asked")
        );
        assert!(failures[1].starts_with("a.jsonl:3: it is empty"));
    }

    #[test]
    fn repetitions_point_to_the_first() {
        let records = vec![
            record(1, "“We will not leave, ever.”"),
            record(2, "No."),
            record(3, "We WILL\u{A0}not – leave ever"),
            record(4, "No."),
        ];
        let (_, kept, _) = run(2, records);
        let first = format!("c{:016x}", "“We will not leave, ever.”".len());
        let repeats: Vec<_> = kept.0.into_iter().map(|row| row.1).collect();
        assert_eq!(repeats, ["", "", &first, ""]);
    }

    #[test]
    fn a_failing_sink_stops_an_endless_input() {
        let endless = (0..).map(|i| record(i, &"full disk ".repeat(1000)));
        let batch = Batch {
            analyze: &lines,
            fields: &Fields::default(),
            threads: 2,
        };
        let ended = batch.run(endless, &mut Kept::default(), &mut |_| {});
        assert!(
            matches!(ended, Err(Error::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe)
        );
    }

    #[test]
    fn a_record_larger_than_the_allowance_goes_alone() {
        let large = "word ".repeat(LEAST_AHEAD * CHUNK_BYTES / 4);
        let (summary, kept, _) = run(2, vec![record(1, "a"), record(2, &large), record(3, "b")]);
        assert_eq!(summary.unwrap().articles, 3);
        assert_eq!(kept.0[2].0, "b");
    }
}
