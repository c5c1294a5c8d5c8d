//! The board of a snapshot, read once when it is opened: it is small, and anyone may ask for it.

use rusqlite::{Connection, OptionalExtension};

use super::StoreError;
use crate::packed::Packed;

/// The board as publishing made it; `None` in a snapshot of an earlier version, which has no such table.
///
/// # Errors
/// When the snapshot cannot be read.
pub fn of(connection: &Connection) -> Result<Option<Packed>, StoreError> {
    let table = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'board'";
    let found = connection.query_row(table, [], |_| Ok(())).optional()?;
    if found.is_none() {
        return Ok(None);
    }
    let board = connection.query_row("SELECT hash, json, brotli FROM board", [], |row| {
        Ok(Packed {
            hash: row.get(0)?,
            plain: row.get::<_, Vec<u8>>(1)?.into(),
            brotli: row.get::<_, Vec<u8>>(2)?.into(),
        })
    });
    Ok(board.optional()?)
}
