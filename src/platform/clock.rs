//! Time: the phone's clock and timers that end with the view that started them.

use gloo::timers::callback::{Interval, Timeout};
use leptos::prelude::StoredValue;

/// Milliseconds since 1970 by the phone's clock; good for differences only, since phones are wrong.
#[must_use]
pub fn now_ms() -> i64 {
    // A whole number of milliseconds: nothing is lost.
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds fit for ages")]
    let ms = js_sys::Date::now() as i64;
    ms
}

/// Runs `action` again and again until the current view goes away.
pub fn every(ms: u32, action: impl FnMut() + 'static) {
    StoredValue::new_local(Interval::new(ms, action));
}

/// Runs `action` once after `ms`, unless the returned guard is dropped before.
#[must_use = "dropping the guard stops the timer"]
pub fn after(ms: u32, action: impl FnOnce() + 'static) -> Timeout {
    Timeout::new(ms, action)
}
