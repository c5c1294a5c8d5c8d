//! How often a visit changed in something its calendar entry shows: the entry's SEQUENCE, by which a
//! phone knows the newer of two.
//!
//! Written in the transaction of the import, by what changed alone: an import of half a million visits
//! of which ten changed writes ten.

use jiff::{Timestamp, ToSpan};
use rusqlite::{Transaction, params};

/// What an entry shows of a visit's own facts. When it was changed, by whom it may be seen and what
/// others call it is not in it.
const OF_VISIT: &str = "json_extract(BODY, '$.kind', '$.agency', '$.status', '$.starts_at', '$.ends_at', '$.place', '$.people', '$.interpreter', '$.bring')";

/// What an entry shows of an agency, a person or a place: one of the three is more than a name.
const OF_OTHERS: &str = "json_extract(body, '$.name', '$.role', '$.place')";

/// Others that visits point at, and that say something else now, are new, or are gone.
const OTHERS: &str = "
    CREATE TEMP TABLE shown_anew AS
    SELECT coalesce(s.kind, f.kind) AS kind, coalesce(s.id, f.id) AS id
    FROM (SELECT kind, id, SHOWN AS shown FROM stage WHERE kind IN ('agency', 'contact', 'place')) s
    FULL JOIN (SELECT kind, id, SHOWN AS shown FROM fact WHERE kind IN ('agency', 'contact', 'place') AND source = ?1) f
      ON f.kind = s.kind AND f.id = s.id
    WHERE f.shown IS NOT s.shown";

/// Visits of this source that changed themselves.
const CHANGED: &str = "
    SELECT f.id FROM stage s JOIN fact f ON f.kind = s.kind AND f.id = s.id AND f.source = ?1
    WHERE s.kind = 'appointment' AND f.digest <> s.digest AND OLD IS NOT NEW";

/// Whether a visit points at what changed. A source's own place or person counts before another's of
/// the same id, as publishing looks them up (`publish::lookup`).
const POINTS_AT: &str = "
    json_extract(body, '$.agency') IN (SELECT id FROM shown_anew WHERE kind = 'agency')
    OR EXISTS (
        SELECT 1 FROM shown_anew a
        WHERE (a.kind = 'place' AND a.id = json_extract(fact.body, '$.place')
            OR a.kind = 'contact' AND a.id IN (SELECT value FROM json_each(fact.body, '$.people')))
          AND (fact.source = ?1 OR NOT EXISTS (
            SELECT 1 FROM fact own WHERE own.kind = a.kind AND own.id = a.id AND own.source = fact.source)))";

/// Days for which the revision of a visit that is gone is kept. After that nobody looks for the old
/// entry any more, and a source that drops what is over does not fill the disk.
const KEPT_DAYS: i64 = 400;

/// Raises the revision of each visit that an entry shows something else of from now on, and keeps that
/// of each visit that is gone; runs between staging and replacing.
///
/// # Errors
/// When the database cannot be written.
pub fn raise(tx: &Transaction<'_>, source: &str, now: Timestamp) -> rusqlite::Result<()> {
    let raise =
        "UPDATE fact SET revision = revision + 1, revised_at = ?2 WHERE kind = 'appointment'";
    let of = |body| OF_VISIT.replace("BODY", body);
    let changed = CHANGED
        .replace("OLD", &of("f.body"))
        .replace("NEW", &of("s.body"));
    tx.execute(&OTHERS.replace("SHOWN", OF_OTHERS), [source])?;
    let others: bool = tx.query_row("SELECT EXISTS (SELECT 1 FROM shown_anew)", [], |row| {
        row.get(0)
    })?;
    let condition = if others {
        format!("(source = ?1 AND id IN ({changed}) OR {POINTS_AT})")
    } else {
        format!("source = ?1 AND id IN ({changed})")
    };
    tx.execute(
        &format!("{raise} AND {condition}"),
        params![source, now.to_string()],
    )?;
    tx.execute(
        "INSERT OR REPLACE INTO gone_visit (source, id, revision, gone_at)
         SELECT source, id, revision, ?2 FROM fact WHERE kind = 'appointment' AND source = ?1
           AND NOT EXISTS (SELECT 1 FROM stage s WHERE s.kind = fact.kind AND s.id = fact.id)",
        params![source, now.to_string()],
    )?;
    let until = now.saturating_sub((KEPT_DAYS * 24).hours()).unwrap_or(now);
    tx.execute(
        "DELETE FROM gone_visit WHERE gone_at < ?1",
        [until.to_string()],
    )?;
    Ok(())
}

/// Lets visits that came back go on above where they were; runs after replacing.
///
/// # Errors
/// When the database cannot be written.
pub fn take_up(tx: &Transaction<'_>, source: &str) -> rusqlite::Result<()> {
    tx.execute(
        "UPDATE fact SET revision = gone_visit.revision + 1 FROM gone_visit
         WHERE gone_visit.source = ?1 AND fact.source = ?1 AND fact.kind = 'appointment' AND fact.id = gone_visit.id",
        [source],
    )?;
    tx.execute(
        "DELETE FROM gone_visit WHERE source = ?1 AND EXISTS (
            SELECT 1 FROM fact f WHERE f.kind = 'appointment' AND f.id = gone_visit.id AND f.source = ?1)",
        [source],
    )?;
    Ok(())
}
