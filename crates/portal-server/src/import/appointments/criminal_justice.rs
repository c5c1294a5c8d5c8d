//! Identifiers of criminal justice, wherever in a resource they are.

use serde_json::Value;

use super::super::cases::names;
use super::json::Object;

/// The field of the first such identifier: by its system or type, by a field's name, or by a label in text.
pub fn field(object: &Object) -> Option<&str> {
    object.iter().find_map(|(field, value)| {
        // What an attachment holds is base 64 and no text.
        let is_bytes = field == "data";
        let is_number = field == "identifier" && is_identifier(value);
        if is_number || (!is_bytes && names::is_criminal_justice(field, value)) {
            return Some(field.as_str());
        }
        within(value)
    })
}

fn within(value: &Value) -> Option<&str> {
    match value {
        Value::Object(object) => field(object),
        Value::Array(list) => list.iter().find_map(|value| match value {
            Value::String(text) => {
                names::has_labelled_number(&text.to_ascii_uppercase()).then_some("-")
            }
            other => within(other),
        }),
        _ => None,
    }
}

/// FHIR R4 Identifier, one or several: what its number means stands in system, type and assigner.
fn is_identifier(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.iter().any(is_identifier),
        Value::Object(identifier) => ["system", "type", "assigner"].iter().any(|field| {
            let meaning = identifier.get(*field).map(Value::to_string);
            meaning.is_some_and(|text| names::is_criminal_justice_system(&text))
        }),
        _ => false,
    }
}
