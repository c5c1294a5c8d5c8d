//! Asking the watcher to end.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// A wish to end, shared between threads.
#[derive(Clone, Default)]
pub struct Stop(Arc<(Mutex<bool>, Condvar)>);

impl Stop {
    /// Asks to end.
    pub fn ask(&self) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.1.notify_all();
    }

    /// Waits; whether it was asked to end meanwhile, or before.
    #[must_use]
    pub fn wait(&self, time: Duration) -> bool {
        let asked = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.0.1.wait_timeout_while(asked, time, |asked| !*asked);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}
