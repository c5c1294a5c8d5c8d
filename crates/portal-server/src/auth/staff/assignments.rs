//! Whom a member of staff serves. Without a row here a family does not exist for them.

use crate::auth::db::AuthDbError;
use crate::auth::sql::{Sql, values};

/// Families assigned to a member of staff, at most this many: a list longer than that is nobody's.
pub const MOST_FAMILIES: u32 = 2_000;

/// Assigns a family for good. `false` when it was assigned already.
///
/// # Errors
/// When the database cannot be written.
pub fn assign(sql: &dyn Sql, staff: &str, family: &str) -> Result<bool, AuthDbError> {
    let known = find(sql, staff, family, i64::MAX)?.is_some();
    sql.execute(
        "INSERT INTO assignment (/*!center_id,*/ staff_id, family) VALUES (/*!:center,*/ ?1, ?2)
         ON CONFLICT (/*!center_id,*/ staff_id, family) DO UPDATE SET until = NULL, from_claims = 0",
        values![staff, family],
    )?;
    Ok(!known)
}

/// Takes a family away. `false` when it was not assigned.
///
/// # Errors
/// When the database cannot be written.
pub fn unassign(sql: &dyn Sql, staff: &str, family: &str) -> Result<bool, AuthDbError> {
    let removed = sql.execute(
        "DELETE FROM assignment
             WHERE /*!center_id = :center AND*/ staff_id = ?1 AND family = ?2",
        values![staff, family],
    )?;
    Ok(removed > 0)
}

/// Opens a family until a moment, in Unix seconds: the glass is broken. One assigned for good stays so.
///
/// # Errors
/// When the database cannot be written.
pub fn open_until(sql: &dyn Sql, staff: &str, family: &str, until: i64) -> Result<(), AuthDbError> {
    sql.execute(
        "INSERT INTO assignment (/*!center_id,*/ staff_id, family, until) VALUES (/*!:center,*/ ?1, ?2, ?3)
         ON CONFLICT (/*!center_id,*/ staff_id, family) DO UPDATE SET until = ?3 WHERE assignment.until < ?3",
        values![staff, family, until],
    )?;
    Ok(())
}

/// Makes the families that an identity provider names those of a member of staff; what it named before and
/// does not name any more goes. What was assigned here stays; one whose glass was broken is theirs now.
///
/// # Errors
/// When the database cannot be written.
pub fn take_claims(sql: &dyn Sql, staff: &str, families: &[String]) -> Result<(), AuthDbError> {
    sql.execute(
        "DELETE FROM assignment
             WHERE /*!center_id = :center AND*/ staff_id = ?1 AND from_claims = 1",
        values![staff],
    )?;
    for family in families.iter().take(MOST_FAMILIES as usize) {
        sql.execute(
            "INSERT INTO assignment (/*!center_id,*/ staff_id, family, from_claims) VALUES (/*!:center,*/ ?1, ?2, 1)
             ON CONFLICT (/*!center_id,*/ staff_id, family)
             DO UPDATE SET until = NULL, from_claims = 1 WHERE assignment.until IS NOT NULL",
            values![staff, family],
        )?;
    }
    Ok(())
}

/// The family's id again when it is assigned at this moment.
///
/// # Errors
/// When the database cannot be read.
pub fn find(
    sql: &dyn Sql,
    staff: &str,
    family: &str,
    now: i64,
) -> Result<Option<String>, AuthDbError> {
    sql.one(
        "SELECT family FROM assignment
         WHERE /*!center_id = :center AND*/ staff_id = ?1 AND family = ?2 AND (until IS NULL OR until > ?3)",
        values![staff, family, now],
        |row| row.get(0),
    )
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
pub fn of_staff(sql: &dyn Sql, staff: &str, now: i64) -> Result<Vec<Served>, AuthDbError> {
    sql.all(
        "SELECT a.family, a.until IS NOT NULL, o.at FROM assignment a
         LEFT JOIN opened o ON /*!o.center_id = a.center_id AND*/ o.staff_id = a.staff_id AND o.family = a.family
         WHERE /*!a.center_id = :center AND*/ a.staff_id = ?1 AND (a.until IS NULL OR a.until > ?2) LIMIT ?3",
        values![staff, now, MOST_FAMILIES],
        |row| {
            Ok(Served {
                family: row.get(0)?,
                is_emergency: row.get(1)?,
                opened_at: row.get(2)?,
            })
        })
}

/// When a member of staff opened a family last, in Unix seconds.
///
/// # Errors
/// When the database cannot be read.
pub fn opened_at(sql: &dyn Sql, staff: &str, family: &str) -> Result<Option<i64>, AuthDbError> {
    sql.one(
        "SELECT at FROM opened
             WHERE /*!center_id = :center AND*/ staff_id = ?1 AND family = ?2",
        values![staff, family],
        |row| row.get(0),
    )
}

/// Notes that a member of staff opened a family.
///
/// # Errors
/// When the database cannot be written.
pub fn note_opened(sql: &dyn Sql, staff: &str, family: &str, at: i64) -> Result<(), AuthDbError> {
    sql.execute(
        "INSERT INTO opened (/*!center_id,*/ staff_id, family, at)
             VALUES (/*!:center,*/ ?1, ?2, ?3)
         ON CONFLICT (/*!center_id,*/ staff_id, family) DO UPDATE SET at = ?3",
        values![staff, family, at],
    )?;
    Ok(())
}
