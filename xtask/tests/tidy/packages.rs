//! Rules about packages: features, and what reaches a family's phone.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::files;

/// Packages of the server that would be dead weight, or a danger, on a phone.
const SERVER_ONLY: [&str; 10] = [
    "axum",
    "hyper",
    "reqwest",
    "ring",
    "rusqlite",
    "rustls",
    "sqlx",
    "tokio",
    "tokio-postgres",
    "utoipa",
];

fn cargo(arguments: &[&str]) -> String {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .current_dir(files::root())
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// All that cargo knows of the project's packages and of those below them.
pub fn metadata() -> Value {
    serde_json::from_str(&cargo(&["metadata", "--format-version", "1", "--locked"])).unwrap()
}

fn package<'a>(metadata: &'a Value, name: &str) -> &'a Value {
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|package| package["name"] == name)
        .unwrap()
}

#[test]
fn the_wire_types_turn_nothing_on_by_themselves() {
    let metadata = metadata();
    assert!(package(&metadata, "portal-types")["features"]["default"].is_null());
    let portal = package(&metadata, "family-portal");
    let types = portal["dependencies"]
        .as_array()
        .unwrap()
        .iter()
        .find(|d| d["name"] == "portal-types")
        .unwrap();
    assert_eq!(types["features"], serde_json::json!([]));
}

#[test]
fn no_package_of_the_server_reaches_the_phone() {
    let tree = cargo(&[
        "tree",
        "--locked",
        "--package",
        "family-portal",
        "--target",
        "wasm32-unknown-unknown",
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    let names: BTreeSet<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let unwanted: Vec<_> = SERVER_ONLY
        .iter()
        .filter(|name| names.contains(*name))
        .collect();
    assert!(unwanted.is_empty(), "{unwanted:?}");

    // A new package in this list is a decision: its bytes are paid by every phone.
    let list = files::root().join("xtask/tests/tidy/wasm-packages.txt");
    let now = names
        .into_iter()
        .map(|name| format!("{name}\n"))
        .collect::<String>();
    if std::env::var_os("UPDATE_WASM_PACKAGES").is_some() {
        fs::write(&list, &now).unwrap();
    }
    let then = fs::read_to_string(&list).unwrap_or_default();
    let new: Vec<_> = now
        .lines()
        .filter(|name| !then.lines().any(|old| old == *name))
        .collect();
    assert!(
        new.is_empty(),
        "new in the wasm: {new:?}; if that is wanted, run this test with UPDATE_WASM_PACKAGES=1"
    );
}
