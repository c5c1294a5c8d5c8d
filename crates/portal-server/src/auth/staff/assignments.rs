//! Whom a member of staff serves. Without a row here a family does not exist for them.

use rusqlite::{Connection, OptionalExtension, params};

/// Families assigned to a member of staff, at most this many: a list longer than that is nobody's.
pub const MOST_FAMILIES: u32 = 2_000;

/// Assigns a family for good. `false` when it was assigned already.
///
/// # Errors
/// When the database cannot be written.
pub fn assign(connection: &Connection, staff: &str, family: &str) -> rusqlite::Result<bool> {
    let known = find(connection, staff, family, i64::MAX)?.is_some();
    connection.execute(
        "INSERT INTO assignment (staff_id, family) VALUES (?1, ?2)
         ON CONFLICT (staff_id, family) DO UPDATE SET until = NULL, from_claims = 0",
        params![staff, family],
    )?;
    Ok(!known)
}

/// Takes a family away. `false` when it was not assigned.
///
/// # Errors
/// When the database cannot be written.
pub fn unassign(connection: &Connection, staff: &str, family: &str) -> rusqlite::Result<bool> {
    let removed = connection.execute(
        "DELETE FROM assignment WHERE staff_id = ?1 AND family = ?2",
        params![staff, family],
    )?;
    Ok(removed > 0)
}

/// Opens a family until a moment, in Unix seconds: the glass is broken. One assigned for good stays so.
///
/// # Errors
/// When the database cannot be written.
pub fn open_until(
    connection: &Connection,
    staff: &str,
    family: &str,
    until: i64,
) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO assignment (staff_id, family, until) VALUES (?1, ?2, ?3)
         ON CONFLICT (staff_id, family) DO UPDATE SET until = max(until, ?3) WHERE until IS NOT NULL",
        params![staff, family, until],
    )?;
    Ok(())
}

/// Makes the families that an identity provider names those of a member of staff; what it named before and
/// does not name any more goes. What was assigned here stays; one whose glass was broken is theirs now.
///
/// # Errors
/// When the database cannot be written.
pub fn take_claims(
    connection: &Connection,
    staff: &str,
    families: &[String],
) -> rusqlite::Result<()> {
    connection.execute(
        "DELETE FROM assignment WHERE staff_id = ?1 AND from_claims = 1",
        [staff],
    )?;
    for family in families.iter().take(MOST_FAMILIES as usize) {
        connection.execute(
            "INSERT INTO assignment (staff_id, family, from_claims) VALUES (?1, ?2, 1)
             ON CONFLICT (staff_id, family) DO UPDATE SET until = NULL, from_claims = 1 WHERE until IS NOT NULL",
            params![staff, family],
        )?;
    }
    Ok(())
}

/// The family's id again when it is assigned at this moment.
///
/// # Errors
/// When the database cannot be read.
pub fn find(
    connection: &Connection,
    staff: &str,
    family: &str,
    now: i64,
) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached(
            "SELECT family FROM assignment WHERE staff_id = ?1 AND family = ?2 AND (until IS NULL OR until > ?3)",
        )?
        .query_row(params![staff, family, now], |row| row.get(0))
        .optional()
}

/// A family a member of staff serves.
pub struct Served {
    /// Opaque id.
    pub family: String,
    /// Whether the glass was broken for it.
    pub is_emergency: bool,
    /// Unix seconds at which this member of staff opened it last.
    pub opened_at: Option<i64>,
}

/// Every family a member of staff serves at this moment.
///
/// # Errors
/// When the database cannot be read.
pub fn of_staff(connection: &Connection, staff: &str, now: i64) -> rusqlite::Result<Vec<Served>> {
    connection
        .prepare_cached(
            "SELECT a.family, a.until IS NOT NULL, o.at FROM assignment a
             LEFT JOIN opened o ON o.staff_id = a.staff_id AND o.family = a.family
             WHERE a.staff_id = ?1 AND (a.until IS NULL OR a.until > ?2) LIMIT ?3",
        )?
        .query_map(params![staff, now, MOST_FAMILIES], |row| {
            Ok(Served {
                family: row.get(0)?,
                is_emergency: row.get(1)?,
                opened_at: row.get(2)?,
            })
        })?
        .collect()
}

/// When a member of staff opened a family last, in Unix seconds.
///
/// # Errors
/// When the database cannot be read.
pub fn opened_at(
    connection: &Connection,
    staff: &str,
    family: &str,
) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT at FROM opened WHERE staff_id = ?1 AND family = ?2")?
        .query_row(params![staff, family], |row| row.get(0))
        .optional()
}

/// Notes that a member of staff opened a family.
///
/// # Errors
/// When the database cannot be written.
pub fn note_opened(
    connection: &Connection,
    staff: &str,
    family: &str,
    at: i64,
) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO opened (staff_id, family, at) VALUES (?1, ?2, ?3)
         ON CONFLICT (staff_id, family) DO UPDATE SET at = ?3",
        params![staff, family, at],
    )?;
    Ok(())
}
