//! `docs/dependencies.md` tells of every package that the project asks for, and of no other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use crate::files::{self, File};
use crate::packages;

/// Where the packages are told of.
const LIST: &str = "docs/dependencies.md";

/// Packages by name, each with its versions as far as another one would have to be looked at anew.
type Packages = BTreeMap<String, BTreeSet<String>>;

/// What a requirement leaves open is compatible: `^1.9` is 1, `=0.2.130` and `0.2` are 0.2.
fn compatible(version: &str) -> String {
    let version = version.trim_start_matches(['^', '=', '~']);
    let mut parts = version.split('.');
    let (first, second) = (parts.next().unwrap_or_default(), parts.next());
    match second {
        Some(second) if first == "0" => format!("{first}.{second}"),
        _ => first.to_owned(),
    }
}

/// What every crate of the project asks crates.io for.
fn of_crates(metadata: &Value) -> Packages {
    let mut found = Packages::new();
    let crates = metadata["packages"].as_array().unwrap().iter();
    let ours = crates.filter(|package| package["source"].is_null());
    for dependency in ours.flat_map(|package| package["dependencies"].as_array().unwrap()) {
        if dependency["path"].is_null() {
            let name = dependency["name"].as_str().unwrap().to_owned();
            let version = compatible(dependency["req"].as_str().unwrap());
            found.entry(name).or_default().insert(version);
        }
    }
    found
}

/// What every `package.json` asks npm for.
fn of_npm(files: &[File]) -> Packages {
    let lists = files
        .iter()
        .filter(|file| file.path.ends_with("package.json"));
    let mut found = Packages::new();
    for list in lists {
        let list: Value = serde_json::from_str(&list.text).unwrap();
        for kind in ["dependencies", "devDependencies"] {
            for (name, version) in list[kind].as_object().into_iter().flatten() {
                let version = compatible(version.as_str().unwrap());
                found.entry(name.clone()).or_default().insert(version);
            }
        }
    }
    found
}

/// What each list for Python holds, of which some are only there because others ask for them.
fn of_python(files: &[File]) -> Vec<Packages> {
    let lists = files
        .iter()
        .filter(|file| file.path.ends_with("requirements.txt"));
    let pinned = |line: &str| {
        let (name, version) = line.split_once("==")?;
        let version = version.split_whitespace().next()?;
        Some((name.to_owned(), BTreeSet::from([compatible(version)])))
    };
    lists
        .map(|list| list.text.lines().filter_map(pinned).collect())
        .collect()
}

/// The rows below a heading: `| `name` | 1.9, 2 | …`.
fn told(text: &str, heading: &str) -> Packages {
    let (_, section) = text.split_once(&format!("\n## {heading}\n")).unwrap();
    let section = section
        .split_once("\n## ")
        .map_or(section, |(section, _)| section);
    let rows = section.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| `")?.split('|');
        let name = cells.next()?.trim().trim_end_matches('`').to_owned();
        let versions = cells.next()?.split(',');
        let versions = versions.map(|version| compatible(version.trim()));
        Some((name, versions.collect()))
    });
    rows.collect()
}

/// What is in one of both alone, or in both with other versions.
fn differences(told: &Packages, used: &Packages) -> Vec<String> {
    let names: BTreeSet<&String> = told.keys().chain(used.keys()).collect();
    let differ = names
        .into_iter()
        .filter(|name| told.get(*name) != used.get(*name));
    differ
        .map(|name| match (told.get(name), used.get(name)) {
            (None, _) => format!("{name} is used, and not told of"),
            (_, None) => format!("{name} is told of, and not used"),
            (told, used) => format!("{name}: {told:?} was looked at, and {used:?} is used"),
        })
        .collect()
}

fn list() -> String {
    fs::read_to_string(files::root().join(LIST)).unwrap()
}

#[test]
fn every_crate_that_is_asked_for_is_told_of_in_the_version_that_was_looked_at() {
    let found = differences(
        &told(&list(), "From crates.io"),
        &of_crates(&packages::metadata()),
    );
    assert!(found.is_empty(), "{LIST}:\n{}", found.join("\n"));
}

#[test]
fn every_package_from_npm_is_told_of_in_the_version_that_was_looked_at() {
    let found = differences(&told(&list(), "From npm"), &of_npm(&files::of_project()));
    assert!(found.is_empty(), "{LIST}:\n{}", found.join("\n"));
}

#[test]
fn every_list_for_python_has_a_row_and_every_row_is_in_a_list() {
    let told = told(&list(), "From the Python package index");
    let lists = of_python(&files::of_project());
    assert!(!lists.is_empty());
    for packages in &lists {
        let is_told = packages.keys().any(|name| told.contains_key(name));
        assert!(is_told, "{LIST} tells nothing of {packages:?}");
    }
    for (name, versions) in &told {
        let is_used = lists
            .iter()
            .any(|packages| packages.get(name) == Some(versions));
        assert!(
            is_used,
            "{LIST}: {name} {versions:?} is in no requirements.txt"
        );
    }
}

#[test]
fn what_is_missing_more_or_of_another_version_is_found() {
    let text = "\n## A\n\n| crate | version |\n| --- | --- |\n| `same` | 1.9, 2 |\n| `more` | 1 |\n| `newer` | 0.2 |\n## B\n\n| `elsewhere` | 1 |\n";
    let used = [
        ("same", &["^1.3", "=2.0.1"] as &[&str]),
        ("missing", &["1"]),
        ("newer", &["^0.3.1"]),
    ];
    let used = used.map(|(name, versions)| {
        let versions = versions.iter().map(|version| compatible(version));
        (name.to_owned(), versions.collect())
    });
    let found = differences(&told(text, "A"), &used.into());
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[0], "missing is used, and not told of");
    assert_eq!(found[1], "more is told of, and not used");
    assert!(found[2].starts_with("newer:"), "{found:?}");
}
