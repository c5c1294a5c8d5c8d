//! What the schemas of HSDS 3.1 want of each record.

use serde_json::{Map, Number, Value};

use super::Form;
use crate::clean::{EXTENSION_MARK, extension_as_number};

/// The records of which the standard requires something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Service,
    Organization,
    ServiceAtLocation,
    Location,
    Taxonomy,
    TaxonomyTerm,
    Address,
    Phone,
    Schedule,
    Capacity,
    Identifier,
    Metadata,
    Program,
    Unit,
    Url,
    /// A record that needs nothing but an id.
    Other,
}

/// The kind of the records in the field `key`.
fn nested(key: &str) -> Kind {
    match key {
        "service" => Kind::Service,
        "organization" => Kind::Organization,
        "service_at_locations" => Kind::ServiceAtLocation,
        "location" | "locations" => Kind::Location,
        "taxonomy_detail" => Kind::Taxonomy,
        "taxonomy_term" => Kind::TaxonomyTerm,
        "addresses" => Kind::Address,
        "phones" => Kind::Phone,
        "schedules" => Kind::Schedule,
        "capacities" => Kind::Capacity,
        "organization_identifiers" => Kind::Identifier,
        "metadata" => Kind::Metadata,
        "program" | "programs" => Kind::Program,
        "unit" => Kind::Unit,
        "additional_urls" | "additional_websites" => Kind::Url,
        _ => Kind::Other,
    }
}

/// Texts that must be there, beside the id. What the reader sees to is not among them:
/// the choices such as `status`, and the numbers.
fn required(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Service | Kind::Unit => &["name"],
        Kind::Organization | Kind::Program | Kind::Taxonomy | Kind::TaxonomyTerm => {
            &["name", "description"]
        }
        Kind::Address => &[
            "address_1",
            "city",
            "state_province",
            "postal_code",
            "country",
        ],
        Kind::Phone => &["number"],
        Kind::Capacity => &["updated"],
        Kind::Identifier => &["identifier_type", "identifier"],
        Kind::Metadata => &[
            "last_action_date",
            "last_action_type",
            "field_name",
            "previous_value",
            "replacement_value",
            "updated_by",
        ],
        Kind::Url => &["url"],
        Kind::ServiceAtLocation | Kind::Location | Kind::Schedule | Kind::Other => &[],
    }
}

/// Brings a record and all that is nested in it into the shape of the standard.
pub(super) fn finish(kind: Kind, record: &mut Map<String, Value>, form: Form) {
    if form == Form::List {
        record.retain(|_, value| !value.is_array());
    }
    for (key, value) in record.iter_mut() {
        match value {
            Value::Object(one) => finish(nested(key), one, form),
            Value::Array(many) => {
                for one in many.iter_mut().filter_map(Value::as_object_mut) {
                    finish(nested(key), one, form);
                }
            }
            Value::Number(number) => whole(number),
            _ => {}
        }
    }
    match kind {
        Kind::Phone => extension(record),
        Kind::Schedule => timezone(record),
        _ => {}
    }
    for key in required(kind).iter().chain(&["id"]) {
        record.entry(*key).or_insert_with(|| Value::from(""));
    }
}

/// `12.0` is written `12`.
fn whole(number: &mut Number) {
    let whole = number
        .as_f64()
        .filter(|float| float.fract() == 0.0 && float.abs() < 1e15);
    if let Some(float) = whole {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "checked on the lines above"
        )]
        let integer = float as i64;
        *number = Number::from(integer);
    }
}

/// The standard has a number for extensions; others are written after the phone number.
fn extension(record: &mut Map<String, Value>) {
    let Some(Value::String(text)) = record.remove("extension") else {
        return;
    };
    if let Some(number) = extension_as_number(&text) {
        record.insert("extension".to_owned(), Value::from(number));
    } else if let Some(Value::String(number)) = record.get_mut("number") {
        number.push_str(EXTENSION_MARK);
        number.push_str(&text);
    }
}

fn timezone(record: &mut Map<String, Value>) {
    let Some(Value::String(text)) = record.get("timezone") else {
        return;
    };
    // The reader has put every other text into the notes.
    if let Some(mut hours) = text.parse().ok().and_then(Number::from_f64) {
        whole(&mut hours);
        record.insert("timezone".to_owned(), Value::Number(hours));
    }
}
