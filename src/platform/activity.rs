//! Signs that somebody is there.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::window;

/// Calls `seen` at every touch, key and scroll, as long as the app runs.
pub fn on_activity(seen: impl Fn() + 'static) {
    let seen = Rc::new(seen);
    for name in ["pointerdown", "keydown", "scroll"] {
        let seen = seen.clone();
        EventListener::new(&window(), name, move |_| seen()).forget();
    }
}
