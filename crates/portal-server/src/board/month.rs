//! Calendar months, and the day each of them is closed.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

/// Calendar days after a month's end on which it is closed: what was kept a little late, and what agencies
/// tell a little late, is known by then.
pub const CLOSES_AFTER: i32 = 30;

/// Months that are closed when a centre publishes for the first time.
const AT_FIRST: usize = 12;

/// A calendar month of the centre's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first: Date,
}

impl Month {
    /// The month a day lies in.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self {
            first: day.first_of_month(),
        }
    }

    /// The month before.
    #[must_use]
    pub fn before(self) -> Self {
        Self::of(self.first.saturating_sub(1.day()))
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        self.first.last_of_month()
    }

    /// The day as of which it is judged. What happens later is not looked at, so that every month has the
    /// same time, on whatever day it is worked out.
    #[must_use]
    pub fn closes_on(self) -> Date {
        self.last_day().saturating_add(CLOSES_AFTER.days())
    }
}

/// As ISO 8601 writes a month: `2026-01`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first.strftime("%Y-%m"))
    }
}

impl FromStr for Month {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        format!("{text}-01").parse().map(Self::of)
    }
}

/// The newest twelve months that are to be closed by this day, the newest first.
pub fn closed_by(today: Date) -> impl Iterator<Item = Month> {
    let before = std::iter::successors(Some(Month::of(today)), |month| Some(month.before()));
    before
        .skip_while(move |month| month.closes_on() > today)
        .take(AT_FIRST)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_closes_on_the_thirtieth_day_after_its_end() {
        let table = [
            ("2026-01", date(2026, 3, 2)),
            ("2026-02", date(2026, 3, 30)),
            ("2024-02", date(2024, 3, 30)),
            ("2025-12", date(2026, 1, 30)),
            ("2026-04", date(2026, 5, 30)),
        ];
        for (month, closes_on) in table {
            let month: Month = month.parse().expect("a month");
            assert_eq!(month.closes_on(), closes_on, "{month}");
            let newest = |today| closed_by(today).next();
            assert_eq!(newest(closes_on), Some(month));
            assert_eq!(newest(closes_on - 1.day()), Some(month.before()));
        }
    }

    #[test]
    fn twelve_months_are_closed_at_first_and_none_is_left_out() {
        let months: Vec<String> = closed_by(date(2026, 3, 10))
            .map(|m| m.to_string())
            .collect();
        assert_eq!((months.len(), months[0].as_str()), (12, "2026-01"));
        assert_eq!((&*months[1], &*months[11]), ("2025-12", "2025-02"));
    }

    #[test]
    fn what_is_no_month_is_not_read_as_one() {
        for text in ["", "2026", "2026-13", "2026-1", "2026-01-01"] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }
}
