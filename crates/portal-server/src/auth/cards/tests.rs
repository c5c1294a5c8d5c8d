//! What changes a card, and what staff see of it.

use jiff::civil::date;
use portal_types::CardState;
use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::auth::db;
use crate::auth::sessions::{self, Key, NewSession};

const TODAY: Date = date(2026, 3, 10);
const NOW: i64 = 1_773_150_000;

struct Cards {
    connection: Connection,
    _dir: TempDir,
}

impl Cards {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let connection = db::connect(&dir.path().join("auth.db")).expect("a database");
        Self {
            connection,
            _dir: dir,
        }
    }

    fn add(&self, selector: &str, caregiver: &str, created_at: i64, expires_on: Date) {
        let card = NewCard {
            id: format!("id-{selector}"),
            selector: selector.to_owned(),
            caregiver: caregiver.to_owned(),
            verifier: Verifier::unmeetable(),
            created_at,
            expires_on,
        };
        insert(&self.connection, &card).expect("stored");
    }

    fn open_session(&self, selector: &str) -> Vec<u8> {
        let token = format!("token-{selector}").into_bytes();
        let id = format!("id-{selector}");
        let session = NewSession {
            token_hash: &token,
            card: &id,
            caregiver: "anna",
            opened_before: None,
            kiosk_challenge: None,
        };
        sessions::insert(&self.connection, &session, NOW).expect("stored");
        token
    }

    fn has_session(&self, token: &[u8]) -> bool {
        let found = sessions::find(
            &self.connection,
            Key::Cookie(token),
            NOW + 1,
            &TODAY.to_string(),
        );
        found.expect("read").is_some()
    }

    fn line(&self, selector: &str) -> CardLine {
        let lines = list(&self.connection, TODAY).expect("read");
        let found = lines.into_iter().find(|line| line.selector == selector);
        found.expect("a card")
    }

    fn states(&self, caregivers: &[&str]) -> Vec<(String, String, CardState)> {
        let ids: Vec<String> = caregivers.iter().map(ToString::to_string).collect();
        let lines = of_caregivers(&self.connection, &ids, TODAY).expect("read");
        let mut out: Vec<_> = lines
            .into_iter()
            .map(|line| (line.caregiver, line.selector, line.state))
            .collect();
        out.sort_by(|a, b| a.1.cmp(&b.1));
        out
    }
}

#[test]
fn freezing_ends_sessions_and_thawing_gives_the_card_back() {
    for key in [CardKey::Selector("AAAA"), CardKey::Id("id-AAAA")] {
        let cards = Cards::new();
        let c = &cards.connection;
        cards.add("AAAA", "anna", 1, date(2026, 6, 1));
        cards.add("BBBB", "bela", 2, date(2026, 6, 1));
        c.execute("INSERT INTO device VALUES (x'01', 'id-AAAA', 9)", [])
            .expect("a device");
        let (token, other) = (cards.open_session("AAAA"), cards.open_session("BBBB"));
        let before = cards.line("AAAA");
        assert_eq!(thaw(c, key).expect("done"), Change::Already);
        assert!(cards.has_session(&token), "nothing was thawed");

        assert_eq!(freeze(c, key, NOW).expect("done"), Change::Made);
        assert_eq!(cards.line("AAAA").state, CardState::Frozen);
        assert!(!cards.has_session(&token));
        assert_eq!(freeze(c, key, NOW + 9).expect("done"), Change::Already);
        assert!(cards.has_session(&other) && cards.line("BBBB").state == CardState::Good);

        // As a sign-in would leave it that was under way.
        let late = cards.open_session("AAAA");
        assert!(!cards.has_session(&late));
        assert_eq!(thaw(c, key).expect("done"), Change::Made);
        assert!(!cards.has_session(&late), "it opens no session by itself");
        assert_eq!(cards.line("AAAA"), before);
        let sql: &dyn Sql = c;
        let devices: u32 = sql
            .only("SELECT count(*) FROM device", values![])
            .expect("read");
        assert_eq!(devices, 1, "a known phone stays known");
    }
}

#[test]
fn renewing_moves_the_last_day_and_nothing_else() {
    let cards = Cards::new();
    let c = &cards.connection;
    cards.add("AAAA", "anna", 1, date(2026, 3, 9));
    let token = cards.open_session("AAAA");
    let ended = cards.line("AAAA");
    assert_eq!(ended.state, CardState::Ended);
    let next = date(2026, 6, 8);
    let key = CardKey::Selector("AAAA");
    assert_eq!(renew(c, key, next).expect("done"), Change::Made);
    let wanted = CardLine {
        state: CardState::Good,
        expires_on: next.to_string(),
        ..ended
    };
    assert_eq!(cards.line("AAAA"), wanted);
    assert!(cards.has_session(&token));
    freeze(c, key, NOW).expect("frozen");
    assert_eq!(renew(c, key, date(2026, 7, 1)).expect("done"), Change::Made);
    assert_eq!(cards.line("AAAA").state, CardState::Frozen);
    assert_eq!(cards.line("AAAA").expires_on, "2026-07-01");
}

#[test]
fn nothing_changes_a_revoked_card_or_one_that_is_not_there() {
    let cards = Cards::new();
    let c = &cards.connection;
    let day = date(2026, 6, 1);
    cards.add("AAAA", "anna", 1, day);
    assert!(revoke(c, "AAAA", NOW).expect("done"));
    assert!(!revoke(c, "AAAA", NOW).expect("done"));
    assert!(!revoke(c, "ZZZZ", NOW).expect("done"));
    for (key, told) in [
        (CardKey::Selector("AAAA"), Change::Revoked),
        (CardKey::Id("id-AAAA"), Change::Revoked),
        (CardKey::Selector("ZZZZ"), Change::Unknown),
        // One kind of key never finds what the other names.
        (CardKey::Selector("id-AAAA"), Change::Unknown),
        (CardKey::Id("AAAA"), Change::Unknown),
    ] {
        assert_eq!(freeze(c, key, NOW).expect("done"), told, "{key:?}");
        assert_eq!(thaw(c, key).expect("done"), told, "{key:?}");
        assert_eq!(
            renew(c, key, date(2026, 9, 1)).expect("done"),
            told,
            "{key:?}"
        );
    }
    let line = cards.line("AAAA");
    assert_eq!(
        (line.state, line.expires_on),
        (CardState::Revoked, day.to_string())
    );
}

#[test]
fn each_caregiver_is_told_with_the_newest_card_that_is_not_revoked() {
    let cards = Cards::new();
    let c = &cards.connection;
    let (later, before) = (date(2026, 6, 1), date(2026, 3, 9));
    cards.add("AA01", "anna", 1, later);
    cards.add("AA03", "anna", 3, later);
    cards.add("AA02", "anna", 2, later);
    cards.add("BB01", "bela", 1, later);
    cards.add("BB02", "bela", 2, later);
    cards.add("CC01", "cora", 1, before);
    cards.add("DD01", "dana", 1, later);
    cards.add("EE01", "emil", 1, later);
    revoke(c, "BB02", NOW).expect("revoked");
    revoke(c, "DD01", NOW).expect("revoked");
    freeze(c, CardKey::Selector("EE01"), NOW).expect("frozen");
    let told =
        |caregiver: &str, selector: &str, state| (caregiver.to_owned(), selector.to_owned(), state);
    assert_eq!(
        cards.states(&[
            "emil", "anna", "anna", "bela", "cora", "dana", "nobody", "' OR 1"
        ]),
        [
            told("anna", "AA03", CardState::Good),
            told("bela", "BB01", CardState::Good),
            told("cora", "CC01", CardState::Ended),
            told("emil", "EE01", CardState::Frozen),
        ]
    );
    assert_eq!(cards.states(&[]), []);
}

#[test]
fn thousands_of_caregivers_are_one_query() {
    let cards = Cards::new();
    let ids: Vec<String> = (0..5_000).map(|n| format!("caregiver-{n}")).collect();
    cards.connection.execute_batch("BEGIN").expect("begun");
    for (at, id) in ids.iter().enumerate() {
        cards.add(&format!("S{at}"), id, 1, date(2026, 6, 1));
    }
    cards.connection.execute_batch("COMMIT").expect("done");
    let found = of_caregivers(&cards.connection, &ids, TODAY).expect("read");
    assert_eq!(found.len(), ids.len());
    let plan: Vec<String> = cards
        .connection
        .prepare(&format!(
            "EXPLAIN QUERY PLAN {}",
            lines::newest(cards.connection.texts())
        ))
        .and_then(|mut s| s.query_map(["[]"], |r| r.get(3))?.collect())
        .expect("a plan");
    let uses = |what: &str| plan.iter().any(|step| step.contains(what));
    assert!(uses("INDEX card_by_caregiver"), "{plan:?}");
    assert!(!uses("SCAN c") && !uses("SCAN card"), "{plan:?}");
}
