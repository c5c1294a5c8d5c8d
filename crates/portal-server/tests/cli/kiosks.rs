//! Kiosks, by the command line.

use std::path::Path;

use portal_server::auth::access_log::{Read, append};
use portal_server::auth::db;
use portal_server::home::Home;
use portal_server::secrets::Secrets;
use portal_types::EnrolmentCode;
use serde_json::Value;

use super::{portal, shown, text};

/// A demo centre's home.
fn home() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a directory");
    let made = portal(&["demo", "--home", shown(dir.path())]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    dir
}

/// Runs `portal kiosk WHAT --home … REST`: whether it was done, and what it said.
fn kiosk(home: &Path, what: &str, rest: &[&str]) -> (bool, String) {
    let done = portal(&[&["kiosk", what, "--home", shown(home)], rest].concat());
    let said = match done.status.success() {
        true => &done.stdout,
        false => &done.stderr,
    };
    (done.status.success(), text(said))
}

/// Name and state of every kiosk.
fn states(home: &Path) -> Vec<(String, String)> {
    let list: Value = serde_json::from_str(&kiosk(home, "list", &["--json"]).1).expect("JSON");
    let lines = list.as_array().expect("a list").iter();
    let text = |line: &Value, field: &str| line[field].as_str().unwrap_or_default().to_owned();
    lines
        .map(|line| (text(line, "name"), text(line, "state")))
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
    expected.iter().map(owned).collect()
}

#[test]
fn the_code_stands_on_a_line_of_its_own_and_each_is_another_one() {
    let dir = home();
    let (added, told) = kiosk(dir.path(), "add", &["Garden room"]);
    assert!(added, "{told}");
    let first = told.lines().next().expect("a line").to_owned();
    let code = EnrolmentCode::parse(&first).expect("a code");
    assert_eq!(code.to_printed(), first);
    assert!(told.contains("within 10 minutes"), "{told}");
    let (renewed, told) = kiosk(dir.path(), "renew", &["Garden room"]);
    let second = told.lines().next().expect("a line");
    assert!(renewed && second != first && EnrolmentCode::parse(second).is_ok());
    let (_, listed) = kiosk(dir.path(), "list", &[]);
    assert!(
        listed.contains("Garden room  waiting  never there  code good until 20"),
        "{listed}"
    );
    for code in [&first, second] {
        assert!(!listed.contains(code), "no secrets in a list");
    }
}

#[test]
fn a_kiosk_is_added_once_and_revoked_once() {
    let dir = home();
    let home = dir.path();
    let lobby = pairs(&[("Lobby", "waiting")]);
    assert_eq!(states(home), lobby, "the demo's");
    for (what, name, expected) in [
        ("add", "Lobby", "Lobby: a kiosk has this name already"),
        ("add", " ", "name: expected 1 to 40 characters"),
        ("renew", "Nowhere", "Nowhere: no kiosk has this name"),
        ("revoke", "Nowhere", "Nowhere: no kiosk has this name"),
    ] {
        let (done, told) = kiosk(home, what, &[name]);
        assert!(!done && told.contains(expected), "{what} {name}: {told}");
    }
    assert_eq!(states(home), lobby, "nothing was changed");
    assert!(kiosk(home, "revoke", &["Lobby"]).0);
    assert_eq!(states(home), pairs(&[("Lobby", "revoked")]));
    let (done, told) = kiosk(home, "revoke", &["Lobby"]);
    assert!(!done && told.contains("revoked already"), "{told}");
    assert!(kiosk(home, "renew", &["Lobby"]).0);
    assert_eq!(states(home), lobby, "it may be enrolled anew");
    assert!(
        kiosk(home, "revoke", &["Lobby"]).0,
        "its open code ends as well"
    );
    assert_eq!(states(home), pairs(&[("Lobby", "revoked")]));
}

#[test]
fn nothing_is_begun_where_there_is_no_centre() {
    let dir = tempfile::tempdir().expect("a directory");
    let (done, told) = kiosk(&dir.path().join("none"), "add", &["Lobby"]);
    assert!(!done && told.contains("center.json"), "{told}");
    assert!(!dir.path().join("none").exists());
}

#[test]
fn the_log_tells_in_words_what_was_read_at_a_kiosk() {
    let dir = home();
    let home = Home::at(dir.path());
    let secrets = Secrets::open(&home).expect("keys");
    let row = Read {
        at: 1_773_150_000,
        kind: "caregiver_at_kiosk",
        who: secrets.opaque_id(&["caregiver", "", "ot-parent-1"]),
        family: secrets.opaque_id(&["family", "", "on-time"]),
        what: "handoff/made",
        outcome: "done",
    };
    let connection = db::connect(&home.auth_db()).expect("a database");
    append(&connection, &row).expect("written");
    let log = portal(&[
        "log",
        "family",
        "--home",
        shown(dir.path()),
        "--family",
        "on-time",
    ]);
    assert_eq!(
        text(&log.stdout),
        "2026-03-10 08:40  caregiver at kiosk  Parent 1  handoff/made  done\n",
        "{}",
        text(&log.stderr)
    );
}
