-- One more centre with so many families, copied from bench.* by number, in the order in which publishing writes rows: that of
-- the keys. Children keep their ids: they mean something within a grant and an item alone, and stand in the items' bodies.
BEGIN;
SELECT set_config('portal.center_id', :'center', true) AS center \gset
SET LOCAL synchronous_commit = off;
CREATE TEMP TABLE numbers ON COMMIT DROP AS
SELECT n, n % (SELECT count(*) FROM bench.asks) AS kind FROM generate_series(1::bigint, :families) n;

INSERT INTO portal.publication SELECT :'center', snapshot, published_at FROM bench.publication;
INSERT INTO portal.meta SELECT :'center', snapshot, key, value FROM bench.meta;
INSERT INTO portal.agency SELECT :'center', snapshot, id, body FROM bench.agency;
INSERT INTO portal.source SELECT :'center', snapshot, n, name FROM bench.source;
INSERT INTO portal.directory SELECT :'center', snapshot, hash, json, json_brotli, pack, pack_brotli FROM bench.directory;
INSERT INTO portal.service SELECT :'center', snapshot, id, body FROM bench.service;
INSERT INTO portal.playbook SELECT :'center', snapshot, language, hash, json, brotli FROM bench.playbook;
INSERT INTO portal.board SELECT :'center', snapshot, hash, json, brotli FROM bench.board;
INSERT INTO portal.hsds SELECT :'center', snapshot, n, kind, id, organization_id, body FROM bench.hsds;
INSERT INTO portal.hsds_body SELECT :'center', snapshot, body, minimal, brief, list, whole FROM bench.hsds_body;
INSERT INTO portal.hsds_index SELECT :'center', snapshot, piece, bytes FROM bench.hsds_index;

INSERT INTO portal.family
SELECT :'center', snapshot, bench.id(:'center', n, id), number || '-' || n, name, language, since, heard_on
FROM numbers JOIN bench.family USING (kind) ORDER BY 3;
INSERT INTO portal.caregiver
SELECT :'center', snapshot, bench.id(:'center', n, id), bench.id(:'center', n, family_id), label, language, barred, since, heard_on
FROM numbers JOIN bench.caregiver USING (kind) ORDER BY 3;
INSERT INTO portal.access_grant
SELECT :'center', snapshot, bench.id(:'center', n, caregiver_id), bench.id(:'center', n, id), rights, all_children, starts_on, ends_on
FROM numbers JOIN bench.access_grant USING (kind) ORDER BY 3, 4;
INSERT INTO portal.grant_child
SELECT :'center', snapshot, bench.id(:'center', n, grant_id), child_id FROM numbers JOIN bench.grant_child USING (kind) ORDER BY 3, 4;
INSERT INTO portal.item
SELECT :'center', snapshot, bench.id(:'center', n, family_id), need, also, sort, bench.id(:'center', n, id), audience, children, body
FROM numbers JOIN bench.item USING (kind) ORDER BY 3, 4, 6, 7;
INSERT INTO portal.item_child
SELECT :'center', snapshot, bench.id(:'center', n, item_id), child_id FROM numbers JOIN bench.item_child USING (kind) ORDER BY 3, 4;
INSERT INTO portal.item_audience
SELECT :'center', snapshot, bench.id(:'center', n, item_id), bench.id(:'center', n, caregiver_id)
FROM numbers JOIN bench.item_audience USING (kind) ORDER BY 3, 4;
INSERT INTO portal.current SELECT :'center', snapshot FROM bench.current;

-- A card for each caregiver, which no PIN opens, and rows of the access log, which chain to nothing: nobody checks them here.
INSERT INTO portal_auth.center VALUES (:'center');
INSERT INTO portal_auth.card (center_id, id, selector, caregiver, salt, hash, created_at, expires_on)
SELECT :'center', bench.id(:'center', n, 'card ' || id), bench.id(:'center', n, 'selector ' || id), bench.id(:'center', n, id),
    sha256('salt'), sha256('hash'), extract(epoch FROM now())::bigint, (current_date + 365)::text
FROM numbers JOIN bench.caregiver USING (kind);
INSERT INTO portal_auth.access_log
SELECT :'center', row_number() OVER (ORDER BY look, n), extract(epoch FROM now())::bigint, 'caregiver',
    bench.id(:'center', n, caregiver_id), bench.id(:'center', n, family_id), 'me/overview', 'shown',
    sha256(convert_to(look || ' ' || n, 'UTF8'))
FROM numbers JOIN bench.asks USING (kind), generate_series(1, :looks) look;
COMMIT;
