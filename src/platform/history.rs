//! The address bar and the History API.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

/// The path of the current address.
#[must_use]
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Address of a page of ours, in full.
#[must_use]
pub fn address(path: &str) -> String {
    let origin = window().location().origin().unwrap_or_default();
    [&origin, path].concat()
}

/// Takes the fragment out of the address, leaving no trace of it there or in the history.
#[must_use]
pub fn take_fragment() -> Option<String> {
    let fragment = window().location().hash().ok()?;
    let value = fragment.strip_prefix('#')?.to_owned();
    replace(&path());
    Some(value)
}

/// Shows another path in the address bar with a new history entry.
pub fn push(path: &str) {
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(path));
    }
}

/// Shows another path in the address bar in place of the current history entry.
pub fn replace(path: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(path));
    }
}

/// Calls `moved` after Back and Forward, as long as the app runs.
pub fn on_pop(moved: impl Fn() + 'static) {
    EventListener::new(&window(), "popstate", move |_| moved()).forget();
}

/// Offers every plain click on a link of this site to `open`; the browser follows the link when it
/// answers `false`.
pub fn on_link(open: impl Fn(&str) -> bool + 'static) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), "click", options, move |event| {
        if let Some(path) = plain_link(event).filter(|path| open(path)) {
            event.prevent_default();
            drop(path);
        }
    })
    .forget();
}

/// The path of the link under a plain left click, when the portal may answer it itself.
fn plain_link(event: &Event) -> Option<String> {
    let mouse = event.dyn_ref::<MouseEvent>()?;
    let modified = mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key();
    if event.default_prevented() || mouse.button() != 0 || modified {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let link: HtmlAnchorElement = target.closest("a[href]").ok()??.dyn_into().ok()?;
    let ours = link.origin() == window().location().origin().ok()?;
    let left_alone = ["target", "download", "rel"]
        .iter()
        .any(|name| link.has_attribute(name));
    // "#main" and the like move within the page and are the browser's business.
    let within = link.get_attribute("href")?.starts_with('#');
    (ours && !left_alone && !within).then(|| link.pathname())
}
