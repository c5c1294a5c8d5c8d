//! What is open at a moment, and what the next days are. Days are calendar days in the centre's zone.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};
use portal_types::{
    Building, BuildingDay, BuildingRoom, OpenSpan, OpeningHours, Presence, PresenceState,
};

use super::{BuildingConfig, RoomConfig, weekly};
use crate::clock::rfc3339;

/// Days that are told.
const WEEK: i64 = 7;

/// Days that are looked ahead for the next opening.
const AHEAD: i64 = 14;

const MINUTES_A_DAY: u16 = 24 * 60;

/// The building as it is at `now`, which is in the centre's zone.
#[must_use]
pub fn at(config: &BuildingConfig, now: &Zoned) -> Building {
    let doors = Calendar {
        hours: weekly(&config.hours),
        closed: &config.closed_days,
        zone: now.time_zone(),
    };
    Building {
        place: config.place(),
        open: doors.presence(now),
        week: days(now.date(), WEEK).map(|day| doors.day(day)).collect(),
        rooms: config.rooms.iter().map(|r| room(r, &doors, now)).collect(),
    }
}

fn room(room: &RoomConfig, doors: &Calendar, now: &Zoned) -> BuildingRoom {
    let here = if room.hours.is_empty() {
        doors.presence(now)
    } else {
        let own = Calendar {
            hours: weekly(&room.hours),
            ..*doors
        };
        own.presence(now)
    };
    BuildingRoom {
        agency: room.agency.clone(),
        room: room.room.clone(),
        floor: room.floor.clone(),
        here,
    }
}

/// A week of hours, and the days on which they do not hold.
struct Calendar<'a> {
    hours: Vec<OpeningHours>,
    closed: &'a [Date],
    zone: &'a TimeZone,
}

impl Calendar<'_> {
    /// Whether it is open now, and when that changes.
    fn presence(&self, now: &Zoned) -> Presence {
        let spans = self.spans(now.date());
        let told = |state, at: Option<&Zoned>| Presence {
            state,
            changes_at: at.map(rfc3339),
        };
        if let Some((_, until)) = spans
            .iter()
            .find(|(from, until)| from <= now && now < until)
        {
            // What lasts as far as one has looked has no end that is worth telling.
            let ends = days(now.date(), AHEAD).any(|day| day == until.date());
            return told(PresenceState::Now, ends.then_some(until));
        }
        match spans.iter().map(|(from, _)| from).find(|from| *from > now) {
            Some(from) if from.date() == now.date() => told(PresenceState::LaterToday, Some(from)),
            next => told(PresenceState::NotToday, next),
        }
    }

    /// From yesterday on, in order. What goes on past midnight is one span.
    fn spans(&self, today: Date) -> Vec<(Zoned, Zoned)> {
        let yesterday = today.saturating_sub(1.day());
        let mut spans: Vec<(Zoned, Zoned)> = Vec::new();
        for (from, until) in days(yesterday, AHEAD + 1).flat_map(|day| self.of_day(day)) {
            match spans.last_mut() {
                Some((_, end)) if from <= *end => *end = until.max(end.clone()),
                _ => spans.push((from, until)),
            }
        }
        spans
    }

    fn day(&self, day: Date) -> BuildingDay {
        let span = |(from, until): (Zoned, Zoned)| OpenSpan {
            from: rfc3339(&from),
            until: rfc3339(&until),
        };
        BuildingDay {
            date: day.to_string(),
            weekday: weekday(day),
            open: self.of_day(day).map(span).collect(),
        }
    }

    fn of_day(&self, day: Date) -> impl Iterator<Item = (Zoned, Zoned)> {
        let of_this = move |h: &&OpeningHours| h.0 == weekday(day) && !self.closed.contains(&day);
        let hours = self.hours.iter().filter(of_this);
        let span = move |h: &OpeningHours| Some((self.instant(day, h.1)?, self.instant(day, h.2)?));
        // Hours that lie in the hour that is left out when the clocks go forward are none.
        hours.filter_map(span).filter(|(from, until)| from < until)
    }

    /// A minute of a day. One that does not exist is as much later as the clocks go forward; of one that comes twice, the
    /// first (RFC 5545, 3.3.5).
    fn instant(&self, day: Date, minute: u16) -> Option<Zoned> {
        let (day, minute) = match minute {
            MINUTES_A_DAY => (day.tomorrow().ok()?, 0),
            minute => (day, minute),
        };
        let (hour, minute) = (i8::try_from(minute / 60), i8::try_from(minute % 60));
        let time = Time::new(hour.ok()?, minute.ok()?, 0, 0).ok()?;
        day.to_datetime(time).to_zoned(self.zone.clone()).ok()
    }
}

fn days(first: Date, count: i64) -> impl Iterator<Item = Date> {
    (0..count).filter_map(move |n| first.checked_add(n.days()).ok())
}

/// 1 is Monday (ISO 8601).
fn weekday(day: Date) -> u8 {
    day.weekday().to_monday_one_offset().unsigned_abs()
}
