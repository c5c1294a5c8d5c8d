//! What a JSON object is. The standard does not say so in the object itself, so
//! the fields tell.

use serde_json::Value;

use crate::clean::Record;

/// An object that services can be taken from.
pub(super) enum Shape {
    /// A service.
    Service(Record),
    /// An organisation, and its services.
    Organization(Record, Vec<Record>),
}

const OF_ORGANIZATION: [&str; 8] = [
    "services",
    "website",
    "tax_status",
    "legal_status",
    "year_incorporated",
    "organization_identifiers",
    "parent_organization_id",
    "programs",
];

/// Tells what `record` is.
///
/// # Errors
/// What it is instead, and what was expected.
pub(super) fn shape(mut record: Record) -> Result<Shape, String> {
    let has = |key: &str| record.contains_key(key);
    if !has("name") && (has("service") || has("location") || has("location_id")) {
        return at_location(record).map(Shape::Service);
    }
    if has("location_type") {
        return Err("is a location without its services; expected a service".to_owned());
    }
    if has("term_uri") || has("taxonomy") || has("taxonomy_detail") {
        return Err("is a taxonomy term; expected a service".to_owned());
    }
    if has("openapi_url") {
        return Err("describes an API; expected a service".to_owned());
    }
    if has("uri") && has("version") {
        return Err("is a taxonomy; expected a service".to_owned());
    }
    let organization = OF_ORGANIZATION.iter().any(|key| has(key));
    if organization && !has("organization") && !has("status") {
        let services = match record.remove("services") {
            Some(Value::Array(services)) => services,
            _ => Vec::new(),
        };
        let services = services.into_iter().filter_map(object).collect();
        return Ok(Shape::Organization(record, services));
    }
    Ok(Shape::Service(record))
}

/// A service at one place, turned round into the service with that place.
fn at_location(mut record: Record) -> Result<Record, String> {
    let Some(mut service) = record.remove("service").and_then(object) else {
        return Err(
            "is a service at a location without the service; expected a service".to_owned(),
        );
    };
    service.insert(
        "service_at_locations".to_owned(),
        Value::Array(vec![Value::Object(record)]),
    );
    Ok(service)
}

fn object(value: Value) -> Option<Record> {
    match value {
        Value::Object(record) => Some(record),
        _ => None,
    }
}

/// Fields that 3.1 brought.
const NEW: [&str; 3] = ["additional_urls", "additional_websites", "capacities"];

/// Whether a field of this name came with 3.1.
pub(super) fn is_new(name: &str) -> bool {
    NEW.contains(&name)
}

/// Whether a JSON text has a field that came with 3.1.
pub(super) fn has_new_field(text: &str) -> bool {
    NEW.iter().any(|name| text.contains(&format!("\"{name}\"")))
}
