-- Facts of many centres. A publication is what a snapshot's file is: written once, read until it is deleted, never changed.
-- The tables are those of migrations/snapshot.sql, which says what they hold. The centre and the number of the publication come first
-- in each key. In other indexes the number comes last, so that nobody mistakes one of them for a list of all that a centre has.
-- Statements whose order somebody sees say COLLATE "C", byte by byte as SQLite compares text; columns do not, because CockroachDB
-- takes none that do.

-- One row for each publication that is there. Its facts are written before it and deleted before it.
CREATE TABLE portal.publication (
    center_id    text NOT NULL CHECK (center_id <> ''),
    snapshot     bigint NOT NULL,
    published_at text NOT NULL,
    PRIMARY KEY (center_id, snapshot)
);

-- Which publication answers are read from: switching and going back is one row.
CREATE TABLE portal.current (
    center_id text NOT NULL PRIMARY KEY,
    snapshot  bigint NOT NULL,
    FOREIGN KEY (center_id, snapshot) REFERENCES portal.publication (center_id, snapshot)
);

CREATE TABLE portal.meta (
    center_id text NOT NULL,
    snapshot  bigint NOT NULL,
    key       text NOT NULL,
    value     text NOT NULL,
    PRIMARY KEY (center_id, snapshot, key)
);

CREATE TABLE portal.agency (
    center_id text NOT NULL,
    snapshot  bigint NOT NULL,
    id        text NOT NULL,
    body      text NOT NULL,
    PRIMARY KEY (center_id, snapshot, id)
);

CREATE TABLE portal.source (
    center_id text NOT NULL,
    snapshot  bigint NOT NULL,
    n         bigint NOT NULL,
    name      text NOT NULL,
    PRIMARY KEY (center_id, snapshot, n)
);

CREATE TABLE portal.family (
    center_id text NOT NULL,
    snapshot  bigint NOT NULL,
    id        text NOT NULL,
    number    text NOT NULL,
    name      text,
    language  text NOT NULL,
    since     text,
    heard_on  text,
    PRIMARY KEY (center_id, snapshot, id),
    UNIQUE (center_id, number, snapshot)
);

CREATE TABLE portal.caregiver (
    center_id text NOT NULL,
    snapshot  bigint NOT NULL,
    id        text NOT NULL,
    family_id text NOT NULL,
    label     text NOT NULL,
    language  text NOT NULL,
    barred    boolean NOT NULL,
    since     text,
    heard_on  text,
    PRIMARY KEY (center_id, snapshot, id)
);
CREATE INDEX caregiver_family ON portal.caregiver (center_id, family_id, snapshot);

CREATE TABLE portal.access_grant (
    center_id    text NOT NULL,
    snapshot     bigint NOT NULL,
    caregiver_id text NOT NULL,
    id           text NOT NULL,
    rights       bigint NOT NULL,
    all_children boolean NOT NULL,
    starts_on    text NOT NULL,
    ends_on      text NOT NULL,
    PRIMARY KEY (center_id, snapshot, caregiver_id, id)
);

CREATE TABLE portal.grant_child (
    center_id text NOT NULL,
    snapshot  bigint NOT NULL,
    grant_id  text NOT NULL,
    child_id  text NOT NULL,
    PRIMARY KEY (center_id, snapshot, grant_id, child_id)
);

CREATE TABLE portal.item (
    center_id text NOT NULL,
    snapshot  bigint NOT NULL,
    family_id text NOT NULL,
    need      bigint NOT NULL,
    also      bigint NOT NULL,
    sort      bigint NOT NULL,
    id        text NOT NULL,
    audience  boolean NOT NULL,
    children  bigint NOT NULL,
    body      text NOT NULL,
    PRIMARY KEY (center_id, snapshot, family_id, need, sort, id)
);

CREATE TABLE portal.item_child (
    center_id text NOT NULL,
    snapshot  bigint NOT NULL,
    item_id   text NOT NULL,
    child_id  text NOT NULL,
    PRIMARY KEY (center_id, snapshot, item_id, child_id)
);

CREATE TABLE portal.item_audience (
    center_id    text NOT NULL,
    snapshot     bigint NOT NULL,
    item_id      text NOT NULL,
    caregiver_id text NOT NULL,
    PRIMARY KEY (center_id, snapshot, item_id, caregiver_id)
);

CREATE TABLE portal.directory (
    center_id   text NOT NULL,
    snapshot    bigint NOT NULL,
    hash        text NOT NULL,
    json        bytea NOT NULL,
    json_brotli bytea NOT NULL,
    pack        bytea NOT NULL,
    pack_brotli bytea NOT NULL,
    PRIMARY KEY (center_id, snapshot, hash)
);

CREATE TABLE portal.service (
    center_id text NOT NULL,
    snapshot  bigint NOT NULL,
    id        text NOT NULL,
    body      text NOT NULL,
    PRIMARY KEY (center_id, snapshot, id)
);

CREATE TABLE portal.playbook (
    center_id text NOT NULL,
    snapshot  bigint NOT NULL,
    language  text NOT NULL,
    hash      text NOT NULL,
    json      bytea NOT NULL,
    brotli    bytea NOT NULL,
    PRIMARY KEY (center_id, snapshot, language)
);

CREATE TABLE portal.board (
    center_id text NOT NULL,
    snapshot  bigint NOT NULL,
    hash      text NOT NULL,
    json      bytea NOT NULL,
    brotli    bytea NOT NULL,
    PRIMARY KEY (center_id, snapshot, hash)
);

-- Of each object what finding it by its id and writing it out need; the rest is in hsds_index.
CREATE TABLE portal.hsds (
    center_id       text NOT NULL,
    snapshot        bigint NOT NULL,
    n               bigint NOT NULL,
    kind            bigint NOT NULL,
    id              text NOT NULL,
    organization_id text,
    body            bigint NOT NULL,
    PRIMARY KEY (center_id, snapshot, n),
    UNIQUE (center_id, kind, id, snapshot)
);
CREATE INDEX hsds_organization ON portal.hsds (center_id, organization_id, kind, snapshot);

CREATE TABLE portal.hsds_body (
    center_id text NOT NULL,
    snapshot  bigint NOT NULL,
    body      bigint NOT NULL,
    minimal   text NOT NULL,
    brief     text NOT NULL,
    list      text NOT NULL,
    whole     text NOT NULL,
    PRIMARY KEY (center_id, snapshot, body)
);

-- What is searched of the directory: a small SQLite database, in pieces, which a server holds in memory (store::hsds_index).
CREATE TABLE portal.hsds_index (
    center_id text NOT NULL,
    snapshot  bigint NOT NULL,
    piece     bigint NOT NULL,
    bytes     bytea NOT NULL,
    PRIMARY KEY (center_id, snapshot, piece)
);

-- The second wall: whatever a statement forgets, it reads and writes rows of the centre its transaction speaks for, and of no
-- other; of none where it does not say. Forced, so that the owner is no exception.
ALTER TABLE portal.meta ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.meta FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.meta USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.agency ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.agency FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.agency USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.source ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.source FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.source USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.family ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.family FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.family USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.caregiver ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.caregiver FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.caregiver USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.access_grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.access_grant FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.access_grant USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.grant_child ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.grant_child FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.grant_child USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.item ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.item FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.item USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.item_child ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.item_child FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.item_child USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.item_audience ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.item_audience FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.item_audience USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.directory ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.directory FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.directory USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.service ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.service FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.service USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.playbook ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.playbook FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.playbook USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.board ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.board FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.board USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.hsds ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.hsds FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.hsds USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.hsds_body ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.hsds_body FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.hsds_body USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.hsds_index ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.hsds_index FORCE ROW LEVEL SECURITY;
CREATE POLICY own_center ON portal.hsds_index USING (center_id = current_setting('portal.center_id', true));

-- Which centres there are, and which publication each of them is at, is asked for all of them at once.
ALTER TABLE portal.publication ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.publication FORCE ROW LEVEL SECURITY;
CREATE POLICY every_center ON portal.publication FOR SELECT USING (true);
CREATE POLICY own_center ON portal.publication USING (center_id = current_setting('portal.center_id', true));
ALTER TABLE portal.current ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal.current FORCE ROW LEVEL SECURITY;
CREATE POLICY every_center ON portal.current FOR SELECT USING (true);
CREATE POLICY own_center ON portal.current USING (center_id = current_setting('portal.center_id', true));

-- Facts are written once and deleted; only the pointer is changed. A centre that leaves is deleted, its pointer first.
GRANT SELECT, INSERT, DELETE ON
    portal.publication, portal.meta, portal.agency, portal.source, portal.family, portal.caregiver,
    portal.access_grant, portal.grant_child, portal.item, portal.item_child, portal.item_audience, portal.directory,
    portal.service, portal.playbook, portal.board, portal.hsds, portal.hsds_body, portal.hsds_index
    TO portal_publish;
GRANT SELECT, INSERT, UPDATE, DELETE ON portal.current TO portal_publish;
GRANT SELECT ON
    portal.publication, portal.current, portal.meta, portal.agency, portal.source, portal.family,
    portal.caregiver, portal.access_grant, portal.grant_child, portal.item, portal.item_child, portal.item_audience,
    portal.directory, portal.service, portal.playbook, portal.board, portal.hsds, portal.hsds_body,
    portal.hsds_index
    TO portal_serve;
