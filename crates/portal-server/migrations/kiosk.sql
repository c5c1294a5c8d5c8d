-- The centre's touch screens, what they prove themselves with, and families on their way to their own phone: a part of
-- auth.db. It holds no fact of a case.

-- public_key: an uncompressed point of P-256 (SEC 1, 2.3.3), NULL until the kiosk is enrolled and when it is revoked.
-- code_hash: HMAC of the one-time code under the pepper; it is good until code_until, once.
CREATE TABLE IF NOT EXISTS kiosk (
    id           TEXT NOT NULL PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE,
    public_key   BLOB,
    code_hash    BLOB UNIQUE,
    code_until   INTEGER,
    created_at   INTEGER NOT NULL,
    enrolled_at  INTEGER,
    started_at   INTEGER,
    last_seen_at INTEGER,
    revoked_at   INTEGER
) STRICT, WITHOUT ROWID;

-- A kiosk that has started. challenge: what it signs. counter: the highest number it signed with; bit n of taken: whether
-- the number n below that was taken.
CREATE TABLE IF NOT EXISTS kiosk_session (
    challenge  TEXT NOT NULL PRIMARY KEY,
    kiosk_id   TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    counter    INTEGER NOT NULL,
    taken      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the PIN of a family at a kiosk must meet once more on their own phone: Argon2id over HMAC(pepper, card and PIN).
-- A PIN alone has few digits, so this goes with the session it is for, whichever way that ends.
CREATE TABLE IF NOT EXISTS handoff_pin (
    session BLOB NOT NULL PRIMARY KEY,
    salt    BLOB NOT NULL,
    hash    BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS handoff_pin_goes AFTER DELETE ON session
BEGIN DELETE FROM handoff_pin WHERE session = OLD.token_hash; END;

-- Families on their way to their own phone. token_hash: SHA-256 of what stood in the square code. challenge: of the kiosk;
-- session: of the family there, by its hash. tries: PINs that were tried with it.
CREATE TABLE IF NOT EXISTS handoff (
    id         INTEGER PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    challenge  TEXT NOT NULL,
    session    BLOB NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0,
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS handoff_by_challenge ON handoff (challenge, id);
