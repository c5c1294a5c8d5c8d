//! Cards from issuing to revoking, without files.

use std::path::Path;

use portal_server::auth::{cards, db};
use portal_server::home::Home;
use portal_server::secrets::Secrets;
use portal_types::{CardCode, Pin};
use serde_json::Value;

use crate::{portal, shown, text};

/// A demo home with a card issued to one of its caregivers.
pub struct Issued {
    pub dir: tempfile::TempDir,
    pub code: String,
    pub pin: String,
}

impl Issued {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let home = shown(dir.path());
        assert!(portal(&["demo", "--home", home]).status.success());
        let issue = [
            "card",
            "issue",
            "--home",
            home,
            "--caregiver",
            "ot-parent-1",
        ];
        let told = text(&portal(&issue).stdout);
        let line = |start: &str| {
            let found = told.lines().find_map(|line| line.strip_prefix(start));
            found.expect("a line").to_owned()
        };
        Self {
            code: line("code "),
            pin: line("pin  "),
            dir,
        }
    }

    /// Runs `portal card WHAT --home … REST`: whether it was done, and what it said.
    pub fn card(&self, what: &str, rest: &[&str]) -> (bool, String) {
        let home = shown(self.dir.path());
        let done = portal(&[&["card", what, "--home", home], rest].concat());
        let said = if done.status.success() {
            &done.stdout
        } else {
            &done.stderr
        };
        (done.status.success(), text(said))
    }

    /// The card of this selector as `list --json` tells it.
    pub fn listed(&self, selector: &str) -> Value {
        let all: Value = serde_json::from_str(&self.card("list", &["--json"]).1).expect("JSON");
        let found = all.as_array().into_iter().flatten();
        let mut found = found.filter(|card| card["selector"] == selector);
        found.next().expect("a card").clone()
    }
}

/// Whether code and PIN meet what is stored.
pub fn opens(home: &Path, code: &str, pin: &str) -> bool {
    let code = CardCode::parse(code).expect("a code");
    let pin = Pin::parse(pin).expect("a PIN");
    let home = Home::at(home);
    let connection = db::connect(&home.auth_db()).expect("a database");
    let secrets = Secrets::open(&home).expect("keys");
    let card = cards::find(&connection, &code.selector()).expect("read");
    let (symbols, digits) = (code.secret(), pin.digits());
    let parts = [symbols.as_bytes(), digits.as_bytes()];
    card.expect("a card").verifier.is_met(&secrets, &parts)
}

#[test]
fn a_card_is_issued_and_its_log_verified() {
    let issued = Issued::new();
    assert!(opens(issued.dir.path(), &issued.code, &issued.pin));
    let selector = &issued.code[..4];
    let (_, list) = issued.card("list", &[]);
    let line = list.lines().find(|line| line.starts_with(selector));
    let line = line.expect("a line").split_whitespace().collect::<Vec<_>>();
    assert_eq!(line[1], "good", "{list}");
    assert_eq!(line[3..], ["-", "0"], "{list}");
    assert!(list.starts_with("CARD  STATE "), "{list}");
    assert!(!list.contains(&issued.code), "no secrets");
    let card = issued.listed(selector);
    assert_eq!(card["state"], "good");
    assert_eq!(card["expires_on"], line[2]);
    assert_eq!(
        (&card["last_opened_on"], &card["wrong_tries"]),
        (&Value::Null, &0.into())
    );
    let nobody = issued.card("issue", &["--caregiver", "nobody"]);
    assert!(
        !nobody.0 && nobody.1.contains("no import has"),
        "{nobody:?}"
    );
    let log = portal(&["log", "verify", "--home", shown(issued.dir.path())]);
    assert_eq!(text(&log.stdout), "access log: 0 rows, whole\n");
}

#[test]
fn a_card_is_frozen_thawed_renewed_and_in_the_end_revoked() {
    let issued = Issued::new();
    let selector = &issued.code[..4];
    let typed = selector.to_lowercase();
    let on = ["--expires-on", "2999-12-31"];
    let table: [(&str, &[&str], bool, &str, &str); 14] = [
        ("thaw", &[], false, "is not frozen", "good"),
        ("freeze", &[], true, "its sessions have ended", "frozen"),
        ("freeze", &[], false, "frozen already", "frozen"),
        ("renew", &on, true, "good until 2999-12-31", "frozen"),
        ("thaw", &[], true, "signs in again", "good"),
        (
            "renew",
            &["--expires-on", "2020-01-01"],
            false,
            "today or a later day",
            "good",
        ),
        (
            "renew",
            &["--expires-on", "tomorrow"],
            false,
            "--expires-on",
            "good",
        ),
        ("rearm", &[], true, "re-armed", "good"),
        ("revoke", &[], true, "its sessions have ended", "revoked"),
        (
            "revoke",
            &[],
            false,
            "no card that could be revoked",
            "revoked",
        ),
        ("renew", &on, false, "is revoked for good", "revoked"),
        ("freeze", &[], false, "is revoked for good", "revoked"),
        ("thaw", &[], false, "is revoked for good", "revoked"),
        ("rearm", &[], false, "no good card", "revoked"),
    ];
    for (what, rest, done, told, state) in table {
        let said = issued.card(what, &[&[typed.as_str()], rest].concat());
        assert!(said.0 == done && said.1.contains(told), "{what}: {said:?}");
        assert_eq!(issued.listed(selector)["state"], state, "after {what}");
    }
    assert_eq!(issued.listed(selector)["expires_on"], "2999-12-31");
}

#[test]
fn a_card_that_has_ended_is_renewed_for_ninety_days() {
    let issued = Issued::new();
    let selector = &issued.code[..4];
    let good_until = issued.listed(selector)["expires_on"].clone();
    let connection = db::connect(&Home::at(issued.dir.path()).auth_db()).expect("a database");
    connection
        .execute(
            "UPDATE card SET expires_on = '2026-01-01', last_opened_at = 1767204000, wrong_tries = 3
             WHERE selector = ?1",
            [selector],
        )
        .expect("ended");
    let ended = issued.listed(selector);
    assert_eq!(ended["state"], "ended");
    assert_eq!(
        (&ended["last_opened_on"], &ended["wrong_tries"]),
        (&"2025-12-31".into(), &3.into()),
        "the day in the centre's zone"
    );
    let renewed = issued.card("renew", &[selector]);
    assert!(renewed.0, "{renewed:?}");
    let card = issued.listed(selector);
    assert_eq!(card["state"], "good");
    assert_eq!(card["expires_on"], good_until, "as if it were issued today");
    assert!(opens(issued.dir.path(), &issued.code, &issued.pin));
}

#[test]
fn what_is_no_selector_is_refused_before_anything_is_looked_up() {
    let issued = Issued::new();
    for typed in ["7K2", "7K2M9", "7K2U", issued.code.as_str(), ""] {
        for what in ["renew", "freeze", "thaw", "revoke", "rearm"] {
            let (done, told) = issued.card(what, &[typed]);
            let wanted =
                "expected the first four symbols of the card's code and no more, such as 7K2M";
            assert!(!done && told.contains(wanted), "{what} {typed}: {told}");
        }
    }
    let unknown = issued.card("freeze", &["0000"]);
    assert!(
        !unknown.0 && unknown.1.contains("no card starts with"),
        "{unknown:?}"
    );
}
