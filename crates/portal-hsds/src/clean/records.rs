//! What a whole record must hold, beyond each of its fields.

use serde_json::Value;

use super::names::in_capitals;
use super::{Entity, Record, moment, phone, schedule};
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
        Entity::Address => choice(&ADDRESS_TYPE, &mut record, spot, report),
        Entity::Phone => phone::finish(&mut record, spot, report),
        Entity::Capacity => moment::finish(&mut record, "updated", spot, report),
        Entity::Schedule if !schedule::finish(&mut record, spot, report) => {
            report.set_aside(
                "schedule that recurs in a way the standard has no word for",
                spot,
            );
            return None;
        }
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
        Entity::Url => (&["url"], "web page without an address"),
        Entity::Capacity => (
            &["available"],
            "capacity without a number that is available",
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

pub(super) fn word<'a>(record: &'a Record, key: &str) -> Option<&'a str> {
    record.get(key).and_then(Value::as_str)
}

fn capitals(record: &Record, spot: Spot<'_>, report: &mut Report) {
    if word(record, "name").is_some_and(in_capitals) {
        report.remark("name_in_capitals", spot);
    }
}

/// A field that takes one of a few words, and the repairs of one that has none of them.
struct Choice {
    key: &'static str,
    words: &'static [&'static str],
    missing: &'static str,
    unknown: &'static str,
}

/// Missing or unknown it counts as active: leaving help out would do more harm.
const STATUS: Choice = Choice {
    key: "status",
    words: &["active", "inactive", "defunct", "temporarily closed"],
    missing: "status_missing",
    unknown: "status_unknown",
};

const LOCATION_TYPE: Choice = Choice {
    key: "location_type",
    words: &["physical", "postal", "virtual"],
    missing: "location_type_missing",
    unknown: "location_type_unknown",
};

const ADDRESS_TYPE: Choice = Choice {
    key: "address_type",
    words: LOCATION_TYPE.words,
    missing: "address_type_missing",
    unknown: "address_type_unknown",
};

/// One of the words of the standard, in small letters; the first of them when there is none.
fn choice(choice: &Choice, record: &mut Record, spot: Spot<'_>, report: &mut Report) {
    let text = word(record, choice.key);
    let lower = text.map(str::to_ascii_lowercase);
    let known = choice
        .words
        .iter()
        .find(|word| lower.as_deref() == Some(word));
    match (known, text) {
        (Some(known), Some(text)) if *known == text => return,
        (Some(_), _) => report.repair("code_in_capitals", spot),
        (None, Some(_)) => report.repair(choice.unknown, spot),
        (None, None) => report.repair(choice.missing, spot),
    }
    let word = known.unwrap_or(&choice.words[0]);
    record.insert(choice.key.to_owned(), Value::from(*word));
}

fn service(record: &mut Record, spot: Spot<'_>, report: &mut Report) {
    capitals(record, spot, report);
    moment::finish(record, "last_modified", spot, report);
    choice(&STATUS, record, spot, report);
}

/// A coordinate is a pair of numbers on the globe, or nothing.
fn location(record: &mut Record, spot: Spot<'_>, report: &mut Report) {
    choice(&LOCATION_TYPE, record, spot, report);
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
