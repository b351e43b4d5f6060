//! How many claims each entry and each rule took part in.

use std::fmt::Write;

use rustc_hash::FxHashMap;

use super::kit::{Kit, Shelf, Whose};
use super::trace::Trace;
use crate::Article;
use crate::batch;

/// An entry with this many times the claims of its median neighbour stands out …
const FAR_MORE: u32 = 20;
/// … if it took part in this many.
const ENOUGH: u32 = 10;

/// Claims and articles that something took part in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Claims.
    pub claims: u32,
    /// Articles.
    pub articles: u32,
}

impl Count {
    fn add(&mut self, claims: u32) {
        self.claims += claims;
        self.articles += 1;
    }
}

/// All counts of a run.
#[derive(Debug, Default)]
pub struct Stats {
    /// Articles that were read.
    pub articles: usize,
    /// Claims that were found.
    pub claims: u32,
    facts: FxHashMap<u32, Count>,
    rules: FxHashMap<String, Count>,
}

/// What one article came to.
#[derive(Debug, Default)]
struct One {
    claims: u32,
    facts: FxHashMap<u32, u32>,
    rules: FxHashMap<String, u32>,
}

/// A line of the table.
#[derive(Debug, Clone)]
pub struct Line {
    /// Name of the dictionary, `phrase` or `frame`.
    pub kind: &'static str,
    /// Where it stands.
    pub file: String,
    /// Line in that file.
    pub line: u64,
    /// The entry or rule itself.
    pub entry: String,
    /// Its class, type or kind.
    pub sort: String,
    /// How often it took part.
    pub count: Count,
    /// It belongs to an overlay.
    pub overlaid: bool,
    /// What is remarkable about it, or empty.
    pub remark: String,
}

impl Stats {
    /// Counts some more articles.
    pub fn add(&mut self, kit: &Kit, articles: &[Article]) {
        for one in batch::map(articles, &|article| count(kit, article)) {
            self.articles += 1;
            self.claims += one.claims;
            one.facts
                .into_iter()
                .for_each(|(fact, n)| self.facts.entry(fact).or_default().add(n));
            one.rules
                .into_iter()
                .for_each(|(rule, n)| self.rules.entry(rule).or_default().add(n));
        }
    }

    /// A line for each entry and rule, in the order of the files.
    pub fn lines(&self, kit: &Kit) -> Vec<Line> {
        let mut out = Vec::new();
        for shelf in &kit.tables {
            self.dictionary(kit, shelf, &mut out);
        }
        let phrases = kit.rules.levels.iter().flatten().map(|p| ("phrase", &p.id));
        let frames = kit.rules.frames.iter().map(|f| ("frame", &f.id));
        for (kind, id) in phrases.chain(frames) {
            let (file, line) = kit.rule_place(id);
            let count = self.rules.get(id).copied().unwrap_or_default();
            out.push(Line {
                kind,
                file,
                line,
                entry: id.clone(),
                sort: String::new(),
                count,
                overlaid: kit.rule_is_overlaid(id),
                remark: String::new(),
            });
        }
        remark(&mut out);
        out
    }

    fn dictionary(&self, kit: &Kit, shelf: &Shelf, out: &mut Vec<Line>) {
        for row in shelf.rows_of(Whose::All) {
            let Some(at) = kit.fact_of(shelf, row) else {
                continue;
            };
            let fact = &kit.lexicon.facts[at as usize];
            out.push(Line {
                kind: shelf.dictionary.name(),
                file: shelf.table.files[row.file as usize].clone(),
                line: u64::from(row.line),
                entry: fact.name.to_string(),
                sort: fact.sort.to_string(),
                count: self.facts.get(&at).copied().unwrap_or_default(),
                overlaid: kit.is_overlaid(fact),
                remark: String::new(),
            });
        }
    }
}

fn count(kit: &Kit, article: &Article) -> One {
    let trace = Trace::with(&kit.lexicon, &kit.rules, &article.text, &article.title);
    let mut out = One::default();
    for found in &trace.found {
        out.claims += 1;
        for fact in trace.part_facts(found, &kit.lexicon) {
            *out.facts.entry(fact).or_default() += 1;
        }
        if let Some(frame) = found.frame {
            *out.rules
                .entry(kit.rules.frames[frame].id.clone())
                .or_default() += 1;
        }
    }
    for phrase in trace.phrases(&kit.rules) {
        *out.rules.entry(phrase).or_default() += 1;
    }
    out
}

fn remark(lines: &mut [Line]) {
    let mut fired: FxHashMap<(&'static str, String), Vec<u32>> = FxHashMap::default();
    for line in lines.iter().filter(|l| l.count.claims > 0) {
        fired
            .entry((line.kind, line.sort.clone()))
            .or_default()
            .push(line.count.claims);
    }
    fired.values_mut().for_each(|counts| counts.sort_unstable());
    for line in lines {
        if line.count.claims == 0 {
            line.remark = "never".to_owned();
            continue;
        }
        let neighbours = fired
            .get(&(line.kind, line.sort.clone()))
            .map_or(&[][..], Vec::as_slice);
        let median = neighbours.get(neighbours.len() / 2).copied().unwrap_or(0);
        if neighbours.len() > 2
            && line.count.claims >= ENOUGH
            && line.count.claims >= median * FAR_MORE
        {
            line.remark = format!(
                "{} times its median neighbour",
                line.count.claims / median.max(1)
            );
        }
    }
}

/// The report: totals a dictionary, the busiest entries, what stands out, and what an overlay has
/// that never fired.
pub fn text(stats: &Stats, lines: &[Line], most: usize) -> String {
    let mut out = format!("{} articles, {} claims.\n\n", stats.articles, stats.claims);
    let _ = writeln!(
        out,
        "{:<16}{:>9}{:>9}{:>9}",
        "", "entries", "fired", "never"
    );
    let mut kinds: Vec<&str> = lines.iter().map(|l| l.kind).collect();
    kinds.dedup();
    for kind in kinds {
        let of_kind = lines.iter().filter(|l| l.kind == kind);
        let fired = of_kind.clone().filter(|l| l.count.claims > 0).count();
        let all = of_kind.count();
        let _ = writeln!(out, "{kind:<16}{all:>9}{fired:>9}{:>9}", all - fired);
    }
    let mut busy: Vec<&Line> = lines.iter().filter(|l| l.count.claims > 0).collect();
    busy.sort_by_key(|l| std::cmp::Reverse(l.count.claims));
    section(&mut out, "most claims", &busy, most);
    let far: Vec<&Line> = busy
        .iter()
        .copied()
        .filter(|l| !l.remark.is_empty())
        .collect();
    section(&mut out, "far more than their neighbours", &far, most);
    let idle: Vec<&Line> = lines
        .iter()
        .filter(|l| l.overlaid && l.count.claims == 0)
        .collect();
    section(&mut out, "in your lexicon, but never fired", &idle, most);
    out
}

fn section(out: &mut String, title: &str, lines: &[&Line], most: usize) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}");
    for line in lines.iter().take(most) {
        let Count { claims, articles } = line.count;
        let sort = if line.sort.is_empty() {
            String::new()
        } else {
            format!(" ({})", line.sort)
        };
        let remark = if claims == 0 || line.remark.is_empty() {
            String::new()
        } else {
            format!("; {}", line.remark)
        };
        let _ = writeln!(
            out,
            "{claims:>7} in {articles:>5} articles  {}{sort}  {}:{}{remark}",
            line.entry, line.file, line.line
        );
    }
    if lines.len() > most {
        let _ = writeln!(out, "        … and {} more", lines.len() - most);
    }
}

/// The table of all entries and rules.
pub fn csv(lines: &[Line]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(vec![0xEF, 0xBB, 0xBF]);
    let mut write = |cells: [&str; 8]| {
        // To memory: nothing that could fail.
        let written = writer.write_record(cells);
        debug_assert!(written.is_ok());
    };
    write([
        "dictionary",
        "entry",
        "sort",
        "claims",
        "articles",
        "remark",
        "file",
        "line",
    ]);
    for l in lines {
        let (claims, articles) = (l.count.claims.to_string(), l.count.articles.to_string());
        write([
            l.kind,
            &l.entry,
            &l.sort,
            &claims,
            &articles,
            &l.remark,
            &l.file,
            &l.line.to_string(),
        ]);
    }
    writer.into_inner().unwrap_or_default()
}
