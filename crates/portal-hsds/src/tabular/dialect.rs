//! How the versions of the standard differ: names of columns, and which files there are.

use serde_json::{Value, json};

use super::schema::{Table, stem};
use crate::clean::Record;

/// Gives the columns of older versions their names of 3.1; some say it by the name of their file.
pub(super) fn rename(table: Table, file: &str, mut row: Record) -> Record {
    let renames: &[(&str, &str)] = match table {
        Table::Organization => &[("url", "website")],
        Table::Language => &[("language", "name")],
        Table::Accessibility => &[("accessibility", "description")],
        Table::Schedule => &[("weekday", "byday"), ("original_text", "description")],
        Table::Attribute => &[
            ("service_id", "link_id"),
            ("taxonomy_id", "taxonomy_term_id"),
            ("taxonomy_detail", "value"),
        ],
        Table::Term => &[("vocabulary", "taxonomy"), ("term", "name")],
        Table::Eligibility => &[("eligibility", "eligibility_description")],
        Table::ServiceArea => &[("service_area", "name")],
        _ => &[],
    };
    for (old, new) in renames {
        if let Some(value) = row.remove(*old) {
            row.entry(*new).or_insert(value);
        }
    }
    if table == Table::Schedule && row.contains_key("byday") {
        row.entry("freq").or_insert_with(|| Value::from("WEEKLY"));
    }
    match table {
        Table::Contact => contact_phone(&mut row),
        Table::Schedule => holiday(&mut row),
        Table::Address => address_type(&mut row, file),
        Table::Attribute if stem(file).starts_with("other_attribute") => {
            // In 2.0 the type of the link names the table; in 3.1 it is a type.
            if let Some(entity) = row.remove("link_type") {
                row.insert("link_entity".to_owned(), entity);
            }
        }
        _ => {}
    }
    row
}

/// 1.1 tells postal from physical addresses by the file they are in.
fn address_type(row: &mut Record, file: &str) {
    for kind in ["physical", "postal"] {
        if stem(file).starts_with(kind) {
            row.entry("address_type").or_insert_with(|| kind.into());
        }
    }
}

/// `holiday_schedules` of 1.1: hours that hold once, from one day to another. While they do,
/// the usual hours do not say when the place is open.
fn holiday(row: &mut Record) {
    if !["start_date", "end_date", "closed"]
        .iter()
        .any(|key| row.contains_key(*key))
    {
        return;
    }
    if let Some(from) = row.remove("start_date") {
        row.entry("dtstart").or_insert_with(|| from.clone());
        row.entry("valid_from").or_insert(from);
    }
    if let Some(to) = row.remove("end_date") {
        row.entry("valid_to").or_insert(to);
    }
    row.entry("count").or_insert_with(|| 1.into());
    let closed = row
        .remove("closed")
        .and_then(|closed| closed.as_str().map(str::to_lowercase));
    if matches!(closed.as_deref(), Some("true" | "t" | "1" | "yes" | "y")) {
        row.entry("opens_at").or_insert_with(|| "closed".into());
    }
}

/// Some 1.1 exports write a contact's number in columns of the contact. Where the
/// parts do not make a whole number they stay, and are counted as fields without a place.
fn contact_phone(row: &mut Record) {
    let part = |key: &str| {
        row.get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .trim()
    };
    let (area, number) = (part("phone_areacode"), part("phone_number"));
    let whole = if area.is_empty() {
        number.to_owned()
    } else {
        format!("{area}-{number}")
    };
    if whole.bytes().filter(u8::is_ascii_digit).count() < 10 {
        return;
    }
    let phone = json!([{ "number": whole, "extension": part("phone_extension") }]);
    for column in ["phone_areacode", "phone_number", "phone_extension"] {
        row.remove(column);
    }
    row.insert("phones".to_owned(), phone);
}

/// The version that files of these names belong to.
pub(super) fn version(names: &[String]) -> &'static str {
    let stems: Vec<String> = names.iter().map(|name| stem(name)).collect();
    let any = |wanted: &[&str]| stems.iter().any(|stem| wanted.contains(&stem.as_str()));
    if any(&[
        "url",
        "urls",
        "unit",
        "units",
        "service_capacity",
        "service_capacities",
    ]) {
        "3.1"
    } else if any(&["addresses", "attributes", "accessibility", "cost_options"])
        && !any(&["physical_addresses"])
    {
        "3.0"
    } else if any(&[
        "services_at_location",
        "regular_schedules",
        "services_taxonomy",
    ]) {
        "1.1"
    } else if any(&[
        "schedules",
        "service_taxonomies",
        "service_attribute",
        "service_attributes",
        "taxonomy_terms",
    ]) {
        "2.0"
    } else {
        "unknown"
    }
}
