//! Rows on their way: gathered column by column, and sent many at once.

use rusqlite::Row;
use tokio_postgres::types::ToSql;

use super::tables::{Kind, Table};
use crate::database::{CenterId, DatabaseError, Transaction};
use crate::publish::PublishError;

/// Bytes that are sent at once.
const FULL: usize = 1 << 20;

enum Column {
    Text(Vec<Option<String>>),
    Number(Vec<Option<i64>>),
    Flag(Vec<bool>),
    Bytes(Vec<Vec<u8>>),
}

/// Rows of one table that were not sent yet.
pub struct Rows<'a> {
    transaction: &'a Transaction<'a>,
    center: &'a CenterId,
    snapshot: i64,
    table: &'a Table,
    columns: Vec<Column>,
    bytes: usize,
}

impl<'a> Rows<'a> {
    /// None yet, for a table of one publication.
    pub fn of(
        transaction: &'a Transaction<'a>,
        (center, snapshot): (&'a CenterId, i64),
        table: &'a Table,
    ) -> Self {
        Self {
            transaction,
            center,
            snapshot,
            table,
            columns: empty(table),
            bytes: 0,
        }
    }

    /// Adds a row as [`Table::select`] reads it, and sends what has gathered when that is enough.
    pub async fn add(&mut self, row: &Row<'_>) -> Result<(), PublishError> {
        for (at, column) in self.columns.iter_mut().enumerate() {
            self.bytes += 8;
            match column {
                Column::Text(values) => {
                    let value: Option<String> = row.get(at)?;
                    self.bytes += value.as_ref().map_or(0, String::len);
                    values.push(value);
                }
                Column::Number(values) => values.push(row.get(at)?),
                Column::Flag(values) => values.push(row.get(at)?),
                Column::Bytes(values) => {
                    let value: Vec<u8> = row.get(at)?;
                    self.bytes += value.len();
                    values.push(value);
                }
            }
        }
        if self.bytes >= FULL {
            self.send().await?;
        }
        Ok(())
    }

    /// Adds a numbered piece of bytes, for a table of such pieces.
    pub async fn add_piece(&mut self, at: i64, piece: &[u8]) -> Result<(), DatabaseError> {
        if let [Column::Number(numbers), Column::Bytes(pieces)] = self.columns.as_mut_slice() {
            numbers.push(Some(at));
            pieces.push(piece.to_owned());
            self.bytes += piece.len();
        }
        self.send().await
    }

    /// Sends what is left.
    pub async fn send(&mut self) -> Result<(), DatabaseError> {
        if self.bytes == 0 {
            return Ok(());
        }
        let insert = self
            .transaction
            .prepare_cached(&self.table.insert())
            .await?;
        let center = self.center.as_str();
        let mut values: Vec<&(dyn ToSql + Sync)> = vec![&center, &self.snapshot];
        for column in &self.columns {
            values.push(match column {
                Column::Text(values) => values,
                Column::Number(values) => values,
                Column::Flag(values) => values,
                Column::Bytes(values) => values,
            });
        }
        self.transaction.execute(&insert, &values).await?;
        self.columns = empty(self.table);
        self.bytes = 0;
        Ok(())
    }
}

fn empty(table: &Table) -> Vec<Column> {
    let columns = table.columns.iter().map(|(_, kind)| match kind {
        Kind::Text => Column::Text(Vec::new()),
        Kind::Number => Column::Number(Vec::new()),
        Kind::Flag => Column::Flag(Vec::new()),
        Kind::Bytes => Column::Bytes(Vec::new()),
    });
    columns.collect()
}
