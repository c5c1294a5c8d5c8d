//! Serving whatever snapshot is the current one: a new one is taken up without a restart.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

use arc_swap::ArcSwapOption;
use tokio::sync::watch;
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
    /// Whether the first one was held against its digest: a region's takes longer than a start may.
    checked: watch::Sender<bool>,
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
    ///
    /// What is public is answered at once; whether the file is what was published is found out meanwhile, and private
    /// answers wait for that.
    #[must_use]
    pub fn open(home: Home) -> Arc<Self> {
        let published = Arc::new(Self {
            source: Source::Home(home.clone()),
            current: ArcSwapOption::empty(),
            refused: Mutex::default(),
            checked: watch::Sender::new(false),
        });
        let begun = published.begin(&home);
        let checked = begun.and_then(|path| {
            let published = Arc::clone(&published);
            let check = move || published.finish(&path, seal::check(&path));
            thread::Builder::new()
                .name("snapshot-check".to_owned())
                .spawn(check)
        });
        if let Err(e) = checked {
            published.current.store(None);
            published.checked.send_replace(true);
            tracing::error!("no snapshot to serve: {e}");
        }
        published
    }

    /// Opens the first snapshot as it is.
    fn begin(&self, home: &Home) -> io::Result<PathBuf> {
        let path = publish::current(home)?;
        let snapshot = Snapshot::unchecked(&path).map_err(io::Error::other)?;
        self.set(path.display().to_string(), Arc::new(snapshot));
        Ok(path)
    }

    /// The first snapshot is what was published, or is not served any more.
    fn finish(&self, path: &Path, checked: io::Result<()>) {
        if let Err(e) = checked {
            if e.kind() == io::ErrorKind::InvalidData {
                let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
                *refused = Some((looks(path), e.to_string()));
            }
            if self.is_at(&path.display().to_string()) {
                self.current.store(None);
            }
            tracing::error!("no snapshot to serve: {e}");
        }
        self.checked.send_replace(true);
    }

    /// Nothing yet; `publications` sets it.
    pub(super) fn of_database(publications: Arc<Publications>) -> Arc<Self> {
        Arc::new(Self {
            source: Source::Database(publications),
            current: ArcSwapOption::empty(),
            refused: Mutex::default(),
            // A database keeps its own pages whole.
            checked: watch::Sender::new(true),
        })
    }

    /// The store for private answers, once it is known to be what was published.
    pub async fn private_store(&self) -> Option<Arc<dyn Store>> {
        if !*self.checked.borrow() {
            let mut checked = self.checked.subscribe();
            // It cannot fail: who tells lives as long as `self`.
            drop(checked.wait_for(|checked| *checked).await);
        }
        self.store()
    }

    /// The store for public answers.
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

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    #[test]
    fn private_answers_wait_until_the_first_snapshot_was_looked_through() {
        let dir = tempfile::tempdir().expect("a folder");
        let published = Published {
            source: Source::Home(Home::at(dir.path())),
            current: ArcSwapOption::empty(),
            refused: Mutex::default(),
            checked: watch::Sender::new(false),
        };
        let mut asking = pin!(published.private_store());
        let mut look = || {
            let mut context = Context::from_waker(Waker::noop());
            asking.as_mut().poll(&mut context)
        };
        assert!(look().is_pending());
        let damaged = io::Error::new(io::ErrorKind::InvalidData, "damaged");
        published.finish(&dir.path().join("portal-00000001.db"), Err(damaged));
        assert!(matches!(look(), Poll::Ready(None)), "it is not served");
    }
}
