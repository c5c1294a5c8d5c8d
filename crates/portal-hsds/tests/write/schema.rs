//! The official schemas of HSDS 3.1.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use jsonschema::{Retrieve, Uri, Validator};
use serde_json::{Value, json};

use crate::common::data;

/// The schema of one record of HSDS 3.1, which names its neighbours by their files.
pub fn schema(record: &str) -> Option<Validator> {
    let folder = data("hsds-3.1/schema")?;
    let text = fs::read_to_string(folder.join(format!("{record}.json"))).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::options()
        .with_base_uri(format!("https://hsds.invalid/{record}.json"))
        .with_retriever(Neighbours(folder))
        .build(&schema);
    Some(validator.unwrap())
}

struct Neighbours(PathBuf);

impl Retrieve for Neighbours {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        let name = uri.path().as_str().trim_start_matches('/').to_owned();
        Ok(serde_json::from_str(&fs::read_to_string(
            self.0.join(name),
        )?)?)
    }
}

/// Fails with every way in which `record` is not as the standard wants it.
#[track_caller]
pub fn assert_valid(validator: &Validator, record: &Value) {
    let errors: Vec<String> = validator
        .iter_errors(record)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{record:#}");
}

#[test]
fn the_schemas_see_what_is_wrong_in_a_nested_record() {
    let Some(schema) = schema("service") else {
        return;
    };
    let right = json!({ "id": "s", "name": "One", "status": "active" });
    assert_valid(&schema, &right);
    for (field, wrong) in [
        ("status", json!("open")),
        ("phones", json!([{ "id": "p", "number": 5 }])),
        (
            "organization",
            json!({ "id": "o", "name": "Without a description" }),
        ),
    ] {
        let mut record = right.clone();
        record[field] = wrong;
        assert!(!schema.is_valid(&record), "{field}");
    }
}
