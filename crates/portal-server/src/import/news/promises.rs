//! News about promised days: the day in force before an import, and the one after it.
//!
//! A day that was taken back counts as the one before: another one in its place has moved it, and the
//! same one again is no news.

use jiff::civil::Date;
use rusqlite::{OptionalExtension, params};

use super::{Desk, body, compare, subject_of};
use crate::facts::StepFact;
use crate::import::report::ImportError;

/// Steps one of whose promises is new or different.
const TOUCHED: &str = "
    CREATE TEMP TABLE touched AS SELECT DISTINCT json_extract(s.body, '$.step') AS step
    FROM stage s LEFT JOIN fact f ON f.kind = s.kind AND f.id = s.id AND f.source = ?1
    WHERE s.kind = 'promise' AND (f.digest IS NULL OR f.digest <> s.digest)";

/// The promise in force of each touched step: the one made last, as publishing orders them
/// (`publish::lookup`). SQLite takes `due` from the row that has the maximum.
const IN_FORCE: &str = "
    SELECT json_extract(body, '$.step') AS step, json_extract(body, '$.by') AS due,
        max(coalesce(json_extract(body, '$.made_on'), '0000-00-00') || json_extract(body, '$.by') || id)";

/// The day each touched step was promised last before its promise was taken back.
const TAKEN_BACK: &str = "
    SELECT step, family, due, max(day || printf('%05d', second) || made_on || due) FROM promise_past
    WHERE source = ?1 AND step IN (SELECT step FROM touched) GROUP BY step, family";

/// Writes the news of promises that were made or moved.
///
/// # Errors
/// When a database cannot be read or written.
pub fn derive(desk: &Desk<'_>) -> Result<(), ImportError> {
    desk.tx.execute(TOUCHED, [desk.source])?;
    let any = desk.tx.query_row("SELECT 1 FROM touched", [], |_| Ok(()));
    if any.optional()?.is_none() {
        return Ok(());
    }
    let touched = "json_extract(body, '$.step') IN (SELECT step FROM touched)";
    let sql = format!(
        "WITH before AS ({IN_FORCE} FROM fact WHERE kind = 'promise' AND source = ?1 AND {touched} GROUP BY 1),
              after AS ({IN_FORCE} FROM stage WHERE kind = 'promise' AND {touched} GROUP BY 1)
         SELECT s.body, coalesce(before.due, past.due) AS known, after.due
         -- CROSS JOIN keeps this order: few steps are touched, and each of all the others would be tried with them.
         FROM after CROSS JOIN stage s ON s.kind = 'step' AND s.id = after.step
         LEFT JOIN before ON before.step = after.step
         LEFT JOIN ({TAKEN_BACK}) past ON past.step = after.step AND past.family = s.family
         WHERE known IS NOT after.due
           AND EXISTS (SELECT 1 FROM heard h WHERE h.source = ?1 AND h.family = s.family)"
    );
    let mut statement = desk.tx.prepare(&sql)?;
    let mut rows = statement.query(params![desk.source])?;
    while let Some(row) = rows.next()? {
        let step: StepFact = body(row, 0)?;
        let (before, after): (Option<String>, String) = (row.get(1)?, row.get(2)?);
        let day = |text: String| text.parse::<Date>().ok();
        let Some(after) = day(after) else { continue };
        if let Some(kind) = compare::promise(before.and_then(day), after, step.state) {
            desk.write(&subject_of(&step), kind, Some(after.to_string()))?;
        }
    }
    Ok(())
}
