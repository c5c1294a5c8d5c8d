//! Which centres a database has, and what is served of each.

use super::{Database, DatabaseError};

/// A centre, and the publication its families' answers are read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// The centre's id.
    pub center: String,
    /// Number of the publication, counted from 1 for each centre.
    pub snapshot: i64,
    /// When it was published, RFC 3339.
    pub published_at: String,
}

const CURRENT: &str = "
    SELECT c.center_id, c.snapshot, p.published_at FROM portal.current c
    JOIN portal.publication p ON p.center_id = c.center_id AND p.snapshot = c.snapshot
    ORDER BY c.center_id COLLATE \"C\"";

/// Every centre that was ever published, by its id: one statement for all of them.
///
/// # Errors
/// When the database does not answer.
pub async fn current(database: &Database) -> Result<Vec<Current>, DatabaseError> {
    let connection = database.connection().await?;
    let statement = connection.prepare_cached(CURRENT).await?;
    let rows = connection.query(&statement, &[]).await?;
    let read = |row: &super::Row| {
        Ok(Current {
            center: row.try_get(0)?,
            snapshot: row.try_get(1)?,
            published_at: row.try_get(2)?,
        })
    };
    rows.iter().map(read).collect()
}
