//! Devices that signed in before: wrong tries of strangers cannot block them.

use rusqlite::{Connection, OptionalExtension, params};

use super::sessions::Token;

/// The hash of a device's cookie, when the holder of this id (a card, or a member of staff) knows it.
///
/// # Errors
/// When the database cannot be read.
pub fn known_device(
    connection: &Connection,
    holder: Option<&str>,
    device: Option<&Token>,
    now: i64,
) -> rusqlite::Result<Option<Vec<u8>>> {
    let (Some(holder), Some(device)) = (holder, device) else {
        return Ok(None);
    };
    let hash = device.hash();
    let known = connection
        .prepare_cached(
            "SELECT 1 FROM device WHERE token_hash = ?1 AND card_id = ?2 AND expires_at > ?3",
        )?
        .query_row(params![hash, holder, now], |_| Ok(()))
        .optional()?;
    Ok(known.map(|()| hash))
}
