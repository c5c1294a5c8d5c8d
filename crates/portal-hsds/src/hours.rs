//! Weekly hours out of schedules, or the honest answer that they are unknown.
//!
//! A family that is sent to a closed door loses a day, so hours are shown only when
//! every schedule in force is understood. A schedule past its `valid_to` says that
//! nobody knows, not that the place is closed (field guidance of the standard).

use jiff::civil::Date;
use portal_types::OpeningHours;

use crate::clean::{Time, parse_time, weekday};
use crate::model::{Schedule, Service};

const MIDNIGHT: u16 = 24 * 60;
/// A night shift longer than this is a mistyped am or pm.
const LONGEST_NIGHT: u16 = 16 * 60;

/// When a service is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    /// Weekly hours, sorted; empty when unknown.
    pub weekly: Vec<OpeningHours>,
    /// Hours in the directory's words, when they could not be understood.
    pub note: Option<String>,
}

/// The hours of a service on `today`: its own, or else those of its first place.
#[must_use]
pub fn of_service(service: &Service, today: Date) -> Hours {
    let place = service.service_at_locations.first();
    let own = [
        Some(&service.schedules),
        place.map(|place| &place.schedules),
        place
            .and_then(|place| place.location.as_deref())
            .map(|location| &location.schedules),
    ];
    own.into_iter()
        .flatten()
        .find(|schedules| !schedules.is_empty())
        .map(|schedules| weekly(schedules, today))
        .unwrap_or_default()
}

/// The weekly hours of schedules on `today`.
#[must_use]
pub fn weekly(schedules: &[Schedule], today: Date) -> Hours {
    let current: Vec<&Schedule> = schedules
        .iter()
        .filter(|one| in_force(one, today))
        .collect();
    let mut hours = Vec::new();
    for schedule in &current {
        match week_of(schedule) {
            Some(days) => hours.extend(days),
            None => {
                return Hours {
                    weekly: Vec::new(),
                    note: note(&current),
                };
            }
        }
    }
    Hours {
        weekly: merged(hours),
        note: None,
    }
}

/// Whether a schedule holds on `today`. A date that is none does not end it.
fn in_force(schedule: &Schedule, today: Date) -> bool {
    let date = |text: &Option<String>| {
        text.as_deref()
            .and_then(|text| text.get(..10)?.parse::<Date>().ok())
    };
    let begun = date(&schedule.valid_from).is_none_or(|from| from <= today);
    let ends = [date(&schedule.valid_to), date(&schedule.until)];
    begun && ends.into_iter().flatten().all(|end| today <= end)
}

/// The entries of one schedule; none when it says closed, `None` when it is not weekly or unclear.
fn week_of(schedule: &Schedule) -> Option<Vec<OpeningHours>> {
    let weekly = schedule
        .freq
        .as_deref()
        .is_none_or(|freq| freq.eq_ignore_ascii_case("weekly"));
    let every = schedule.interval.is_none_or(|interval| interval == 1);
    let rules = [
        &schedule.bymonthday,
        &schedule.byyearday,
        &schedule.byweekno,
    ];
    if !weekly || !every || schedule.count.is_some() || rules.iter().any(|rule| rule.is_some()) {
        return None;
    }
    let (opens, closes) = match (time(&schedule.opens_at), time(&schedule.closes_at)) {
        (Time::Closed, _) | (_, Time::Closed) => return Some(Vec::new()),
        (Time::At(opens), Time::At(closes)) => (opens, closes),
        _ => return None,
    };
    let mut week = Vec::new();
    for day in days(schedule)? {
        week.extend(day_hours(day, opens, closes)?);
    }
    Some(week)
}

fn time(text: &Option<String>) -> Time {
    text.as_deref().map_or(Time::Unclear, parse_time)
}

/// The days of a schedule: those it names, else the day of its first event (RFC 5545).
fn days(schedule: &Schedule) -> Option<Vec<u8>> {
    if let Some(days) = &schedule.byday {
        return days.split(',').map(weekday).collect();
    }
    let first: Date = schedule.dtstart.as_deref()?.get(..10)?.parse().ok()?;
    let day = first.weekday().to_monday_one_offset();
    Some(vec![u8::try_from(day).ok()?])
}

/// One day's opening as entries of the week; `None` when it cannot be meant.
///
/// The standard writes around the clock as 00:00 to 23:59. Past midnight is two
/// entries, the second on the next day.
fn day_hours(day: u8, opens: u16, closes: u16) -> Option<Vec<OpeningHours>> {
    let closes = if closes == MIDNIGHT - 1 || (opens, closes) == (0, 0) {
        MIDNIGHT
    } else {
        closes
    };
    if opens < closes {
        return Some(vec![OpeningHours(day, opens, closes)]);
    }
    let long = MIDNIGHT - opens + closes;
    if opens == closes || long > LONGEST_NIGHT {
        return None;
    }
    let mut night = vec![OpeningHours(day, opens, MIDNIGHT)];
    if closes > 0 {
        night.push(OpeningHours(day % 7 + 1, 0, closes));
    }
    Some(night)
}

/// Sorted, with entries that touch or overlap made one.
fn merged(mut hours: Vec<OpeningHours>) -> Vec<OpeningHours> {
    hours.sort_unstable_by_key(|one| (one.0, one.1, one.2));
    let mut tidy: Vec<OpeningHours> = Vec::with_capacity(hours.len());
    for one in hours {
        match tidy.last_mut() {
            Some(last) if last.0 == one.0 && one.1 <= last.2 => last.2 = last.2.max(one.2),
            _ => tidy.push(one),
        }
    }
    tidy
}

/// The directory's own words for the hours, each once.
fn note(schedules: &[&Schedule]) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    for schedule in schedules {
        let said = schedule
            .description
            .clone()
            .or_else(|| schedule.notes.clone());
        let said = said.or_else(|| raw_times(schedule));
        if let Some(said) = said.filter(|said| !words.contains(said)) {
            words.push(said);
        }
    }
    (!words.is_empty()).then(|| words.join("\n"))
}

fn raw_times(schedule: &Schedule) -> Option<String> {
    let parts = [&schedule.byday, &schedule.opens_at, &schedule.closes_at];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

#[cfg(test)]
#[path = "hours_tests.rs"]
mod tests;
