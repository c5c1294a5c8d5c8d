//! Looking into JSON of FHIR: what is not there and what has another type read the same.

use serde_json::{Map, Value};

/// A JSON object.
pub type Object = Map<String, Value>;

/// Text without the spaces around it; empty text is none.
pub fn text<'a>(object: &'a Object, field: &str) -> Option<&'a str> {
    let text = object.get(field)?.as_str()?.trim();
    Some(text).filter(|text| !text.is_empty())
}

/// The objects of a list.
pub fn objects<'a>(object: &'a Object, field: &str) -> impl Iterator<Item = &'a Object> {
    let list = object.get(field).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_object)
}

/// An object within.
pub fn object<'a>(object: &'a Object, field: &str) -> Option<&'a Object> {
    object.get(field)?.as_object()
}

/// The codes of a list of concepts, or of one (FHIR R4 `CodeableConcept`): each as `system|code`, then
/// as the code alone.
pub fn codes(object: &Object, field: &str) -> Vec<String> {
    let concepts: Vec<&Object> = match object.get(field) {
        Some(Value::Object(concept)) => vec![concept],
        _ => objects(object, field).collect(),
    };
    let codings = concepts
        .into_iter()
        .flat_map(|concept| objects(concept, "coding"));
    let both = |coding: &Object| {
        let code = text(coding, "code")?;
        let full = text(coding, "system").map(|system| format!("{system}|{code}"));
        Some(full.into_iter().chain([code.to_owned()]))
    };
    codings.filter_map(both).flatten().collect()
}

/// A phone number somebody can dial (FHIR `ContactPoint`), and whether there was one that nobody can.
pub fn phone(object: &Object) -> (Option<String>, bool) {
    let phones = objects(object, "telecom").filter(|point| text(point, "system") == Some("phone"));
    let numbers: Vec<&str> = phones.filter_map(|point| text(point, "value")).collect();
    let dialled = numbers
        .iter()
        .map(|number| number.strip_prefix("tel:").unwrap_or(number))
        .find(|number| super::super::cases::names::is_phone(number));
    (
        dialled.map(str::to_owned),
        dialled.is_none() && !numbers.is_empty(),
    )
}
