//! Schedules: times of day, days of the week, and how they recur (RFC 5545).

use serde_json::Value;

use super::records::word;
use super::{Record, Time, parse_time, weekday};
use crate::report::{Report, Spot};

const CODES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// Finishes a schedule; `false` when it recurs in a way the standard has no word for.
pub(super) fn finish(record: &mut Record, spot: Spot<'_>, report: &mut Report) -> bool {
    let all_day = ["opens_at", "closes_at"]
        .iter()
        .any(|key| word(record, key).is_some_and(|text| parse_time(text) == Time::AllDay));
    if all_day {
        report.repair("all_day_in_words", spot);
        record.insert("opens_at".to_owned(), "00:00".into());
        record.insert("closes_at".to_owned(), "23:59".into());
    }
    for key in ["opens_at", "closes_at"] {
        time(record, key, spot, report);
    }
    days(record, spot, report);
    week_start(record, spot, report);
    zone(record, spot, report);
    frequency(record, spot, report)
}

fn time(record: &mut Record, key: &str, spot: Spot<'_>, report: &mut Report) {
    let Some(text) = word(record, key) else {
        return;
    };
    match parse_time(text) {
        Time::At(minutes) => {
            let iso = format!("{:02}:{:02}", minutes / 60, minutes % 60);
            if iso == text {
                return;
            }
            if text != format!("{iso}:00") {
                report.repair("time_in_words", spot);
            }
            record.insert(key.to_owned(), Value::String(iso));
        }
        Time::Unclear => report.remark("time_not_understood", spot),
        Time::AllDay | Time::Closed => {}
    }
}

/// `Monday` becomes `MO`; what is no list of days stays as it is.
fn days(record: &mut Record, spot: Spot<'_>, report: &mut Report) {
    let Some(text) = word(record, "byday") else {
        return;
    };
    let codes: Option<Vec<&str>> = text.split([',', ';']).map(code).collect();
    let Some(codes) = codes.map(|codes| codes.join(",")) else {
        return;
    };
    if codes != text {
        report.repair("weekday_in_words", spot);
        record.insert("byday".to_owned(), Value::String(codes));
    }
}

fn code(day: &str) -> Option<&'static str> {
    weekday(day).map(|number| CODES[usize::from(number) - 1])
}

fn week_start(record: &mut Record, spot: Spot<'_>, report: &mut Report) {
    let Some(text) = word(record, "wkst") else {
        return;
    };
    match code(text) {
        Some(code) if code == text => {}
        Some(code) => {
            report.repair("weekday_in_words", spot);
            record.insert("wkst".to_owned(), Value::from(code));
        }
        None => {
            report.repair("week_start_unknown", spot);
            record.remove("wkst");
        }
    }
}

/// The standard wants hours from UTC as a number; a zone's name goes to the notes.
fn zone(record: &mut Record, spot: Spot<'_>, report: &mut Report) {
    let Some(text) = word(record, "timezone") else {
        return;
    };
    if text
        .parse::<f64>()
        .is_ok_and(|hours| hours.to_string() == text)
    {
        return;
    }
    if let Some(hours) = offset(text) {
        report.repair("timezone_in_words", spot);
        record.insert("timezone".to_owned(), Value::String(hours.to_string()));
        return;
    }
    report.repair("timezone_to_notes", spot);
    let zone = text.to_owned();
    record.remove("timezone");
    let notes = match word(record, "notes") {
        Some(notes) => format!("{notes}\n{zone}"),
        None => zone,
    };
    record.insert("notes".to_owned(), Value::String(notes));
}

/// Hours from UTC in `+05:30`, `UTC-5`, `Z` or `3.0`.
fn offset(text: &str) -> Option<f64> {
    let bare = text
        .trim_start_matches("UTC")
        .trim_start_matches("GMT")
        .trim();
    if bare.is_empty() || bare == "Z" {
        return Some(0.0);
    }
    let (hours, minutes) = bare.split_once(':').unwrap_or((bare, "0"));
    let (hours, minutes): (f64, f64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let sign = if bare.starts_with('-') { -1.0 } else { 1.0 };
    let total = hours + sign * minutes / 60.0;
    (total.abs() <= 14.0 && (0.0..60.0).contains(&minutes)).then_some(total)
}

/// The standard has `WEEKLY` and `MONTHLY`; what can be said with these is said with them.
fn frequency(record: &mut Record, spot: Spot<'_>, report: &mut Report) -> bool {
    let Some(text) = word(record, "freq") else {
        return true;
    };
    let interval = record.get("interval").and_then(Value::as_i64).unwrap_or(1);
    let upper = text.to_ascii_uppercase();
    let same = upper == text;
    match upper.as_str() {
        "WEEKLY" | "MONTHLY" if same => return true,
        "WEEKLY" | "MONTHLY" => report.repair("frequency_in_small_letters", spot),
        "DAILY" if interval == 1 => {
            report.repair("frequency_daily", spot);
            record
                .entry("byday")
                .or_insert_with(|| CODES.join(",").into());
            record.insert("freq".to_owned(), "WEEKLY".into());
            return true;
        }
        // Without days, a year after the first event is twelve months after it.
        "YEARLY" if !record.contains_key("byday") => {
            report.repair("frequency_yearly", spot);
            record.insert("freq".to_owned(), "MONTHLY".into());
            record.insert("interval".to_owned(), interval.saturating_mul(12).into());
            return true;
        }
        _ => return false,
    }
    record.insert("freq".to_owned(), Value::String(upper));
    true
}

#[cfg(test)]
#[path = "schedule_tests.rs"]
mod tests;
