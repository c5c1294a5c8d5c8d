//! Times of iCalendar (RFC 5545 sections 3.3.4, 3.3.5 and 3.3.6): in UTC, in a named zone, or floating.

use std::collections::HashMap;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::lines::Line;

/// Zones as Outlook and Exchange name them (Unicode CLDR, windowsZones): those of the United States.
const WINDOWS: [(&str, &str); 8] = [
    ("Atlantic Standard Time", "America/Halifax"),
    ("Eastern Standard Time", "America/New_York"),
    ("US Eastern Standard Time", "America/Indiana/Indianapolis"),
    ("Central Standard Time", "America/Chicago"),
    ("Mountain Standard Time", "America/Denver"),
    ("US Mountain Standard Time", "America/Phoenix"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("Alaskan Standard Time", "America/Anchorage"),
];

const EXPECTED: &str = "expected a day or a time, such as 20260306T090000";

/// A day, or a time by the clock somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    /// By the clock; midnight for a day.
    pub local: DateTime,
    /// Where.
    pub zone: TimeZone,
    /// Whether it is a day without a time.
    pub is_day: bool,
}

impl Stamp {
    /// The instant. A time that the clock jumps over counts as if it had not jumped yet, and of one that
    /// comes twice the first counts (RFC 5545 section 3.3.5).
    pub fn instant(&self) -> Result<Timestamp, &'static str> {
        let ambiguous = self.zone.to_ambiguous_timestamp(self.local);
        ambiguous.compatible().map_err(|_| EXPECTED)
    }

    /// The same clock and zone at another day.
    pub fn on(&self, day: Date) -> Self {
        Self {
            local: day.to_datetime(self.local.time()),
            ..self.clone()
        }
    }
}

/// Which zones there are.
pub struct Zones {
    /// Zones the file describes, and the IANA name it gives for each.
    pub described: HashMap<String, Option<String>>,
    /// Where times without a zone are meant.
    pub floating: TimeZone,
}

impl Zones {
    /// Reads one value of a property.
    ///
    /// # Errors
    /// Says what was expected.
    pub fn stamp(&self, line: &Line, value: &str) -> Result<Stamp, &'static str> {
        let value = value.trim();
        let (value, is_utc) = match value.strip_suffix(['Z', 'z']) {
            Some(value) => (value, true),
            None => (value, false),
        };
        let (date, time) = match value.split_once(['T', 't']) {
            Some((date, time)) => (date, Some(time)),
            None => (value, None),
        };
        let day = digits(date, 8).ok_or(EXPECTED)?;
        let date = Date::new(
            i16::try_from(day / 10_000).map_err(|_| EXPECTED)?,
            two(day / 100),
            two(day),
        )
        .map_err(|_| EXPECTED)?;
        if !(1990..=2100).contains(&date.year()) {
            return Err("expected a day between 1990 and 2100");
        }
        let clock = match time {
            None => Time::midnight(),
            Some(time) => {
                let all = digits(time, 6).ok_or(EXPECTED)?;
                // A leap second is the one before it to every clock a family has.
                let second = two(all).min(59);
                Time::new(two(all / 10_000), two(all / 100), second, 0).map_err(|_| EXPECTED)?
            }
        };
        Ok(Stamp {
            local: date.to_datetime(clock),
            zone: if is_utc {
                TimeZone::UTC
            } else {
                self.zone(line)?
            },
            is_day: time.is_none(),
        })
    }

    fn zone(&self, line: &Line) -> Result<TimeZone, &'static str> {
        let Some(id) = line.parameter("TZID") else {
            return Ok(self.floating.clone());
        };
        let described = self.described.get(id).and_then(Option::as_deref);
        let windows = WINDOWS.iter().find(|(name, _)| *name == id);
        iana(id)
            .or_else(|| described.and_then(iana))
            .or_else(|| windows.and_then(|(_, name)| iana(name)))
            .ok_or("expected a TZID of the IANA list, such as America/Chicago, or a VTIMEZONE with X-LIC-LOCATION")
    }
}

/// A zone by its IANA name, which some write behind a slash and the name of whoever keeps the list.
fn iana(id: &str) -> Option<TimeZone> {
    let is_name = |name: &str| {
        name.len() <= 64
            && !name.contains("..")
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b))
    };
    let mut name = id.trim_start_matches('/');
    loop {
        if is_name(name)
            && let Ok(zone) = TimeZone::get(name)
        {
            return Some(zone);
        }
        // "/example.org/20260101/America/Chicago"
        name = id.strip_prefix('/').and_then(|_| name.split_once('/'))?.1;
    }
}

fn digits(text: &str, length: usize) -> Option<u32> {
    let all = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| all)
}

fn two(number: u32) -> i8 {
    (number % 100) as i8
}

/// How long an event takes (RFC 5545 section 3.3.6), such as `PT1H30M`; days are days of the calendar.
///
/// # Errors
/// Says what was expected.
pub fn duration(value: &str) -> Result<Span, &'static str> {
    const WHY: &str = "expected a duration of at most 31 days, such as PT1H30M";
    let text = value.trim().to_ascii_uppercase();
    let text = text.strip_prefix('+').unwrap_or(&text);
    let plain = text.starts_with('P')
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || b"PWDTHMS".contains(&b));
    let in_date = text.split('T').next().unwrap_or_default();
    if !plain || in_date.contains('M') {
        return Err(WHY);
    }
    let span: Span = text.parse().map_err(|_| WHY)?;
    let total = span.total((jiff::Unit::Day, jiff::SpanRelativeTo::days_are_24_hours()));
    match total {
        Ok(days) if days <= 31.0 => Ok(span),
        _ => Err(WHY),
    }
}
