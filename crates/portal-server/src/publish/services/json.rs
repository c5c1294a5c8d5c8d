//! A stored service as the JSON that `/hsds/v3` answers with: valid by the schemas of HSDS 3.1.

use portal_hsds::model::Service;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

type Object = Map<String, Value>;

/// What the schemas require and real directories leave out: record, field, and what stands there then.
const REQUIRED: &[(&str, &str, &str)] = &[
    ("service", "status", "active"),
    ("organization", "name", ""),
    ("organization", "description", ""),
    ("location", "location_type", "physical"),
    ("address", "address_1", ""),
    ("address", "city", ""),
    ("address", "state_province", ""),
    ("address", "postal_code", ""),
    ("address", "country", ""),
    ("address", "address_type", "physical"),
    ("phone", "number", ""),
    ("program", "name", ""),
    ("program", "description", ""),
    ("url", "url", ""),
    ("unit", "name", ""),
    ("organization_identifier", "identifier_type", ""),
    ("organization_identifier", "identifier", ""),
    ("taxonomy_term", "name", ""),
    ("taxonomy_term", "description", ""),
    ("taxonomy", "name", ""),
    ("taxonomy", "description", ""),
    ("metadata", "last_action_date", ""),
    ("metadata", "last_action_type", ""),
    ("metadata", "field_name", ""),
    ("metadata", "previous_value", ""),
    ("metadata", "replacement_value", ""),
    ("metadata", "updated_by", ""),
];

/// Fields with a closed list of values: another value says nothing to a program.
const CLOSED: &[(&str, &str, &[&str])] = &[
    (
        "service",
        "status",
        &["active", "inactive", "defunct", "temporarily closed"],
    ),
    (
        "location",
        "location_type",
        &["physical", "postal", "virtual"],
    ),
    (
        "address",
        "address_type",
        &["physical", "postal", "virtual"],
    ),
    ("schedule", "freq", &["WEEKLY", "MONTHLY"]),
    (
        "schedule",
        "wkst",
        &["MO", "TU", "WE", "TH", "FR", "SA", "SU"],
    ),
];

/// The service with all that is nested in it.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn hsds_json(service: &Service) -> Result<Value, serde_json::Error> {
    let mut value = serde_json::to_value(service)?;
    if let Value::Object(object) = &mut value {
        conform(object, "service", "service");
    }
    Ok(value)
}

/// A record with its one-to-one fields only, as lists show it.
pub fn list_form(record: &Object) -> Object {
    let fields = record.iter().filter_map(|(key, value)| match value {
        Value::Array(_) => None,
        Value::Object(nested) => Some((key.clone(), Value::Object(list_form(nested)))),
        other => Some((key.clone(), other.clone())),
    });
    fields.collect()
}

/// An id for what has none: the same for the same place in the directory, in the shape of a UUID (version 8).
pub fn derived_id(path: &str) -> String {
    let digest = Sha256::digest(path.as_bytes());
    let hex: String = digest.iter().take(16).map(|b| format!("{b:02x}")).collect();
    format!(
        "{}-{}-8{}-8{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..]
    )
}

/// The text of a field; empty when there is none.
pub fn text<'a>(record: &'a Object, key: &str) -> &'a str {
    record.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Makes a record and all within it valid; `path` names its place in the directory.
fn conform(record: &mut Object, entity: &str, path: &str) {
    if text(record, "id").is_empty() {
        record.insert("id".to_owned(), derived_id(path).into());
    }
    for (_, field, known) in CLOSED.iter().filter(|(of, ..)| *of == entity) {
        if record.contains_key(*field) && !known.contains(&text(record, field)) {
            record.remove(*field);
        }
    }
    for (_, field, fallback) in REQUIRED.iter().filter(|(of, ..)| *of == entity) {
        record
            .entry((*field).to_owned())
            .or_insert_with(|| (*fallback).into());
    }
    match entity {
        "phone" => number_extension(record),
        "schedule" => number_field(record, "timezone"),
        _ => {}
    }
    let path = format!("{path}/{}", text(record, "id"));
    for (key, value) in record.iter_mut() {
        let Some(entity) = entity_of(key) else {
            continue;
        };
        match value {
            Value::Object(nested) => conform(nested, entity, &format!("{path}/{key}")),
            Value::Array(items) => {
                items.retain(|item| entity != "service_capacity" || is_counted(item));
                for (at, item) in items.iter_mut().enumerate() {
                    if let Value::Object(nested) = item {
                        conform(nested, entity, &format!("{path}/{key}/{at}"));
                    }
                }
            }
            _ => {}
        }
    }
}

/// A capacity without a count, a unit or a time says nothing, and nothing can stand in for them.
fn is_counted(capacity: &Value) -> bool {
    ["unit", "available", "updated"]
        .iter()
        .all(|field| capacity.get(field).is_some())
}

/// The standard's extension is a number; one that is not stays with the number it belongs to.
fn number_extension(phone: &mut Object) {
    let extension = text(phone, "extension").to_owned();
    number_field(phone, "extension");
    if !extension.is_empty() && !phone.contains_key("extension") {
        let number = format!("{} x{extension}", text(phone, "number"));
        phone.insert("number".to_owned(), number.into());
    }
}

/// Text where the schema has a number becomes one, or goes.
fn number_field(record: &mut Object, field: &str) {
    let Some(Value::String(written)) = record.get(field) else {
        return;
    };
    // A leading zero would be lost: such a text is no number.
    let number: Option<i64> = written.parse().ok();
    match number.filter(|number| number.to_string() == *written) {
        Some(number) => record.insert(field.to_owned(), number.into()),
        None => record.remove(field),
    };
}

fn entity_of(key: &str) -> Option<&'static str> {
    Some(match key {
        "organization" => "organization",
        "service_at_locations" => "service_at_location",
        "location" | "locations" => "location",
        "addresses" => "address",
        "phones" => "phone",
        "contacts" => "contact",
        "schedules" => "schedule",
        "program" | "programs" => "program",
        "additional_urls" | "additional_websites" => "url",
        "capacities" => "service_capacity",
        "unit" => "unit",
        "organization_identifiers" => "organization_identifier",
        "taxonomy_term" => "taxonomy_term",
        "taxonomy_detail" => "taxonomy",
        "metadata" => "metadata",
        "languages" | "accessibility" | "service_areas" | "cost_options" | "required_documents"
        | "funding" | "attributes" => "other",
        _ => return None,
    })
}
