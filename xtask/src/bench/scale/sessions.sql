-- Sessions for some families of one centre. The token is made from centre and number, as `sample.rs` makes it. They count as
-- used by a clock that is nearly a minute ahead, which a server goes along with: noting a use every 20 seconds is no part of a look.
BEGIN;
SELECT set_config('portal.center_id', :'center', true) AS center \gset
INSERT INTO portal_auth.session (center_id, token_hash, card_id, caregiver, created_at, seen_at, expires_at)
SELECT :'center', sha256(sha256(convert_to(:'center' || ' ' || n, 'UTF8'))), bench.id(:'center', n, 'card ' || caregiver_id),
    bench.id(:'center', n, caregiver_id), now, now + 55, now + 3600
FROM unnest(:'families'::bigint[]) n
JOIN bench.asks ON kind = n % (SELECT count(*) FROM bench.asks), (SELECT extract(epoch FROM now())::bigint AS now) clock
ON CONFLICT (center_id, token_hash) DO UPDATE SET seen_at = excluded.seen_at;
COMMIT;
