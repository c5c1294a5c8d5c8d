//! Sessions of staff: shorter when idle for a while, longer at most than a family's.

use portal_types::StaffRole;
use rusqlite::{Connection, OptionalExtension, params};

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
    connection: &Connection,
    token_hash: &[u8],
    staff: &Staff,
    now: i64,
) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO staff_session (token_hash, staff_id, created_at, seen_at, expires_at) VALUES (?1, ?2, ?3, ?3, ?4)",
        params![token_hash, staff.id, now, now + STAFF_ABSOLUTE],
    )?;
    connection.execute(
        "DELETE FROM staff_session WHERE expires_at <= ?1 OR seen_at <= ?2",
        params![now, now - STAFF_IDLE],
    )?;
    Ok(())
}

/// The session of a cookie, when it has not ended and its owner may still sign in.
///
/// # Errors
/// When the database cannot be read.
pub fn find(
    connection: &Connection,
    token_hash: &[u8],
    now: i64,
) -> rusqlite::Result<Option<StaffSession>> {
    connection
        .prepare_cached(
            "SELECT t.id, t.name, t.role, t.language, s.expires_at, s.seen_at
             FROM staff_session s JOIN staff t ON t.id = s.staff_id
             WHERE s.token_hash = ?1 AND s.expires_at > ?2 AND s.seen_at > ?3 AND t.disabled_at IS NULL",
        )?
        .query_row(params![token_hash, now, now - STAFF_IDLE], |row| {
            let role: String = row.get(2)?;
            Ok(StaffSession {
                staff: row.get(0)?,
                name: row.get(1)?,
                role: role_of(&role).unwrap_or(StaffRole::Advocate),
                language: row.get(3)?,
                expires_at: row.get(4)?,
                seen_at: row.get(5)?,
            })
        })
        .optional()
}

/// Notes that a session was used.
///
/// # Errors
/// When the database cannot be written.
pub fn touch(connection: &Connection, token_hash: &[u8], now: i64) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE staff_session SET seen_at = max(seen_at, ?2) WHERE token_hash = ?1",
        params![token_hash, now],
    )?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// When the database cannot be written.
pub fn end(connection: &Connection, token_hash: &[u8]) -> rusqlite::Result<()> {
    connection.execute(
        "DELETE FROM staff_session WHERE token_hash = ?1",
        [token_hash],
    )?;
    Ok(())
}
