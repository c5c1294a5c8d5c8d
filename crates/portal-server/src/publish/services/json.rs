//! What the JSON of `portal_hsds::write` lacks to be an object of its own: an id, where the directory gives none.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

type Object = Map<String, Value>;

/// A record as written, with an id in it and in all that is nested in it; `entity` is what it is called
/// where it is nested in another.
pub fn named(written: Value, entity: &str) -> Object {
    let Value::Object(mut record) = written else {
        return Object::new();
    };
    name(&mut record, entity, &mut entity.to_owned());
    record
}

/// What the list form of `portal_hsds::write` is, cut out of the full one: no arrays, at any depth.
pub struct ListForm<'a>(pub &'a Object);

impl Serialize for ListForm<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for (key, value) in self.0 {
            match value {
                Value::Array(_) => {}
                Value::Object(nested) => map.serialize_entry(key, &ListForm(nested))?,
                other => map.serialize_entry(key, other)?,
            }
        }
        map.end()
    }
}

/// JSON of what has string keys and JSON values alone, which always can be written.
pub fn written(record: &impl Serialize) -> String {
    serde_json::to_string(record).unwrap_or_default()
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

/// Names a record by where it stands: below the nearest record that has an id from the directory. `path` is
/// used on the way and comes back as it was.
fn name(record: &mut Object, key: &str, path: &mut String) {
    match text(record, "id") {
        "" => {
            record.insert("id".to_owned(), derived_id(path).into());
            name_nested(record, path);
        }
        id => {
            let mut path = format!("{key}/{id}");
            name_nested(record, &mut path);
        }
    }
}

fn name_nested(record: &mut Object, path: &mut String) {
    let here = path.len();
    for (key, value) in record.iter_mut() {
        path.extend(["/", key]);
        match value {
            Value::Object(nested) => name(nested, key, path),
            Value::Array(items) => {
                let list = path.len();
                for (at, item) in items.iter_mut().enumerate() {
                    if let Value::Object(nested) = item {
                        path.extend(["/", &at.to_string()]);
                        name(nested, key, path);
                        path.truncate(list);
                    }
                }
            }
            _ => {}
        }
        path.truncate(here);
    }
}
