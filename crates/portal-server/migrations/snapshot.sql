-- A snapshot: what the server reads. Written once, then opened immutable.
-- All ids are opaque; bodies are JSON ready to be judged by the clock.

CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE agency (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- since: day the youngest of the family's sources began. heard_on: day one of them was heard last.
CREATE TABLE caregiver (
    id        TEXT NOT NULL PRIMARY KEY,
    family_id TEXT NOT NULL,
    language  TEXT NOT NULL,
    barred    INTEGER NOT NULL,
    since     TEXT,
    heard_on  TEXT
) STRICT, WITHOUT ROWID;

-- rights: bit set of facts::Right. Days are ISO dates, both included.
CREATE TABLE access_grant (
    caregiver_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    rights       INTEGER NOT NULL,
    all_children INTEGER NOT NULL,
    starts_on    TEXT NOT NULL,
    ends_on      TEXT NOT NULL,
    PRIMARY KEY (caregiver_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE grant_child (
    grant_id TEXT NOT NULL,
    child_id TEXT NOT NULL,
    PRIMARY KEY (grant_id, child_id)
) STRICT, WITHOUT ROWID;

-- Steps, visits, team members and news: everything a family can be shown.
-- need: the bit of the right it takes. also: bits of the rights that the same grant must give as well;
-- news about a visit take the right to visits. audience: 1 when only the caregivers in item_audience may see it.
CREATE TABLE item (
    family_id TEXT NOT NULL,
    need      INTEGER NOT NULL,
    also      INTEGER NOT NULL,
    sort      INTEGER NOT NULL,
    id        TEXT NOT NULL,
    audience  INTEGER NOT NULL,
    children  INTEGER NOT NULL,
    body      TEXT NOT NULL,
    PRIMARY KEY (family_id, need, sort, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE item_child (
    item_id  TEXT NOT NULL,
    child_id TEXT NOT NULL,
    PRIMARY KEY (item_id, child_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE item_audience (
    item_id      TEXT NOT NULL,
    caregiver_id TEXT NOT NULL,
    PRIMARY KEY (item_id, caregiver_id)
) STRICT, WITHOUT ROWID;

-- The whole services directory as the portal downloads it.
CREATE TABLE directory (hash TEXT NOT NULL PRIMARY KEY, json BLOB NOT NULL, brotli BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE service (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- The centre's own playbook as the portal downloads it; empty when it has none of its own.
CREATE TABLE playbook (
    language TEXT NOT NULL PRIMARY KEY,
    hash     TEXT NOT NULL,
    json     BLOB NOT NULL,
    brotli   BLOB NOT NULL
) STRICT, WITHOUT ROWID;
