//! The ledger of promises: a day that was promised stays known when the source's next file says another
//! one, or none.
//!
//! A source replaces all of its facts at each import. What it told before is written here in the same
//! transaction, so that a day is in exactly one of the two places, whenever the program is killed.

use jiff::Zoned;
use rusqlite::{OptionalExtension, Transaction, params};

use super::news::second_of_day;

/// Promises of this source that its new file changes or leaves out. All later questions are about
/// these few, so that a file of a million facts of which ten changed asks of ten.
const GONE: &str = "
    CREATE TEMP TABLE gone AS SELECT json_extract(f.body, '$.step') AS step, json_extract(f.body, '$.by') AS due,
        coalesce(json_extract(f.body, '$.made_on'), '') AS made_on, json_extract(f.body, '$.basis') AS basis,
        coalesce(json_extract(f.body, '$.source_key'), '') AS source_key
    FROM fact f
    WHERE f.kind = 'promise' AND f.source = ?1
      AND NOT EXISTS (SELECT 1 FROM stage s WHERE s.kind = 'promise' AND s.id = f.id AND s.digest = f.digest)";

/// The same promise under another id is not gone. The family is the one the step belonged to: a step
/// that is another family's from now on takes nothing along.
const KEEP: &str = "
    INSERT OR IGNORE INTO promise_past (source, family, step, day, due, made_on, basis, source_key, second)
    SELECT ?1, s.family, g.step, ?2, g.due, g.made_on, g.basis, g.source_key, ?3
    FROM (SELECT step, due, made_on, basis, source_key FROM gone
          EXCEPT
          SELECT json_extract(body, '$.step'), json_extract(body, '$.by'), coalesce(json_extract(body, '$.made_on'), ''),
              json_extract(body, '$.basis'), coalesce(json_extract(body, '$.source_key'), '')
          FROM stage WHERE kind = 'promise' AND json_extract(body, '$.step') IN (SELECT step FROM gone)) g
    JOIN fact s ON s.kind = 'step' AND s.id = g.step AND s.source = ?1";

/// Keeps what the source does not tell any more; runs between staging and replacing.
///
/// # Errors
/// When the database cannot be read or written.
pub fn keep(tx: &Transaction<'_>, source: &str, now: &Zoned) -> rusqlite::Result<()> {
    tx.execute(GONE, [source])?;
    let any = tx.query_row("SELECT 1 FROM gone LIMIT 1", [], |_| Ok(()));
    if any.optional()?.is_some() {
        let day = now.date().to_string();
        tx.execute(KEEP, params![source, day, second_of_day(now)])?;
    }
    Ok(())
}

/// Forgets the promises of families that no source tells of any more; runs after replacing. Those of a
/// step that is gone stay as long as its family: nobody is shown them without the step, and a step that
/// one file left out by mistake would come back without the days that were missed.
///
/// # Errors
/// When the database cannot be written.
pub fn forget(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    tx.execute(
        "DELETE FROM promise_past WHERE NOT EXISTS (
            SELECT 1 FROM fact f WHERE f.kind = 'family' AND f.id = promise_past.family)",
        [],
    )?;
    Ok(())
}
