//! A finished snapshot on its way into a database of many centres: whole, under the next number, in one transaction.
//!
//! Rows are inserted, not copied in with `COPY`: PostgreSQL has no `COPY` into tables with policies, and no user of ours may
//! read past a policy.

mod old;
mod rows;
mod tables;

use std::path::Path;

use rusqlite::Connection;

use self::rows::Rows;
use self::tables::{COPIED, INDEX};
use super::PublishError;
use crate::database::{CenterId, Database, DatabaseUrl, Transaction, wait_for};
use crate::store::hsds_index;

/// Bytes of the search's index in one row.
const PIECE: usize = 1 << 20;

const NEXT: &str = "
    SELECT coalesce(max(snapshot), 0) + 1 FROM portal.publication WHERE center_id = $1";

const NOTE: &str = "
    INSERT INTO portal.publication (center_id, snapshot, published_at) VALUES ($1, $2, $3)";

const POINT: &str = "
    INSERT INTO portal.current (center_id, snapshot) VALUES ($1, $2)
    ON CONFLICT (center_id) DO UPDATE SET snapshot = excluded.snapshot";

/// Publishes a snapshot's file for a centre and makes it the current one. Old ones are deleted then.
///
/// # Errors
/// When the file cannot be read or the database does not take it; what is served stays as it was. Or when an old one cannot be
/// deleted: then the new one is served, and the next publication goes on deleting.
pub fn publish(url: &DatabaseUrl, center: &CenterId, file: &Path) -> Result<(), PublishError> {
    let index = hsds_index::of_snapshot(file)?;
    wait_for(async || {
        let database = Database::open(url)?;
        let mut connection = database.at(center).await?;
        let transaction = connection.begin().await?;
        copy(&transaction, center, file, &index).await?;
        transaction.commit().await?;
        Ok(old::remove(&mut connection, center).await?)
    })
}

async fn copy(
    transaction: &Transaction<'_>,
    center: &CenterId,
    file: &Path,
    index: &[u8],
) -> Result<(), PublishError> {
    let snapshot = Connection::open(file)?;
    let sql = "SELECT value FROM meta WHERE key = 'published_at'";
    let published_at: String = snapshot.query_row(sql, [], |row| row.get(0))?;
    let id = center.as_str();
    let number: i64 = transaction.query_one(NEXT, &[&id]).await?.try_get(0)?;
    // Whoever else publishes for this centre at the same time waits here, and is refused then.
    transaction
        .execute(NOTE, &[&id, &number, &published_at])
        .await?;
    for table in &COPIED {
        let mut rows = Rows::of(transaction, (center, number), table);
        let mut statement = snapshot.prepare(&table.select())?;
        let mut read = statement.query([])?;
        while let Some(row) = read.next()? {
            rows.add(row).await?;
        }
        rows.send().await?;
    }
    let mut pieces = Rows::of(transaction, (center, number), &INDEX);
    for (at, piece) in (0..).zip(index.chunks(PIECE)) {
        pieces.add_piece(at, piece).await?;
    }
    transaction.execute(POINT, &[&id, &number]).await?;
    Ok(())
}
