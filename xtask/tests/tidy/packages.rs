//! Rules about packages: licences, features, and what reaches a family's phone.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::files;

/// Licences that ask no more than to be named (see `deny.toml` for the reasons).
const ALLOWED: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

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

fn metadata() -> Value {
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

/// Whether an SPDX expression can be met by the allowed licences alone.
fn is_allowed(expression: &str) -> bool {
    // The old spelling `MIT/Apache-2.0` means OR.
    let expression = expression.replace('/', " OR ").replace(['(', ')'], " ");
    let terms = expression
        .split(" OR ")
        .map(|term| term.split(" AND ").all(|one| ALLOWED.contains(&one.trim())));
    // `(A OR B) AND C` is read as `A OR (B AND C)`; then both halves must be allowed, which errs on the strict side.
    if expression.contains(" AND ") {
        terms.into_iter().all(|ok| ok)
    } else {
        terms.into_iter().any(|ok| ok)
    }
}

#[test]
fn every_package_has_an_allowed_licence() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    let refused = packages
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(is_allowed));
    let refused: Vec<String> = refused
        .map(|p| format!("{} {}", p["name"], p["license"]))
        .collect();
    assert!(refused.is_empty(), "\n{}", refused.join("\n"));
}

#[test]
fn licence_expressions_are_understood() {
    for good in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-3.0 OR MIT",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
    ] {
        assert!(is_allowed(good), "{good}");
    }
    for bad in [
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "(MIT OR GPL-3.0) AND Unicode-3.0",
        "",
    ] {
        assert!(!is_allowed(bad), "{bad}");
    }
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
