//! The rules of the centre's own playbook, read once when a snapshot is opened: every answer about a
//! case needs them.

use portal_types::PlaybookRules;
use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;

use super::StoreError;

/// A playbook as it is sent; the words are passed over.
#[derive(Deserialize)]
struct Rules {
    rules: PlaybookRules,
}

/// The rules in a snapshot; they are the same in every language. `None` without a playbook of the
/// centre's own.
///
/// # Errors
/// When the snapshot cannot be read, or its rules are those of another program.
pub fn of(connection: &Connection) -> Result<Option<PlaybookRules>, StoreError> {
    let sql = "SELECT json FROM playbook ORDER BY language LIMIT 1";
    let json: Option<Vec<u8>> = connection.query_row(sql, [], |row| row.get(0)).optional()?;
    json.map(|json| read(&json)).transpose()
}

/// The rules in a playbook as it is sent.
///
/// # Errors
/// When they are those of another program.
pub fn read(json: &[u8]) -> Result<PlaybookRules, StoreError> {
    Ok(serde_json::from_slice::<Rules>(json)?.rules)
}
