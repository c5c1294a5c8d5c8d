//! Replaces a story's relative days by dates: `@-400`, `@+3`, `@w+3 10:30`.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::Value;

use crate::clock::rfc3339;

/// Tells a story as of `today`: every string that is a day token becomes a date or a time.
///
/// # Errors
/// When a line is no JSON.
pub fn tell(
    lines: &str,
    today: Date,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<String, serde_json::Error> {
    let mut told = String::with_capacity(lines.len());
    for line in lines.lines().filter(|l| !l.trim().is_empty()) {
        let mut value: Value = serde_json::from_str(line)?;
        replace(&mut value, today, zone, now);
        told.push_str(&serde_json::to_string(&value)?);
        told.push('\n');
    }
    Ok(told)
}

fn replace(value: &mut Value, today: Date, zone: &TimeZone, now: Timestamp) {
    match value {
        Value::String(text) => {
            if let Some(replaced) = day(text, today, zone, now) {
                *text = replaced;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|v| replace(v, today, zone, now)),
        Value::Object(map) => map.values_mut().for_each(|v| replace(v, today, zone, now)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// `@now`, `@+3`, `@w+3` (moved to Monday from a weekend), and the same with ` HH:MM` behind.
fn day(token: &str, today: Date, zone: &TimeZone, now: Timestamp) -> Option<String> {
    let token = token.strip_prefix('@')?;
    if token == "now" {
        return Some(rfc3339(&now.to_zoned(zone.clone())));
    }
    let (days, time) = token
        .split_once(' ')
        .map_or((token, None), |(d, t)| (d, Some(t)));
    let (days, on_weekday) = days.strip_prefix('w').map_or((days, false), |d| (d, true));
    let mut date = today.checked_add(days.parse::<i32>().ok()?.days()).ok()?;
    if on_weekday {
        let wait = match date.weekday() {
            Weekday::Saturday => 2,
            Weekday::Sunday => 1,
            _ => 0,
        };
        date = date.checked_add(wait.days()).ok()?;
    }
    let Some(time) = time else {
        return Some(date.to_string());
    };
    let (hour, minute) = time.split_once(':')?;
    let at = date
        .at(hour.parse().ok()?, minute.parse().ok()?, 0, 0)
        .to_zoned(zone.clone())
        .ok()?;
    Some(rfc3339(&at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_days_and_everything_else_stays() {
        let zone = TimeZone::get("America/Chicago").expect("a zone of the database");
        let today = jiff::civil::date(2026, 3, 6);
        let told = |token: &str| day(token, today, &zone, Timestamp::UNIX_EPOCH);
        assert_eq!(told("@0").as_deref(), Some("2026-03-06"));
        assert_eq!(told("@-400").as_deref(), Some("2025-01-30"));
        assert_eq!(
            told("@w+1").as_deref(),
            Some("2026-03-09"),
            "a Saturday moves to Monday"
        );
        assert_eq!(
            told("@+1 10:30").as_deref(),
            Some("2026-03-07T10:30:00-06:00")
        );
        assert_eq!(
            told("@+2 10:30").as_deref(),
            Some("2026-03-08T10:30:00-05:00"),
            "clocks changed that night"
        );
        assert_eq!(told("a@b"), None);
        assert_eq!(told("@home"), None);
    }
}
