//! When it was said, worked out against the day of publication.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use crate::lexicon::Dictionary;
use crate::resolve::view::View;
use crate::resolve::vocabulary::Vocabulary;

/// The day that an article's `published` cell names.
pub fn published(cell: &str) -> Option<Date> {
    let cell = cell.trim();
    let date = cell.get(..10).and_then(|d| d.parse::<Date>().ok());
    date.or_else(|| cell.parse::<DateTime>().ok().map(|t| t.date()))
        .or_else(|| {
            cell.parse::<jiff::Timestamp>()
                .ok()
                .map(|t| t.to_zoned(jiff::tz::TimeZone::UTC).date())
        })
        .or_else(|| jiff::fmt::rfc2822::parse(cell).ok().map(|t| t.date()))
}

/// The day that a sentence names outside its contents, nearest to the cue.
pub fn speech_date(
    view: &View,
    v: &Vocabulary,
    taken: &[bool],
    cue: u32,
    published: Date,
) -> Option<Date> {
    let free = |u: &u32| !taken.get(*u as usize).copied().unwrap_or(false);
    let dated = (0..view.len()).filter(|u| view.is(*u, v.dated));
    let mut units: Vec<u32> = dated.filter(free).collect();
    units.sort_by_key(|u| u.abs_diff(cue));
    units
        .into_iter()
        .find_map(|u| date_at(view, v, u, published))
}

fn date_at(view: &View, v: &Vocabulary, unit: u32, published: Date) -> Option<Date> {
    let classes = view.classes(unit);
    if classes.meets(v.month_number) {
        return month_day(view, v, unit, published);
    }
    if classes.meets(v.weekday_number) {
        let day = value(view, unit)?;
        let today = i64::from(published.weekday().to_monday_one_offset());
        return published
            .checked_sub((today - day).rem_euclid(7).days())
            .ok();
    }
    if classes.meets(v.day_offset) {
        return published.checked_add(value(view, unit)?.days()).ok();
    }
    None
}

fn value(view: &View, unit: u32) -> Option<i64> {
    view.facts_of(unit, Dictionary::References)
        .find_map(|(_, f)| f.of.parse().ok())
}

fn month_day(view: &View, v: &Vocabulary, unit: u32, published: Date) -> Option<Date> {
    let month = i8::try_from(value(view, unit)?).ok()?;
    let number = |u: u32| digits(view.word(u)).filter(|_| view.is(u, v.number));
    let behind = number(unit + 1).filter(|d| *d <= 31);
    let (day, next) = match behind {
        Some(day) => (day, unit + 2),
        None => (number(unit.checked_sub(1)?).filter(|d| *d <= 31)?, unit + 1),
    };
    let next = if view.is(next, v.comma) {
        next + 1
    } else {
        next
    };
    let year = number(next).filter(|y| (1900..2200).contains(y));
    let day = i8::try_from(day).ok()?;
    match year {
        Some(year) => Date::new(year, month, day).ok(),
        None => {
            let this = Date::new(published.year(), month, day).ok()?;
            if this > published.checked_add(7.days()).ok()? {
                Date::new(published.year() - 1, month, day).ok()
            } else {
                Some(this)
            }
        }
    }
}

/// The number that a word begins with: "25", "25th".
fn digits(word: &str) -> Option<i16> {
    let end = word
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(word.len());
    word[..end].parse().ok()
}
