//! The sheet "Summary": progress of the review, kinds, outlets, speakers by channel, charts.

use rust_xlsxwriter::{Chart, ChartType, Formula, Worksheet, XlsxError};

use super::super::place;
use super::look::Look;
use super::tally::{Counts, Tally};
use crate::review::Mark;

/// Speakers in the table.
const SPEAKERS: usize = 40;
/// Speakers and outlets in a chart.
const CHARTED: usize = 15;
/// Channels in the table.
const CHANNELS: usize = 10;
/// Where the charts stand.
const CHART_COLUMN: u16 = 15;
const NAME: &str = "Summary";

/// The sheet, whole; `parts` are the names of the sheets of claims.
pub fn sheet(tally: &Tally, parts: &[String], look: &Look) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(NAME)?;
    sheet.set_column_width(0, 38)?;
    sheet.set_column_range_width(1, CHART_COLUMN - 1, 17)?;
    let mut page = Page {
        sheet,
        row: 0,
        charts: 0,
        look,
    };
    page.progress(tally, parts)?;
    page.counts("Kinds", &tally.kinds, 10, ChartType::Doughnut)?;
    page.counts(
        "Outlets of the articles",
        &tally.outlets,
        CHARTED,
        ChartType::Bar,
    )?;
    page.speakers(tally)?;
    Ok(page.sheet)
}

struct Page<'a> {
    sheet: Worksheet,
    row: u32,
    charts: u32,
    look: &'a Look,
}

impl Page<'_> {
    fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += 2 * u32::from(self.row > 0);
        let title = &self.look.title;
        self.sheet
            .write_string_with_format(self.row, 0, text, title)?;
        self.row += 1;
        Ok(())
    }

    fn header(&mut self, names: &[&str]) -> Result<(), XlsxError> {
        for (name, at) in names.iter().zip(0..) {
            self.sheet
                .write_string_with_format(self.row, at, *name, &self.look.header)?;
        }
        self.row += 1;
        Ok(())
    }

    /// Counts that follow the reviewer's marks as they are given.
    fn progress(&mut self, tally: &Tally, parts: &[String]) -> Result<(), XlsxError> {
        self.heading("Progress of the review")?;
        self.header(&["mark", "claims"])?;
        let first = self.row;
        for mark in Mark::ALL {
            let formula = Formula::new(count_of(mark, parts))
                .set_result(tally.marks.of(mark.name()).to_string());
            self.sheet.write_string(self.row, 0, mark.name())?;
            self.sheet.write_formula(self.row, 1, formula)?;
            self.row += 1;
        }
        let marked: u64 = Mark::ALL
            .iter()
            .map(|mark| tally.marks.of(mark.name()))
            .sum();
        let sum = Formula::new(format!("=SUM(B{}:B{})", first + 1, self.row));
        self.sheet.write_string(self.row, 0, "marked")?;
        self.sheet
            .write_formula(self.row, 1, sum.set_result(marked.to_string()))?;
        self.row += 1;
        self.sheet.write_string(self.row, 0, "of all claims")?;
        self.sheet.write_number(self.row, 1, tally.rows as f64)?;
        self.row += 1;
        let last = first + Mark::ALL.len() as u32 - 1;
        self.chart(
            "Marks",
            ChartType::Column,
            (first, last),
            &[(1, "claims".into())],
        )
    }

    fn counts(
        &mut self,
        heading: &str,
        counts: &Counts,
        most: usize,
        kind: ChartType,
    ) -> Result<(), XlsxError> {
        self.heading(heading)?;
        self.header(&["name", "claims"])?;
        let first = self.row;
        for (_, name, count) in counts.top(most) {
            self.sheet.write_string(self.row, 0, shown(name))?;
            self.sheet.write_number(self.row, 1, count as f64)?;
            self.row += 1;
        }
        self.more(counts.len(), most)?;
        let last = first + (counts.len().min(most) as u32).max(1) - 1;
        self.chart(heading, kind, (first, last), &[(1, "claims".into())])
    }

    fn speakers(&mut self, tally: &Tally) -> Result<(), XlsxError> {
        self.heading("Speakers by channel")?;
        let channels = tally.channels.top(CHANNELS);
        let mut names = vec!["speaker", "claims"];
        names.extend(channels.iter().map(|(_, name, _)| *name));
        self.header(&names)?;
        let first = self.row;
        for (speaker, name, count) in tally.speakers.top(SPEAKERS) {
            self.sheet.write_string(self.row, 0, shown(name))?;
            self.sheet.write_number(self.row, 1, count as f64)?;
            for ((channel, _, _), at) in channels.iter().zip(2..) {
                if let Some(count) = tally.pairs.get(&(speaker, *channel)) {
                    self.sheet.write_number(self.row, at, *count as f64)?;
                }
            }
            self.row += 1;
        }
        self.more(tally.speakers.len(), SPEAKERS)?;
        let rows = (tally.speakers.len().min(CHARTED) as u32).max(1);
        let series: Vec<(u16, String)> = (2..)
            .zip(&channels)
            .map(|(at, (_, name, _))| (at, (*name).to_owned()))
            .collect();
        let ends = (first, first + rows - 1);
        self.chart("Speakers by channel", ChartType::BarStacked, ends, &series)
    }

    fn more(&mut self, all: usize, shown: usize) -> Result<(), XlsxError> {
        if all > shown {
            let text = format!("and {} more", all - shown);
            self.sheet.write_string(self.row, 0, text)?;
            self.row += 1;
        }
        Ok(())
    }

    /// A chart of these rows, one series a column, beside the tables.
    fn chart(
        &mut self,
        title: &str,
        kind: ChartType,
        (first, last): (u32, u32),
        series: &[(u16, String)],
    ) -> Result<(), XlsxError> {
        let mut chart = Chart::new(kind);
        chart.title().set_name(title);
        for (column, name) in series {
            chart
                .add_series()
                .set_name(name.as_str())
                .set_categories((NAME, first, 0, last, 0))
                .set_values((NAME, first, *column, last, *column));
        }
        if series.len() == 1 && kind != ChartType::Doughnut {
            chart.legend().set_hidden();
        }
        if matches!(kind, ChartType::Bar | ChartType::BarStacked) {
            // The first row on top, as in the table.
            chart.y_axis().set_reverse();
        }
        chart.set_width(640).set_height(320);
        let row = self.charts * 17;
        self.charts += 1;
        self.sheet.insert_chart(row, CHART_COLUMN, &chart)?;
        Ok(())
    }
}

/// Counts a mark over all parts.
fn count_of(mark: Mark, parts: &[String]) -> String {
    debug_assert_eq!(place("review"), 1);
    let counts: Vec<String> = parts
        .iter()
        .map(|part| format!("COUNTIF('{part}'!$B:$B,\"{}\")", mark.name()))
        .collect();
    format!("={}", counts.join("+"))
}

/// As much of a name as a summary needs.
fn shown(name: &str) -> String {
    name.chars().take(200).collect()
}
