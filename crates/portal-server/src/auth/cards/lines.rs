//! Cards as staff see them: no secrets.

use jiff::civil::Date;
use portal_types::CardState;

use super::last_day;
use crate::auth::db::AuthDbError;
use crate::auth::sql::{Row, Sql, values};

/// One word for how a card stands, as on the wire.
#[must_use]
pub fn state_word(state: CardState) -> &'static str {
    match state {
        CardState::Good => "good",
        CardState::Ended => "ended",
        CardState::Revoked => "revoked",
        CardState::Frozen => "frozen",
    }
}

/// A card as staff see it in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardLine {
    /// Random id.
    pub id: String,
    /// First four symbols of its code; not secret.
    pub selector: String,
    /// Opaque id of the caregiver.
    pub caregiver: String,
    /// How it stands today.
    pub state: CardState,
    /// Last day it is good, ISO.
    pub expires_on: String,
    /// Unix seconds of the last sign-in.
    pub last_opened_at: Option<i64>,
    /// Wrong tries since then.
    pub wrong_tries: u32,
}

/// Every card, the newest first. `today` is the day in the centre's zone.
///
/// # Errors
/// When the database cannot be read.
pub fn list(sql: &dyn Sql, today: Date) -> Result<Vec<CardLine>, AuthDbError> {
    sql.all(
        "SELECT id, selector, caregiver, expires_on, revoked_at IS NOT NULL, frozen_at IS NOT NULL,
                    last_opened_at, wrong_tries
             FROM card /*!WHERE center_id = :center*/ ORDER BY created_at DESC, id /*!COLLATE \"C\"*/",
        values![],
        |row| line(row, today),
    )
}

/// The newest card that is not revoked of each caregiver in a JSON array; `texts` as [`Sql::texts`].
pub(super) fn newest(texts: &str) -> String {
    format!(
        "SELECT c.id, selector, caregiver, expires_on, c.revoked_at IS NOT NULL, frozen_at IS NOT NULL,
                last_opened_at, wrong_tries
         FROM (SELECT DISTINCT value FROM {texts}) asked
         JOIN card c ON /*!c.center_id = :center AND*/
              c.id = (SELECT id FROM card
                      WHERE /*!center_id = :center AND*/ caregiver = asked.value AND revoked_at IS NULL
                      ORDER BY created_at DESC, id /*!COLLATE \"C\"*/ LIMIT 1)"
    )
}

/// The newest card of each of these caregivers (opaque ids) that is not revoked, in no order; it may be
/// frozen or have ended. Who has none is left out. One query, for thousands of ids as well as for one.
///
/// # Errors
/// When the database cannot be read.
pub fn of_caregivers(
    sql: &dyn Sql,
    caregivers: &[String],
    today: Date,
) -> Result<Vec<CardLine>, AuthDbError> {
    let ids = serde_json::Value::from(caregivers).to_string();
    sql.all(&newest(sql.texts()), values![ids], |row| line(row, today))
}

fn line(row: &dyn Row, today: Date) -> Result<CardLine, AuthDbError> {
    let expires_on: String = row.get(3)?;
    // A frozen card is told as frozen even when it has ended: renewing alone would not give it back.
    let state = match (row.get(4)?, row.get(5)?) {
        (true, _) => CardState::Revoked,
        (false, true) => CardState::Frozen,
        (false, false) if last_day(&expires_on) < today => CardState::Ended,
        (false, false) => CardState::Good,
    };
    Ok(CardLine {
        id: row.get(0)?,
        selector: row.get(1)?,
        caregiver: row.get(2)?,
        state,
        expires_on,
        last_opened_at: row.get(6)?,
        wrong_tries: row.get(7)?,
    })
}
