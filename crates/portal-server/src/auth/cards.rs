//! Family cards: issuing, revoking, and the hash that code and PIN together must meet.

use argon2::{Algorithm, Argon2, Params, Version};
use jiff::civil::Date;
use portal_types::{CardCode, Pin};
use rusqlite::{Connection, OptionalExtension, params};

use crate::secrets::{KEY_BYTES, Secrets};

/// Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;

/// Days a card is good for unless told otherwise.
pub const DEFAULT_DAYS: i32 = 90;

/// Salt and hash of one card.
#[derive(Clone)]
pub struct Verifier {
    salt: [u8; 16],
    hash: [u8; KEY_BYTES],
}

/// A card's row, as sign-in needs it.
pub struct Card {
    /// Random id.
    pub id: String,
    /// Opaque id of the caregiver it belongs to.
    pub caregiver: String,
    /// What code and PIN must meet.
    pub verifier: Verifier,
    /// Last day it is good.
    pub expires_on: Date,
    /// Whether it was revoked.
    pub revoked: bool,
    /// Unix seconds of the last sign-in with it.
    pub last_opened_at: Option<i64>,
    /// Wrong tries since then.
    pub wrong_tries: u32,
}

/// A card as staff see it in a list.
#[derive(Clone, Debug, serde::Serialize)]
pub struct CardLine {
    /// Random id.
    pub id: String,
    /// First four symbols of its code; not secret.
    pub selector: String,
    /// Opaque id of the caregiver.
    pub caregiver: String,
    /// Last day it is good, ISO.
    pub expires_on: String,
    /// Whether it was revoked.
    pub revoked: bool,
    /// Unix seconds of the last sign-in.
    pub last_opened_at: Option<i64>,
    /// Wrong tries since then.
    pub wrong_tries: u32,
}

impl Verifier {
    /// Makes a salt and hashes code and PIN with it; takes some 40 ms and 19 MiB.
    ///
    /// # Errors
    /// When the system has no random numbers or the hash cannot be computed.
    pub fn make(
        secrets: &Secrets,
        code: &CardCode,
        pin: &Pin,
        salt: [u8; 16],
    ) -> Result<Self, argon2::Error> {
        Ok(Self {
            salt,
            hash: hash(secrets, code, pin, &salt)?,
        })
    }

    /// A verifier that nothing meets, for codes that no card has: the work is the same.
    #[must_use]
    pub fn unmeetable() -> Self {
        Self {
            salt: [0; 16],
            hash: [0; KEY_BYTES],
        }
    }

    /// Whether code and PIN are the right ones, compared in constant time; some 40 ms and 19 MiB.
    #[must_use]
    pub fn is_met(&self, secrets: &Secrets, code: &CardCode, pin: &Pin) -> bool {
        use subtle::ConstantTimeEq;
        hash(secrets, code, pin, &self.salt).is_ok_and(|h| bool::from(h.ct_eq(&self.hash)))
    }
}

/// One hash over both halves, so that no answer can say which was wrong.
fn hash(
    secrets: &Secrets,
    code: &CardCode,
    pin: &Pin,
    salt: &[u8; 16],
) -> Result<[u8; KEY_BYTES], argon2::Error> {
    let peppered = secrets.peppered(&[code.secret().as_bytes(), pin.digits().as_bytes()]);
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(KEY_BYTES))?;
    let mut out = [0; KEY_BYTES];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(&peppered, salt, &mut out)?;
    Ok(out)
}

/// Stores a new card.
///
/// # Errors
/// When its selector is taken (then another code must be drawn) or the database cannot be written.
pub fn insert(connection: &Connection, card: &NewCard) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO card (id, selector, caregiver, salt, hash, created_at, expires_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            card.id,
            card.selector,
            card.caregiver,
            card.verifier.salt,
            card.verifier.hash,
            card.created_at,
            card.expires_on.to_string()
        ],
    )?;
    Ok(())
}

/// What a new card's row holds.
pub struct NewCard {
    /// Random id.
    pub id: String,
    /// First four symbols of the code.
    pub selector: String,
    /// Opaque id of the caregiver.
    pub caregiver: String,
    /// Salt and hash.
    pub verifier: Verifier,
    /// Unix seconds.
    pub created_at: i64,
    /// Last day it is good.
    pub expires_on: Date,
}

/// The card with this selector.
///
/// # Errors
/// When the database cannot be read.
pub fn find(connection: &Connection, selector: &str) -> rusqlite::Result<Option<Card>> {
    connection
        .prepare_cached(
            "SELECT id, caregiver, salt, hash, expires_on, revoked_at IS NOT NULL, last_opened_at, wrong_tries
             FROM card WHERE selector = ?1",
        )?
        .query_row([selector], |r| {
            let expires_on: String = r.get(4)?;
            Ok(Card {
                id: r.get(0)?,
                caregiver: r.get(1)?,
                verifier: Verifier { salt: r.get(2)?, hash: r.get(3)? },
                // A date that cannot be read is one that has passed.
                expires_on: expires_on.parse().unwrap_or(Date::MIN),
                revoked: r.get(5)?,
                last_opened_at: r.get(6)?,
                wrong_tries: r.get(7)?,
            })
        })
        .optional()
}

/// Every card, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list(connection: &Connection) -> rusqlite::Result<Vec<CardLine>> {
    connection
        .prepare(
            "SELECT id, selector, caregiver, expires_on, revoked_at IS NOT NULL, last_opened_at, wrong_tries
             FROM card ORDER BY created_at DESC, id",
        )?
        .query_map([], |r| {
            Ok(CardLine {
                id: r.get(0)?,
                selector: r.get(1)?,
                caregiver: r.get(2)?,
                expires_on: r.get(3)?,
                revoked: r.get(4)?,
                last_opened_at: r.get(5)?,
                wrong_tries: r.get(6)?,
            })
        })?
        .collect()
}

/// Revokes a card and ends its sessions at once. `false` when no live card has this selector.
///
/// # Errors
/// When the database cannot be written.
pub fn revoke(connection: &Connection, selector: &str, at: i64) -> rusqlite::Result<bool> {
    let revoked = connection.execute(
        "UPDATE card SET revoked_at = ?2 WHERE selector = ?1 AND revoked_at IS NULL",
        params![selector, at],
    )?;
    connection.execute(
        "DELETE FROM session WHERE card_id IN (SELECT id FROM card WHERE selector = ?1)",
        [selector],
    )?;
    connection.execute(
        "DELETE FROM device WHERE card_id IN (SELECT id FROM card WHERE selector = ?1)",
        [selector],
    )?;
    Ok(revoked > 0)
}
