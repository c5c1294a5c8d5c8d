//! Serving whatever snapshot is the current one: a new one is taken up without a restart.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwapOption;
use tokio::task::spawn_blocking;

use super::{Snapshot, Store};
use crate::home::Home;
use crate::publish;

/// How often the name of the current snapshot is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// The current snapshot of a home, swapped when another one is published.
pub struct Published {
    home: Home,
    current: ArcSwapOption<(PathBuf, Arc<dyn Store>)>,
}

impl Published {
    /// Opens the current snapshot. One that is missing or damaged is told in the log, and
    /// private answers fail until a good one is published.
    #[must_use]
    pub fn open(home: Home) -> Arc<Self> {
        let published = Arc::new(Self {
            home,
            current: ArcSwapOption::empty(),
        });
        if let Err(e) = published.refresh() {
            tracing::error!("no snapshot to serve: {e}");
        }
        published
    }

    /// The store to answer from.
    #[must_use]
    pub fn store(&self) -> Option<Arc<dyn Store>> {
        self.current
            .load()
            .as_ref()
            .map(|current| Arc::clone(&current.1))
    }

    /// Follows `snapshots/current` until the task is dropped.
    pub async fn follow(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        let mut told = String::new();
        loop {
            ticks.tick().await;
            // Opening a snapshot builds its search, which takes longer than answers may wait.
            let published = Arc::clone(&self);
            let refreshed = spawn_blocking(move || published.refresh()).await;
            match refreshed.unwrap_or_else(|e| Err(io::Error::other(e))) {
                Ok(()) => told.clear(),
                // The same trouble is told once, not four times a second.
                Err(e) if e.to_string() != told => {
                    told = e.to_string();
                    tracing::error!(
                        "the current snapshot cannot be taken up; serving the one before: {told}"
                    );
                }
                Err(_) => {}
            }
        }
    }

    fn refresh(&self) -> io::Result<()> {
        let path = publish::current(&self.home)?;
        if self
            .current
            .load()
            .as_ref()
            .is_some_and(|current| current.0 == path)
        {
            return Ok(());
        }
        let snapshot = Snapshot::open(&path).map_err(io::Error::other)?;
        self.current
            .store(Some(Arc::new((path, Arc::new(snapshot)))));
        Ok(())
    }
}
