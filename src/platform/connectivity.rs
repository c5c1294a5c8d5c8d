//! Whether the phone has a connection, and when to look again.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::{document, window};
use leptos::prelude::StoredValue;
use web_sys::VisibilityState;

/// Whether the phone believes it is online; `true` promises nothing, `false` is certain.
#[must_use]
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Calls `changed` whenever the connection comes or goes, as long as the app runs.
pub fn on_connection_change(changed: impl Fn(bool) + Clone + 'static) {
    for (name, online) in [("online", true), ("offline", false)] {
        let changed = changed.clone();
        EventListener::new(&window(), name, move |_| changed(online)).forget();
    }
}

/// Calls `action` when the page is looked at again or the connection returns, until the current
/// view goes away.
pub fn on_return(action: Rc<dyn Fn()>) {
    let online = action.clone();
    StoredValue::new_local([
        EventListener::new(&window(), "online", move |_| online()),
        EventListener::new(&document(), "visibilitychange", move |_| {
            if document().visibility_state() == VisibilityState::Visible {
                action();
            }
        }),
    ]);
}
