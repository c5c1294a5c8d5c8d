//! The bill of materials of this very project, of files that stand for what was built.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;

fn document() -> Value {
    let files = [("portal", "a"), ("dist/index.html", "b")];
    let files = files.map(|(path, text)| (path.to_owned(), sha256(text.as_bytes())));
    serde_json::to_value(document::of(&release(files.into()).unwrap()).unwrap()).unwrap()
}

fn list<'a>(document: &'a Value, name: &str) -> &'a Vec<Value> {
    document[name].as_array().unwrap()
}

fn named<'a>(document: &'a Value, name: &str) -> &'a Value {
    let mut components = list(document, "components").iter();
    components.find(|one| one["name"] == name).unwrap()
}

/// All that a component needs, and what that needs, by reference.
fn all_below(document: &Value, of: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::from([of.to_owned()]);
    let mut open = vec![of.to_owned()];
    while let Some(next) = open.pop() {
        let dependencies = list(document, "dependencies").iter();
        let mut dependencies = dependencies.filter(|one| one["ref"] == *next);
        let needs = dependencies.next().unwrap()["dependsOn"]
            .as_array()
            .unwrap();
        assert!(dependencies.next().is_none(), "{next} is told twice");
        for need in needs.iter().map(|need| need.as_str().unwrap()) {
            if found.insert(need.to_owned()) {
                open.push(need.to_owned());
            }
        }
    }
    found
}

/// Name and version of every crate that cargo would compile for a package.
fn compiled(program: &Program) -> BTreeSet<String> {
    let mut cargo = run::cargo();
    cargo.args(["build", "--quiet", "--locked", "--package", program.package]);
    // Only told: neither is anything compiled, nor is what is compiled elsewhere touched.
    cargo.args(["-Z", "unstable-options", "--unit-graph"]);
    if let Some(target) = program.target {
        cargo.args(["--target", target]);
    }
    let graph = run::output(cargo.env("RUSTC_BOOTSTRAP", "1")).unwrap();
    let graph: Value = serde_json::from_str(&graph).unwrap();
    let packages = list(&graph, "units").iter().map(|unit| &unit["pkg_id"]);
    packages
        .map(|id| {
            let (place, id) = id.as_str().unwrap().rsplit_once('#').unwrap();
            let named = id.replace('@', " ");
            let folder = place.rsplit_once('/').unwrap().1;
            // A folder's own name is left out when the crate has the same.
            if id.contains('@') {
                named
            } else {
                format!("{folder} {named}")
            }
        })
        .collect()
}

fn is_all_of_the_release_and_there_once(document: &Value) {
    let components = list(document, "components");
    let nested = components
        .iter()
        .filter_map(|one| one["components"].as_array());
    let all = components.iter().chain(nested.flatten());
    let references: Vec<String> = all
        .map(|one| one["bom-ref"].as_str().unwrap().to_owned())
        .collect();
    let mut once: BTreeSet<String> = references.iter().cloned().collect();
    assert_eq!(once.len(), references.len());
    once.insert("release".to_owned());
    assert_eq!(all_below(document, "release"), once);
}

/// A licence for every crate; for those from elsewhere a hash and an address as well.
fn says_whose_it_is(document: &Value) {
    for one in list(document, "components") {
        if one["type"] != "library" {
            continue;
        }
        assert!(one["licenses"][0]["expression"].is_string(), "{one}");
        let is_ours = one["bom-ref"].as_str().unwrap().starts_with("crate:");
        if !is_ours && one["name"] != "rust-std" {
            let hash = one["hashes"][0]["content"].as_str().unwrap();
            assert_eq!(hash.len(), 64, "{one}");
            let package = one["purl"].as_str().unwrap();
            let is_address = package.starts_with("pkg:cargo/") && !package.contains('+');
            assert!(is_address, "{one}");
        }
    }
}

fn names_what_is_compiled_from_inside_a_crate(document: &Value) {
    let sqlite = &named(document, "libsqlite3-sys")["components"][0];
    assert_eq!(sqlite["name"], "sqlite");
    let version = sqlite["version"].as_str().unwrap();
    assert!(version.starts_with("3."), "{version}");
    let known_as = format!("cpe:2.3:a:sqlite:sqlite:{version}:*:*:*:*:*:*:*");
    assert_eq!(sqlite["cpe"], known_as);
    let mimalloc = &named(document, "libmimalloc-sys")["components"][0];
    assert_eq!(mimalloc["name"], "mimalloc");
}

fn tells_programs_apart(document: &Value) {
    let has = |program: &str, package: &str| {
        let start = format!("pkg:cargo/{package}@");
        let below = all_below(document, &format!("program:{program}"));
        below.iter().any(|one| one.starts_with(&start))
    };
    for (program, its, not) in [
        ("portal", "axum", "leptos"),
        ("family-portal", "leptos", "rusqlite"),
        ("family-office", "leptos", "rusqlite"),
        ("family-kiosk", "leptos", "rusqlite"),
        ("portal-search", "qrcodegen", "leptos"),
    ] {
        assert!(has(program, its), "{program} without {its}");
        assert!(!has(program, not), "{program} with {not}");
    }
    assert_eq!(named(document, "serde_derive")["scope"], "excluded");
    assert_eq!(named(document, "rusqlite")["scope"], "required");
}

// One test for what is asked of one document: cargo needs seconds to tell what it is made of.
#[test]
fn a_release_tells_of_every_part_once_with_its_maker_and_what_it_needs() {
    let document = document();
    is_all_of_the_release_and_there_once(&document);
    says_whose_it_is(&document);
    names_what_is_compiled_from_inside_a_crate(&document);
    tells_programs_apart(&document);
}

#[test]
fn what_cargo_compiles_for_a_program_is_in_it_and_nothing_else() {
    let document = document();
    let components = list(&document, "components").iter();
    let crates = components.filter(|one| one["type"] == "library" && one["name"] != "rust-std");
    let word = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    let told: BTreeSet<String> = crates
        .map(|one| word(one, "name") + " " + &word(one, "version"))
        .collect();
    let compiled: BTreeSet<String> = PROGRAMS.iter().flat_map(compiled).collect();
    assert!(compiled.len() > 200, "{compiled:?}");
    assert_eq!(told, compiled);
}

#[test]
fn the_number_tells_the_content_and_no_folder_of_this_machine_is_told() {
    let mut release = release(BTreeMap::new()).unwrap();
    let numbered =
        |release: &Release| serde_json::to_value(document::of(release).unwrap()).unwrap();
    let first = numbered(&release);
    assert_eq!(first, numbered(&release));
    assert!(
        !first
            .to_string()
            .contains(&*project::root().to_string_lossy())
    );
    release.compiler = "0.0.0".to_owned();
    assert_ne!(first["serialNumber"], numbered(&release)["serialNumber"]);
}
