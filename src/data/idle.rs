//! A phone left lying around: after the session's idle time the facts of the family go away, even
//! when nobody asks the server for anything.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Access, Portal};
use crate::api;
use crate::platform::{activity, clock, connectivity};

const LOOK_EVERY_MS: u32 = 15_000;

/// Whether a session with this idle time has been left alone for too long.
fn is_over(idle_seconds: u32, last_seen_ms: i64, now_ms: i64) -> bool {
    now_ms - last_seen_ms > i64::from(idle_seconds) * 1000
}

/// Ends the session when nobody has touched the portal for its idle time.
pub fn end_when_idle(portal: Portal) {
    let last_seen = StoredValue::new(clock::now_ms());
    activity::on_activity(move || last_seen.set_value(clock::now_ms()));
    let look = move || {
        let idle = portal.access.with_untracked(|access| match access {
            Access::SignedIn(session) => Some(session.idle_seconds),
            _ => None,
        });
        let now = clock::now_ms();
        if idle.is_some_and(|idle| is_over(idle, last_seen.get_value(), now)) {
            portal.access.set(Access::Ended);
            spawn_local(api::sign_out());
        }
    };
    clock::every(LOOK_EVERY_MS, look);
    // A phone that slept has not run its timers.
    connectivity::on_return(Rc::new(look));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_over_only_after_its_idle_time() {
        assert!(!is_over(600, 0, 600_000));
        assert!(is_over(600, 0, 600_001));
    }
}
