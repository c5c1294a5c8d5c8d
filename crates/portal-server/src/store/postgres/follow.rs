//! Following which publication each centre is at: one question for all of them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use super::Publication;
use super::head::Head;
use super::shelf::Shelf;
use crate::database::{CenterId, Current, Database, DatabaseError, current, only_reads};
use crate::store::{Published, StoreError};

/// How often the database is asked.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// The publications of a database, for the centres that are served from it.
pub struct Publications {
    database: Database,
    shelf: Arc<Shelf>,
    /// Whether the database's user was found to change nothing.
    only_reads: AtomicBool,
    served: Mutex<HashMap<CenterId, Weak<Published>>>,
    /// Troubles that were told: each is told once, until it is over or another one.
    told: Mutex<HashMap<String, String>>,
}

impl Publications {
    /// Of a database; nothing is asked yet.
    #[must_use]
    pub fn of(database: Database) -> Arc<Self> {
        Arc::new(Self {
            database,
            shelf: Arc::default(),
            only_reads: AtomicBool::default(),
            served: Mutex::default(),
            told: Mutex::default(),
        })
    }

    /// What is served of a centre: nothing until [`Publications::refresh`] has found it.
    #[must_use]
    pub fn serve(self: &Arc<Self>, center: CenterId) -> Arc<Published> {
        let published = Published::of_database(Arc::clone(self));
        let mut served = self.served.lock().unwrap_or_else(PoisonError::into_inner);
        served.insert(center, Arc::downgrade(&published));
        published
    }

    /// Follows every centre that is served until the task is dropped.
    pub async fn follow(&self) {
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        loop {
            ticks.tick().await;
            self.refresh().await;
        }
    }

    /// Looks once, and takes up what is new. What cannot be taken up is told in the log; what was served goes on being served.
    pub async fn refresh(&self) {
        let current = match self.current().await {
            Ok(current) => current,
            Err(e) => return self.tell("the database of many centres", Some(e.to_string())),
        };
        self.tell("the database of many centres", None);
        for line in current {
            let Ok(center) = line.center.parse::<CenterId>() else {
                continue;
            };
            let Some(published) = self.published(&center) else {
                continue;
            };
            let name = line.snapshot.to_string();
            if published.is_at(&name) {
                continue;
            }
            match self.take_up(&center, line.snapshot).await {
                Ok(publication) => {
                    published.set(name, Arc::new(publication));
                    self.tell(center.as_str(), None);
                }
                Err(e) => self.tell(center.as_str(), Some(e.to_string())),
            }
        }
    }

    /// Which publication each centre is at, for a user who can change none of it.
    async fn current(&self) -> Result<Vec<Current>, DatabaseError> {
        if !self.only_reads.load(Ordering::Relaxed) {
            only_reads(&self.database).await?;
            self.only_reads.store(true, Ordering::Relaxed);
        }
        current(&self.database).await
    }

    fn published(&self, center: &CenterId) -> Option<Arc<Published>> {
        let served = self.served.lock().unwrap_or_else(PoisonError::into_inner);
        served.get(center)?.upgrade()
    }

    async fn take_up(&self, center: &CenterId, snapshot: i64) -> Result<Publication, StoreError> {
        let head = Head::read(&self.database, center, snapshot).await?;
        if head.published_at.is_empty() {
            // It was deleted in between, or the user may not see it.
            return Err(DatabaseError::Unexpected("a publication without facts".to_owned()).into());
        }
        Ok(Publication {
            database: self.database.clone(),
            center: center.clone(),
            snapshot,
            head,
            shelf: Arc::clone(&self.shelf),
        })
    }

    fn tell(&self, about: &str, trouble: Option<String>) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        match trouble {
            None => {
                told.remove(about);
            }
            Some(trouble) if told.get(about) != Some(&trouble) => {
                tracing::error!(
                    "{about}: the current publication cannot be taken up; serving the one before: {trouble}"
                );
                told.insert(about.to_owned(), trouble);
            }
            Some(_) => {}
        }
    }
}
