//! Sessions of staff: shorter when idle for a while, longer at most than a family's.

use crate::auth::db::AuthDbError;
use crate::auth::sessions::SKEW;
use crate::auth::sql::{Sql, values};
use portal_types::StaffRole;

use super::rows::{Staff, role_of};

/// Seconds without a request after which a session of staff ends.
pub const STAFF_IDLE: i64 = 15 * 60;
/// Seconds after which a session of staff ends in any case.
pub const STAFF_ABSOLUTE: i64 = 8 * 60 * 60;

/// A live session of a member of staff.
#[derive(Clone, Debug)]
pub struct StaffSession {
    /// Their id.
    pub staff: String,
    /// As they introduce themselves.
    pub name: String,
    /// What they may do.
    pub role: StaffRole,
    /// BCP 47 tag.
    pub language: String,
    /// Unix seconds at which it ends at the latest.
    pub expires_at: i64,
    /// Unix seconds of the last noted use.
    pub seen_at: i64,
}

/// Stores a new session.
///
/// # Errors
/// When the database cannot be written.
pub fn insert(
    sql: &dyn Sql,
    token_hash: &[u8],
    staff: &Staff,
    now: i64,
) -> Result<(), AuthDbError> {
    sql.execute(
        "INSERT INTO staff_session (/*!center_id,*/ token_hash, staff_id, created_at, seen_at, expires_at)
         VALUES (/*!:center,*/ ?1, ?2, ?3, ?3, ?4)",
        values![token_hash, staff.id, now, now + STAFF_ABSOLUTE],
    )?;
    sql.execute(
        "DELETE FROM staff_session
             WHERE /*!center_id = :center AND*/ (expires_at <= ?1 OR seen_at <= ?2)",
        values![now, now - STAFF_IDLE],
    )?;
    Ok(())
}

/// The session of a cookie, when it has not ended and its owner may still sign in.
///
/// # Errors
/// When the database cannot be read.
pub fn find(
    sql: &dyn Sql,
    token_hash: &[u8],
    now: i64,
) -> Result<Option<StaffSession>, AuthDbError> {
    sql.one(
        "SELECT t.id, t.name, t.role, t.language, s.expires_at, s.seen_at
         FROM staff_session s JOIN staff t ON /*!t.center_id = s.center_id AND*/ t.id = s.staff_id
         WHERE /*!s.center_id = :center AND*/
               s.token_hash = ?1 AND s.expires_at > ?2 AND s.seen_at > ?3 AND s.seen_at <= ?4
               AND t.disabled_at IS NULL",
        values![token_hash, now, now - STAFF_IDLE, now + SKEW],
        |row| {
            let role: String = row.get(2)?;
            Ok(StaffSession {
                staff: row.get(0)?,
                name: row.get(1)?,
                role: role_of(&role).unwrap_or(StaffRole::Advocate),
                language: row.get(3)?,
                expires_at: row.get(4)?,
                seen_at: row.get(5)?,
            })
        },
    )
}

/// Notes that a session was used.
///
/// # Errors
/// When the database cannot be written.
pub fn touch(sql: &dyn Sql, token_hash: &[u8], now: i64) -> Result<(), AuthDbError> {
    sql.execute(
        "UPDATE staff_session SET seen_at = ?2
         WHERE /*!center_id = :center AND*/ token_hash = ?1 AND seen_at < ?2",
        values![token_hash, now],
    )?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// When the database cannot be written.
pub fn end(sql: &dyn Sql, token_hash: &[u8]) -> Result<(), AuthDbError> {
    sql.execute(
        "DELETE FROM staff_session WHERE /*!center_id = :center AND*/ token_hash = ?1",
        values![token_hash],
    )?;
    Ok(())
}
