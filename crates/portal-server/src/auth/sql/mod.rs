//! SQL as cards, sessions and the access log need it: one text of each statement for SQLite and for PostgreSQL.
//!
//! Parameters are `?1`, `?2`, … What only PostgreSQL is to read stands in a comment that begins with `!`, as in
//! `WHERE /*!center_id = :center AND*/ id = ?1`: SQLite, whose file is of one centre, passes over it. Statements keep to
//! what both understand: `IS NOT DISTINCT FROM`, `CASE` instead of a greatest or least of two, `LIKE` instead of `GLOB`. Where texts are put in order, PostgreSQL is told to compare bytes, as
//! SQLite does.

mod postgres;
mod sqlite;
mod value;

use super::db::AuthDbError;

pub(super) use postgres::Transaction;
pub use sqlite::connect;
pub(super) use sqlite::reader;
pub(crate) use value::values;
pub use value::{FromValue, ToValue, Value};

/// A connection inside a transaction, or one that reads.
pub trait Sql {
    /// Changes rows: how many.
    ///
    /// # Errors
    /// When the database refuses, or is gone.
    fn execute(&self, statement: &str, values: &[Value<'_>]) -> Result<u64, AuthDbError>;

    /// Hands each row of an answer on.
    ///
    /// # Errors
    /// When the database refuses or is gone, and what `each` answers.
    fn each(
        &self,
        statement: &str,
        values: &[Value<'_>],
        each: &mut dyn FnMut(&dyn Row) -> Result<(), AuthDbError>,
    ) -> Result<(), AuthDbError>;

    /// A table of one column, `value`, with the texts of the JSON array in parameter 1: the one thing the two spell apart.
    fn texts(&self) -> &'static str;
}

/// A row of an answer.
pub trait Row {
    /// The value of a column, counted from 0.
    ///
    /// # Errors
    /// When there is none, or it is of a kind that no table has.
    fn value(&self, column: usize) -> Result<Value<'_>, AuthDbError>;
}

impl dyn Row + '_ {
    /// The value of a column, counted from 0, as what it is expected to be.
    ///
    /// # Errors
    /// When it is something else.
    pub fn get<T: FromValue>(&self, column: usize) -> Result<T, AuthDbError> {
        T::from_value(self.value(column)?).ok_or(AuthDbError::Column(column))
    }
}

impl dyn Sql + '_ {
    /// The only row of an answer, or nothing where there is none; the first where there are more.
    ///
    /// # Errors
    /// As [`Sql::each`].
    pub fn one<T>(
        &self,
        statement: &str,
        values: &[Value<'_>],
        read: impl Fn(&dyn Row) -> Result<T, AuthDbError>,
    ) -> Result<Option<T>, AuthDbError> {
        let mut found = None;
        self.each(statement, values, &mut |row| {
            if found.is_none() {
                found = Some(read(row)?);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The one value that a statement always answers: a count, or whether something exists.
    ///
    /// # Errors
    /// As [`Sql::each`], or when there is no row.
    pub fn only<T: FromValue>(
        &self,
        statement: &str,
        values: &[Value<'_>],
    ) -> Result<T, AuthDbError> {
        self.one(statement, values, |row| row.get(0))?
            .ok_or(AuthDbError::NoRow)
    }

    /// Every row of an answer.
    ///
    /// # Errors
    /// As [`Sql::each`].
    pub fn all<T>(
        &self,
        statement: &str,
        values: &[Value<'_>],
        read: impl Fn(&dyn Row) -> Result<T, AuthDbError>,
    ) -> Result<Vec<T>, AuthDbError> {
        let mut rows = Vec::new();
        self.each(statement, values, &mut |row| {
            rows.push(read(row)?);
            Ok(())
        })?;
        Ok(rows)
    }
}
