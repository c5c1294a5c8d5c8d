//! The clock: what day it is for promises and visits, and how late it is for sessions.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

/// Where "now" comes from.
///
/// Facts and sessions are told apart: `--clock` fixes the day for everything a
/// family reads, while a session still ends after real minutes.
#[derive(Clone, Debug)]
pub struct Clock {
    fixed: Option<Timestamp>,
    /// Seconds the session clock runs ahead of the machine's; only tests move it.
    session_offset: Arc<AtomicI64>,
}

impl Clock {
    /// The machine's own clock.
    #[must_use]
    pub fn system() -> Self {
        Self {
            fixed: None,
            session_offset: Arc::default(),
        }
    }

    /// A clock whose facts always stand at `now`.
    #[must_use]
    pub fn fixed(now: Timestamp) -> Self {
        Self {
            fixed: Some(now),
            session_offset: Arc::default(),
        }
    }

    /// Whether facts are judged at a moment that does not pass.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.fixed.is_some()
    }

    /// The instant facts are judged at.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.fixed.unwrap_or_else(Timestamp::now)
    }

    /// The instant facts are judged at, in a zone.
    #[must_use]
    pub fn now_in(&self, zone: &TimeZone) -> Zoned {
        self.now().to_zoned(zone.clone())
    }

    /// Today's date in a zone.
    #[must_use]
    pub fn today_in(&self, zone: &TimeZone) -> Date {
        self.now_in(zone).date()
    }

    /// Unix seconds for sessions, throttles and the access log.
    #[must_use]
    pub fn session_seconds(&self) -> i64 {
        Timestamp::now().as_second() + self.session_offset.load(Ordering::Relaxed)
    }

    /// An instant of the session clock as facts count time: as long ago as it was for sessions.
    #[must_use]
    pub fn fact_time(&self, session_seconds: i64) -> Timestamp {
        let ago = (self.session_seconds() - session_seconds).seconds();
        self.now()
            .saturating_sub(ago)
            .unwrap_or_else(|_| self.now())
    }

    /// Lets time pass for sessions and throttles without waiting for it.
    pub fn advance_sessions(&self, seconds: i64) {
        self.session_offset.fetch_add(seconds, Ordering::Relaxed);
    }
}

/// RFC 3339 with the zone's offset and whole seconds, as every answer spells times.
#[must_use]
pub fn rfc3339(at: &Zoned) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
