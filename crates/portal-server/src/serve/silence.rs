//! Agencies whose data did not arrive: their source's last file was refused, or the next one is late.
//!
//! The last good facts stay, and families read how old they are. What each source delivered stands in a
//! file of its own (`import::sources`), because a refused file publishes nothing.

use std::fs;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use jiff::Zoned;

use crate::home::Home;
use crate::import::sources::{self, Source};
use crate::store::CaseFile;

/// How often it is looked whether the file has changed; as often as for the current snapshot.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// What the sources delivered, as the file said when it last changed.
pub struct Silence {
    home: Home,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    looked_at: Option<Instant>,
    changed: Option<SystemTime>,
    sources: Arc<Vec<Source>>,
}

impl Silence {
    /// Nothing is read yet.
    #[must_use]
    pub fn of(home: Home) -> Self {
        Self {
            home,
            known: Mutex::default(),
        }
    }

    /// Marks the agencies that could not be reached, with the day of what is known of them. A step of
    /// such an agency is not in doubt when another source told it, one that was reached.
    pub fn mark(&self, case: &mut CaseFile, now: &Zoned) {
        let sources = self.sources();
        let failed = |source: &&Source| source.is_refused() || source.is_late(now.timestamp());
        let failed: Vec<&Source> = sources.iter().filter(failed).collect();
        if failed.is_empty() {
            return;
        }
        for agency in Arc::make_mut(&mut case.agencies) {
            let own = |source: &&&Source| source.agency.as_ref() == Some(&agency.id);
            let mut silent = failed.iter().filter(own).peekable();
            let Some(first) = silent.peek() else { continue };
            let last = first.as_of.or(first.last_good_at);
            let last = last.map(|at| at.to_zoned(now.time_zone().clone()).date());
            agency.last_confirmed_on = last.or(agency.last_confirmed_on);
            let silent: Vec<&str> = silent.map(|source| &*source.name).collect();
            for step in case.steps.iter_mut().filter(|s| s.agency == agency.id) {
                let told_by = case.sources.get(step.source as usize);
                let is_silent = told_by.is_none_or(|name| silent.contains(&&**name));
                step.reached = Some(agency.ok && !is_silent);
            }
            agency.ok = false;
        }
    }

    /// The list, not older than a look ago.
    fn sources(&self) -> Arc<Vec<Source>> {
        let mut known = self.known();
        let is_fresh = |looked_at: Instant| looked_at.elapsed() < LOOK_EVERY;
        if !known.looked_at.is_some_and(is_fresh) {
            self.look_into(&mut known);
        }
        Arc::clone(&known.sources)
    }

    /// Looks now, as answers do again and again.
    pub fn look(&self) {
        self.look_into(&mut self.known());
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the list again when the file has changed. When it cannot be read, what was known stays.
    fn look_into(&self, known: &mut Known) {
        known.looked_at = Some(Instant::now());
        let changed = fs::metadata(self.home.sources_file()).and_then(|file| file.modified());
        let changed = changed.ok();
        if changed.is_some() && known.changed != changed {
            known.changed = changed;
            match sources::told(&self.home) {
                Ok(sources) => known.sources = Arc::new(sources),
                Err(e) => tracing::error!("the list of sources cannot be read: {e}"),
            }
        }
    }
}
