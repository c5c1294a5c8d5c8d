//! Sessions: an opaque cookie, of which only the hash is stored.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

/// Seconds without a request after which a family's session ends.
pub const IDLE: i64 = 10 * 60;
/// Seconds after which a family's session ends in any case.
pub const ABSOLUTE: i64 = 60 * 60;
/// Seconds a known device stays known.
pub const DEVICE: i64 = 90 * 24 * 3600;
/// A session's last use is noted at most this often, in seconds: reading stays cheap.
pub const TOUCH_EVERY: i64 = 20;

/// A secret for a cookie: 256 random bits. No `Debug`: it must not reach a log.
pub struct Token([u8; 32]);

impl Token {
    /// Draws a new one.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn draw() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// Reads a cookie's value.
    #[must_use]
    pub fn parse(cookie: &str) -> Option<Self> {
        use base64::Engine;
        let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD
            .decode(cookie)
            .ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// The cookie's value.
    #[must_use]
    pub fn to_cookie(&self) -> String {
        use base64::Engine;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What is stored of it.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

/// A live session.
#[derive(Clone, Debug)]
pub struct LiveSession {
    /// Opaque id of the caregiver.
    pub caregiver: String,
    /// Unix seconds at which it ends at the latest.
    pub expires_at: i64,
    /// Unix seconds of the last noted use.
    pub seen_at: i64,
    /// Unix seconds of the card's sign-in before the one that made this session.
    pub opened_before: Option<i64>,
}

/// Stores a new session.
///
/// # Errors
/// When the database cannot be written.
pub fn insert(
    connection: &Connection,
    token_hash: &[u8],
    card: &str,
    caregiver: &str,
    opened_before: Option<i64>,
    now: i64,
) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO session (token_hash, card_id, caregiver, created_at, seen_at, expires_at, opened_before) VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6)",
        params![token_hash, card, caregiver, now, now + ABSOLUTE, opened_before],
    )?;
    connection.execute(
        "DELETE FROM session WHERE expires_at <= ?1 OR seen_at <= ?2",
        params![now, now - IDLE],
    )?;
    Ok(())
}

/// The session of a cookie, when it has not ended and its card is good today.
///
/// # Errors
/// When the database cannot be read.
pub fn find(
    connection: &Connection,
    token_hash: &[u8],
    now: i64,
    today: &str,
) -> rusqlite::Result<Option<LiveSession>> {
    connection
        .prepare_cached(
            "SELECT s.caregiver, s.expires_at, s.seen_at, s.opened_before FROM session s JOIN card c ON c.id = s.card_id
             WHERE s.token_hash = ?1 AND s.expires_at > ?2 AND s.seen_at > ?3 AND c.revoked_at IS NULL AND c.frozen_at IS NULL
               AND c.expires_on >= ?4",
        )?
        .query_row(params![token_hash, now, now - IDLE, today], |r| {
            Ok(LiveSession { caregiver: r.get(0)?, expires_at: r.get(1)?, seen_at: r.get(2)?, opened_before: r.get(3)? })
        })
        .optional()
}

/// Notes that a session was used.
///
/// # Errors
/// When the database cannot be written.
pub fn touch(connection: &Connection, token_hash: &[u8], now: i64) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE session SET seen_at = max(seen_at, ?2) WHERE token_hash = ?1",
        params![token_hash, now],
    )?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// When the database cannot be written.
pub fn end(connection: &Connection, token_hash: &[u8]) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM session WHERE token_hash = ?1", [token_hash])?;
    Ok(())
}
