//! The database of cards, sessions and the access log.
//!
//! One thread writes. Whatever waits is written in one transaction and synced once
//! (group commit), which is what lets every read have its row in the access log
//! before its answer leaves, thousands of times a second.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, DropBehavior, Savepoint, TransactionBehavior};
use tokio::sync::oneshot;

const SCHEMA: &str = concat!(
    include_str!("../../migrations/auth.sql"),
    include_str!("../../migrations/staff.sql"),
    include_str!("../../migrations/kiosk.sql")
);

/// Jobs that may wait; more than this and callers are told to come back later.
const QUEUE: usize = 4096;

/// Jobs written in one transaction at most.
const BATCH: usize = 256;

/// A job runs inside the transaction and hands back what tells its caller of the outcome, and whether it worked.
type Job = Box<dyn FnOnce(&Connection) -> (Told, bool) + Send>;
type Told = Box<dyn FnOnce(bool) + Send>;

/// Why something could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum AuthDbError {
    /// SQLite says why.
    #[error("auth database: {0}")]
    Database(#[from] rusqlite::Error),
    /// Too many writes are waiting, or the writer is gone.
    #[error("auth database: too busy to write")]
    Busy,
    /// The transaction was not committed.
    #[error("auth database: not written")]
    NotWritten,
}

/// Access to the database.
pub struct AuthDb {
    writer: SyncSender<Job>,
    readers: Vec<Mutex<Connection>>,
}

impl AuthDb {
    /// Opens the database, making it at first use, and starts its writer.
    ///
    /// # Errors
    /// When the file cannot be opened or is not such a database.
    pub fn open(path: &Path) -> Result<Self, AuthDbError> {
        let connection = connect(path)?;
        let (writer, jobs) = sync_channel(QUEUE);
        thread::Builder::new()
            .name("auth-writer".to_owned())
            .spawn(move || write_all(connection, &jobs))
            .map_err(|_| AuthDbError::Busy)?;
        let cores = thread::available_parallelism().map_or(2, usize::from);
        let readers = (0..cores)
            .map(|_| reader(path).map(Mutex::new))
            .collect::<Result<_, _>>()?;
        Ok(Self { writer, readers })
    }

    /// Reads on a free connection.
    ///
    /// # Errors
    /// Whatever `read` answers.
    pub fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, AuthDbError> {
        Ok(read(&self.reader())?)
    }

    fn reader(&self) -> MutexGuard<'_, Connection> {
        self.readers
            .iter()
            .find_map(|r| r.try_lock().ok())
            .unwrap_or_else(|| {
                self.readers[0]
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
            })
    }

    /// Writes, and returns once it is on disk.
    ///
    /// # Errors
    /// What `job` answers, or that it could not be committed; then nothing of it is written.
    pub async fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, AuthDbError> {
        let (tell, told) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let result = job(connection);
            let worked = result.is_ok();
            let told: Told = Box::new(move |committed| {
                let result = if committed {
                    result.map_err(AuthDbError::from)
                } else {
                    Err(AuthDbError::NotWritten)
                };
                // The caller may have hung up; the row stays written all the same.
                drop(tell.send(result));
            });
            (told, worked)
        });
        self.writer.try_send(job).map_err(|_| AuthDbError::Busy)?;
        told.await.map_err(|_| AuthDbError::NotWritten)?
    }
}

/// Opens the database for one writer, making it at first use: what commands use that run beside a server.
///
/// # Errors
/// When the file cannot be opened or is not such a database.
pub fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute_batch(SCHEMA)?;
    add_missing(&connection)?;
    Ok(connection)
}

/// Columns that files made by an earlier version lack, as table, name and type.
const LATER: [(&str, &str, &str); 4] = [
    ("session", "opened_before", "INTEGER"),
    ("session", "kiosk_challenge", "TEXT"),
    ("card", "frozen_at", "INTEGER"),
    ("staff", "claimed", "INTEGER"),
];

fn add_missing(connection: &Connection) -> rusqlite::Result<()> {
    let has_column = "SELECT EXISTS (SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2)";
    for (table, name, kind) in LATER {
        if !connection.query_row(has_column, [table, name], |row| row.get::<_, bool>(0))? {
            connection.execute_batch(&format!("ALTER TABLE {table} ADD COLUMN {name} {kind}"))?;
        }
    }
    Ok(())
}

fn reader(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Runs jobs until every sender is gone.
fn write_all(mut connection: Connection, jobs: &Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        let mut batch = vec![first];
        batch.extend(std::iter::from_fn(|| jobs.try_recv().ok()).take(BATCH - 1));
        let mut told = Vec::with_capacity(batch.len());
        let committed = write_batch(&mut connection, batch, &mut told);
        if let Err(e) = &committed {
            tracing::error!("auth database: a batch was not written: {e}");
        }
        for tell in told {
            tell(committed.is_ok());
        }
    }
}

fn write_batch(
    connection: &mut Connection,
    batch: Vec<Job>,
    told: &mut Vec<Told>,
) -> rusqlite::Result<()> {
    let mut tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for job in batch {
        // A job that fails takes back its own writes and leaves the others alone.
        let mut savepoint: Savepoint<'_> = tx.savepoint()?;
        savepoint.set_drop_behavior(DropBehavior::Rollback);
        let (tell, worked) = job(&savepoint);
        if worked {
            savepoint.commit()?;
        } else {
            savepoint.finish()?;
        }
        told.push(tell);
    }
    tx.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_an_earlier_version_gets_what_it_lacks() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("auth.db");
        let mut without = SCHEMA.to_owned();
        for (_, name, kind) in LATER {
            let of_then = without.lines().filter(|line| {
                let mut words = line.trim_end_matches(',').split_whitespace();
                words.next() != Some(name) || words.next() != Some(kind)
            });
            let of_then: Vec<_> = of_then.collect();
            assert_eq!(of_then.len() + 1, without.lines().count(), "{name}");
            without = of_then.join("\n").replace(",\n)", "\n)");
        }
        Connection::open(&path)
            .and_then(|c| c.execute_batch(&without))
            .expect("a file of then");
        for _ in 0..2 {
            let connection = connect(&path).expect("it opens");
            for (table, name, _) in LATER {
                connection
                    .prepare(&format!("SELECT {name} FROM {table}"))
                    .expect("it is there");
            }
        }
    }

    #[tokio::test]
    async fn a_job_that_fails_leaves_nothing_behind_and_the_others_alone() {
        let dir = tempfile::tempdir().expect("a directory");
        let db = AuthDb::open(&dir.path().join("auth.db")).expect("it opens");
        let add = |id: i64| {
            move |c: &Connection| {
                c.execute(
                    "INSERT INTO attempt (id, card_id, at) VALUES (?1, 'c', 1)",
                    [id],
                )
            }
        };
        let failing = db.write(move |c| {
            add(1)(c)?;
            c.execute("INSERT INTO nowhere VALUES (1)", [])
        });
        let (failed, written) = tokio::join!(failing, db.write(add(2)));
        assert!(failed.is_err() && written.is_ok());
        let ids = db.read(|c| {
            let mut ids = c.prepare("SELECT id FROM attempt")?;
            ids.query_map([], |row| row.get(0))?
                .collect::<Result<Vec<i64>, _>>()
        });
        assert_eq!(ids.expect("read"), [2]);
    }
}
