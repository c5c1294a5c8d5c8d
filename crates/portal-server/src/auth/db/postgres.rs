//! One centre of a PostgreSQL of many, which any number of servers share.
//!
//! Whoever writes for a centre holds its row in `center` until the end of the transaction: over all servers, the jobs of a
//! centre run one after another, as they do over a file. Which of them reads what the other wrote before it is decided by
//! that lock alone, so the isolation is READ COMMITTED: a statement after the lock sees all that was committed before it.

use std::collections::VecDeque;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::super::sql::{Sql, Transaction};
use super::{AuthDbError, Job, QUEUE};
use crate::database::{CenterId, Database, DatabaseError};

/// Transactions that a process writes in at a time, for all its centres: fewer than its connections, so that whoever waits
/// for a centre's lock leaves some for those who read.
const WRITERS: usize = 8;

/// Jobs written in one transaction at most. Each is a subtransaction, and PostgreSQL keeps the first 64 of a transaction
/// where others find them quickly (`PGPROC_MAX_CACHED_SUBXIDS`).
const BATCH: usize = 60;

/// Locks the centre's row, making it at first use. A server that stops in the middle, or is cut off, holds it ten seconds
/// at most.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED; \
    SET LOCAL idle_in_transaction_session_timeout = '10s'; SET LOCAL lock_timeout = '10s'";

/// What all centres of a process share.
pub struct Writers {
    database: Database,
    /// First come, first served: a busy centre waits behind the others after each transaction.
    turns: Semaphore,
}

impl Writers {
    /// Writers over a database.
    #[must_use]
    pub fn new(database: Database) -> Arc<Self> {
        Arc::new(Self {
            database,
            turns: Semaphore::new(WRITERS),
        })
    }
}

/// One centre.
pub struct Shared {
    writers: Arc<Writers>,
    center: CenterId,
    queue: Mutex<Queue>,
}

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Box<dyn Job>>,
    /// Whether somebody is at it.
    served: bool,
}

impl Shared {
    /// A centre that nobody has asked for yet.
    #[must_use]
    pub fn new(writers: Arc<Writers>, center: CenterId) -> Arc<Self> {
        Arc::new(Self {
            writers,
            center,
            queue: Mutex::default(),
        })
    }

    /// Reads in one transaction; once more when the connection is lost on the way, as all are when the database was
    /// started again.
    ///
    /// # Errors
    /// What `read` answers, or that there is no connection.
    pub async fn read<T, E>(
        &self,
        read: impl Fn(&dyn Sql) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<AuthDbError> + Send + 'static,
    {
        let (mut read, mut again) = (read, true);
        loop {
            let connection = self.writers.database.connection().await;
            let connection = connection.map_err(|e| E::from(e.into()))?;
            let center = self.center.clone();
            // A job waits for each answer. `block_in_place` would let it wait here, but it takes the thread's other tasks
            // to a new thread each time, and does not exist on a runtime of one thread.
            let reading = spawn_blocking(move || {
                let transaction = Transaction::new(connection, center, "BEGIN READ ONLY");
                let answer = read(&transaction);
                let lost = transaction.broken().is_some();
                transaction.leave();
                (answer, lost, read)
            });
            let (answer, lost, same) = reading.await.map_err(|_| E::from(AuthDbError::Busy))?;
            if !lost || !mem::take(&mut again) {
                return answer;
            }
            read = same;
        }
    }

    /// Lets a job wait for its turn.
    ///
    /// # Errors
    /// When too many wait already.
    pub fn write(self: &Arc<Self>, job: Box<dyn Job>) -> Result<(), AuthDbError> {
        let mut queue = self.queue();
        if queue.jobs.len() >= QUEUE {
            return Err(AuthDbError::Busy);
        }
        queue.jobs.push_back(job);
        if !mem::replace(&mut queue.served, true) {
            tokio::spawn(Arc::clone(self).serve());
        }
        Ok(())
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what waits, transaction after transaction, until nothing waits.
    async fn serve(self: Arc<Self>) {
        loop {
            // It is never closed.
            let Ok(_turn) = self.writers.turns.acquire().await else {
                return;
            };
            let batch: Vec<_> = {
                let mut queue = self.queue();
                let count = queue.jobs.len().min(BATCH);
                queue.served = count > 0;
                queue.jobs.drain(..count).collect()
            };
            if batch.is_empty() {
                return;
            }
            self.write_batch(batch).await;
        }
    }

    /// Writes jobs in one transaction and tells them; once more when nothing came of the first.
    async fn write_batch(&self, mut batch: Vec<Box<dyn Job>>) {
        for again in [true, false] {
            let done = match self.writers.database.connection().await {
                Err(e) => Done::Nothing(e),
                Ok(connection) => {
                    let center = self.center.clone();
                    let mut jobs = mem::take(&mut batch);
                    let writing = spawn_blocking(move || {
                        let transaction = Transaction::new(connection, center, BEGIN);
                        let done = run(transaction, &mut jobs);
                        (done, jobs)
                    });
                    // A job that panics takes its batch with it; the callers are told that nothing was written.
                    let Ok((done, jobs)) = writing.await else {
                        return;
                    };
                    batch = jobs;
                    done
                }
            };
            match done {
                Done::Nothing(DatabaseError::Unreachable(_)) if again => {}
                done => return done.tell(batch),
            }
        }
    }
}

/// What became of a transaction.
enum Done {
    /// It was committed.
    Committed,
    /// Nothing was committed.
    Nothing(DatabaseError),
    /// Whether it was committed is not known: running it again could write twice what happened once.
    Unknown(DatabaseError),
}

impl Done {
    fn tell(self, jobs: Vec<Box<dyn Job>>) {
        match &self {
            Self::Committed => {}
            Self::Nothing(e) => tracing::error!("auth database: a batch was not written: {e}"),
            Self::Unknown(e) => {
                tracing::error!("auth database: whether a batch was written is not known: {e}");
            }
        }
        for job in jobs {
            job.tell(match &self {
                Self::Committed => Ok(()),
                Self::Nothing(e) | Self::Unknown(e) => Err(e.clone().into()),
            });
        }
    }
}

fn run(transaction: Transaction, jobs: &mut [Box<dyn Job>]) -> Done {
    let center = transaction.center().clone();
    transaction.ahead(&format!(
        "INSERT INTO center (center_id) VALUES ('{center}') ON CONFLICT (center_id) DO NOTHING"
    ));
    transaction.ahead(&format!(
        "SELECT center_id FROM center WHERE center_id = '{center}' FOR UPDATE"
    ));
    for job in jobs {
        // A job that fails takes back its own writes and leaves the others alone.
        transaction.ahead("SAVEPOINT job");
        let worked = job.run(&transaction);
        if let Some(e) = transaction.broken() {
            return Done::Nothing(e);
        }
        if !worked {
            transaction.ahead("ROLLBACK TO SAVEPOINT job");
        }
        // In a transaction that is broken this is refused, and so is everything with it: COMMIT would say nothing.
        transaction.ahead("RELEASE SAVEPOINT job");
    }
    match transaction.end("COMMIT") {
        Ok(()) => Done::Committed,
        Err(e) => Done::Unknown(e),
    }
}
