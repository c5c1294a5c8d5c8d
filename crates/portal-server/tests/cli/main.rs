//! The command line as other programs call it: exit codes and output.

mod card_files;
mod cards;
mod databases;
mod kiosks;
mod printed;
mod staff;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "each suite needs a part of it")]
mod support;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn portal(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_portal"))
        .args(args)
        .output()
        .expect("portal runs")
}

/// The same with something on its standard input.
fn portal_reading(args: &[&str], input: &str) -> Output {
    let mut portal = Command::new(env!("CARGO_BIN_EXE_portal"));
    portal.args(args).stdin(Stdio::piped());
    portal.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = portal.spawn().expect("portal runs");
    let mut stdin = child.stdin.take().expect("its input");
    stdin.write_all(input.as_bytes()).expect("it is written");
    drop(stdin);
    child.wait_with_output().expect("portal ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn shown(path: &Path) -> &str {
    path.to_str().expect("a path of text")
}

#[test]
fn whoever_reads_only_the_beginning_of_the_document_ends_it_without_an_error() {
    let mut portal = Command::new(env!("CARGO_BIN_EXE_portal"));
    portal.arg("openapi").stdout(Stdio::piped());
    let mut child = portal.stderr(Stdio::piped()).spawn().expect("portal runs");
    // More than a pipe holds, and nobody is there to take it.
    drop(child.stdout.take());
    let done = child.wait_with_output().expect("portal ends");
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert!(done.stderr.is_empty(), "{}", text(&done.stderr));
}

#[test]
fn the_demo_prints_every_card_and_can_be_made_again() {
    let dir = tempfile::tempdir().expect("a directory");
    let home = shown(dir.path());
    let clock = "2026-03-10T09:00:00-05:00";
    let first = portal(&["demo", "--home", home, "--clock", clock, "--json"]);
    assert!(first.status.success(), "{}", text(&first.stderr));
    let made: serde_json::Value = serde_json::from_slice(&first.stdout).expect("JSON");
    let families = [
        "arabic",
        "closed",
        "espanol",
        "kansas-city",
        "on-time",
        "prepaid",
        "separated",
        "three-children",
    ];
    for family in families {
        let card = made["caregivers"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|c| c["family"] == family);
        let card = card.unwrap_or_else(|| panic!("{family} has a card"));
        assert!(
            portal_types::CardCode::parse(card["code"].as_str().unwrap_or_default()).is_ok(),
            "{card}"
        );
        assert!(
            portal_types::Pin::parse(card["pin"].as_str().unwrap_or_default()).is_ok(),
            "{card}"
        );
    }
    let again = portal(&["demo", "--home", home, "--clock", clock, "--json"]);
    let again: serde_json::Value = serde_json::from_slice(&again.stdout).expect("JSON");
    let [first, second] = [made, again].map(split_kiosks);
    assert_eq!(
        first.0, second.0,
        "the demo is the same on every machine and every time"
    );
    assert_ne!(
        first.1, second.1,
        "but for what enrols its kiosk: nobody is to know that beforehand"
    );
}

/// A demo without its kiosk's one-time code, and that code.
fn split_kiosks(mut demo: serde_json::Value) -> (serde_json::Value, String) {
    let code = demo["kiosks"][0]["enrolment_code"].take();
    let code = code.as_str().expect("a code").to_owned();
    assert!(portal_types::EnrolmentCode::parse(&code).is_ok());
    (demo, code)
}

#[test]
fn a_real_home_is_begun_by_an_import_and_served_only_when_complete() {
    let dir = tempfile::tempdir().expect("a directory");
    let home_path = dir.path().join("home");
    let home = shown(&home_path);
    let feed = dir.path().join("feed.ndjson");
    let head = r#"{"type":"feed","version":1,"as_of":"2026-03-10T08:00:00-05:00"}"#;
    std::fs::write(
        &feed,
        format!("{head}\n{{\"type\":\"family\",\"id\":\"f\",\"language\":\"en\"}}\n"),
    )
    .expect("a feed");
    let import = portal(&["import", "cases", shown(&feed), "--home", home, "--json"]);
    assert!(import.status.success(), "{}", text(&import.stderr));
    let summary: serde_json::Value = serde_json::from_slice(&import.stdout).expect("JSON");
    assert_eq!(summary["added"], 1);
    let serve = portal(&["serve", "--home", home, "--listen", "127.0.0.1:0"]);
    assert!(
        !serve.status.success() && text(&serve.stderr).contains("center.json: phone: expected"),
        "{}",
        text(&serve.stderr)
    );
    let clock = portal(&[
        "serve",
        "--home",
        home,
        "--listen",
        "127.0.0.1:0",
        "--clock",
        "2026-03-10T09:00:00-05:00",
    ]);
    assert!(
        !clock.status.success() && text(&clock.stderr).contains("--clock"),
        "{}",
        text(&clock.stderr)
    );
    let demo = portal(&["demo", "--home", home]);
    assert!(
        !demo.status.success() && text(&demo.stderr).contains("is no demo"),
        "a real home is never turned into a demo"
    );
}

#[test]
fn a_refused_file_exits_with_two_and_names_line_field_and_reason() {
    let dir = tempfile::tempdir().expect("a directory");
    let home_path = dir.path().join("home");
    let feed = dir.path().join("feed.ndjson");
    std::fs::write(
        &feed,
        "{\"type\":\"feed\",\"version\":1}\n{\"type\":\"family\"}\n",
    )
    .expect("a feed");
    let import = portal(&["import", "cases", shown(&feed), "--home", shown(&home_path)]);
    assert_eq!(import.status.code(), Some(2));
    let told = text(&import.stderr);
    assert!(
        told.contains("feed.ndjson:1: as_of: expected a time"),
        "{told}"
    );
    assert!(told.contains("feed.ndjson:2: id: expected an id"), "{told}");
    assert!(told.ends_with("nothing was changed\n"), "{told}");
    let json = portal(&[
        "import",
        "cases",
        shown(&feed),
        "--home",
        shown(&home_path),
        "--json",
    ]);
    let refusal: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(
        (json.status.code(), refusal["total"].as_u64()),
        (Some(2), Some(3)),
        "{refusal}"
    );
}

#[test]
fn a_playbook_is_taken_in_with_its_warnings_or_refused_with_two() {
    let dir = tempfile::tempdir().expect("a directory");
    let home_path = dir.path().join("home");
    let home = shown(&home_path);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/playbook");
    let import = |path: &str, flags: &[&str]| {
        portal(
            &[
                &["import", "playbook", path, "--home", home, "--source", "us"],
                flags,
            ]
            .concat(),
        )
    };
    let accepted = import(folder, &[]);
    let told = text(&accepted.stdout);
    assert!(
        told.starts_with("warning: es.json:3: reviewed_by: no professional translator")
            && told.contains("\naccepted: playbook: "),
        "{told}"
    );
    let json: serde_json::Value =
        serde_json::from_slice(&import(folder, &["--json", "--check"]).stdout).expect("JSON");
    assert_eq!(json["warnings"].as_array().map(Vec::len), Some(1), "{json}");
    let broken = dir.path().join("es.json");
    std::fs::write(&broken, "{}").expect("a file");
    let refused = import(shown(&broken), &[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        text(&refused.stderr).contains("es.json:1: -: expected a field language, found none"),
        "{}",
        text(&refused.stderr)
    );
}

#[test]
fn plain_http_is_refused_on_any_address_but_loopback() {
    let dir = tempfile::tempdir().expect("a directory");
    let home = shown(dir.path());
    assert!(portal(&["demo", "--home", home]).status.success());
    let local = "127.0.0.1:0";
    for addresses in [
        ["--listen", "0.0.0.0:0"].as_slice(),
        &["--listen", local, "--admin", "0.0.0.0:0"],
    ] {
        let serve = portal(&[&["serve", "--home", home], addresses].concat());
        assert!(
            !serve.status.success() && text(&serve.stderr).contains("--behind-tls-proxy"),
            "{}",
            text(&serve.stderr)
        );
    }
}

#[test]
fn the_list_of_sources_says_what_came_and_what_was_refused() {
    let dir = tempfile::tempdir().expect("a directory");
    let home = shown(dir.path());
    assert!(portal(&["demo", "--home", home]).status.success());
    let bad = dir.path().join("bad.ndjson");
    std::fs::write(&bad, "{}").expect("a file");
    let import = ["import", "cases", shown(&bad), "--home", home];
    assert_eq!(
        portal(&[&import[..], &["--source", "clinic"]].concat())
            .status
            .code(),
        Some(2)
    );
    let list = text(&portal(&["sources", "--home", home]).stdout);
    let line = |name: &str| {
        list.lines()
            .find(|l| l.starts_with(name))
            .unwrap_or_default()
    };
    assert!(
        line("center").contains("cases") && line("center").ends_with("good"),
        "{list}"
    );
    assert!(
        line("clinic").contains("refused 20") && line("clinic").contains(": 1 error"),
        "{list}"
    );
    let json = portal(&["sources", "--home", home, "--json"]).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(json[2]["name"], "clinic");
}
