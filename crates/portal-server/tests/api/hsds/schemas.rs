//! Every answer is valid by the official schemas, and comes back in as what it was.
//!
//! The schemas are not part of the project (CC BY-SA). `PORTAL_SHARED_DATA` names the folder that
//! holds `hsds-3.1/schema`; without it, and without `shared/data` beside the project, nothing is judged.

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use portal_server::import::{Options, import_services};
use serde_json::{Map, Value, json};

use super::*;

const OBJECTS: [(&str, &str); 5] = [
    ("services", "service"),
    ("organizations", "organization"),
    ("service_at_locations", "service_at_location"),
    ("taxonomies", "taxonomy"),
    ("taxonomy_terms", "taxonomy_term"),
];

fn shared_data() -> PathBuf {
    std::env::var_os("PORTAL_SHARED_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    )
}

/// The official schemas in one, since they name each other by file.
#[allow(
    clippy::print_stdout,
    reason = "a test that judges nothing must say so"
)]
fn schemas() -> Option<Map<String, Value>> {
    let folder = shared_data().join("hsds-3.1/schema");
    let Ok(files) = fs::read_dir(&folder) else {
        println!("skipped: no schemas in {}", folder.display());
        return None;
    };
    let mut schemas = Map::new();
    for file in files {
        let path = file.expect("a file").path();
        let name = path.file_stem().and_then(|n| n.to_str()).expect("a name");
        if name != "openapi" {
            let text = fs::read_to_string(&path).expect("a schema");
            let text = text
                .replace(".json\"", "\"")
                .replace("\"$ref\": \"", "\"$ref\": \"#/$defs/");
            let schema = serde_json::from_str(&text).expect("a schema of JSON");
            schemas.insert(name.to_owned(), schema);
        }
    }
    Some(schemas)
}

fn validator(schemas: &Map<String, Value>, object: &str) -> Validator {
    let schema = json!({"$ref": format!("#/$defs/{object}"), "$defs": schemas});
    jsonschema::validator_for(&schema).expect("a schema")
}

fn assert_valid(validator: &Validator, value: &Value, of: &str) {
    let told: Vec<String> = validator
        .iter_errors(value)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(told.is_empty(), "{of}:\n{}", told.join("\n"));
}

#[tokio::test]
async fn every_answer_is_valid_by_the_official_schemas() {
    let Some(schemas) = schemas() else { return };
    let app = start();
    for (list, object) in OBJECTS {
        let validator = validator(&schemas, object);
        for query in ["", "&full=true", "&full_service=true"] {
            let path = format!("{list}?per_page=1000{query}");
            let answer = get(&app, &path).await;
            if !answer.status.is_success() {
                continue;
            }
            for row in answer.json()["contents"].as_array().expect("rows") {
                assert_valid(&validator, row, &path);
                let id = row["id"].as_str().expect("an id").replace('/', "%2F");
                let one = read(&app, &format!("{list}/{id}")).await;
                assert_valid(&validator, &one, &format!("{list}/{id}"));
            }
        }
    }
}

#[tokio::test]
async fn what_goes_out_and_comes_in_again_is_the_same() {
    let app = start();
    let out = get(&app, "services?format=ndjson&full=true").await.text();
    let again = TestApp::start_with(|home| {
        let file = home.root().join("out.ndjson");
        fs::write(&file, &out).expect("a file");
        for round in 0..2 {
            let options = Options {
                source: "again",
                check: false,
                publish: true,
                now: NOW.parse().expect("a timestamp"),
            };
            let summary = import_services(home, &file, &options, &mut |_, _| {}).expect("accepted");
            let expected = if round == 0 {
                (SERVICES, 0)
            } else {
                (0, SERVICES)
            };
            assert_eq!((summary.added, summary.unchanged), expected);
        }
        // The demo's own copies of the services would be shown first.
        let nothing = home.root().join("one.ndjson");
        fs::write(
            &nothing,
            r#"{"id":"one","name":"Another","status":"active"}"#,
        )
        .expect("a file");
        let options = Options {
            source: "directory",
            check: false,
            publish: true,
            now: NOW.parse().expect("a timestamp"),
        };
        import_services(home, &nothing, &options, &mut |_, _| {}).expect("accepted");
    });
    for line in out.lines() {
        let before: Value = serde_json::from_str(line).expect("an object");
        let id = before["id"].as_str().expect("an id").replace('/', "%2F");
        assert_eq!(read(&again, &format!("services/{id}")).await, before);
    }
}
