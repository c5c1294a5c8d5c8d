-- Sessions for some families of one centre. The token is made from centre and number, as `sample.rs` makes it. They count as used
-- just now for as long as is measured: noting a use every 20 seconds is no part of a first look.
BEGIN;
SELECT set_config('portal.center_id', :'center', true) AS center \gset
INSERT INTO portal_auth.session (center_id, token_hash, card_id, caregiver, created_at, seen_at, expires_at)
SELECT :'center', sha256(sha256(convert_to(:'center' || ' ' || n, 'UTF8'))), bench.id(:'center', n, 'card ' || caregiver_id),
    bench.id(:'center', n, caregiver_id), now, now + 600, now + 3600
FROM unnest(:'families'::bigint[]) n
JOIN bench.asks ON kind = n % (SELECT count(*) FROM bench.asks), (SELECT extract(epoch FROM now())::bigint AS now) clock;
COMMIT;
