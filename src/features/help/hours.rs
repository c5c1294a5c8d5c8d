//! Opening hours: open now, and if not, when next. Pure; the week runs in the centre's zone.

use portal_types::OpeningHours;

const DAY: u32 = 1440;
const WEEK: u32 = 7 * DAY;

/// A minute of the week, 0 being midnight before Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minute(u32);

impl From<Minute> for u16 {
    fn from(minute: Minute) -> Self {
        // A week has 10,080 minutes.
        Self::try_from(minute.0).unwrap_or(0)
    }
}

/// Whether a service is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// The directory does not say.
    Unknown,
    /// At every minute of the week.
    Always,
    /// Now, until this minute of the day.
    Until(u16),
    /// Not now; next on this weekday (1 is Monday) at this minute of the day.
    From(u8, u16),
}

impl Minute {
    /// The minute of the week of an RFC 3339 time, as the clocks there show it, some minutes later.
    #[must_use]
    pub fn of(rfc3339: &str, elapsed: u32) -> Option<Self> {
        let number = |from: usize, to: usize| rfc3339.get(from..to)?.parse::<u32>().ok();
        let day = days_since_1970(rfc3339)?;
        // The first of January 1970 was a Thursday.
        let weekday = u32::try_from((day + 3).rem_euclid(7)).ok()?;
        let minute = number(11, 13)? * 60 + number(14, 16)?;
        Some(Self((weekday * DAY + minute + elapsed) % WEEK))
    }
}

impl Minute {
    /// The day of the week, 1 being Monday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        u8::try_from(self.0 / DAY + 1).unwrap_or(1)
    }
}

/// Days from 1970 to an ISO date (Howard Hinnant's civil calendar).
#[must_use]
pub fn days_since_1970(iso: &str) -> Option<i32> {
    let number = |from: usize, to: usize| iso.get(from..to)?.parse::<i32>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

fn start(hours: &OpeningHours) -> u32 {
    u32::from(hours.0.clamp(1, 7) - 1) * DAY + u32::from(hours.1)
}

/// Whether a service with these hours is open at a minute of the week.
#[must_use]
pub fn is_open(hours: &[OpeningHours], now: Minute) -> bool {
    hours.iter().any(|h| {
        let length = u32::from(h.2.saturating_sub(h.1));
        (now.0 + WEEK - start(h)) % WEEK < length
    })
}

/// Whether, and until or from when, a service is open.
#[must_use]
pub fn open(hours: &[OpeningHours], now: Minute) -> Open {
    let total: u32 = hours
        .iter()
        .map(|h| u32::from(h.2.saturating_sub(h.1)))
        .sum();
    if hours.is_empty() {
        return Open::Unknown;
    }
    if total >= WEEK {
        return Open::Always;
    }
    let current = hours.iter().find(|h| is_open(&[**h], now));
    if let Some(hours) = current {
        return Open::Until(hours.2);
    }
    let next = hours
        .iter()
        .min_by_key(|h| (start(h) + WEEK - now.0) % WEEK);
    next.map_or(Open::Unknown, |h| Open::From(h.0, h.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minute_of_the_week_is_the_one_on_the_wall() {
        // A Friday; the offset must not move it.
        let minute = Minute::of("2026-03-06T14:30:00-06:00", 5);
        assert_eq!(minute, Some(Minute(4 * DAY + 14 * 60 + 35)));
        // The last minute of the week is followed by the first.
        assert_eq!(Minute::of("2026-03-08T23:59:00-06:00", 1), Some(Minute(0)));
        assert_eq!(Minute::of("soon", 0), None);
    }

    #[test]
    fn days_count_across_leap_years() {
        assert_eq!(days_since_1970("1970-01-01"), Some(0));
        assert_eq!(days_since_1970("2000-03-01"), Some(11_017));
        assert_eq!(days_since_1970("2026-03-06"), Some(20_518));
    }

    #[test]
    fn open_closed_and_next() {
        let office = [OpeningHours(1, 540, 1020), OpeningHours(5, 540, 1020)];
        let at = |day: u32, minute: u32| Minute((day - 1) * DAY + minute);
        assert_eq!(open(&office, at(1, 600)), Open::Until(1020));
        assert_eq!(open(&office, at(1, 1020)), Open::From(5, 540));
        assert_eq!(open(&office, at(6, 0)), Open::From(1, 540));
        assert_eq!(open(&[], at(1, 0)), Open::Unknown);
    }

    #[test]
    fn a_line_that_never_closes_is_always_open() {
        let always: Vec<_> = (1..=7).map(|day| OpeningHours(day, 0, 1440)).collect();
        assert_eq!(open(&always, Minute(5_000)), Open::Always);
        assert!(is_open(&always, Minute(WEEK - 1)));
    }
}
