//! The schemas of the playbook, its shipped files, and the examples of the case feed say the same.

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
        ("rules.json", "/steps/trial/promise/days", json!(0)),
        ("rules.json", "/steps/trial/promise/from", json!("done_on")),
        ("rules.json", "/steps/trial/promise/basis", json!("law")),
        (
            "rules.json",
            "/agencies/court/quiet_after_days",
            json!(1001),
        ),
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

/// The lines of the case feed that `docs/import.md` shows.
fn examples() -> Vec<Value> {
    let text = fs::read_to_string(root().join("docs/import.md")).expect("the document");
    let feed = text
        .split("\n## ")
        .find(|part| part.starts_with("The case feed"));
    let lines = feed
        .expect("a section")
        .lines()
        .filter(|line| line.starts_with("{\"type\""));
    let read = |line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"));
    lines.map(read).collect()
}

#[test]
fn every_example_of_the_case_feed_keeps_to_its_schema() {
    let examples = examples();
    for example in &examples {
        let told = mistakes("case-feed.schema.json", example);
        assert!(told.is_empty(), "{example}:\n{}", told.join("\n"));
    }
    let schema = read(&root().join("docs/case-feed.schema.json"));
    for one in schema["oneOf"].as_array().expect("types") {
        let name = one["$ref"]
            .as_str()
            .expect("a name")
            .trim_start_matches("#/$defs/");
        assert!(
            examples.iter().any(|e| e["type"] == name),
            "no example of {name}"
        );
    }
}

#[test]
fn the_case_feed_takes_what_other_systems_call_families_and_visits() {
    let table = [
        (
            json!({"type":"identifier","id":"i","agency":"a","value":"4471","family":"f"}),
            true,
        ),
        (
            json!({"type":"identifier","id":"i","agency":"a","family":"f"}),
            false,
        ),
        (
            json!({"type":"identifier","id":"i","agency":"a","value":"","family":"f"}),
            false,
        ),
        (
            json!({"type":"identifier","id":"i","agency":"a","value":"1","family":"f","kind":"x"}),
            false,
        ),
        (
            json!({"type":"appointment","id":"v","family":"f","kind":"k","agency":"a","status":"proposed","updated_at":"2026-03-01T10:00:00Z","same_as":"4471@example.org"}),
            true,
        ),
        (
            json!({"type":"appointment","id":"v","family":"f","kind":"k","agency":"a","status":"proposed","same_as":4471}),
            false,
        ),
    ];
    for (row, good) in table {
        let told = mistakes("case-feed.schema.json", &row);
        assert_eq!(told.is_empty(), good, "{row}: {told:?}");
    }
}
