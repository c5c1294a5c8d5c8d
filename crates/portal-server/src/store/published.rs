//! Serving whatever snapshot is the current one: a new one is taken up without a restart.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use arc_swap::ArcSwapOption;
use tokio::task::spawn_blocking;

use super::{Publications, Snapshot, Store};
use crate::home::Home;
use crate::publish::{self, seal};

/// How often the name of the current snapshot is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// The current snapshot of a centre, swapped when another one is published.
pub struct Published {
    source: Source,
    /// With its name.
    current: ArcSwapOption<(String, Arc<dyn Store>)>,
    /// What is not what was published, and why: a large file is not read again and again as long as it is the same.
    refused: Mutex<Option<(Looks, String)>>,
}

/// A snapshot and its digest as the system tells of them, without a look inside.
type Looks = [Option<(PathBuf, u64, u64, SystemTime)>; 2];

/// Where snapshots come from.
enum Source {
    /// The home of one centre.
    Home(Home),
    /// A database of many.
    Database(Arc<Publications>),
}

impl Published {
    /// Opens the current snapshot of a home. One that is missing or damaged is told in the log, and
    /// private answers fail until a good one is published.
    #[must_use]
    pub fn open(home: Home) -> Arc<Self> {
        let published = Self {
            source: Source::Home(home.clone()),
            current: ArcSwapOption::empty(),
            refused: Mutex::default(),
        };
        if let Err(e) = published.look_into(&home) {
            tracing::error!("no snapshot to serve: {e}");
        }
        Arc::new(published)
    }

    /// Nothing yet; `publications` sets it.
    pub(super) fn of_database(publications: Arc<Publications>) -> Arc<Self> {
        Arc::new(Self {
            source: Source::Database(publications),
            current: ArcSwapOption::empty(),
            refused: Mutex::default(),
        })
    }

    /// The store to answer from.
    #[must_use]
    pub fn store(&self) -> Option<Arc<dyn Store>> {
        self.current
            .load()
            .as_ref()
            .map(|current| Arc::clone(&current.1))
    }

    /// Whether the snapshot of that name is the one to answer from.
    pub(super) fn is_at(&self, name: &str) -> bool {
        let current = self.current.load();
        current.as_ref().is_some_and(|current| current.0 == name)
    }

    /// Answers from this one from now on.
    pub(super) fn set(&self, name: String, store: Arc<dyn Store>) {
        self.current.store(Some(Arc::new((name, store))));
    }

    /// Looks once for a newer one, as following does again and again.
    ///
    /// # Errors
    /// When a home's snapshot cannot be taken up. A database's trouble is told in the log: it is about many centres.
    pub async fn refresh(self: &Arc<Self>) -> io::Result<()> {
        let home = match &self.source {
            Source::Home(home) => home.clone(),
            Source::Database(publications) => {
                publications.refresh().await;
                return Ok(());
            }
        };
        // Opening a snapshot builds its search, which takes longer than answers may wait.
        let published = Arc::clone(self);
        let looked = spawn_blocking(move || published.look_into(&home)).await;
        looked.unwrap_or_else(|e| Err(io::Error::other(e)))
    }

    /// Follows what is published until the task is dropped. For a database, all its centres are followed at once.
    pub async fn follow(self: Arc<Self>) {
        if let Source::Database(publications) = &self.source {
            return publications.follow().await;
        }
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        let mut told = String::new();
        loop {
            ticks.tick().await;
            match self.refresh().await {
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

    fn look_into(&self, home: &Home) -> io::Result<()> {
        let path = publish::current(home)?;
        let name = path.display().to_string();
        if self.is_at(&name) {
            return Ok(());
        }
        let looks = looks(&path);
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((before, why)) = &*refused
            && *before == looks
        {
            return Err(io::Error::other(why.clone()));
        }
        match Snapshot::open(&path) {
            Ok(snapshot) => {
                *refused = None;
                self.set(name, Arc::new(snapshot));
                Ok(())
            }
            Err(e) => {
                // Whatever else goes wrong may go right the next time.
                if e.is_of_content() {
                    *refused = Some((looks, e.to_string()));
                }
                Err(io::Error::other(e))
            }
        }
    }
}

fn looks(snapshot: &Path) -> Looks {
    [snapshot.to_owned(), seal::beside(snapshot)].map(|path| {
        let file = fs::metadata(&path).ok()?;
        let changed = file.modified().ok()?;
        Some((path, file.ino(), file.len(), changed))
    })
}
