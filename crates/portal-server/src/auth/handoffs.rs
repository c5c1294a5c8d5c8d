//! Families on their way from a kiosk to their own phone: a token for two minutes, good once, worth nothing without the PIN.

use crate::auth::db::AuthDbError;
use crate::auth::sql::{Sql, values};
use portal_types::{HandoffState, Pin};

use super::lanes::Turn;
use super::sessions::{self, Key, LiveSession};
use super::sign_in::SignInError;
use super::verifier::{SALT_BYTES, Verifier};
use crate::secrets::Secrets;

/// Seconds a token is good for.
pub const GOOD_FOR: i64 = 2 * 60;

/// PINs that may be tried with one token.
pub const TRIES: u32 = 5;

/// Seconds after which nothing is known of a token any more.
const KEPT: i64 = 60 * 60;

/// What the hash of a PIN is for: it meets nothing else.
const PURPOSE: &[u8] = b"handing over";

/// Bytes of a token.
pub const TOKEN_BYTES: usize = 16;

/// What the PIN of a card must meet once more on the family's own phone; some 40 ms and 19 MiB.
///
/// # Errors
/// [`SignInError::System`] when the system has no random numbers, or the hash cannot be computed.
pub(super) fn make_pin(secrets: &Secrets, card: &str, pin: &Pin) -> Result<Verifier, SignInError> {
    let mut salt = [0; SALT_BYTES];
    getrandom::fill(&mut salt).map_err(SignInError::system)?;
    let digits = pin.digits();
    let parts = [PURPOSE, card.as_bytes(), digits.as_bytes()];
    Verifier::make(secrets, &parts, salt).map_err(SignInError::system)
}

/// Whether this is the card's PIN; some 40 ms and 19 MiB.
pub(super) fn is_pin(
    turn: &Turn,
    verifier: &Verifier,
    secrets: &Secrets,
    card: &str,
    pin: &Pin,
) -> bool {
    let digits = pin.digits();
    turn.meets(
        verifier,
        secrets,
        &[PURPOSE, card.as_bytes(), digits.as_bytes()],
    )
}

/// Makes one for the family at a kiosk; those that the kiosk showed before are over. It ends with the family's session at
/// the latest, and making it counts as use of that. When it ends, in Unix seconds.
///
/// # Errors
/// When the database cannot be written.
pub fn make(
    sql: &dyn Sql,
    token_hash: &[u8],
    challenge: &str,
    session: &LiveSession,
    now: i64,
) -> Result<i64, AuthDbError> {
    sweep(sql, now)?;
    sql.execute(
        "UPDATE handoff SET expires_at = ?2
         WHERE /*!center_id = :center AND*/ challenge = ?1 AND used_at IS NULL AND expires_at > ?2",
        values![challenge, now],
    )?;
    let expires_at = session.expires_at.min(now + GOOD_FOR);
    sql.execute(
        "INSERT INTO handoff (/*!center_id, id,*/ token_hash, challenge, session, made_at, expires_at)
         SELECT /*!:center, coalesce(max(id), 0) + 1,*/ ?1, ?2, ?3, ?4, ?5
         /*!FROM handoff WHERE center_id = :center*/",
        values![token_hash, challenge, session.token_hash, now, expires_at],
    )?;
    sessions::touch(sql, &session.token_hash, now)?;
    Ok(expires_at)
}

/// Removes what is long over.
///
/// # Errors
/// When the database cannot be written.
pub fn sweep(sql: &dyn Sql, now: i64) -> Result<(), AuthDbError> {
    sql.execute(
        "DELETE FROM handoff WHERE /*!center_id = :center AND*/ made_at <= ?1",
        values![now - KEPT],
    )?;
    Ok(())
}

/// Where a token stands.
pub enum Found {
    /// It may be tried.
    Waiting(Box<Waiting>),
    /// A phone has used it.
    Used,
    /// It is unknown, too old, tried out, or the family has left the kiosk.
    Over,
}

/// A token that may be tried.
pub struct Waiting {
    /// The family's session at the kiosk.
    pub left: LiveSession,
    /// What the PIN must meet.
    pub pin: Verifier,
    /// Wrong tries with the card since the sign-in at the kiosk.
    pub wrong_tries: u32,
}

/// Where the token with this hash stands. `today` is a date.
///
/// # Errors
/// When the database cannot be read.
pub fn find(sql: &dyn Sql, token_hash: &[u8], now: i64, today: &str) -> Result<Found, AuthDbError> {
    let row = sql.one(
        "SELECT id FROM handoff WHERE /*!center_id = :center AND*/ token_hash = ?1",
        values![token_hash],
        |row| row.get(0),
    )?;
    match row {
        Some(id) => by_id(sql, id, now, today),
        None => Ok(Found::Over),
    }
}

/// Where the last one stands that a kiosk showed; nothing when it has shown none since it started.
///
/// # Errors
/// When the database cannot be read.
pub fn last_of(
    sql: &dyn Sql,
    challenge: &str,
    now: i64,
    today: &str,
) -> Result<Option<HandoffState>, AuthDbError> {
    let last: Option<i64> = sql.only(
        "SELECT max(id) FROM handoff WHERE /*!center_id = :center AND*/ challenge = ?1",
        values![challenge],
    )?;
    let found = last.map(|id| by_id(sql, id, now, today)).transpose()?;
    Ok(found.map(|found| match found {
        Found::Waiting(_) => HandoffState::Waiting,
        Found::Used => HandoffState::Used,
        Found::Over => HandoffState::Over,
    }))
}

fn by_id(sql: &dyn Sql, id: i64, now: i64, today: &str) -> Result<Found, AuthDbError> {
    let (session, is_used, may_be_tried): (Vec<u8>, bool, bool) = sql
        .one(
            "SELECT session, used_at IS NOT NULL, expires_at > ?2 AND tries < ?3 FROM handoff
             WHERE /*!center_id = :center AND*/ id = ?1",
            values![id, now, TRIES],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?
        .ok_or(AuthDbError::NoRow)?;
    if is_used {
        return Ok(Found::Used);
    }
    let left = sessions::find(sql, Key::Left(&session), now, today)?;
    let Some(left) = left.filter(|_| may_be_tried) else {
        return Ok(Found::Over);
    };
    let waiting = sql.one(
        "SELECT p.salt, p.hash, c.wrong_tries FROM handoff_pin p, card c
         WHERE /*!p.center_id = :center AND c.center_id = :center AND*/ p.session = ?1 AND c.id = ?2",
        values![session, left.card],
        |row| {
            let (salt, hash) = (row.get(0)?, row.get(1)?);
            Ok((Verifier { salt, hash }, row.get(2)?))
        },
    )?;
    Ok(waiting.map_or(Found::Over, |(pin, wrong_tries)| {
        Found::Waiting(Box::new(Waiting {
            left,
            pin,
            wrong_tries,
        }))
    }))
}

/// Takes one of a token's tries, before it is known whether the PIN is right. `false` when none is left.
///
/// # Errors
/// When the database cannot be written.
pub fn take_try(sql: &dyn Sql, token_hash: &[u8], now: i64) -> Result<bool, AuthDbError> {
    let taken = sql.execute(
        "UPDATE handoff SET tries = tries + 1
         WHERE /*!center_id = :center AND*/ token_hash = ?1 AND used_at IS NULL AND expires_at > ?2 AND tries < ?3",
        values![token_hash, now, TRIES],
    )?;
    Ok(taken > 0)
}

/// Uses a token up. Of two phones that come with the right PIN, this answers `true` to one.
///
/// # Errors
/// When the database cannot be written.
pub fn use_up(sql: &dyn Sql, token_hash: &[u8], now: i64) -> Result<bool, AuthDbError> {
    let used = sql.execute(
        "UPDATE handoff SET used_at = ?2
         WHERE /*!center_id = :center AND*/ token_hash = ?1 AND used_at IS NULL AND expires_at > ?2",
        values![token_hash, now],
    )?;
    Ok(used > 0)
}
