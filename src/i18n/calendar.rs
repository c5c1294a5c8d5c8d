//! Dates in a language that browsers do not know: its own names from the head of its file.
//!
//! Chromium's `Intl` has no Somali, for one, and would answer in English in the middle of a
//! Somali sentence. Dates travel in the centre's own offset, so their text already is what the
//! family's clock on the wall shows.

use super::DateStyle;

/// The names of a language's calendar, each list with `|` between its items.
#[derive(Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Twelve months.
    pub months: &'static str,
    /// Seven weekdays, Monday first.
    pub weekdays: &'static str,
    /// Before noon, after noon.
    pub day_periods: &'static str,
    /// The word between the last two items of a list.
    pub and: &'static str,
}

/// Year, month and day, each from 1.
type Day = (i32, usize, i32);

impl Calendar {
    /// "Jimco, 6 Maarso", with the year when it is not `this_year`. Nothing when `iso` is no date.
    #[must_use]
    pub fn date(&self, iso: &str, style: DateStyle, this_year: i32) -> Option<String> {
        let (year, month, day) = parse(iso)?;
        let month = item(self.months, month.checked_sub(1)?)?;
        if style == DateStyle::Month {
            return Some([month, " ", &year.to_string()].concat());
        }
        let mut text = [&day.to_string(), " ", month].concat();
        if style == DateStyle::Day {
            let weekday = self.weekday(weekday(parse(iso)?))?;
            text = [weekday, ", ", &text].concat();
        }
        if year != this_year {
            text = [&text, " ", &year.to_string()].concat();
        }
        Some(text)
    }

    /// "2:30 gn." Nothing when `rfc3339` has no time.
    #[must_use]
    pub fn time(&self, rfc3339: &str) -> Option<String> {
        let hour: usize = rfc3339.get(11..13)?.parse().ok()?;
        let minute = rfc3339.get(14..16)?;
        let shown = match hour % 12 {
            0 => 12,
            other => other,
        };
        let period = item(self.day_periods, hour / 12)?;
        Some([&shown.to_string(), ":", minute, " ", period].concat())
    }

    /// A weekday's name, 1 being Monday.
    #[must_use]
    pub fn weekday(&self, day: u8) -> Option<&'static str> {
        item(self.weekdays, usize::from(day.checked_sub(1)?))
    }

    /// "a, b iyo c".
    #[must_use]
    pub fn list(&self, items: &[String]) -> String {
        match items.split_last() {
            Some((last, rest)) if !rest.is_empty() => {
                [rest.join(", ").as_str(), self.and, last].join(" ")
            }
            _ => items.join(""),
        }
    }
}

fn item(list: &'static str, at: usize) -> Option<&'static str> {
    list.split('|').nth(at)
}

fn parse(iso: &str) -> Option<Day> {
    let mut parts = iso.get(..10)?.split('-');
    let mut next = || parts.next()?.parse::<i32>().ok();
    let (year, month, day) = (next()?, next()?, next()?);
    Some((year, usize::try_from(month).ok()?, day))
}

/// 1 for Monday to 7 for Sunday, by Sakamoto's method.
fn weekday((year, month, day): Day) -> u8 {
    const SHIFT: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    let shift = SHIFT[(month - 1) % 12];
    let from_sunday = (year + year / 4 - year / 100 + year / 400 + shift + day).rem_euclid(7);
    match from_sunday {
        0 => 7,
        other => u8::try_from(other).unwrap_or(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALENDAR: Calendar = Calendar {
        months: "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
        weekdays: "Mon|Tue|Wed|Thu|Fri|Sat|Sun",
        day_periods: "am|pm",
        and: "and",
    };

    #[test]
    fn days_have_their_weekday_and_the_year_only_when_it_is_another() {
        let table = [
            ("2026-03-06", "Fri, 6 Mar"),
            ("2026-03-08T01:30:00-06:00", "Sun, 8 Mar"),
            ("2025-12-31", "Wed, 31 Dec 2025"),
            ("2024-02-29", "Thu, 29 Feb 2024"),
        ];
        for (iso, expected) in table {
            let told = CALENDAR.date(iso, DateStyle::Day, 2026);
            assert_eq!(told.as_deref(), Some(expected));
        }
        let short = CALENDAR.date("2026-11-02", DateStyle::Short, 2026);
        assert_eq!(short.as_deref(), Some("2 Nov"));
        assert_eq!(CALENDAR.date("soon", DateStyle::Short, 2026), None);
    }

    #[test]
    fn times_are_told_with_their_half_of_the_day() {
        let table = [
            ("00:05", "12:05 am"),
            ("09:30", "9:30 am"),
            ("12:00", "12:00 pm"),
            ("23:59", "11:59 pm"),
        ];
        for (time, expected) in table {
            let told = CALENDAR.time(&format!("2026-03-06T{time}:00-06:00"));
            assert_eq!(told.as_deref(), Some(expected));
        }
        assert_eq!(CALENDAR.time("2026-03-06"), None);
    }

    #[test]
    fn lists_end_with_the_word_between() {
        let list = |items: &[&str]| {
            let items: Vec<String> = items.iter().map(|i| (*i).to_owned()).collect();
            CALENDAR.list(&items)
        };
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&[]), "");
    }
}
