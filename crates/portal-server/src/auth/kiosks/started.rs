//! Kiosks that have started: what they sign, and the numbers they have used.

use rusqlite::{Connection, OptionalExtension, params};

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
pub fn enrolled(connection: &Connection) -> rusqlite::Result<Vec<Enrolled>> {
    let mut statement = connection
        .prepare_cached("SELECT id, name, public_key FROM kiosk WHERE public_key IS NOT NULL")?;
    let rows = statement.query_map([], |row| {
        let key: Vec<u8> = row.get(2)?;
        let (id, name) = (row.get(0)?, row.get(1)?);
        Ok(PublicKey::of_bytes(&key).map(|key| Enrolled { id, name, key }))
    })?;
    rows.filter_map(Result::transpose).collect()
}

/// The kiosk that signs this challenge, when it has started with it and may go on.
///
/// # Errors
/// When the database cannot be read.
pub fn find(
    connection: &Connection,
    challenge: &str,
    now: i64,
) -> rusqlite::Result<Option<Enrolled>> {
    let found = connection
        .prepare_cached(
            "SELECT k.id, k.name, k.public_key FROM kiosk_session s JOIN kiosk k ON k.id = s.kiosk_id
             WHERE s.challenge = ?1 AND s.expires_at > ?2 AND k.public_key IS NOT NULL",
        )?
        .query_row(params![challenge, now], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?))
        })
        .optional()?;
    Ok(found.and_then(|(id, name, key)| {
        PublicKey::of_bytes(&key).map(|key| Enrolled { id, name, key })
    }))
}

/// Starts a kiosk with a challenge, once; what went on at it before is over. `false` when it started with it already, or
/// has another key by now.
///
/// # Errors
/// When the database cannot be written.
pub fn start(
    connection: &Connection,
    kiosk: &Kiosk,
    key: &PublicKey,
    window: Window,
    now: i64,
) -> rusqlite::Result<bool> {
    let has_key: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM kiosk WHERE id = ?1 AND public_key = ?2)")?
        .query_row(params![kiosk.id, key.to_bytes()], |row| row.get(0))?;
    let is_new: bool = connection
        .prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM kiosk_session WHERE challenge = ?1)")?
        .query_row([&kiosk.challenge], |row| row.get(0))?;
    if !has_key || !is_new {
        return Ok(false);
    }
    end_sessions(connection, &kiosk.id, now)?;
    connection.execute(
        "INSERT INTO kiosk_session (challenge, kiosk_id, started_at, expires_at, counter, taken) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![kiosk.challenge, kiosk.id, now, now + STARTED_FOR, window.highest, window.taken.cast_signed()],
    )?;
    connection.execute(
        "UPDATE kiosk SET started_at = ?2, last_seen_at = ?2 WHERE id = ?1",
        params![kiosk.id, now],
    )?;
    Ok(true)
}

/// Takes the number of one request, once.
///
/// # Errors
/// When the database cannot be written.
pub fn take(connection: &Connection, challenge: &str, counter: i64) -> rusqlite::Result<bool> {
    let window = connection
        .prepare_cached("SELECT counter, taken FROM kiosk_session WHERE challenge = ?1")?
        .query_row([challenge], |row| {
            Ok(Window {
                highest: row.get(0)?,
                taken: row.get::<_, i64>(1)?.cast_unsigned(),
            })
        })
        .optional()?;
    let Some(window) = window.and_then(|window| window.take(counter)) else {
        return Ok(false);
    };
    connection.execute(
        "UPDATE kiosk_session SET counter = ?2, taken = ?3 WHERE challenge = ?1",
        params![challenge, window.highest, window.taken.cast_signed()],
    )?;
    Ok(true)
}

/// Notes that a kiosk is there, and removes what is over: a centre with one family an hour has no other moment for it.
///
/// # Errors
/// When the database cannot be written.
pub fn note_seen(connection: &Connection, kiosk: &str, now: i64) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE kiosk SET last_seen_at = ?2 WHERE id = ?1",
        params![kiosk, now],
    )?;
    connection.execute(
        "DELETE FROM kiosk_session WHERE started_at <= ?1",
        [now - STARTED_FOR],
    )?;
    sessions::sweep(connection, now)?;
    handoffs::sweep(connection, now)
}
