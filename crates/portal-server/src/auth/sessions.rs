//! Sessions: an opaque cookie, of which only the hash is stored; at a kiosk, what the kiosk signs instead of a cookie.

use sha2::{Digest, Sha256};

use super::db::AuthDbError;
use super::sql::{Sql, ToValue, values};

/// Seconds without a request after which a family's session ends.
pub const IDLE: i64 = 10 * 60;
/// Seconds after which a family's session ends in any case.
pub const ABSOLUTE: i64 = 60 * 60;
/// Seconds without a request after which a family's session at a kiosk ends.
pub const KIOSK_IDLE: i64 = 2 * 60;
/// Seconds after which a family's session at a kiosk ends in any case.
pub const KIOSK_ABSOLUTE: i64 = 10 * 60;
/// Seconds a known device stays known.
pub const DEVICE: i64 = 90 * 24 * 3600;
/// A session's last use is noted at most this often, in seconds: reading stays cheap.
pub const TOUCH_EVERY: i64 = 20;

/// Seconds that the clocks of two servers may differ. A session of a later time was begun before the clock was set back, and
/// nobody can say how old it is: it has ended.
pub const SKEW: i64 = 60;

/// A secret of `N` random bytes, for a cookie unless told otherwise. No `Debug`: it must not reach a log.
#[derive(Clone)]
pub struct Token<const N: usize = 32>([u8; N]);

impl<const N: usize> Token<N> {
    /// Draws a new one.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn draw() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; N];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// Reads it as [`Self::to_text`] writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        use base64::Engine;
        let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD
            .decode(text)
            .ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// Base 64 for addresses, without padding (RFC 4648, 5).
    #[must_use]
    pub fn to_text(&self) -> String {
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
    /// Its key: the hash of its token.
    pub token_hash: Vec<u8>,
    /// Id of the card that opened it.
    pub card: String,
    /// Opaque id of the caregiver.
    pub caregiver: String,
    /// Unix seconds at which it ends at the latest.
    pub expires_at: i64,
    /// Unix seconds of the last noted use.
    pub seen_at: i64,
    /// Unix seconds of the card's sign-in before the one that made this session.
    pub opened_before: Option<i64>,
    /// Whether it is at a kiosk.
    pub at_kiosk: bool,
}

/// A session to be stored.
pub struct NewSession<'a> {
    /// Hash of its token.
    pub token_hash: &'a [u8],
    /// Id of the card.
    pub card: &'a str,
    /// Opaque id of the caregiver.
    pub caregiver: &'a str,
    /// Unix seconds of the card's sign-in before.
    pub opened_before: Option<i64>,
    /// What the kiosk signs, for a session at one.
    pub kiosk_challenge: Option<&'a str>,
}

/// Seconds a session lasts at most, on a device of the family's own or at a kiosk.
#[must_use]
pub fn longest(at_kiosk: bool) -> i64 {
    if at_kiosk { KIOSK_ABSOLUTE } else { ABSOLUTE }
}

/// Stores a new session. At a kiosk it ends the one that was there: a screen shows one family.
///
/// # Errors
/// When the database cannot be written.
pub fn insert(sql: &dyn Sql, new: &NewSession<'_>, now: i64) -> Result<(), AuthDbError> {
    if let Some(challenge) = new.kiosk_challenge {
        end_at_kiosk(sql, challenge)?;
    }
    let expires_at = now + longest(new.kiosk_challenge.is_some());
    sql.execute(
        "INSERT INTO session
             (/*!center_id,*/ token_hash, card_id, caregiver, created_at, seen_at, expires_at, opened_before, kiosk_challenge)
         VALUES (/*!:center,*/ ?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7)",
        values![
            new.token_hash,
            new.card,
            new.caregiver,
            now,
            expires_at,
            new.opened_before,
            new.kiosk_challenge
        ],
    )?;
    sweep(sql, now)
}

/// Removes sessions that are over.
///
/// # Errors
/// When the database cannot be written.
pub fn sweep(sql: &dyn Sql, now: i64) -> Result<(), AuthDbError> {
    sql.execute(
        "DELETE FROM session WHERE /*!center_id = :center AND*/
             (expires_at <= ?1 OR (kiosk_challenge IS NULL AND seen_at <= ?2)
                               OR (kiosk_challenge IS NOT NULL AND seen_at <= ?3))",
        values![now, now - IDLE, now - KIOSK_IDLE],
    )?;
    Ok(())
}

/// What a session is found by. None finds a session of another kind.
#[derive(Clone, Copy)]
pub enum Key<'a> {
    /// The hash of a cookie: a session on a device of the family's own.
    Cookie(&'a [u8]),
    /// What a kiosk signs: the session at it.
    AtKiosk(&'a str),
    /// The hash of a session at a kiosk, for whoever goes on with it elsewhere.
    Left(&'a [u8]),
}

/// A session that has not ended and whose card is good today.
///
/// # Errors
/// When the database cannot be read.
pub fn find(
    sql: &dyn Sql,
    key: Key<'_>,
    now: i64,
    today: &str,
) -> Result<Option<LiveSession>, AuthDbError> {
    let (which, key, idle): (_, &dyn ToValue, _) = match &key {
        Key::Cookie(hash) => (
            "s.token_hash = ?1 AND s.kiosk_challenge IS NULL",
            hash,
            IDLE,
        ),
        Key::AtKiosk(challenge) => ("s.kiosk_challenge = ?1", challenge, KIOSK_IDLE),
        Key::Left(hash) => (
            "s.token_hash = ?1 AND s.kiosk_challenge IS NOT NULL",
            hash,
            KIOSK_IDLE,
        ),
    };
    sql.one(&format!(
            "SELECT s.token_hash, s.card_id, s.caregiver, s.expires_at, s.seen_at, s.opened_before, s.kiosk_challenge IS NOT NULL
             FROM session s JOIN card c ON /*!c.center_id = s.center_id AND*/ c.id = s.card_id
             WHERE /*!s.center_id = :center AND*/ {which} AND s.expires_at > ?2 AND s.seen_at > ?3 AND s.seen_at <= ?5 AND c.revoked_at IS NULL AND c.frozen_at IS NULL
               AND c.expires_on >= ?4"
        ), values![key, now, now - idle, today, now + SKEW], |r| {
            Ok(LiveSession {
                token_hash: r.get(0)?,
                card: r.get(1)?,
                caregiver: r.get(2)?,
                expires_at: r.get(3)?,
                seen_at: r.get(4)?,
                opened_before: r.get(5)?,
                at_kiosk: r.get(6)?,
            })
        })
}

/// Notes that a session was used.
///
/// # Errors
/// When the database cannot be written.
pub fn touch(sql: &dyn Sql, token_hash: &[u8], now: i64) -> Result<(), AuthDbError> {
    sql.execute(
        "UPDATE session SET seen_at = ?2
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
        "DELETE FROM session WHERE /*!center_id = :center AND*/ token_hash = ?1",
        values![token_hash],
    )?;
    Ok(())
}

/// Ends the session at a kiosk, if there is one.
///
/// # Errors
/// When the database cannot be written.
pub fn end_at_kiosk(sql: &dyn Sql, challenge: &str) -> Result<(), AuthDbError> {
    sql.execute(
        "DELETE FROM session WHERE /*!center_id = :center AND*/ kiosk_challenge = ?1",
        values![challenge],
    )?;
    Ok(())
}
