//! Who may hash when: known devices have a lane of their own, so that a flood of strangers cannot make anybody wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::sign_in::SignInError;
use super::verifier::Verifier;
use crate::secrets::Secrets;

/// Sign-ins of strangers that may wait for their turn; more are told to come back later.
const STRANGERS_WAITING: usize = 32;

/// Hashes of a whole process at a time, of all its centres: each takes a core and 19 MiB.
pub struct Hashing {
    known: Arc<Semaphore>,
    strangers: Arc<Semaphore>,
    checked_of_known: AtomicU64,
    checked_of_strangers: AtomicU64,
}

/// How much was hashed since the process started, to see what somebody tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// For devices that the card knows, kiosks, and phones that go on with what was begun at one.
    pub known: u64,
    /// For everybody else.
    pub strangers: u64,
}

impl Hashing {
    /// As many at a time as there are cores, known devices and strangers apart.
    #[must_use]
    pub fn new() -> Self {
        // Families and staff have a lane each: two, so that a process of one centre lets none of them wait for the other.
        let cores = thread::available_parallelism()
            .map_or(2, usize::from)
            .max(2);
        let lane = || Arc::new(Semaphore::new(cores));
        Self {
            known: lane(),
            strangers: lane(),
            checked_of_known: AtomicU64::new(0),
            checked_of_strangers: AtomicU64::new(0),
        }
    }

    /// What was hashed so far.
    #[must_use]
    pub fn checked(&self) -> Checked {
        Checked {
            known: self.checked_of_known.load(Ordering::Relaxed),
            strangers: self.checked_of_strangers.load(Ordering::Relaxed),
        }
    }
}

impl Default for Hashing {
    fn default() -> Self {
        Self::new()
    }
}

/// The lanes of one desk. One hash at a time runs in each.
pub struct Lanes {
    known: Arc<Semaphore>,
    strangers: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    hashing: Arc<Hashing>,
}

/// A turn: in a desk's lane, and in the process.
pub struct Turn {
    is_known: bool,
    process: Arc<Hashing>,
    _lane: OwnedSemaphorePermit,
    _hashing: OwnedSemaphorePermit,
}

impl Turn {
    /// Whether the parts meet the verifier; some 40 ms and 19 MiB, and counted. Only who has a turn gets this far.
    pub fn meets(&self, verifier: &Verifier, secrets: &Secrets, parts: &[&[u8]]) -> bool {
        let checked = match self.is_known {
            true => &self.process.checked_of_known,
            false => &self.process.checked_of_strangers,
        };
        checked.fetch_add(1, Ordering::Relaxed);
        verifier.is_met(secrets, parts)
    }
}

impl Lanes {
    /// Lanes nobody is in.
    #[must_use]
    pub fn new(hashing: &Arc<Hashing>) -> Self {
        let lane = || Arc::new(Semaphore::new(1));
        Self {
            known: lane(),
            strangers: lane(),
            queue: Arc::new(Semaphore::new(STRANGERS_WAITING)),
            hashing: Arc::clone(hashing),
        }
    }

    /// Waits for a turn. It must go along into the hashing: whoever hangs up early still holds the lane.
    ///
    /// # Errors
    /// [`SignInError::Busy`] when too many strangers wait already.
    pub async fn enter(&self, is_known: bool) -> Result<Turn, SignInError> {
        if is_known {
            return self.wait(is_known, &self.known, &self.hashing.known).await;
        }
        let queue = Arc::clone(&self.queue);
        let _place = queue.try_acquire_owned().map_err(|_| SignInError::Busy)?;
        self.wait(is_known, &self.strangers, &self.hashing.strangers)
            .await
    }

    async fn wait(
        &self,
        is_known: bool,
        lane: &Arc<Semaphore>,
        hashing: &Arc<Semaphore>,
    ) -> Result<Turn, SignInError> {
        let closed = |_| SignInError::Busy;
        let lane = Arc::clone(lane).acquire_owned().await.map_err(closed)?;
        let hashing = Arc::clone(hashing).acquire_owned().await.map_err(closed)?;
        Ok(Turn {
            is_known,
            process: Arc::clone(&self.hashing),
            _lane: lane,
            _hashing: hashing,
        })
    }
}
