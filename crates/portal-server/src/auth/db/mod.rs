//! Where cards, sessions and the access log are kept: a file of one centre, or a PostgreSQL of many.
//!
//! A job reads and writes inside one transaction, and the jobs of a centre run one after another: what a job checks still
//! holds when it writes.

mod postgres;
mod sqlite;

use std::path::Path;
use std::sync::Arc;

use tokio::sync::oneshot;

pub use super::sql::connect;
use super::sql::{Sql, values};
use crate::database::{CenterId, DatabaseError};
use postgres::Shared;
pub use postgres::Writers;
use sqlite::File;

/// Jobs that may wait; more than this and callers are told to come back later.
const QUEUE: usize = 4096;

/// Jobs written in one transaction at most.
const BATCH: usize = 256;

/// Why something could not be read or written. No value of a row is in the text.
#[derive(Debug, thiserror::Error)]
pub enum AuthDbError {
    /// SQLite says why.
    #[error("auth database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL says why.
    #[error("auth database: {0}")]
    Postgres(DatabaseError),
    /// A column, counted from 0, does not hold what it should.
    #[error("auth database: column {0} of an answer holds something unexpected")]
    Column(usize),
    /// An answer that always has a row has none.
    #[error("auth database: an answer has no row")]
    NoRow,
    /// Too many writes are waiting, or the writer is gone.
    #[error("auth database: too busy to write")]
    Busy,
    /// The file was moved, removed or replaced while it was in use.
    #[error(
        "auth database: the file is not the one that was opened: put that one back, or start the server again"
    )]
    Moved,
    /// The file, or the disk it is on, may only be read.
    #[error(
        "auth database: the file may only be read: see its owner, and whether the disk had an error"
    )]
    ReadOnly,
    /// A key without which nothing can be opened is missing.
    #[error("auth database: shut, because a key is missing")]
    Shut,
    /// The transaction was not committed.
    #[error("auth database: not written")]
    NotWritten,
}

impl AuthDbError {
    /// Whether a row was refused because another one has what only one may have (`unique_violation`, 23505).
    #[must_use]
    pub fn is_taken(&self) -> bool {
        match self {
            Self::Sqlite(e) => {
                e.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
            }
            Self::Postgres(e) => e.code() == Some("23505"),
            _ => false,
        }
    }
}

impl From<DatabaseError> for AuthDbError {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::Busy => Self::Busy,
            error => Self::Postgres(error),
        }
    }
}

/// Something that waits to be written: its answer is told when what it wrote is on disk, and not before.
trait Job: Send {
    /// Runs inside the transaction: whether it worked. It may run again when the transaction came to nothing.
    fn run(&mut self, sql: &dyn Sql) -> bool;

    /// Tells its caller what became of it: its own answer, or why nothing was written.
    fn tell(self: Box<Self>, written: Result<(), AuthDbError>);
}

struct Waiting<F, T, E> {
    job: F,
    result: Option<Result<T, E>>,
    tell: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job for Waiting<F, T, E>
where
    F: Fn(&dyn Sql) -> Result<T, E> + Send,
    T: Send,
    E: From<AuthDbError> + Send,
{
    fn run(&mut self, sql: &dyn Sql) -> bool {
        let result = (self.job)(sql);
        let worked = result.is_ok();
        self.result = Some(result);
        worked
    }

    fn tell(self: Box<Self>, written: Result<(), AuthDbError>) {
        let own = || Err(AuthDbError::NotWritten.into());
        let result = match written {
            Ok(()) => self.result.unwrap_or_else(own),
            Err(e) => Err(e.into()),
        };
        // The caller may have hung up; the row stays written all the same.
        drop(self.tell.send(result));
    }
}

/// Access to what is kept of one centre.
pub struct AuthDb(Kept);

enum Kept {
    File(File),
    Shared(Arc<Shared>),
    Shut,
}

impl AuthDb {
    /// Opens a centre's own file, making it at first use, and starts its writer.
    ///
    /// # Errors
    /// When the file cannot be opened or is not such a database.
    pub fn open(path: &Path) -> Result<Self, AuthDbError> {
        Ok(Self(Kept::File(File::open(path)?)))
    }

    /// The same for a server, which has words and a phone number to tell when the file is out of reach: it is told in
    /// the log, whatever needs the file fails, and each time it is tried again.
    ///
    /// # Errors
    /// When the writer cannot be started.
    pub fn awaited(path: &Path) -> Result<Self, AuthDbError> {
        Ok(Self(Kept::File(File::awaited(path)?)))
    }

    /// Whether other servers keep the same.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        matches!(self.0, Kept::Shared(_))
    }

    /// Whatever needs it fails.
    #[must_use]
    pub fn shut() -> Self {
        Self(Kept::Shut)
    }

    /// A centre of a database of many. Nothing is asked yet: it may be away, and come back.
    #[must_use]
    pub fn shared(writers: &Arc<Writers>, center: CenterId) -> Self {
        Self(Kept::Shared(Shared::new(Arc::clone(writers), center)))
    }

    /// Reads on a free connection.
    ///
    /// # Errors
    /// Whatever `read` answers.
    pub async fn read<T, E>(
        &self,
        read: impl Fn(&dyn Sql) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<AuthDbError> + Send + 'static,
    {
        match &self.0 {
            // A file's pages are in memory: it takes less time than handing the work to another thread would.
            Kept::File(file) => file.read(read),
            Kept::Shared(shared) => shared.read(read).await,
            Kept::Shut => Err(AuthDbError::Shut.into()),
        }
    }

    /// Writes, and returns once it is on disk.
    ///
    /// # Errors
    /// What `job` answers, or that it could not be committed; then nothing of it is written.
    pub async fn write<T, E>(
        &self,
        job: impl Fn(&dyn Sql) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<AuthDbError> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let waiting = Waiting {
            job,
            result: None,
            tell,
        };
        match &self.0 {
            Kept::File(file) => file.write(Box::new(waiting))?,
            Kept::Shared(shared) => shared.write(Box::new(waiting))?,
            Kept::Shut => return Err(AuthDbError::Shut.into()),
        }
        told.await
            .unwrap_or_else(|_| Err(AuthDbError::NotWritten.into()))
    }

    /// Whether something can be written at this moment. A transaction that changes nothing would not ask the disk: this one
    /// writes a row and takes it back.
    ///
    /// # Errors
    /// When nothing can be written.
    pub async fn probe(&self) -> Result<(), AuthDbError> {
        self.write(|sql| {
            sql.execute(
                "INSERT INTO attempt (/*!center_id, id,*/ card_id, at) VALUES (/*!:center, 0,*/ '', 0)",
                values![],
            )?;
            sql.execute(
                "DELETE FROM attempt WHERE /*!center_id = :center AND*/ card_id = ''",
                values![],
            )?;
            Ok(())
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_job_that_fails_leaves_nothing_behind_and_the_others_alone() {
        let dir = tempfile::tempdir().expect("a directory");
        let db = AuthDb::open(&dir.path().join("auth.db")).expect("it opens");
        let add = |card: &'static str| {
            move |sql: &dyn Sql| {
                let insert = "INSERT INTO attempt (card_id, at) VALUES (?1, 1)";
                sql.execute(insert, values![card])
            }
        };
        let failing = db.write(move |sql| {
            add("one")(sql)?;
            sql.execute("INSERT INTO nowhere VALUES (1)", values![])
        });
        let (failed, written) = tokio::join!(failing, db.write(add("two")));
        assert!(failed.is_err() && written.is_ok());
        let cards =
            db.read(|sql| sql.all("SELECT card_id FROM attempt", values![], |row| row.get(0)));
        let cards: Result<Vec<String>, AuthDbError> = cards.await;
        assert_eq!(cards.expect("read"), ["two"]);
    }
}
