//! What the JSON of `portal_hsds::write` lacks to be an object of its own: an id, where the directory gives none.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

type Object = Map<String, Value>;

/// A record as written, with an id in it and in all that is nested in it; `entity` is what it is called
/// where it is nested in another.
pub fn named(written: Value, entity: &str) -> Object {
    let Value::Object(mut record) = written else {
        return Object::new();
    };
    name(&mut record, entity, entity);
    record
}

/// What the list form of `portal_hsds::write` is, cut out of the full one: nothing is written twice.
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

/// Names a record by where it stands: below the nearest record that has an id from the directory.
fn name(record: &mut Object, key: &str, path: &str) {
    let path = match text(record, "id") {
        "" => {
            record.insert("id".to_owned(), derived_id(path).into());
            path.to_owned()
        }
        id => format!("{key}/{id}"),
    };
    for (key, value) in record.iter_mut() {
        match value {
            Value::Object(nested) => name(nested, key, &format!("{path}/{key}")),
            Value::Array(items) => {
                for (at, item) in items.iter_mut().enumerate() {
                    if let Value::Object(nested) = item {
                        name(nested, key, &format!("{path}/{key}/{at}"));
                    }
                }
            }
            _ => {}
        }
    }
}
