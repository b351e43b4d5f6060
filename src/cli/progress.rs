//! What a person sees while a batch runs, and the one line at its end.

use std::fmt::{self, Display};
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::tell;
use crate::batch::{Event, KINDS, Summary};

/// A line on the terminal that is written over again and again; nothing where there is none.
pub(super) struct Progress {
    bar: ProgressBar,
    start: Instant,
}

impl Progress {
    /// Shown on a terminal, unless rows are shown there.
    pub(super) fn new(rows_on_stdout: bool) -> Self {
        let clash = rows_on_stdout && io::stdout().is_terminal();
        let target = if clash || !io::stderr().is_terminal() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        let start = Instant::now();
        Progress { bar, start }
    }

    /// Shows the state, or tells a failure above it.
    pub(super) fn watch(&self, event: &Event<'_>) {
        match event {
            Event::Failed(failure) => self.bar.suspend(|| tell(failure)),
            Event::Progress(_) if self.bar.is_hidden() => {}
            Event::Progress(summary) => self.bar.set_message(format!(
                "{} articles, {:.1} MB/s, {} claims",
                HumanCount(summary.articles),
                megabytes(summary.bytes) / self.start.elapsed().as_secs_f64().max(0.001),
                HumanCount(summary.all_claims()),
            )),
        }
    }

    /// Wipes the line away and tells the summary.
    pub(super) fn finish(self, summary: &Summary) {
        self.bar.finish_and_clear();
        tell(&Told {
            summary,
            seconds: self.start.elapsed().as_secs_f64(),
        });
    }
}

struct Told<'a> {
    summary: &'a Summary,
    seconds: f64,
}

impl Display for Told<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let summary = self.summary;
        write!(
            out,
            "{}, {:.1} MB in {:.1} s: {}",
            counted(summary.articles, "article"),
            megabytes(summary.bytes),
            self.seconds,
            counted(summary.all_claims(), "claim"),
        )?;
        let kinds: Vec<_> = KINDS
            .iter()
            .zip(summary.claims)
            .map(|(kind, count)| format!("{count} {}", kind.name()))
            .collect();
        write!(
            out,
            " ({}), {} without a speaker; {} failed",
            kinds.join(", "),
            summary.without_speaker,
            counted(summary.failures, "input"),
        )
    }
}

fn counted(count: u64, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_line() {
        let summary = Summary {
            articles: 1,
            bytes: 2_345_678,
            claims: [3, 2, 1],
            without_speaker: 4,
            failures: 0,
        };
        let told = Told {
            summary: &summary,
            seconds: 0.25,
        };
        assert_eq!(
            told.to_string(),
            "1 article, 2.3 MB in 0.2 s: 6 claims (3 direct, 2 mixed, 1 indirect), \
             4 without a speaker; 0 inputs failed"
        );
    }
}
