//! Devices that signed in before: wrong tries of strangers cannot block them.

use crate::auth::db::AuthDbError;
use crate::auth::sql::{Sql, values};

use super::sessions::Token;

/// The hash of a device's cookie, when the holder of this id (a card, or a member of staff) knows it.
///
/// # Errors
/// When the database cannot be read.
pub fn known_device(
    sql: &dyn Sql,
    holder: Option<&str>,
    device: Option<&Token>,
    now: i64,
) -> Result<Option<Vec<u8>>, AuthDbError> {
    let (Some(holder), Some(device)) = (holder, device) else {
        return Ok(None);
    };
    let hash = device.hash();
    let known = sql.one(
        "SELECT 1 FROM device
         WHERE /*!center_id = :center AND*/ token_hash = ?1 AND card_id = ?2 AND expires_at > ?3",
        values![hash, holder, now],
        |_| Ok(()),
    )?;
    Ok(known.map(|()| hash))
}
