//! The session of a member of staff: kept while somebody is at work, ended when nobody is, never without a warning.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Access, Portal, effect};
use crate::api::{self, endpoints};
use crate::platform::{activity, clock, connectivity};

const LOOK_EVERY_MS: u32 = 5_000;

/// How long before the end somebody is warned.
const WARN_MS: i64 = 60_000;

/// While somebody is at work the server hears of it at most this often.
const TELL_EVERY_MS: i64 = 60_000;

/// What there is to say about the end of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdleWarning {
    /// Nothing.
    None,
    /// It ends because nobody is there.
    Idle,
    /// It has lasted as long as it may.
    Absolute,
}

/// Times of a session, in milliseconds of the device's clock.
#[derive(Clone, Copy)]
struct Times {
    seen: i64,
    idle: i64,
    end: i64,
}

/// What is to be said at a moment; nothing when the session is over.
fn judge(times: Times, now: i64) -> Option<IdleWarning> {
    let idle_left = times.seen + times.idle - now;
    let left = times.end - now;
    match (idle_left, left) {
        (..=0, _) | (_, ..=0) => None,
        (_, ..=WARN_MS) => Some(IdleWarning::Absolute),
        (..=WARN_MS, _) => Some(IdleWarning::Idle),
        _ => Some(IdleWarning::None),
    }
}

/// Watches the session as long as the app runs. What is handed back is what to say, and what to do when somebody says
/// that they are there.
#[must_use]
pub fn watch_office_idle(portal: Portal) -> (RwSignal<IdleWarning>, Callback<()>) {
    let warning = RwSignal::new(IdleWarning::None);
    let seen = StoredValue::new(clock::now_ms());
    let told = StoredValue::new(clock::now_ms());
    // When the session was told of: its times count from there, whatever the device's clock says.
    let began = StoredValue::new(clock::now_ms());
    effect(move || {
        portal.access.track();
        for time in [seen, told, began] {
            time.set_value(clock::now_ms());
        }
    });
    let tell = move || {
        told.set_value(clock::now_ms());
        spawn_local(async move {
            if api::get(endpoints::SESSION, None).await == Err(api::ApiError::SessionEnded) {
                portal.access.try_set(Access::Ended);
            }
        });
    };
    let stay = Callback::new(move |()| {
        seen.set_value(clock::now_ms());
        warning.set(IdleWarning::None);
        tell();
    });
    activity::on_activity(move || {
        // Once the warning stands, only its button counts: a cat on the keyboard is nobody.
        if warning.get_untracked() == IdleWarning::None {
            seen.set_value(clock::now_ms());
        }
    });
    let look = move || {
        let times = portal.access.with_untracked(|access| match access {
            Access::SignedIn(session) => Some(Times {
                seen: seen.get_value(),
                idle: i64::from(session.idle_seconds) * 1000,
                end: began.get_value() + i64::from(session.expires_in_seconds) * 1000,
            }),
            _ => None,
        });
        let now = clock::now_ms();
        let Some(times) = times else {
            warning.set(IdleWarning::None);
            return;
        };
        match judge(times, now) {
            None => {
                warning.set(IdleWarning::None);
                portal.access.set(Access::Ended);
                spawn_local(api::sign_out());
            }
            Some(what) => {
                if warning.get_untracked() != what {
                    warning.set(what);
                }
                let at_work = times.seen > told.get_value();
                if at_work && now - told.get_value() > TELL_EVERY_MS {
                    tell();
                }
            }
        }
    };
    clock::every(LOOK_EVERY_MS, look);
    connectivity::on_return(Rc::new(look));
    (warning, stay)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_is_warned_a_minute_before_the_end_and_told_which_end_it_is() {
        let times = Times {
            seen: 0,
            idle: 900_000,
            end: 2_000_000,
        };
        for (now, said) in [
            (0, Some(IdleWarning::None)),
            (839_999, Some(IdleWarning::None)),
            (840_000, Some(IdleWarning::Idle)),
            (899_999, Some(IdleWarning::Idle)),
            (900_000, None),
        ] {
            assert_eq!(judge(times, now), said, "{now}");
        }
        let busy = Times {
            seen: 1_900_000,
            ..times
        };
        assert_eq!(judge(busy, 1_940_000), Some(IdleWarning::Absolute));
        assert_eq!(judge(busy, 2_000_000), None);
    }
}
