//! Who may hash when: known devices have a lane of their own, so that a flood of strangers cannot make anybody wait.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::sign_in::SignInError;

/// Sign-ins of strangers that may wait for their turn; more are told to come back later.
const STRANGERS_WAITING: usize = 32;

/// The lanes of one desk. One hash at a time runs in each.
pub struct Lanes {
    known: Arc<Semaphore>,
    strangers: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl Lanes {
    /// Lanes nobody is in.
    #[must_use]
    pub fn new() -> Self {
        let lane = || Arc::new(Semaphore::new(1));
        Self {
            known: lane(),
            strangers: lane(),
            queue: Arc::new(Semaphore::new(STRANGERS_WAITING)),
        }
    }

    /// Waits for a turn. The permit must go along into the hashing: whoever hangs up early still holds the lane.
    ///
    /// # Errors
    /// [`SignInError::Busy`] when too many strangers wait already.
    pub async fn enter(&self, is_known: bool) -> Result<OwnedSemaphorePermit, SignInError> {
        let closed = |_| SignInError::Busy;
        if is_known {
            return Arc::clone(&self.known)
                .acquire_owned()
                .await
                .map_err(closed);
        }
        let queue = Arc::clone(&self.queue);
        let _place = queue.try_acquire_owned().map_err(|_| SignInError::Busy)?;
        let lane = Arc::clone(&self.strangers);
        lane.acquire_owned().await.map_err(closed)
    }
}

impl Default for Lanes {
    fn default() -> Self {
        Self::new()
    }
}
