//! Deleting old publications, a few rows at a time: a database serves others meanwhile.

use super::tables::{COPIED, INDEX};
use crate::database::{CenterConnection, CenterId, DatabaseError};
use crate::publish::KEEP;

/// Rows that one transaction deletes.
const FEW: i64 = 2000;

/// Deletes all but the last few publications of a centre, and not the one that is served. What was begun and broke off goes on
/// the next time: the publication's own row goes last.
///
/// # Errors
/// When the database refuses; what is left is not served by anybody.
pub async fn remove(
    connection: &mut CenterConnection,
    center: &CenterId,
) -> Result<(), DatabaseError> {
    let id = center.as_str();
    let old = "SELECT snapshot FROM portal.publication WHERE center_id = $1
         AND snapshot NOT IN (SELECT snapshot FROM portal.current WHERE center_id = $1)
         ORDER BY snapshot DESC OFFSET $2";
    // The current one is not among those that are counted here.
    let kept = i64::try_from(KEEP - 1).unwrap_or(i64::MAX);
    let transaction = connection.begin().await?;
    let rows = transaction.query(old, &[&id, &kept]).await?;
    transaction.commit().await?;
    for row in rows {
        let snapshot: i64 = row.try_get(0)?;
        for table in COPIED.iter().chain([&INDEX]) {
            let sql = table.delete_some();
            loop {
                let transaction = connection.begin().await?;
                let delete = transaction.prepare_cached(&sql).await?;
                let deleted = transaction
                    .execute(&delete, &[&id, &snapshot, &FEW])
                    .await?;
                transaction.commit().await?;
                if deleted == 0 {
                    break;
                }
            }
        }
        let own = "DELETE FROM portal.publication WHERE center_id = $1 AND snapshot = $2";
        let transaction = connection.begin().await?;
        transaction.execute(own, &[&id, &snapshot]).await?;
        transaction.commit().await?;
    }
    Ok(())
}
