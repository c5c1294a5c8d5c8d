-- A snapshot: what the server reads. Written once, then opened immutable.
-- All ids are opaque; bodies are JSON ready to be judged by the clock.

CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE agency (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Who told it: bodies name a source by n. The names are for comparing with sources.json and never leave the server.
CREATE TABLE source (n INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;

-- number and name: what the centre calls the family, for its advocates alone.
-- since: day the youngest of the family's sources began. heard_on: day one of them was heard last.
CREATE TABLE family (
    id       TEXT NOT NULL PRIMARY KEY,
    number   TEXT NOT NULL UNIQUE,
    name     TEXT,
    language TEXT NOT NULL,
    since    TEXT,
    heard_on TEXT
) STRICT, WITHOUT ROWID;

-- label: what the centre calls them, for the family's advocates alone. since, heard_on: as of the family.
CREATE TABLE caregiver (
    id        TEXT NOT NULL PRIMARY KEY,
    family_id TEXT NOT NULL,
    label     TEXT NOT NULL,
    language  TEXT NOT NULL,
    barred    INTEGER NOT NULL,
    since     TEXT,
    heard_on  TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX caregiver_family ON caregiver (family_id);

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

-- The whole services directory as the portal downloads it: every service in full, and the pack that is searched
-- (portal-search). hash names both together.
CREATE TABLE directory (
    hash        TEXT NOT NULL PRIMARY KEY,
    json        BLOB NOT NULL,
    json_brotli BLOB NOT NULL,
    pack        BLOB NOT NULL,
    pack_brotli BLOB NOT NULL
) STRICT;

CREATE TABLE service (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- The centre's own playbook as the portal downloads it; empty when it has none of its own.
CREATE TABLE playbook (
    language TEXT NOT NULL PRIMARY KEY,
    hash     TEXT NOT NULL,
    json     BLOB NOT NULL,
    brotli   BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The board as it is downloaded: one row.
CREATE TABLE board (
    hash   TEXT NOT NULL PRIMARY KEY,
    json   BLOB NOT NULL,
    brotli BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What /hsds/v3 answers with. kind: 1 service, 2 organization, 3 service_at_location, 4 taxonomy, 5 taxonomy term.
-- n: kind * 2^32 + its place in the list of its kind, by name; so a list is a range, and what is found is in order.
-- modified: seconds since 1970. postcode: as `store::hsds::postcode` spells it. Nothing of a secret place.
CREATE TABLE hsds (
    n               INTEGER PRIMARY KEY,
    kind            INTEGER NOT NULL,
    id              TEXT NOT NULL,
    organization_id TEXT,
    taxonomy_id     TEXT,
    parent_id       TEXT,
    modified        INTEGER,
    postcode        TEXT,
    latitude        REAL,
    longitude       REAL,
    body            INTEGER NOT NULL REFERENCES hsds_body
) STRICT;
CREATE UNIQUE INDEX hsds_id ON hsds (kind, id);
CREATE INDEX hsds_organization ON hsds (organization_id, n);

-- Their JSON, ready-made, in the order it was written: id and last_modified; what an organization tells of its services;
-- as in lists; in full.
CREATE TABLE hsds_body (
    body    INTEGER PRIMARY KEY,
    minimal TEXT NOT NULL,
    brief   TEXT NOT NULL,
    list    TEXT NOT NULL,
    whole   TEXT NOT NULL
) STRICT;

-- The taxonomy terms of each object; an organization has those of its services as well.
CREATE TABLE hsds_term (
    term_id     TEXT NOT NULL,
    n           INTEGER NOT NULL,
    taxonomy_id TEXT,
    PRIMARY KEY (term_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX hsds_taxonomy ON hsds_term (taxonomy_id, n);

-- The words to search, without keeping them: rowid is n.
CREATE VIRTUAL TABLE hsds_text USING fts5 (
    words, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
);
