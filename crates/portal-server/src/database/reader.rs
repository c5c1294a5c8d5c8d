//! Whether a user can do no harm: whoever answers families must not be able to change a fact.

use super::{Database, DatabaseError};

const RIGHTS: &str = "
    SELECT r.rolsuper OR r.rolbypassrls OR has_table_privilege('portal.item', 'INSERT, UPDATE, DELETE')
    FROM pg_roles r WHERE r.rolname = current_user";

/// Sees that the user reads facts by the policies and writes none.
///
/// # Errors
/// [`DatabaseError::Mighty`] when the user may do more, or as the database says.
pub async fn only_reads(database: &Database) -> Result<(), DatabaseError> {
    let connection = database.connection().await?;
    let row = connection.query_one(RIGHTS, &[]).await?;
    match row.try_get(0)? {
        true => Err(DatabaseError::Mighty),
        false => Ok(()),
    }
}
