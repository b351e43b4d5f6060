//! Figures as text, CSV and JSON.

use std::fmt::Write as _;
use std::io;

use super::figures::{Cost, Figures, Line};
use super::{Interval, Mark};

/// Figures for a person; at most so many lines of each breakdown.
pub fn text(figures: &Figures, most: usize) -> String {
    let mut out = String::new();
    progress(&mut out, figures);
    let _ = writeln!(out, "\n{}", header("all claims"));
    let _ = writeln!(out, "{}", row(&figures.overall));
    if let Some(share) = &figures.claims_at_all {
        let _ = writeln!(
            out,
            "claims at all, whatever else is wrong: {}",
            percent(share)
        );
    }
    if figures.weighted {
        out.push_str("(weighted: the rows of a sample stand for the whole table)\n");
    }
    if let Some(share) = &figures.recall {
        let _ = writeln!(
            out,
            "recall, estimated from paragraphs without a claim: {}",
            percent(share)
        );
    }
    for (column, lines) in &figures.by {
        // One value only says what the overall line says.
        if lines.len() > 1 {
            let _ = writeln!(out, "\n{}", header(&format!("by {column}")));
            lines.iter().take(most).for_each(|line| {
                let _ = writeln!(out, "{}", row(line));
            });
            more(&mut out, lines.len(), most);
        }
    }
    costs(&mut out, figures, most);
    agreement(&mut out, figures, most);
    out
}

fn progress(out: &mut String, figures: &Figures) {
    for one in &figures.reviewers {
        let share = 100.0 * one.marked as f64 / (one.rows.max(1)) as f64;
        let _ = writeln!(
            out,
            "{}: {} of {} rows marked ({share:.0} %)",
            one.reviewer, one.marked, one.rows
        );
    }
}

fn header(title: &str) -> String {
    format!(
        "{title:<40} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}  precision (95 %)",
        "marked", "right", "words", "speaker", "channel", "none", "unsure"
    )
}

fn row(line: &Line) -> String {
    let mut out = format!("{:<40} {:>7}", shortened(&line.name, 40), line.marked);
    for mark in Mark::ALL {
        let _ = write!(
            out,
            " {:>7}",
            line.marks.get(mark.name()).copied().unwrap_or(0)
        );
    }
    let precision = line.precision.as_ref().map_or("–".to_owned(), percent);
    let _ = write!(out, "  {precision}");
    out
}

fn percent(interval: &Interval) -> String {
    let of = |share: f64| share * 100.0;
    format!(
        "{:.1} % ({:.1}–{:.1})",
        of(interval.share),
        of(interval.low),
        of(interval.high)
    )
}

fn shortened(name: &str, most: usize) -> String {
    let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().count() <= most {
        return name;
    }
    let kept: String = name.chars().take(most - 1).collect();
    kept + "…"
}

fn more(out: &mut String, all: usize, most: usize) {
    if all > most {
        let _ = writeln!(out, "… and {} more (--worst N shows more)", all - most);
    }
}

fn costs(out: &mut String, figures: &Figures, most: usize) {
    if figures.costs.is_empty() {
        return;
    }
    out.push_str("\nwhat cost most\n");
    for cost in figures.costs.iter().take(most) {
        let _ = writeln!(
            out,
            "{:>5} of {:>5} {:<14} {}: {}{}",
            cost.wrong,
            cost.marked,
            cost.mark,
            cost.column,
            shortened(&cost.value, 60),
            match cost.line.as_str() {
                "" => String::new(),
                line => format!("  ({line})"),
            }
        );
    }
    more(out, figures.costs.len(), most);
}

fn agreement(out: &mut String, figures: &Figures, most: usize) {
    let Some(agreement) = &figures.agreement else {
        return;
    };
    let number = |value: Option<f64>| value.map_or("–".to_owned(), |value| format!("{value:.2}"));
    let _ = writeln!(
        out,
        "\nagreement on {} claims: Krippendorff's α {}",
        agreement.claims,
        number(agreement.alpha)
    );
    for pair in &agreement.pairs {
        let _ = writeln!(
            out,
            "{} and {}: {} claims, {:.1} % agree, Cohen's κ {}",
            pair.a,
            pair.b,
            pair.claims,
            pair.agreement * 100.0,
            number(pair.kappa)
        );
    }
    for one in agreement.disagreements.iter().take(most) {
        let marks: Vec<String> = one
            .marks
            .iter()
            .map(|(who, mark)| format!("{who}: {mark}"))
            .collect();
        let _ = writeln!(
            out,
            "  {} {} – {}: {}",
            one.claim_id,
            marks.join(", "),
            shortened(&one.speaker, 30),
            shortened(&one.claim, 60)
        );
    }
    more(out, agreement.disagreements.len(), most);
}

/// Figures for a program: JSON with every line.
///
/// # Errors
/// Never in practice: the figures are numbers and texts.
pub fn json(figures: &Figures) -> serde_json::Result<String> {
    serde_json::to_string_pretty(figures)
}

/// Figures for a spreadsheet: one row a line of the breakdowns.
///
/// # Errors
/// When the rows cannot be written to memory.
pub fn csv(figures: &Figures) -> io::Result<String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let mut names = vec!["by", "value", "marked"];
    names.extend(Mark::ALL.map(Mark::name));
    names.extend(["precision", "low", "high", "lexicon_line"]);
    table.write_record(&names)?;
    table.write_record(csv_row("all", &figures.overall))?;
    for (column, lines) in &figures.by {
        for line in lines {
            table.write_record(csv_row(column, line))?;
        }
    }
    for cost in &figures.costs {
        table.write_record(cost_row(cost))?;
    }
    written(table)
}

fn csv_row(column: &str, line: &Line) -> Vec<String> {
    let mut row = vec![
        column.to_owned(),
        line.name.clone(),
        line.marked.to_string(),
    ];
    row.extend(Mark::ALL.map(|mark| {
        line.marks
            .get(mark.name())
            .copied()
            .unwrap_or(0)
            .to_string()
    }));
    let ends = line
        .precision
        .map(|i| [i.share, i.low, i.high].map(|share| format!("{share:.4}")));
    row.extend(ends.unwrap_or_default());
    row.push(String::new());
    row
}

/// What a value cost: in the column of its mark.
fn cost_row(cost: &Cost) -> Vec<String> {
    let mut row = vec![
        format!("cost of {}", cost.column),
        cost.value.clone(),
        cost.marked.to_string(),
    ];
    row.extend(Mark::ALL.map(|mark| match mark.name() == cost.mark {
        true => cost.wrong.to_string(),
        false => String::new(),
    }));
    row.extend([String::new(), String::new(), String::new()]);
    row.push(cost.line.clone());
    row
}

/// The claims on which reviewers differ, one column a reviewer.
///
/// # Errors
/// When the rows cannot be written to memory.
pub fn disagreements(figures: &Figures) -> io::Result<String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let reviewers: Vec<&str> = figures
        .reviewers
        .iter()
        .map(|one| one.reviewer.as_str())
        .collect();
    let header = ["claim_id", "speaker", "claim"].into_iter();
    table.write_record(header.chain(reviewers.iter().copied()))?;
    for one in figures
        .agreement
        .iter()
        .flat_map(|agreement| &agreement.disagreements)
    {
        let fixed = [one.claim_id.as_str(), &one.speaker, &one.claim].into_iter();
        let marks = reviewers
            .iter()
            .map(|who| one.marks.get(*who).copied().unwrap_or_default());
        table.write_record(fixed.chain(marks))?;
    }
    written(table)
}

fn written(table: csv::Writer<Vec<u8>>) -> io::Result<String> {
    let bytes = table
        .into_inner()
        .map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}
