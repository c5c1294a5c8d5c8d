//! The schemas of the playbook and its shipped files say the same.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// What a schema of `docs/` finds wrong.
fn mistakes(schema: &str, value: &Value) -> Vec<String> {
    let schema = read(&root().join("docs").join(schema));
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let told = validator.iter_errors(value);
    told.map(|e| format!("{}: {e}", e.instance_path()))
        .collect()
}

fn schema_of(path: &Path) -> &'static str {
    if path.ends_with("rules.json") {
        "playbook-rules.schema.json"
    } else {
        "playbook.schema.json"
    }
}

#[test]
fn every_file_of_a_playbook_keeps_to_its_schema() {
    let mut judged = 0;
    for folder in ["playbook", "crates/portal-server/tests/fixtures/playbook"] {
        for entry in fs::read_dir(root().join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let told = mistakes(schema_of(&path), &read(&path));
            assert!(told.is_empty(), "{}:\n{}", path.display(), told.join("\n"));
            judged += 1;
        }
    }
    assert!(judged >= 6, "{judged} files");
}

#[test]
fn a_schema_refuses_what_the_import_refuses() {
    let fixture = root().join("crates/portal-server/tests/fixtures/playbook");
    let table = [
        ("en.json", "/steps/trial/titel", json!("The trial")),
        ("en.json", "/stepps", json!({})),
        ("en.json", "/bring/toy", json!(" ")),
        ("en.json", "/bring/a toy", json!("A toy")),
        ("en.json", "/reviewed_by", json!("")),
        ("en.json", "/roles/judge/does", json!(null)),
        ("rules.json", "/steps/trial/needs", json!([])),
        ("rules.json", "/rights/ask/date_checked", json!("March")),
        ("rules.json", "/rights/ask/steps", json!("trial")),
    ];
    for (file, pointer, value) in table {
        let mut changed = read(&fixture.join(file));
        let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
        changed.pointer_mut(parent).expect("it is there")[name] = value;
        let told = mistakes(schema_of(Path::new(file)), &changed);
        assert!(!told.is_empty(), "{pointer} is let through");
    }
}
