//! What a whole record must hold, beyond each of its fields.

use serde_json::Value;

use super::names::in_capitals;
use super::{Entity, Record, Time, parse_time, weekday};
use crate::report::{Report, Spot};

/// Finishes a record whose fields are clean; `None` when it says nothing, which is counted.
pub(super) fn finish(
    entity: Entity,
    mut record: Record,
    spot: Spot<'_>,
    report: &mut Report,
) -> Option<Record> {
    match entity {
        Entity::Service => service(&mut record, spot, report),
        Entity::Organization => capitals(&record, spot, report),
        Entity::Location => location(&mut record, spot, report),
        Entity::Phone => phone(&mut record, spot, report),
        Entity::Schedule => schedule(&mut record, spot, report),
        _ => {}
    }
    let (wanted, reason): (&[&str], _) = match entity {
        Entity::Phone => (&["number"], "phone without a number"),
        Entity::Language => (&["name", "code", "note"], "language without a name"),
        Entity::Accessibility => (
            &["description", "details", "url"],
            "accessibility without a description",
        ),
        Entity::Address => (
            &[
                "address_1",
                "address_2",
                "city",
                "postal_code",
                "state_province",
            ],
            "address without any line",
        ),
        Entity::Contact => (
            &["name", "title", "department", "email", "phones"],
            "contact without a name, address or number",
        ),
        _ => return Some(record),
    };
    if wanted.iter().any(|key| record.contains_key(*key)) {
        return Some(record);
    }
    report.set_aside(reason, spot);
    None
}

fn word<'a>(record: &'a Record, key: &str) -> Option<&'a str> {
    record.get(key).and_then(Value::as_str)
}

fn capitals(record: &Record, spot: Spot<'_>, report: &mut Report) {
    if word(record, "name").is_some_and(in_capitals) {
        report.repair("name_in_capitals", spot);
    }
}

/// A status that is missing or unknown counts as active: leaving help out would do more harm.
fn service(record: &mut Record, spot: Spot<'_>, report: &mut Report) {
    capitals(record, spot, report);
    let status = word(record, "status").map(str::to_ascii_lowercase);
    let status = match status.as_deref() {
        Some("active" | "inactive" | "defunct" | "temporarily closed") => status,
        Some(_) => {
            report.repair("status_unknown", spot);
            None
        }
        None => {
            report.repair("status_missing", spot);
            None
        }
    };
    let status = status.unwrap_or_else(|| "active".to_owned());
    record.insert("status".to_owned(), Value::String(status));
}

/// A coordinate is a pair of numbers on the globe, or nothing.
fn location(record: &mut Record, spot: Spot<'_>, report: &mut Report) {
    let degrees = |key: &str| record.get(key).and_then(Value::as_f64);
    let repair = match (degrees("latitude"), degrees("longitude")) {
        (None, None) => return,
        (Some(lat), Some(long)) if lat == 0.0 && long == 0.0 => "coordinate_zero",
        (Some(lat), Some(long)) if lat.abs() <= 90.0 && long.abs() <= 180.0 => return,
        (Some(_), Some(_)) => "coordinate_out_of_range",
        _ => "coordinate_without_its_pair",
    };
    report.repair(repair, spot);
    record.remove("latitude");
    record.remove("longitude");
}

fn phone(record: &mut Record, spot: Spot<'_>, report: &mut Report) {
    let Some(raw) = word(record, "number") else {
        return;
    };
    let mut number = raw.trim_matches(['"', '\'', ' ']).to_owned();
    if number != raw {
        report.repair("quoted_phone_number", spot);
    }
    if let Some((main, extension)) = split_extension(&number)
        && !record.contains_key("extension")
    {
        record.insert("extension".to_owned(), Value::String(extension));
        number = main;
        report.repair("extension_in_phone_number", spot);
    }
    record.remove("number");
    if !number.is_empty() {
        record.insert("number".to_owned(), Value::String(number));
    }
}

/// `305-555-0100 x12` and `305-555-0100 ext. 12` in two parts.
fn split_extension(number: &str) -> Option<(String, String)> {
    let at = number.find(['x', 'X', 'e', 'E'])?;
    let (main, tail) = number.split_at(at);
    let tail = tail.to_ascii_lowercase();
    let extension = ["extension", "ext.", "ext", "x"]
        .iter()
        .find_map(|mark| tail.strip_prefix(mark))?
        .trim_matches([' ', '.', ':']);
    let digits = main.bytes().filter(u8::is_ascii_digit).count();
    let whole = !extension.is_empty() && extension.bytes().all(|byte| byte.is_ascii_digit());
    (whole && digits >= 7).then(|| {
        (
            main.trim_end_matches([' ', ',']).to_owned(),
            extension.to_owned(),
        )
    })
}

fn schedule(record: &mut Record, spot: Spot<'_>, report: &mut Report) {
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
        Time::Unclear => report.repair("time_not_understood", spot),
        Time::AllDay | Time::Closed => {}
    }
}

/// `Monday` becomes `MO`; what is no list of days stays as it is.
fn days(record: &mut Record, spot: Spot<'_>, report: &mut Report) {
    const CODES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let Some(text) = word(record, "byday") else {
        return;
    };
    let codes: Option<Vec<&str>> = text
        .split([',', ';'])
        .map(|day| weekday(day).map(|number| CODES[usize::from(number) - 1]))
        .collect();
    let Some(codes) = codes.map(|codes| codes.join(",")) else {
        return;
    };
    if codes != text {
        report.repair("weekday_in_words", spot);
        record.insert("byday".to_owned(), Value::String(codes));
    }
}
