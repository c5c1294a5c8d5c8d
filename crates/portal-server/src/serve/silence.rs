//! Agencies whose data did not arrive: their source's last file was refused, or the next one is late.
//!
//! The last good facts stay, and families read how old they are. What each source delivered stands in a
//! file of its own (`import::sources`), because a refused file publishes nothing.

use std::fs;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use jiff::Zoned;

use crate::facts::AgencyFact;
use crate::home::Home;
use crate::import::sources::{self, Source};

/// What the sources delivered, as the file said when it last changed.
pub struct Silence {
    home: Home,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
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

    /// Marks the agencies that could not be reached, with the day of what is known of them.
    pub fn mark(&self, agencies: &mut [AgencyFact], now: &Zoned) {
        let sources = self.sources();
        for agency in agencies {
            let own = |source: &&Source| source.agency.as_ref() == Some(&agency.id);
            let failed = |source: &&Source| source.is_refused() || source.is_late(now.timestamp());
            if let Some(source) = sources.iter().filter(own).find(failed) {
                agency.ok = false;
                let last = source.as_of.or(source.last_good_at);
                let last = last.map(|at| at.to_zoned(now.time_zone().clone()).date());
                agency.last_confirmed_on = last.or(agency.last_confirmed_on);
            }
        }
    }

    /// The list; read again when the file has changed. When it cannot be read, what was known stays.
    fn sources(&self) -> Arc<Vec<Source>> {
        let changed = fs::metadata(self.home.sources_file()).and_then(|file| file.modified());
        let changed = changed.ok();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if changed.is_some() && known.changed != changed {
            known.changed = changed;
            match sources::told(&self.home) {
                Ok(sources) => known.sources = Arc::new(sources),
                Err(e) => tracing::error!("the list of sources cannot be read: {e}"),
            }
        }
        Arc::clone(&known.sources)
    }
}
