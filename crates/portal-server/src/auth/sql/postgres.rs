//! One transaction of one centre in a PostgreSQL of many.
//!
//! Whoever asks here waits for each answer, so this runs on a thread that may wait, and never on one of those that answer
//! requests.

use std::cell::{Cell, RefCell};
use std::error::Error;
use std::fmt::Write;

use bytes::BytesMut;
use deadpool_postgres::Object;
use futures_util::future::join;
use tokio::runtime::Handle;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use super::{Row, Sql, Value};
use crate::auth::db::AuthDbError;
use crate::database::{CenterId, DatabaseError};

/// A transaction that is open, or is opened by its first statement.
pub struct Transaction {
    connection: Object,
    center: CenterId,
    runtime: Handle,
    /// What goes ahead of the next statement, on the same way: nobody waits for its answer alone.
    ahead: RefCell<String>,
    /// Why nothing more can come of it.
    broken: RefCell<Option<DatabaseError>>,
    /// Whether it was ever asked.
    asked: Cell<bool>,
}

impl Transaction {
    /// A transaction that begins with `begin`, in the name of a centre. Its statements find the tables by their bare names.
    ///
    /// Must be called where a runtime is: that one drives the connection.
    pub fn new(connection: Object, center: CenterId, begin: &str) -> Self {
        let ahead = format!(
            "{begin}; SET LOCAL portal.center_id = '{center}'; SET LOCAL search_path = portal_auth, pg_temp"
        );
        Self {
            connection,
            center,
            runtime: Handle::current(),
            ahead: RefCell::new(ahead),
            broken: RefCell::new(None),
            asked: Cell::new(false),
        }
    }

    /// The centre it is of.
    pub fn center(&self) -> &CenterId {
        &self.center
    }

    /// Has something done ahead of the next statement. It has no values.
    pub fn ahead(&self, statement: &str) {
        let mut ahead = self.ahead.borrow_mut();
        // Writing to a text cannot fail.
        let _written = write!(ahead, "; {statement}");
    }

    /// Why nothing more can come of it: the connection is lost, or what went ahead was refused.
    pub fn broken(&self) -> Option<DatabaseError> {
        self.broken.borrow().clone()
    }

    /// Ends it with `end`, and gives the connection back.
    ///
    /// # Errors
    /// When the database did not confirm it. Whether it was committed is not known then.
    pub fn end(self, end: &str) -> Result<(), DatabaseError> {
        self.ahead(end);
        let ahead = self.ahead.take();
        Ok(self
            .runtime
            .block_on(self.connection.batch_execute(&ahead))?)
    }

    /// Ends one that only read. What it read is known already, so nobody waits.
    pub fn leave(self) {
        if self.asked.get() {
            self.runtime.spawn(async move {
                if let Err(e) = self.connection.batch_execute("COMMIT").await {
                    tracing::debug!("after reading: {}", DatabaseError::from(e));
                }
            });
        }
    }

    fn ask(
        &self,
        statement: &str,
        values: &[Value<'_>],
    ) -> Result<(Vec<tokio_postgres::Row>, u64), DatabaseError> {
        if let Some(broken) = self.broken() {
            return Err(broken);
        }
        self.asked.set(true);
        let sql = own(statement);
        let center = Value::Text(self.center.as_str());
        let all = std::iter::once(&center).chain(values);
        let all: Vec<&(dyn ToSql + Sync)> = all.map(|v| v as &(dyn ToSql + Sync)).collect();
        let ahead = self.ahead.take();
        // The driver sends in the order of the first polls. A statement that is new to the connection is prepared inside
        // the transaction, too: before that its tables have no name.
        let first = async {
            match ahead.is_empty() {
                true => Ok(()),
                false => self.connection.batch_execute(&ahead).await,
            }
        };
        let then = async {
            let prepared = self.connection.prepare_cached(&sql).await?;
            if prepared.columns().is_empty() {
                let changed = self.connection.execute(&prepared, &all).await?;
                return Ok((Vec::new(), changed));
            }
            Ok((self.connection.query(&prepared, &all).await?, 0))
        };
        let (first, then) = self.runtime.block_on(join(first, then));
        let first = first.map_err(DatabaseError::from);
        let then = then.map_err(|e: tokio_postgres::Error| DatabaseError::from(e));
        match (first, then) {
            (Err(e), _) | (_, Err(e @ DatabaseError::Unreachable(_))) => {
                *self.broken.borrow_mut() = Some(e.clone());
                Err(e)
            }
            (Ok(()), then) => then,
        }
    }
}

impl Sql for Transaction {
    fn execute(&self, statement: &str, values: &[Value<'_>]) -> Result<u64, AuthDbError> {
        Ok(self.ask(statement, values)?.1)
    }

    fn each(
        &self,
        statement: &str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&dyn Row) -> Result<(), AuthDbError>,
    ) -> Result<(), AuthDbError> {
        let (rows, _) = self.ask(statement, values)?;
        rows.iter().try_for_each(|row| each(row))
    }

    fn texts(&self) -> &'static str {
        "json_array_elements_text(?1::text::json) AS texts (value)"
    }
}

/// A statement as PostgreSQL reads it: what stands in comments for it alone, the centre first among the values.
fn own(statement: &str) -> String {
    let mut out = String::with_capacity(statement.len());
    let text = statement.replace("/*!", "").replace("*/", "");
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['?', ':']) {
        out.push_str(&rest[..at]);
        let (mark, after) = rest[at..].split_at(1);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        match (mark, after[..digits].parse::<u16>()) {
            ("?", Ok(number)) => {
                let _written = write!(out, "${}", number + 1);
                rest = &after[digits..];
            }
            (_, _) if mark == ":" && after.starts_with("center") => {
                out.push_str("$1");
                rest = &after["center".len()..];
            }
            // A cast has two colons.
            _ if after.starts_with(':') => {
                out.push_str("::");
                rest = &after[1..];
            }
            _ => {
                out.push_str(mark);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

impl Row for tokio_postgres::Row {
    fn value(&self, column: usize) -> Result<Value<'_>, AuthDbError> {
        let unexpected = |_| AuthDbError::Column(column);
        let kind = self
            .columns()
            .get(column)
            .ok_or(AuthDbError::Column(column))?;
        let value = match *kind.type_() {
            Type::INT8 => self
                .try_get::<_, Option<i64>>(column)
                .map(|n| n.map(Value::Int)),
            Type::INT4 => self
                .try_get::<_, Option<i32>>(column)
                .map(|n| n.map(|n| Value::Int(n.into()))),
            Type::BOOL => self
                .try_get::<_, Option<bool>>(column)
                .map(|is| is.map(|is| Value::Int(is.into()))),
            Type::TEXT => self
                .try_get::<_, Option<&str>>(column)
                .map(|text| text.map(Value::Text)),
            Type::BYTEA => self
                .try_get::<_, Option<&[u8]>>(column)
                .map(|bytes| bytes.map(Value::Bytes)),
            _ => return Err(AuthDbError::Column(column)),
        };
        Ok(value.map_err(unexpected)?.unwrap_or(Value::Null))
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match (self, kind) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Int(number), &Type::INT8) => number.to_sql(kind, out),
            (Value::Text(text), &Type::TEXT) => text.to_sql(kind, out),
            (Value::Bytes(bytes), &Type::BYTEA) => bytes.to_sql(kind, out),
            _ => Err(format!("a parameter is of the type {kind}").into()),
        }
    }

    fn accepts(_kind: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

#[cfg(test)]
mod tests {
    use super::own;

    #[test]
    fn a_statement_gets_its_centre_and_its_numbers() {
        for (shared, expected) in [
            (
                "SELECT a FROM t WHERE /*!center_id = :center AND*/ b = ?1 AND c > ?12",
                "SELECT a FROM t WHERE center_id = $1 AND b = $2 AND c > $13",
            ),
            (
                "INSERT INTO t (/*!center_id,*/ a) VALUES (/*!:center,*/ ?2)",
                "INSERT INTO t (center_id, a) VALUES ($1, $3)",
            ),
            ("SELECT ?1::text::json", "SELECT $2::text::json"),
            ("SELECT a FROM t", "SELECT a FROM t"),
        ] {
            assert_eq!(own(shared), expected);
        }
    }
}
