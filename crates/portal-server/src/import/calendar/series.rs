//! Which visits a series has now (RFC 5545 section 3.8.5): those of its rule, those it adds, leaves out and changes.

use std::collections::HashSet;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::super::visits::{Desk, Spot};
use super::entry::{Entry, Length};
use super::expand;
use super::time::Stamp;

/// Days of a series before the import that become visits.
const DAYS_BEFORE: i64 = 7;

/// Days of a series after the import that become visits.
pub const DAYS_AFTER: i64 = 400;

/// Visits of one series at most.
const MAX_INSTANCES: usize = 400;

/// One visit.
pub struct Visit<'e> {
    /// What is said of it.
    pub entry: &'e Entry,
    /// The series it is of, for what an exception does not repeat.
    pub series: Option<&'e Entry>,
    /// When the rule put it; absent for an entry that comes once.
    pub recurrence: Option<Timestamp>,
    /// When it is.
    pub start: Option<Stamp>,
}

/// A visit that an entry with RECURRENCE-ID stands for.
pub fn exception<'e>(entry: &'e Entry, series: Option<&'e Entry>) -> Visit<'e> {
    Visit {
        entry,
        series,
        recurrence: entry.instance.as_ref().and_then(|at| at.instant().ok()),
        start: entry.start.clone().or_else(|| entry.instance.clone()),
    }
}

/// Adds the visits of a series; one that cannot be followed is refused.
pub fn series<'e>(
    main: &'e Entry,
    exceptions: &'e [Entry],
    desk: &mut Desk<'_>,
    all: &mut Vec<Visit<'e>>,
    budget: &mut u32,
) {
    let Some(start) = &main.start else {
        return;
    };
    let now = desk.context.now;
    let today = start.zone.to_datetime(now).date();
    let around = |days: i64| today.checked_add(days.days()).unwrap_or(today);
    let (from, to) = (around(-DAYS_BEFORE), around(DAYS_AFTER));
    let mut stamps = match stamps(main, start, (from, to), budget) {
        Ok(stamps) => stamps,
        Err(why) => {
            let line = main
                .event
                .get("RRULE")
                .map_or(main.line, |line| line.number);
            return desk.refuse(&Spot::line(line), "RRULE", why);
        }
    };
    let changed = exceptions.iter().filter_map(|one| one.instance.as_ref());
    let other = Moments::of(main.except.iter().chain(changed));
    stamps.retain(|stamp| !other.mean(stamp));
    // Of a series without times only the next day is told: as days they would look the same.
    if start.is_day {
        stamps.retain(|stamp| stamp.local.date() >= today);
        stamps.truncate(1);
    }
    if stamps.len() > MAX_INSTANCES {
        desk.set_aside("series cut after 400 visits");
        stamps.truncate(MAX_INSTANCES);
    }
    all.extend(stamps.into_iter().map(|stamp| Visit {
        entry: main,
        series: None,
        recurrence: stamp.instant().ok(),
        start: Some(stamp),
    }));
    let near = |stamp: &Stamp| (from..=to).contains(&stamp.local.date());
    let told = exceptions.iter().map(|entry| exception(entry, Some(main)));
    all.extend(told.filter(|visit| {
        let instance = visit.entry.instance.as_ref();
        visit.start.as_ref().is_some_and(near) || instance.is_some_and(near)
    }));
}

/// The times of a series between two days, those of its rule and those it names.
fn stamps(
    main: &Entry,
    start: &Stamp,
    (from, to): (Date, Date),
    budget: &mut u32,
) -> Result<Vec<Stamp>, &'static str> {
    let mut stamps: Vec<Stamp> = match &main.rule {
        Some(rule) => {
            let until = |stamp: &Stamp| rule.until.is_none_or(|until| stamp.local <= until);
            let days = expand::days(rule, start.local.date(), (from, to), budget)?;
            days.into_iter()
                .map(|day| start.on(day))
                .filter(|stamp| until(stamp) || stamp == start)
                .collect()
        }
        None => vec![start.clone()],
    };
    stamps.extend(main.also.iter().cloned());
    let mut timed: Vec<(Timestamp, Stamp)> = stamps
        .into_iter()
        .filter(|stamp| (from..=to).contains(&stamp.local.date()))
        .map(|stamp| Ok((stamp.instant()?, stamp)))
        .collect::<Result<_, &'static str>>()?;
    timed.sort_by_key(|(instant, _)| *instant);
    timed.dedup_by_key(|(instant, _)| *instant);
    Ok(timed.into_iter().map(|(_, stamp)| stamp).collect())
}

/// Instances that EXDATE or exceptions mean; one without a time means the whole day.
pub struct Moments {
    instants: HashSet<Timestamp>,
    days: HashSet<Date>,
}

impl Moments {
    /// Those of a list.
    pub fn of<'a>(stamps: impl Iterator<Item = &'a Stamp> + Clone) -> Self {
        let days = stamps.clone().filter(|stamp| stamp.is_day);
        let timed = stamps.filter(|stamp| !stamp.is_day);
        Self {
            instants: timed.filter_map(|stamp| stamp.instant().ok()).collect(),
            days: days.map(|stamp| stamp.local.date()).collect(),
        }
    }

    /// Whether one of them means this instance.
    pub fn mean(&self, stamp: &Stamp) -> bool {
        let instant = stamp.instant().ok();
        self.days.contains(&stamp.local.date())
            || instant.is_some_and(|instant| self.instants.contains(&instant))
    }
}

/// When a visit that starts then is over.
pub fn end_of(entry: &Entry, start: &Stamp) -> Option<Timestamp> {
    let instant = start.instant().ok()?;
    match entry.length {
        Length::Unknown => None,
        Length::Exact(length) => instant.checked_add(length).ok(),
        Length::Nominal(span) => {
            let end = instant
                .to_zoned(start.zone.clone())
                .checked_add(span)
                .ok()?;
            Some(end.timestamp()).filter(|end| end.duration_since(instant) >= SignedDuration::ZERO)
        }
    }
}
