//! Brings one record of a directory, from CSV or JSON, into the shape of the model.
//!
//! Every change of a value has a name and is counted. After this step a record
//! deserializes without an error, whatever it held.

mod kinds;
mod markup;
mod moment;
mod names;
mod phone;
mod records;
mod schedule;
mod text;
mod times;

use serde_json::{Map, Number, Value};

use crate::report::{Report, Spot};
pub(crate) use kinds::Entity;
use kinds::{Kind, is_number_in_the_standard, kind_of};
pub(crate) use names::display_name;
pub(crate) use phone::{MARK as EXTENSION_MARK, as_number as extension_as_number};
pub(crate) use times::{Time, parse_time, weekday};

/// A record as it stands in the file.
pub(crate) type Record = Map<String, Value>;

/// Cleans a record and everything nested in it; `None` when it says nothing, which is counted.
pub(crate) fn record(
    entity: Entity,
    raw: Record,
    spot: Spot<'_>,
    report: &mut Report,
) -> Option<Record> {
    let mut clean = Record::new();
    for (key, value) in raw {
        if let Some(value) = field(&key, value, spot, report) {
            clean.insert(key, value);
        }
    }
    records::finish(entity, clean, spot, report)
}

fn field(key: &str, value: Value, spot: Spot<'_>, report: &mut Report) -> Option<Value> {
    if value.is_null() {
        return None;
    }
    match kind_of(key) {
        Kind::Number => number(&value, spot, report),
        Kind::Integer => integer(&value, spot, report),
        Kind::One(entity) => one(entity, value, spot, report),
        Kind::Many(entity) => many(entity, value, spot, report),
        Kind::Outline => words(key, Kind::Code, outline(value), spot, report),
        kind => words(key, kind, value, spot, report),
    }
}

fn number(value: &Value, spot: Spot<'_>, report: &mut Report) -> Option<Value> {
    let read = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) if text.trim().is_empty() => return None,
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let number = read.and_then(Number::from_f64);
    if number.is_none() {
        report.repair("not_a_number", spot);
    }
    number.map(Value::Number)
}

fn integer(value: &Value, spot: Spot<'_>, report: &mut Report) -> Option<Value> {
    let float = number(value, spot, report)?.as_f64()?;
    // Beyond this an f64 no longer holds every whole number.
    if float.fract() != 0.0 || float.abs() > 9_007_199_254_740_992.0 {
        report.repair("not_a_whole_number", spot);
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked on the line above")]
    let whole = float as i64;
    Some(Value::from(whole))
}

fn words(
    key: &str,
    kind: Kind,
    value: Value,
    spot: Spot<'_>,
    report: &mut Report,
) -> Option<Value> {
    let raw = match value {
        Value::String(text) => text,
        Value::Number(number) => {
            if !is_number_in_the_standard(key) {
                report.repair("number_for_text", spot);
            }
            number.to_string()
        }
        _ => {
            report.repair("wrong_shape", spot);
            return None;
        }
    };
    text::clean(key, kind, &raw, spot, report).map(Value::String)
}

/// An outline of an area may be a `GeoJSON` object; the model keeps it as text.
fn outline(value: Value) -> Value {
    match value {
        Value::Object(_) | Value::Array(_) => Value::String(value.to_string()),
        other => other,
    }
}

fn one(entity: Entity, value: Value, spot: Spot<'_>, report: &mut Report) -> Option<Value> {
    match value {
        Value::Object(raw) => record(entity, raw, spot, report).map(Value::Object),
        _ => {
            report.repair("wrong_shape", spot);
            None
        }
    }
}

fn many(entity: Entity, value: Value, spot: Spot<'_>, report: &mut Report) -> Option<Value> {
    let items = match value {
        Value::Array(items) => items,
        Value::Object(_) => {
            report.repair("object_for_list", spot);
            vec![value]
        }
        _ => {
            report.repair("wrong_shape", spot);
            return None;
        }
    };
    let clean: Vec<Value> = items
        .into_iter()
        .filter_map(|item| one(entity, item, spot, report))
        .collect();
    (!clean.is_empty()).then_some(Value::Array(clean))
}
