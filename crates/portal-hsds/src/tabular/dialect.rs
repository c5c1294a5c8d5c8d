//! How the versions of the standard differ: names of columns, and which files there are.

use serde_json::{Value, json};

use super::schema::{Table, stem};
use crate::clean::Record;

/// Gives the columns of older versions their names of 3.1.
pub(super) fn rename(table: Table, mut row: Record) -> Record {
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
        Table::Term => &[("vocabulary", "taxonomy")],
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
    if table == Table::Contact {
        contact_phone(&mut row);
    }
    row
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
        "service_attributes",
        "taxonomy_terms",
    ]) {
        "2.0"
    } else {
        "unknown"
    }
}
