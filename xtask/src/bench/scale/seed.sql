-- What every centre of the region is made of: the demo's publication, and of its families those with somebody who may read
-- today. Run once, as the owner of the database, who sees one centre at a time as everybody does.
SET portal.center_id = :'seed';
CREATE SCHEMA bench;

-- An id for the copy with a number: as long as a real one, and in no order, as real ones are.
CREATE FUNCTION bench.id(center text, number bigint, id text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN left(md5(center || ' ' || number || ' ' || id), 26);

-- One caregiver of each such family asks.
CREATE TABLE bench.asks AS
SELECT row_number() OVER (ORDER BY family_id COLLATE "C") - 1 AS kind, family_id, min(id COLLATE "C") AS caregiver_id
FROM portal.caregiver c
WHERE NOT barred AND EXISTS (
    SELECT 1 FROM portal.access_grant g
    WHERE g.caregiver_id = c.id AND g.starts_on <= current_date::text AND g.ends_on > (current_date + 1)::text)
GROUP BY family_id;

CREATE TABLE bench.family AS SELECT a.kind, f.* FROM bench.asks a JOIN portal.family f ON f.id = a.family_id;
CREATE TABLE bench.caregiver AS SELECT a.kind, c.* FROM bench.asks a JOIN portal.caregiver c USING (family_id);
CREATE TABLE bench.access_grant AS
SELECT c.kind, g.* FROM bench.caregiver c JOIN portal.access_grant g ON g.caregiver_id = c.id;
CREATE TABLE bench.grant_child AS SELECT g.kind, x.* FROM bench.access_grant g JOIN portal.grant_child x ON x.grant_id = g.id;
CREATE TABLE bench.item AS SELECT a.kind, i.* FROM bench.asks a JOIN portal.item i USING (family_id);
CREATE TABLE bench.item_child AS SELECT i.kind, x.* FROM bench.item i JOIN portal.item_child x ON x.item_id = i.id;
CREATE TABLE bench.item_audience AS SELECT i.kind, x.* FROM bench.item i JOIN portal.item_audience x ON x.item_id = i.id;

-- What a centre has once, however many families it has.
CREATE TABLE bench.publication AS SELECT * FROM portal.publication WHERE center_id = :'seed';
CREATE TABLE bench.current AS SELECT * FROM portal.current WHERE center_id = :'seed';
CREATE TABLE bench.meta AS SELECT * FROM portal.meta;
CREATE TABLE bench.agency AS SELECT * FROM portal.agency;
CREATE TABLE bench.source AS SELECT * FROM portal.source;
CREATE TABLE bench.directory AS SELECT * FROM portal.directory;
CREATE TABLE bench.service AS SELECT * FROM portal.service;
CREATE TABLE bench.playbook AS SELECT * FROM portal.playbook;
CREATE TABLE bench.board AS SELECT * FROM portal.board;
CREATE TABLE bench.hsds AS SELECT * FROM portal.hsds;
CREATE TABLE bench.hsds_body AS SELECT * FROM portal.hsds_body;
CREATE TABLE bench.hsds_index AS SELECT * FROM portal.hsds_index;
