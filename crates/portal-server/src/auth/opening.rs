//! What is written when a card opens: by code and PIN, or by going on with what was begun at a kiosk.

use crate::auth::db::AuthDbError;
use crate::auth::sql::{Sql, values};

use super::sessions::{self, NewSession};
use super::throttle;
use super::verifier::Verifier;

/// A card that opens.
pub struct Opening {
    /// Hash of the session's token.
    pub token_hash: Vec<u8>,
    /// Id of the card.
    pub card: String,
    /// Opaque id of the caregiver.
    pub caregiver: String,
    /// Unix seconds of the sign-in before.
    pub opened_before: Option<i64>,
    /// Whose budget of tries the try was taken from; it is given back.
    pub budget: Option<Vec<u8>>,
    /// Hash of the cookie of a device to be remembered.
    pub remembered: Option<Vec<u8>>,
    /// The kiosk, when it opens at one.
    pub at_kiosk: Option<AtKiosk>,
}

/// What a session at a kiosk has besides.
pub struct AtKiosk {
    /// What the kiosk signs.
    pub challenge: String,
    /// What the PIN must meet when the family goes on at their own phone.
    pub pin: Verifier,
}

impl Opening {
    /// Writes it. `now` is Unix seconds.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn write(&self, sql: &dyn Sql, now: i64) -> Result<(), AuthDbError> {
        throttle::give_back(sql, &self.card, self.budget.as_deref())?;
        sql.execute(
            "UPDATE card SET last_opened_at = ?2, wrong_tries = 0
             WHERE /*!center_id = :center AND*/ id = ?1",
            values![self.card, now],
        )?;
        if let Some(hash) = &self.remembered {
            sql.execute(
                "INSERT INTO device (/*!center_id,*/ token_hash, card_id, expires_at)
             VALUES (/*!:center,*/ ?1, ?2, ?3)",
                values![hash, self.card, now + sessions::DEVICE],
            )?;
        }
        let kiosk = self.at_kiosk.as_ref();
        let session = NewSession {
            token_hash: &self.token_hash,
            card: &self.card,
            caregiver: &self.caregiver,
            opened_before: self.opened_before,
            kiosk_challenge: kiosk.map(|kiosk| kiosk.challenge.as_str()),
        };
        sessions::insert(sql, &session, now)?;
        if let Some(kiosk) = kiosk {
            sql.execute(
                "INSERT INTO handoff_pin (/*!center_id,*/ session, salt, hash)
             VALUES (/*!:center,*/ ?1, ?2, ?3)",
                values![self.token_hash, kiosk.pin.salt, kiosk.pin.hash],
            )?;
        }
        Ok(())
    }
}
