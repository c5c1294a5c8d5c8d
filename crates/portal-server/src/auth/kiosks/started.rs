//! Kiosks that have started: what they sign, and the numbers they have used.

use crate::auth::db::AuthDbError;
use crate::auth::sql::{Row, Sql, values};

use super::Kiosk;
use super::proof::PublicKey;
use super::rows::end_sessions;
use super::window::Window;
use crate::auth::{handoffs, sessions};

/// Seconds a kiosk signs the same challenge; then it starts again.
pub const STARTED_FOR: i64 = 24 * 60 * 60;

/// An enrolled kiosk and its key.
pub struct Enrolled {
    /// Opaque id.
    pub id: String,
    /// What the centre calls it.
    pub name: String,
    /// Its public key.
    pub key: PublicKey,
}

/// Every kiosk that may start.
///
/// # Errors
/// When the database cannot be read.
pub fn enrolled(sql: &dyn Sql) -> Result<Vec<Enrolled>, AuthDbError> {
    let known = sql.all(
        "SELECT id, name, public_key FROM kiosk
         WHERE /*!center_id = :center AND*/ public_key IS NOT NULL",
        values![],
        read_enrolled,
    )?;
    Ok(known.into_iter().flatten().collect())
}

/// Nothing where the key is no point of the curve.
fn read_enrolled(row: &dyn Row) -> Result<Option<Enrolled>, AuthDbError> {
    let (id, name, key) = (row.get(0)?, row.get(1)?, row.get::<Vec<u8>>(2)?);
    Ok(PublicKey::of_bytes(&key).map(|key| Enrolled { id, name, key }))
}

/// The kiosk that signs this challenge, when it has started with it and may go on.
///
/// # Errors
/// When the database cannot be read.
pub fn find(sql: &dyn Sql, challenge: &str, now: i64) -> Result<Option<Enrolled>, AuthDbError> {
    let found = sql.one(
        "SELECT k.id, k.name, k.public_key FROM kiosk_session s
         JOIN kiosk k ON /*!k.center_id = s.center_id AND*/ k.id = s.kiosk_id
         WHERE /*!s.center_id = :center AND*/ s.challenge = ?1 AND s.expires_at > ?2 AND k.public_key IS NOT NULL",
        values![challenge, now],
        read_enrolled,
    )?;
    Ok(found.flatten())
}

/// Starts a kiosk with a challenge, once; what went on at it before is over. `false` when it started with it already, or
/// has another key by now.
///
/// # Errors
/// When the database cannot be written.
pub fn start(
    sql: &dyn Sql,
    kiosk: &Kiosk,
    key: &PublicKey,
    window: Window,
    now: i64,
) -> Result<bool, AuthDbError> {
    let has_key: bool = sql.only(
        "SELECT EXISTS
             (SELECT 1 FROM kiosk WHERE /*!center_id = :center AND*/ id = ?1 AND public_key = ?2)",
        values![kiosk.id, key.to_bytes()],
    )?;
    let is_new: bool = sql.only(
        "SELECT NOT EXISTS
             (SELECT 1 FROM kiosk_session WHERE /*!center_id = :center AND*/ challenge = ?1)",
        values![&kiosk.challenge],
    )?;
    if !has_key || !is_new {
        return Ok(false);
    }
    end_sessions(sql, &kiosk.id, now)?;
    sql.execute(
        "INSERT INTO kiosk_session (/*!center_id,*/ challenge, kiosk_id, started_at, expires_at, counter, taken)
         VALUES (/*!:center,*/ ?1, ?2, ?3, ?4, ?5, ?6)",
        values![
            kiosk.challenge,
            kiosk.id,
            now,
            now + STARTED_FOR,
            window.highest,
            window.taken.cast_signed()
        ],
    )?;
    sql.execute(
        "UPDATE kiosk SET started_at = ?2, last_seen_at = ?2
             WHERE /*!center_id = :center AND*/ id = ?1",
        values![kiosk.id, now],
    )?;
    Ok(true)
}

/// Takes the number of one request, once.
///
/// # Errors
/// When the database cannot be written.
pub fn take(sql: &dyn Sql, challenge: &str, counter: i64) -> Result<bool, AuthDbError> {
    let window = sql.one(
        "SELECT counter, taken FROM kiosk_session
             WHERE /*!center_id = :center AND*/ challenge = ?1",
        values![challenge],
        |row| {
            Ok(Window {
                highest: row.get(0)?,
                taken: row.get::<i64>(1)?.cast_unsigned(),
            })
        },
    )?;
    let Some(window) = window.and_then(|window| window.take(counter)) else {
        return Ok(false);
    };
    sql.execute(
        "UPDATE kiosk_session SET counter = ?2, taken = ?3
             WHERE /*!center_id = :center AND*/ challenge = ?1",
        values![challenge, window.highest, window.taken.cast_signed()],
    )?;
    Ok(true)
}

/// Notes that a kiosk is there, and removes what is over: a centre with one family an hour has no other moment for it.
///
/// # Errors
/// When the database cannot be written.
pub fn note_seen(sql: &dyn Sql, kiosk: &str, now: i64) -> Result<(), AuthDbError> {
    sql.execute(
        "UPDATE kiosk SET last_seen_at = ?2 WHERE /*!center_id = :center AND*/ id = ?1",
        values![kiosk, now],
    )?;
    sql.execute(
        "DELETE FROM kiosk_session WHERE /*!center_id = :center AND*/ started_at <= ?1",
        values![now - STARTED_FOR],
    )?;
    sessions::sweep(sql, now)?;
    handoffs::sweep(sql, now)
}
