//! The file of one centre.
//!
//! One thread writes. Whatever waits is written in one transaction and synced once
//! (group commit), which is what lets every read have its row in the access log
//! before its answer leaves, thousands of times a second.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, DropBehavior, MAIN_DB, Savepoint, TransactionBehavior};

use super::super::sql::{Sql, connect, reader};
use super::{AuthDbError, BATCH, Job, QUEUE};

/// Jobs in one transaction from which on more are gathered for the next: on a disk that syncs in no time, a third of what the
/// system does for an answer would be commits of a few rows each.
const CROWD: usize = 4;

/// Shortest time from one transaction to the next, in a crowd. With more than this, sixteen who ask at once would be answered more slowly.
const PACE: Duration = Duration::from_micros(400);

/// The file, open or to be opened.
pub struct File {
    path: PathBuf,
    writer: SyncSender<Box<dyn Job>>,
    readers: Vec<Mutex<Option<Connection>>>,
}

impl File {
    /// Opens the file, making it at first use, and starts its writer.
    ///
    /// # Errors
    /// When it cannot be opened or is not such a database.
    pub fn open(path: &Path) -> Result<Self, AuthDbError> {
        let mut writer = Writer::of(path);
        writer.connected()?;
        Self::written_by(writer)
    }

    /// The same for a file that may be out of reach now: it is tried again whenever something is asked of it.
    ///
    /// # Errors
    /// When the writer cannot be started.
    pub fn awaited(path: &Path) -> Result<Self, AuthDbError> {
        let mut writer = Writer::of(path);
        // What is wrong is told in the log.
        let _opened = writer.write(&mut []);
        Self::written_by(writer)
    }

    fn written_by(writer: Writer) -> Result<Self, AuthDbError> {
        let path = writer.path.clone();
        let (sender, jobs) = sync_channel(QUEUE);
        thread::Builder::new()
            .name("auth-writer".to_owned())
            .spawn(move || writer.write_all(&jobs))
            .map_err(|_| AuthDbError::Busy)?;
        let cores = thread::available_parallelism().map_or(2, usize::from);
        Ok(Self {
            path,
            writer: sender,
            readers: (0..cores).map(|_| Mutex::default()).collect(),
        })
    }

    /// Reads on a free connection.
    ///
    /// # Errors
    /// Whatever `read` answers, or that the file cannot be opened.
    pub fn read<T, E: From<AuthDbError>>(
        &self,
        read: impl Fn(&dyn Sql) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut held = self.reader();
        if held.is_none() {
            let opened = reader(&self.path).map_err(AuthDbError::from)?;
            // On a disk that may only be read now: the next one is opened as it should be, once that is over.
            if is_read_only(&opened) {
                return read(&opened);
            }
            *held = Some(opened);
        }
        match &*held {
            Some(connection) => read(connection),
            None => Err(AuthDbError::Busy.into()),
        }
    }

    fn reader(&self) -> MutexGuard<'_, Option<Connection>> {
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

/// What the thread that writes has.
struct Writer {
    path: PathBuf,
    connection: Option<Connection>,
    /// Which file it is, once it was open.
    file: Option<(u64, u64)>,
    /// Whether the last batch was not written. The same trouble is told once.
    failing: bool,
}

impl Writer {
    fn of(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            connection: None,
            file: None,
            failing: false,
        }
    }

    /// Runs jobs until every sender is gone.
    fn write_all(mut self, jobs: &Receiver<Box<dyn Job>>) {
        let (mut began, mut written) = (Instant::now(), 0);
        while let Ok(first) = jobs.recv() {
            if written >= CROWD {
                thread::sleep(PACE.saturating_sub(began.elapsed()));
            }
            began = Instant::now();
            let mut batch = vec![first];
            batch.extend(std::iter::from_fn(|| jobs.try_recv().ok()).take(BATCH - 1));
            written = batch.len();
            let committed = self.write(&mut batch);
            for job in batch {
                job.tell(match committed {
                    Ok(()) => Ok(()),
                    Err(_) => Err(AuthDbError::NotWritten),
                });
            }
        }
    }

    fn write(&mut self, batch: &mut [Box<dyn Job>]) -> Result<(), AuthDbError> {
        let written = match self.connected() {
            Ok(connection) if is_read_only(connection) => Err(AuthDbError::ReadOnly),
            Ok(connection) => write_batch(connection, batch).map_err(AuthDbError::from),
            Err(e) => Err(e),
        };
        match &written {
            Ok(()) if self.failing => tracing::info!("auth database: written again"),
            Err(e) if !self.failing => {
                tracing::error!("auth database: nothing is written, and private answers fail: {e}");
            }
            _ => {}
        }
        self.failing = written.is_err();
        if self.failing {
            // One that was opened while the disk took nothing would write nothing for ever.
            self.connection = None;
        }
        written
    }

    /// The connection, opened anew when it broke.
    fn connected(&mut self) -> Result<&mut Connection, AuthDbError> {
        // Rows written to a file without a name would be gone with the process, and another file's journal is not this one's.
        if self.file.is_some() && self.file != identity(&self.path) {
            return Err(AuthDbError::Moved);
        }
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => connect(&self.path)?,
        };
        self.file = self.file.or_else(|| identity(&self.path));
        Ok(self.connection.insert(connection))
    }
}

/// SQLite opens what it may not write without a word of it.
fn is_read_only(connection: &Connection) -> bool {
    connection.is_readonly(MAIN_DB).unwrap_or(true)
}

/// Device and number of a file.
fn identity(path: &Path) -> Option<(u64, u64)> {
    let file = fs::metadata(path).ok()?;
    Some((file.dev(), file.ino()))
}

/// Runs the jobs in one transaction. Nearly always each of them works; then nothing has to be taken back, and what that would
/// cost each of them (a savepoint, and a copy of every page) is not paid. Otherwise all of them run once more, each apart.
fn write_batch(connection: &mut Connection, batch: &mut [Box<dyn Job>]) -> rusqlite::Result<()> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if batch.iter_mut().all(|job| job.run(&*tx)) {
        return tx.commit();
    }
    tx.rollback()?;
    write_each_apart(connection, batch)
}

fn write_each_apart(
    connection: &mut Connection,
    batch: &mut [Box<dyn Job>],
) -> rusqlite::Result<()> {
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
