//! Asking the database from code that waits for each answer: importing, publishing, the command line.

use std::thread;

use tokio::runtime::Builder;

use super::DatabaseError;

/// Runs `work` to its end on a thread of its own, so that whoever waits may be a task of another runtime. Connections end with
/// it: `work` opens its own.
///
/// # Errors
/// As `work`, or when there is no thread.
pub fn wait_for<T, E>(work: impl AsyncFnOnce() -> Result<T, E> + Send) -> Result<T, E>
where
    T: Send,
    E: From<DatabaseError> + Send,
{
    let broken = |what: String| E::from(DatabaseError::Unexpected(what));
    thread::scope(|scope| {
        let running = scope.spawn(|| {
            let runtime = Builder::new_current_thread().enable_all().build();
            let runtime = runtime.map_err(|e| broken(e.to_string()))?;
            runtime.block_on(work())
        });
        let ended = running.join();
        ended.unwrap_or_else(|_| Err(broken("asking it broke off".to_owned())))
    })
}
