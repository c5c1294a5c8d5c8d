//! The file of one centre.
//!
//! One thread writes. Whatever waits is written in one transaction and synced once
//! (group commit), which is what lets every read have its row in the access log
//! before its answer leaves, thousands of times a second.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use rusqlite::{Connection, DropBehavior, Savepoint, TransactionBehavior};

use super::super::sql::{Sql, connect, reader};
use super::{AuthDbError, BATCH, Job, QUEUE};

/// An open file.
pub struct File {
    writer: SyncSender<Box<dyn Job>>,
    readers: Vec<Mutex<Connection>>,
}

impl File {
    /// Opens the file, making it at first use, and starts its writer.
    ///
    /// # Errors
    /// When it cannot be opened or is not such a database.
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
    pub fn read<T, E>(&self, read: impl Fn(&dyn Sql) -> Result<T, E>) -> Result<T, E> {
        read(&*self.reader())
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

    /// Lets a job wait for the writer.
    ///
    /// # Errors
    /// When too many wait already.
    pub fn write(&self, job: Box<dyn Job>) -> Result<(), AuthDbError> {
        self.writer.try_send(job).map_err(|_| AuthDbError::Busy)
    }
}

/// Runs jobs until every sender is gone.
fn write_all(mut connection: Connection, jobs: &Receiver<Box<dyn Job>>) {
    while let Ok(first) = jobs.recv() {
        let mut batch = vec![first];
        batch.extend(std::iter::from_fn(|| jobs.try_recv().ok()).take(BATCH - 1));
        let committed = write_batch(&mut connection, &mut batch);
        if let Err(e) = &committed {
            tracing::error!("auth database: a batch was not written: {e}");
        }
        for job in batch {
            job.tell(match committed {
                Ok(()) => Ok(()),
                Err(_) => Err(AuthDbError::NotWritten),
            });
        }
    }
}

fn write_batch(connection: &mut Connection, batch: &mut [Box<dyn Job>]) -> rusqlite::Result<()> {
    let mut tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for job in batch {
        // A job that fails takes back its own writes and leaves the others alone.
        let mut savepoint: Savepoint<'_> = tx.savepoint()?;
        savepoint.set_drop_behavior(DropBehavior::Rollback);
        if job.run(&*savepoint) {
            savepoint.commit()?;
        } else {
            savepoint.finish()?;
        }
    }
    tx.commit()
}
