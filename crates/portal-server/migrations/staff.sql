-- Members of staff, whom they serve, and their sessions: a part of auth.db. It holds no fact of a case.

-- hash: Argon2id over HMAC(pepper, passphrase). totp_salt: the secret of one-time codes grows from it and the pepper,
-- so that this file alone tells nobody's. totp_step: the last step whose code was taken (RFC 6238, 5.2).
-- subject: who they are at the centre's own identity provider, where they sign in there; then nothing here is a key.
-- claimed: 1 when they came by the provider's claims, which then say their role each time; else the centre said it.
CREATE TABLE IF NOT EXISTS staff (
    id             TEXT NOT NULL PRIMARY KEY,
    user           TEXT NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    role           TEXT NOT NULL,
    language       TEXT NOT NULL,
    salt           BLOB NOT NULL,
    hash           BLOB NOT NULL,
    totp_salt      BLOB NOT NULL,
    totp_step      INTEGER NOT NULL DEFAULT 0,
    subject        TEXT UNIQUE,
    created_at     INTEGER NOT NULL,
    disabled_at    INTEGER,
    last_opened_at INTEGER,
    wrong_tries    INTEGER NOT NULL DEFAULT 0,
    claimed        INTEGER
) STRICT, WITHOUT ROWID;

-- family: opaque id. until: Unix seconds at which it ends by itself; set when the glass was broken, else NULL.
-- from_claims: whether the identity provider said it at the last sign-in; such a row goes when it no longer does.
CREATE TABLE IF NOT EXISTS assignment (
    staff_id    TEXT NOT NULL,
    family      TEXT NOT NULL,
    until       INTEGER,
    from_claims INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (staff_id, family)
) STRICT, WITHOUT ROWID;

-- When a member of staff opened a family last, and the time before that: what is new since then is told in the list.
CREATE TABLE IF NOT EXISTS opened (
    staff_id TEXT NOT NULL,
    family   TEXT NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (staff_id, family)
) STRICT, WITHOUT ROWID;

-- SHA-256 of the session cookie; times are Unix seconds.
CREATE TABLE IF NOT EXISTS staff_session (
    token_hash BLOB NOT NULL PRIMARY KEY,
    staff_id   TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Sign-ins at the identity provider that are under way: SHA-256 of the state that must come back, and of the cookie of
-- the browser that must bring it. Nonce and code verifier are not kept: they grow from the two and the pepper.
CREATE TABLE IF NOT EXISTS provider_wait (
    state      BLOB NOT NULL PRIMARY KEY,
    browser    BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS provider_wait_by_end ON provider_wait (expires_at);
