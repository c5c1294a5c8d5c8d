//! The taxonomy terms a record is classified by.

use serde_json::{Map, Value, json};

use super::json::{derived_id, text};

type Object = Map<String, Value>;

/// A term that stands on a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// Its taxonomy, where the directory names one.
    pub taxonomy_id: Option<String>,
    /// The term itself; an attribute can name one that the directory does not have.
    pub record: Option<Object>,
    /// The taxonomy itself.
    pub taxonomy: Option<Object>,
}

impl Term {
    /// A term of the directory.
    pub fn of(mut record: Object) -> Self {
        let taxonomy = taxonomy_of(&record);
        let taxonomy_id = taxonomy
            .as_ref()
            .map(|taxonomy| text(taxonomy, "id").to_owned());
        if let Some(id) = &taxonomy_id {
            record
                .entry("taxonomy_id".to_owned())
                .or_insert_with(|| id.clone().into());
        }
        Self {
            id: text(&record, "id").to_owned(),
            taxonomy_id,
            record: Some(record),
            taxonomy,
        }
    }
}

/// The terms of all attributes within a record, but not within its fields in `except`.
pub fn terms_of(record: &Object, except: &[&str]) -> Vec<Term> {
    let mut terms = Vec::new();
    for (key, value) in record {
        if !except.contains(&key.as_str()) {
            gather(key, value, &mut terms);
        }
    }
    terms
}

fn gather(key: &str, value: &Value, terms: &mut Vec<Term>) {
    match value {
        Value::Array(items) => {
            for item in items {
                if let (true, Value::Object(attribute)) = (key == "attributes", item) {
                    terms.extend(term(attribute));
                }
                gather("", item, terms);
            }
        }
        Value::Object(record) => {
            for (key, value) in record {
                gather(key, value, terms);
            }
        }
        _ => {}
    }
}

fn term(attribute: &Object) -> Option<Term> {
    let Some(nested) = attribute.get("taxonomy_term").and_then(Value::as_object) else {
        let id = text(attribute, "taxonomy_term_id");
        return (!id.is_empty()).then(|| Term {
            id: id.to_owned(),
            taxonomy_id: None,
            record: None,
            taxonomy: None,
        });
    };
    Some(Term::of(nested.clone()))
}

/// The taxonomy of a term: nested, or by its id, or by nothing but its name.
fn taxonomy_of(term: &Object) -> Option<Object> {
    if let Some(nested) = term.get("taxonomy_detail").and_then(Value::as_object) {
        return Some(nested.clone());
    }
    let (id, name) = (text(term, "taxonomy_id"), text(term, "taxonomy"));
    let id = match (id, name) {
        ("", "") => return None,
        ("", name) => derived_id(&format!("taxonomy/{name}")),
        (id, _) => id.to_owned(),
    };
    match json!({"id": id, "name": name, "description": ""}) {
        Value::Object(taxonomy) => Some(taxonomy),
        _ => None,
    }
}
