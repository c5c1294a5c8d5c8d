-- Cards, sessions, tries and the access log. The server writes this file; it holds no fact of a case.

-- caregiver: opaque id. hash: Argon2id over HMAC(pepper, secret symbols and PIN). frozen_at: signs nobody in
-- until it is thawed.
CREATE TABLE IF NOT EXISTS card (
    id             TEXT NOT NULL PRIMARY KEY,
    selector       TEXT NOT NULL UNIQUE,
    caregiver      TEXT NOT NULL,
    salt           BLOB NOT NULL,
    hash           BLOB NOT NULL,
    created_at     INTEGER NOT NULL,
    expires_on     TEXT NOT NULL,
    revoked_at     INTEGER,
    last_opened_at INTEGER,
    wrong_tries    INTEGER NOT NULL DEFAULT 0,
    frozen_at      INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS card_by_caregiver ON card (caregiver, created_at);

-- Tries that failed or have not succeeded yet. card_id: a card, or a member of staff. device is NULL for every device the card does not know.
CREATE TABLE IF NOT EXISTS attempt (
    id      INTEGER PRIMARY KEY,
    card_id TEXT NOT NULL,
    device  BLOB,
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS attempt_by_card ON attempt (card_id, at);

-- Devices that signed in with a card and were asked to be remembered; SHA-256 of their cookie.
CREATE TABLE IF NOT EXISTS device (
    token_hash BLOB NOT NULL PRIMARY KEY,
    card_id    TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- SHA-256 of the session cookie; times are Unix seconds. opened_before: the card's sign-in before this one.
-- kiosk_challenge: what the kiosk signs at which the family is signed in; no cookie finds such a session.
CREATE TABLE IF NOT EXISTS session (
    token_hash BLOB NOT NULL PRIMARY KEY,
    card_id    TEXT NOT NULL,
    caregiver  TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    opened_before INTEGER,
    kiosk_challenge TEXT
) STRICT, WITHOUT ROWID;

-- Who read what of which family, and when; written before the answer leaves, never changed.
-- hash: SHA-256 over the row before and this row.
CREATE TABLE IF NOT EXISTS access_log (
    seq     INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    who     TEXT NOT NULL,
    family  TEXT NOT NULL,
    what    TEXT NOT NULL,
    outcome TEXT NOT NULL,
    hash    BLOB NOT NULL
) STRICT;
CREATE TRIGGER IF NOT EXISTS access_log_stays BEFORE UPDATE ON access_log
BEGIN SELECT RAISE(ABORT, 'the access log only grows'); END;
CREATE TRIGGER IF NOT EXISTS access_log_keeps BEFORE DELETE ON access_log
BEGIN SELECT RAISE(ABORT, 'the access log only grows'); END;
